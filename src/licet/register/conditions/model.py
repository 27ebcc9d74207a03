"""A condition of a license as data, what was done to it and by whom, and what a test of it finds."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from licet.errors import InputError, UnknownName
from licet.facts.values import Truth
from licet.record import record, replaced

BEFORE_ISSUE, DRAWDOWN, SCHEDULE, EVENT = "before_issue", "drawdown", "schedule", "event"
WHEN = (BEFORE_ISSUE, DRAWDOWN, SCHEDULE, EVENT)
"""When a condition is tested."""

BLOCK, WARN, REPORT, SUSPEND = "block", "warn", "report", "suspend"
CONSEQUENCES = (BLOCK, WARN, REPORT, SUSPEND)
"""What follows where it does not hold: the act is refused, the holder warned, the authority told, or the
license brought before an officer to be suspended, the act being refused until then."""

PROPOSED, ADOPTED, NOT_ADOPTED, CHANGED, DROPPED = (
    "proposed", "adopted", "not_adopted", "changed", "dropped",
)  # fmt: skip
ACTS = {
    "": (PROPOSED,),
    PROPOSED: (ADOPTED, NOT_ADOPTED, CHANGED, DROPPED),
    ADOPTED: (CHANGED, DROPPED),
    NOT_ADOPTED: (),
    DROPPED: (),
}
"""What may be done to a condition in each standing; a change leaves the standing as it is."""


@record
class Step:
    """One thing done to a condition; ``was`` is what a change took away, as plain data."""

    act: str
    by: str
    at: datetime
    reason: str = ""
    was: Mapping[str, Any] | None = None


@record
class Condition:
    """One condition.  It binds ``since <= day < to``; ``to`` None is no end stated.

    ``lines`` are the license lines it speaks of, none meaning all.  ``parameters`` are those of its kind
    (``licet.register.conditions.kinds``), as plain data with numbers as text.  ``tested`` is when,
    ``evidence`` what is wanted in words, ``cite`` where the law asks for it.  ``public`` says whether its
    text may be shown to everybody.
    """

    id: str
    kind: str
    text: str
    parameters: Mapping[str, Any]
    tested: tuple[str, ...]
    consequence: str = BLOCK
    lines: tuple[str, ...] = ()
    evidence: str = ""
    cite: str = ""
    provision: str = ""
    since: date | None = None
    to: date | None = None
    public: bool = False
    history: tuple[Step, ...] = ()

    def __post_init__(self) -> None:
        """Refuse words outside the closed sets."""
        for word in self.tested:
            if word not in WHEN:
                raise UnknownName(f"time of test (condition {self.id})", word, WHEN)
        if self.consequence not in CONSEQUENCES:
            raise UnknownName(f"consequence (condition {self.id})", self.consequence, CONSEQUENCES)

    @property
    def standing(self) -> str:
        """The last act that changed how it stands; empty before any."""
        acts = [each.act for each in self.history if each.act != CHANGED]
        return acts[-1] if acts else ""

    @property
    def binds(self) -> bool:
        """Whether it is part of the license: adopted, and not dropped since."""
        return self.standing == ADOPTED

    def by(self, act: str) -> str:
        """Who did ``act`` last; empty where nobody has."""
        return next((each.by for each in reversed(self.history) if each.act == act), "")

    def speaks_of(self, line: str, day: date) -> bool:
        """Whether it binds ``line`` on ``day``."""
        begun = self.since is None or self.since <= day
        return (
            begun and (self.to is None or day < self.to) and (not self.lines or line in self.lines)
        )

    def after(self, step: Step, **changes: Any) -> Condition:
        """The condition with one more thing done to it; ``changes`` are the fields that a change sets.

        Raises:
            InputError: the act is not open to it as it stands, or lacks its reason.
        """
        open_to = ACTS[self.standing]
        if step.act not in open_to:
            raise InputError(
                f"condition {self.id} is {self.standing or 'new'}; {step.act!r} cannot follow"
                f" (open: {', '.join(open_to) or 'nothing'})"
            )
        if step.act in (NOT_ADOPTED, CHANGED, DROPPED) and not step.reason.strip():
            raise InputError(f"condition {self.id}: say why it is {step.act.replace('_', ' ')}")
        if bool(changes) is not (step.act == CHANGED):
            raise InputError(
                f"condition {self.id}: a change names the fields it sets, no other act does"
            )
        if fixed := sorted({"id", "history"} & set(changes)):
            raise InputError(f"condition {self.id}: {fixed[0]} is never changed")
        if changes:
            step = replaced(step, was={name: getattr(self, name) for name in changes})
        return replaced(self, history=(*self.history, step), **changes)


@record
class Finding:
    """What one test of a condition found.

    ``holds`` None is not known: it is neither.  ``why`` is one or two sentences with the numbers;
    ``figures`` are exact numbers by name, as text; ``used`` names the evidence, ``missing`` what would
    settle an answer that is not known.
    """

    condition: str
    kind: str
    holds: Truth
    why: str
    used: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    figures: tuple[tuple[str, str], ...] = ()
    consequence: str = BLOCK

    @property
    def refuses(self) -> bool:
        """Whether the act that it was tested for must not go on: what is not known refuses too."""
        return self.holds is not True and self.consequence in (BLOCK, SUSPEND)

    @property
    def calls_for_suspension(self) -> bool:
        """Whether an officer is asked to suspend the license: only where it is known not to hold."""
        return self.holds is False and self.consequence == SUSPEND


@record
class Said:
    """What the test of one kind says; ``licet.register.conditions.tested`` makes the finding of it."""

    holds: Truth
    why: str
    used: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    figures: tuple[tuple[str, str], ...] = ()
