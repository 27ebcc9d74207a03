"""What changed in a month: events by day and instrument, and whose answers they flipped."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import groupby
from typing import TYPE_CHECKING

from licet.explore.event_words import source
from licet.explore.flips import Journey
from licet.explore.two_days import two_days
from licet.record import record

if TYPE_CHECKING:
    from collections.abc import Iterable

    from licet.book.book import RuleBook
    from licet.explore.flips import Flip, Flipper
    from licet.explore.timeline import Event

_DAY = timedelta(days=1)


@record
class Month:
    """A month of the calendar: ``first`` and ``last`` are its days.

    >>> str(Month.of(date(2026, 1, 31)).next), str(Month.of(date(2026, 1, 31)).previous)
    ('2026-02', '2025-12')
    """

    first: date
    last: date

    @classmethod
    def of(cls, day: date) -> Month:
        """The month that ``day`` lies in."""
        first = day.replace(day=1)
        return cls(first, (first + timedelta(days=31)).replace(day=1) - _DAY)

    @property
    def next(self) -> Month:
        """The month after it."""
        return Month.of(self.last + _DAY)

    @property
    def previous(self) -> Month:
        """The month before it."""
        return Month.of(self.first - _DAY)

    @property
    def words(self) -> str:
        """``October 2026``."""
        return f"{self.first:%B} {self.first.year}"

    def __str__(self) -> str:
        """``2026-10``, as in an address."""
        return f"{self.first:%Y-%m}"

    def has(self, day: date | None) -> bool:
        """Whether ``day`` lies in it."""
        return day is not None and self.first <= day <= self.last


@record
class Happened:
    """An event with what it flipped: flips that name it among their causes."""

    event: Event
    flips: tuple[Flip, ...] = ()

    @property
    def products(self) -> int:
        """How many products got another answer."""
        return len({each.id for flip in self.flips for each in flip.products})


@record
class Act:
    """What one instrument did on one day."""

    day: date
    source: str
    happened: tuple[Happened, ...]

    @property
    def eve(self) -> date:
        """The day before."""
        return self.day - _DAY


def acts(
    found: Iterable[Event], flips: dict[date, tuple[Flip, ...]] | None = None
) -> tuple[Act, ...]:
    """Events by day, and on a day by instrument; ``flips`` by the day on which they came about."""
    made = []
    for day, today in groupby(sorted(found, key=lambda each: each.on), key=lambda each: each.on):
        by_source: dict[str, list[Event]] = {}
        for event in today:
            by_source.setdefault(source(event), []).append(event)
        flipped = (flips or {}).get(day, ())
        for name, events in by_source.items():
            happened = tuple(
                Happened(each, tuple(flip for flip in flipped if each in flip.causes))
                for each in events
            )
            made.append(Act(day, name, happened))
    return tuple(made)


def flips_by_day(
    found: Iterable[Event], flipper: Flipper, origin: str, destination: str
) -> dict[date, tuple[Flip, ...]]:
    """For each day of an event, the products whose answer is another than on its eve."""
    book: RuleBook = flipper.law.book
    made = {}
    for day in sorted({each.on for each in found}):
        moved = two_days(book, day - _DAY, day)
        laws = tuple(each for each in moved.sovereigns if each in book.deciding)
        kinds = moved.kinds(book, origin, destination)
        journey = Journey(origin, destination, laws)
        made[day] = flipper.flips(journey, day - _DAY, day, kinds) if laws else ()
    return made
