"""The day that a text counts from: its dateline, its page's own date, or the day given with it."""

from __future__ import annotations

import re
from datetime import date

from licet.news.date_words import MONTHS
from licet.news.dates import dates
from licet.news.days import a_day, near_year
from licet.news.model import EXACT, NO_DATE, Dated, Span
from licet.record import replaced

_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"
_DAY_TOLD = rf"(?P<date>{_MONTH}\s+\d{{1,2}}(?:,?\s+(?:19|20)\d\d)?|\d{{1,2}}\s+{_MONTH}(?:,?\s+(?:19|20)\d\d)?|\d{{1,2}}[./]\d{{1,2}}[./](?:19|20)\d\d|(?:19|20)\d\d-\d\d-\d\d)"  # fmt: skip
_OUTLET = r"\s*\([^)]{2,40}\)"
_DASH = r"\s*(?:-{1,2}|–|—|:)"
_DATELINE = re.compile(
    rf"^\W*(?P<place>[A-Z][A-Za-z.,\s'’/-]{{1,40}}?),?\s*(?:{_OUTLET}\s*)?,?\s+{_DAY_TOLD}(?:(?:{_OUTLET})?{_DASH}|{_OUTLET})"
    rf"|^\s*(?:{_OUTLET}\s*)?{_DAY_TOLD.replace('<date>', '<bare>')}(?:(?:{_OUTLET})?\s*(?:-{{1,2}}|–|—)\s|{_OUTLET})",
    re.MULTILINE,
)
_FEED = re.compile(rf"^(?:\s*[^\n]+\n)?\s*{_DAY_TOLD}\.\s+(?=[A-Z])")
"""A day that opens the text or the line under its title: "25 February 2026. From our desk"."""
_KIND = r"(?:[\w' -]*\b(?:alert|note|memo|memorandum|update|updated|bulletin|briefing|letter|dispatch|report|release|news|newsletter|post|staff writer|desk|office)\b(?: of| dated)?)"
_HEADER = re.compile(rf"^\W*(?:published|posted|updated|date|release date|released|last (?:updated|modified)|発表日|公開日|配信|更新|发布时间|日期|issued|publication date|datum|gepubliceerd|veröffentlicht|publié|{_KIND}|[A-Z][\w .'-]+(?: and [A-Z]\w+)?,)?[\s:：,|on]*$", re.IGNORECASE)  # fmt: skip
_CUT_BEFORE, _CUT_AFTER = (
    re.compile(r"(?:^|[|/:–—]|-\s|\))\s*$"),
    re.compile(r"\s*(?:$|[|/–—]|-\s|\.\s+From\b)"),
)


def anchor(text: str, meta: tuple[tuple[str, str], ...], on: date | None) -> Dated:
    r"""The day that "on Monday" is counted from, and how it was found; unknown where none is.

    A text that gives only the month of its writing counts from that month.

    >>> found = anchor(
    ...     "A title\nTOKYO, Nov. 27 (Kisen) - Japan on Thursday denied it.", (), date(2026, 1, 1)
    ... )
    >>> str(found.first), found.how
    ('2025-11-27', 'dateline, its year from the day given')
    """
    line = _DATELINE.search(text[:800]) or _FEED.match(text[:800])
    stamp = _page_date(text, meta)
    if line:
        span = Span(*line.span("date" if line["date"] else "bare"))
        found = _first(text, span)
        if found is not None and found.kind == EXACT:
            return replaced(found, how="dateline")
        known = stamp.first or on
        day = _nearest(text[span.start : span.end], known) if known else None
        if day:
            return Dated(EXACT, day, day, "dateline, its year from " + ("the page's date" if stamp.first else "the day given"), span)  # fmt: skip
    if stamp.kind == EXACT:
        return stamp
    if on:
        return Dated(EXACT, on, on, "the day given with the article")
    return stamp


def _first(text: str, within: Span) -> Dated | None:
    """The first date of some words, read by themselves."""
    found = next(iter(dates(text[within.start : within.end], NO_DATE)), None)
    if found is None or found.span is None:
        return None
    return replaced(
        found, span=Span(within.start + found.span.start, within.start + found.span.end)
    )


def _nearest(words: str, known: date) -> date | None:
    """The day that a dateline without a year means."""
    found = _first(words, Span(0, len(words))) or NO_DATE
    near = next(iter(dates(words, Dated(EXACT, known, known))), NO_DATE) if found.first is None else found  # fmt: skip
    return near.first and near_year(near.first.month, near.first.day, known)


def _page_date(text: str, meta: tuple[tuple[str, str], ...]) -> Dated:
    for key, said in meta:
        if key in ("published", "time"):
            day = _stamp(said)
            if day:
                return Dated(EXACT, day, day, "the page's own date")
    month = NO_DATE
    for match in list(re.finditer(r"[^\n]+", text))[:12]:
        short = match.end() - match.start() <= 90 and re.search(r"\d", match[0])
        found = _first(text, Span(*match.span())) if short else None
        if found is None or found.span is None:
            continue
        rest, after = text[match.start() : found.span.start], text[found.span.end : match.end()]
        apart = _CUT_BEFORE.search(rest) and _CUT_AFTER.match(after)
        if found.kind == EXACT and (
            apart or (_HEADER.match(rest) and rest.strip().casefold() != "on")
        ):
            return replaced(found, how="the page's own date")
        if found.first and found.last and apart and 26 < (found.last - found.first).days < 32:
            month = month if month.span else replaced(found, how="the page's own month")
    return month


def _stamp(said: str) -> date | None:
    """The day of a machine's date: ISO 8601, or that of a feed."""
    match = re.match(r"\s*(\d{4})-(\d\d)-(\d\d)", said)
    if match:
        return a_day(int(match[1]), int(match[2]), int(match[3]))
    match = re.search(r"\b(\d{1,2})\s+([A-Za-z]{3})[a-z]*\s+(\d{4})", said)
    return a_day(int(match[3]), MONTHS.get(match[2].casefold(), 0), int(match[1])) if match else None  # fmt: skip
