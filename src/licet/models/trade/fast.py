"""Layers for draws: first order, second order and exact, and which of them an answer may come from."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from licet.errors import InputError
from licet.models.trade.batch import DRAWS, solve_many
from licet.models.trade.economy import Economy, Floats, numbers
from licet.models.trade.slope import slope
from licet.models.trade.solve import settled
from licet.record import record

FIRST, SECOND, EXACT = "first-order", "second-order", "exact"
LAYERS = (FIRST, SECOND, EXACT)
STEP = 0.01
"""Change of kappa over which slopes are differenced; the error is of its square."""


@record
class Limits:
    """Shares of a flow up to which a layer may answer; above ``second`` every answer is exact."""

    first: float
    second: float


@record
class Fast:
    """Slopes and curvature of ln welfare along r bundles of flows that rules move together.

    ``bundles[r,j,n,i]`` say which part of each flow a bundle holds (0 to 1): with shares v banned,
    kappa = 1 - sum over r of v_r bundles_r. ``slope[n,r]`` is d ln W / dv, ``curve[n,r,q]`` the second.
    """

    economy: Economy
    bundles: Floats
    slope: Floats
    curve: Floats


@record
class Answers:
    """``welfare[s,n]`` as shares; ``layer[s]`` indexes ``LAYERS``; ``gap[s]`` of exact ones, else NaN."""

    welfare: Floats
    layer: NDArray[np.int64]
    gap: Floats

    @property
    def layers(self) -> list[str]:
        """The layer of each answer by name."""
        return [LAYERS[each] for each in self.layer]


def fast(economy: Economy, bundles: Floats) -> Fast:
    """Slopes by one linear solve, and curvature from the slopes of worlds a little to either side."""
    found = np.asarray(bundles, dtype=np.float64)
    numbers("bundles", found, (len(found), *economy.pi.shape))
    if found.min(initial=0) < 0 or found.max(initial=0) > 1:
        raise InputError("a bundle holds parts of flows, each between nought and one.")
    here = _along(economy, found)
    curve = np.stack([_curve(economy, found, each) for each in found], axis=1)
    return Fast(economy, found, here, (curve + curve.transpose(0, 2, 1)) / 2)


def _along(economy: Economy, bundles: Floats) -> Floats:
    found: Floats = -np.einsum("mjni,rjni->mr", slope(economy), bundles, optimize=True)
    return found


def _curve(economy: Economy, bundles: Floats, each: Floats) -> Floats:
    """How the slopes along all bundles change along one of them [n,q]."""
    sides = []
    for step in (STEP, -STEP):
        kappa = 1 - step * each
        # In the moved world a kappa of one stands for ``kappa`` here, so its slopes are per that.
        sides.append(_along(settled(economy, kappa=kappa), bundles / kappa))
    return (sides[0] - sides[1]) / (2 * STEP)


def first_order(model: Fast, shares: Floats) -> Floats:
    """Log change of welfare [s,n] for banned shares [s,r], by slopes alone."""
    return np.asarray(shares) @ model.slope.T


def second_order(model: Fast, shares: Floats) -> Floats:
    """Log change of welfare [s,n] with the curvature added."""
    given = np.asarray(shares)
    regions, bundles, _ = model.curve.shape
    pairs = (given[:, :, None] * given[:, None, :]).reshape(len(given), -1)
    return first_order(model, given) + 0.5 * pairs @ model.curve.reshape(regions, bundles**2).T


def exact(model: Fast, shares: Floats, tolerance: float = DRAWS) -> tuple[Floats, Floats]:
    """Welfare [s,n] as shares and the gaps [s], through the exact equations; parts beyond a whole are one."""
    kappa = 1 - np.einsum("sr,rjni->sjni", shares, model.bundles, optimize=True)
    found = solve_many(model.economy, kappa=np.maximum(kappa, 0), tolerance=tolerance)
    return found.welfare_exact, found.gap


def answers(model: Fast, shares: Floats, limits: Limits, tolerance: float = DRAWS) -> Answers:
    """Welfare for banned shares [s,r], each scenario by the cheapest layer that is good enough for it.

    What counts is the flow that loses most: up to ``limits.first`` of it first order, up to
    ``limits.second`` with curvature, exact above.
    """
    given = np.asarray(shares, dtype=np.float64)
    numbers("shares", given, (len(given), len(model.bundles)))
    lost = _lost(model, given)
    layer = (lost > limits.first).astype(np.int64) + (lost > limits.second)
    welfare = np.expm1(first_order(model, given))
    gap = np.full(len(given), np.nan)
    if (rows := layer == 1).any():
        welfare[rows] = np.expm1(second_order(model, given[rows]))
    if (rows := layer > 1).any():
        welfare[rows], gap[rows] = exact(model, given[rows], tolerance)
    return Answers(welfare, layer, gap)


def _lost(model: Fast, shares: Floats) -> Floats:
    """The largest share that any one flow loses, or gains [s]."""
    patterns = np.unique(model.bundles.reshape(len(model.bundles), -1), axis=1)
    found: Floats = abs(shares @ patterns).max(axis=1, initial=0.0)
    return found
