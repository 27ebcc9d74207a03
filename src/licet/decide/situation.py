"""A transfer on a day, as a plan reads it: what is stated, what due care closes, the parties inside.

Entries of lists bind from their day; shares of listed owners are summed as of the day.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from licet.book.evaluate import ANY_LIST, COMPLETE, PARTIES
from licet.facts.values import Interval
from licet.record import replaced

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from licet.book.book import RuleBook
    from licet.transfer.model import Listing, Owner, Party, Transfer

_SHARE = "owned_by_listed_pct"
_POLICIES = "owners_policies"
_UNSTATED = "unstated"
_WHOLE = Decimal(100)


class Situation:
    """``stated`` are the transfer's own facts; ``facts`` add what due care closes and the parties."""

    __slots__ = ("due_care", "facts", "stated")

    def __init__(self, transfer: Transfer, book: RuleBook, day: date) -> None:
        closed, closed_party, counted = closures(book)
        self.due_care = transfer.due_care
        self.stated = transfer.facts
        facts: dict[str, Any] = (
            {**closed, **transfer.facts} if transfer.due_care else dict(transfer.facts)
        )
        complete = transfer.facts.get("parties_complete")
        if complete is None and transfer.due_care and _names_a_user(transfer, book):
            complete = True
        facts[COMPLETE] = complete
        facts[PARTIES] = [
            _party(each, transfer.due_care, closed_party, counted, day) for each in transfer.parties
        ]
        self.facts = facts


def _names_a_user(transfer: Transfer, book: RuleBook) -> bool:
    """Whether anyone who receives the item is stated: due care without an end user knows too little."""
    receivers = book.roles.get("receivers", ())
    return any(not receivers or party.role in receivers for party in transfer.parties)


def closures(book: RuleBook) -> tuple[Mapping[str, Any], Mapping[str, Any], frozenset[str]]:
    """What due care closes, for the transfer and for a party, and the lists whose owners count."""
    found = book.plans.get("closures")
    if found is None:
        mine = {
            each.name: each.closed for each in book.facts if each.due_care and each.owner != "party"
        }
        theirs = {
            each.name: each.closed for each in book.facts if each.due_care and each.owner == "party"
        }
        share = book.facts.get(_SHARE)
        found = book.plans["closures"] = (
            mine,
            theirs,
            frozenset(share.counts_lists if share else ()),
        )
    return found  # type: ignore[return-value]


def _party(
    party: Party,
    due_care: bool,  # noqa: FBT001 - one of five, always by position, here only
    closed: Mapping[str, Any],
    counted: frozenset[str],
    day: date,
) -> dict[str, Any]:
    facts: dict[str, Any] = {**closed, **party.facts} if due_care else dict(party.facts)
    if party.owners is not None and _SHARE not in party.facts:
        facts[_SHARE] = listed_share(party, counted, day, complete=due_care or not party.owners)
    if party.owners is not None and _POLICIES not in party.facts:
        facts[_POLICIES] = owners_policies(party, counted, day, due_care=due_care)
    if listings := facts.get("lists"):
        facts["lists"] = tuple(standing(listings, due_care, day))
    return facts


def standing(listings: Iterable[Listing], due_care: bool, day: date) -> Iterator[Listing]:  # noqa: FBT001 - always by position
    """Listings that bind on the day: on and after the day they were made.

    Due care closes what nobody knows of, and not a listing that is known to be possible.
    """
    for each in listings:
        if due_care and each.list == ANY_LIST:
            continue
        if each.since is None or each.since <= day:
            yield replaced(each, entry="") if each.entry else each


def listed_share(
    party: Party, counted: frozenset[str], day: date, *, complete: bool
) -> Decimal | Interval:
    """Share in percent held by owners on the counted lists on ``day``, added up.

    An owner whose share is unknown, or a list of owners that may not be complete, leaves the
    upper end at 100.  The share of an owner who is only possibly listed counts at the upper end
    alone.
    """
    low, high = Decimal(0), Decimal(0)
    some = False  # an owner whose share is unknown holds something
    for owner in _counting(party, counted, day):
        match owner.pct:
            case None:
                high, some = _WHOLE, some or owner.certain
            case Interval() as span:
                low += (span.low or 0) if owner.certain else 0
                high += _WHOLE if span.high is None else span.high
            case share:
                low += share if owner.certain else 0
                high += share
    high = min(_WHOLE, high) if complete else _WHOLE
    low = min(low, _WHOLE)
    return low if low == high else Interval(low, high, low_open=some)


def owners_policies(
    party: Party, counted: frozenset[str], day: date, *, due_care: bool
) -> frozenset[str] | None:
    """What the entries of the owners on the counted lists say of review, on ``day``.

    An owner whose policy is not told leaves the whole unknown (None), or after due care stands
    in it as ``unstated``.  Owners that hold nothing that counts are left out.  An owner who is
    only possibly listed leaves the whole unknown, due care or not.
    """
    counting = list(_counting(party, counted, day))
    if not all(each.certain for each in counting):
        return None
    found = frozenset(each.review_policy or _UNSTATED for each in counting)
    return None if _UNSTATED in found and not due_care else found


def _counting(party: Party, counted: frozenset[str], day: date) -> Iterator[Owner]:
    for owner in party.owners or ():
        if owner.list in counted and (owner.since is None or owner.since <= day):
            yield owner
