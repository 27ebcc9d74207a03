"""Output planes as columns of a frame: words by their numbers, truths with their own bits."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl
import pyarrow as pa

from licet.columns.compiled import Coded, Several, Truth
from licet.columns.reading import mask

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from licet.columns.reading import Mask, WordColumn

    Planes = NDArray[np.uint64]
    Flags = NDArray[Any]
    Singly = tuple[NDArray[Any], Sequence[Mapping[str, Any]]]
    """Rows that were decided one by one, by number, and what was found for each."""
    Codes = NDArray[Any]


class Answers:
    """The answer columns of one block of rows.

    ``void`` are rows that have no answer here (None where all have): their cells are empty.  ``tables``
    keeps the numbers of words from block to block.
    """

    def __init__(
        self, planes: Planes, rows: int, schema: Mapping[str, pl.DataType], void: Mask | None,
        tables: dict[Any, Codes],
    ) -> None:  # fmt: skip
        self.planes = planes
        self._tables = tables
        self.rows = rows
        self.schema = schema
        self._valid = None if void is None else np.packbits(~void, bitorder="little")

    def truths(self, columns: Sequence[Truth], singly: Singly) -> pl.DataFrame:
        """The columns of truths, which are the planes themselves but for the rows that were decided singly."""
        where, found = singly
        said = [self._said(column.name, found) for column in columns] if len(where) else []
        differ = self._differing(columns, where, said)
        arrays = []
        for at, column in enumerate(columns):
            known, true = self.bitmap(column.known), self.bitmap(column.true)
            if at in differ:
                known, true = _with(known, where, said[at][1]), _with(true, where, said[at][0])
            buffers = [pa.py_buffer(known), pa.py_buffer(true)]
            arrays.append(pa.Array.from_buffers(pa.bool_(), self.rows, buffers))
        batch = pa.RecordBatch.from_arrays(arrays, names=[each.name for each in columns])
        return pl.DataFrame(pl.from_arrow(batch, rechunk=False))

    def _said(self, name: str, found: Sequence[Mapping[str, Any]]) -> tuple[Flags, Flags]:
        """Where a truth holds, and where it is known, of rows that were decided singly."""
        cells = [row[name] for row in found]
        return np.array([e is True for e in cells]), np.array([e is not None for e in cells])

    def _differing(
        self, columns: Sequence[Truth], where: Flags, said: Sequence[tuple[Flags, Flags]]
    ) -> set[int]:
        """The columns in which some row that was decided singly differs from what its planes say."""
        if not len(where):
            return set()
        bits = self.planes.view(np.uint8)[:, where >> 3] >> (where & 7).astype(np.uint8) & 1
        if self._valid is not None:
            bits &= self._valid[where >> 3] >> (where & 7).astype(np.uint8) & 1
        return {
            at
            for at, (column, (true, known)) in enumerate(zip(columns, said, strict=True))
            if (bits[column.true] != true).any() or (bits[column.known] != known).any()
        }

    def words(self, column: Coded | Several) -> pl.Series:
        """A column of words."""
        match column:
            case Several(name, words, planes):
                return self._several(name, words, planes)
            case Coded(name, words, known, bits):
                return self.series(name, self.codes(bits), words, self.bitmap(known))

    def classes(self, column: Coded, declared: WordColumn | None, theirs: int) -> pl.Series:
        """The settled entry; in the rows of the plane ``theirs`` the class that the row declares."""
        valid, codes, texts = self.bitmap(column.known), self.codes(column.bits), column.words
        if declared is not None:
            texts = (*texts, *(text.strip() for text in declared.texts))
            own = declared.codes.astype(np.uint32) + len(column.words)
            codes = np.where(mask(self.planes[theirs], self.rows), own, codes.astype(np.uint32))
            valid = valid | self.bitmap(theirs)
        return self.series(column.name, codes, texts, valid)

    def bitmap(self, at: int) -> NDArray[np.uint8]:
        """A plane as the bytes of a bitmap, without the rows that have no answer."""
        return self.within(self.planes[at].view(np.uint8)[: -(-self.rows // 8)])

    def within(self, bitmap: NDArray[np.uint8]) -> NDArray[np.uint8]:
        """A bitmap without the rows that have no answer."""
        return bitmap if self._valid is None else bitmap & self._valid

    def sealed(self, one: pl.Series) -> pl.Series:
        """A series of one value, as often as there are answers."""
        every = one.new_from_index(0, self.rows)
        if self._valid is None:
            return every
        answered = np.unpackbits(self._valid, count=self.rows, bitorder="little").astype(bool)
        return pl.select(pl.when(pl.Series(answered)).then(every).alias(one.name)).to_series()

    def codes(self, bits: tuple[int, ...]) -> Codes:
        """Numbers spelled by planes, one bit each."""
        kind: Any = np.uint8 if len(bits) <= 8 else (np.uint16 if len(bits) <= 16 else np.uint32)  # noqa: PLR2004 - bits of a byte
        found: Codes = np.zeros(self.rows, dtype=kind)
        for bit, at in enumerate(bits):
            spelled = mask(self.planes[at], self.rows).view(np.uint8)
            found |= spelled if not bit else spelled.astype(kind) << bit
        return found

    def series(
        self, name: str, codes: Codes, words: tuple[str, ...], valid: NDArray[np.uint8] | None
    ) -> pl.Series:
        """Codes into words, as the type that the schema gives the column."""
        dtype = self.schema[name]
        if isinstance(dtype, pl.Enum):
            numbers = pl.Series(name, self._nullable(self._table(name, words)[codes], valid))
            return numbers.cat.to(dtype)
        distinct = pl.Series(name, words or ("",), dtype=pl.String).cast(dtype)
        numbers = pl.Series(name, self._nullable(codes, valid))
        return distinct.gather(numbers.cast(pl.UInt32))

    def _table(self, name: str, words: tuple[str, ...]) -> Codes:
        """The numbers that the column's type gives to words, in their order."""
        found = self._tables.get((name, words))
        if found is None:
            known = {word: at for at, word in enumerate(self.schema[name].categories.to_list())}  # type: ignore[attr-defined]
            size = np.uint8 if len(known) < 256 else np.uint16  # noqa: PLR2004 - what a byte holds
            found = np.array([known[word] for word in words] or [0]).astype(size)
            self._tables[name, words] = found
        return found

    def _nullable(self, codes: Codes, valid: NDArray[np.uint8] | None) -> pa.Array:
        bitmap = None if valid is None else pa.py_buffer(valid)
        kind = pa.from_numpy_dtype(codes.dtype)
        return pa.Array.from_buffers(kind, self.rows, [bitmap, pa.py_buffer(codes)])

    def _several(self, name: str, words: tuple[str, ...], planes: tuple[int, ...]) -> pl.Series:
        """Words that stand together, parted by commas, in the order of the law."""
        numbers = self.codes(planes)
        used: Any = range(1 << len(words))
        codes = numbers
        if len(words) > _FEW:
            used, codes = np.unique(numbers, return_inverse=True)
        texts = tuple(
            ",".join(word for bit, word in enumerate(words) if int(number) >> bit & 1)
            for number in used
        )
        return self.series(name, codes, texts, self._valid)


def _with(bitmap: NDArray[np.uint8], where: NDArray[Any], said: NDArray[Any]) -> NDArray[np.uint8]:
    """A bitmap with the bits of some rows as they are said."""
    found = bitmap.copy()
    bits = (1 << (where & 7)).astype(np.uint8)
    np.bitwise_and.at(found, where >> 3, ~bits)
    np.bitwise_or.at(found, where >> 3, bits * said.astype(np.uint8))
    return found


_FEW = 8
"""Words of which every union is written out beforehand; of more only those that occur."""
