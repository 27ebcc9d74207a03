"""After a cut: what gets through, and what finds another buyer or seller of the same sector's goods."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from licet.models.network.ras import balance_few_rows
from licet.record import record

Array = NDArray[np.float64]


@record
class Rerouted:
    """``flows`` (S, R, S, R) after the cut, the money ``lost`` to it and how much was ``placed`` again.

    ``placed`` is what was to be placed; ``gap`` is the largest miss of a margin, as a share of its
    sector's flows.  Above some 1e-9 the cut leaves too few other buyers and sellers for that, and
    more is lost.
    """

    flows: Array
    lost: float
    placed: float
    gap: float


def rerouted(flows: Array, kept: Array, friction: float) -> Rerouted:
    """Flows with ``kept`` (S, R, R) of each left, and 1 - ``friction`` of the rest placed anew.

    ``kept`` is 0 to 1.  Sellers of a sector look for other buyers and buyers for other sellers of
    the same sector: every seller ends with what it kept and 1 - friction of what it lost, and so does
    every buyer, in the table nearest to the one that was left (two-sided RAS).
    """
    sectors, regions = flows.shape[:2]
    left = (flows * kept[:, :, None, :]).reshape(sectors, regions, sectors * regions)
    before = flows.reshape(left.shape)
    placed, gap = 0.0, 0.0
    for sector in range(sectors):
        lost = before[sector] - left[sector]
        free, short = _able(lost.sum(1), left[sector].sum(1)), _able(lost.sum(0), left[sector].sum(0))  # fmt: skip
        again = (1 - friction) * min(float(free.sum()), float(short.sum()))
        if again <= 0:
            continue
        rows = left[sector].sum(1) + free * (again / free.sum())
        columns = left[sector].sum(0) + short * (again / short.sum())
        found = balance_few_rows(left[sector], rows, columns)
        left[sector] = found.table
        placed, gap = placed + again, max(gap, found.gap)
    lost_all = float((flows.sum(2) * (1 - kept)).sum())
    return Rerouted(left.reshape(flows.shape), lost_all, placed, gap)


def _able(lost: Array, left: Array) -> Array:
    """What was lost by those who have somebody left to trade with."""
    return np.where(left > 0, lost, 0.0)
