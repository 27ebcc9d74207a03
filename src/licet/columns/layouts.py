"""Layouts of frame after frame of one run: what a column says, and whether it says anything at all.

A plan is made for the columns that have something in them.  A sparse column has in one block and not in
the next, so a column that was once filled counts as filled for all later frames of the same columns, and
after a few plans all of them do: each plan takes a second, and the answers are the same by any of them.
"""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING

from licet.columns.layout import layout
from licet.record import record

if TYPE_CHECKING:
    import polars as pl

    from licet.book.book import RuleBook
    from licet.columns.layout import Layout

MOST = 3
"""Times that further columns are found filled, before all of them count as filled."""


@record
class _Kept:
    """The layout of all columns of a frame, that of those once filled, and how often it grew."""

    whole: Layout
    filled: Layout
    grown: int = 0


class Layouts:
    """Finds the layout of a frame by one book."""

    def __init__(self, book: RuleBook) -> None:
        self._book = book
        self._kept: dict[tuple[str, ...], _Kept] = {}
        self._lock = Lock()

    def of(self, frame: pl.DataFrame) -> Layout:
        """The layout of the columns of a frame that have something in them, or had in an earlier one."""
        names = tuple(frame.columns)
        with self._lock:
            kept = self._kept.get(names)
            if kept is None:
                kept = self._kept[names] = _Kept(layout(names, self._book), layout((), self._book))
            empty = frame.select(kept.whole.known).null_count().row(0) if kept.whole.known else ()
            told = {
                name
                for name, none in zip(kept.whole.known, empty, strict=True)
                if none < frame.height
            }
            if not told <= {*kept.filled.known}:
                kept = self._kept[names] = self._grown(kept, told)
            return kept.filled

    def _grown(self, kept: _Kept, told: set[str]) -> _Kept:
        if kept.grown >= MOST:
            return _Kept(kept.whole, kept.whole, kept.grown + 1)
        told |= {*kept.filled.known}
        names = (name for name in kept.whole.known if name in told)
        return _Kept(kept.whole, layout(names, self._book), kept.grown + 1)
