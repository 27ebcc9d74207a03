"""Dates of a text: what is written, and what it comes to once there is a day to count from.

A day to count from (the anchor) is taken from a dateline, the page's own date, or the reader's
``--on``; where none is given, "on Monday" stays unknown.  Today is never looked at.  Lengths of
time ("about seven years") are found too, so that they are not taken for dates.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from typing import TYPE_CHECKING

from licet.news.model import EXACT, NO_DATE, NOT_AFTER, RANGE, UNKNOWN, Dated, Span
from licet.record import replaced

if TYPE_CHECKING:
    from collections.abc import Iterator

DURATION = "duration"
IN_FULL, NO_YEAR, WEEKDAY, COUNTED, PERIOD = "written in full", "day and month, year from the anchor", "weekday from anchor", "counted from the anchor", "period named"  # fmt: skip
_MONTHS = {name[:3]: number for number, name in enumerate("january february march april may june july august september october november december".split(), 1)}  # fmt: skip
_DAYS = {name: number for number, name in enumerate("monday tuesday wednesday thursday friday saturday sunday".split())}  # fmt: skip
_MONTH = r"(?P<month>Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\b\.?"
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_NUMBER_WORDS = {word: number for number, word in enumerate("zero one two three four five six seven eight nine ten eleven twelve".split())}  # fmt: skip
_COUNT = r"(?P<count>\d+|a|an|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty|ninety|several|some|a few|a couple of|many)"
_ERAS = {"令和": 2018, "平成": 1988}
_FORMS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(rule, 0 if kind in ("month day", "day month", "month year", "month") else re.IGNORECASE))
    for kind, rule in (
        ("iso", rf"(?<![\d-]){_YEAR}[-/.](?P<month>[01]?\d)[-/.](?P<day>[0-3]?\d)(?![\d])"),
        ("era", r"(?P<era>令和|平成)\s?(?P<year>\d{1,2}|元)年\s?(?P<month>\d{1,2})月\s?(?P<day>\d{1,2})日"),
        ("cjk", r"(?P<year>(?:19|20)\d\d)年\s?(?P<month>\d{1,2})月(?:\s?(?P<day>\d{1,2})日)?"),
        ("cjk", r"(?<!\d)(?P<month>\d{1,2})月\s?(?P<day>\d{1,2})日"),
        ("span", rf"\b{_MONTH}\s+(?P<day>[0-3]?\d)\s?(?:-|–|to|through)\s?(?P<day2>[0-3]?\d)(?:,?\s+{_YEAR})?\b"),
        ("span", rf"\b(?P<day>[0-3]?\d)\s?(?:-|–|to)\s?(?P<day2>[0-3]?\d)\s+{_MONTH}(?:,?\s+{_YEAR})?\b"),
        ("month day", rf"\b{_MONTH}\s+{_DAY}(?![\d,.]*\d|\s*(?:percent|pct|%|chips|firms|companies))(?:,?\s+{_YEAR})?"),
        ("day month", rf"(?<![\d.])\b{_DAY}(?:\s+of)?\s+{_MONTH}(?:,?\s+{_YEAR})?"),
        ("month year", rf"\b(?:(?P<part>early|mid|late|the start of|the end of|the middle of)[- ])?{_MONTH}(?:\s+of)?,?\s+{_YEAR}\b"),
        ("relative month", rf"\b(?P<way>last|this|next)\s+{_MONTH}|\b(?P<month2>January|February|March|April|May|June|July|August|September|October|November|December)\s+(?P<which>this year|last year|next year|of last year|of this year)\b"),
        ("duration", rf"\b(?:(?:about|around|nearly|almost|over|more than|at least|up to|roughly|some|within|in|for|every|past|last|next|first|previous|the|coming)\s+)*{_COUNT}[\s-](?:(?:consecutive|straight|full|calendar|working|business)[\s-])?(?P<unit>day|week|month|year|decade|hour)s?(?:['’](?!s))?\b(?P<ago>\s+(?:ago|earlier|before|later|after))?"),
        ("duration", r"\b(?:decades|years|months|weeks)(?=\s+(?:of|ago|after|before|earlier))(?:\s+ago)?"),
        ("quarter", rf"\b(?P<nth>first|second|third|fourth|last)\s+(?P<size>quarter|half)\s+of\s+{_YEAR}|\bQ(?P<q>[1-4])\s+(?P<year2>20\d\d)\b"),
        ("weekday", r"\b(?P<way>last|this|next|on|by|late|since|until|from|early|coming)?\s?\b(?P<weekday>Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\b(?P<gone>\s+of last week|\s+last week|\s+next week)?"),
        ("week", r"\b(?P<way>last|this|next|earlier this|later this|late last|early next|earlier in the|later in the|the previous|the past)\s+(?P<size>week|month|year|weekend)\b"),
        ("near", r"\b(?P<near>yesterday|tomorrow|today|tonight|earlier today)\b"),
        ("month", r"\b(?:in|since|by|until|from|during|before|after|late|early|mid|for|of)[\s-](?:late |early |mid-?)?(?P<month>January|February|March|April|May|June|July|August|September|October|November|December)\b(?!\s+\d)"),
        ("month", r"\b(?P<month>January|February|April|June|July|August|September|October|November|December)\b(?!\s+\d)"),
        ("season", r"\b(?:in |this |last |next |the |early |late )*(?P<season>spring|summer|autumn|winter)\b(?: of (?P<year>20\d\d))?"),
        ("year", rf"\b(?:in|since|of|by|from|during|until|till|through|before|after|early|late|mid|year|fiscal|FY)[\s-](?:early |late |mid-?)?{_YEAR}\b(?!\s*(?:chips|firms|units|percent|pct|TPP))|(?:^|(?<=[\s(\"“]))(?P<year3>(?:19|20)\d\d)(?=\s+(?:agreement|deal|rule|rules|order|law|act|ban|pact|accord|controls|restrictions|measure|measures)\b)"),
    )
)  # fmt: skip
_DATELINE = re.compile(
    r"^\W*(?P<place>[A-Z][A-Za-z.\s'’/-]{1,40}?),?\s*(?:\((?:[^)]{2,40})\)\s*)?,?\s+(?P<date>(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?\s+\d{1,2}(?:,?\s+(?:19|20)\d\d)?|\d{1,2}\s+(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?(?:,?\s+(?:19|20)\d\d)?)(?P<tail>\s*(?:\([^)]{2,40}\))?\s*(?:-{1,2}|–|—|:)|\s*\([^)]{2,40}\))",
    re.MULTILINE,
)
_HEADER = re.compile(r"^\W*(?:published|posted|updated|date|release date|released|last (?:updated|modified)|発表日|公開日|配信|更新|发布时间|日期|issued|publication date|datum|gepubliceerd|veröffentlicht|publié)?[\s:：on]*$", re.IGNORECASE)  # fmt: skip


def anchor(text: str, meta: tuple[tuple[str, str], ...], on: date | None) -> Dated:
    """The day that "on Monday" is counted from, and how it was found; unknown where none is."""
    line = _DATELINE.search(text[:3000])
    stamp = _page_date(text, meta)
    if line:
        span = Span(*line.span("date"))
        found = next(iter(_read(text, span)), None)
        if found and found.kind == EXACT:
            return replaced(found, how="dateline")
        known = stamp.first or on
        if known:
            day = _nearest(text[span.start : span.end], known)
            if day:
                return Dated(EXACT, day, day, "dateline, its year from " + ("the page's date" if stamp.first else "the day given"), span)  # fmt: skip
    if stamp.first:
        return stamp
    if on:
        return Dated(EXACT, on, on, "the day given with the article")
    return NO_DATE


def _page_date(text: str, meta: tuple[tuple[str, str], ...]) -> Dated:
    for key, said in meta:
        if key in ("published", "time"):
            day = _stamp(said)
            if day:
                return Dated(EXACT, day, day, "the page's own date")
    for match in list(re.finditer(r"[^\n]+", text))[:12]:
        if match.end() - match.start() > 70:
            continue
        for found in _read(text, Span(*match.span())):
            span = found.span
            rest = text[match.start() : span.start] if span else ""
            if span and found.kind == EXACT and _HEADER.match(rest):
                return replaced(found, how="the page's own date")
    return NO_DATE


def _stamp(said: str) -> date | None:
    """The day of a machine's date: ISO 8601, or that of a feed."""
    match = re.match(r"\s*(\d{4})-(\d\d)-(\d\d)", said)
    if match:
        return _day(int(match[1]), int(match[2]), int(match[3]))
    match = re.search(r"\b(\d{1,2})\s+([A-Za-z]{3})[a-z]*\s+(\d{4})", said)
    return _day(int(match[3]), _MONTHS.get(match[2].casefold(), 0), int(match[1])) if match else None  # fmt: skip


