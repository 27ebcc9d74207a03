"""Six detectors of diversion, each a z-score a route and month: the higher, the odder.

A z needs all the series that it compares; where one is unknown so is the z. Each stands at a month
by that month and earlier ones alone. None of them accuses: what is odd may be lawful.
"""

from __future__ import annotations

import numpy as np

from licet.assumptions.model import Floats
from licet.models.leakage.routes import Routes
from licet.models.leakage.windows import (
    Change,
    Windows,
    aligned,
    before,
    change,
    error_of,
    level_before,
    logs,
    mean_known,
    median_known,
    rise,
    spread,
    sums_after,
)
from licet.record import record

NAMES = (
    "mirror gap", "triangle surge", "unit value", "missing goods", "implausible absorption", "network",
)  # fmt: skip
_ALLOWANCE = 0.5
"""What a month may stray, in deviations, before the running sum of the mirror gap takes notice."""
_DONORS = 5
"""Hubs that must be known for what moved all of them to be taken out."""
_YEAR = 12


@record
class Settings:
    """How the detectors look, and what they take from the ledger.

    ``usd_per_h100e`` turns dollars into chips;
    ``absorption_spread`` is how far a hub's honest imports stray from what its data centres take
    in, as a logarithm. ``lead`` and ``width`` are months (``Windows``).
    """

    usd_per_h100e: float
    absorption_spread: float
    lead: int
    width: int


def z_scores(routes: Routes, settings: Settings) -> Floats:
    """The six z-scores, (6, routes, months), in the order of ``NAMES``; ``nan`` where unknown."""
    flows = Windows(routes.rule, settings.lead, settings.width)
    quotients = Windows(routes.rule, 0, settings.width)  # buying ahead moves both sides alike
    return np.stack([
        mirror_gap(routes, quotients),
        triangle(routes, flows),
        unit_value(routes, quotients),
        missing_goods(routes, quotients),
        absorption(routes, flows, settings),
        network(routes, quotients),
    ])  # fmt: skip


def mirror_gap(routes: Routes, windows: Windows) -> Floats:
    """What the target got from the hub over what the hub says it sent, less its own mean: a running sum.

    Only that way round counts: what a hub sends and the target never sees is for other detectors.
    """
    gap = gap_beside(
        routes.arrived, routes.onward, routes.beside_arrived, routes.beside_onward, windows
    )
    early, known = level_before(gap, windows)
    deviation = spread(gap, windows)
    with np.errstate(divide="ignore", invalid="ignore"):
        away = (gap - early[:, None]) / deviation[:, None]
    months = np.arange(gap.shape[1])[None, :]
    away = np.where(months >= windows.rule[:, None], away, np.nan)
    counted = sums_after(away, windows)[1]
    usable = ~np.isnan(error_of(deviation, known, counted))
    return np.where(usable, _running(away) / np.sqrt(np.maximum(counted, 1.0)), np.nan)


def gap_beside(
    late: Floats, early: Floats, late_beside: Floats, early_beside: Floats, windows: Windows
) -> Floats:
    """Log of what one side reports over what the other does, less the same of the products beside them.

    What moves all goods of the pair alike (freight, rates of exchange, the CIF factor, a reporter that
    counts otherwise) is in both and drops out.
    """
    return aligned(late, early, windows) - aligned(late_beside, early_beside, windows)


def _running(away: Floats) -> Floats:
    total = np.zeros(len(away))
    found = np.empty_like(away)
    for month in range(away.shape[1]):
        step = away[:, month]
        total = np.where(np.isnan(step), total, np.maximum(total + step - _ALLOWANCE, 0.0))
        found[:, month] = total
    return found


