"""Totals over many gap maps: how each law lies to the first, and how long it took to follow."""

from __future__ import annotations

from collections import Counter
from statistics import median
from typing import TYPE_CHECKING, Any

from licet.explore.probe import CONTROLLED, OPEN, UNKNOWN, UNNAMED, UNREAD
from licet.explore.regions import BOTH_NONE, CROSSING, EQUAL, NARROWER, NONE, WIDER
from licet.record import record

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from licet.explore.gaps import Gap, Line

BY_CLASS, APART = "license by class", "not comparable"
WORDS = (EQUAL, WIDER, NARROWER, CROSSING, NONE, BOTH_NONE, APART, OPEN, UNREAD, BY_CLASS, UNNAMED)
"""How a law may lie to the first one, in the order of a table.

``not comparable``: this law is known for the concept and of the first nothing is, or its class
alone.  ``license by class``: its class is known and its figures are not.
"""


@record
class Tally:
    """One law over all concepts asked.

    ``counts`` has each word once, in the order of ``WORDS`` (for the first law: its own levels,
    most frequent first).  ``followed`` are the days after the law counted from, one a concept
    for which both first days are known, shortest first; ``before`` says how many are negative,
    ``unsure`` for how many one of the two first days rests on text that is not verified.  ``median_days`` is None where
    there is none.
    """

    sovereign: str
    counts: tuple[tuple[str, int], ...]
    followed: tuple[int, ...]
    before: int
    unsure: int
    median_days: float | None


def word(line: Line, gap: Gap) -> str:
    """A line of a map in one word: how it lies to the first, or its own strictest level if it is first."""
    own = line.levels[0]
    if set(line.levels) <= UNKNOWN and any(each.states for each in line.labels):
        return BY_CLASS if line.points[0].now.level in CONTROLLED else own
    if line is gap.lines[0] or line.levels in ((UNREAD,), (UNNAMED,)):
        return own
    first_unknown = set(gap.lines[0].levels) <= UNKNOWN
    if first_unknown and not set(line.levels) & UNKNOWN:
        return APART
    return line.relation


@record
class Cell:
    """A line of a map in one cell: how it lies to the first law, since when, and days of following.

    ``said`` is one of ``WORDS`` or a level; ``by`` says that the first day is one of those before which
    nothing is loaded; ``unsure`` and ``first_unsure`` that it, or its first day, rests on text that is
    not verified.
    """

    said: str
    unsure: bool
    first: date | None
    by: bool
    first_unsure: bool
    until: date | None
    days: int | None

    @property
    def text(self) -> str:
        """``equal 2023-07-23 (-117)``."""
        mark = "*" if self.unsure else ""
        star = "*" if self.first_unsure else ""
        when = f" {'by ' if self.by else ''}{self.first}{star}" if self.first else ""
        days = f" ({self.days:+d})" if self.days is not None else ""
        until = f" to {self.until}" if self.until else ""
        return f"{self.said}{mark}{when}{until}{days}"


def cell(line: Line, gap: Gap) -> Cell:
    """One law's line of one concept in short."""
    held = any(point.now.level in CONTROLLED for point in line.points)
    ended = max((point.until for point in line.points if point.until), default=None)
    said = word(line, gap)
    return Cell(
        line.levels[0] if said == APART else said,  # where the first is not known, its own level
        line.confidence == "unverified" and bool(line.rests),
        line.first,
        line.older,
        line.first_confidence == "unverified",
        ended if line.first and not held else None,
        line.days if line.sovereign != gap.counted_from else None,
    )


def key(head: Gap) -> str:
    """What the cells of a map mean, in a few sentences."""
    return (
        f"Held against {head.sovereigns[0]}; first day of control, and in brackets days after "
        f"{head.counted_from}. * rests on text that is not verified. Not read: a line is known or "
        "thought to exist, its text was not read. None named: no line of that law is known, and "
        "its list was not read in full. Where nothing of the first law is known, the others show their own level."
    )


def tallies(gaps: Sequence[Gap]) -> tuple[Tally, ...]:
    """One tally a law, in the order of the maps; empty where there is no map."""
    if not gaps:
        return ()
    return tuple(
        _tally(number, gaps, (gap.lines[number] for gap in gaps))
        for number in range(len(gaps[0].lines))
    )


def _tally(number: int, gaps: Sequence[Gap], lines: Iterable[Line]) -> Tally:
    own = list(lines)
    words = Counter(word(line, gap) for line, gap in zip(own, gaps, strict=True))
    ordered = words.most_common() if number == 0 else [(each, words[each]) for each in WORDS]
    dated = [
        (line, gap.line(gap.counted_from)) for line, gap in zip(own, gaps, strict=True)
        if line.days is not None and line.sovereign != gap.counted_from
    ]  # fmt: skip
    days = sorted(line.days for line, _ in dated if line.days is not None)
    unsure = sum(
        "unverified" in (line.first_confidence, counted.first_confidence) for line, counted in dated
    )
    return Tally(
        own[0].sovereign,
        tuple(ordered),
        tuple(days),
        sum(each < 0 for each in days),
        unsure,
        float(median(days)) if days else None,
    )


def totals_rows(gaps: Sequence[Gap]) -> list[dict[str, Any]]:
    """One row a law: what CSV and JSON carry of the totals."""
    counted = gaps[0].counted_from if gaps else ""
    return [
        {
            "sovereign": each.sovereign,
            "concepts": len(gaps),
            "held_against": gaps[0].sovereigns[0],
            "counts": dict(each.counts),
            "days_counted_from": counted,
            "dated_concepts": len(each.followed),
            "median_days_after": each.median_days,
            "least_days_after": each.followed[0] if each.followed else None,
            "most_days_after": each.followed[-1] if each.followed else None,
            "came_first": each.before,
            "on_unverified_text": each.unsure,
        }
        for each in tallies(gaps)
    ]
