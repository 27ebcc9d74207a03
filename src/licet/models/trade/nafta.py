"""Caliendo and Parro (2015): what NAFTA's tariffs did, by their model and by our solver.

Nothing here is fitted: other tariffs, elasticities or members go through the same lines.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from licet.errors import UnknownName
from licet.models.network.ras import over
from licet.models.trade.economy import Economy
from licet.models.trade.equilibrium import Equilibrium
from licet.models.trade.nafta_data import Trade1993, data_1993, economy_1993, factors
from licet.models.trade.nafta_models import FULL, simplified
from licet.models.trade.solve import BALANCED, FIXED, balanced, settled, solve
from licet.record import record, replaced

MEMBERS = ("MEX", "CAN", "USA")
EXPERIMENTS = ("nafta", "world", "world-without-nafta", "nafta-given-world")
PARTS = ("welfare_linear", "welfare_exact", "terms_of_trade", "volume", "real_wage")


@record
class Replication:
    """One experiment: the equilibrium ``found``, and rows for the members.

    ``rows[region]`` holds welfare_linear, welfare_exact, terms_of_trade, volume, real_wage and
    import_growth (from the other members), all in per cent. ``against`` is what the rows are measured
    against, where that is not the world of 1993; ``traded`` the number of sectors with tariffs.
    """

    found: Equilibrium
    against: Equilibrium | None
    rows: Mapping[str, Mapping[str, float]]
    members: tuple[str, ...]
    traded: int


def caliendo_parro(
    given: Trade1993 | Mapping[str, Any],
    theta_other: float,
    *,
    experiment: str = "nafta",
    model: str = FULL,
    theta_one: float | None = None,
    tariffs_pct: Any = None,
    members: Sequence[str] = MEMBERS,
    deficits: str = BALANCED,
) -> Replication:
    """Solve their model for one change of tariffs.

    ``experiment``: "nafta" moves tariffs among ``members`` alone to those of 2005, "world" all of them,
    "world-without-nafta" all but those; "nafta-given-world" is the second over the third, as they take it.
    ``tariffs_pct[j,n,i]``, in per cent, replace those of 2005. ``deficits``: "balanced" as in their main
    text, or "fixed" as in their appendix. ``model`` leaves parts of theirs out (``nafta_models``); the
    one with one traded sector wants its elasticity ``theta_one``.
    """
    for what, name, known in (
        ("experiment", experiment, EXPERIMENTS),
        ("convention", deficits, (BALANCED, FIXED)),
    ):
        if name not in known:
            raise UnknownName(what, name, known)
    data = data_1993(given)
    if tariffs_pct is not None:
        data = replaced(data, tariffs_2005=np.array(tariffs_pct, dtype=float))
    data, theta = simplified(data, model, theta_other, theta_one)
    base = settled(economy_1993(data, theta))
    if deficits == BALANCED:
        base = balanced(base)
    new, inside = factors(data, data.tariffs_2005), _inside(base, members)
    tariffs = {
        "nafta": np.where(inside, new, base.tariff),
        "world-without-nafta": np.where(inside, base.tariff, new),
    }
    found = solve(base, tariffs=tariffs.get(experiment, new))
    against = None
    if experiment == "nafta-given-world":
        against = solve(base, tariffs=tariffs["world-without-nafta"])
    rows = {name: _row(found, against, name, members) for name in members}
    return Replication(found, against, rows, tuple(members), len(data.theta))


def _inside(economy: Economy, members: Sequence[str]) -> NDArray[np.bool_]:
    """True for flows between two members [n,i]."""
    one = np.zeros(len(economy.regions), dtype=bool)
    one[[economy.region(name) for name in members]] = True
    return one[:, None] & one[None, :] & ~np.eye(len(one), dtype=bool)


def _row(
    found: Equilibrium, against: Equilibrium | None, name: str, members: Sequence[str]
) -> dict[str, float]:
    at = found.economy.region(name)
    row = {part: float(getattr(found, part)[at]) for part in PARTS}
    if against is not None:
        row = {
            part: (1 + row[part]) / (1 + float(getattr(against, part)[at])) - 1 for part in PARTS
        }
        row["welfare_linear"] = row["terms_of_trade"] + row["volume"]
    others = [other for other in members if other != name]
    return {part: 100 * each for part, each in row.items()} | {
        "import_growth": import_growth(found, name, others, against)
    }


def import_growth(
    found: Equilibrium, buyer: str, sellers: Sequence[str], against: Equilibrium | None = None
) -> float:
    """Growth of what ``buyer`` imports from ``sellers``, in per cent, at the border and in the numeraire.

    ``against`` another change from the same world, flow by flow the growth over that one's.
    """
    at = found.economy.region(buyer)
    sources = [found.economy.region(name) for name in sellers]
    before, after = found.flows_before, found.flows
    if against is not None:
        after = before * np.where(against.flows > 0, over(after, against.flows), 1)
    bought = [flows[:, at][:, sources].sum() for flows in (before, after)]
    return 100 * float(bought[1] / bought[0] - 1)
