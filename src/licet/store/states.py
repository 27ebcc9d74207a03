"""What may become of a hit: the states, the acts and who may do them.  No database here.

    potential ---+
    reopened  ---+-- propose --> proposed -- confirm --> not_a_match | match | escalated
    expired   ---+                  |
    escalated ---+                  +------ refuse  --> what it was before the proposal
    not_a_match -+
    match     ---+

    not_a_match | match -- expire --> expired      (by the clock alone)
    not_a_match | match -- reopen --> reopened     (by one person: that is the careful way)

``propose`` and ``confirm`` need two persons.  Whoever reads the state reads ``proposed`` as open,
also where the proposal is to change what had been closed.

>>> step("potential", "propose")
'proposed'
>>> step("proposed", "confirm", verdict="match")
'match'
>>> step("proposed", "refuse", before="escalated")
'escalated'
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from licet.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

POTENTIAL, PROPOSED, NOT_A_MATCH, MATCH, ESCALATED, EXPIRED, REOPENED = (
    "potential", "proposed", "not_a_match", "match", "escalated", "expired", "reopened",
)  # fmt: skip
STATES = (POTENTIAL, PROPOSED, NOT_A_MATCH, MATCH, ESCALATED, EXPIRED, REOPENED)
FIRST = (POTENTIAL, REOPENED)
"""States in which a hit begins: reopened where an earlier one was closed and something changed."""
CLOSED = (NOT_A_MATCH, MATCH)
"""Two persons have said what the hit is, and it still stands."""
OPEN = tuple(each for each in STATES if each not in CLOSED)

PROPOSE, CONFIRM, REFUSE, EXPIRE, REOPEN = "propose", "confirm", "refuse", "expire", "reopen"
ACTS = (PROPOSE, CONFIRM, REFUSE, EXPIRE, REOPEN)
VERDICTS = {"not_a_match": NOT_A_MATCH, "match": MATCH, "escalate": ESCALATED}
"""What may be proposed, and the state that it becomes once confirmed."""

RIGHTS = {
    "screen": "screen parties and put an order on hold",
    "close": "propose what a hit is, and reopen one",
    "countersign": "confirm or refuse what another officer proposed",
    "determine": "sign determinations and release an order",
    "override": "act against a rule that can be overruled, with a reason",
}
NEEDS = {PROPOSE: "close", REOPEN: "close", CONFIRM: "countersign", REFUSE: "countersign"}
"""The right that each act of a person needs.  ``expire`` is the clock's."""

_FROM = {
    PROPOSE: frozenset(STATES) - {PROPOSED},
    CONFIRM: frozenset({PROPOSED}),
    REFUSE: frozenset({PROPOSED}),
    EXPIRE: frozenset(CLOSED),
    REOPEN: frozenset(CLOSED),
}


def allowed(state: str) -> tuple[str, ...]:
    """The acts that the table has for ``state``."""
    return tuple(act for act in ACTS if state in _FROM[act])


def step(state: str, act: str, *, verdict: str = "", before: str = "") -> str:
    """The state after ``act``; ``verdict`` and ``before`` are those of the proposal that is judged.

    Raises:
        InputError: the table has no such step.
    """
    if act not in _FROM:
        raise InputError(f"{act!r} is no act on a hit; the acts are {', '.join(ACTS)}.")
    if state not in _FROM[act]:
        can = ", ".join(allowed(state)) or "none"
        raise InputError(
            f"A hit that is {words(state)} cannot be {_DONE[act]}; possible is: {can}."
        )
    match act:
        case "propose":
            return PROPOSED
        case "confirm":
            if verdict not in VERDICTS:
                raise InputError(f"{verdict!r} is no verdict; write {', '.join(VERDICTS)}.")
            return VERDICTS[verdict]
        case "refuse":
            if before not in STATES or before == PROPOSED:
                raise InputError(f"What the hit was before the proposal is {before!r}.")
            return before
        case "expire":
            return EXPIRED
        case _:
            return REOPENED


_DONE = {PROPOSE: "proposed anew", CONFIRM: "confirmed", REFUSE: "refused", EXPIRE: "let expire", REOPEN: "reopened"}  # fmt: skip


def words(state: str) -> str:
    """A state as a person writes it."""
    return state.replace("_", " ")


def standing(state: str, until: date | None, today: date) -> str:
    """The state as of ``today``: what was closed until a day that has come is expired.

    >>> from datetime import date
    >>> day = date(2027, 1, 1)
    >>> standing("not_a_match", day, date(2026, 12, 31)), standing("not_a_match", day, day)
    ('not_a_match', 'expired')
    """
    if state in CLOSED and until is not None and until <= today:
        return step(state, EXPIRE)
    return state


def may(name: str, act: str, rights: Collection[str], *, active: bool, proposer: str = "") -> None:
    """Refuse an act that this person may not do; ``proposer`` is who proposed what is judged.

    Raises:
        InputError: the officer has retired, lacks the right, or would judge an own proposal.
    """
    if not active:
        raise InputError(f"{name} has retired as an officer, or does not hold office yet.")
    right = NEEDS[act]
    if right not in rights:
        raise InputError(f"{name} may not {act}: the right to {right} is wanted ({RIGHTS[right]}).")
    if act in (CONFIRM, REFUSE) and name == proposer:
        raise InputError(f"{name} proposed this; a second, other officer must {act} it.")


def check_proposal(verdict: str, reason: str, until: date | None, today: date) -> None:
    """Refuse a proposal without a verdict, a reason, or a day on which it ends.

    An escalation is not closed, so it needs no day.

    Raises:
        InputError: one of them is missing or cannot be.
    """
    if verdict not in VERDICTS:
        raise InputError(f"{verdict!r} is no verdict; write {', '.join(VERDICTS)}.")
    check_reason(reason)
    if until is None and verdict != "escalate":
        raise InputError("Say until when this stands (on the command line --until DATE): the first day on which it no longer does.")  # fmt: skip
    if until is not None and until <= today:
        raise InputError(f"It would end on {until}, which is not after today, {today}.")


def check_reason(reason: str) -> None:
    """Refuse an act without a reason in words.

    Raises:
        InputError: there is none.
    """
    if not any(each.isalnum() for each in reason):
        raise InputError("Give a reason in words; it is kept with the act.")
