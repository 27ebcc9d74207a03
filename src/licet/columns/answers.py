"""Output planes as columns of a frame: words by their numbers, truths with their own bits."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl
import pyarrow as pa

from licet.columns.compiled import Coded, Several, Truth
from licet.columns.reading import mask

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from licet.columns.compiled import Compiled
    from licet.columns.reading import Mask, WordColumn

    Planes = NDArray[np.uint64]
    Codes = NDArray[Any]


class Answers:
    """The answer columns of one block of rows.

    ``void`` are rows that have no answer here (None where all have): their cells are empty.
    """

    def __init__(
        self, compiled: Compiled, planes: Planes, rows: int, schema: Mapping[str, pl.DataType],
        declared: WordColumn | None, void: Mask | None,
    ) -> None:  # fmt: skip
        self.compiled = compiled
        self.planes = planes
        self.rows = rows
        self.schema = schema
        self.declared = declared
        self._valid = None if void is None else np.packbits(~void, bitorder="little")

    def columns(self) -> dict[str, pl.Series]:
        """A series for each column of the program."""
        found = {}
        for column in self.compiled.columns:
            match column:
                case Truth(name, start):
                    found[name] = self._truth(name, start)
                case Several(name, words, start):
                    found[name] = self._several(name, words, start)
                case Coded("classification", words, start, bits):
                    found["classification"] = self._classes(words, start, bits)
                case Coded(name, words, start, bits):
                    codes = self._codes(start + 1, bits)
                    found[name] = self._series(name, codes, words, self._bytes(start))
        return found

    def _bytes(self, at: int) -> NDArray[np.uint8]:
        """A plane as the bytes of a bitmap, without the rows that have no answer."""
        data = self.planes[at].view(np.uint8)[: -(-self.rows // 8)]
        return data if self._valid is None else data & self._valid

    def _codes(self, start: int, bits: int) -> Codes:
        """Numbers spelled by planes, one bit each."""
        kind = np.uint8 if bits <= 8 else (np.uint16 if bits <= 16 else np.uint32)  # noqa: PLR2004 - bits of a byte
        found = np.zeros(self.rows, dtype=kind)
        for bit in range(bits):
            spelled = mask(self.planes[start + bit], self.rows).view(np.uint8)
            found |= spelled if not bit else spelled.astype(kind) << bit
        return found

    def _truth(self, name: str, start: int) -> pl.Series:
        valid = pa.py_buffer(np.ascontiguousarray(self._bytes(start + 1)))
        data = pa.py_buffer(np.ascontiguousarray(self._bytes(start)))
        made = pa.Array.from_buffers(pa.bool_(), self.rows, [valid, data])
        return pl.Series(name, made)

    def _series(
        self, name: str, codes: Codes, words: tuple[str, ...], valid: NDArray[np.uint8] | None
    ) -> pl.Series:
        """Codes into words, as the type that the schema gives the column."""
        dtype = self.schema[name]
        if isinstance(dtype, pl.Enum):
            known = {word: at for at, word in enumerate(dtype.categories.to_list())}
            table = np.array([known[word] for word in words] or [0])
            size = np.uint8 if len(known) < 256 else np.uint16  # noqa: PLR2004 - what a byte holds
            numbers = pl.Series(name, self._nullable(table.astype(size)[codes], valid))
            return numbers.cat.to(dtype)
        distinct = pl.Series(name, words or ("",), dtype=pl.String).cast(dtype)
        numbers = pl.Series(name, self._nullable(codes, valid))
        return distinct.gather(numbers.cast(pl.UInt32))

    def _nullable(self, codes: Codes, valid: NDArray[np.uint8] | None) -> pa.Array:
        bitmap = None if valid is None else pa.py_buffer(np.ascontiguousarray(valid))
        kind = pa.from_numpy_dtype(codes.dtype)
        return pa.Array.from_buffers(kind, self.rows, [bitmap, pa.py_buffer(codes)])

    def _several(self, name: str, words: tuple[str, ...], start: int) -> pl.Series:
        """Words that stand together, parted by commas, in the order of the law."""
        numbers = self._codes(start, len(words))
        used, codes = np.unique(numbers, return_inverse=True) if len(words) > _FEW else (np.arange(1 << len(words)), numbers)  # fmt: skip
        texts = tuple(
            ",".join(word for bit, word in enumerate(words) if int(number) >> bit & 1)
            for number in used
        )
        return self._series(name, codes, texts, self._valid)

    def _classes(self, words: tuple[str, ...], start: int, bits: int) -> pl.Series:
        """The settled entry; where the row's own class is the answer, that."""
        valid = self._bytes(start)
        codes = self._codes(start + 1, bits).astype(np.uint32)
        texts = words
        if self.compiled.declared is not None and self.declared is not None:
            stated = self._bytes(self.compiled.declared)
            texts = (*words, *(text.strip() for text in self.declared.texts))
            theirs = self.declared.codes.astype(np.uint32) + len(words)
            codes = np.where(mask(self.planes[self.compiled.declared], self.rows), theirs, codes)
            valid = valid | stated
        return self._series("classification", codes, texts, valid)


_FEW = 8
"""Words of which every union is written out beforehand; of more only those that occur."""
