"""A transfer on a day, as the plan reads it: one mapping of facts, parties inside.

Due care closes what the dictionary marks; shares of listed owners are summed as of the day.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from licet.decide.evaluate import COMPLETE, PARTIES
from licet.facts.values import Interval

if TYPE_CHECKING:
    from datetime import date

    from licet.book.book import RuleBook
    from licet.transfer.model import Party, Transfer

_SHARE = "owned_by_listed_pct"
_WHOLE = Decimal(100)


def situation(transfer: Transfer, book: RuleBook, day: date) -> dict[str, Any]:
    """The facts of ``transfer`` as known on ``day``, ready for ``Plan.run``."""
    closed, closed_party, counted = _closures(book)
    facts: dict[str, Any] = (
        {**closed, **transfer.facts} if transfer.due_care else dict(transfer.facts)
    )
    complete = transfer.facts.get("parties_complete")
    facts[COMPLETE] = True if transfer.due_care and complete is None else complete
    facts[PARTIES] = [
        _party(each, transfer.due_care, closed_party, counted, day) for each in transfer.parties
    ]
    return facts


def _closures(book: RuleBook) -> tuple[dict[str, Any], dict[str, Any], frozenset[str]]:
    """What due care closes, for the transfer and for a party; kept on the book."""
    found = book._plans.get("closures")  # noqa: SLF001 - kept beside the plans
    if found is None:
        mine = {
            each.name: each.closed for each in book.facts if each.due_care and each.owner != "party"
        }
        theirs = {
            each.name: each.closed for each in book.facts if each.due_care and each.owner == "party"
        }
        share = book.facts.get(_SHARE)
        found = (mine, theirs, frozenset(share.counts_lists if share else ()))
        book._plans["closures"] = found  # noqa: SLF001
    return found  # type: ignore[return-value]


def _party(
    party: Party,
    due_care: bool,
    closed: dict[str, Any],
    counted: frozenset[str],
    day: date,  # noqa: FBT001
) -> dict[str, Any]:
    facts: dict[str, Any] = {**closed, **party.facts} if due_care else dict(party.facts)
    if party.owners is not None and _SHARE not in party.facts:
        facts[_SHARE] = listed_share(party, counted, day, complete=due_care or not party.owners)
    if listings := facts.get("lists"):  # an entry binds on and after the day it was made
        facts["lists"] = tuple(each for each in listings if each.since is None or each.since <= day)
    return facts


def listed_share(
    party: Party, counted: frozenset[str], day: date, *, complete: bool
) -> Decimal | Interval:
    """Share in percent held by owners on the counted lists on ``day``, added up.

    An owner whose share is unknown, or a list of owners that may not be complete, leaves the
    upper end at 100.
    """
    low, high = Decimal(0), Decimal(0)
    for owner in party.owners or ():
        if owner.list not in counted or (owner.since is not None and owner.since > day):
            continue
        match owner.pct:
            case None:
                high = _WHOLE
            case Interval() as span:
                low += span.low or 0
                high += _WHOLE if span.high is None else span.high
            case share:
                low += share
                high += share
    high = min(_WHOLE, high) if complete else _WHOLE
    low = min(low, _WHOLE)
    return low if low == high else Interval(low, high)
