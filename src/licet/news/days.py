"""Stretches of the calendar: months and their thirds, quarters, seasons, the nearest such day."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from licet.news.model import EXACT, NO_DATE, RANGE, Dated
from licet.news.tense import AHEAD, BACK, PRESENT

IN_FULL, NO_YEAR, WEEKDAY, COUNTED, PERIOD = "written in full", "day and month, year from the anchor", "weekday from anchor", "counted from the anchor", "period named"  # fmt: skip
NEARBY = "counted from a date nearby"
_SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}


def a_day(year: int, month: int, day: int) -> date | None:
    """That day; None where the calendar has none."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def exactly(day: date | None, how: str) -> Dated:
    """One day."""
    return Dated(EXACT, day, day, how) if day else NO_DATE


def stretch(first: date, last: date, how: str = PERIOD) -> Dated:
    """From one day to another, both within."""
    return Dated(RANGE, first, last, how)


def a_year(year: int, part: str = "", how: str = PERIOD) -> Dated:
    """A year, or its first or last month ("early 2024"), or the months about its middle."""
    if not 1 <= year <= 9998:
        return NO_DATE
    if part.startswith(("early", "start", "begin")):
        return a_month(year, 1, how=how)
    if part.startswith(("late", "year-end")):
        return a_month(year, 12, how=how)
    if part.startswith("mid"):
        return stretch(date(year, 5, 1), date(year, 8, 31), how)
    return stretch(date(year, 1, 1), date(year, 12, 31), how)


def a_month(year: int, month: int, part: str = "", how: str = PERIOD) -> Dated:
    """A month or about a third of it: its first ten days, the next ten, the rest.

    >>> str(a_month(2024, 2, "late").last)
    '2024-02-29'
    """
    if not (1 <= month <= 12 and 1 <= year <= 9998):
        return NO_DATE
    last = monthrange(year, month)[1]
    if part.startswith(("early", "start", "begin")):
        return stretch(date(year, month, 1), date(year, month, 10), how)
    if part.startswith("mid"):
        return stretch(date(year, month, 11), date(year, month, 20), how)
    if part.startswith("late"):
        return stretch(date(year, month, 21), date(year, month, last), how)
    return stretch(date(year, month, 1), date(year, month, last), how)


def months(year: int, first: int, count: int) -> Dated:
    """Some months on end, the first counted from one; they may run into other years."""
    start, end = divmod(year * 12 + first - 1, 12), divmod(year * 12 + first + count - 2, 12)
    if not 1 <= start[0] <= end[0] <= 9998:
        return NO_DATE
    return stretch(date(start[0], start[1] + 1, 1), date(end[0], end[1] + 1, monthrange(end[0], end[1] + 1)[1]))  # fmt: skip


def season(name: str, year: int) -> Dated:
    """Three months; winter runs into the year after."""
    return months(year, _SEASONS[name], 3)


def season_year(name: str, known: date, looks: str) -> int:
    """The year of a season told without one: the last that has begun, or the next."""
    begun = known.year - (_SEASONS[name] > known.month)
    if looks == AHEAD and (begun < known.year or known.month > _SEASONS[name] + 2):
        return begun + 1
    return begun


def shifted(known: date, months_: int) -> tuple[int, int]:
    """Year and month some months on."""
    year, month = divmod(known.year * 12 + known.month - 1 + months_, 12)
    return year, month + 1


def week(known: date, step: int) -> Dated:
    """The week, Monday to Sunday, so many weeks from that of a day."""
    monday = known - timedelta(known.weekday()) + timedelta(7 * step)
    return stretch(monday, monday + timedelta(6), COUNTED)


def near_year(month: int, day: int, known: date) -> date | None:
    """The day of that month that lies nearest to ``known``."""
    found = [each for year in (known.year - 1, known.year, known.year + 1) if (each := a_day(year, month, day))]  # fmt: skip
    return min(found, key=lambda each: abs((each - known).days), default=None)


def told_year(month: int, day: int, known: date, looks: str) -> date | None:
    """The day of that month that words looking back or ahead mean; else the nearest.

    Without a verb to tell, a day more than a hundred days ahead is taken for the last such day.
    """
    near = near_year(month, day, known)
    if near is None:
        return None
    ahead = (near - known).days
    if looks == BACK:
        return near if ahead <= 0 else a_day(near.year - 1, month, day)
    if looks == AHEAD:
        return near if ahead >= -3 else a_day(near.year + 1, month, day)
    if looks == PRESENT:
        return near if ahead > -60 else a_day(near.year + 1, month, day)
    return near if ahead <= 100 else a_day(near.year - 1, month, day)


def told_month(month: int, known: date, looks: str) -> int:
    """The year of a month told without one, in the same way."""
    step = (month - known.month + 6) % 12 - 6
    if looks == BACK and step > 0:
        step -= 12
    elif looks in (AHEAD, PRESENT) and step < (0 if looks == AHEAD else -2):
        step += 12
    elif not looks and step > 3:
        step -= 12
    return shifted(known, step)[0]
