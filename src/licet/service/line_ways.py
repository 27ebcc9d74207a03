"""The places of one line: which words name one, and whether goods come from there or go there.

What can be read in two ways is said as a fault and never settled here.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from licet.lists.places import code_of
from licet.record import record
from licet.transfer.public_record import folded

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

TO, FROM, BY, OPEN = "to", "from", "via", ""
_LED = re.compile(
    r"(?:\b(to|into|from|via|through)|(-+>|=+>|→|>))[\s\"'(]*(?:(?:the|a|an|our|its|their|my|mainland)\s+)*$",
    re.IGNORECASE,
)
_THEN = re.compile(r"[\s,)]*(?:(?:to|into)\b|[-=]*>|→)", re.IGNORECASE)
_STRONG = re.compile(r"(?:\b(?:to|from|into)\s+(?:the\s+)?|[>→|]\s*)$", re.IGNORECASE)
_LOOSE = re.compile(
    r"(?:\b(?:to|from|into|in|and|or)\s+(?:the\s+)?|[>→|,(]\s*|^\s*)$", re.IGNORECASE
)
_ENDS = re.compile(
    r"\s*(?:$|[|,;?!.)>→]|[-=]+>|\d|(?:to|into|from|on|and|or|via|for|by|with|under|today|now|please|in|as|if|after|before|since|until|last|next)\b)",
    re.IGNORECASE,
)
_SMALL = frozenset("am an as at be by do go he if in is it me my no of on or so to we".split())
"""Small words of English that are codes of countries too when written in capitals."""
_CODE = 2
"""Letters of a country's code."""


@record
class Named:
    """Words that name a place: where they stand, its codes (several where it may be several), and the way."""

    start: int
    end: int
    text: str
    codes: tuple[str, ...]
    way: str = OPEN


def way_of(line: str, start: int, end: int) -> str:
    """Whether goods go to what stands there, come from it or pass through it; ``OPEN`` where nothing says.

    >>> way_of("H200 from Taiwan to the Netherlands", 24, 35), way_of("china -> usa", 0, 5)
    ('to', 'from')
    """
    led = _LED.search(line[:start])
    if led is None:
        return FROM if _THEN.match(line[end:]) else OPEN
    word = (led[1] or TO).lower()
    return {"into": TO, "through": BY}.get(word, word)


def codes_of(run: str, line: str, start: int, countries: Mapping[str, str], small: frozenset[str]) -> tuple[str, ...]:  # fmt: skip
    """The countries that a run of words may stand for; two small letters only where a country is wanted.

    ``small`` are words that begin and end no name of a country.
    """
    if not run:
        return ()
    if len(run) == _CODE and run.isascii():
        code = (
            (run.upper() if run.upper() in countries else code_of(run))
            if _is_code(run, line, start)
            else ""
        )
        return (code,) if code in countries else ()
    whole = folded(run)
    if found := cities().get(whole) or by_name(tuple(countries.items())).get(whole):
        return tuple(code for code in found.split() if code in countries)
    words = run.lower().split()
    if words[0] in small or words[-1] in small:
        return ()
    code = code_of(run)
    return (code,) if code in countries else ()


def _is_code(run: str, line: str, start: int) -> bool:
    before, after = line[:start], line[start + len(run) :]
    if not _ENDS.match(after):
        return False
    if run.isupper():
        return bool(_LOOSE.search(before))
    return run.lower() not in _SMALL and bool(_STRONG.search(before))


def in_full(line: str, countries: Mapping[str, str]) -> Iterator[Named]:
    """Names of countries that hold brackets, written in full."""
    for code, name in countries.items():
        if "(" in name and (found := re.search(re.escape(name), line, re.IGNORECASE)):
            yield Named(*found.span(), found[0], (code,), way_of(line, *found.span()))


def settled(found: Iterable[Named], countries: Mapping[str, str]) -> tuple[dict[str, Named], list[str]]:  # fmt: skip
    """The place of each way, and what cannot be told apart."""
    ways: dict[str, Named] = {}
    faults = []
    places = sorted(found, key=lambda each: each.start)
    for each in places:
        if len(each.codes) > 1:
            names = " or ".join(countries[code] for code in each.codes)
            faults.append(f"“{each.text}” may be {names}: name the country")
    sure = [each for each in places if len(each.codes) == 1 and each.way != BY]
    for each in sorted(sure, key=lambda place: place.way == OPEN):
        way = each.way or TO
        known = ways.setdefault(way, each)
        if known.codes == each.codes or (not each.way and each.codes == _codes(ways, FROM)):
            continue
        if each.way:
            faults.append(f"Two places stand for {way}, “{known.text}” and “{each.text}”: ask for one at a time")  # fmt: skip
        else:
            faults.append(f"“{each.text}” is one more place: write from before where it leaves and to before one place where it goes")  # fmt: skip
    return ways, faults


def _codes(ways: Mapping[str, Named], way: str) -> tuple[str, ...]:
    return ways[way].codes if way in ways else ()


@cache
def by_name(countries: tuple[tuple[str, str], ...]) -> dict[str, str]:
    """Codes by the names of countries, without case and spaces."""
    return {folded(name): code for code, name in countries}


@cache
def cities() -> dict[str, str]:
    """Cities that people name in place of a country, without case and spaces, and the code of each.

    A name that may stand for places of several countries has all their codes.

    >>> cities()["beijing"], cities()["kualalumpur"], cities()["sanjose"]
    ('CN', 'MY', 'CR US')
    """
    found: dict[str, str] = {}
    text = (Path(__file__).resolve().parent / "cities.tsv").read_text("utf-8")
    for line in text.splitlines():
        code, tab, names = line.partition("\t")
        if tab and not line.startswith("#"):
            found.update((folded(name), code) for name in names.split("|"))
    return found
