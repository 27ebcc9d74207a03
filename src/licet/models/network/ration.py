"""The first months after a cut: each producer makes what its scarcest bundle of inputs allows.

A bundle of inputs gives phi = (sum over input sectors r of a_r (delivered_r / planned_r)^rho)^(1/rho),
and a producer lambda = (b + (1 - b) phi^rho_o)^(1/rho_o) of its plan, b the share of value added in
output.  What is delivered follows from the sellers' lambda, so the two are solved together.  Output
then follows from sales: a producer sells its part lambda of what buyers, at the activity that they
have left, would take of it, and of its final sales.

After the text of A. Bhattathiripad and V. Veetil, "Political Power in International Trade".  Wages and
prices do nothing here, nobody builds anything, and final sales are not blocked: months, not years.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from licet.errors import InputError
from licet.models.network.parameters import Rationing
from licet.models.network.ras import over
from licet.models.network.reroute import Rerouted, rerouted
from licet.record import record

Array = NDArray[np.float64]

LAYER = "short run"
_LEAST = 1e-250
_GEOMETRIC = 1e-8
"""A CES exponent so near 0 that the geometric mean stands for it: its powers would drown in rounding."""


@record
class Shock:
    """What a cut does to output within months.

    ``before`` and ``after`` (S, R) are gross output in the table's money; ``efficiency`` (S, R) is the
    part of its plan that a producer can make.  ``lost`` is the money of flows that the cut takes away and
    ``placed`` what of it went elsewhere; ``gap`` and ``miss`` say how well the reroute and the fixed
    points were solved; ``assumptions`` are ids of the ledger.
    """

    before: Array
    after: Array
    efficiency: Array
    lost: float
    placed: float
    gap: float
    miss: float
    assumptions: tuple[str, ...]

    @property
    def loss(self) -> Array:
        """Output lost, (S, R)."""
        return self.before - self.after

    @property
    def loss_by_region(self) -> Array:
        """Output lost by region, (R,)."""
        return np.asarray(self.loss.sum(0))

    @property
    def share_by_region(self) -> Array:
        """Output lost over output before, (R,); 0 for a region that makes nothing."""
        return over(self.loss_by_region, self.before.sum(0))

    @property
    def share_of_world(self) -> float:
        """World output lost over world output before."""
        return float(self.loss.sum() / self.before.sum())


def ration(flows: Array, final: Array, allowed: Array, by: Rationing, *, tolerance: float = 1e-10) -> Shock:  # fmt: skip
    """The shock of a cut.

    ``flows`` (S, R, S, R) are sales of inputs and ``final`` (S, R) final sales, in one money; ``allowed``
    (S, R, R) is the part of each flow that may go on: 1 free, 0 blocked, or any ``kappa`` between.
    Of what is blocked ``by.leak`` gets through all the same.  A producer whose inputs cost more than its
    output counts as without value added.

    Raises:
        InputError: a parameter or a part is out of range, or a shape is another one.
    """
    size = flows.shape[:2]
    output, found, produced = _planned(flows, final, allowed, by)
    efficiency, first = fixed_point(produced, np.ones(output.size), tolerance)
    table, sold, scale = found.flows.reshape(output.size, -1), final.ravel(), output.ravel()

    def sales(activity: Array) -> Array:
        return efficiency * np.where(scale > 0, over(table @ activity + sold, scale), 1.0)

    activity, second = fixed_point(sales, efficiency, tolerance)
    return Shock(
        output, (activity * scale).reshape(size), efficiency.reshape(size), found.lost, found.placed,
        found.gap, max(first, second), by.assumptions,
    )  # fmt: skip


def first_round(flows: Array, final: Array, allowed: Array, by: Rationing) -> Array:
    """The part of its plan that each producer can make, (S, R), before any seller runs lower: the cut alone.

    Arguments and errors as in ``ration``.
    """
    output, _, produced = _planned(flows, final, allowed, by)
    return produced(np.ones(output.size)).reshape(output.shape)


def _planned(
    flows: Array, final: Array, allowed: Array, by: Rationing
) -> tuple[Array, Rerouted, Callable[[Array], Array]]:
    """Output before, flows after the cut, and what producers make when their sellers have some efficiency."""
    _checked(flows, final, allowed, by)
    sectors, regions = flows.shape[:2]
    count = sectors * regions
    output = flows.sum((2, 3)) + final
    found = rerouted(flows, by.leak + (1 - by.leak) * allowed, by.friction)
    planned = flows.sum(1).reshape(sectors, count)
    spent = planned.sum(0)
    weights, added = over(planned, spent), np.clip(1 - over(spent, output.ravel()), 0.0, 1.0)
    after = found.flows.reshape(sectors, regions, count)

    def produced(efficiency: Array) -> Array:
        delivered = np.matmul(efficiency.reshape(sectors, 1, regions), after)[:, 0]
        ratio = np.where(planned > 0, over(delivered, planned), 1.0)
        bundle = ces(weights, ratio, by.inside)
        return ces(np.stack([added, 1 - added]), np.stack([np.ones(count), bundle]), by.outside)

    return output, found, produced


def ces(weights: Array, parts: Array, exponent: float) -> Array:
    """The CES mean along the first axis: weights sum to 1, and parts of 1 give 1.

    The exponent is at most 1; 0 is the geometric mean, and below it a part of 0 gives 0.  A column
    without weights gives 1.

    >>> ces(np.array([0.5, 0.5]), np.array([1.0, 0.5]), -1.0).item()
    0.6666666666666666
    >>> ces(np.array([0.5, 0.5]), np.array([1.0, 0.25]), 0.0).item()
    0.5
    """
    counted = np.where(weights > 0, np.maximum(parts, _LEAST), 1.0)
    if abs(exponent) < _GEOMETRIC:
        return np.asarray(np.exp((weights * np.log(counted)).sum(0)))
    # Taken over the least part, so that no power leaves the range of numbers.
    least = counted.min(0)
    ratio = counted / least
    total = (weights * (1 / ratio if exponent == -1 else ratio**exponent)).sum(0)
    return np.asarray(
        np.where(total > 0, least * np.where(total > 0, total, 1.0) ** (1 / exponent), 1.0)
    )


def fixed_point(step: Callable[[Array], Array], start: Array, tolerance: float, rounds: int = 2000) -> tuple[Array, float]:  # fmt: skip
    """Where ``step`` leaves its argument, from above, and the largest change of the last round.

    Raises:
        InputError: it does not settle, which for shares of input below 1 it does.
    """
    here, change = start, np.inf
    for _ in range(rounds):
        there = step(here)
        change = float(np.abs(there - here).max())
        here = there
        if change < tolerance:
            return here, change
    raise InputError(f"The network does not settle: after {rounds} rounds it still moves by {change:.2g} of output. Are inputs larger than output in many sectors?")  # fmt: skip


def _checked(flows: Array, final: Array, allowed: Array, by: Rationing) -> None:
    sectors, regions = flows.shape[:2]
    for name, array, shape in (
        ("flows", flows, (sectors, regions, sectors, regions)), ("final", final, (sectors, regions)),
        ("allowed", allowed, (sectors, regions, regions)),
    ):  # fmt: skip
        if array.shape != shape:
            raise InputError(f"{name} is {array.shape}, and {shape} was wanted.")
        if not np.isfinite(array).all() or (array < 0).any():
            raise InputError(f"{name} holds values that are unknown or below 0.")
    if (allowed > 1).any():
        raise InputError("allowed holds parts above 1.")
    for name, value in (("friction", by.friction), ("leak", by.leak)):
        if not 0 <= value <= 1:
            raise InputError(f"{name} is {value}, and must be 0 to 1.")
    if max(by.inside, by.outside) > 1:
        raise InputError("A CES exponent is above 1: inputs that replace each other more than fully.")  # fmt: skip
