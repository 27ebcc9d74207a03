"""Lost scale, lost research, lost share: what a loss of sales does in later years, as BCG reads it.

    g[t+1] = g[t] + e_RD dRD[t] / RD[t]

Research follows sales, so dRD / RD is the part of sales that is missing against the path without the
change.  With e_RD = 0 the growth path keeps its slope and the loss its share, as with ITIF.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from licet.models.revenue.parameters import Industry
from licet.record import record

Array = NDArray[np.float64]

LAYER = "arithmetic"
USED = ("revenue_china", "revenue_total", "revenue_feedback", "revenue_growth", "revenue_world_share")  # fmt: skip


@record
class Path:
    """Years 0 to T along the first axis, then the shape of the industry's arrays.

    ``baseline`` and ``sales`` in the industry's money; ``missing`` is the part of the baseline that is
    gone; ``points`` the share in world sales that is lost, in percentage points.
    """

    baseline: Array
    sales: Array
    missing: Array
    points: Array


def path(industry: Industry, share: Array, years: int, *, feedback: bool) -> Path:
    """Sales over ``years`` after the part ``share`` of all sales goes in year 0.

    ``feedback`` switches e_RD on.  The world's sales go on as without the change: what the industry
    loses others sell, so its share falls with its sales.
    """
    pull = industry.feedback if feedback else np.zeros_like(industry.feedback)
    baseline, sales = [industry.total + 0 * share], [industry.total * (1 - share)]
    growth = industry.growth + 0 * share
    for _ in range(years):
        # The year's own growth already answers to the research that the year before could not pay.
        growth = growth - pull * (1 - sales[-1] / baseline[-1])
        baseline.append(baseline[-1] * (1 + industry.growth))
        sales.append(sales[-1] * np.maximum(1 + growth, 0.0))
    before, after = np.stack(baseline), np.stack(sales)
    missing = 1 - after / before
    return Path(before, after, missing, share_points(industry.world_share, missing))


def share_points(world_share: Array, missing: Array) -> Array:
    """Percentage points of world share that go with a part of sales missing.

    >>> share_points(np.array(0.48), np.array(0.37)).round(2).item()
    17.76
    """
    return np.asarray(100 * world_share * missing)
