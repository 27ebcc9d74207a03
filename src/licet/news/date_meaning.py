"""What one wording of a date comes to, counted from the day of the text or from the date told last."""

from __future__ import annotations

import re
from datetime import date, timedelta

from licet.news import days
from licet.news.date_met import STEP, Met, Near, unknown, year_of
from licet.news.date_periods import decade, period, the_one, years
from licet.news.date_words import DAYS, count_of, month_number
from licet.news.days import (  # fmt: skip
    COUNTED,
    IN_FULL,
    NEARBY,
    NO_YEAR,
    PERIOD,
    WEEKDAY,
    a_day,
    a_month,
    a_year,
    exactly,
)
from licet.news.model import DURATION, EXACT, NO_DATE, UNKNOWN, Dated
from licet.news.tense import AHEAD, BACK, PRESENT
from licet.record import replaced

_LONG_AGO = 1170
"""Days: a day without a year that follows one further back than this is counted from it, in a history."""
SAME = "the day told before"
_WIDE = {"昨年": "last year", "去年": "last year", "今年": "this year", "来年": "next year", "明年": "next year", "先月": "last month", "上月": "last month", "今月": "this month", "本月": "this month", "来月": "next month", "下月": "next month", "昨日": "yesterday", "昨天": "yesterday", "本日": "today", "今日": "today", "今天": "today", "明日": "tomorrow", "明天": "tomorrow"}  # fmt: skip


_APPOSED = re.compile(r",\s+(?:only\s+|just\s+)?$")
_DAYS_OFF = {"yesterday": -1, "last night": -1, "tomorrow": 1, "before yesterday": -2, "after tomorrow": 2}  # fmt: skip


def meaning(met: Met, near: Near, text: str) -> Dated:
    """What a wording of ``text`` comes to."""
    kind = met.kind
    if kind == "counted":
        named = (
            met.get("clause")
            and near.day.span is not None
            and _APPOSED.match(text, near.day.span.end, met.span.start)
        )
        return _counted(met, near, text[met.span.end : met.span.end + 6], named=bool(named))
    if kind == "duration":
        return _length(met)
    if kind in ("span", "iso", "numbers", "era", "cjk", "month day", "day month", "ordinal"):
        return _calendar(met, near)
    if kind in ("month year", "month of", "the month", "month"):
        return _of_month(met, near)
    if kind in ("next one", "same"):
        return _pointing(met, near)
    if kind == "year":
        return a_year(int(met.get("year")), met.get("part"))
    if kind == "decade":
        return decade(int(met.get("decade")), met.get("part"))
    if kind == "years":
        return years(met)
    if kind in (
        "quarter",
        "this quarter",
        "month quarter",
        "first months",
        "year-end",
        "fiscal",
        "season",
    ):
        return period(met, near)
    if kind == "run":
        return _length(met) if met.get("count") else NO_DATE
    if near.known is None or kind == "vague" or met.get("of"):
        return unknown(met)
    if kind == "the one":
        return the_one(met.get("size"), near.known)
    if kind == "new year":
        return a_year(near.known.year + (near.known.month > 6))
    if kind == "weekday":
        return _weekday(met, near)
    if kind == "feast":
        return _feast(met, near.known)
    words = _WIDE.get(met.words, met.words.casefold())
    if words in ("yesterday", "tomorrow") or kind == "near":
        step = _DAYS_OFF.get(met.get("near") or words, 0)
        return exactly(near.known + timedelta(step), COUNTED) if near.whole else unknown(met)
    return _week(met, words, near.known)


def _length(met: Met) -> Dated:
    """A length of time with its measure, where a number gives it."""
    count, unit = count_of(met.get("count")), met.get("unit")
    size, mark = {"fortnight": (2, "W"), "decade": (10, "Y"), "quarter": (3, "M"), "hour": (1, "H")}.get(unit, (1, unit[:1].upper()))  # fmt: skip
    if not unit:
        count, size, mark = ("decade" in met.words.casefold()) * 1, 10, "Y"
    if re.search(r"\bhalf\b", met.words, re.IGNORECASE):  # "half a year", "one and a half years"
        count, size, mark = count * 12 + 6 if unit == "year" else 0, 1, "M"
    length = f"P{'T' if mark == 'H' else ''}{count * size}{mark}" if count else ""
    return Dated(DURATION, how="a length of time, no date", length=length)


