"""Runs a program over planes: machine code where llvmlite is installed, else NumPy; the same bits.

The machine code (``licet.columns.native``) takes an operation, runs it over a tile of rows that stays in
the processor's cache, and takes the next.  It holds no lock of Python's, so two threads run on two cores.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from licet.columns.native import native
from licet.columns.program import AND, AND_NOT, COPY, NOR, NOT, SET

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from licet.columns.program import Program

    Planes = NDArray[np.uint64]

WORD = 64
"""Rows in a word of a plane."""
TILE = 128
"""Words that an operation runs over before the next starts: 8,192 rows, 1 KB."""


def words_of(rows: int) -> int:
    """Words of a plane of so many rows, whole tiles.

    >>> words_of(1), words_of(8193)
    (128, 256)
    """
    return -(-rows // (WORD * TILE)) * TILE


def run(program: Program, inputs: Sequence[Planes], words: int) -> Planes:
    """The output planes, one a row of the result, of inputs of ``words`` words each (whole tiles)."""
    found = np.empty((program.outputs, words), dtype=np.uint64)
    code = native()
    if code is None:
        by_numpy(program, inputs, found, words)
        return found
    scratch = np.empty((program.scratch, TILE), dtype=np.uint64)
    rows = len(inputs) + program.outputs
    base = np.empty(rows + program.scratch, dtype=np.int64)
    base[: len(inputs)] = [address(each) for each in inputs]
    base[len(inputs) : rows] = address(found) + np.arange(program.outputs) * (words * 8)
    base[rows:] = address(scratch) + np.arange(program.scratch) * (TILE * 8)
    step = np.zeros_like(base)
    step[:rows] = TILE * 8
    code.run(
        address(program.code), len(program.code), address(base), address(step), words // TILE, TILE
    )  # fmt: skip
    return found


def address(array: NDArray[Any]) -> int:
    """Where an array's first value lies."""
    found: int = array.__array_interface__["data"][0]
    return found


def by_numpy(program: Program, inputs: Sequence[Planes], found: Planes, words: int) -> None:
    """The same in NumPy: a dozen times slower, and needs nothing else."""
    scratch = np.empty((program.scratch, words), dtype=np.uint64)
    planes = [*inputs, *found, *scratch]
    spare = np.empty(words, dtype=np.uint64)
    for kind, target, first, second in program.code.tolist():
        out, a, b = planes[target], planes[first], planes[second]
        if kind == AND:
            np.bitwise_and(a, b, out=out)
        elif kind == AND_NOT:
            np.bitwise_and(a, np.invert(b, out=spare), out=out)
        elif kind == NOR:
            np.invert(np.bitwise_or(a, b, out=out), out=out)
        elif kind == COPY:
            out[:] = a
        elif kind == NOT:
            np.invert(a, out=out)
        else:
            out[:] = _ALL if kind == SET else 0


_ALL = np.uint64(0xFFFFFFFFFFFFFFFF)
