"""What lies in a column's own buffers: its bits of truth, of what is known, and its numbers, without a copy."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl
import pyarrow as pa

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    Plane = NDArray[np.uint64]

_BITS = 8


def of_frame(frame: pl.DataFrame, types: Mapping[str, pl.DataType]) -> dict[str, pa.Array]:
    """The columns of numbers, of truths and of closed sets of words (their numbers), all at once, which is quicker."""
    easy = [name for name, dtype in types.items() if dtype in _PLAIN or isinstance(dtype, pl.Enum)]
    asked = [
        pl.col(name).to_physical() if isinstance(types[name], pl.Enum) else pl.col(name)
        for name in easy
    ]
    table = frame.select(asked).rechunk().to_arrow()
    return {
        name: aligned(table.column(at).chunk(0)) if frame.height else pa.nulls(0)
        for at, name in enumerate(easy)
    }


_PLAIN = (pl.Float64, pl.Boolean)


def buffers_of(series: pl.Series) -> pa.Array:
    """A column as one array that starts at a whole byte of its bits."""
    return aligned(series.rechunk().to_arrow())


def aligned(arrow: pa.Array) -> pa.Array:
    """The array, so that it starts at a whole byte of its bits."""
    return pa.concat_arrays([arrow]) if arrow.offset % _BITS else arrow


def known(arrow: pa.Array, words: int) -> Plane | None:
    """The plane of the cells that are not empty; None where none is."""
    if not arrow.null_count:
        return None
    return _laid(arrow.buffers()[0], arrow, words)


def truths(arrow: pa.Array, words: int) -> Plane:
    """The plane of the cells that say yes."""
    found = _laid(arrow.buffers()[1], arrow, words)
    there = known(arrow, words)
    return found if there is None else found & there  # what stands under an empty cell is anything


def values(arrow: pa.Array, dtype: Any) -> NDArray[Any]:
    """The numbers of a column; under empty cells anything may stand."""
    data = np.frombuffer(arrow.buffers()[1], dtype=dtype) if len(arrow) else np.empty(0, dtype)
    return data[arrow.offset : arrow.offset + len(arrow)]


def _laid(buffer: Any, arrow: pa.Array, words: int) -> Plane:
    found = np.zeros(words, dtype=np.uint64)
    rows = len(arrow)
    size = -(-rows // _BITS)
    if size:
        start = arrow.offset // _BITS
        into = found.view(np.uint8)
        into[:size] = np.frombuffer(buffer, dtype=np.uint8)[start : start + size]
        if rows % _BITS:
            into[size - 1] &= (1 << rows % _BITS) - 1
    return found
