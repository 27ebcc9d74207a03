"""Dates of a text: what is written, and what it comes to once there is a day to count from.

A day to count from (the anchor) is taken from the text, its page or the reader's ``--on``
(anchors.py); where none is given, "on Monday" stays unknown.  Today is never looked at.  Lengths
of time ("about seven years") are found too, so that they are not taken for dates.  What looks back
at another date ("the next day", "that June") is counted from the date told last.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from licet.news.date_meaning import Met, Near, meaning
from licet.news.date_words import FORMS
from licet.news.days import a_day
from licet.news.model import EXACT, NO_DATE, NOT_AFTER, RANGE, Dated, Span
from licet.news.tense import tense
from licet.record import replaced

if TYPE_CHECKING:
    from collections.abc import Sequence

    from licet.news.parse import Grammar

_NO_MONTH = re.compile(r"\b(?:in|since|by|until|till|from|during|before|after|between|over|late|early|mid|for|of|to|through|last|this|next|and|of|the)[\s-]+$", re.IGNORECASE)  # fmt: skip
_RANGE = re.compile(r"^\s*(?:to|through|until|till|-|–)\s*(?:the\s+)?$")
_AND = re.compile(r"^\s*(?:and|or)\s*$")
_FROM = re.compile(r"\b(?:from|between)\s+(?:the\s+)?$", re.IGNORECASE)


def dates(text: str, anchored: Dated, grammars: Sequence[Grammar] = ()) -> tuple[Dated, ...]:
    """Every date and length of time of the text, in order; those that need an anchor use it.

    ``grammars`` are the sentences parsed: the tense of a verb tells which Friday is meant.
    """
    sure = anchored.kind in (EXACT, RANGE)
    near = Near(anchored.last if sure else None, anchored.kind == EXACT, _history(text, anchored))
    starts = [each.span.start for each in grammars]
    found: list[tuple[Met, Dated]] = []
    for met in _met(text, grammars, starts):
        if met.kind == "month" and met.get("month") in ("may", "march") and not (met.get("part") or _NO_MONTH.search(text[max(0, met.span.start - 12) : met.span.start])):  # fmt: skip
            continue
        dated = replaced(meaning(met, near, text), span=met.span)
        found.append((met, dated))
        if dated.kind in (EXACT, RANGE):
            near = replaced(near, last=dated, day=dated if dated.kind == EXACT else near.day, past=dated if dated.kind == EXACT and not (near.known and dated.first and dated.first > near.known) else near.past)  # fmt: skip
    return _joined(text, found)


def not_after(known: Dated) -> Dated:
    """What is told and not dated: not after the day of the text, if that is known."""
    if known.kind == NOT_AFTER:
        return known
    if known.last is None:
        return NO_DATE
    return Dated(NOT_AFTER, None, known.last, "anchor only", known.span)


def _history(text: str, anchored: Dated) -> bool:
    """Whether most years that a text writes lie well before it."""
    years = [int(each) for each in re.findall(r"(?<!\d)(?:19|20)\d\d(?!\d)", text)]
    old = sum(year < anchored.last.year - 1 for year in years) if anchored.last else len(years)
    return old >= 4 and old * 2 > len(years)


def _met(text: str, grammars: Sequence[Grammar], starts: list[int]) -> list[Met]:
    taken: list[tuple[int, int, str, re.Match[str]]] = []
    for kind, form in FORMS:
        for match in form.finditer(text):
            start, end = match.span()
            if not any(start < other_end and other_start < end for other_start, other_end, *_ in taken):  # fmt: skip
                taken.append((start, end, kind, match))
    found = []
    for start, end, kind, match in sorted(taken, key=lambda each: each[0]):
        place = start + len(match[0]) - len(match[0].lstrip())
        number = bisect_right(starts, place) - 1
        looks = tense(grammars[number], end - 1) if number >= 0 else ""
        found.append(Met(kind, Span(place, end), match[0].strip(), match.groupdict(), looks))
    return found


_DAYS_, _MONTHS_, _YEARS_ = ("month day", "day month", "iso", "cjk"), ("month", "month year"), ("year", "until year")  # fmt: skip


def _joined(text: str, found: list[tuple[Met, Dated]]) -> tuple[Dated, ...]:
    """The same, "from X to Y" and "between X and Y" made one stretch."""
    out: list[Dated] = []
    skip = False
    for number, (one, first) in enumerate(found):
        if skip:
            skip = False
            continue
        merged = _one_stretch(text, one, first, *found[number + 1]) if number + 1 < len(found) else None  # fmt: skip
        skip = merged is not None
        out.append(merged or first)
    return tuple(out)


def _one_stretch(text: str, one: Met, first: Dated, other: Met, last: Dated) -> Dated | None:
    between = text[one.span.end : other.span.start]
    before = text[max(0, one.span.start - 14) : one.span.start]
    lead = _FROM.search(before)
    alike = one.kind == other.kind or any(one.kind in some and other.kind in some for some in (_DAYS_, _MONTHS_, _YEARS_)) or (one.kind == "month year" and other.kind == "year")  # fmt: skip
    weekdays = one.kind == other.kind == "weekday"
    told = _RANGE.match(between) or (_AND.match(between) and ((lead and "etween" in lead[0]) or weekdays))  # fmt: skip
    if not told or not alike or first.first is None or last.first is None or last.last is None or one.kind in ("until year", "until month"):  # fmt: skip
        return None
    start = first.first
    if last.last < start or (not one.get("year") and other.get("year")):
        start = a_day(last.last.year, start.month, start.day) or start
        if start > last.last:
            start = a_day(start.year - 1, start.month, start.day) or start
    if not start <= last.last:
        return None
    at = one.span.start - (len(before) - lead.start() if lead else 0)
    return Dated(RANGE, start, last.last, last.how, Span(at, other.span.end))
