"""Runs a program over the rows of a block: machine code where llvmlite is installed, else NumPy; the same bits.

The machine code (``licet.columns.native_tiles``) reads the columns of a tile of rows, does every operation
on its planes while these are in the processor's cache, writes the answers and takes the next tile.  It
holds no lock of Python's, so two threads run on two cores.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any

import numpy as np

from licet.columns.laying import address, bits_of, code_type
from licet.columns.native import native
from licet.columns.native_rows import WORD
from licet.columns.native_tiles import STEP, TILE
from licet.record import record

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from licet.columns.feeds import Feeds, Input
    from licet.columns.native import Native
    from licet.columns.program import Program

    Planes = NDArray[np.uint64]
    Codes = NDArray[Any]


@record
class Ran:
    """What a program makes of a block: a row of ``planes`` for each output, ``codes`` for each column spelled."""

    planes: Planes
    codes: tuple[Codes, ...]


def run(
    program: Program, feeds: Feeds, inputs: Sequence[Input], spelled: Sequence[tuple[int, ...]] = ()
) -> Ran:
    """The output planes of the rows of ``feeds``, and numbers that some of them spell.

    ``inputs`` are those of the program, in order: planes, or what ``feeds`` lay.  ``spelled`` says for each
    column of numbers the output planes of its bits, the least first.
    """
    found = np.empty((program.outputs, feeds.words), dtype=np.uint64)
    codes = tuple(np.empty(feeds.words * WORD, dtype=code_type(len(each))) for each in spelled)
    for at, holds in program.fixed:
        found[at] = _ALL if holds else 0
    code = native()
    if code is None:
        by_numpy(program, feeds.by_numpy(inputs), found, feeds.words)
        for into, places in zip(codes, spelled, strict=True):
            into[: feeds.rows] = spelled_by_numpy(found, places, feeds.rows, into.dtype)
    else:
        _by_machine(code, program, feeds, inputs, made=Ran(found, codes), spelled=spelled)
    return Ran(found, tuple(each[: feeds.rows] for each in codes))


def _by_machine(
    code: Native, program: Program, feeds: Feeds, inputs: Sequence[Input], *, made: Ran,
    spelled: Sequence[tuple[int, ...]],
) -> None:  # fmt: skip
    found = made.planes
    scratch = np.empty((feeds.slots + program.scratch, TILE), dtype=np.uint64)
    slots = address(scratch)
    moving = len(inputs) + program.outputs
    base = np.empty(moving + program.scratch, dtype=np.int64)
    step = np.zeros(moving, dtype=np.int64)
    for at, each in enumerate(inputs):
        if isinstance(each, int):
            base[at] = slots + each * STEP
        else:
            base[at], step[at] = address(each), STEP
    base[len(inputs) : moving] = address(found) + np.arange(program.outputs) * (feeds.words * 8)
    step[len(inputs) :] = STEP
    base[moving:] = slots + (feeds.slots + np.arange(program.scratch)) * STEP
    now = base.copy()
    state = np.zeros(len(base), dtype=np.uint8)
    spare = np.empty(program.widest + 1, dtype=np.int32)
    places = [np.array(planes, dtype=np.int32) + len(inputs) for planes in spelled]
    spells = np.array(
        [
            (into.itemsize, len(planes), address(where), address(into), into.itemsize * TILE * WORD)
            for into, planes, where in zip(made.codes, spelled, places, strict=True)
        ],
        dtype=np.int64,
    ).reshape(-1, 5)
    for first, last, records in feeds.spans(slots):
        code.tiles(
            first, last, address(records), len(records), address(program.code), program.gates,
            address(now), address(base), address(step), len(inputs), moving, address(state),
            address(spare), address(spells), len(spells),
        )  # fmt: skip


def by_numpy(program: Program, inputs: Sequence[Planes], found: Planes, words: int) -> None:
    """The operations in NumPy: a dozen times slower, and needs nothing else."""
    scratch = np.empty((program.scratch, words), dtype=np.uint64)
    planes = [*inputs, *found, *scratch]
    spare = np.empty(words, dtype=np.uint64)
    code = iter(program.code.tolist())
    for target in code:
        out = planes[target]
        for at, each in enumerate(islice(code, next(code))):
            joined = np.invert(planes[each >> 1], out=spare) if each & 1 else planes[each >> 1]
            if at:
                np.bitwise_and(out, joined, out=out)
            else:
                out[:] = joined


def spelled_by_numpy(planes: Planes, places: tuple[int, ...], rows: int, kind: Any) -> Codes:
    """Numbers spelled by planes, one bit each, the least first."""
    found: Codes = np.zeros(rows, dtype=kind)
    for bit, at in enumerate(places):
        found |= bits_of(planes[at], rows).view(np.uint8).astype(kind) << bit
    return found


_ALL = np.uint64(0xFFFFFFFFFFFFFFFF)