def _calendar(met: Met, near: Near) -> Dated:
    """A day of a month, or several."""
    month, day = met.get("month"), met.get("day")
    year = year_of(met, near)
    if met.kind == "numbers":
        return _in_numbers(met, year)
    if met.kind == "ordinal":
        return _ordinal(int(met.get("day", "day2")), met, near)
    if not month and year:
        return a_year(year, how=IN_FULL)
    if not day:
        return a_month(year, month_number(month), how=IN_FULL) if year else unknown(met)
    number = month_number(month)
    if year:
        first, how = a_day(year, number, int(day)), IN_FULL
    elif near.known is None or near.story.first or _in_history(met, near):
        base = near.story if near.story.first else near.last
        if base.first is None:
            return Dated(UNKNOWN, how=f"{met.words!r} gives no year")
        first, how = _after(base, number, int(day)), NO_YEAR
    else:
        first, how = days.told_year(number, int(day), near.known, met.looks), NO_YEAR
    if first is None:
        return Dated(UNKNOWN, how=f"{met.words!r} is no day of the calendar")
    if met.get("week"):
        return replaced(days.week(first, 0), how=how)
    if met.get("day2"):
        last = a_day(first.year, first.month, int(met.get("day2")))
        return days.stretch(first, last, how) if last and first <= last else unknown(met)
    return exactly(first, how)


def _in_numbers(met: Met, year: int) -> Dated:
    """31/12/2025 and 12/31/2025; with strokes, 03/04/2025 may be either and stays unknown."""
    one, two = int(met.get("one")), int(met.get("two"))
    if met.get("mark") == "/" and one <= 12 and two <= 12 and one != two:
        return Dated(UNKNOWN, how=f"{met.words!r} may be two days")
    month, day = (one, two) if two > 12 else (two, one)
    return exactly(a_day(year, month, day), IN_FULL)


def _in_history(met: Met, near: Near) -> bool:
    """Whether a day without a year is counted from the date told last, and not from the anchor."""
    last, known = near.last.last, near.known
    return bool(near.old and last and known and (known - last).days > _LONG_AGO and met.looks not in (AHEAD, PRESENT))  # fmt: skip


def _after(last: Dated, month: int, day: int) -> date | None:
    """Such a day of the same year as the date told last; of the next, where it would lie far back."""
    assert last.first is not None  # noqa: S101 - only dates with a day come here # nosec B101
    found = a_day(last.first.year, month, day)
    return (
        a_day(last.first.year + 1, month, day)
        if found and (last.first - found).days > 150
        else found
    )


def _ordinal(day: int, met: Met, near: Near) -> Dated:
    base = near.last.first or near.known
    return exactly(a_day(base.year, base.month, day), NEARBY) if base else unknown(met)


def _of_month(met: Met, near: Near) -> Dated:
    month, part, way = month_number(met.get("month")), met.get("part"), met.get("way")
    year = year_of(met, near)
    base = near.last.first
    if not year and met.kind == "the month" and (way in ("that", "the previous", "the following", "the next")):  # fmt: skip
        if base is None:
            return unknown(met)
        step = STEP.get(way.split()[-1], 0)
        year = base.year + (step if (month - base.month) * step <= 0 else 0)
    elif not year and near.known and way in ("this", "last", "next"):
        year = near.known.year + {"last": -(month >= near.known.month), "next": month <= near.known.month}.get(way, 0)  # fmt: skip
    elif not year and near.story.first:
        told = _after(near.story, month, 1)
        year = told.year if told else 0
    elif not year and (near.known is None or _in_history(met, near)):
        if base is None or met.kind != "month":
            return unknown(met)
        year = base.year
    elif not year and near.known:
        year = days.told_month(month, near.known, met.looks)
    return a_month(year, month, part, IN_FULL if met.get("year") else PERIOD)


def _counted(met: Met, near: Near, after: str, *, named: bool) -> Dated:
    """So many days before or after: the anchor for "ago", the date told last for the rest.

    "On 27 February, a day after it raided them": ``named`` by the date right before it, the words
    mean the day of what follows.
    """
    ago, unit, count = met.get("ago"), met.get("unit"), count_of(met.get("count"))
    length = _length(met)
    if named and ago in ("before", "after") and unit in ("day", "week") and near.day.first and 0 < count < 99:  # fmt: skip
        off = timedelta(count * (7 if unit == "week" else 1) * (1 if ago == "before" else -1))
        return exactly(near.day.first + off, NEARBY)
    if unit == "hour" or (ago in ("before", "after") and not re.match(r"\s*(?:[,.;:)]|on\b|and\b|$)", after)):  # fmt: skip
        return length
    if not count or count > 99:
        return length if ago != "ago" else Dated(UNKNOWN, how=f"{met.words!r} gives no number")
    before = near.day if unit in ("day", "week", "fortnight") and near.day.first else near.last
    base = near.known if ago == "ago" else before.first
    single = near.whole if ago == "ago" else before.kind == EXACT
    how = COUNTED if ago == "ago" else NEARBY
    if base is None:
        return unknown(met)
    if met.get("today"):
        return exactly(a_day(base.year - count, base.month, base.day), how) if unit == "year" and single else unknown(met)  # fmt: skip
    step = -count if ago in ("ago", "earlier", "before") else count
    if unit in ("day", "week", "fortnight"):
        size = {"day": 1, "week": 7, "fortnight": 14}[unit]
        return exactly(base + timedelta(size * step), how) if single else unknown(met)
    if unit == "year" and (ago == "ago" or near.last.first == a_day(base.year, 1, 1)):
        return a_year(base.year + step, how=how)
    if unit == "decade":
        return a_year(base.year + 10 * step, how=how)
    return a_month(
        *days.shifted(base, step * {"month": 1, "quarter": 3, "year": 12}[unit]), how=how
    )


