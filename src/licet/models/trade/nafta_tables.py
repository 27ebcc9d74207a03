"""Further tables of Caliendo and Parro (2015) from one run: by partner, by sector, what is exported."""

from __future__ import annotations

import numpy as np

from licet.errors import InputError
from licet.models.network.ras import over
from licet.models.trade.economy import Floats
from licet.models.trade.nafta import Replication, import_growth


def by_partner(run: Replication, region: str) -> dict[str, float]:
    """Terms of trade and volume with the members and with the rest of the world, in per cent."""
    _alone(run)
    at = run.found.economy.region(region)
    inside = [run.found.economy.region(name) for name in run.members]
    found = {}
    for name in ("terms", "volume"):
        flows = getattr(run.found, f"{name}_by_flow")[:, at]
        found[f"{name}_members"] = 100 * float(flows[:, inside].sum())
        found[f"{name}_others"] = 100 * float(flows.sum()) - found[f"{name}_members"]
    return found


def by_sector(run: Replication, region: str) -> dict[str, tuple[float, float]]:
    """Each traded sector's part, in per cent, of the terms of trade and of the volume of trade."""
    _alone(run)
    at = run.found.economy.region(region)
    terms, volume = (
        getattr(run.found, f"{name}_by_flow")[: run.traded, at].sum(axis=1)
        for name in ("terms", "volume")
    )
    parts = zip(100 * terms / terms.sum(), 100 * volume / volume.sum(), strict=True)
    names = run.found.economy.sectors[: run.traded]
    return {name: (float(a), float(b)) for name, (a, b) in zip(names, parts, strict=True)}


def export_shares(run: Replication, region: str) -> dict[str, tuple[float, float]]:
    """Each sector's part of a region's exports, in per cent, before and after."""
    before, after = _exports(run, region)
    parts = zip(100 * before / before.sum(), 100 * after / after.sum(), strict=True)
    return {
        name: (float(a), float(b))
        for name, (a, b) in zip(run.found.economy.sectors, parts, strict=True)
    }


def concentration(run: Replication, region: str) -> tuple[float, float]:
    """Herfindahl index of a region's exports over all sectors, from 0 (even) to 1, before and after."""
    found = []
    for exports in _exports(run, region):
        squares = float(((exports / exports.sum()) ** 2).sum())
        found.append((squares - 1 / len(exports)) / (1 - 1 / len(exports)))
    return found[0], found[1]


def imports_among(run: Replication) -> dict[str, dict[str, float]]:
    """Growth, in per cent, of each member's imports (rows) from each other member."""
    return {
        buyer: {
            seller: import_growth(run.found, buyer, [seller], run.against)
            for seller in run.members
            if seller != buyer
        }
        for buyer in run.members
    }


def _exports(run: Replication, region: str) -> tuple[Floats, Floats]:
    at = run.found.economy.region(region)
    before, after = run.found.flows_before, run.found.flows
    if run.against is not None:
        after = before * np.where(run.against.flows > 0, over(after, run.against.flows), 1)
    abroad = np.arange(len(run.found.economy.regions)) != at
    first, second = (flows[:, abroad, at].sum(axis=1) for flows in (before, after))
    return first, second


def _alone(run: Replication) -> None:
    if run.against is not None:
        raise InputError(
            "this table is of one change from the world of 1993. Take it of each of the two experiments."
        )
