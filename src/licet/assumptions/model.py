"""One assumption: a number with a range and a shape, and its values at given quantiles."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaincinv, ndtri

from licet.errors import InputError
from licet.record import record, replaced

Floats = NDArray[np.float64]

SURE = ("high", "medium", "low", "judgement")
"""How sure a figure is; ``judgement`` is one that no source states."""
TAIL = 0.05
"""``low`` and ``high`` of a shape without ends stand at this quantile and at one less it."""


@record
class Assumption:
    """A number that a model takes from outside the law.

    ``low`` and ``high`` are the ends of the shapes that have ends (uniform, triangular and their
    logarithmic forms), else the 5th and 95th percentile. ``central`` is the mode of the triangular
    shapes, the median of ``normal`` and ``lognormal``, the mean of ``gamma``. ``stated_by`` is empty
    for the figure of the files and says who set it otherwise.

    >>> theta = Assumption(
    ...     "theta", "trade elasticity", "1", 6.0, 3.9, 13.0, "log-triangular", "a paper", "medium"
    ... )
    >>> theta.at(np.array([0.0, 1.0])).tolist()
    [3.9, 13.0]
    """

    id: str
    what: str
    unit: str
    central: float
    low: float
    high: float
    shape: str
    source: str
    sure: str
    symbol: str = ""
    url: str = ""
    note: str = ""
    stated_by: str = ""

    def at(self, quantile: Floats) -> Floats:
        """Values at quantiles in [0, 1], same shape in and out."""
        return SHAPES[self.shape](self, np.asarray(quantile, dtype=np.float64))

    def set_to(self, value: float, by: str = "the user") -> Assumption:
        """The same assumption at one value; a value out of range is taken, since the range is an opinion."""
        if not np.isfinite(value):
            raise InputError(f"{self.id}: {value} is no number. A finite number was wanted.")
        return replaced(
            self, central=value, low=value, high=value, shape="point", stated_by=by
        )  # fmt: skip


def _point(each: Assumption, quantile: Floats) -> Floats:
    return np.full_like(quantile, each.central)


def _uniform(each: Assumption, quantile: Floats) -> Floats:
    return each.low + (each.high - each.low) * quantile


def _triangle(low: float, mode: float, high: float, quantile: Floats) -> Floats:
    if high == low:
        return np.full_like(quantile, low)
    split = (mode - low) / (high - low)
    left = low + np.sqrt(quantile * (high - low) * (mode - low))
    right = high - np.sqrt((1 - quantile) * (high - low) * (high - mode))
    return np.where(quantile < split, left, right)


def _triangular(each: Assumption, quantile: Floats) -> Floats:
    return _triangle(each.low, each.central, each.high, quantile)


def _log_uniform(each: Assumption, quantile: Floats) -> Floats:
    return each.low * (each.high / each.low) ** quantile


def _log_triangular(each: Assumption, quantile: Floats) -> Floats:
    low, mode, high = (float(np.log(value)) for value in (each.low, each.central, each.high))
    found = np.exp(_triangle(low, mode, high, quantile))
    return np.clip(found, each.low, each.high)  # exp(log(x)) misses x by a bit


def _scale(high: float, low: float) -> float:
    return (high - low) / float(ndtri(1 - TAIL) - ndtri(TAIL))


def _normal(each: Assumption, quantile: Floats) -> Floats:
    found: Floats = each.central + _scale(each.high, each.low) * ndtri(quantile)
    return found


def _lognormal(each: Assumption, quantile: Floats) -> Floats:
    found: Floats = each.central * np.exp(
        _scale(float(np.log(each.high)), float(np.log(each.low))) * ndtri(quantile)
    )
    return found


def _gamma(each: Assumption, quantile: Floats) -> Floats:
    """A gamma with its mean at ``central``, as wide as ``low`` and ``high`` lie apart, in standard deviations."""
    form = (each.central / _scale(each.high, each.low)) ** 2
    found: Floats = gammaincinv(form, quantile) * (each.central / form)
    return found


SHAPES: Mapping[str, Callable[[Assumption, Floats], Floats]] = {
    "point": _point, "uniform": _uniform, "triangular": _triangular, "log-uniform": _log_uniform,
    "log-triangular": _log_triangular, "normal": _normal, "lognormal": _lognormal, "gamma": _gamma,
}  # fmt: skip
"""Each shape as a function from quantiles to values."""
POSITIVE = frozenset({"log-uniform", "log-triangular", "lognormal", "gamma"})
"""Shapes whose values are above nought."""
