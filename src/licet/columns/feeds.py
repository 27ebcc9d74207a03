"""What fills the input planes of a program: tests of a column's words, comparisons of its numbers.

A feed is laid tile by tile into scratch planes, right before the tile's operations read them; what is
known as a plane already (flags, cells that are filled) is read where it lies.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from licet.columns.laying import address, beyond, number_bits, outside, spread, words_of
from licet.columns.native_rows import BITS, WORD
from licet.columns.native_tiles import STEP, STRANGE, TILE, kinds
from licet.columns.spans import EVERY, spans

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    Plane = NDArray[np.uint64]
    Floats = NDArray[np.float64]
    Limits = tuple[float, float, float, bool]
    """The least, the greatest, the least beside nought, and whether the number is a whole one."""

Input = Any
"""A plane, or the number of a scratch plane."""
_BY_WIDTH, _BY_OPERATOR = kinds()


class Feeds:
    """The feeds of one block of rows; ``odd`` is the plane of the rows with a number that was refused."""

    def __init__(self, rows: int) -> None:
        self.rows = rows
        self.words = words_of(rows)
        self.slots = 0
        self.odd = np.zeros(self.words, dtype=np.uint64)
        self._records: list[tuple[int, Any, int, int, int, int, int]] = []
        """Kind, source, what it is held to, plane of the known, its step, place laid, its step."""
        self._plain: list[Any] = []
        """The same feeds for NumPy."""
        self._kept: list[Any] = [self.odd]

    def spread(self, codes: NDArray[Any], table: NDArray[np.uint8], count: int) -> list[Input]:
        """``count`` planes, at most eight: a bit each of the byte that ``table`` has for a row's code."""
        first = self._slots(BITS)
        codes = self._keep(codes)
        kind = _BY_WIDTH[codes.dtype.itemsize]
        if codes.dtype.itemsize == 1:
            table = np.concatenate([table, np.zeros(2**BITS - len(table), dtype=np.uint8)])
        self._add(kind, codes, address(self._keep(table)), None, first)
        words = self.words  # nothing that is kept holds the feeds: a block goes when it is done
        self._plain.append((first, lambda: spread(codes, table, count, words)))
        return list(range(first, first + count))

    def compare(self, values: Floats, op: str, line: float, known: Plane | None) -> Input:
        """The plane of the rows whose number is known and stands so to a line."""
        place = self._slots(1)
        values = self._keep(values)
        self._add(_BY_OPERATOR[op], values, number_bits(line), known, place)
        words = self.words
        self._plain.append((place, lambda: [_also(beyond(values, op, line, words), known)]))
        return place

    def refuse(self, values: Floats, limits: Limits, known: Plane | None) -> None:
        """Adds to ``odd`` the rows whose number is known and out of its limits."""
        values = self._keep(values)
        told = self._keep(np.array([*limits], dtype=np.float64))
        self._add(STRANGE, values, address(told), known, None)
        words = self.words
        self._plain.append((None, lambda: [_also(outside(values, limits, words), known)]))

    def _slots(self, count: int) -> int:
        self.slots += count
        return self.slots - count

    def _keep(self, array: NDArray[Any]) -> NDArray[Any]:
        """An array that lies in one piece, kept until the feeds are done."""
        whole = np.ascontiguousarray(array)
        self._kept.append(whole)
        return whole

    def _add(
        self, kind: int, source: Any, arg: int, known: Plane | None, place: int | None
    ) -> None:
        there = (address(EVERY), 0) if known is None else (address(self._keep(known)), STEP)
        laid = (address(self.odd), STEP) if place is None else (place * STEP, 0)
        self._records.append((kind, source, arg, *there, *laid))

    def spans(self, slots: int) -> Iterator[tuple[int, int, NDArray[np.int64]]]:
        """First and last tile, and the records of the feeds for these; scratch planes start at ``slots``."""
        sources = [source for _, source, *_ in self._records]
        for first, last, places in spans(self.rows, TILE * WORD, sources):
            records = np.empty((len(self._records), 8), dtype=np.int64)
            for at, (kind, _, arg, known, step, laid, laid_step) in enumerate(self._records):
                out = laid if laid_step else slots + laid
                records[at] = kind, *places[at], arg, known, step, out, laid_step
            yield first, last, records

    def by_numpy(self, inputs: Sequence[Input]) -> list[Plane]:
        """The same without machine code: the planes of all inputs, and ``odd``."""
        laid: dict[int, Plane] = {}
        for place, made in self._plain:
            planes = made()
            if place is None:
                self.odd |= planes[0]
            else:
                laid |= dict(enumerate(planes, place))
        return [laid[each] if isinstance(each, int) else each for each in inputs]


def _also(found: Plane, known: Plane | None) -> Plane:
    return found if known is None else found & known
