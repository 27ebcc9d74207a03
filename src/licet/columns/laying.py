"""Rows laid into planes by NumPy, and what a plane is: a bit for each row, 64 rows a word, whole tiles."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from licet.columns.native_rows import BITS, WORD
from licet.columns.native_tiles import TILE

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Plane = NDArray[np.uint64]
    Mask = NDArray[np.bool_]
    Floats = NDArray[np.float64]

OPERATORS: dict[str, Any] = {
    ">=": np.greater_equal, ">": np.greater, "<": np.less, "<=": np.less_equal,
    "==": np.equal, "!=": np.not_equal,
}  # fmt: skip


NEAR_LINE = 1e-12
"""How near to a line, for its size, a worked-out float is not trusted to say on which side it lies."""


def words_of(rows: int) -> int:
    """Words of a plane of so many rows, whole tiles.

    >>> words_of(1), words_of(4097)
    (64, 128)
    """
    return -(-rows // (WORD * TILE)) * TILE


def address(array: NDArray[Any]) -> int:
    """Where an array's first value lies."""
    found: int = array.__array_interface__["data"][0]
    return found


def laid(rows: Mask, words: int) -> Plane:
    """A mask of rows as a plane of so many words."""
    packed = np.packbits(rows, bitorder="little")
    if len(packed) == words * BITS:
        return packed.view(np.uint64)
    found = np.zeros(words, dtype=np.uint64)
    found.view(np.uint8)[: len(packed)] = packed
    return found


def bits_of(plane: Plane, rows: int) -> Mask:
    """A plane as a mask of rows."""
    return np.unpackbits(plane.view(np.uint8), count=rows, bitorder="little").view(np.bool_)


def code_type(bits: int) -> Any:
    """The least type of number that has so many bits.

    Raises:
        ValueError: no number of a column has so many.
    """
    if bits > 4 * BITS:
        raise ValueError(f"{bits} bits are more than a column's number has")
    return np.uint8 if bits <= BITS else (np.uint16 if bits <= 2 * BITS else np.uint32)


def spread(codes: NDArray[Any], table: NDArray[np.uint8], count: int, words: int) -> list[Plane]:
    """``count`` planes, at most eight: a bit each of the byte that ``table`` has for a row's code."""
    said = table[codes]
    return [laid(said & np.uint8(1 << bit), words) for bit in range(count)]


def beyond(values: Floats, op: str, line: float, words: int) -> Plane:
    """The plane of the rows whose value stands so to a line; what is no number never does."""
    found = OPERATORS[op](values, line)
    return laid(found & ~np.isnan(values) if op == "!=" else found, words)


def outside(values: Floats, limits: tuple[float, float, float, bool], words: int) -> Plane:
    """The plane of the rows whose value cannot be taken as it stands; what is no number cannot.

    ``limits``: the least, the greatest, the least beside nought, and whether it is a whole number.
    """
    return laid(~within(values, limits), words)


def within(values: Floats, limits: tuple[float, float, float, bool]) -> Mask:
    """Which values lie within limits, and are nought or no smaller than the least beside it."""
    low, high, least, integer = limits
    sizes = np.abs(values)
    found: Mask = (values >= low) & (values <= high) & ((sizes >= least) | (sizes == 0))
    return found & (np.rint(values) == values) if integer else found
