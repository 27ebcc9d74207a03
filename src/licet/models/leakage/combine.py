"""Six z-scores to one posterior: a logistic in which only odd findings count and hiding one never helps.

Each z enters as what it has above nought, with a weight that is never negative, so a series that is
missing can lower a route's odds and never raise them.
"""

from __future__ import annotations

import numpy as np
from scipy.special import expit

from licet.assumptions.model import Floats
from licet.errors import InputError
from licet.record import record

_MOST = 10.0
"""A z beyond this says no more: a broken series must not outweigh all others."""
_RIDGE = 1e-3
_ROUNDS, _SETTLED = 60, 1e-10


@record
class Weights:
    """A fitted logistic: ``each`` (6,), ``start`` the log odds without any finding, at ``base_rate``."""

    each: Floats
    start: float
    base_rate: float


def features(z: Floats) -> Floats:
    """What counts of z-scores, same shape: nought where unknown or not odd."""
    return np.clip(np.nan_to_num(z, nan=0.0), 0.0, _MOST)


def fit(z: Floats, diverted: Floats) -> Weights:
    """Weights from labelled routes: ``z`` (6, rows), ``diverted`` (rows,) of 0 and 1; by Newton's method.

    A weight that would turn negative is set to nought and the rest fitted again.
    """
    if not 0 < diverted.mean() < 1:
        raise InputError("Weights need routes that divert and routes that do not.")
    table = np.vstack([np.ones(z.shape[1]), features(z)])
    used = np.ones(len(table), dtype=bool)
    while True:
        found = np.zeros(len(table))
        found[used] = _newton(table[used], diverted)
        wrong = found < 0
        wrong[0] = False
        if not wrong.any():
            return Weights(found[1:], float(found[0]), float(diverted.mean()))
        used[int(np.argmin(np.where(wrong, found, 0.0)))] = False


def _newton(table: Floats, labels: Floats) -> Floats:
    at = np.zeros(len(table))
    for _ in range(_ROUNDS):
        chance = expit(at @ table)
        slope = table @ (labels - chance) - _RIDGE * at
        bend = (table * (chance * (1 - chance))) @ table.T + _RIDGE * np.eye(len(table))
        step = np.linalg.solve(bend, slope)
        size = float(np.abs(step).max())
        at = at + step * min(1.0, 2.0 / max(size, 1e-300))
        if size < _SETTLED:
            break
    return at


def posterior(z: Floats, weights: Weights, base_rate: float | None = None) -> Floats:
    """Probability of diversion by the findings and a base rate, same shape as one z; ``nan`` where no z is known.

    ``z`` is (6, ...). Posterior odds are the prior odds of ``base_rate`` (the training's unless
    given) times what the findings are worth.
    """
    found: Floats = expit(log_odds(z, weights, base_rate))
    return found


def log_odds(z: Floats, weights: Weights, base_rate: float | None = None) -> Floats:
    """Logarithm of the posterior odds; see ``posterior``."""
    rate = weights.base_rate if base_rate is None else base_rate
    if not 0 < rate < 1:
        raise InputError(f"The base rate is {rate}: it lies between 0 and 1.")
    shift = np.log(rate / (1 - rate)) - np.log(weights.base_rate / (1 - weights.base_rate))
    worth = np.tensordot(weights.each, features(z), axes=1)
    return np.where(np.isnan(z).all(axis=0), np.nan, weights.start + shift + worth)
