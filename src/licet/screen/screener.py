"""Screen names against the entries of some editions: the front door of this room.

>>> from datetime import date
>>> from licet.lists.model import Entry
>>> screener = Screener(
...     {"XX-DEMO 2026-01-01": [Entry("XX-DEMO", "1", "Acme Photonics Kvantum Institute")]}
... )
>>> found = screener.one(Query("Acme Photonics Kvantmu Inst."), date(2026, 1, 1))
>>> [(hit.entry.id, [pair.kind for pair in hit.aligned]) for hit in found.hits]
[('XX-DEMO:1', ['same', 'same', 'spelling', 'same'])]
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from licet.names.canonical import readings
from licet.names.latin import tokens, without_legal_forms
from licet.names.tables import fingerprint
from licet.names.words import FORM, GENERAL, NUMBER, ORG, PART, PLACE
from licet.screen.hits import bare, hit_of, is_identity, kind_of, weighed
from licet.screen.kept import index_of
from licet.screen.likeness import FULL, Likeness
from licet.screen.lines import Lines, shipped
from licet.screen.match import KNOBS, Asked, Knobs, Match, asked, matches, score
from licet.screen.model import SAME, Hit, Query, Screened

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from licet.lists.model import Edition, Entry, Identifier
    from licet.screen.index import Index

CUT_AT = 34
"""Letters from which a name may have been cut off by a field of a form or a message."""
MOST_HITS = 10
_HEAD_WORTH = 970
_CHANNELS = {"identifier": 0, "name": 1, "address": 2}


class Screener:
    """An index with its look-ups.  Not shared between threads; each process builds or loads its own."""

    def __init__(
        self,
        entries: Mapping[str, Sequence[Entry]],
        lines: Lines | None = None,
        knobs: Knobs = KNOBS,
        folder: Path | None = None,
    ) -> None:
        self.entries = tuple(entry for part in entries.values() for entry in part)
        self._editions = [label for label, part in entries.items() for _ in part]
        self.index = index_of(self.entries, folder)
        self.lines = lines or shipped()
        self._likeness = Likeness(self.index)
        self._knobs = knobs

    @classmethod
    def of(cls, editions: Iterable[Edition], folder: Path | None = None) -> Screener:
        """A screener over whole editions; its index is kept in ``folder``, where one is named."""
        editions = tuple(editions)
        return cls(
            {each.label: each.entries for each in editions},
            folder=folder,
        )

    def forget(self) -> None:
        """Drop what was kept of words looked up before, as for a fair measurement."""
        self._likeness = Likeness(self.index)

    @property
    def tables(self) -> str:
        """The hash of the tables by which names are read."""
        return fingerprint()

    def many(self, queries: Iterable[Query], on: date) -> Iterator[Screened]:
        """The answer to each query, in order."""
        for query in queries:
            yield self.one(query, on)

    def one(self, query: Query, on: date, *, nearest: bool = False) -> Screened:
        """Entries in force on ``on`` that the query may stand for.

        ``nearest``: add the best entry below the review line, so that its reasons can be read.
        """
        ways = self._asked(query.name)
        cannot = self._cannot(ways)
        hits = self._by_identifier(query)
        best_below: Hit | None = None
        for number, match, way in self._ranked(ways, 0 if nearest else self.lines.review):
            if not self.entries[number].stands(on):
                continue
            if match.score < self.lines.review and not is_identity(match, way, self.index):
                if nearest and best_below is None:
                    best_below = weighed(self._hit(number, match, way), query)
                continue
            hit = self._hit(number, match, way)
            if hit.band == SAME or not cannot:
                hits.append(weighed(hit, query))
        hits += self._by_address(query)
        if not hits and not cannot and all(_is_general(way) for way, _ in ways):
            cannot = _GENERAL_ONLY
        return Screened(query, on, _strongest(hits, on), cannot, best_below)

    def ranked(self, name: str, floor: int = 0) -> list[tuple[int, Match, Asked]]:
        """Entries (by number) that ``name`` may stand for, best first, each with its best match."""
        return self._ranked(self._asked(name), floor)

    def _ranked(self, ways: list[tuple[Asked, int]], floor: int) -> list[tuple[int, Match, Asked]]:
        best: dict[int, tuple[Match, Asked]] = {}
        owner = self.index.owner
        for query, part_worth in ways:
            for match in self._matches(query, floor):
                if part_worth != FULL:
                    match = match._replace(score=match.score * part_worth // FULL)  # noqa: PLW2901
                entry = owner[match.name]
                known = best.get(entry)
                if (
                    known is None
                    or match.score > known[0].score
                    or (
                        match.score == known[0].score
                        and is_identity(match, query, self.index)
                        and not is_identity(*known, self.index)
                    )
                ):
                    best[entry] = (match, query)
        found = [(entry, match, query) for entry, (match, query) in best.items()]
        found.sort(key=lambda each: (-each[1].score, self.entries[each[0]].id))
        return found

    def _matches(self, query: Asked, floor: int) -> list[Match]:
        """Names near the query, and those with its very words, however little those say."""
        found = matches(query, self.index, floor, self._knobs)
        same = self.index.by_words.get(tuple(word.text for word in query.words), ())
        known = {match.name for match in found}
        more = [score(query, name, self.index, self._knobs) for name in same if name not in known]
        return found + more

    def _hit(self, number: int, match: Match, way: Asked) -> Hit:
        return hit_of(match, way, self.index, self._editions[number], self.lines)

    def _asked(self, name: str) -> list[tuple[Asked, int]]:
        cut = len(name) >= CUT_AT
        found = [(asked(way, self.index, self._likeness, cut=cut), FULL) for way in readings(name)]
        if head := before_address(name):
            found += [
                (asked(way, self.index, self._likeness), _HEAD_WORTH) for way in readings(head)
            ]
        return found

    def _cannot(self, ways: list[tuple[Asked, int]]) -> str:
        if not ways:
            return "The name holds no word that can be read."
        heaviest = max(sum(each[0] for each in way.worth) for way, _ in ways)
        if heaviest < self.lines.least_weight or all(_says_little(way) for way, _ in ways):
            return _GENERAL_ONLY
        return ""

    def _by_identifier(self, query: Query) -> list[Hit]:
        found = []
        for mine in query.identifiers:
            if not bare(mine.value):
                continue
            for number, theirs in self._numbers.get(bare(mine.value), ()):
                if kind_of(theirs) == kind_of(mine) or not mine.kind or not theirs.kind:
                    said = f"the same {theirs.kind or 'identifying'} number"
                    hit = Hit(
                        self.entries[number],
                        self._editions[number],
                        "identifier",
                        f"{theirs.kind} {theirs.value}".strip(),
                        "",
                        FULL,
                        SAME,
                        factors=(said,),
                    )
                    found.append(hit)
        return found

    @cached_property
    def _numbers(self) -> dict[str, list[tuple[int, Identifier]]]:
        found: dict[str, list[tuple[int, Identifier]]] = {}
        for number, entry in enumerate(self.entries):
            for each in entry.identifiers:
                found.setdefault(bare(each.value), []).append((number, each))
        return found

    def _by_address(self, query: Query) -> list[Hit]:
        if not query.address:
            return []
        from licet.screen.addresses import found_in

        index, likeness = self._addresses
        return [
            hit_of(
                match,
                way,
                index,
                self._editions[index.owner[match.name]],
                self.lines,
                channel="address",
            )
            for match, way in found_in(query.address, index, likeness)
        ]

    @cached_property
    def _addresses(self) -> tuple[Index, Likeness]:
        from licet.screen.addresses import index_of

        index = index_of(self.entries)
        return index, Likeness(index)


def _strongest(hits: list[Hit], on: date) -> tuple[Hit, ...]:
    """One hit an entry and channel, strongest first, at most ``MOST_HITS`` beside the identities."""
    hits = [hit for hit in hits if hit.entry.stands(on)]
    hits.sort(key=lambda hit: (-hit.score, _CHANNELS[hit.channel], hit.entry.id))
    seen: dict[tuple[str, str], Hit] = {}
    for hit in hits:
        seen.setdefault((hit.channel, hit.entry.id), hit)
    kept = list(seen.values())
    return tuple(hit for at, hit in enumerate(kept) if at < MOST_HITS or hit.band == SAME)


_GENERAL_ONLY = "The name consists of general words only, which say too little to search by."
_GENERAL = frozenset((GENERAL, ORG, PLACE, FORM, PART, NUMBER))


def _says_little(way: Asked) -> bool:
    """Whether one general word, with a number or a legal form at most, is all of the name."""
    return len([1 for word in way.words if word.kind not in (NUMBER, FORM)]) <= 1 and _is_general(
        way
    )


def _is_general(way: Asked) -> bool:
    """Whether every word is one that many names have."""
    return all(word.kind in _GENERAL for word in way.words)


def before_address(name: str) -> str:
    """The part before a comma where what follows looks like an address and not like a legal form.

    >>> (
    ...     before_address("Acme Works Co., Ltd., 12 Harbor Road, Springfield"),
    ...     before_address("Acme, Inc."),
    ... )
    ('Acme Works Co., Ltd.', '')
    """
    parts = name.replace("，", ",").split(",", _COMMAS)
    for at in range(1, len(parts)):
        tail = ",".join(parts[at:])
        if any(each.isdigit() for each in tail) or tail.count(",") or at > 1 or _names_place(tail):
            if _only_legal(parts[at]):
                continue
            return ",".join(parts[:at]).strip()
    return ""


_COMMAS = 6
"""Commas looked at; an address behind more is an address all the same."""


def _names_place(part: str) -> bool:
    return any(word.kind == PLACE for way in readings(part) for word in way.words)


def _only_legal(part: str) -> bool:
    return not without_legal_forms(tokens(part.lower()))
