"""Legal sales to China: the least of cap, demand, approvals, what China accepts, and supply."""

from __future__ import annotations

import numpy as np

from licet.assumptions.model import Floats
from licet.models.compute.parameters import Parameters
from licet.models.compute.policy import Policy, let_in, price_factor
from licet.record import record


@record
class Legal:
    """``units`` sold a year and ``paid`` a unit in dollars, levy in it, and ``open``: the part of demand met.

    All (years, draws); ``open`` is in [0, 1].
    """

    units: Floats
    paid: Floats
    open: Floats


def legal_route(parameters: Parameters, policy: Policy, years: tuple[int, ...]) -> Legal:
    """Units sold under ``policy`` each year.

    The cap is on running totals, as in the rule: what went to China since the start may not pass
    ``cap_share`` of what users in the United States had by then. A tighter cap never raises a year.
    """
    p = parameters
    units = np.zeros((len(years), p.draws))
    if policy.chip is None:
        return Legal(units, units.copy(), units.copy())
    kind = policy.market.value
    supply = getattr(p, f"{kind}_supply")
    supply_growth = getattr(p, f"{kind}_supply_growth")
    volume = getattr(p, f"{kind}_us_volume")
    volume_growth = 1.0 + getattr(p, f"{kind}_us_growth")
    price = getattr(p, f"{kind}_price")
    paid = price * price_factor(p, policy.levy_share)
    accepted = let_in(p, policy.acceptance)
    passed = np.minimum(accepted, p.approval) if policy.reviewed else accepted
    budget, sent = p.budget, np.zeros(p.draws)
    part = np.zeros_like(units)
    for year, name in enumerate(years):
        demand = budget / paid
        if name >= policy.opens:
            sold = np.minimum(demand * passed, supply)
            if policy.cap_share < np.inf:
                room = policy.cap_share * volume - sent
                sold = np.minimum(sold, np.maximum(room, 0.0))
                sent = sent + sold
            units[year] = sold
            np.minimum(sold * price / budget, 1.0, out=part[year])
        budget = budget * p.budget_growth
        supply = supply * supply_growth
        volume = volume * volume_growth
    return Legal(units, np.broadcast_to(paid, units.shape), part)
