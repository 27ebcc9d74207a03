"""Rows that columns cannot say, decided one by one, and put among the answers of the others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

from licet.record import record

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    Bitmap = NDArray[np.uint8]
    Places = NDArray[np.int64]


@record
class Single:
    """The answer to one row: its cells, and of its columns of truths which hold and which are known."""

    cells: Mapping[str, Any]
    true: NDArray[np.bool_]
    known: NDArray[np.bool_]


def single(cells: Mapping[str, Any], truths: Sequence[str]) -> Single:
    """A row's answer made ready; ``truths`` names its columns of truths."""
    said = [cells[name] for name in truths]
    return Single(
        cells, np.array([e is True for e in said]), np.array([e is not None for e in said])
    )


class Singly:
    """Answers of some rows of a block: ``where`` are their numbers, rising."""

    def __init__(self, where: Places, rows: Sequence[Single]) -> None:
        self.where = where
        self._rows = rows

    def truths(self) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
        """Which truths hold and which are known: a row for each column, a place for each answer."""
        return np.stack([e.true for e in self._rows], 1), np.stack([e.known for e in self._rows], 1)

    def into(
        self, name: str, codes: NDArray[Any], words: tuple[str, ...], valid: Bitmap | None,
        numbers: Mapping[str, int] | None,
    ) -> tuple[NDArray[Any], tuple[str, ...], Bitmap | None]:  # fmt: skip
        """A column's codes, the words they stand for, and which are known, with these rows' own.

        ``numbers`` are those of the column's type; without them a code is a place in ``words``.
        """
        if not len(self.where):
            return codes, words, valid
        cells = [row.cells[name] for row in self._rows]
        if numbers is None:
            places = {word: at for at, word in enumerate(words)}
            own = [places.setdefault(cell or "", len(places)) for cell in cells]
            words = tuple(places) if len(places) > len(words) else words
        else:
            own = [numbers[cell] if cell is not None else 0 for cell in cells]
        codes = codes.astype(np.promote_types(codes.dtype, np.min_scalar_type(max(own))))
        codes[self.where] = own
        if valid is None:
            valid = np.full(-(-len(codes) // 8), 0xFF, dtype=np.uint8)
        return codes, words, with_bits(valid, self.where, np.array([e is not None for e in cells]))

    def answered(self, valid: Bitmap | None, rows: int) -> NDArray[np.bool_] | None:
        """The rows that have an answer, where ``valid`` says which of the others have; None for all."""
        has = np.array([row.cells["status"] is not None for row in self._rows], dtype=bool)
        if valid is None and has.all():
            return None
        found = (
            np.ones(rows, dtype=bool)
            if valid is None
            else np.unpackbits(valid, count=rows, bitorder="little").astype(bool)
        )
        found[self.where] = has
        return found

    def told(self, name: str, texts: pl.Series) -> pl.Series:
        """A column of free text with these rows' own."""
        cells = [row.cells[name] for row in self._rows]
        if not len(self.where) or (texts.null_count() == len(texts) and not any(cells)):
            return texts
        return texts.clone().scatter(self.where, cells)


def with_bits(bitmap: Bitmap, where: Places, said: NDArray[np.bool_]) -> Bitmap:
    """A bitmap with the bits of some rows as they are said."""
    found = bitmap.copy()
    bits = (1 << (where & 7)).astype(np.uint8)
    np.bitwise_and.at(found, where >> 3, ~bits)
    np.bitwise_or.at(found, where >> 3, bits * said.astype(np.uint8))
    return found
