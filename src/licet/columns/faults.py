"""What is wrong with a row: the first cell that cannot be read, in the order in which the builder comes to it."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from licet.columns import tables
from licet.columns.layout import ON
from licet.errors import InputError
from licet.transfer.build import read_day

if TYPE_CHECKING:
    from collections.abc import Mapping

    from licet.book.book import RuleBook
    from licet.columns.layout import Column, Layout

_TURNS = ("exporter", "jurisdiction", "assurance", "transfer", "end_use")
_FIRST = (ON, "item_kind", "declared_class")
_TOP = (
    "kind", "shipped_from", "destination", "declared_to", "route", "transshipment", "parties_complete",
)  # fmt: skip


def in_turn(layout: Layout, book: RuleBook) -> tuple[Column, ...]:
    """The columns as the builder comes to them: the day, the item, the transfer, what surrounds it, the parties."""
    places = {column: at for at, column in enumerate(layout.columns)}

    def turn(column: Column) -> tuple[int, int]:
        name = column.fact or column.name
        if column.party:
            return len(_TURNS) + 3, places[column]
        if name in _FIRST:
            return 0, _FIRST.index(name)
        if name in _TOP:
            return 2, _TOP.index(name)
        owner = book.facts[name].owner if column.fact else "item"
        return (1 if owner == "item" else 3 + _TURNS.index(owner)), places[column]

    return tuple(sorted(layout.columns, key=turn))


def reader(column: Column, book: RuleBook) -> tables.Reader:
    """How a cell of a column is read."""
    if column.name == ON:
        return day_of
    if not column.fact:
        return lambda text: text
    fact = book.facts[column.fact]
    return tables.entries(book, fact) if fact.type == "listings" else tables.cells(fact)


def day_of(cell: Any) -> date | None:
    """The day that a cell names; None where it names none.

    Of a time of day its day counts, as it is written: in the zone that stands beside it.

    >>> day_of(" 2026-01-15"), day_of("2026-01-15 23:30:00+09:00"), day_of("?")
    (datetime.date(2026, 1, 15), datetime.date(2026, 1, 15), None)
    """
    if isinstance(cell, datetime):
        return cell.date()
    if not isinstance(cell, str):
        return read_day(cell)
    text = cell.strip()
    timed = _TIMED.fullmatch(text)
    return read_day(timed[1] if timed else text)


_TIMED = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})[T ](?:[01][0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9](?:[.][0-9]+)?)?"
    r"(?: ?(?:Z|UTC|[+-][0-9]{2}(?::?[0-9]{2})?))?"
)


def wrong(column: Column, cell: Any, read: tables.Reader) -> str:
    """What is wrong with a cell, behind the name of its column; empty where it can be read."""
    try:
        read(cell)
    except InputError as error:
        return f"{column.name}: {str(error).removeprefix(f'{column.fact}: ')}"
    return ""


class Checks:
    """Finds what is wrong with rows; makes ready once for each layout how its cells are read."""

    def __init__(self, book: RuleBook) -> None:
        self._book = book
        self._ready: dict[tuple[str, ...], list[tuple[Column, tables.Reader]]] = {}

    def first(self, row: Mapping[str, Any], layout: Layout) -> str:
        """What is wrong with a row; empty where every cell can be read."""
        names = layout.known
        if names not in self._ready:
            turns = in_turn(layout, self._book)
            self._ready[names] = [(column, reader(column, self._book)) for column in turns]
        for column, read in self._ready[names]:
            cell = row.get(column.name)
            if cell is None or cell == "":
                continue
            if found := wrong(column, cell, read):
                return found
        return ""
