"""Cost of denial against its effect, over single rules: which rules no other rule betters.

Design, section 4: marginal cost is what the leader loses, marginal effect what the target lacks, each
for one rule changed alone. Both arrays are given; nothing here knows a rule.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from licet.errors import InputError
from licet.record import record

Floats = NDArray[np.float64]


@record
class Point:
    """One rule: ``cost`` and ``effect`` at the median of the draws, ``often`` the share of draws in which it is efficient.

    ``per_effect`` is the median of cost over effect, NaN where the effect is nought.
    """

    rule: str
    cost: float
    effect: float
    per_effect: float
    often: float


def frontier(rules: Sequence[str], cost: Floats, effect: Floats) -> tuple[Point, ...]:
    """All rules, cheapest for its effect first, with how often each lies on the Pareto set.

    ``cost`` and ``effect`` are (rules,) or (rules, draws), in any one unit each; more effect and less cost
    are better. A rule is efficient in a draw if no other has as much effect at no more cost, and one of
    the two strictly better. Draws in which a rule's figure is unknown (NaN) are left out of its share.

    >>> found = frontier(["a", "b", "c"], np.array([1.0, 2.0, 3.0]), np.array([1.0, 3.0, 2.0]))
    >>> [each.rule for each in found if each.often == 1]
    ['b', 'a']
    """
    costs, effects = (
        np.atleast_2d(np.asarray(each, dtype=np.float64).T).T for each in (cost, effect)
    )
    if costs.shape != effects.shape or len(costs) != len(rules) or not len(rules):
        raise InputError(
            f"{len(rules)} rules, costs {costs.shape}, effects {effects.shape}. "
            "State one row of costs and of effects a rule."
        )
    points = [
        _point(rule, costs[place], effects[place], efficient)
        for place, (rule, efficient) in enumerate(
            zip(rules, _efficient(costs, effects), strict=True)
        )
    ]
    return tuple(
        sorted(points, key=lambda each: (np.nan_to_num(each.per_effect, nan=np.inf), each.rule))
    )


def _efficient(costs: Floats, effects: Floats) -> Floats:
    """(rules, draws): 1 efficient, 0 not, NaN unknown."""
    found = np.where(np.isnan(costs) | np.isnan(effects), np.nan, 1.0)
    for place in range(len(costs)):
        cheaper, stronger = costs <= costs[place], effects >= effects[place]
        better = cheaper & stronger & ((costs < costs[place]) | (effects > effects[place]))
        found[place] = np.where(
            better.any(axis=0), np.where(np.isnan(found[place]), np.nan, 0.0), found[place]
        )
    return found


def _point(rule: str, cost: Floats, effect: Floats, efficient: Floats) -> Point:
    known = ~np.isnan(efficient)
    if not known.any():
        return Point(rule, np.nan, np.nan, np.nan, np.nan)
    ratio = np.divide(cost, effect, out=np.full_like(cost, np.nan), where=known & (effect != 0))
    per = float(np.nanmedian(ratio)) if not np.isnan(ratio).all() else float("nan")
    return Point(
        rule, float(np.median(cost[known])), float(np.median(effect[known])), per,
        float(efficient[known].mean()),
    )  # fmt: skip
