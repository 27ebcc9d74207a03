"""The first months, before anything adjusts: output that both laws cost while buyers look for other sellers."""

from __future__ import annotations

import numpy as np

from licet.datasets.world import world_table
from licet.models.network import parameters as rationing
from licet.models.network.ration import ration
from licet.models.trade import parameters as trading
from licet.whatif.baskets import baskets
from licet.whatif.bridging import IDS
from licet.whatif.laws import SIDES
from licet.whatif.laying import laid
from licet.whatif.result import Cell, Column, Part, Plot, Table
from licet.whatif.run import lacking
from licet.whatif.steps import Asked, Done
from licet.whatif.summing import Floats, Made, middle, number
from licet.whatif.wording import courses, place

MOST = 24
"""The most draws that are run: each takes a good part of a second."""
LEAST = 0.005
"""Per cent of output below which a sentence says no more than that."""
TOLD = ("CHN", "USA", "TWN", "KOR", "JPN", "NLD")
EQUATION = "blocked flows are rationed: what is left is shared out again with friction, and output follows the scarcest input"
CANNOT = (
    "First months: stocks in warehouses, which soften the first weeks, are not in the model.",
)


def short_run(asked: Asked) -> Done:
    """The part ``short-run``."""
    table = asked.opened.data(lambda folder: world_table(folder=folder))
    if isinstance(table, str):
        return lacking("short-run", table)
    count, seed = min(asked.scenario.draws, MOST), asked.scenario.seed
    thetas = trading.draws(asked.ledger, count, seed, trading.YEAR).theta(table.sectors)
    fine = {each.sector: thetas[:, table.sector(each.sector)] for each in baskets().baskets}
    terms = rationing.draws(asked.ledger, count, seed)
    lost = {}
    for turn, side in enumerate(SIDES):
        over = laid(asked, side, table, asked.ledger, fine)
        rows = []
        for at in range(count):
            asked.tell(f"law {side}, draw {at + 1} of {count}", (turn + at / count) / 2)
            open_ = np.ones((len(table.sectors), len(table.regions), len(table.regions)))
            for sector, kappa in over.kappa.items():
                open_[table.sector(sector)] = kappa[at].T
            rows.append(
                ration(table.flows, table.final.sum(axis=2), open_, terms[at]).share_by_region
            )
        lost[side] = 100 * np.stack(rows)
    change = lost["before"] - lost["after"]
    ids = tuple(dict.fromkeys((*terms[0].assumptions, *IDS, *(name for each in baskets().baskets for name in each.assumptions))))  # fmt: skip
    rules = asked.laws.rules(baskets().baskets)
    made = Made("short run", EQUATION, ids, rules, (table.origin.dataset,))
    numbers = tuple(
        number(f"short_run.output.{name}", f"change of output of {place(name)} in the first months", change[:, table.region(name)], "%", made)
        for name in TOLD
    )  # fmt: skip
    part = Part("short-run", numbers, (_table(table.regions, lost, change),), _plots(), says=_says(table.regions, change), cannot=CANNOT)  # fmt: skip
    return Done(part, {})


def _table(regions: tuple[str, ...], lost: dict[str, Floats], change: Floats) -> Table:
    rows: list[tuple[Cell, ...]] = [
        (place(name), *middle(change[:, at]), *(-middle(lost[side][:, at])[0] for side in SIDES))
        for at, name in enumerate(regions)
    ]
    heads = (Column("region"), Column("change", "%"), Column("low", "%"), Column("high", "%"), Column("under before", "%"), Column("under after", "%"))  # fmt: skip
    return Table("short-run-output", "Output in the first months", heads, tuple(rows), "under either law: against a world without it")  # fmt: skip


def _plots() -> tuple[Plot, ...]:
    look = {"name": "region", "value": "change", "low": "low", "high": "high", "unit": "% of output"}  # fmt: skip
    return (Plot("short-run-output", "Change of output in the first months", "short-run-output", "spans", look),)  # fmt: skip


def _says(regions: tuple[str, ...], change: Floats) -> tuple[str, ...]:
    told = courses(TOLD, lambda name: change[:, regions.index(name)], "%", LEAST)
    return (f"Output in the first months, before anybody has adjusted: {told}.",)
