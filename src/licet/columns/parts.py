"""Rows that one plan serves: of days between which nothing changes, and of one kind of item where that matters."""

from __future__ import annotations

from bisect import bisect_right
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

from licet.columns import tables
from licet.columns.faults import day_of, wrong
from licet.columns.layout import ITEM, ON
from licet.columns.reading import texts
from licet.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray

    from licet.columns.layout import Column, Layout
    from licet.columns.terms import Terms

    Rows = NDArray[np.int64]


class Parts:
    """Parts frames of one book; remembers what it read of words."""

    def __init__(self, terms: Terms, on: date) -> None:
        self.book = book = terms.book
        self.on = on
        edges = set(book.edges)
        if terms.known_on != date.max:  # then what was published by the day itself counts too
            edges |= {
                day
                for table in book.tables.values()
                for row in table.rows
                if isinstance(day := row.get("published"), date)
            }
        self.edges = sorted(edges)
        self._since: dict[tuple[str, str], frozenset[date]] = {}
        self._kinds: dict[tuple[str, str], str | None] = {}
        self._products = terms.products

    def of(
        self, frame: pl.DataFrame, layout: Layout
    ) -> Iterator[tuple[date, str | None, Rows | None, str]]:
        """A day of the part, its kind of item, its rows (None for all), and what is wrong with its day."""
        days = self._days(frame, layout)
        kinds = self._kinds_of(frame, layout)
        if days is None and kinds is None:
            yield self.on, None, None, ""
            return
        every = np.arange(frame.height)
        for day, rows, fault in days or [(self.on, every, "")]:
            if kinds is None:
                yield day, None, rows, fault
                continue
            codes, names = kinds
            for code in np.unique(codes[rows]).tolist():
                yield day, names[code], rows[codes[rows] == code], fault

    # -- days -------------------------------------------------------------------------------

    def _days(self, frame: pl.DataFrame, layout: Layout) -> list[tuple[date, Rows, str]] | None:
        """Rows by days between which neither law nor any listing named changes; None where no row has a day."""
        dated = layout.of(ON)
        if dated is None:
            return None
        column = texts(frame[ON])
        edges = sorted({*self.edges, *self._listed_since(frame, layout)})
        groups: dict[tuple[int, str], list[int]] = {}
        first: dict[tuple[int, str], date] = {}
        for number, text in enumerate(column.texts):
            day, fault = self._day(dated, text)
            key = (bisect_right(edges, day), fault)
            groups.setdefault(key, []).append(number)
            first.setdefault(key, day)
        found = []
        for key, numbers in groups.items():
            belongs = np.zeros(len(column.texts), dtype=bool)
            belongs[numbers] = True
            rows = np.flatnonzero(belongs[column.codes])
            if len(rows):
                found.append((first[key], rows, key[1]))
        return found

    def _day(self, column: Column, text: str) -> tuple[date, str]:
        fault = wrong(column, text, day_of)
        return (self.on, fault) if fault else (day_of(text) or self.on, "")

    def _listed_since(self, frame: pl.DataFrame, layout: Layout) -> frozenset[date]:
        """Days from which listings bind that some cell names."""
        found: set[date] = set()
        for column in layout.columns:
            fact = self.book.facts[column.fact] if column.fact else None
            if fact is None or fact.type != "listings":
                continue
            read = tables.entries(self.book, fact)
            for text in texts(frame[column.name]).texts:
                key = (column.name, text)
                if key not in self._since:
                    listed = _read(read, text) or ()
                    self._since[key] = frozenset(e.since for e in listed if e.since is not None)
                found |= self._since[key]
        return frozenset(found)

    # -- kinds of item ------------------------------------------------------------------------

    def _kinds_of(
        self, frame: pl.DataFrame, layout: Layout
    ) -> tuple[NDArray[Any], list[str | None]] | None:
        """The kind of item of each row, where classes are declared: the law's own entries differ by kind."""
        declared = layout.of("declared_class")
        if declared is None:
            return None
        fact = self.book.facts["item_kind"]
        stated = layout.of("item_kind")
        sources: list[tuple[str, tables.Reader]] = []
        if stated is not None:
            sources.append((stated.name, tables.cells(fact)))
        if layout.of(ITEM) is not None:
            sources.append((ITEM, tables.products(self.book, self._products, fact)))
        sources.append((declared.name, tables.given(self.book, fact)))
        known: dict[Any, int] = {None: 0}
        codes = np.zeros(frame.height, dtype=np.int64)
        settled = np.zeros(frame.height, dtype=bool)
        for name, read in sources:
            column = texts(frame[name])
            said = [self._kind((name, text), read) for text in column.texts]
            table = np.array([known.setdefault(e if isinstance(e, str) else None, len(known)) for e in said])  # fmt: skip
            says = np.array([each is not None for each in said])[column.codes] & ~settled
            codes[says] = table[column.codes][says]
            settled |= says
        return codes, list(known)

    def _kind(self, key: tuple[str, str], read: tables.Reader) -> Any:
        if key not in self._kinds:
            self._kinds[key] = _read(read, key[1])
        return self._kinds[key]


def _read(read: Callable[[str], Any], text: str) -> Any:
    """What a text says; None where it says nothing, or cannot be read (which is told elsewhere)."""
    try:
        return read(text) if text else None
    except InputError:
        return None
