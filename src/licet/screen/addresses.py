"""Addresses as a channel of their own: some entries list a place, and firms change names but not doors."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from licet.names.canonical import readings
from licet.screen.index import Index
from licet.screen.match import Knobs, asked, matches

if TYPE_CHECKING:
    from collections.abc import Sequence

    from licet.lists.model import Entry
    from licet.screen.likeness import Likeness
    from licet.screen.match import Asked, Match

KNOBS = Knobs(query_share=50, numbers_differ=500, numbers_one_side=850, common=200)
LEAST = 720
"""An address hit needs this much, in thousandths: a shared street is no shared door."""
_PARTS = re.compile(
    r";\s*(?:and\s+)?|\band\s+(?=(?:no\.?|room|rm|unit|suite|flat|\d))", re.IGNORECASE
)


def index_of(entries: Sequence[Entry]) -> Index:
    """An index of every address of every entry."""
    return Index(entries, _split)


def _split(entry: Entry) -> list[str]:
    """Addresses with a number in them; others name a town, not a door."""
    found = []
    for address in entry.addresses:
        found += [part for part in _PARTS.split(address) if any(map(str.isdigit, part))]
    return list(dict.fromkeys(found))


def found_in(address: str, index: Index, likeness: Likeness) -> list[tuple[Match, Asked]]:
    """Listed addresses that ``address`` may be."""
    found = []
    for way in readings(address):
        query = asked(way, index, likeness)
        if query.numbers:
            found += [(match, query) for match in matches(query, index, LEAST, KNOBS)]
    return found
