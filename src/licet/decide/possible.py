"""Questions about listings that are possible: is this party, or its owner, the listed one?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from licet.book.evaluate import ANY_LIST, LISTINGS
from licet.record import replaced

if TYPE_CHECKING:
    from licet.transfer.model import Listing, Owner, Party, Transfer

OWNERS = "owners"
MOST = 4
"""Entries that one question names at most; the others are shown with the hits."""
NONE_OF_THEM, NOT_IT, IT_IS = "none of them", "no, another party", "yes"
_FROM_OWNERS = frozenset({"owned_by_listed_pct", "owners_policies"})

Values = tuple[tuple[str, Any], ...]


def perhaps_owned(party: Party, fact: str) -> bool:
    """Whether the fact rests on the party's owners, one of whom is only possibly listed."""
    if fact not in _FROM_OWNERS or fact in party.facts:
        return False
    return any(not each.certain for each in party.owners or ())


def whether_listed(transfer: Transfer, number: int, fact: str) -> tuple[str, Values]:
    """The question about a party's possible listings, or its owners', and what each answer makes of them.

    Empty where nothing is possible but what nobody told.
    """
    party = transfer.parties[number]
    return _of_owners(transfer, number) if fact == OWNERS else _of_party(transfer, number, party)


def _of_party(transfer: Transfer, number: int, party: Party) -> tuple[str, Values]:
    listings = party.facts.get(LISTINGS) or ()
    sure = {each.list for each in listings if each.certain}
    maybe = [e for e in listings if not e.certain and e.list != ANY_LIST and e.list not in sure]
    if not maybe:
        return "", ()
    kept = tuple(each for each in listings if each not in maybe)
    it_is = [
        (_named(transfer, number, each), (replaced(each, certain=True), *kept))
        for each in maybe[:MOST]
    ]
    if len(maybe) == 1:
        asked = f"Is “{party.name}” the listed {it_is[0][0]}?"
        return asked, ((IT_IS, it_is[0][1]), (NOT_IT, kept))
    more = f", and {len(maybe) - MOST} more" if len(maybe) > MOST else ""
    asked = f"Which of the listed parties that its name is like is “{party.name}”, if any{more}?"
    return asked, (*it_is, (NONE_OF_THEM, kept))


def _of_owners(transfer: Transfer, number: int) -> tuple[str, Values]:
    owners = transfer.parties[number].owners or ()
    place, owner = next((n, each) for n, each in enumerate(owners) if not each.certain)
    asked = f"Is the owner “{owner.name}” the listed {_named(transfer, number, owner)}?"
    before, after = owners[:place], owners[place + 1 :]
    yes = (*before, replaced(owner, certain=True), *after)
    no = (*before, replaced(owner, list="", certain=True, entry=""), *after)
    return asked, ((IT_IS, yes), (NOT_IT, no))


def _named(transfer: Transfer, party: int, listed: Listing | Owner) -> str:
    """The listed party by name and list, as far as it is known who it is."""
    found = transfer.screening and transfer.screening.entry(party, listed.entry)
    return f"“{found.hit.entry.name}” ({listed.list})" if found else f"party of {listed.list}"
