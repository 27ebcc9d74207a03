"""How much stands on a set of flows, up and down the chain: exposure, never a forecast.

Leontief: if the blocked sales found no other buyer and nothing replaced them, how much output would
their makers and all their suppliers lose.  Ghosh: if the blocked inputs found no other seller and
nothing replaced them, how much output would their users and all users of those lose.  Both take
every input in fixed proportion for ever, so they are the size of what is exposed.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from licet.models.network.ras import over
from licet.models.network.ration import fixed_point
from licet.record import record

Array = NDArray[np.float64]

LAYER = "arithmetic"


@record
class Exposure:
    """Money a year, (S, R) each: ``sold`` and ``bought`` are the blocked flows themselves, by maker and by user.

    ``upstream`` and ``downstream`` are the output that stands on them, themselves included; the two
    look at the same flows from two ends and are never added.
    """

    sold: Array
    bought: Array
    upstream: Array
    downstream: Array

    @property
    def multipliers(self) -> tuple[float, float]:
        """World output that stands on a dollar of blocked flows: up and down the chain; 1 where nothing is blocked."""
        direct = float(self.sold.sum())
        if direct == 0:
            return 1.0, 1.0
        return float(self.upstream.sum()) / direct, float(self.downstream.sum()) / direct


def exposure(flows: Array, final: Array, allowed: Array) -> Exposure:
    """What stands on the flows that ``allowed`` (S, R, R) blocks: 1 free, 0 blocked, parts between.

    ``flows`` (S, R, S, R) are sales of inputs, ``final`` (S, R) final sales, in one money.
    """
    size = flows.shape[:2]
    count = size[0] * size[1]
    output = (flows.sum((2, 3)) + final).ravel()
    blocked = 1 - allowed
    sold = (flows.sum(2) * blocked).sum(2).ravel()
    # By (user sector, user): what of its inputs is blocked, over all seller sectors.
    bought = np.einsum("sikn,sin->kn", flows, blocked, optimize=True).ravel()
    table = flows.reshape(count, count)
    scale = max(float(output.max()), np.finfo(np.float64).tiny)
    enough = 1e-9 * scale

    def back(x: Array) -> Array:
        return np.asarray(sold + table @ over(x, output))

    def forth(x: Array) -> Array:
        return np.asarray(bought + over(x, output) @ table)

    up, _ = fixed_point(back, sold, enough)
    down, _ = fixed_point(forth, bought, enough)
    return Exposure(*(each.reshape(size) for each in (sold, bought, up, down)))
