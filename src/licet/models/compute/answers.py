"""What people ask of a run: shares, ratios, self-sufficiency, delay, who overtakes whom, price of compute."""

from __future__ import annotations

import numpy as np

from licet.assumptions.model import Floats
from licet.errors import InputError
from licet.models.compute.measures import Flow, Stock, alike, ratio, share
from licet.models.compute.path import Path
from licet.record import record

SOURCES = ("domestic", "legal", "smuggled", "proxy")
"""The sources that make what China acquires; ``remote`` is in none."""


@record
class Fan:
    """Quantiles over draws, each (years,): 5, 25, 50, 75 and 95 per cent. ``nan`` where no draw is known."""

    p05: Floats
    p25: Floats
    p50: Floats
    p75: Floats
    p95: Floats


def fan(amount: Floats) -> Fan:
    """Quantiles of (years, draws); draws that are unknown are left out of a year, never read as nought."""
    found = np.full((5, len(amount)), np.nan)
    for year, row in enumerate(amount):
        known = row[~np.isnan(row)]
        if len(known):
            found[:, year] = np.quantile(known, (0.05, 0.25, 0.5, 0.75, 0.95))
    return Fan(*found)


def china_share(path: Path) -> Floats:
    """China's part of the stock of China and the United States, by owner: (years, draws)."""
    return share(path.china, path.us)


def us_china_ratio(path: Path) -> Floats:
    """Compute that the United States acquired in a year over what China did: (years, draws)."""
    return ratio(path.us_acquired, path.acquired)


def self_sufficiency(path: Path) -> Floats:
    """Domestic part of the compute that China acquired in a year: (years, draws)."""
    return ratio(path.domestic, path.acquired)


def self_sufficiency_by_value(path: Path) -> Floats:
    """The same by what was paid, levy and mark-up in it: (years, draws); ``nan`` where nothing was."""
    value = path.value
    whole = value.domestic + value.legal + value.smuggled + value.proxy
    with np.errstate(divide="ignore", invalid="ignore"):
        found: Floats = np.where(whole > 0, value.domestic / whole, np.nan)
    return found


def price_of_compute(path: Path) -> Floats:
    """Dollars for an H100e that China acquired in a year, over all sources: (years, draws)."""
    value = path.value
    whole = value.domestic + value.legal + value.smuggled + value.proxy
    with np.errstate(divide="ignore", invalid="ignore"):
        found: Floats = np.where(path.acquired.added > 0, whole / path.acquired.added, np.nan)
    return found


def source_shares(path: Path, year: int) -> dict[str, Floats]:
    """Part of each source in what China acquired in ``year``, (draws,) each; they sum to one."""
    if year not in path.years:
        raise InputError(f"{year} was not run. Choose of {', '.join(map(str, path.years))}.")
    row = path.years.index(year)
    return {name: ratio(getattr(path, name), path.acquired)[row] for name in SOURCES}


def crossing(first: Stock | Flow, second: Stock | Flow) -> Floats:
    """Probability that ``first`` has reached ``second`` by the end of each year: (years,).

    ``nan`` where some draw is unknown.
    """
    alike(first, second)
    unknown = np.isnan(first.amount) | np.isnan(second.amount)
    reached = np.maximum.accumulate(first.amount >= second.amount, axis=0).mean(axis=1)
    return np.where(np.logical_or.accumulate(unknown.any(axis=1)), np.nan, reached)


def years_of_delay(leader: Stock, follower: Stock) -> Floats:
    """How many years earlier the leader's median stood where the follower's stands: (years,).

    It is the horizontal distance of two fan medians, taken on a log scale between the ends of years;
    negative where the "leader" is behind. ``nan`` where the level lies outside of what the leader went
    through in the run, its start with it: the delay is then longer than the run shows.
    """
    alike(leader, follower)
    years = np.asarray(leader.years, dtype=np.float64)
    ahead = np.array([np.median(row) for row in (leader.before, *leader.held)])
    behind = np.median(follower.held, axis=1)
    if not (ahead > 0).all() or not (behind > 0).all():
        return np.full(len(years), np.nan)
    when = np.interp(
        np.log(behind), np.log(np.maximum.accumulate(ahead)), (years[0] - 1, *years), np.nan, np.nan
    )
    return np.asarray(years - when, dtype=np.float64)
