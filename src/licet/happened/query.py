"""Which events are asked for, and the course of a measure through its stages."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from typing import TYPE_CHECKING

from licet.errors import InputError, UnknownName
from licet.happened.kept import REJECTED
from licet.happened.model import ACTS, STAGES, Happening, order
from licet.record import record

if TYPE_CHECKING:
    from collections.abc import Iterable

    from licet.happened.kept import Kept

_DAY, _MONTH = 3, 2


@record
class Wanted:
    """What a list is narrowed by; what is empty or None narrows nothing.

    ``actors`` are codes or names of which one must act; ``about`` words that all must stand somewhere
    in the event.  Days are both included; an event without a date is left out where a day is asked for.
    """

    actors: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    acts: tuple[str, ...] = ()
    stages: tuple[str, ...] = ()
    about: str = ""
    background: bool = True


def check(wanted: Wanted) -> None:
    """``UnknownName`` for an act or stage that is none."""
    for what, asked, known in (("act", wanted.acts, ACTS), ("stage", wanted.stages, STAGES)):
        for each in asked:
            if each not in known:
                raise UnknownName(what, each, known)


def found(there: Iterable[Kept], wanted: Wanted) -> tuple[Kept, ...]:
    """The events that are asked for, by day; rejected ones are in no list."""
    check(wanted)
    kept = [
        each for each in there if each.state != REJECTED and _fits(each.happening, wanted)
    ]  # fmt: skip
    return tuple(sorted(kept, key=lambda each: order(each.happening)))


def nobody(there: Iterable[Kept], wanted: Wanted) -> tuple[str, ...]:
    """The actors asked for who act in no event at all, as they were written."""
    known = {part for each in there for part in _parts(each.happening.actors)}
    return tuple(each for each in wanted.actors if each.casefold() not in known)


def course(one: Happening, others: Iterable[Happening]) -> tuple[Happening, ...]:
    """The stages of the measure of an event, by day, itself among them; alone where it has none."""
    if not one.measure:
        return (one,)
    staged = [each for each in others if each.measure == one.measure and each.stage != "none"]
    return tuple(sorted({each.id: each for each in (*staged, one)}.values(), key=order))


def span_of(text: str) -> tuple[date, date]:
    """The first and last day of a year, a month or a day.

    Raises:
        InputError: it is none of them.

    >>> [str(each) for each in span_of("2024-02")]
    ['2024-02-01', '2024-02-29']
    """
    parts = text.split("-")
    try:
        numbers = [int(each) for each in parts]
        if len(parts) == _DAY:
            day = date.fromisoformat(text)
            return day, day
        if len(parts) == _MONTH:
            year, month = numbers
            return date(year, month, 1), date(year, month, monthrange(year, month)[1])
        if len(parts) == 1:
            return date(numbers[0], 1, 1), date(numbers[0], 12, 31)
    except (ValueError, IndexError):
        pass
    raise InputError(f"{text!r} is no year, month or day; write 2023, 2023-05 or 2023-05-23.")


def _fits(each: Happening, wanted: Wanted) -> bool:
    words = wanted.about.casefold().split()
    told = _told(each) if words else ""
    return (
        (not wanted.actors or bool(_parts(each.actors) & set(map(str.casefold, wanted.actors))))
        and (not wanted.acts or each.act in wanted.acts)
        and (not wanted.stages or each.stage in wanted.stages)
        and (wanted.background or not each.background)
        and _in_days(each, wanted)
        and all(word in told for word in words)
    )


def _in_days(each: Happening, wanted: Wanted) -> bool:
    first, last = each.date_from or each.date_to, each.date_to
    if wanted.since is not None and (last is None or last < wanted.since):
        return False
    return wanted.until is None or (first is not None and first <= wanted.until)


def _parts(actors: Iterable[str]) -> set[str]:
    """Names of actors, and the state of each: ``US/Donald Trump`` is of ``us`` too."""
    return {
        part.casefold()
        for each in actors
        for part in (each, *each.split("/"), *(["GB"] if each == "UK" else []))
    }


def _told(each: Happening) -> str:
    told = (
        each.id, each.title, each.instrument, each.measure, each.speaker, each.condition, *each.actors,
        *each.object, *each.target, *each.links, *(source.source for source in each.sources),
    )  # fmt: skip
    return " ".join(told).casefold()
