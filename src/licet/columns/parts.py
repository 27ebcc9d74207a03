"""Rows that one plan serves: those of days between which nothing changes."""

from __future__ import annotations

from bisect import bisect_right
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

from licet.columns import tables
from licet.columns.faults import day_of, wrong
from licet.columns.layout import ON, Column
from licet.columns.reading import plain, texts
from licet.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray

    from licet.columns.layout import Layout
    from licet.columns.reading import WordColumn
    from licet.columns.terms import Terms

    Rows = NDArray[np.int64]


_DATED = Column(ON, "", "")


class Parts:
    """Parts frames of one book."""

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

    def of(self, frame: pl.DataFrame, layout: Layout) -> Iterator[tuple[date, Rows | None, str]]:
        """A day of the part, its rows (None for all), and what is wrong with its day."""
        days = self._days(frame, layout)
        if days is None:
            yield self.on, None, ""
        else:
            yield from days

    def days(self, frame: pl.DataFrame) -> pl.Series:
        """By the law of which day each row is decided: its own, or that of all; null where it cannot be read."""
        if ON not in frame.columns:
            return pl.Series([self.on], dtype=pl.Date).new_from_index(0, frame.height)
        column = _texts_of(frame[ON])
        found = (self._day(_DATED, text) for text in column.texts)
        days = pl.Series([None if fault else day for day, fault in found], dtype=pl.Date)
        return days.gather(pl.Series(column.codes))

    # -- days -------------------------------------------------------------------------------

    def _days(self, frame: pl.DataFrame, layout: Layout) -> list[tuple[date, Rows, str]] | None:
        """Rows by days between which neither law nor any listing named changes; None where no row has a day."""
        dated = layout.of(ON)
        if dated is None:
            return None
        column = _texts_of(frame[ON])
        edges = sorted({*self.edges, *self.listed_since(frame, layout)})
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

    def listed_since(self, frame: pl.DataFrame, layout: Layout) -> frozenset[date]:
        """Days from which listings bind that some cell names."""
        found: set[date] = set()
        for column in layout.columns:
            fact = self.book.facts[column.fact] if column.fact else None
            if fact is None or fact.type != "listings":
                continue
            read = tables.entries(self.book, fact)
            if not plain(frame[column.name].dtype, fact):
                continue
            for text in frame[column.name].unique().cast(pl.String):
                listed = _read(read, text) or ()
                found.update(each.since for each in listed if each.since is not None)
        return frozenset(found)


def _texts_of(days: pl.Series) -> WordColumn:
    """A column of days as texts; of a time of day its day, in the column's own zone."""
    return texts(days.dt.date() if isinstance(days.dtype, pl.Datetime) else days)


def _read(read: Callable[[str], Any], text: str | None) -> Any:
    """What a text says; None where it says nothing, or cannot be read (which is told elsewhere)."""
    try:
        return read(text) if text else None
    except InputError:
        return None
