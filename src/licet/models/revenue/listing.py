"""What investors make of the listing of a customer: a prior for the cost of an entity listing."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from licet.models.revenue.parameters import Industry

Array = NDArray[np.float64]

LAYER = "draws"
USED = ("revenue_listing_return",)


def listing_cost(industry: Industry, market_value: Array | float) -> Array:
    """Market value that goes when a customer is listed, in the money of ``market_value``; below 0 is a gain.

    ``market_value`` is that of the suppliers exposed to it.  Market value is what investors expect of all
    years to come: it is no year's loss of sales and is not added to one.
    """
    return np.asarray(-industry.listing_return / 100 * market_value)
