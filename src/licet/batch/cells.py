"""One cell as people write it, made into one as the columns of transfers read it.

A cell that cannot be read stays as it is: the row then gets its fault from the reader, which says what was
found and what was wanted.  Nothing is guessed away.
"""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date, datetime
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, Any

from licet.batch.meaning import fact_of, fits
from licet.batch.units import SAME, conversion, unit_of
from licet.catalogue.search import knows
from licet.columns.faults import day_of as law_day
from licet.columns.layout import ITEM, ON, cell
from licet.columns.tables import cells, entries
from licet.errors import InputError
from licet.facts.values import Interval, parse_number
from licet.lists.places import code_of
from licet.record import replaced
from licet.service.declared import classes, declared_class
from licet.service.written import country_code, day_of
from licet.transfer.public_record import folded

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from licet.batch.units import Conversion
    from licet.book.book import RuleBook
    from licet.catalogue.model import Catalogue
    from licet.facts.dictionary import Fact

    Reader = Callable[[object], object]

_UNKNOWN = frozenset(("", "?", "unknown", "null", "~"))
_TRUTHS = {"y": "yes", "n": "no", "t": "yes", "f": "no", "1.0": "yes", "0.0": "no", "x": "yes", "✓": "yes"}  # fmt: skip
_COUNTRIES_TOO = ("route",)
"""Facts that are lists of countries."""
_WITH_UNIT = re.compile(r"(.*?[0-9.\])])\s*([^\W\d].*|%)", re.DOTALL)
_SHORT = 25
"""Letters up to which a number in plain digits needs no closer look."""
_MIDNIGHT = re.compile(r"(\d{4}-\d{2}-\d{2})[T ]00:00(?::00(?:\.0+)?)?")


def reader(
    column: str, unit: str, book: RuleBook, catalogue: Catalogue | None = None
) -> Reader | None:
    """What makes the cells of a column ours; None where every cell is taken as it stands."""
    if column == ON:
        return _day
    if column == ITEM:
        return None if catalogue is None else partial(_product, catalogue=catalogue)
    fact = fact_of(column, book)
    if fact is None:
        return None
    if fact.numeric:
        return partial(_number, fact=fact, by=fits(unit, fact) or SAME)
    if fact.type == "boolean":
        return _truth
    if fact.type == "country" or fact.name in _COUNTRIES_TOO:
        return partial(_countries, known=book.facts.countries)
    if fact.type == "choice":
        return partial(_choice, choices={folded(each): each for each in fact.choices})
    return _class if fact.name == "declared_class" else None


def readable(value: object, column: str, unit: str, book: RuleBook) -> bool:
    """Whether a cell can be read as the column wants it."""
    return readable_as(column, unit, book)(value)


def readable_as(
    column: str, unit: str, book: RuleBook, catalogue: Catalogue | None = None
) -> Callable[[object], bool]:
    """What tells of a cell whether it can be read as the column wants it.

    Of a product with a ``catalogue``: whether the catalogue knows it, by any of its names.
    """
    made = reader(column, unit, book)
    wants = _wanted(column, book, catalogue)
    return wants if made is None else lambda value: wants(made(value))


def _wanted(column: str, book: RuleBook, catalogue: Catalogue | None) -> Callable[[object], bool]:
    fact = fact_of(column, book)
    if column == ON:
        return lambda read: isinstance(read, date) or _is_day(str(read))
    if column == ITEM and catalogue is not None:
        return lambda read: knows(catalogue, str(read))
    if fact is None:
        return lambda _: True
    if fact.name == "declared_class":
        known = classes()
        form, unlisted = re.compile(known["form"]), known["unlisted"]
        return lambda read: not read or read == unlisted or bool(form.match(str(read)))
    if fact.name in _COUNTRIES_TOO:
        return lambda read: _all_countries(cell(read, fact), book)
    read_so = entries(book, fact) if fact.type == "listings" else cells(fact)
    return lambda read: _passes(read_so, read)


def _all_countries(codes: object, book: RuleBook) -> bool:
    return isinstance(codes, list) and all(each in book.facts.countries for each in codes)


def _passes(read: Callable[[Any], object], value: object) -> bool:
    with suppress(InputError):
        read(value)
        return True
    return False


def _is_day(text: str) -> bool:
    with suppress(InputError):
        return law_day(text) is not None
    return False


