"""The outline of an answer: the few things by which two answers are told apart.

``compare`` and ``history`` hold outlines against each other; ``severity`` puts whole decisions
in order, mildest first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from licet.decide import answer as words
from licet.facts.values import show
from licet.record import record

if TYPE_CHECKING:
    from licet.decide.answer import Answer
    from licet.decide.decide import Decision

FACETS = (
    "status", "review", "exceptions", "classification", "grounds", "codified", "revives_on",
    "conditions", "charges", "alerts",
)  # fmt: skip
"""What may differ between two answers, the weightiest first."""
MARKING = ("status", "review", "exceptions", "classification", "grounds", "codified")
"""The facets that make a new line of a product's history."""


@record
class Outline:
    """One sovereign's answer in outline; every facet is a tuple of words, empty where there is none.

    ``review`` runs from the strictest policy that is open to the mildest.  ``codified`` is the
    answer by the letter of the code where that is another than the one enforced.  ``grounds``
    are those of a need that is certain: what an open answer may come to rest on is no ground.
    """

    sovereign: str
    status: tuple[str, ...]
    review: tuple[str, ...]
    exceptions: tuple[str, ...]
    classification: tuple[str, ...]
    grounds: tuple[str, ...]
    codified: tuple[str, ...]
    revives_on: tuple[str, ...]
    conditions: tuple[str, ...]
    charges: tuple[str, ...]
    alerts: tuple[str, ...]

    def facet(self, name: str) -> tuple[str, ...]:
        """One of ``FACETS``."""
        value: tuple[str, ...] = getattr(self, name)
        return value

    @property
    def mark(self) -> tuple[tuple[str, ...], ...]:
        """What must differ for a new line of history."""
        return tuple(self.facet(name) for name in MARKING)


@record
class Difference:
    """One facet that two answers of a sovereign do not share."""

    sovereign: str
    facet: str
    before: tuple[str, ...]
    after: tuple[str, ...]


def outline(answer: Answer) -> Outline:
    """The outline of one sovereign's answer."""
    enforced, codified = answer.enforced, answer.codified
    apart = codified is not enforced and (
        codified.status != enforced.status or codified.exceptions != enforced.exceptions
    )
    certain = answer.license_required is True
    return Outline(
        sovereign=answer.sovereign,
        status=(answer.status,),
        review=enforced.review_range,
        exceptions=enforced.exceptions,
        classification=() if answer.claims is False else answer.classification.candidates,
        grounds=enforced.grounds if certain else (),
        codified=(codified.status, *codified.exceptions) if apart else (),
        revives_on=(answer.revives_on.isoformat(),) if answer.revives_on else (),
        conditions=tuple(
            f"{each.condition.code}: {'for a person' if each.person else _truth(each.truth)}"
            for each in answer.conditions
        ),
        charges=tuple(
            f"{each.finding.id}: {each.terms.get('rate_pct') or '?'} %, {_applies(each.finding.truth)}"
            for each in answer.charges
        ),
        alerts=tuple(each.id for each in answer.alerts if each.truth is True),
    )


def _truth(truth: bool | None) -> str:  # noqa: FBT001 - a truth, not a switch
    return "open" if truth is None else show(truth)


def _applies(truth: bool | None) -> str:  # noqa: FBT001 - a truth, not a switch
    return "open" if truth is None else "applies" if truth else "does not apply"


def outlines(decision: Decision) -> tuple[Outline, ...]:
    """One outline a sovereign."""
    return tuple(outline(each) for each in decision.answers)


def differences(before: Decision, after: Decision) -> tuple[Difference, ...]:
    """Every facet that the two decisions do not share, by sovereign, the weightiest first."""
    earlier = {each.sovereign: each for each in outlines(before)}
    found = []
    for later in outlines(after):
        first = earlier.get(later.sovereign)
        for name in FACETS if first is not None else ():
            old, new = first.facet(name), later.facet(name)  # type: ignore[union-attr]
            if old != new:
                found.append(Difference(later.sovereign, name, old, new))
    return tuple(found)


def severity(decision: Decision) -> tuple[int, int, int]:
    """How strict a decision is; a greater tuple is stricter.

    The status by ``ORDER`` first; among license requirements the strictest review that is open,
    then the mildest.  A review that is not known counts as stricter than any that is.
    """
    if not decision.answers:
        return (-words.ORDER.index(words.OUT_OF_SCOPE), 0, 0)
    return max(_strictness(each) for each in decision.answers)


def _strictness(answer: Answer) -> tuple[int, int, int]:
    rank = -words.ORDER.index(answer.status)
    if answer.status != words.LICENSE:
        return (rank, 0, 0)
    review = answer.enforced.review_range
    if not review:
        return (rank, len(words.POLICY_ORDER), len(words.POLICY_ORDER))
    places = [-words.POLICY_ORDER.index(policy) for policy in review]
    return (rank, max(places), min(places))
