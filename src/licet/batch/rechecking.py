"""Rows of a past batch under two laws, or two days: only those that what moved can reach are decided.

    again = Rechecking(before, after)
    found = again(frame)            # rows that change, with both answers and what moved them

A row keeps its day where it states one in a column ``on``; for the others the days of the two
questions count.
"""

from __future__ import annotations

from bisect import bisect_right
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

from licet.columns.decider import Decider
from licet.columns.faults import day_of
from licet.columns.layout import ON
from licet.columns.moved import moved
from licet.columns.reach import Reach
from licet.columns.row import FAULT, HOLDS, LAW_HASH
from licet.errors import InputError
from licet.record import record

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from licet.columns.cells import Bits
    from licet.columns.moved import Move, Movement
    from licet.pack.store import Library

ROW, MOVED_BY = "row", "moved_by"
THEN, NOW = "before.", "after."
"""Before the names of the answers of the two sides."""
FEW = 5_000
"""Rows that are decided one by one, in some seconds, before the law is made ready in columns."""
_NO_ANSWER = (FAULT, LAW_HASH, "next_question")
"""Columns that are no part of an answer: what to ask next may be another question for the same answer."""


@record
class Question:
    """A law, the day of rows that state none, what was known, and the laws asked (empty: all)."""

    library: Library
    on: date
    known_on: date | None = None
    laws: tuple[str, ...] = ()

    def decider(self) -> Decider:
        """What decides by it."""
        return Decider(
            self.library.law, self.library.products, on=self.on, known_on=self.known_on,
            sovereigns=self.laws or None,
        )  # fmt: skip


@record
class Found:
    """Of some rows: how many there are, how many were decided again, and those that change.

    ``changed`` has their places among the rows (``row``, from 0), the two answers (``before.status``,
    ``after.status``, ...) and the ids of what moved them (``moved_by``, with commas).
    """

    rows: int
    reached: int
    changed: pl.DataFrame


