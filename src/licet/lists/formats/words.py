"""Small readings that all forms share: tidy text, scripts, days, lists in one cell."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta

_BLANKS = re.compile(r"[\s\u00a0\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff\u00ad]+")
_OTHER_SCRIPT = re.compile(
    "[\u0370-\u1cff\u2e80-\u2fdf\u3005-\u3007\u3040-\ua4cf\uac00-\ud7ff\uf900-\ufaff"
    "\ufb1d-\ufdff\ufe70-\ufefc\uff66-\uff9f\U00020000-\U0003ffff]"
)
_LATIN = re.compile("[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")
_CONTROLS = re.compile("[\u0001-\u0008\u000e-\u001b\u007f]")
_UNSEEN = re.compile("[\u0001-\u0008\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\u00ad]")
_HALVES = re.compile("[\ud800-\udfff]")
"""Half of a surrogate pair, which JSON may carry and nothing can write."""
_PAIR = re.compile(r"\s*[(（]([^()（）]*(?:[(（][^()（）]*[)）][^()（）]*)*)[)）]\s*")
_EMPTY = {"", "-0-", "-", "--", "n/a", "none", "null", "nan", "-0-."}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_OLDEST, _NEWEST, _CENTURY, _PIVOT, _SHORT_YEAR = 1900, 2199, 2000, 70, 2


def tidy(text: object) -> str:
    """One line of text: blanks of every kind become one space, marks that do not show go.

    Anything but text or a number is read as nothing, and so are a publisher's signs for nothing.

    >>> tidy(" Teledyne\\u00a0Brown \\u200cEngineering, Inc. "), tidy("-0- "), tidy(None)
    ('Teledyne Brown Engineering, Inc.', '', '')
    """
    if isinstance(text, bool) or not isinstance(text, str | int):
        return ""
    shown = text if isinstance(text, str) else str(text)
    if shown.isascii():
        shown = " ".join(_CONTROLS.sub("", shown).split())
    else:
        shown = _BLANKS.sub(" ", _UNSEEN.sub("", shown)).strip()
        shown = _HALVES.sub("?", shown)
    return "" if shown.casefold() in _EMPTY else shown


def parts(text: object, *marks: str) -> tuple[str, ...]:
    """The pieces of a cell that holds several values, set apart by any of ``marks`` (default ``;``).

    >>> parts("A; B;; C")
    ('A', 'B', 'C')
    """
    if not isinstance(text, str):
        return (tidy(text),) if tidy(text) else ()
    pattern = "|".join(re.escape(mark) for mark in marks or (";", "；"))
    return tuple(each for piece in re.split(pattern, text) if (each := tidy(piece)))


def texts(value: object, *marks: str) -> tuple[str, ...]:
    """The texts of a JSON value: a list of texts, one text (split at ``marks``), or nothing."""
    if isinstance(value, list):
        return tuple(each for item in value if (each := tidy(item)))
    return parts(value, *marks)


def is_native(name: str) -> bool:
    """Whether a name is written in a script other than Latin, in the main.

    >>> is_native("中芯国际"), is_native("SMIC"), is_native("OOO Концерн Сириус")
    (True, False, True)
    """
    if name.isascii():
        return False
    return len(_OTHER_SCRIPT.findall(name)) * 2 > len(_LATIN.findall(name))


def scripts(name: str) -> tuple[str, ...]:
    """A name that prints two scripts side by side, taken apart; else the name alone.

    >>> scripts("CETC 14 （中国電子科技集団公司 第十四研究所）")
    ('CETC 14', '中国電子科技集団公司 第十四研究所')
    >>> scripts("Fu Jerry (BFJR)")
    ('Fu Jerry (BFJR)',)
    """
    if name.isascii() or not (_OTHER_SCRIPT.search(name) and _LATIN.search(name)):
        return (name,)
    for pair in _PAIR.finditer(name):
        inside, rest = tidy(pair[1]), tidy(f"{name[: pair.start()]} {name[pair.end() :]}")
        if inside and rest and is_native(inside) and not _OTHER_SCRIPT.search(rest):
            return (rest, inside)
        if inside and rest and is_native(rest) and not _OTHER_SCRIPT.search(inside):
            return (rest, inside)
    if found := re.fullmatch(r"(\S.*?[A-Za-z.,)]) ([^A-Za-z]+)", name):
        first = found[2].split()[0]
        if is_native(first) and not _OTHER_SCRIPT.search(found[1]):
            return (found[1], found[2])
    return (name,)


def apart(names: Iterable[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Names as (in Latin script, in others), each once, in order."""
    told = dict.fromkeys(
        piece
        for name in names
        for piece in scripts(tidy(name))
        if any(each.isalnum() for each in piece)
    )
    return (
        tuple(name for name in told if not is_native(name)),
        tuple(name for name in told if is_native(name)),
    )


def day_of(text: object) -> date | None:
    """A day, from any of the ways that publishers write one; None where it is none of them.

    ``1/2/2024`` is the second of January (US), ``1.2.2024`` the first of February (EU).

    >>> str(day_of("14.5.2026")), str(day_of("11/21/11")), str(day_of("2025 年09 月12 日"))
    ('2026-05-14', '2011-11-21', '2025-09-12')
    >>> str(day_of("June 21, 2022")), str(day_of("03 Jun 2021")), day_of("2026")
    ('2022-06-21', '2021-06-03', None)
    """
    shown = tidy(text)
    if found := re.match(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})(?!\d)", shown):
        return _day(*map(int, found.groups()))
    if found := re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{4}|\d\d)", shown):
        return _day(_year(found[3]), int(found[1]), int(found[2]))
    if found := re.fullmatch(r"(\d{1,2})\.(\d{1,2})\.(\d{4}|\d\d)", shown):
        return _day(_year(found[3]), int(found[2]), int(found[1]))
    if found := re.fullmatch(r"([A-Za-z]{3,9})\.? (\d{1,2}), ?(\d{4})", shown):
        return _day(int(found[3]), _month(found[1]), int(found[2]))
    if found := re.fullmatch(r"(\d{1,2})[ -]([A-Za-z]{3,9})\.?[ -](\d{4})", shown):
        return _day(int(found[3]), _month(found[2]), int(found[1]))
    return None


def _year(text: str) -> int:
    if len(text) > _SHORT_YEAR:
        return int(text)
    return int(text) + (_CENTURY if int(text) < _PIVOT else _CENTURY - 100)


def _month(text: str) -> int:
    head = text[:3].casefold()
    return _MONTHS.index(head) + 1 if head in _MONTHS else 0


def _day(year: int, month: int, number: int) -> date | None:
    try:
        return date(year, month, number) if _OLDEST <= year <= _NEWEST else None
    except ValueError:
        return None


def day_after(last: date | None) -> date | None:
    """The first day on which an entry no longer binds, where the file tells its last day."""
    return last + timedelta(days=1) if last and last < date.max else None
