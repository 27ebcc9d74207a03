"""What a provision is: its citations, its versions through time, its rule and its effect.

Dates are half-open everywhere: ``from <= day < to``.  ``Provision.on(day, known_on)`` is the
version whose text stands on ``day`` as published by ``known_on``; ``Version.state`` says
whether that text binds on the day or is paused, not yet due, or resting on a stale reading.
"""

from __future__ import annotations

from datetime import date

from licet.language.nodes import Node
from licet.record import record

KINDS = {
    "test": "a named test that other provisions refer to",
    "jurisdiction": "whether this law reaches the transfer at all",
    "classification": "an entry of a control list",
    "requirement": "a license is needed",
    "letter": "a license is needed by a letter that binds its addressee only",
    "prohibition": "what no license under this law cures",
    "notification": "a statement or filing owed where no license is",
    "carve_out": "removes requirements: they do not apply",
    "exception": "lets a transfer go in spite of requirements, on conditions",
    "review_policy": "how an application is reviewed",
    "presumption": "what is presumed of an item until it is overcome",
    "charge": "duty or payment; never a license condition",
    "conflict": "to follow another law's rule breaches this one",
    "alert": "a warning sign or information; decides nothing",
    "not_modelled": "law that may apply and is not encoded: the answer says so",
}
NEEDS = ("requirement", "letter", "prohibition", "notification")
"""Kinds that ask for something, and so stand under the scope of their law."""
SPEAKS_OF = {"review_policy": "reviews", "exception": "overcomes", "carve_out": "carves_out"}
"""What a provision of this kind must name; without it, it does nothing."""
STATES = {"review_policy": "policy", "classification": "entry"}
"""What each version of a provision of this kind must say."""
POLICIES = (
    "presumption_of_approval",
    "case_by_case",
    "tailored",
    "presumption_of_denial",
    "policy_of_denial",
)
CONFIDENCE = ("high", "medium", "low", "unverified")
IN_FORCE, NOT_DUE, NOT_ENFORCED, SUSPENDED, STALE, BEYOND_TEXT = (
    "in_force", "not_due", "not_enforced", "suspended", "stale", "beyond_text",
)  # fmt: skip


@record
class Citation:
    """Where the official text is: words as lawyers write them, and a link."""

    text: str
    url: str = ""


@record
class Rationale:
    """The stated aim, who stated it and where; or that it was not explained."""

    aim: str
    stated_by: str = ""
    where: str = ""


@record
class Pause:
    """A span in which what is enforced is not what the text says.

    ``kind`` is ``suspended`` (by rule, returns by its own terms), ``not_enforced`` (by
    announcement), or ``beyond_text``: the authority asks for more than the text does, so the
    rule binds and is not codified.  ``to`` is the first day after it, None while it runs on.
    """

    kind: str
    since: date
    to: date | None
    published: date
    source: str
    note: str = ""


@record
class Condition:
    """One condition of an exception, policy or answer; ``rule`` is None where only a person can tell."""

    code: str
    text: str
    rule: Node | None
    cite: str = ""


@record
class Version:
    """The text of a provision over one span of time."""

    since: date
    to: date | None
    comply_from: date | None
    published: date
    end_published: date | None
    checked: date
    source: str
    confidence: str
    rule: Node
    parts: tuple[tuple[str, Node], ...] = ()
    conditions: tuple[Condition, ...] = ()
    pauses: tuple[Pause, ...] = ()
    entry: str = ""
    policy: str = ""
    rate_pct: str = ""
    note: str = ""

    @property
    def trees(self) -> tuple[Node, ...]:
        """Every tree that it states: its rule, its parts, and what of its conditions can be tested."""
        tested = (each.rule for each in self.conditions if each.rule is not None)
        return (self.rule, *(tree for _, tree in self.parts), *tested)

    def covers(self, day: date, known_on: date) -> bool:
        """Whether this text stands on ``day``, going by what was published by ``known_on``."""
        if self.published > known_on or day < self.since:
            return False
        ended = self.to is not None and day >= self.to
        return not (ended and (self.end_published or self.published) <= known_on)

    def state(self, day: date, known_on: date) -> tuple[str, Pause | None]:
        """Whether the text binds on ``day``, and the pause that decides it, if one does."""
        if self.comply_from is not None and day < self.comply_from:
            return NOT_DUE, None
        begun = [each for each in self.pauses if each.published <= known_on and each.since <= day]
        for pause in begun:
            if pause.to is None or day < pause.to:
                return pause.kind, pause
        for pause in begun:
            if pause.to is not None and self.checked < pause.to:
                # The pause has run out and nobody has read the official text since.
                return STALE, pause
        return IN_FORCE, None


@record
class Provision:
    """One citable heading of law, through time."""

    id: str
    title: str
    kind: str
    sovereign: str
    cite: tuple[Citation, ...]
    rationale: Rationale
    versions: tuple[Version, ...]
    file: str = ""
    text: str = ""
    items: tuple[str, ...] = ()
    scope: str = ""
    grounds: tuple[str, ...] = ()
    code: str = ""
    carves_out: tuple[str, ...] = ()
    overcomes: tuple[str, ...] = ()
    reviews: tuple[str, ...] = ()
    rank: int = 0
    refines: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    """Needs of other laws that a conflict provision forbids to follow; ids or patterns."""
    charge: tuple[tuple[str, str], ...] = ()

    @property
    def trees(self) -> tuple[Node, ...]:
        """Every tree of every version."""
        return tuple(tree for version in self.versions for tree in version.trees)

    def on(self, day: date, known_on: date) -> Version | None:
        """The version that stands on ``day`` as known on ``known_on``, if any."""
        # The latest published one wins where an earlier one's end was not yet known.
        for version in reversed(self.versions):
            if version.covers(day, known_on):
                return version
        return None
