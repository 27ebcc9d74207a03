"""Many scenarios at once through the exact equations: the layer behind draws and sweeps."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from licet.models.trade.change import Change, Levy, change, cut
from licet.models.trade.economy import Economy, Floats
from licet.models.trade.equilibrium import real
from licet.models.trade.hat import Hat
from licet.models.trade.search import MOST, search
from licet.record import record

DRAWS = 1e-7
"""Tolerance for draws: their spread is a thousand times wider."""
BLOCK = 128
"""Scenarios that go through together, so that a block stays in the processor's cache."""


@record
class Many:
    """Answers for s scenarios: ``welfare_exact[s,n]`` as shares, ``wage[s,n]`` and ``price[s,j,n]`` as ratios.

    ``gap[s]`` is the largest miss and ``converged[s]`` whether it is within tolerance; a scenario without
    an equilibrium is NaN throughout.
    """

    welfare_exact: Floats
    wage: Floats
    price: Floats
    income: Floats
    gap: Floats
    passes: Floats
    tolerance: float

    @property
    def converged(self) -> NDArray[np.bool_]:
        """True for each scenario that is within tolerance [s]."""
        return self.gap < self.tolerance


def solve_many(
    economy: Economy,
    *,
    kappa: Floats | None = None,
    tariffs: Floats | None = None,
    that: Floats | None = None,
    levies: Sequence[Levy] = (),
    surplus: Floats | None = None,
    tolerance: float = DRAWS,
    most: int = MOST,
    block: int = BLOCK,
) -> Many:
    """``solve`` for scenarios on a leading axis of any of its arrays; surpluses stay fixed unless given.

    Each scenario is what it would be alone, whatever its companions.
    """
    whole = change(economy, kappa=kappa, tariffs=tariffs, that=that, levies=levies, surplus=surplus)
    count = Hat(economy, whole).scenarios
    blocks = [
        _block(economy, cut(whole, slice(start, start + block)), tolerance, most)
        for start in range(0, count, block)
    ]
    columns = zip(*blocks, strict=True)
    welfare, wage, price, income, gap, passes = map(np.concatenate, columns)
    return Many(welfare, wage, price, income, gap, passes, tolerance)


def _block(economy: Economy, changes: Change, tolerance: float, most: int) -> tuple[Floats, ...]:
    found = search(economy, changes, tolerance, most)
    income = Hat(economy, changes).income(found.at)
    start = Hat(economy, change(economy))
    growth = income / start.income(start.point(start.start(1)))
    welfare = real(economy, growth, found.at.price)
    return (
        welfare, np.exp(found.at.wage), np.exp(found.at.price), income, found.gap, found.passes,
    )  # fmt: skip
