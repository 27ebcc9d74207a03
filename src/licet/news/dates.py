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

from licet.news.date_meaning import meaning
from licet.news.date_met import Met, Near, unknown
from licet.news.date_periods import at_edge, up_to
from licet.news.date_words import FORMS
from licet.news.days import a_day, a_month
from licet.news.model import EXACT, NO_DATE, NOT_AFTER, RANGE, Dated, Span
from licet.news.tense import tense
from licet.record import replaced

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from licet.news.parse import Grammar

_NO_MONTH = re.compile(r"\b(?:in|since|by|until|till|from|during|before|after|between|over|late|early|mid|for|end|of|to|through|last|this|next|and|of|the)[\s-]+$", re.IGNORECASE)  # fmt: skip
_RANGE = re.compile(r"^\s*(?:to|through|until|till|-|–)\s*(?:the\s+)?$")
_AND = re.compile(r"^\s*(?:and|or)\s*$")
_OFTEN = frozenset("season month weekday quarter".split())
_EACH = re.compile(r"\b(?:each|every)\s$", re.IGNORECASE)
_WIRE = re.compile(r"\([A-Z][\w .]{2,30}\)\s*(?:-{1,2}|–|—)\s")
_NAMED = re.compile(r"^,\s+on\s+$")
_UP_TO = re.compile(r"^\s*(?:to|ended|ending|through|until|beginning|starting)?(?:\s+on)?\s*(?:the\s+)?$")  # fmt: skip
_YEARLESS = frozenset(("month day", "day month", "month", "month year", "span"))
_STOP = re.compile(r"[.!?]\s+[A-Z]|\n")
_FROM = re.compile(r"\b(?:from|between)\s+(?:the\s+)?$", re.IGNORECASE)


def dates(text: str, anchored: Dated, grammars: Sequence[Grammar] = ()) -> tuple[Dated, ...]:
    """Every date and length of time of the text, in order; those that need an anchor use it.

    ``grammars`` are the sentences parsed: the tense of a verb tells which Friday is meant.
    """
    sure = anchored.kind in (EXACT, RANGE)
    near = Near(anchored.last if sure else None, anchored.kind == EXACT, _history(text, anchored))
    starts = [each.span.start for each in grammars]
    found: list[tuple[Met, Dated]] = []
    mets = tuple(_edged(text, _met(text, grammars, starts)))
    for number, (met, edge) in enumerate(mets):
        if met.kind == "month" and met.get("month") in ("may", "march") and not (met.get("part") or _NO_MONTH.search(text[max(0, met.span.start - 12) : met.span.start])):  # fmt: skip
            continue
        often = met.kind in _OFTEN and _EACH.search(text[max(0, met.span.start - 6) : met.span.start])  # fmt: skip
        here = replaced(near, story=_story(text, found, mets[number:]))
        dated = unknown(met) if often else meaning(met, here, text)
        if edge:
            dated = at_edge(edge, met, dated, near)
        at = Span(edge.span.start, met.span.end) if edge else met.span
        dated = replaced(dated, span=at)
        found.append((replaced(met, span=at), dated))
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


def _story(text: str, found: list[tuple[Met, Dated]], mets: Sequence[tuple[Met, Met | None]]) -> Dated:  # fmt: skip
    """The date whose year the next wording shares, if it has none.

    It heads the line ("March 2023: it was ..."), or stands before it in a list of days, with
    another year after it.
    """
    if not found or mets[0][0].kind not in _YEARLESS or mets[0][0].get("year", "which"):
        return NO_DATE
    place = mets[0][0].span.start
    for met, dated in reversed(found[-8:]):
        between = text[met.span.end : place]
        if "\n" in between:
            break
        if not met.get("year") or met.kind not in _YEARLESS or dated.first is None:
            continue
        if between.startswith(":") and not re.search(r"\w", text[text.rfind("\n", 0, met.span.start) + 1 : met.span.start]):  # fmt: skip
            return dated
        after = mets[1][0] if len(mets) > 1 else met
        if not _STOP.search(between) and after.kind in _YEARLESS and after.get("year") > met.get("year") and not _STOP.search(text[place : after.span.start]):  # fmt: skip
            return dated
    return NO_DATE


def _history(text: str, anchored: Dated) -> bool:
    """Whether most years that a text writes lie well before it; agency copy is no history."""
    if _WIRE.search(text[:800]):
        return False
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
        said = match.groupdict()
        if kind == "counted" and number >= 0:  # "a day after it fell", not "a day after the fall"
            last = grammars[number].word_at(end - 1)
            said["clause"] = "yes" if last is not None and last.dep == "mark" else None
        found.append(Met(kind, Span(place, end), match[0].strip(), said, looks))
    return found


def _edged(text: str, mets: Sequence[Met]) -> Iterator[tuple[Met, Met | None]]:
    """The wordings, each with the "end of" that stands right before it; neither stands alone."""
    edge: Met | None = None
    for met in mets:
        if met.kind == "edge":
            edge = met
            continue
        near = (
            edge if edge and text[edge.span.end : met.span.start].strip() in ("", "the") else None
        )
        edge = None
        if near or met.kind != "the one":
            yield met, near


_DAYS_, _MONTHS_, _YEARS_ = ("month day", "day month", "iso", "cjk"), ("month", "month year"), ("year", "until year")  # fmt: skip


def _joined(text: str, found: list[tuple[Met, Dated]]) -> tuple[Dated, ...]:
    """The same, "from X to Y" and "between X and Y" made one stretch."""
    out: list[Dated] = []
    skip = False
    for number, (one, first) in enumerate(found):
        if skip:
            skip = False
            continue
        after = found[number + 1] if number + 1 < len(found) else None
        merged = _one_stretch(text, one, first, *after) if after else None
        skip = merged is not None
        if after and one.kind == "counted" and one.get("unit") == "month" and _NAMED.match(text[one.span.end : after[0].span.start]) and after[1].kind == EXACT and after[1].first:  # fmt: skip
            day = after[1].first  # "nine months earlier, on 30 October 2018"
            merged = replaced(a_month(day.year, day.month, how=first.how), span=first.span)
        if one.kind != "run" or merged or one.get("count"):
            out.append(merged or first)
    return tuple(out)


def _one_stretch(text: str, one: Met, first: Dated, other: Met, last: Dated) -> Dated | None:
    between = text[one.span.end : other.span.start]
    if one.kind == "run" and _UP_TO.match(between):
        whole = up_to(one, between, last)
        return replaced(whole, span=Span(one.span.start, other.span.end)) if whole.first else None
    before = text[max(0, one.span.start - 14) : one.span.start]
    lead = _FROM.search(before)
    alike = one.kind == other.kind or any(one.kind in some and other.kind in some for some in (_DAYS_, _MONTHS_, _YEARS_)) or (one.kind == "month year" and other.kind == "year")  # fmt: skip
    weekdays = one.kind == other.kind == "weekday"
    told = _RANGE.match(between) or (_AND.match(between) and ((lead and "etween" in lead[0]) or weekdays))  # fmt: skip
    if not told or not alike or first.first is None or last.first is None or last.last is None:  # fmt: skip
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