def _day(value: object) -> object:
    """A day, from a day with a time of midnight or one written in words as well."""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date) or value is None:
        return value if value is None else value.isoformat()
    text = str(value).strip()
    if found := _MIDNIGHT.fullmatch(text):
        return found[1]
    with suppress(InputError):
        day = day_of(text)
        return value if day is None else day.isoformat()
    return value


def _number(value: object, fact: Fact, by: Conversion) -> object:
    """A number or a range of them in the fact's unit; a unit in the cell itself is read too.

    >>> from licet.batch.units import Conversion
    >>> from licet.facts.dictionary import Fact
    >>> fact = Fact("speed", "number", "item", "?", "?", unit="GB/s")
    >>> thousand = Conversion(Decimal(1000))
    >>> [
    ...     _number(each, fact, thousand)
    ...     for each in (">= 1.2", "[1.2, 3.35]", "800 GB/s", 4.35, "n/a")
    ... ]
    ['>= 1200.0', '[1200.0, 3350.00]', '800', 4350.0, 'n/a']
    """
    if value is None or isinstance(value, bool):
        return value
    if not isinstance(value, str):
        return value if by.nothing else float(Decimal(str(value)) * by.times + by.plus)
    text = value.strip()
    if text.casefold() in _UNKNOWN:
        return value
    with suppress(ValueError):
        written = _written(text, by)
        return value if by.nothing else written
    found = _WITH_UNIT.fullmatch(text)
    unit = unit_of(found[2]) if found else None
    own = conversion(unit, fact.unit) if unit is not None and fact.unit else None
    if found is None or own is None:
        return value
    with suppress(ValueError):
        return _written(found[1], own)
    return value


def _written(text: str, by: Conversion) -> str:
    plain = len(text) < _SHORT and text.isascii() and text.replace(".", "", 1).isdigit()
    number = Decimal(text) if plain else parse_number(text)
    if isinstance(number, Decimal):
        return f"{number * by.times + by.plus:f}"
    if not isinstance(number, Interval):
        raise ValueError(text)  # noqa: TRY004 - as every text that is no number
    low, high = (
        None if each is None else Decimal(f"{each * by.times + by.plus:f}")
        for each in (number.low, number.high)
    )
    return str(replaced(number, low=low, high=high))


def _product(value: object, catalogue: Catalogue) -> object:
    """The id of a product by any of its names; a name of several, or of none, stays as it is."""
    if not isinstance(value, str) or not knows(catalogue, value):
        return value
    several = catalogue.resolve(value)
    return several[0].id if len(several) == 1 else value


def _truth(value: object) -> object:
    """Yes and no by their first letters; what a workbook gives for a number is read too."""
    if isinstance(value, float | int) and not isinstance(value, bool):
        value = f"{value:g}"
    if not isinstance(value, str):
        return value
    return _TRUTHS.get(value.strip().casefold(), value)


def _countries(value: object, known: Mapping[str, str]) -> object:
    """Codes for countries by name or code, also where it is one of several or a list of them.

    >>> (
    ...     _countries("Viet Nam | cn", {"VN": "Viet Nam", "CN": "China", "NO": "Norway"}),
    ...     _countries("NO", {"NO": "Norway"}),
    ... )
    ('VN | CN', 'NO')
    """
    if not isinstance(value, str) or value.strip().casefold() in _UNKNOWN:
        return value
    parts = re.split(r"(\s*[|;]\s*)", value.strip())
    if len(parts) == 1:
        return _country(parts[0], known) or value
    codes = [each if place % 2 else _country(each, known) for place, each in enumerate(parts)]
    return value if None in codes else "".join(codes)  # type: ignore[arg-type]


def _country(text: str, known: Mapping[str, str]) -> str | None:
    """A code, or the code of a name in any spelling that the readers of lists know."""
    with suppress(InputError):
        return country_code(text.strip(), known)
    return code_of(text) or None


def _choice(value: object, choices: Mapping[str, str]) -> object:
    """A choice by its words: ``Re-export`` is ``reexport``."""
    if not isinstance(value, str):
        return value
    parts = [choices.get(folded(each), each.strip()) for each in value.split("|")]
    return " | ".join(parts)


def _class(value: object) -> object:
    """A class as the lists write it; what is no class of the kind stays."""
    if not isinstance(value, str):
        return value
    found, known = declared_class(value), classes()
    fits_form = not found or found == known["unlisted"] or re.fullmatch(known["form"], found)
    return found if fits_form else value
