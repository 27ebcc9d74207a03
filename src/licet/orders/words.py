"""What a check says of a line, in sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from licet.decide import answer as statuses
from licet.decide.questions import questions
from licet.decide.words import headline
from licet.orders.model import PASS
from licet.orders.results import CODES, NOT_SCREENED, OPEN_HIT, UNVERIFIED
from licet.telling.screened import whose
from licet.transfer.screening import AGREES, CLOSED, CONFIRMED, CONFLICT, OPEN, SET_ASIDE, TAKEN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from licet.decide.decide import Decision
    from licet.transfer.model import Transfer
    from licet.transfer.screening import Match

STANDING = {
    TAKEN: "is taken for", OPEN: "may be", CONFIRMED: "was confirmed by two officers as",
    CLOSED: "was closed by two officers as another than", CONFLICT: "is stated not to be, and meets,",
    AGREES: "is stated to be", SET_ASIDE: "is only like",
}  # fmt: skip
"""What stands between a party's name and that of an entry."""
_BESIDE = {
    statuses.STALE: "law that may change it is stale",
    statuses.OUT_OF_SCOPE: "law that may apply is not modelled",
    statuses.CONFLICT: "to follow one law breaks another",
}
_WEIGHED = 6
"""Facts that are tried to find the question that settles a line."""


def reason_of(
    decision: Decision, result: str, code: str, variants: int, *, unknown: bool = False
) -> str:
    """Why the line has its result: the answer in a sentence, then what stands beside it."""
    parts = []
    if unknown:
        parts.append(
            f"“{decision.transfer.item}” is no product of the catalogue, and no class is stated for it."
        )
    parts.append(headline(decision))
    if variants > 1:
        parts.append(f"The strictest of {variants} variants: {decision.transfer.item}.")
    if code in CODES:
        parts.append(f"{CODES[code][:1].upper()}{CODES[code][1:]}.")
    if decision.beside:
        parts.append(f"Beside it: {'; '.join(_BESIDE[each] for each in decision.beside)}.")
    if result == PASS:
        parts.append("That is no permission: it says what was tested.")
    return " ".join(parts)


def next_step(decision: Decision, code: str, near: Sequence[str] | None = None) -> str:
    """What would settle the line, or who must."""
    screening = decision.transfer.screening
    if screening is not None and screening.unsettled:
        first = min(
            screening.unsettled, key=lambda each: (-each.hit.score, each.hit.entry.id, each.name)
        )
        return f"{first.question} Two officers say so on the worklist."
    if near is not None:
        meant = f" Did you mean {' or '.join(near)}?" if near else ""
        return f"State the item's class (ECCN) and kind, or its figures.{meant}"
    match code:
        case statuses.NOTHING:
            return ""
        case statuses.UNKNOWN:
            return _question(decision) or "State more of the item, its route and its user."
        case statuses.PROHIBITED | statuses.CONFLICT:
            return "Stop, and take it to an officer."
        case statuses.LICENSE:
            return "Assign a license; an officer who has seen it releases the order."
        case statuses.EXCEPTION:
            codes = " or ".join(e for each in decision.answers for e in each.enforced.exceptions)
            return f"Check each condition of exception {codes}; an officer who has done so releases the order."
        case statuses.NOTIFY:
            return "File first; an officer who has seen the filing releases the order."
        case statuses.STALE:
            return "Read the official text of today, and load the law that has it."
        case statuses.OUT_OF_SCOPE:
            places = ", ".join(decision.unmodelled)
            return f"Ask who knows the law {f'of {places}' if places else 'that is not modelled'}."
        case _ if code == NOT_SCREENED:
            return "Load whole lists of today, or state what a list says of each party."
        case _ if code == UNVERIFIED:
            return "Compare the rule with the official text."
        case _ if code == OPEN_HIT:
            return "Close the hit on the worklist."
        case _:
            return _question(decision) or "An officer looks at what is open."


def _question(decision: Decision) -> str:
    for answer in decision.telling[:1]:
        for each in questions(decision.only(answer.sovereign), most=_WEIGHED)[:1]:
            about = f" ({each.who})" if each.who else ""
            return f"{each.text}{about}"
    return ""


def match_words(match: Match, transfer: Transfer) -> str:
    """One entry that a party met, in a sentence."""
    entry = match.hit.entry
    since = f", listed since {entry.since}" if entry.since else ""
    return (
        f"“{match.name}” ({whose(transfer, match)}) {STANDING[match.standing]} “{entry.name}” "
        f"({entry.id}{since})."
    )