def dates(text: str, anchored: Dated) -> tuple[Dated, ...]:
    """Every date and length of time of the text, in order; those that need an anchor use it."""
    return tuple(_read(text, Span(0, len(text)), anchored.first))


def _read(text: str, within: Span, known: date | None = None) -> Iterator[Dated]:
    taken: list[tuple[int, int, str, re.Match[str]]] = []
    for kind, form in _FORMS:
        for match in form.finditer(text, within.start, within.end):
            start, end = match.span()
            if not any(start < other_end and other_start < end for other_start, other_end, *_ in taken):  # fmt: skip
                taken.append((start, end, kind, match))
    for start, end, kind, match in sorted(taken, key=lambda each: each[0]):
        lead = len(match[0]) - len(match[0].lstrip())
        found = _meaning(kind, match, known, text)
        yield replaced(found, span=Span(start + lead, end))


def _meaning(kind: str, match: re.Match[str], known: date | None, text: str) -> Dated:
    said = match.groupdict()
    if kind == "duration":
        return _length(said, known)
    if kind == "span":
        return _span(said, known)
    if kind in ("iso", "era", "cjk", "month day", "day month"):
        return _calendar_day(kind, match[0], said, known, text, match.start())
    if kind == "month year":
        return _month(int(said["year"]), _month_number(said["month"]), IN_FULL, said.get("part"))
    if kind == "year":
        year = int(said["year"] or said["year3"])
        return Dated(RANGE, date(year, 1, 1), date(year, 12, 31), PERIOD)
    if kind == "quarter":
        return _quarter(said)
    if kind == "season":
        return _season(said, known, match[0])
    if known is None:
        return Dated(UNKNOWN, how=f"{match[0].strip()!r} has no day to count from")
    if kind == "weekday":
        return _weekday(said, known, text, match)
    if kind == "near":
        step = {"yesterday": -1, "tomorrow": 1}.get(said["near"].casefold(), 0)
        day = known + timedelta(step)
        return Dated(EXACT, day, day, COUNTED)
    if kind == "week":
        return _week(said, known)
    return _relative_month(said, known, text, match)


