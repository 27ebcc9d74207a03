"""Output planes as columns of a frame: words by their numbers, truths with their own bits."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl
import pyarrow as pa

from licet.columns.compiled import Coded, Several, Truth
from licet.columns.laying import bits_of, code_type
from licet.columns.native_rows import BITS
from licet.columns.singly import with_bits

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from licet.columns.compiled import Made
    from licet.columns.machine import Ran
    from licet.columns.reading import Mask, WordColumn
    from licet.columns.singly import Singly

    Planes = NDArray[np.uint64]
    Flags = NDArray[Any]
    Codes = NDArray[Any]


class Answers:
    """The answer columns of one block of rows.

    ``void`` are rows that have no answer here (None where all have): their cells are empty.  ``numbers``
    are those that the types of columns give to words; ``singly`` holds what was decided row by row.
    """

    def __init__(
        self, made: Made, ran: Ran, *, schema: Mapping[str, pl.DataType],
        numbers: Mapping[str, Mapping[str, int]], void: Mask | None, singly: Singly, rows: int,
    ) -> None:  # fmt: skip
        self.planes = ran.planes
        self.codes = dict(zip(made.spelled, ran.codes, strict=True))
        self._fixed = {at for at, holds in made.program.fixed if holds}
        self.rows = rows
        self.schema = schema
        self._numbers = numbers
        self._singly = singly
        self._valid = None if void is None else np.packbits(~void, bitorder="little")

    def truths(self, columns: Sequence[Truth]) -> pl.DataFrame:
        """The columns of truths, which are the planes themselves but for the rows that were decided singly."""
        said = self._differing(columns)
        where = self._singly.where
        arrays = []
        for at, column in enumerate(columns):
            known, true = self.bitmap(column.known), self.bitmap(column.true)
            if at in said:
                holds, is_known = said[at]
                known, true = with_bits(known, where, is_known), with_bits(true, where, holds)
            buffers = [pa.py_buffer(known), pa.py_buffer(true)]
            arrays.append(pa.Array.from_buffers(pa.bool_(), self.rows, buffers))
        batch = pa.RecordBatch.from_arrays(arrays, names=[each.name for each in columns])
        return pl.DataFrame(pl.from_arrow(batch, rechunk=False))

    def _differing(self, columns: Sequence[Truth]) -> dict[int, tuple[Flags, Flags]]:
        """What rows that were decided singly say in the columns where some differ from what the planes say."""
        where = self._singly.where
        if not len(where):
            return {}
        bits = self.planes.view(np.uint8)[:, where >> 3] >> (where & 7).astype(np.uint8) & 1
        if self._valid is not None:
            bits &= self._valid[where >> 3] >> (where & 7).astype(np.uint8) & 1
        true, known = self._singly.truths()
        wrong = (bits[[e.true for e in columns]] != true) | (
            bits[[e.known for e in columns]] != known
        )
        return {int(at): (true[at], known[at]) for at in np.flatnonzero(wrong.any(axis=1))}

    def words(self, column: Coded | Several) -> pl.Series:
        """A column of words."""
        match column:
            case Several(name, words, _):
                return self._several(name, words)
            case Coded(name, words, known, _):
                return self.series(name, self.codes[name], words, self._there(known))

    def _there(self, known: int) -> NDArray[np.uint8] | None:
        """A plane as a bitmap of the rows with an answer; None where that is all of them."""
        if known in self._fixed and self._valid is None:
            return None
        return self.bitmap(known)

    def classes(self, column: Coded, declared: WordColumn | None, theirs: int) -> pl.Series:
        """The settled entry; in the rows of the plane ``theirs`` the class that the row declares."""
        valid, codes, texts = self.bitmap(column.known), self.codes[column.name], column.words
        if declared is not None:
            texts = (*texts, *(text.strip() for text in declared.texts))
            own = declared.codes.astype(np.uint32) + len(column.words)
            codes = np.where(bits_of(self.planes[theirs], self.rows), own, codes.astype(np.uint32))
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
        answered = self._singly.answered(self._valid, self.rows)
        if answered is None:
            return every
        return pl.select(pl.when(pl.Series(answered)).then(every).alias(one.name)).to_series()

    def series(
        self, name: str, codes: Codes, words: tuple[str, ...], valid: NDArray[np.uint8] | None
    ) -> pl.Series:
        """Codes into words, as the type that the schema gives the column."""
        dtype = self.schema[name]
        own = self._numbers.get(name)
        codes, words, valid = self._singly.into(name, codes, words, valid, own)
        if isinstance(dtype, pl.Enum):
            kind = code_type((len(dtype.categories) - 1).bit_length())
            numbers = self._nullable(codes.astype(kind, copy=False), valid)
            return pl.Series(name, numbers).cat.to(dtype)
        distinct = pl.Series(name, words or ("",), dtype=pl.String).cast(dtype)
        return distinct.gather(pl.Series(name, self._nullable(codes, valid)).cast(pl.UInt32))

    def _nullable(self, codes: Codes, valid: NDArray[np.uint8] | None) -> pa.Array:
        bitmap = None if valid is None else pa.py_buffer(valid)
        kind = pa.from_numpy_dtype(codes.dtype)
        return pa.Array.from_buffers(kind, self.rows, [bitmap, pa.py_buffer(codes)])

    def _several(self, name: str, words: tuple[str, ...]) -> pl.Series:
        """Words that stand together, parted by commas, in the order of the law."""
        numbers = self.codes[name]
        if name in self._numbers:
            return self.series(name, numbers, (), self._valid)
        used: Any = range(1 << len(words))
        codes = numbers
        if len(words) > BITS:
            used, codes = np.unique(numbers, return_inverse=True)
        texts = tuple(
            ",".join(word for bit, word in enumerate(words) if int(number) >> bit & 1)
            for number in used
        )
        return self.series(name, codes, texts, self._valid)
