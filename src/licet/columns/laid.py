"""One side of two laws held against each other: a frame laid out as its engine reads it, run to bits and no further."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from licet.columns.compiled import compiled
from licet.columns.engine import odd_rows
from licet.columns.laying import bits_of
from licet.columns.layouts import Layouts
from licet.record import record, replaced

if TYPE_CHECKING:
    from collections.abc import Hashable
    from datetime import date

    import polars as pl
    from numpy.typing import NDArray

    from licet.columns.compiled import Coded, Compiled, Made
    from licet.columns.decider import Decider
    from licet.columns.engine import Laid
    from licet.columns.known import Shape
    from licet.columns.layout import Layout
    from licet.columns.planes import Block
    from licet.columns.reading import Mask

    Planes = NDArray[np.uint64]


@record
class Rows:
    """A frame as it is read, the rows that columns cannot say, and those that cannot be read at all."""

    laid: Laid
    odd: Mask
    faulty: Mask


class Side:
    """The law of a decider; columns are read as ``reader`` reads them, whose book is the same."""

    def __init__(self, reader: Decider, decider: Decider | None = None) -> None:
        self.decider = decider or reader
        self.engine = reader._engine  # noqa: SLF001 - it runs the same plans, without putting answers together
        self._layouts = Layouts(self.engine.book)
        self._plans: dict[Hashable, Compiled] = {}

    def told(self, frame: pl.DataFrame) -> Layout:
        """The layout of the columns that have anything in them."""
        return self._layouts.of(frame)

    def laid(self, frame: pl.DataFrame) -> Rows:
        """A frame as the engine lays it out."""
        found = self.told(frame)
        asked = frame.select(found.known)
        laid = self.engine.laid(asked, found)
        fault = self.engine.faults(found, laid.columns)
        faulty = np.zeros(frame.height, np.bool_) if fault is None else fault.is_not_null().to_numpy()  # fmt: skip
        return Rows(laid, odd_rows(asked, laid), faulty)

    def plan(self, shape: Shape, day: date, bits: tuple[str, ...], key: Hashable) -> Compiled:
        """The law of a day for a shape of frame, with a bit for each of some provisions; kept by ``key`` and shape."""
        whole = (key, bits, shape.layout.known, shape.forms, shape.empty, shape.vague)
        if whole not in self._plans:
            terms = replaced(self.decider.terms, bits=bits)
            self._plans[whole] = compiled(terms, shape, day, None, self.engine.today)
        return self._plans[whole]

    def run(self, made: Made, block: Block) -> tuple[Planes, Planes]:
        """The output planes of a program over a block, and the plane of the rows with a number that was refused."""
        ran, refused = self.engine.ran(made, block)
        return ran.planes, refused


def codes(column: Coded, planes: Planes, rows: int, numbers: dict[str, int]) -> NDArray[np.int64]:
    """A column of words as numbers that ``numbers`` gives to the words, from 1; nought where there is none."""
    spelled = np.zeros(rows, np.int64)
    for bit, at in enumerate(column.bits):
        spelled |= bits_of(planes[at], rows).astype(np.int64) << bit
    table = [numbers.setdefault(word, len(numbers) + 1) for word in column.words] or [0]
    return np.where(bits_of(planes[column.known], rows), np.array(table)[spelled], 0)