def _calendar_day(kind: str, words: str, said: dict[str, str], known: date | None, text: str, at: int) -> Dated:  # fmt: skip
    month = _month_number(said["month"])
    year = said.get("year")
    if kind == "era":
        number = _ERAS[said["era"]] + (1 if year == "元" else int(year or 0))
    elif year:
        number = int(year)
    elif known is None:
        return Dated(UNKNOWN, how=f"{words.strip()!r} gives no year")
    else:
        near = _told_year(month, int(said["day"]), known, text, at)
        return Dated(EXACT, near, near, NO_YEAR) if near else NO_DATE
    if not said.get("day"):
        return _month(number, month, IN_FULL, None)
    day = _day(number, month, int(said["day"]))
    return Dated(EXACT, day, day, IN_FULL) if day else Dated(UNKNOWN, how=f"{words!r} is no day of the calendar")  # fmt: skip


def _length(said: dict[str, str], known: date | None) -> Dated:
    """A length of time: only "ago" makes a date of it, and then a stretch."""
    count = said.get("count") or ""
    number = int(count) if count.isdigit() else _NUMBER_WORDS.get(count.casefold(), 1 if count.casefold() in ("a", "an") else 0)  # fmt: skip
    ago = (said.get("ago") or "").strip().casefold()
    if ago == "ago" and number and number < 100 and known and said.get("unit"):
        unit = said["unit"].casefold()
        if unit == "year":
            year = known.year - number
            return Dated(RANGE, date(year, 1, 1), date(year, 12, 31), COUNTED)
        day = known - timedelta({"day": 1, "week": 7, "month": 30}.get(unit, 0) * number)
        if unit == "day":
            return Dated(EXACT, day, day, COUNTED)
        if unit in ("week", "month"):
            wide = timedelta(3 if unit == "week" else 15)
            return Dated(RANGE, day - wide, day + wide, COUNTED)
    return Dated(DURATION, how="a length of time, no date")


