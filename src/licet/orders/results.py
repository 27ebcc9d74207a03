"""PASS, HOLD or FAIL: what a decision means to an order system.

    no_requirement_found, with nothing open, stale, conflicting or not modelled beside it   PASS
    prohibited; a conflict of laws, alone or beside anything                                FAIL
    everything else                                                                         HOLD

A license that is required holds until an officer has seen that one is assigned.  PASS is no permission:
the reason says that nothing was found among the rules tested.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from licet.decide import answer as words
from licet.orders.model import FAIL, HOLD, PASS

if TYPE_CHECKING:
    from licet.decide.decide import Decision

BY_STATUS = {
    words.PROHIBITED: FAIL,
    words.CONFLICT: FAIL,
    words.LICENSE: HOLD,
    words.EXCEPTION: HOLD,
    words.NOTIFY: HOLD,
    words.UNKNOWN: HOLD,
    words.SUSPENDED: HOLD,
    words.STALE: HOLD,
    words.OUT_OF_SCOPE: HOLD,
    words.NOTHING: PASS,
}
"""What each status means where nothing stands beside it."""
OPEN_HIT, NOT_SCREENED, UNVERIFIED, OPEN, CANNOT = (
    "open_hit", "not_screened", "unverified_law", "open_point", "cannot_be_checked",
)  # fmt: skip
CODES = {
    OPEN_HIT: "a name may stand for a listed party, and two officers have not closed the hit",
    NOT_SCREENED: "a name was not screened, or not against whole lists",
    UNVERIFIED: "a rule that was tested rests on a text that nobody has verified",
    OPEN: "a fact that could change the answer is open",
    CANNOT: "the order could not be checked",
}
"""Codes of a hold that is not the status itself."""


def result_of(
    status: str, beside: tuple[str, ...] = (), *, passes: bool, why_not: str = OPEN
) -> tuple[str, str]:
    """The result of a status with what stands beside it, and the code of the reason.

    ``passes`` is ``Decision.passes``; ``why_not`` the code for a mild status that does not pass.

    >>> result_of("no_requirement_found", passes=True)
    ('PASS', 'no_requirement_found')
    >>> result_of("no_requirement_found", ("stale_law",), passes=False)
    ('HOLD', 'stale_law')
    >>> result_of("license_required", ("conflict_of_laws",), passes=False)
    ('FAIL', 'conflict_of_laws')

    Raises:
        KeyError: a status that is not in the closed set.
    """
    found = BY_STATUS[status]
    if found == FAIL:
        return FAIL, status
    if words.CONFLICT in beside:
        return FAIL, words.CONFLICT
    if found == PASS and (beside or not passes):
        return HOLD, beside[0] if beside else why_not
    return found, status


def why_open(decision: Decision) -> str:
    """Why a decision that found nothing does not pass, as a code."""
    screening = decision.transfer.screening
    if screening is not None and screening.unsettled:
        return OPEN_HIT
    if screening is not None and not screening.settled:
        return NOT_SCREENED
    if any(each.unverified for each in decision.answers):
        return UNVERIFIED
    return OPEN
