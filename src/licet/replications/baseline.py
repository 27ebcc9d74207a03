"""``baseline``: with no change the world reproduces itself, and a change of one per cent does not go unseen."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np

from licet.assumptions.load import load_ledger
from licet.assumptions.published import load_published
from licet.datasets.world import world_table
from licet.models.trade.parameters import from_ledger
from licet.models.trade.solve import BALANCED, FIXED, solve
from licet.models.trade.table import economy
from licet.replications.model import MOST, Check, Replication, moved


def replicate(data: Path | str | None = None, by: Mapping[str, float] | None = None) -> Replication:
    """The largest change of any wage, price or real income where nothing changes, under both conventions of deficits.

    ``by`` moves ``kappa``, what is left of every flow between regions, or ``tariff``, the factor on them.

    Raises:
        MissingData: there is no world table.
        UnknownName: ``by`` names another input.
    """
    near = load_published("bars")["baseline"]["tolerance"]
    inputs = moved({"kappa": 1.0, "tariff": 1.0}, by or {})
    table = world_table(folder=data)
    world = economy(table, from_ledger(load_ledger()).theta(table.sectors))
    own = np.eye(len(world.regions), dtype=bool)
    kappa, that = (np.where(own, 1.0, inputs[name]) * np.ones_like(world.pi) for name in inputs)
    checks = []
    for deficits in (FIXED, BALANCED):
        found = solve(world, kappa=kappa, that=that, deficits=deficits)
        for what, change in (
            ("wage", found.wage - 1), ("price", found.price - 1), ("real income", found.welfare_exact),
        ):  # fmt: skip
            largest = float(abs(change).max())
            checks.append(Check(f"largest change of a {what}, surpluses {deficits}", "share", 0.0, largest, near, wanted=MOST))  # fmt: skip
    return Replication(
        "baseline", f"No change in, no change out: {len(table.regions)} regions x {len(table.sectors)} sectors",
        "the model's own demand, section 3.1 of the design", inputs, tuple(checks), (table.origin,),
        "Where surpluses are balanced, changes are measured from the world that is balanced first.",
    )  # fmt: skip
