"""Sales lost, who takes them over, research and jobs that go with them: year one, nothing adjusts.

    loss = d R_CN,  gain_c = loss share_c,  dRD = (loss / R_tot) RD,  jobs = (loss / R_tot) N,  downstream = m jobs

Dollars of sales in one year.  They are not welfare, and are never added to it: a country's loss of
welfare is what its people can no longer have, in the long run.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from licet.errors import InputError
from licet.models.revenue.parameters import IDS, Industry
from licet.record import record

Array = NDArray[np.float64]

LAYER = "arithmetic"
USED = tuple(
    key
    for key in IDS
    if key
    not in ("revenue_feedback", "revenue_growth", "revenue_world_share", "revenue_listing_return")
)
"""Ids of the ledger that ``revenue_loss`` rests on."""


@record
class RevenueLoss:
    """What goes with a denial, in the industry's money and jobs; all of one shape.

    ``share`` is the loss over all sales, and so the part of research and jobs that goes with it.
    ``gains`` sum to ``sales``.
    """

    sales: Array
    share: Array
    research: Array
    jobs: Array
    downstream: Array
    gains: Mapping[str, Array]


def revenue_loss(industry: Industry, denied: Array | float) -> RevenueLoss:
    """The loss if the part ``denied`` (0 to 1) of sales to the country goes.

    ``denied`` broadcasts against the industry's arrays.

    Raises:
        InputError: ``denied`` is out of range, or sales to the country exceed all sales.
    """
    part = np.asarray(denied, dtype=np.float64)
    if not ((part >= 0) & (part <= 1)).all():
        raise InputError(f"The part denied must be 0 to 1, and is {denied}.")
    if (industry.china > industry.total).any():
        raise InputError("Sales to the country exceed all sales of the industry.")
    sales = np.asarray(part * industry.china)
    share = sales / industry.total
    jobs = share * industry.jobs
    weights = np.sum([np.asarray(each) for each in industry.gains.values()], axis=0)
    return RevenueLoss(
        sales, share, share * industry.research, jobs, industry.downstream * jobs,
        {name: sales * each / weights for name, each in industry.gains.items()},
    )  # fmt: skip


def interval(values: Array) -> tuple[float, float, float]:
    """5th percentile, median and 95th percentile over draws.

    >>> interval(np.arange(101.0))
    (5.0, 50.0, 95.0)
    """
    low, middle, high = np.quantile(values, (0.05, 0.5, 0.95))
    return float(low), float(middle), float(high)