class Rechecking:
    """Two questions, ready for frame after frame.  ``everything`` has all rows decided again."""

    def __init__(self, before: Question, after: Question, *, everything: bool = False) -> None:
        self.before, self.after, self.everything = before, after, everything
        self._old, self._new = before.decider(), after.decider()
        self._movements: dict[Any, Movement] = {}
        self._so_far = 0
        same = before.library.header["catalogue"] == after.library.header["catalogue"]
        products = after.library.products
        self._products = (products if same else before.library.products, products)
        self.names = tuple(
            name for name in self._old.schema
            if name in self._new.schema and name not in _NO_ANSWER and not name.startswith(HOLDS)
        )  # fmt: skip

    @cached_property
    def movement(self) -> Movement:
        """What moved between the days of the two questions."""
        return self._movement(self.before.on, self.after.on)

    @property
    def provisions(self) -> dict[str, Move]:
        """Every provision that moved, for rows of whatever day that were met."""
        found: dict[str, Move] = {}
        for each in (self.movement, *self._movements.values()):
            found = {**each.provisions, **found}
        return found

    def __call__(self, frame: pl.DataFrame, told: pl.DataFrame | None = None) -> Found:
        """The rows of ``frame`` that change.

        ``told`` are the answers that were given by the first question, where they are at hand: under the
        names of ``licet.columns.schema``, in whatever types.  They are not computed then.
        """
        reached, by = self._reached(frame)
        places = np.flatnonzero(reached)
        some = frame[places]
        now = _plain(self._decided(self._new, some), self.names)
        then = _plain(self._decided(self._old, some) if told is None else told[places], self.names)
        differ = pl.select(
            pl.any_horizontal(then[name] != now[name] for name in then.columns)
        ).to_series()
        changed = pl.DataFrame({ROW: places.astype(np.int64)}).hstack(
            [*(then[name].alias(f"{THEN}{name}") for name in then.columns), *(now[name].alias(f"{NOW}{name}") for name in now.columns)]
        )  # fmt: skip
        changed = changed.filter(differ) if changed.height else changed
        why = [",".join(each) for each in _each(by, changed[ROW].to_list())]
        changed = changed.with_columns(pl.Series(MOVED_BY, why, pl.String))
        return Found(frame.height, len(places), changed)

    def _decided(self, decider: Decider, rows: pl.DataFrame) -> pl.DataFrame:
        """The answers to rows: one by one while they are few, since a law in columns takes a while to make."""
        self._so_far += rows.height
        return decider(rows) if self._so_far > FEW else decider.slowly(rows)

    # -- which rows ------------------------------------------------------------------------

    def _reached(self, frame: pl.DataFrame) -> tuple[Bits, dict[str, Bits]]:
        """The rows that may have changed, and those that each provision can reach."""
        reached = np.zeros(frame.height, np.bool_)
        by: dict[str, Bits] = {}
        for rows, days in self._by_day(frame):
            movement = self._movement(*days)
            if self.everything:
                reached[rows] = True
            if movement.nothing and days[0] == days[1] and self._products[0] is self._products[1]:
                continue
            found, names = Reach(frame if len(rows) == frame.height else frame[rows], movement, self._products).rows()  # fmt: skip
            reached[rows] |= found
            for name, bits in names.items():
                by.setdefault(name, np.zeros(frame.height, np.bool_))[rows] |= bits
        return reached, by

    def _by_day(self, frame: pl.DataFrame) -> Iterator[tuple[Any, tuple[date, date]]]:
        """Rows by the days that they are asked on, those of one span of constant law together."""
        if ON not in frame.columns:
            yield np.arange(frame.height), (self.before.on, self.after.on)
            return
        days = frame[ON].unique()
        spans: dict[Any, tuple[tuple[date, date], list[Any]]] = {}
        for raw in days:
            try:
                day = day_of(raw)
            except InputError:  # a row that has no answer on either side
                continue
            asked = (day, day) if day else (self.before.on, self.after.on)
            key = bisect_right(self._cuts, day) if day else None
            spans.setdefault(key, (asked, []))[1].append(raw)
        for asked, cells in spans.values():
            mine = frame[ON].is_in(pl.Series(cells, dtype=frame.schema[ON]), nulls_equal=True)
            yield np.flatnonzero(mine.to_numpy()), asked

    def _movement(self, day: date, then: date) -> Movement:
        key = (day, then) if day != then else (bisect_right(self._cuts, day),)
        if key not in self._movements:
            one, other = self.before, self.after
            self._movements[key] = moved(
                one.library.law.book, day, one.known_on or date.max,
                other.library.law.book, then, other.known_on or date.max, laws=one.laws,
            )  # fmt: skip
        return self._movements[key]

    @cached_property
    def _cuts(self) -> list[date]:
        """Days on which either law changes, or a row of a table of it became known."""
        days: set[date] = set()
        for each in (self.before, self.after):
            book = each.library.law.book
            days |= {*book.edges, *book.publications}
            for table in book.tables.values():
                told = (row.get("published") for row in table.rows)
                days |= {day for day in told if isinstance(day, date)}
        return sorted(days)


def _plain(answers: pl.DataFrame, names: tuple[str, ...]) -> pl.DataFrame:
    """Answers as text, so that a table read from a file can be held against one just made.

    A row with a fault has none; that it has none is its answer.
    """
    there = [name for name in names if name in answers.columns]
    texts = [_text(answers[name]) for name in there]
    if FAULT in answers.columns:
        fault = _text(answers[FAULT]) != ""
        texts.append(pl.Series("fault", np.where(fault.to_numpy(), "yes", ""), pl.String))
    return pl.DataFrame(texts)


def _text(cells: pl.Series) -> pl.Series:
    text = cells.cast(pl.String).fill_null("")
    if cells.dtype == pl.Boolean:
        return text
    return text.replace({"True": "true", "False": "false", "yes": "true", "no": "false"})


def _each(by: Mapping[str, Bits], rows: list[int]) -> Iterator[list[str]]:
    """The names that reach each of the rows."""
    for row in rows:
        yield [name for name, bits in by.items() if bits[row]]
