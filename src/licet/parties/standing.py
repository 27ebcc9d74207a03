"""How one hit stands: taken, open, decided by a person, or against what the user states."""

from __future__ import annotations

from typing import TYPE_CHECKING

from licet.screen.hits import numbers_compared
from licet.screen.model import SAME, STRONG
from licet.transfer.public_record import folded
from licet.transfer.screening import (
    AGREES,
    CLOSED,
    CONFIRMED,
    CONFLICT,
    OPEN,
    SET_ASIDE,
    TAKEN,
)

if TYPE_CHECKING:
    from datetime import date

    from licet.screen.model import Hit, Query
    from licet.transfer.model import Listing

_OWN = ("name", "identifier")
"""Channels that speak of who a party is; an address speaks of where it is."""


def standing_of(  # noqa: PLR0917 - within this room
    query: Query,
    hit: Hit,
    stated: tuple[Listing, ...] | None,
    verdict: str = "",
    places: frozenset[str] = frozenset(),
    late: date | None = None,
) -> tuple[str, str]:
    """The standing of ``hit`` and the reason, in a sentence without a full stop.

    ``stated`` are the listings that the user states, None where he states none of it; ``verdict``
    is a person's earlier decision on this very party and entry, if there is one; ``places`` are
    countries of the party beside that of the query.  ``late`` is the day of the entry's edition,
    where that is after the day asked about and the entry tells no day: it may not have been there.
    """
    entry = hit.entry
    if stated is not None and any(each.list == entry.list and each.certain for each in stated):
        return AGREES, f"the stated lists name {entry.list} too"
    if verdict == "not_a_match":
        return CLOSED, "a person decided that it is another party"
    partly = stated is not None and any(not each.certain for each in stated)
    if stated is not None and not partly:
        if verdict == "match":
            return (
                CONFLICT,
                f"a person decided that it is listed, and the stated lists leave out {entry.list}",
            )
        if is_same(query, hit) or hit.band == STRONG:
            return CONFLICT, (
                f"the stated lists leave out {entry.list}, and the {hit.channel} is "
                f"{_said(query, hit)}; close it as another party, or state the listing"
            )
        return (
            SET_ASIDE,
            f"the lists are stated, and the {hit.channel} is only like “{hit.published}”",
        )
    if verdict == "match" and late is None:
        return CONFIRMED, "a person decided that it is the listed party"
    against = contrary(query, hit, places)
    if late is not None:
        against = (
            *against,
            f"the list is that of {late}, which does not say since when it names it",
        )
    if is_same(query, hit) and not against:
        since = f", listed since {entry.since}" if entry.since else ""
        return TAKEN, (
            f"taken as listed because the {hit.channel} is {_said(query, hit)} ({entry.id}{since}); "
            "if it is another party, close the hit or state its lists"
        )
    return OPEN, "; ".join([f"the {hit.channel} is {_said(query, hit)}", *against])


def is_same(query: Query, hit: Hit) -> bool:
    """Whether it is the published name or number itself; an address speaks of a place alone.

    What speaks against the hit may have lowered its band, and stands apart.

    >>> from licet.lists.model import Entry
    >>> from licet.screen.model import Hit, Query
    >>> entry = Entry("X", "1", "Acme Co., Ltd.")
    >>> is_same(Query("ACME CO LTD"), Hit(entry, "", "name", entry.name, "", 900, "strong"))
    True
    """
    if hit.channel not in _OWN:
        return False
    letters = hit.channel == "name" and folded(query.name) == folded(hit.published)
    return hit.band == SAME or letters


def _said(query: Query, hit: Hit) -> str:
    if hit.band == SAME or is_same(query, hit):
        return f"the published {hit.channel} “{hit.published}”"
    return (
        f"{'much ' if hit.band == STRONG else ''}like the published {hit.channel} “{hit.published}”"
    )


def contrary(query: Query, hit: Hit, places: frozenset[str] = frozenset()) -> tuple[str, ...]:
    """What speaks against the hit: another country, or another number of the same kind.

    >>> from licet.lists.model import Entry
    >>> from licet.screen.model import Hit, Query
    >>> entry = Entry("US-EL", "1", "Acme", countries=("CN",))
    >>> contrary(Query("Acme", "MY"), Hit(entry, "", "name", "Acme", "", 1000, "same"))
    ('it is of MY, and the entry names CN',)
    """
    found = []
    mine = places | {query.country} - {""}
    listed = frozenset(hit.entry.countries)
    if mine and listed and not mine & listed:
        found.append(
            f"it is of {', '.join(sorted(mine))}, and the entry names {', '.join(sorted(listed))}"
        )
    found += [
        f"its {kind} is another than the entry's"
        for kind, same, _ in numbers_compared(hit.entry, query)
        if not same
    ]
    return tuple(found)
