"""Choke points of a chain of stages, and how much a buyer loses if a share of an input is cut."""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from licet.models.network.ras import over
from licet.record import record

Array = NDArray[np.float64]

_WHOLE = 100.0  # percent


@record
class ChokePoint:
    """A stage of which one country holds ``share`` percent."""

    item: str
    country: str
    share: float


@record
class ChokePoints:
    """``found``, largest share first; ``known`` stages have at least one known share.

    ``open`` are stages in which a country provides, with a share that nobody states, and could hold
    more than the threshold: they are neither counted nor ruled out.
    """

    above: float
    found: tuple[ChokePoint, ...]
    known: int
    open: tuple[str, ...]

    @property
    def count(self) -> int:
        """How many stages have a country above the threshold."""
        return len({each.item for each in self.found})


def choke_points(shares: Mapping[str, Mapping[str, float]], above: float) -> ChokePoints:
    """Stages where one country's share is above ``above`` percent.

    ``shares`` are percent by stage and country, NaN where unknown.  Where totals exceed 100 two
    countries may both be above it: each is then told, and the stage counts once.

    >>> choke_points({"a": {"X": 70.0}, "b": {"X": 65.0}, "c": {"X": math.nan}}, 65.0).open
    ('c',)
    """
    found, possible = [], []
    known = 0
    for item, by in shares.items():
        stated = {country: share for country, share in by.items() if not math.isnan(share)}
        known += bool(stated)
        over_it = [ChokePoint(item, name, share) for name, share in stated.items() if share > above]
        found += over_it
        rest = _WHOLE - sum(stated.values())
        if not over_it and len(stated) < len(by) and rest > above:
            possible.append(item)
    found.sort(key=lambda each: (-each.share, each.item, each.country))
    return ChokePoints(above, tuple(found), known, tuple(possible))


def loss_if_cut(spent: Array, sigma: Array, cut: Array) -> Array:
    """About how much of its spending a buyer loses if the share ``cut`` of an input goes: a / (sigma - 1) x -ln(1 - cut).

    ``spent`` is the input's share in what the buyer spends, ``sigma`` the elasticity of substitution
    between sources (above 1), ``cut`` 0 to 1; the shapes broadcast.  Infinite where all of it is cut:
    then CES demand has no answer, and neither has this index.  An index, not a forecast.

    >>> loss_if_cut(np.array(0.01), np.array(3.0), np.array([0.0, 0.5, 1.0])).round(6).tolist()
    [0.0, 0.003466, inf]
    """
    with np.errstate(divide="ignore"):
        return np.asarray(spent / (sigma - 1) * np.abs(np.log1p(-cut)))


@record
class Hold:
    """What a coalition holds over a buyer, by sector (S,).

    ``spent`` is the sector's share in all that the buyer buys, ``cut`` the coalition's share of the
    sector's supply to the buyer, ``index`` the loss if cut.
    """

    spent: Array
    cut: Array
    index: Array


def hold(flows: Array, final: Array, coalition: tuple[int, ...], buyer: int, sigma: Array) -> Hold:
    """The index for each sector of a world table.

    ``flows`` (S, R, S, R) and ``final`` (S, R, R) in one money; ``coalition`` and ``buyer`` are places
    on the region axis, ``sigma`` (S,) elasticities.  A buyer in the coalition cuts itself off from nothing.
    """
    supplied = flows[:, :, :, buyer].sum(2) + final[:, :, buyer]
    total = supplied.sum(1)
    outside = [each for each in coalition if each != buyer]
    cut = over(supplied[:, outside].sum(1), total)
    spent = total / total.sum()
    return Hold(spent, cut, loss_if_cut(spent, sigma, cut))
