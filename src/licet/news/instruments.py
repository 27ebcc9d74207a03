"""Instruments that a text cites by number: ``91 FR 1684``, ``Announcement 46/2024``, ``15 CFR 742.6``.

A number is written in one form, so that it can be held against the rule book's sources.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from licet.news.gazetteer import LAW
from licet.news.model import Name, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

_LIST = r"(?P<numbers>\d{1,3}(?:(?:,\s*|\s+and\s+|,\s+and\s+)\d{1,3})*)"
_FORMS = (
    ("US", "{a} FR {b}", r"\b(?P<a>\d{2,3})\s+(?:FR|Fed\.\s?Reg\.)\s+(?P<b>\d{1,3}(?:,\d{3})+|\d+)\b"),
    ("US", "{a} U.S.C. {b}", r"\b(?P<a>\d{1,2})\s+U\.?\s?S\.?\s?C\.?\s+(?:§\s*)?(?P<b>\d+[a-z]?(?:\([a-z0-9]+\))*)"),
    ("US", "15 CFR {a}", r"\b15\s+C\.?F\.?R\.?\s+(?:§\s*|[Pp]art\s+)?(?P<a>7\d\d(?:\.\d+)?)"),
    ("US", "15 CFR {a}", r"\b[Ss]ections?\s+(?P<a>7[3-7]\d\.\d+)"),
    ("US", "15 CFR {a}", r"(?<!CFR )§\s*(?P<a>7[3-7]\d\.\d+)"),
    ("US", "Public Law {a}", r"\b(?:Public\s+Law|Pub\.\s?L\.)\s+(?:No\.\s*)?(?P<a>\d{2,3}-\d+)\b"),
    ("US", "S. {a}", r"(?<![\w.])S\.\s?(?P<a>\d{3,4})\b"),
    ("US", "Proclamation {a}", r"\bProclamation\s+(?:No\.\s*)?(?P<a>\d{4,5})\b"),
    ("US", "E.O. {a}", r"\b(?:Executive\s+Order|E\.O\.)\s+(?:No\.\s*)?(?P<a>\d{4,5})\b"),
    ("US", "General Prohibition {a}", r"\bGeneral\s+Prohibition\s+(?P<a>\d+)\b"),
    ("US", "H.R. {a}", r"\bH\.\s?R\.\s?(?P<a>\d+)\b"),
    ("CN", "Decree {a}", r"\b(?:State\s+Council\s+)?Decree\s+(?:No\.\s*)?(?P<a>\d{3})\b"),
    ("EU", "Regulation {a}", r"\bRegulation\s+(?:\((?:EU|EC)\)\s*)?(?:No\.?\s*)?(?P<a>20\d\d/\d+)\b"),
    ("GB", "SI {a}", r"\bSI\s+(?P<a>20\d\d/\d+)\b"),
    ("CA", "SOR/{a}", r"\bSOR/(?P<a>20\d\d-\d+)\b"),
    ("NL", "Stcrt. {a}", r"\bStcrt\.\s*(?P<a>20\d\d[-,\s]+\d+)\b"),
    ("MY", "Strategic Trade Directive {a}", r"\bStrategic\s+Trade\s+Directive\s+(?:No\.\s*)?(?P<a>\d+/\d{4})\b"),
)  # fmt: skip
_COMPILED = tuple((code, form, re.compile(rule)) for code, form, rule in _FORMS)
_ANNOUNCED = re.compile(rf"\b[Aa]nnouncements?\s+(?:Nos?\.\s*)?{_LIST}(?:(?:\s*/\s*|\s+of\s+)(?P<year>20\d\d)|\s+of\s+(?:the|this)\s+year)?\b|公告\s?(?P<han>20\d\d)\s?年第\s?(?P<number>\d+)\s?号")  # fmt: skip
_GOES_ON = re.compile(r"(?:,|;|\band)\s(?:and\s)?(\d{1,3})\s(?:(?:deals?|is)\s)?(?:with|on|covers|concerns|controls|for)\s(?!\d)")  # fmt: skip
_CARRY = re.compile(rf"\b(?:notices|announcements)\s(?:that\s)?(?:carry|bear|have|with|carrying|bearing)\s(?:the\s)?numbers\s{_LIST}\b")  # fmt: skip
_ORDINANCE = re.compile(r"\b(?:METI|[Mm]inisterial|the)?\s*[Oo]rdinance\s+(?:(?:that|which)\s[^.\d]{1,40})?\(?(?:No\.\s*)?(?P<number>\d{1,3})\)?(?:\s+of\s+(?P<year>20\d\d))?\b(?!\s+(?:items|goods))")  # fmt: skip


def cited(text: str, year: int | None = None) -> tuple[Name, ...]:
    """Every instrument that is cited by number, in order.

    ``year`` is that of the text, for notices that are cited without one; without it they are left.

    >>> [each.id for each in cited("See 91 FR 1,684 and Announcements Nos. 55 and 56 of 2025.")]
    ['91 FR 1684', 'Announcement 55/2025', 'Announcement 56/2025']
    """
    return tuple(sorted(_found(text, year), key=lambda name: name.span.start))


def _found(text: str, year: int | None) -> Iterator[Name]:
    for code, form, rule in _COMPILED:
        for match in rule.finditer(text):
            said = {key: re.sub(r"[,\s]", "", value) for key, value in match.groupdict().items()}
            yield Name(LAW, form.format(**said), code, Span(*match.span()), match[0])
    for match in _ANNOUNCED.finditer(text):
        of = match["year"] or match["han"] or year
        tail = "" if match["han"] else _tail(text, match.end())
        for number in re.findall(r"\d+", f"{match['numbers'] or match['number']} {tail}") if of else ():  # fmt: skip
            yield Name(LAW, f"Announcement {int(number)}/{of}", "CN", Span(*match.span()), match[0])
    for match in _CARRY.finditer(text):
        for number in re.findall(r"\d+", match["numbers"]) if year else ():
            yield Name(
                LAW, f"Announcement {int(number)}/{year}", "CN", Span(*match.span()), match[0]
            )
    for match in _ORDINANCE.finditer(text):
        if of := match["year"] or year:
            yield Name(LAW, f"Ordinance {match['number']} of {of} (METI)", "JP", Span(*match.span()), match[0])  # fmt: skip


def _tail(text: str, place: int) -> str:
    """The numbers that a sentence goes on with: "Announcement 55 deals with batteries, 56 with magnets"."""
    end = re.compile(r"\.\s|\n|$").search(text, place)
    return " ".join(match[1] for match in _GOES_ON.finditer(text, place, end.start() if end else len(text)))  # fmt: skip


def in_book(name: str) -> tuple[str, ...]:
    """Words by which the rule book's sources name the instrument.

    >>> in_book("Ordinance 25 of 2023 (METI)")
    ('Reiwa 5 METI Ordinance 25',)
    """
    if found := re.fullmatch(r"Ordinance (\d+) of (\d{4}) \(METI\)", name):
        return (f"Reiwa {int(found[2]) - 2018} METI Ordinance {found[1]}",)
    if found := re.fullmatch(r"Announcement (\d+/\d{4})", name):
        return (name, found[1])
    if name.startswith("Proclamation "):
        return (name,)
    return (name,)
