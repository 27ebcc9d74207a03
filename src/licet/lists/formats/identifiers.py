"""Numbers of parties as publishers write them, to ``Identifier`` values with short kinds.

What a publisher calls a number stands in ``identifiers.tsv``: the kind, then the spellings, set
apart by ``|``.  Kind ``-`` marks what publishers print among numbers and is none (a web site).
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from licet.lists.formats.words import tidy
from licet.lists.model import Identifier
from licet.lists.places import code_of

NONE = "-"


def kind_of(label: str) -> str:
    """The short kind for a publisher's label; ``-`` where it is no number, "" where it is unknown.

    >>> kind_of("Unified Social Credit Code (USCC)"), kind_of("Website"), kind_of("Moon No.")
    ('USCC', '-', '')
    """
    return _kinds().get(_bare(label), "")


def identifier(label: str, value: str, country: str = "") -> Identifier | None:
    """A number with its kind; an unknown label is kept in its own words, in lower case.

    >>> identifier("Vessel Registration Identification", "IMO 9074729")
    Identifier(kind='IMO', value='9074729', country='')
    """
    kind, bare = kind_of(label), tidy(value)
    if kind == NONE or not bare:
        return None
    country = code_of(country) if country else ""
    if found := re.fullmatch(r"(?i)(IMO|MMSI|LEI|USCC|INN|OGRN)\s*[:#]?\s*(\w+)", bare):
        return Identifier(found[1].upper(), found[2], country)
    return Identifier(kind or tidy(label).casefold().rstrip(" .#:"), bare, country)


def remarks(text: str) -> tuple[tuple[Identifier, ...], tuple[str, ...], str]:
    """What a remarks cell tells: numbers, other names, nationality; a piece may be none of these.

    Pieces are set apart by ``; `` and read ``Passport 1084010 (Egypt)``, ``USCC: 9111... (China)``,
    ``a.k.a. 'BNC'`` or ``nationality Niger``.

    >>> remarks("DOB 1984; nationality Niger; a.k.a. 'BNC'; Tax ID No. 7704730655 (Russia).")
    ((Identifier(kind='tax', value='7704730655', country='RU'),), ('BNC',), 'Niger')
    """
    numbers: list[Identifier] = []
    names: list[str] = []
    nationality = ""
    for piece in re.split(r";\s+|;$", text):
        bare = tidy(piece).removesuffix(".")
        if found := re.match(r"(?i)[afn]\.k\.a\.,?\s+['\"‘“](.+)['\"’”]$", bare):
            names.append(found[1])
        elif found := re.match(r"(?i)(?:nationality|citizen)(?: of)? (.+)$", bare):
            nationality = nationality or found[1]
        elif found := re.match(r"(?i)(?:.*\b)?IMO (\d{7})\b", bare):
            numbers.append(Identifier("IMO", found[1]))
        elif found := re.fullmatch(
            r"([^\d:]+?(?: No\.| #| Number| ID)?):? ([\w\-/.#]*\d[\w\-/.#]*)(?: \(([^()]+)\))?"
            r"(?: .*)?",
            bare,
        ):
            if (kind := kind_of(found[1])) and kind != NONE:
                numbers.append(Identifier(kind, found[2], code_of(found[3] or "")))
    return tuple(dict.fromkeys(numbers)), tuple(dict.fromkeys(names)), nationality


def labelled(text: str, country: str = "") -> Identifier | None:
    """A number that carries its label behind it in brackets, or in front with a colon.

    >>> labelled("1217800045462 (Russia, Registration Number (OGRN))")
    Identifier(kind='OGRN', value='1217800045462', country='RU')
    >>> labelled("LEI: 529900T8BM49AURSDO55")
    Identifier(kind='LEI', value='529900T8BM49AURSDO55', country='')
    >>> labelled("7721212396", "RU")
    Identifier(kind='registration', value='7721212396', country='RU')
    """
    bare = tidy(text)
    label = ""
    if found := re.fullmatch(r"(.*?\S)\s*\((.+)\)", bare):
        bare, label = found[1], found[2]
        if inner := re.fullmatch(r"(.*?),\s*(.+)", label):
            if code_of(inner[1]):
                country, label = inner[1], inner[2]
        elif code_of(label):
            country, label = label, ""
    if not label and (found := re.fullmatch(r"([^:：\d]{2,60})[:：]\s*(.+)", bare)):
        label, bare = found[1], found[2]
    return identifier(label or "registration", bare, country)


def _bare(label: str) -> str:
    return " ".join(re.sub(r"[^\w]+", " ", label.casefold()).split())


@cache
def _kinds() -> dict[str, str]:
    text = (Path(__file__).parent / "identifiers.tsv").read_text(encoding="utf-8")
    found: dict[str, str] = {}
    for line in text.splitlines():
        if line and not line.startswith("#"):
            kind, labels = line.split("\t")
            for label in (kind, *labels.split("|")):
                found[_bare(label)] = kind
    return found