def triangle(routes: Routes, windows: Windows) -> Floats:
    """Hub's imports beyond what it can absorb, together with hub to target, after the rule.

    Each leg is a difference in differences: the controlled product against its uncontrolled
    neighbors, after against before, less what moved the other hubs. Sums of dollars are compared
    (for two groups and two periods that is what PPML with these effects estimates), so months of
    nought count. Only surges count; a leg that is unknown adds nothing.
    """
    into = beside_change(routes.received, routes.beside_received, routes.product, windows)
    room = more_room(routes, windows)
    into_z = (into.size - np.maximum(room, 0.0)) / into.error
    out_z = beside_change(routes.arrived, routes.beside_arrived, routes.product, windows).z
    legs = np.stack([into_z, out_z])
    known = ~np.isnan(legs)
    summed = np.where(known, np.maximum(legs, 0.0), 0.0).sum(axis=0) / np.sqrt(2.0)
    return np.where(known.any(axis=0), summed, np.nan)


def more_room(routes: Routes, windows: Windows) -> Floats:
    """How much more the hub's data centres take in than before, beyond the growth of the hub's trade, as a logarithm."""
    absorbs, trade = (
        level_change(each, windows) for each in (routes.absorbs, routes.beside_received)
    )
    return absorbs.size - trade.size


def level_change(flow: Floats, windows: Windows) -> Change:
    """Logarithm of the mean flow after over the mean flow before."""
    early, known_before = mean_known(before(flow, windows))
    summed, known_after = sums_after(flow, windows)
    late = summed / np.maximum(known_after, 1.0)
    error = error_of(spread(logs(flow), windows), known_before, known_after)
    usable = ~np.isnan(error) & (late > 0) & (early[:, None] > 0)
    size = np.log(np.where(usable, late, 1.0) / np.where(usable, early[:, None], 1.0))
    return Change(np.where(usable, size, np.nan), np.where(usable, error, np.nan))


def beside_change(
    treated: Floats, control: Floats, product: tuple[str, ...], windows: Windows
) -> Change:
    """A difference in differences: ``treated`` after over before, less ``control``, less what moved other hubs."""
    size = level_change(treated, windows).size - level_change(control, windows).size
    known_before = mean_known(before(treated, windows))[1]
    known_after = sums_after(treated, windows)[1]
    error = error_of(spread(logs(treated) - logs(control), windows), known_before, known_after)
    return Change(size - common(size, product), error)


def common(size: Floats, product: tuple[str, ...]) -> Floats:
    """What moved all hubs of a product, (routes, months): their median, nought where too few are known."""
    found = np.zeros_like(size)
    codes, place = np.unique(np.asarray(product), return_inverse=True)
    for code in range(len(codes)):
        rows = np.flatnonzero(place == code)
        if len(rows) >= _DONORS:
            known = np.sum(~np.isnan(size[rows]), axis=0)
            middle = median_known(size[rows], 0)
            found[rows] = np.where(known >= _DONORS, middle, 0.0)[None, :]
    return found


def unit_value(routes: Routes, windows: Windows) -> Floats:
    """Dollars a kilogram of what arrived, against its own history; too cheap and too dear are both odd."""
    found = change(logs(routes.arrived) - logs(routes.kg), windows)
    return np.abs(found.z)


def missing_goods(routes: Routes, windows: Windows) -> Floats:
    """Goods that makers sent to the hub and that the hub never recorded, more than before the rule."""
    gap = gap_beside(
        routes.matched, routes.sent, routes.beside_matched, routes.beside_sent, windows
    )
    return rise(-gap, windows).z


def absorption(routes: Routes, windows: Windows, settings: Settings) -> Floats:
    """A year of the hub's imports, in H100e, over what its data centres can take in, on a log scale."""
    whole = Windows(windows.rule, windows.lead, _YEAR)
    summed, known = sums_after(routes.received, whole)
    year = summed / np.maximum(known, 1.0) * _YEAR / settings.usd_per_h100e
    usable = (known >= _YEAR // 2) & (year > 0) & (routes.absorbs > 0)
    ratio = np.log(np.where(usable, year, 1.0) / np.where(usable, routes.absorbs, 1.0))
    return np.where(usable, ratio / settings.absorption_spread, np.nan)


def network(routes: Routes, windows: Windows) -> Floats:
    """Share of trade with consignees that are new or share an address, more than before the rule."""
    return change(routes.newness, windows).z
