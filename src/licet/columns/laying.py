"""Rows laid into planes: tests of words, comparisons of numbers; by machine code where there is some."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from licet.columns.machine import WORD, address
from licet.columns.native import native

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Plane = NDArray[np.uint64]

BITS = 8
OPERATORS: dict[str, Any] = {
    ">=": np.greater_equal, ">": np.greater, "<": np.less, "<=": np.less_equal,
    "==": np.equal, "!=": np.not_equal,
}  # fmt: skip


def spread(codes: NDArray[Any], table: NDArray[np.uint8], count: int, words: int) -> list[Plane]:
    """``count`` planes, at most eight: a bit each of the byte that ``table`` has for a row's code."""
    found = np.zeros((BITS, words), dtype=np.uint64)
    whole = 0
    code = native()
    if code is not None and codes.flags.c_contiguous and codes.dtype.itemsize in code.spread:
        whole = len(codes) // WORD
        places = address(found) + np.arange(BITS) * (words * WORD // BITS)
        code.spread[codes.dtype.itemsize](address(codes), address(table), whole, address(places))
    if rest := len(codes) - whole * WORD:
        said = table[codes[whole * WORD :]]
        for bit in range(count):
            _lay(found[bit], whole, said & np.uint8(1 << bit), rest)
    return list(found[:count])


def used(codes: NDArray[Any], size: int) -> NDArray[np.bool_]:
    """Which of so many codes some row has."""
    seen = np.zeros(size, dtype=np.uint8)
    code = native()
    if code is not None and codes.flags.c_contiguous and codes.dtype.itemsize in code.mark:
        code.mark[codes.dtype.itemsize](address(codes), len(codes), address(seen))
    else:
        seen[codes] = 1
    return seen.view(np.bool_)


def beyond(values: NDArray[np.float64], op: str, line: float, words: int) -> Plane:
    """The plane of the rows whose value stands so to a line."""
    found = np.zeros(words, dtype=np.uint64)
    whole = 0
    code = native()
    if code is not None and values.flags.c_contiguous:
        whole = len(values) // WORD
        code.compare[op](address(values), line, whole, address(found))
    if rest := len(values) - whole * WORD:
        _lay(found, whole, OPERATORS[op](values[whole * WORD :], line), rest)
    return found


def all_within(
    values: NDArray[np.float64], known: Plane | None, low: float, high: float, least: float
) -> bool:
    """Whether every number that is known lies within bounds and is nought or no smaller than ``least``."""
    code = native()
    whole = len(values) // WORD if code is not None and values.flags.c_contiguous else 0
    if code is not None and whole:
        there = _EVERY if known is None else known
        step = 0 if known is None else 1
        if code.within(address(values), whole, low, high, least, address(there), step):
            return False
    fine = within(values[whole * WORD :], low, high, least)
    if known is not None:
        bits = np.unpackbits(known.view(np.uint8), count=len(values), bitorder="little")
        fine |= bits[whole * WORD :] == 0
    return bool(fine.all())


def within(values: NDArray[np.float64], low: float, high: float, least: float) -> NDArray[np.bool_]:
    """Which numbers lie within bounds and are nought or no smaller than ``least``; what is no number does not."""
    sizes = np.abs(values)
    found: NDArray[np.bool_] = (values >= low) & (values <= high) & ((sizes >= least) | (sizes == 0))  # fmt: skip
    return found


_EVERY = np.full(1, 0xFFFFFFFFFFFFFFFF, dtype=np.uint64)


def _lay(plane: Plane, whole: int, mask: NDArray[Any], rows: int) -> None:
    """The rows after the whole words."""
    packed = np.packbits(mask, bitorder="little")
    at = whole * WORD // BITS
    plane.view(np.uint8)[at : at + -(-rows // BITS)] = packed
