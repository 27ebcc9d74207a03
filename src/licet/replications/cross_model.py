"""``cross-model``: trade costs between blocs doubled, beside what other trade models found."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from licet.assumptions.load import load_ledger
from licet.assumptions.published import load_published
from licet.datasets.world import world_table
from licet.errors import UnknownName
from licet.models.trade.economy import Economy
from licet.models.trade.experiments import Compared, decoupling, judged, technology_decoupling
from licet.models.trade.parameters import LONG, from_ledger, ids
from licet.models.trade.solve import BALANCED, FIXED
from licet.models.trade.table import economy
from licet.models.trade.world import KINDS
from licet.replications.model import (
    LEAST,
    MOST,
    Check,
    Figure,
    Replication,
    moved_ledger,
    truth,
)  # fmt: skip


def replicate(
    data: Path | str | None = None, by: Mapping[str, float] | None = None, *, deficits: str = FIXED
) -> Replication:
    """Same sign, same order of size, and a ratio to the published figure within a wide band.

    ``by`` moves elasticities by their names in the ledger, or ``cost``, the published factor on costs.

    Raises:
        MissingData: there is no world table.
        UnknownName: ``by`` names another input, or ``deficits`` another convention.
    """
    if deficits not in (FIXED, BALANCED):
        raise UnknownName("convention", deficits, (FIXED, BALANCED))
    by = dict(by or {})
    cost = by.pop("cost", 1.0)
    table = world_table(folder=data)
    used = sorted({ids(LONG)[KINDS[sector]] for sector in table.sectors})
    ledger, inputs = moved_ledger(load_ledger(), tuple(used), by)
    told = load_published("trade")
    world = economy(table, from_ledger(ledger).theta(table.sectors))
    pairs = {
        name: row | {"cost_factor": cost * row["cost_factor"]}
        for name, row in told["decoupling"].items()
    }
    found, band = judged(decoupling(world, pairs, deficits), told["acceptance"]), told["acceptance"]
    checks = [each for one in found.compared for each in _of(one, pairs, band)]
    orders = len(found.wrong_order)
    checks.append(Check("pairs of figures in another order than published", "pairs", 0, orders, 0))
    return Replication(
        "cross-model", "Blocs that double the costs of trade between them",
        "; ".join(dict.fromkeys(row["source"] for row in pairs.values())), inputs | {"cost": cost},
        tuple(checks), (table.origin,), str(band["note"]), _static(world, told),
    )  # fmt: skip


def _of(one: Compared, pairs: Mapping[str, Mapping[str, Any]], band: Mapping[str, float]) -> tuple[Check, ...]:  # fmt: skip
    what = f"{pairs[one.experiment]['what']}: {'the first' if one.bloc == 'one' else 'the second'}"
    return (
        Check(f"{what}, sign as published", "1 = yes", 1, truth(one.ratio > 0), 0),
        Check(f"{what}, ours over {one.published:g} %", "ratio", band["ratio_low"], one.ratio, 0, wanted=LEAST),
        Check(f"{what}, ours over {one.published:g} %", "ratio", band["ratio_high"], one.ratio, 0, wanted=MOST),
    )  # fmt: skip


def _static(world: Economy, told: Mapping[str, Any]) -> tuple[Figure, ...]:
    """What trade alone explains of a technology decoupling, which the model cannot replicate."""
    blocs = told["decoupling"]["east_west"]
    loss = told["technology"]["imf"]["loss_pct"]
    found = technology_decoupling(world, loss, blocs["one"], blocs["other"], ["ELE", "MAC"])
    return tuple(
        Figure(f"West and East stop trade in electronics and machinery: {name} by trade alone (IMF: order of {loss:g} % lost; not to be replicated)", "%", found.static[name])
        for name in ("CHN", "USA", "TWN")
    )  # fmt: skip
