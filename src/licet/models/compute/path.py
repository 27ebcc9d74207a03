"""Equation (13), year by year and draw by draw: where China's compute comes from, and what it adds up to."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import numpy as np

from licet.assumptions.model import Floats
from licet.errors import InputError
from licet.models.compute.chips import Chip, Count, h100e
from licet.models.compute.domestic import domestic_output
from licet.models.compute.legal import legal_route
from licet.models.compute.measures import By, Flow, Stock, carried, total
from licet.models.compute.parameters import Parameters
from licet.models.compute.policy import Policy
from licet.record import record

Smuggling = Callable[[Floats, int], Floats]
"""From a log price gap (draws,) and a calendar year to chips that get through (draws,)."""


@record
class Chips:
    """The chips that amounts are counted in: the unit, China's package, and what is smuggled."""

    anchor: Chip
    domestic: Chip
    smuggled: Chip


@record
class Value:
    """What each source cost in a year, in dollars, (years, draws)."""

    legal: Floats
    domestic: Floats
    smuggled: Floats
    proxy: Floats


@record
class Path:
    """One policy, run: flows by source, stocks of both countries, and the price gap.

    ``legal``, ``domestic``, ``smuggled`` and ``proxy`` make ``acquired``, all by owner; ``remote`` is
    rented, by user, and enters no total. ``gap`` is the log price gap, (years, draws).
    """

    policy: str
    years: tuple[int, ...]
    legal: Flow
    domestic: Flow
    smuggled: Flow
    proxy: Flow
    remote: Flow
    acquired: Flow
    china: Stock
    us_acquired: Flow
    us: Stock
    gap: Floats
    value: Value


def run(  # noqa: PLR0917 - what runs, under what, counted in what: each is its own type
    parameters: Parameters, policy: Policy, chips: Chips, smuggling: Smuggling,
    years: tuple[int, ...], count: Count = Count.COMPUTE,
) -> Path:  # fmt: skip
    """Run ``policy`` over ``years``, the first of which follows the stock that the ledger states.

    ``smuggling`` is the supply of diversion (``licet.models.leakage.supply``). Unknown figures of a
    chip make ``nan``, never nought.
    """
    _rising(years)
    p = parameters
    legal = legal_route(p, policy, years)
    gap = np.log1p(p.markup) * (1.0 - legal.open)
    tools = np.clip(p.tools_allowed + policy.tools_shift, 0.0, 1.0)
    each = h100e(chips.smuggled, chips.anchor, count)
    sold = 0.0 if policy.chip is None else h100e(policy.chip, chips.anchor, count)
    own = domestic_output(p, gap, tools, h100e(chips.domestic, chips.anchor, count))
    smuggled = np.stack([smuggling(row, year) for year, row in zip(years, gap, strict=True)])
    world, proxy, remote = _abroad(p, legal.open, len(years), count)
    bought, made, through, beside = (
        Flow(years, amount, By.OWNER, count)
        for amount in (legal.units * sold, own.h100e, smuggled * each, proxy)
    )
    acquired = total((bought, made, through, beside))
    us = Flow(years, np.maximum(world - p.displaced * bought.added, 0.0), By.OWNER, count)
    factor = p.china_bandwidth if count is Count.BANDWIDTH else 1.0
    opening = p.world_stock * p.china_share * factor + p.smuggled_held
    held = p.world_stock * p.us_share * (p.world_bandwidth if count is Count.BANDWIDTH else 1.0)
    in_china = p.smuggled_price * np.exp(gap)
    value = Value(
        legal.units * legal.paid, own.h100e * p.domestic_price, smuggled * in_china,
        proxy / each * p.smuggled_price,
    )  # fmt: skip
    return Path(
        policy.name, years, bought, made, through, beside, Flow(years, remote, By.USER, count), acquired,
        carried(opening, acquired, p.delta), us, carried(held, us, p.delta), gap, value,
    )  # fmt: skip


def _rising(years: tuple[int, ...]) -> None:
    if not years or any(after != before + 1 for before, after in pairwise(years)):
        raise InputError(f"years are {years}: they must follow each other, such as (2026, 2027).")


def _abroad(p: Parameters, part: Floats, years: int, count: Count) -> tuple[Floats, Floats, Floats]:
    """What owners in the United States add, and what Chinese firms own and rent abroad: (years, draws).

    Buying abroad through own companies shrinks as the legal route opens.
    """
    factor = p.world_bandwidth if count is Count.BANDWIDTH else 1.0
    stock, more = p.world_stock * factor * p.us_share, p.world_growth - 1.0
    grown = np.ones(p.draws)
    world, proxy, remote = (np.empty((years, p.draws)) for _ in range(3))
    for year in range(years):
        if year:
            more = more * p.growth_fade
            grown = grown * (1.0 + more)
        np.multiply(stock, more + p.delta, out=world[year])
        stock = stock * (1.0 + more)
        np.multiply(p.proxy * grown, 1.0 - part[year], out=proxy[year])
        np.multiply(p.remote, grown, out=remote[year])
    return world, proxy, remote