def _span(said: dict[str, str], known: date | None) -> Dated:
    month = _month_number(said["month"])
    year = int(said["year"]) if said.get("year") else 0
    first = _day(year, month, int(said["day"])) if year else known and _near_year(month, int(said["day"]), known)  # fmt: skip
    last = first and _day(first.year, month, int(said["day2"]))
    if first and last and first <= last:
        return Dated(RANGE, first, last, IN_FULL if year else NO_YEAR)
    return Dated(UNKNOWN, how="days without a year")


def _season(said: dict[str, str], known: date | None, words: str) -> Dated:
    """Three months, the last such up to the anchor unless the words say this or next year's."""
    first = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}[said["season"].casefold()]
    if said.get("year"):
        year = int(said["year"])
    elif known is None:
        return Dated(UNKNOWN, how=f"{words!r} has no day to count from")
    else:
        year = known.year - (first > known.month) + ("next" in words)
    last_year, last = (year, first + 2) if first < 12 else (year + 1, 2)
    return Dated(RANGE, date(year, first, 1), date(last_year, last, monthrange(last_year, last)[1]), PERIOD)  # fmt: skip


def _quarter(said: dict[str, str]) -> Dated:
    year = int(said["year"] or said["year2"])
    size = 3 if said.get("q") or said["size"].casefold() == "quarter" else 6
    order = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 12 // size}
    nth = int(said["q"]) if said.get("q") else order[said["nth"].casefold()]
    if nth * size > 12:
        return NO_DATE
    last = nth * size
    return Dated(RANGE, date(year, last - size + 1, 1), date(year, last, monthrange(year, last)[1]), PERIOD)  # fmt: skip


def _weekday(said: dict[str, str], known: date, text: str, match: re.Match[str]) -> Dated:
    """The last such day up to the anchor; the next one where the words look ahead."""
    wanted = _DAYS[said["weekday"].casefold()]
    way, gone = (said.get("way") or "").casefold(), (said.get("gone") or "").strip().casefold()
    back = (known.weekday() - wanted) % 7
    day = known - timedelta(back)
    week = known - timedelta(known.weekday())
    before = text[max(0, match.start() - 60) : match.start()]
    ahead = re.search(r"\b(?:will|would|is to|are to|to be|due|set to|expected|scheduled|starting|beginning|effective|plans? to|takes? effect)\b[^.;]{0,50}$", before)  # fmt: skip
    if "last week" in gone:
        day = week - timedelta(7) + timedelta(wanted)
    elif gone == "next week" or way in ("next", "coming"):
        day = week + timedelta(7 + wanted) if way == "next" or gone else known + timedelta((wanted - known.weekday()) % 7 or 7)  # fmt: skip
    elif way == "last" and back == 0:
        day = known - timedelta(7)
    elif (way == "this" and wanted > known.weekday()) or (ahead and not re.search(r"\b(?:said|announced|told)\b[^.;]{0,12}$", before)):  # fmt: skip
        day = known + timedelta((wanted - known.weekday()) % 7)
    return Dated(EXACT, day, day, WEEKDAY)


