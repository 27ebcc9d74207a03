"""Caliendo and Parro (2015): what NAFTA's tariffs did, by their model and by our solver.

Nothing here is fitted: other tariffs, elasticities or members go through the same lines.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from licet.errors import UnknownName
from licet.models.trade.economy import Economy
from licet.models.trade.equilibrium import Equilibrium
from licet.models.trade.nafta_data import Trade1993, data_1993, economy_1993, factors
from licet.models.trade.solve import balanced, settled, solve
from licet.record import record, replaced

MEMBERS = ("MEX", "CAN", "USA")
EXPERIMENTS = ("nafta", "world", "world-without-nafta", "nafta-given-world")


@record
class Replication:
    """One experiment: ``found`` from ``before`` to ``after`` tariffs, with rows for the members.

    ``rows[region]`` holds welfare_linear, welfare_exact, terms_of_trade, volume, real_wage and
    import_growth (from the other members), all in per cent.
    """

    found: Equilibrium
    rows: Mapping[str, Mapping[str, float]]
    members: tuple[str, ...]


def caliendo_parro(
    given: Trade1993 | Mapping[str, Any],
    theta_other: float,
    *,
    experiment: str = "nafta",
    tariffs_pct: Any = None,
    members: Sequence[str] = MEMBERS,
    deficits: str = "balanced",
) -> Replication:
    """Solve their model for one change of tariffs.

    ``experiment``: "nafta" moves tariffs among ``members`` alone to those of 2005, "world" all of them,
    "world-without-nafta" all but those, and "nafta-given-world" measures the first from the world in which
    the last has happened. ``tariffs_pct[j,n,i]``, in per cent, replace those of 2005.
    ``deficits``: "balanced" as in their main text, or "fixed" as in their appendix.
    """
    if experiment not in EXPERIMENTS:
        raise UnknownName("experiment", experiment, EXPERIMENTS)
    data = data_1993(given)
    if tariffs_pct is not None:
        data = replaced(data, tariffs_2005=np.array(tariffs_pct, dtype=float))
    base = settled(economy_1993(data, theta_other))
    if deficits == "balanced":
        base, deficits = balanced(base), "fixed"
    new = factors(data, data.tariffs_2005)
    inside = _inside(base, members)
    if experiment == "nafta-given-world":
        base = settled(base, tariffs=np.where(inside, base.tariff, new))
    tariffs = {
        "nafta": np.where(inside, new, base.tariff),
        "world-without-nafta": np.where(inside, base.tariff, new),
    }.get(experiment, new)
    found = solve(base, tariffs=tariffs, deficits=deficits)
    traded = len(data.theta)
    rows = {name: _row(found, name, members, traded) for name in members}
    return Replication(found, rows, tuple(members))


def _inside(economy: Economy, members: Sequence[str]) -> NDArray[np.bool_]:
    """True for flows between two members [n,i]."""
    one = np.zeros(len(economy.regions), dtype=bool)
    one[[economy.region(name) for name in members]] = True
    return one[:, None] & one[None, :] & ~np.eye(len(one), dtype=bool)


def _row(found: Equilibrium, name: str, members: Sequence[str], traded: int) -> dict[str, float]:
    at = found.economy.region(name)
    parts = ("welfare_linear", "welfare_exact", "terms_of_trade", "volume", "real_wage")
    row = {part: 100 * float(getattr(found, part)[at]) for part in parts}
    others = [other for other in members if other != name]
    row["import_growth"] = import_growth(found, name, others, slice(traded))
    return row


def import_growth(
    found: Equilibrium, buyer: str, sellers: Sequence[str], goods: slice = slice(None)
) -> float:
    """Growth of what ``buyer`` imports from ``sellers``, in per cent, at the border and in the numeraire."""
    at = found.economy.region(buyer)
    sources = [found.economy.region(name) for name in sellers]
    before, after = (
        flows[goods, at][:, sources].sum() for flows in (found.flows_before, found.flows)
    )
    return 100 * float(after / before - 1)
