"""One side of two laws held against each other: a frame laid out as its engine reads it, run to bits and no further."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from licet.columns import arrow_bits
from licet.columns.classes import CLASS
from licet.columns.compiled import compiled
from licet.columns.engine import _form, _odd
from licet.columns.laying import bits_of
from licet.columns.layouts import Layouts
from licet.columns.machine import run
from licet.columns.planes import Block
from licet.record import record, replaced

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping
    from datetime import date

    import polars as pl
    from numpy.typing import NDArray

    from licet.columns.compiled import Coded, Compiled, Made
    from licet.columns.decider import Decider
    from licet.columns.known import Shape
    from licet.columns.layout import Layout
    from licet.columns.reading import Mask, Texts

    Planes = NDArray[np.uint64]


@record
class Laid:
    """A frame's columns as they are read, the rows that columns cannot say, and those that cannot be read at all."""

    rows: int
    shape: Shape
    columns: Mapping[str, Any]
    told: Mapping[str, Texts]
    odd: Mask
    faulty: Mask

    def block(self, day: date) -> Block:
        """The rows as of a day."""
        return Block(self.rows, self.columns, self.told, day)


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

    def laid(self, frame: pl.DataFrame) -> Laid:
        """A frame as the engine lays it out."""
        engine = self.engine
        found = self.told(frame)
        asked = frame.select(found.known)
        types = asked.schema
        ready = arrow_bits.of_frame(asked, types)
        forms = tuple(_form(types[each.name], each, engine.book) for each in found.columns)
        columns: dict[str, Any] = {
            each.name: engine._column(asked[each.name], types[each.name], each, form, ready.get(each.name))  # noqa: SLF001
            for each, form in zip(found.columns, forms, strict=True)
        }  # fmt: skip
        shape = engine._shape(found, forms, columns)  # noqa: SLF001
        told = {each.name: engine.texts(each) for each in found.columns}
        odd = _odd(asked, columns, shape)
        fault = engine._faults(found, columns)  # noqa: SLF001
        joined = engine._kinds.joined(found, columns)  # noqa: SLF001
        if joined is not None:
            columns[CLASS], told[CLASS] = joined, engine._classes  # noqa: SLF001
        faulty = np.zeros(frame.height, np.bool_) if fault is None else fault.is_not_null().to_numpy()  # fmt: skip
        return Laid(frame.height, shape, columns, told, odd, faulty)

    def plan(self, shape: Shape, day: date, bits: tuple[str, ...], key: Hashable) -> Compiled:
        """The law of a day for a shape of frame, with a bit for each of some provisions; kept by ``key`` and shape."""
        whole = (key, bits, shape.layout.known, shape.forms, shape.empty, shape.vague)
        if whole not in self._plans:
            terms = replaced(self.decider.terms, bits=bits)
            self._plans[whole] = compiled(terms, shape, day, None, self.engine._today)  # noqa: SLF001
        return self._plans[whole]

    def run(self, made: Made, block: Block) -> tuple[Planes, Planes]:
        """The output planes of a program over a block, and the plane of the rows with a number that was refused."""
        self.engine._today.now = block._day  # noqa: SLF001
        feeds, inputs = block.fed(made.asked)
        return run(made.program, feeds, inputs).planes, feeds.odd


def codes(column: Coded, planes: Planes, rows: int, numbers: dict[str, int]) -> NDArray[np.int64]:
    """A column of words as numbers that ``numbers`` gives to the words, from 1; nought where there is none."""
    spelled = np.zeros(rows, np.int64)
    for bit, at in enumerate(column.bits):
        spelled |= bits_of(planes[at], rows).astype(np.int64) << bit
    table = [numbers.setdefault(word, len(numbers) + 1) for word in column.words] or [0]
    return np.where(bits_of(planes[column.known], rows), np.array(table)[spelled], 0)
