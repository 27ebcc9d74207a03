"""What stretches of time come to: quarters, halves, seasons, decades, their first and last days."""

from __future__ import annotations

import re
from datetime import date, timedelta

from licet.news import days
from licet.news.date_met import STEP, Met, Near, unknown, year_of
from licet.news.date_words import count_of, month_number
from licet.news.days import NEARBY, PERIOD, a_day, a_year, exactly
from licet.news.model import NO_DATE, RANGE, Dated
from licet.news.tense import AHEAD, PRESENT


def decade(first: int, part: str) -> Dated:
    """Ten years, or their first four, middle three or last three."""
    low, high = {"e": (0, 3), "m": (4, 6), "l": (7, 9)}.get(part.removeprefix("the ")[:1], (0, 9))
    return days.stretch(date(first + low, 1, 1), date(first + high, 12, 31))


def period(met: Met, near: Near) -> Dated:
    """Quarters, halves, seasons, some months of a year, and the end of one."""
    known, year = near.known, year_of(met, near)
    if met.kind == "fiscal":
        return a_year(year) if year else unknown(met)
    if met.get("season"):
        return _season(met, near)
    if known is None and not year and not _year(met):
        return unknown(met)
    if met.kind == "year-end":
        return exactly(a_day(known.year, 12, 31), PERIOD) if known else unknown(met)
    if met.kind == "month quarter":
        return _month_quarter(met, year, known)
    if met.kind == "first months":
        count = min(12, count_of(met.get("count")))
        return days.months(year, 1 if met.get("nth") == "first" else 13 - count, count) if count else NO_DATE  # fmt: skip
    if met.kind == "this quarter" and known and "the " not in met.get("way"):
        start = (known.month - 1) // 3 * 3 + 1 + 3 * STEP.get(met.get("way").split()[-1], 0)
        return days.months(known.year, start, 3)
    return _quarter(met, year, known) if met.kind == "quarter" else unknown(met)


def _quarter(met: Met, year: int, known: date | None) -> Dated:
    half = met.get("h", "h2")
    size = 6 if half or met.get("size") == "half" else 3
    order = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 12 // size, "final": 12 // size}  # fmt: skip
    nth = int(half or met.get("q", "q2") or order[met.get("nth")])
    year = year or _year(met)
    if nth * size > 12 or not (year or known):
        return NO_DATE
    if not year and known:
        if met.get("nth") == "last":
            return days.months(known.year, (known.month - 1) // size * size + 1 - size, size)
        ahead = met.looks in (AHEAD, PRESENT)
        year = known.year - ((nth - 1) * size >= known.month and not ahead) + (ahead and nth * size < known.month)  # fmt: skip
    return days.months(year, (nth - 1) * size + 1, size)


def _season(met: Met, near: Near) -> Dated:
    name, words = met.get("season"), met.words.casefold()
    if met.get("year"):
        return days.season(name, int(met.get("year")))
    if near.known is None or met.get("off"):
        return unknown(met)
    year = days.season_year(name, near.known, AHEAD if "next " in words else met.looks)
    found = days.season(name, near.known.year if "this " in words else year)
    if "last " in words and found.last and found.last >= near.known:
        return days.season(name, year - 1)
    return found


def _year(met: Met) -> int:
    return int(met.get("year2", "year3", "year4", "year5") or 0)


def _month_quarter(met: Met, year: int, known: date | None) -> Dated:
    """Three months up to the end of the month that a quarter is named after."""
    month = month_number(met.get("month"))
    year = year or (days.told_month(month, known, met.looks) if known else 0)
    return days.months(year, month - 2, 3)


def years(met: Met) -> Dated:
    """From one year to another: "2019-2022", "2021–22"."""
    first = int(met.get("year"))
    last = int(met.get("year2") or 0) or first // 100 * 100 + int(met.get("year3"))
    if not first < last:
        return unknown(met)
    return days.stretch(date(first, 1, 1), date(last, 12, 31))


def at_edge(edge: Met, met: Met, whole: Dated, near: Near) -> Dated:
    """The first day, the last or the middle of a stretch: "the end of March".

    The end of "the month" that words looking back tell lies ahead of the anchor only if another
    month is meant: that of the date told last.
    """
    first, last = whole.first, whole.last
    if first is None or last is None or whole.kind != RANGE:
        return whole
    side = edge.get("edge").split()[0]
    if side == "middle":
        length = (last - first).days + 1
        if met.get("size", "size2") == "year" or length > 300:
            return a_year(first.year, "mid")
        return exactly(first + timedelta(14 if length > 27 else 2), whole.how)
    if side in ("start", "beginning", "first"):
        return exactly(first, whole.how)
    told = near.last.last
    if (
        met.kind == "the one"
        and met.looks not in (AHEAD, PRESENT)
        and near.known
        and last > near.known
        and told
    ):
        size = met.get("size")
        again = the_one(size, told)
        return exactly(again.last, NEARBY)
    return exactly(last, whole.how)


def the_one(size: str, known: date) -> Dated:
    """The week, month, quarter, half or year that a day lies in."""
    if size == "week":
        return days.week(known, 0)
    count = {"month": 1, "quarter": 3, "half": 6, "year": 12}[size]
    return days.months(known.year, (known.month - 1) // count * count + 1, count)


def up_to(met: Met, between: str, end: Dated) -> Dated:
    """A length of time that ends with a day or a month, or begins with it: "the 12 months to June"."""
    first, last = end.first, end.last
    count, unit = count_of(met.get("count") or "a"), met.get("unit")
    if first is None or last is None or not count or unit in ("hour", "decade"):
        return NO_DATE
    step = {"day": 1, "week": 7, "fortnight": 14}.get(unit, 0) * count
    size = {"month": 1, "quarter": 3, "year": 12}.get(unit, 0) * count
    if re.match(r"\s*(?:beginning|starting)", between):
        if step:
            return days.stretch(first, first + timedelta(step - 1))
        return days.stretch(first, _on(first, size) - timedelta(1))
    if step:
        return days.stretch(last - timedelta(step - 1), last)
    return days.stretch(_on(last + timedelta(1), -size), last)


def _on(day: date, months: int) -> date:
    """The same day some months on; the first of the month after, where that has none."""
    year, month = days.shifted(day, months)
    return a_day(year, month, day.day) or date(*days.shifted(day, months + 1), 1)
