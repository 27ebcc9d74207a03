"""What a change of lists can alter: screen again those parties alone that it can touch.

A party is touched where it comes near an entry that is new, changed or gone, in its old text or its
new one.  Those who are touched are screened in full against the new lists; for all others the old
answer stands.  The old answers with the new ones laid over them are those of a full screening, the
label of the edition aside: the score of a name against an entry depends on no other entry.

Two things depend on other entries after all.  A word that no list holds may be taken for a mistyped
legal form (``Limitet``): parties whose name has such a word are touched where a changed entry brings
or takes it.  And where very many names share a word, only the nearest of them are compared: *near* is
a line below the review line, so that a party at the edge is touched rather than left.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from licet.names.canonical import readings
from licet.names.latin import is_near_form
from licet.record import record, replaced
from licet.screen.addresses import index_of
from licet.screen.index import Index
from licet.screen.lines import Lines
from licet.screen.screener import Screener

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from licet.lists.model import Edition, Entry
    from licet.screen.model import Query, Screened

NEAR_PCT = 80
"""Percent of the review line from which a party is touched."""


@record
class Delta:
    """Entries that bind on one day and not, or not in the same words, on the other.

    ``come`` as they are now, ``gone`` as they were; a changed entry stands in both.  ``idle`` are those
    that one side alone holds and that bind on neither day: nobody can meet them, but their words count.
    """

    come: tuple[Entry, ...]
    gone: tuple[Entry, ...]
    idle: tuple[Entry, ...] = ()

    @property
    def counts(self) -> dict[str, int]:
        """How many entries are new, changed and gone."""
        now, before = {each.id for each in self.come}, {each.id for each in self.gone}
        both = len(now & before)
        return {"new": len(now) - both, "changed": both, "gone": len(before) - both}

    def __bool__(self) -> bool:
        """Whether anything changed."""
        return bool(self.come or self.gone or self.idle)


def delta(
    before: Iterable[Edition], day_before: date, after: Iterable[Edition], day_after: date
) -> Delta:
    """What differs between the entries that bound on one day and those that bind on another.

    An entry whose days begin or end between the two differs, also within one edition.
    """
    had = {entry for each in before for entry in each.entries}
    have = {entry for each in after for entry in each.entries}
    old = {each for each in had if each.stands(day_before)}
    new = {each for each in have if each.stands(day_after)}
    return Delta(_sorted(new - old), _sorted(old - new), _sorted((had ^ have) - old - new))


def _sorted(entries: set[Entry]) -> tuple[Entry, ...]:
    return tuple(sorted(entries, key=lambda each: (each.id, each.content)))


class Touching:
    """Says which parties a delta can touch."""

    def __init__(self, changes: Delta, lines: Lines) -> None:
        near = Lines(lines.review * NEAR_PCT // 100, lines.strong, 0)
        entries = [replaced(each, since=None, to=None) for each in (*changes.come, *changes.gone)]
        self._screener = Screener({"delta": entries}, near) if entries else None
        self._odd = _odd([*entries, *changes.idle])

    def touched(self, queries: list[Query], on: date) -> list[bool]:
        """For each query whether it is touched."""
        if self._screener is None:
            found = [False] * len(queries)
        else:
            found = [bool(each.hits) for each in self._screener.many(queries, on)]
        if self._odd:
            found = [
                each or self._has_odd(query) for each, query in zip(found, queries, strict=True)
            ]
        return found

    def _has_odd(self, query: Query) -> bool:
        """Whether the query holds a word that is read otherwise since the lists hold it, or no more."""
        ways = [*readings(query.name), *(readings(query.address) if query.address else ())]
        return any(word.text in self._odd for way in ways for word in way.words)


def _odd(entries: list[Entry]) -> frozenset[str]:
    """Words of some entries that would be taken for mistyped legal forms if no list held them."""
    if not entries:
        return frozenset()
    words = {*Index(entries).vocabulary, *index_of(entries).vocabulary}
    return frozenset(
        each
        for each in words
        if is_near_form(each, at_end=True) or is_near_form(each, at_end=False)
    )


def again(
    queries: list[Query], touching: Touching, screener: Screener, on: date
) -> list[Screened | None]:
    """The new answer to each query that is touched; None where the old answer stands."""
    touched = touching.touched(queries, on)
    wanted = [query for query, each in zip(queries, touched, strict=True) if each]
    answers = iter(list(screener.many(wanted, on)))
    return [next(answers) if each else None for each in touched]
