"""Hulten's first-order number and the second-order one beside it, in a CES economy of inputs and outputs.

To first order a loss of productivity costs the world its sales share: dlnY = sum_i lambda_i dlnA_i.  The
second order adds one half of sum_ij (dlambda_i / dlnA_j) dlnA_i dlnA_j: with elasticities below 1 the
sales share of what becomes scarce rises, so that bad shocks hurt more than the first order says.

After D. Baqaee and E. Farhi, Econometrica 87 (2019), for producers with CES technology, any number of
factors in fixed supply, and one household for the whole world; derived anew here.  Prices follow costs,
dln p = -Psi dlnA + Psi_F dlnW, and sales follow prices,
dlambda_i = sum_k lambda_k (1 - theta_k) Cov_k(dln p, Psi_i), the covariance under k's cost shares.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from licet.errors import InputError
from licet.models.network.parameters import Rationing
from licet.models.network.ras import over
from licet.models.network.ration import first_round
from licet.record import record

Array = NDArray[np.float64]

LAYERS = ("first order", "second order")
_ONE = 1e-6
"""By how much cost shares may miss 1."""


@record
class Economy:
    """N producers and F factors.

    ``inputs[k, i]`` is the share of producer i in k's costs and ``factors[k, f]`` that of factor f: a
    row of both sums to 1.  ``spending`` (N,) are the shares of goods in final use.  ``theta`` (N,) are
    elasticities between all that a producer buys, ``sigma`` that between goods in final use.
    """

    inputs: Array
    factors: Array
    spending: Array
    theta: Array
    sigma: float


@record
class Orders:
    """ln of world real output after a shock, by first and by second order; ``domar`` (N,) are sales over GDP."""

    first: float
    second: float
    domar: Array

    @property
    def percent(self) -> tuple[float, float]:
        """Both as percent of world GDP."""
        return 100 * float(np.expm1(self.first)), 100 * float(np.expm1(self.second))


def orders(economy: Economy, shock: Array) -> Orders:
    """What productivity changes ``shock`` (N,), as dlnA, do to world output.

    Raises:
        InputError: shapes do not fit, cost shares do not sum to 1, or a producer buys from itself alone.
    """
    _checked(economy, shock)
    count = len(economy.spending)
    # Psi[k, i]: how much of i's goods a dollar of k's goods holds, through all stages.
    psi: Array = np.linalg.solve(np.eye(count) - economy.inputs, np.eye(count)).astype(np.float64)
    domar = economy.spending @ psi
    held = psi @ economy.factors
    income = domar @ economy.factors
    down = -psi @ shock

    def moved(prices: Array, wages: Array, of: Array, of_factor: Array) -> Array:
        """By how much sales of some goods, or of factors, move with prices of goods and of factors."""
        users = np.vstack([np.hstack([economy.inputs, economy.factors]), np.append(economy.spending, 0 * wages)])  # fmt: skip
        weight = np.append(domar * (1 - economy.theta), 1 - economy.sigma)
        price, content = np.append(prices, wages), np.vstack([of, of_factor])
        both = users @ (price[:, None] * content) - (users @ price)[:, None] * (users @ content)
        return np.asarray(weight @ both)

    own: Array = np.eye(len(income))
    # Wages clear the factors' markets: d income = direct + effect of wages, with d income = income x dlnW.
    direct = moved(down, np.zeros(len(income)), held, own)
    effect = np.stack([moved(held[:, f], own[f], held, own) for f in range(len(income))], axis=1)
    # One equation says the others' sum (incomes are all of GDP), so the least solution is taken.
    change = np.linalg.lstsq(np.diag(income) - effect, direct, rcond=None)[0]
    wages: Array = np.asarray(change - income @ change, dtype=np.float64)
    sales = moved(down + held @ wages, wages, psi, np.zeros((len(income), count)))
    first = float(domar @ shock)
    return Orders(first, first + 0.5 * float(sales @ shock), domar)


def world_economy(flows: Array, final: Array, theta: float, sigma: float) -> Economy:
    """The economy of a world table: a producer for each sector and region, and a factor for each region.

    ``flows`` (S, R, S, R) and ``final`` (S, R) in one money.  Where inputs cost more than output the
    producer counts as using no factor.  The world has one household: what its countries gain and
    lose among each other is not in the number.
    """
    size = flows.shape[:2]
    count = size[0] * size[1]
    bought = flows.reshape(count, count).T
    output = (flows.sum((2, 3)) + final).ravel()
    costs = np.maximum(output, bought.sum(1))
    inputs = over(bought, costs[:, None])
    # A sector that makes and buys nothing is given its region's factor alone: it is never used.
    added = np.where(costs > 0, 1 - inputs.sum(1), 1.0)
    factors = added[:, None] * np.tile(np.eye(size[1]), (size[0], 1))
    spending = final.ravel() / final.sum()
    return Economy(inputs, factors, spending, np.full(count, theta), sigma)


def orders_of_cut(flows: Array, final: Array, allowed: Array, by: Rationing, *, theta: float, sigma: float) -> Orders:  # fmt: skip
    """Both numbers for a cut of flows: each producer's productivity falls by what the cut alone takes from it.

    What sellers then run lower is left to the economy, so no part of a loss is counted twice.
    Arguments as in ``ration`` and ``world_economy``.
    """
    part = np.maximum(first_round(flows, final, allowed, by), np.finfo(np.float64).tiny)
    return orders(world_economy(flows, final, theta, sigma), np.log(part).ravel())


def _checked(economy: Economy, shock: Array) -> None:
    count = len(economy.spending)
    for name, array, shape in (
        ("inputs", economy.inputs, (count, count)), ("theta", economy.theta, (count,)), ("shock", shock, (count,)),
        ("factors", economy.factors, (count, economy.factors.shape[-1])),
    ):  # fmt: skip
        if array.shape != shape:
            raise InputError(f"{name} is {array.shape}, and {shape} was wanted.")
        if not np.isfinite(array).all():
            raise InputError(f"{name} holds values that are unknown.")
    off = np.abs(economy.inputs.sum(1) + economy.factors.sum(1) - 1).max(initial=0.0)
    if off > _ONE or abs(float(economy.spending.sum()) - 1) > _ONE:
        raise InputError(f"Cost shares or spending miss a sum of 1, by up to {off:.2g}.")