def _week(said: dict[str, str], known: date) -> Dated:
    way, size = said["way"].casefold(), said["size"].casefold()
    step = -1 if "last" in way or "previous" in way or "past" in way else 1 if "next" in way else 0
    if size == "year":
        year = known.year + step
        return Dated(RANGE, date(year, 1, 1), date(year, 12, 31), COUNTED)
    if size == "month":
        year, month = divmod(known.year * 12 + known.month - 1 + step, 12)
        found = _month(year, month + 1, COUNTED, None)
    else:
        monday = known - timedelta(known.weekday()) + timedelta(7 * step)
        first = monday + timedelta(5) if size == "weekend" else monday
        found = Dated(RANGE, first, monday + timedelta(6), COUNTED)
    if way.startswith("earlier") and found.first and found.first <= known:
        return replaced(found, last=known)
    return found


def _relative_month(said: dict[str, str], known: date, text: str, match: re.Match[str]) -> Dated:
    month = _month_number(said.get("month") or said.get("month2") or "")
    way, which = (said.get("way") or "").casefold(), (said.get("which") or "").casefold()
    if "last" in which:
        year = known.year - 1
    elif "this" in which or way == "this":
        year = known.year
    elif "next" in which:
        year = known.year + 1
    elif way == "next":
        year = known.year + (month <= known.month)
    elif way == "last":
        year = known.year - (month >= known.month)
    else:
        before = text[max(0, match.start() - 50) : match.start()]
        ahead = re.search(r"\b(?:will|due|expected|scheduled|plans? to|visit|until)\b[^.;]{0,30}$", before)  # fmt: skip
        year = known.year - (month > known.month and not ahead) + bool(ahead and month < known.month)  # fmt: skip
    return _month(year, month, PERIOD, None)


def _month(year: int, month: int, how: str, part: str | None) -> Dated:
    if not (1 <= month <= 12 and 1 <= year <= 9998):
        return NO_DATE
    first, last = date(year, month, 1), date(year, month, monthrange(year, month)[1])
    if part and ("early" in part or "start" in part):
        last = date(year, month, 10)
    elif part and "mid" in part:
        first, last = date(year, month, 11), date(year, month, 20)
    elif part:
        first = date(year, month, 21)
    return Dated(RANGE, first, last, PERIOD if how == IN_FULL else how)


def _month_number(words: str) -> int:
    return int(words) if words.isdigit() else _MONTHS.get(words[:3].casefold(), 0)


_AHEAD = re.compile(r"\b(?:will|would|due|scheduled|expected|plans? to|to take effect|takes? effect|until|by|through|ends?|expires?|runs?|deadline|effective|from|starts?|begins?|visit|till)\b[^.;]{0,40}$")  # fmt: skip


def _told_year(month: int, day: int, known: date, text: str, at: int) -> date | None:
    """The nearest such day if it is at most two months ahead or words look ahead; else the last."""
    near = _near_year(month, day, known)
    if near and (near - known).days > 60 and not _AHEAD.search(text[max(0, at - 60) : at]):
        return _day(near.year - 1, month, day)
    return near


def _near_year(month: int, day: int, known: date) -> date | None:
    """The day of that month that lies nearest to ``known``."""
    found = [each for year in (known.year - 1, known.year, known.year + 1) if (each := _day(year, month, day))]  # fmt: skip
    return min(found, key=lambda each: abs((each - known).days), default=None)


def _nearest(words: str, known: date) -> date | None:
    for kind, form in _FORMS:
        match = form.search(words) if kind in ("month day", "day month") else None
        if match:
            return _near_year(_month_number(match["month"]), int(match["day"]), known)
    return None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def not_after(known: Dated) -> Dated:
    """What is told and not dated: not after the day of the text, if that is known."""
    if known.kind == NOT_AFTER:
        return known
    if known.first is None:
        return NO_DATE
    return Dated(NOT_AFTER, None, known.first, "anchor only", known.span)
