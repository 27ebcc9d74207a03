"""Rows of a past batch under two laws, or two days: only those that what moved can reach are decided.

    again = Rechecking(before, after)
    found = again(frame)            # rows that change, with both answers and what moved them

A row keeps its day where it states one in a column ``on``; for the others the days of the two
questions count.
"""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from licet.columns.decider import Decider
from licet.columns.reach import Reach
from licet.columns.row import FAULT, HOLDS, LAW_HASH
from licet.record import record

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from licet.columns.moved import Move, Movement
    from licet.columns.reading import Mask
    from licet.pack.store import Library

ROW, MOVED_BY = "row", "moved_by"
THEN, NOW = "before.", "after."
"""Before the names of the answers of the two sides."""
FEW = 500
"""Rows that are decided one by one, in a second or two, before the law is made ready in columns."""
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
        self._reach = Reach(self._old, self._new, questions=False)
        self._so_far = 0
        self.names = tuple(
            name for name in self._old.schema
            if name in self._new.schema and name not in _NO_ANSWER and not name.startswith(HOLDS)
        )  # fmt: skip

    @cached_property
    def movement(self) -> Movement:
        """What moved between the days of the two questions."""
        return self._reach.movement(self.before.on, self.after.on)

    @property
    def provisions(self) -> dict[str, Move]:
        """Every provision that moved, for rows of whatever day that were met."""
        found: dict[str, Move] = {}
        for each in (self.movement, *self._reach.movements.values()):
            found = {**each.provisions, **found}
        return found

    def __call__(self, frame: pl.DataFrame, told: pl.DataFrame | None = None) -> Found:
        """The rows of ``frame`` that change.

        ``told`` are the answers that were given by the first question, where they are at hand: under the
        names of ``licet.columns.schema``, in whatever types.  They are not computed then.
        """
        reached, by = self._reach(frame)
        places = np.arange(frame.height) if self.everything else np.flatnonzero(reached)
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


def _each(by: Mapping[str, Mask], rows: list[int]) -> Iterator[list[str]]:
    """The names that reach each of the rows."""
    for row in rows:
        yield [name for name, bits in by.items() if bits[row]]