def _pointing(met: Met, near: Near) -> Dated:
    """What only points: "the next day", "the following year", "the same month"."""
    size = met.get("size", "size2")
    way = met.get("way", "way2")
    step = -1 if way == "earlier" else STEP.get(way, 0)
    if met.words.casefold().startswith("this ") and near.known:
        return exactly(near.known, COUNTED) if near.whole else unknown(met)
    back = met.kind == "same" and met.looks == BACK and near.past.first is not None
    before = near.last if size not in ("day", "morning", "week") else near.past if back else near.day  # fmt: skip
    base = before.first
    if base is None:
        return unknown(met)
    how = NEARBY if step else SAME
    if size in ("day", "morning"):
        return exactly(base + timedelta(step), how)
    if size == "week":
        return replaced(days.week(base, step), how=how)
    if size == "month":
        return a_month(*days.shifted(base, step), how=how)
    return a_year(base.year + step, how=how)


def _weekday(met: Met, near: Near) -> Dated:
    """The last such day up to the anchor; the next one where its verb looks ahead."""
    known = near.known
    if known is None or not near.whole:
        return unknown(met)
    wanted, way = DAYS[met.get("weekday")], met.get("way")
    gone = met.get("gone")
    back, on = (known.weekday() - wanted) % 7, (wanted - known.weekday()) % 7
    if gone:
        step = next((STEP[word] for word in gone.split() if word in STEP), 0)
        monday = known - timedelta(known.weekday())
        day = monday + timedelta(7 * step + wanted)
    elif way == "next":
        day = known - timedelta(known.weekday()) + timedelta(7 + wanted)
    elif way == "coming":
        day = known + timedelta(on or 7)
    elif way == "last":
        day = known - timedelta(back or 7)
    elif way == "this":
        day = known + timedelta(on) if wanted >= known.weekday() else known - timedelta(back)
    elif met.looks in (AHEAD, PRESENT) or (not met.looks and way in ("by", "until", "from")):
        day = known + timedelta(on)
    else:
        day = known - timedelta(back)
    return exactly(day, WEEKDAY)


def _feast(met: Met, known: date) -> Dated:
    name, year = met.get("feast"), int(met.get("year") or 0)
    day = {"christmas": (12, 25), "new year's day": (1, 1)}.get(name)
    if day is None:  # the fourth Thursday of November
        year = year or days.told_month(11, known, met.looks)
        return exactly(date(year, 11, 22 + (3 - date(year, 11, 22).weekday()) % 7), PERIOD)
    return exactly(a_day(year, *day) if year else days.told_year(*day, known, met.looks), PERIOD)


def _week(met: Met, words: str, known: date) -> Dated:
    """This, last or next week, month or year, or a part of it."""
    size = met.get("size", "size2") or words.rpartition(" ")[2]
    if met.get("way") in ("after next", "before last"):
        step = 2 if met.get("way") == "after next" else -2
        return days.week(known, step) if size == "week" else a_month(*days.shifted(known, step))
    step = next((STEP[word] for word in words.split() if word in STEP), 0)
    part = next((part for part in ("early", "late") if words.startswith(part + " ")), "")
    if size == "year":
        found = a_year(known.year + step, part, COUNTED)
    elif size == "month":
        found = a_month(*days.shifted(known, step), part, COUNTED)
    else:
        found = days.week(known, step)
        if size == "weekend" and found.last:
            gone = met.get("size2") and known.weekday() < 5 and met.looks != AHEAD
            if step < 0 or (not step and known.weekday() == 0) or gone:
                found = days.week(known, -1)
            found = days.stretch((found.last or known) - timedelta(1), found.last or known, COUNTED)
    return found
