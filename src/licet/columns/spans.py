"""Rows of a block as machine code takes them: whole runs where they lie, and the rest from copies."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from licet.columns.laying import address
from licet.columns.native_tiles import TILE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

EVERY = np.full(TILE, 0xFFFFFFFFFFFFFFFF, dtype=np.uint64)
"""A tile of the known where every cell is."""


def spans(
    rows: int, run: int, sources: Sequence[Any]
) -> Iterator[tuple[int, int, list[tuple[int, int]]]]:
    """First and last run of so many rows, and where each source lies then, and its bytes from run to run.

    The rows behind the last whole run are read from copies with noughts behind them.
    """
    whole, rest = divmod(rows, run)
    if whole:
        yield (
            0,
            whole,
            [(0, 0) if each is None else (address(each), each.itemsize * run) for each in sources],
        )
    if rest:
        ends: dict[int, Any] = {}
        for each in sources:
            if each is not None and id(each) not in ends:
                ends[id(each)] = np.zeros(run, dtype=each.dtype)
                ends[id(each)][:rest] = each[whole * run :]
        yield (
            whole,
            whole + 1,
            [(0, 0) if each is None else (address(ends[id(each)]), 0) for each in sources],
        )
