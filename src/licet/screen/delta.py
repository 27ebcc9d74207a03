"""What a change of lists can alter: screen again those parties alone that it can touch.

A party is touched where it comes near an entry that is new, changed or gone, in its old text or its
new one.  Those who are touched are screened in full against the new lists; for all others the old
answer stands.  The old answers with the new ones laid over them are those of a full screening, the
label of the edition aside: the score of a name against an entry depends on no other entry.

*Near* is a line below the review line, and no name counts as too general, so that what depends on
other entries after all (which names are set against each other when very many share a word, which
odd word is taken for a mistyped legal form) does not hide a party.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from licet.record import record, replaced
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

    ``come`` as they are now, ``gone`` as they were; a changed entry stands in both.
    """

    come: tuple[Entry, ...]
    gone: tuple[Entry, ...]

    @property
    def counts(self) -> dict[str, int]:
        """How many entries are new, changed and gone."""
        now, before = {each.id for each in self.come}, {each.id for each in self.gone}
        both = len(now & before)
        return {"new": len(now) - both, "changed": both, "gone": len(before) - both}

    def __bool__(self) -> bool:
        """Whether anything changed."""
        return bool(self.come or self.gone)


def delta(
    before: Iterable[Edition], day_before: date, after: Iterable[Edition], day_after: date
) -> Delta:
    """What differs between the entries that bound on one day and those that bind on another.

    An entry whose days begin or end between the two differs, also within one edition.
    """
    old, new = _standing(before, day_before), _standing(after, day_after)
    return Delta(_sorted(new - old), _sorted(old - new))


def _standing(editions: Iterable[Edition], day: date) -> set[Entry]:
    return {entry for each in editions for entry in each.entries if entry.stands(day)}


def _sorted(entries: set[Entry]) -> tuple[Entry, ...]:
    return tuple(sorted(entries, key=lambda each: (each.id, each.content)))


class Touching:
    """Says which parties a delta can touch."""

    def __init__(self, changes: Delta, lines: Lines) -> None:
        near = Lines(lines.review * NEAR_PCT // 100, lines.strong, 0)
        entries = [replaced(each, since=None, to=None) for each in (*changes.come, *changes.gone)]
        self._screener = Screener({"delta": entries}, near) if entries else None

    def touched(self, queries: list[Query], on: date) -> list[bool]:
        """For each query whether it is touched."""
        if self._screener is None:
            return [False] * len(queries)
        return [bool(each.hits) for each in self._screener.many(queries, on)]


def again(
    queries: list[Query], touching: Touching, screener: Screener, on: date
) -> list[Screened | None]:
    """The new answer to each query that is touched; None where the old answer stands."""
    touched = touching.touched(queries, on)
    wanted = [query for query, each in zip(queries, touched, strict=True) if each]
    answers = iter(list(screener.many(wanted, on)))
    return [next(answers) if each else None for each in touched]
