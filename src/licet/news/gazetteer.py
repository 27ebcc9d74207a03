"""Names that the tables know, found in a text; the longest name wins, a name of one spelling once.

A name in capitals (``EAR``, ``US``) is met as written only; other names of one word also where a
sentence begins.  Names in Chinese, Japanese and Korean script need no space around them.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from licet.news.model import Name, Span
from licet.record import record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from licet.catalogue.model import Catalogue

_TOKEN = re.compile(r"[^\W_]+|[^\w\s]")
_MODEL = re.compile(r"(?=.*[A-Z])(?=.*\d)[A-Z0-9]{3,8}")
"""A model's number alone: letters and digits, as "910C"."""
_WIDE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
COUNTRY, ADJECTIVE, SEAT, CITY = "country", "adjective", "seat", "city"
AGENCY, LEGISLATURE, COURT, OFFICIAL, POST = "agency", "legislature", "court", "official", "post"
FIRM, ITEM, LAW, MEDIA, CHIP = "firm", "item", "law", "media", "chip"


@record
class Entry:
    """One spelling: what table it is of, what it stands for, and the country it acts for."""

    kind: str
    id: str
    code: str
    words: tuple[str, ...]
    any_case: bool


@cache
def shipped(name: str) -> dict[str, Any]:
    """A table of the package, as written."""
    return tomllib.loads((files("licet.news") / "tables" / f"{name}.toml").read_text("utf-8"))


class Gazetteer:
    """Every spelling, by its first word.  Made once a run."""

    def __init__(self, entries: Iterable[tuple[str, str, str, str]]) -> None:
        self._first: dict[str, list[Entry]] = {}
        wide: dict[str, tuple[str, str, str]] = {}
        for kind, ident, code, spelling in entries:
            if _WIDE.search(spelling):
                wide.setdefault(spelling, (kind, ident, code))
                continue
            words = tuple(_TOKEN.findall(spelling))
            # A spelling in small letters is met in any case; others need their capitals.
            lower = spelling.islower()
            entry = Entry(kind, ident, code, tuple(map(str.casefold, words)) if lower else words, lower)  # fmt: skip
            self._first.setdefault(words[0].casefold(), []).append(entry)
        for each in self._first.values():
            each.sort(key=lambda entry: -len(entry.words))
        self._wide = wide
        self._wide_names = re.compile("|".join(map(re.escape, sorted(wide, key=len, reverse=True))))

    def find(self, text: str) -> tuple[Name, ...]:
        """Every name of ``text``, in order, none within another."""
        found = list(self._spaced(text))
        if self._wide and _WIDE.search(text):
            for match in self._wide_names.finditer(text):
                kind, ident, code = self._wide[match[0]]
                found.append(Name(kind, ident, code, Span(*match.span()), match[0]))
            found.sort(key=lambda name: name.span.start)
        return tuple(found)

    def _spaced(self, text: str) -> Iterator[Name]:
        spans = [match.span() for match in _TOKEN.finditer(text)]
        words = [text[start:end] for start, end in spans]
        folded = [word.casefold() for word in words]
        place = 0
        while place < len(words):
            entry = self._at(words, folded, place)
            if entry is None:
                place += 1
                continue
            last = place + len(entry.words) - 1
            span = Span(spans[place][0], spans[last][1])
            yield Name(entry.kind, entry.id, entry.code, span, text[span.start : span.end])
            place = last + 1

    def _at(self, words: list[str], folded: list[str], place: int) -> Entry | None:
        for entry in self._first.get(folded[place], ()):
            there = folded if entry.any_case else words
            size = len(entry.words)
            if tuple(there[place : place + size]) == entry.words:
                return entry
        return None


def gazetteer(catalogue: Catalogue | None) -> Gazetteer:
    """The tables of the package, and the products and vendors of a catalogue."""
    return Gazetteer([*_shipped(), *(_of_catalogue(catalogue) if catalogue is not None else ())])


def _shipped() -> Iterator[tuple[str, str, str, str]]:
    places, bodies, names = shipped("places"), shipped("bodies"), shipped("names")
    for kind in (LEGISLATURE, COURT, AGENCY, OFFICIAL):
        for code, spellings in bodies[kind].items():
            for each in spellings:
                yield kind, each, code, each
    for kind in (COUNTRY, ADJECTIVE, SEAT, CITY):
        for code, spellings in places[kind].items():
            for each in spellings:
                yield kind, code, code, each
    for each in bodies[POST]["words"]:
        yield POST, each, "", each
    for kind in (FIRM, ITEM, LAW, MEDIA, CHIP):
        for ident, spellings in names[kind].items():
            code = names["firm_country"].get(ident, "") if kind == FIRM else ""
            for each in spellings:
                yield kind, ident, code, each


def _of_catalogue(catalogue: Catalogue) -> Iterator[tuple[str, str, str, str]]:
    vendors: dict[str, str] = {}
    for family in catalogue.families:
        shelf = family.products[0].shelf
        kind = CHIP if shelf == "chip" else ITEM
        for each in _spellings(family.name, family.aliases, family.products[0].vendor or ""):
            yield kind, family.id, "", each
        models = {
            each
            for product in family.products
            for each in product.aliases
            if _MODEL.fullmatch(each)
        }
        for each in sorted(models):
            yield kind, family.id, "", each
        for product in family.products:
            vendors.setdefault(product.vendor or "", product.headquarters or "")
    for vendor, country in vendors.items():
        plain = re.sub(r"\s*\(.*?\)", "", vendor)
        if plain:
            yield FIRM, plain, country, plain


def _spellings(name: str, aliases: tuple[str, ...], vendor: str) -> Iterator[str]:
    """A name, its aliases, and the model number alone where it has letters and digits."""
    plain = re.sub(r"\s*[(/].*", "", name).strip()
    names = dict.fromkeys([plain, *aliases])
    for each in list(names):
        short = each.removeprefix(vendor).strip()
        short = re.sub(
            r"^(TWINSCAN|Instinct|Radeon|GeForce|Tesla|Ascend|Data Center GPU)\s+", "", short
        )
        cut = re.sub(r"^(MI\d+)[AX]$", r"\1", short)  # AMD's letter for the form is seldom said
        for form in (each, short, f"{vendor} {short}", cut):
            if len(form) >= 3 and (
                re.search(r"[A-Za-z]+[-: ]?\d|\d+[A-Za-z]", form) or form == plain
            ):
                yield form
                if form[-1].isdigit():
                    yield f"{form}s"
