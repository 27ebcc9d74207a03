"""What tables of law and the catalogue say of a word in a column, as readers ``text -> value or None``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from licet.book.registers import is_silent, value_of
from licet.columns.layout import UNTOLD, cell
from licet.decide.situation import standing
from licet.errors import InputError
from licet.transfer.build import Builder
from licet.transfer.derive import deriver_of
from licet.transfer.public_record import letters_to, of_name, of_product

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from licet.book.book import RuleBook
    from licet.columns.terms import Products, Today
    from licet.facts.dictionary import Fact

    Reader = Callable[[str], Any]

_LISTED = "listed"
REMEMBERED = 200_000
"""Texts of a column that are remembered."""


def cells(fact: Fact) -> Reader:
    """A cell's own text as a value of the fact."""
    return lambda text: fact.read(cell(text, fact))


def entries(book: RuleBook, fact: Fact) -> Reader:
    """A cell's listings, as they stand; whoever asks of a book, a text is read once for all."""
    kept: Any = book.plans.get(("entries", fact.name))
    if kept is None:
        kept = book.plans[("entries", fact.name)] = _once(_entries(book, fact))
    reader: Reader = kept
    return reader


def _entries(book: RuleBook, fact: Fact) -> Reader:
    builder = Builder(book)

    def read(text: Any) -> Any:
        raw = cell(text, fact)
        told = not isinstance(raw, str) or raw.lower() not in UNTOLD
        return builder.listings(raw) if told else None

    return read


def _once(read: Reader) -> Reader:
    """A reader that remembers what texts come to, and what is wrong with them."""
    seen: dict[str, tuple[Any, str]] = {}

    def remembered(text: Any) -> Any:
        if not isinstance(text, str):
            return read(text)
        found = seen.get(text)
        if found is None:
            try:
                found = read(text), ""
            except InputError as error:
                found = None, str(error)
            if len(seen) >= REMEMBERED:
                seen.clear()
            seen[text] = found
        if found[1]:
            raise InputError(found[1])
        return found[0]

    return remembered


def listings(book: RuleBook, fact: Fact, today: Today, *, due_care: bool) -> Reader:
    """A cell's listings, as far as they bind on the day of the rows at hand."""
    read = entries(book, fact)

    def bound(text: str) -> Any:
        found = read(text)
        return None if found is None else tuple(standing(found, due_care, today.now))

    return bound


def products(book: RuleBook, known: Products, fact: Fact) -> Reader:
    """What the catalogue says of a product by its id, less what its own figures make meaningless."""
    kept: Any = book.plans.setdefault(("products", id(known)), {})

    def read(product: str) -> Any:
        figures = known.get(product)
        if (
            not figures
        ):  # nothing is kept of names that the catalogue has not: there is no end of them
            return None
        if product not in kept:
            kept[product] = _product(book, figures)
        return kept[product].get(fact.name)

    return read


def _product(book: RuleBook, figures: Mapping[str, object]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, raw in figures.items():
        fact = book.facts.get(name)
        value = None if fact is None else fact.read(raw)
        if fact is not None and value is not None:
            found[fact.name] = value
    deriver_of(book).set_aside(dict(found), found)
    return found


def product_record(
    book: RuleBook, known: Products, fact: Fact, day: date, known_on: date
) -> Reader:
    """What tables in force say of a product that the catalogue has."""
    return lambda text: of_product(book, text, day, known_on).get(fact.name) if known.get(text) else None  # fmt: skip


def register(book: RuleBook, fact: Fact) -> Reader:
    """What the control list's row of a declared class sets."""

    def read(label: str) -> Any:
        found = book.registers.find(label.strip())
        if found is None or not fact.name.startswith(found[0].sets) or is_silent(*found[1:]):
            return None
        of, row, paragraph = found
        mark = fact.name.removeprefix(of.sets)
        return True if mark == _LISTED else value_of(row, mark, paragraph, numeric=fact.numeric)

    return read


def given(book: RuleBook, fact: Fact) -> Reader:
    """What the control list's row of a declared class gives where nobody says otherwise."""

    def read(label: str) -> Any:
        found = book.registers.find(label.strip())
        return None if found is None else fact.read(found[1].get("gives", {}).get(fact.name))

    return read


def set_by_registers(book: RuleBook) -> tuple[list[Fact], list[Fact]]:
    """Facts that some register sets, and facts that some row gives."""
    kept: Any = book.plans.get("set_by_registers")
    if kept is None:
        marks = tuple({each.sets for each in book.registers.all})
        sets = [fact for fact in book.facts if marks and fact.name.startswith(marks)]
        gives = sorted({n for _, row in book.registers.entries.values() for n in row.get("gives", {})})  # fmt: skip
        kept = book.plans["set_by_registers"] = (sets, [book.facts[name] for name in gives])
    return kept  # type: ignore[no-any-return]


def letters(book: RuleBook, day: date, known_on: date) -> Reader:
    """Letters on the public record to an exporter of a name."""
    return lambda name: letters_to(book, name.strip(), day, known_on) or None


def record_of(book: RuleBook, fact: Fact, day: date, known_on: date) -> Reader:
    """What the public record says of a party of a name."""

    def read(name: str) -> Any:
        found = [row.get("value", True) for n, row in of_name(book, day, known_on, name) if n == fact.name]  # fmt: skip
        return found[-1] if found else None

    return read
