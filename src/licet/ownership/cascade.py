"""Which firms a set of owners reaches: the least fixed point of a threshold, each stake used once.

A firm is reached when what reached owners hold of it comes to the line.  A reached firm then
counts in full as an owner: shares are never multiplied along a chain.  Because only listed
parties start, firms that own each other in a ring never lift themselves.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from licet.ownership.cut import KIND, Cut
from licet.ownership.model import CONTROL, INDIRECT, OTHER, SHARES
from licet.ownership.shares import WHOLE
from licet.record import record

if TYPE_CHECKING:
    from collections.abc import Iterable

    from licet.ownership.regimes import Ruling


@record
class Stakes:
    """The stakes that count under one ruling, by owner: those of owner ``i`` are ``heads[i]`` to ``heads[i + 1]``.

    ``cells`` says what a stake adds to: firm times number of lines, plus the line.  ``limits``
    are the parts that meet each line.
    """

    size: int
    limits: tuple[int, ...]
    heads: list[int]
    cells: list[int]
    low: list[int]
    high: list[int]


def stakes_of(cut: Cut, ruling: Ruling) -> Stakes:
    """The stakes of a cut that count under ``ruling``: of what it tests, and control where that counts.

    A stake of unknown kind, and a share told for a whole chain, count towards what cannot be
    excluded alone.
    """
    import numpy as np

    limits = [each.least for each in ruling.tests]
    picked: list[tuple[Any, int, bool]] = []
    for line, test in enumerate(ruling.tests):
        picked.append((cut.kind == KIND[test.of], line, True))
        unsure = cut.kind == KIND[OTHER]
        if test.of == SHARES:
            unsure |= cut.kind == KIND[INDIRECT]
        if unsure.any():
            picked.append((unsure, line, False))
    if ruling.control:
        picked.append((cut.kind == KIND[CONTROL], len(limits), True))
        limits.append(WHOLE)
    lines = len(limits)
    owner = np.concatenate([cut.owner[mask] for mask, _, _ in picked])
    cell = np.concatenate([cut.owned[mask] * lines + line for mask, line, _ in picked])
    low = np.concatenate([cut.low[mask] * sure for mask, _, sure in picked])
    high = np.concatenate([cut.high[mask] for mask, _, _ in picked])
    order = np.argsort(owner, kind="stable")
    size = len(cut.keys)
    heads = np.zeros(size + 1, np.int64)
    np.cumsum(np.bincount(owner, minlength=size), out=heads[1:])
    return Stakes(
        size, tuple(limits), heads.tolist(), cell[order].tolist(), low[order].tolist(),
        high[order].tolist(),
    )  # fmt: skip


def together(stakes: Stakes, starts: Iterable[int], shares: list[int]) -> dict[int, int]:
    """Firms reached where the holdings of all add up, each with the round in which it was reached.

    Those that start are in it with round 0.  A round looks at the owners that the one before it
    reached, so that the rounds do not hang on the order of the stakes.
    """
    lines, limits = len(stakes.limits), stakes.limits
    heads, cells = stakes.heads, stakes.cells
    found = dict.fromkeys(starts, 0)
    sums: dict[int, int] = {}
    front, number = list(found), 0
    while front:
        number += 1
        after = []
        for owner in front:
            for at in range(heads[owner], heads[owner + 1]):
                share = shares[at]
                if not share:
                    continue
                cell = cells[at]
                total = sums[cell] = sums.get(cell, 0) + share
                firm, line = divmod(cell, lines)
                if total >= limits[line] and firm not in found:
                    found[firm] = number
                    after.append(firm)
        front = after
    return found


def alone(stakes: Stakes, starts: Iterable[int], shares: list[int]) -> dict[int, dict[int, int]]:
    """Firms reached by each start by itself: start -> firm -> round."""
    heads = stakes.heads
    return {
        start: together(stakes, (start,), shares)
        for start in starts
        if heads[start] < heads[start + 1]
    }
