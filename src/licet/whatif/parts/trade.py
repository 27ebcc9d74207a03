"""Trade, prices and welfare after all has adjusted: the exact-hat model under both laws."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from licet.assumptions.ledger import Ledger
from licet.datasets.world import WorldTable, world_table
from licet.models.trade import parameters as trading
from licet.models.trade.batch import solve_many
from licet.models.trade.equilibrium import Equilibrium
from licet.models.trade.solve import solve
from licet.models.trade.table import WorldTable as SmallTable
from licet.models.trade.table import aggregated, economy
from licet.models.trade.world import REDUCED_REGIONS, REDUCED_SECTORS
from licet.record import record
from licet.whatif.baskets import baskets
from licet.whatif.bridging import IDS
from licet.whatif.laws import BUYER, SIDES
from licet.whatif.laying import kappa_of, laid, lump_sums, reduced
from licet.whatif.number import Number
from licet.whatif.result import Cell, Column, Part, Plot, Table
from licet.whatif.run import lacking
from licet.whatif.steps import Asked, Done
from licet.whatif.summing import Floats, Made, middle, number, swings
from licet.whatif.wording import courses, place, rough

STRATA, MOST = 16, 320
"""Draws of the elasticities, and the most scenarios that are solved; each stratum has its share of them."""
REGIONS = tuple(dict.fromkeys(REDUCED_REGIONS.values()))
LEAST = 0.005
"""Per cent of income below which a sentence says no more than that."""
TOLD = ("CHN", "USA", "TWN", "KOR", "JPN", "NLD")
"""Regions that a memo names."""
CANNOT = (
    "Trade: ideas, learning, security, and who within a country gains, are not in a static model of national welfare.",
    "Trade: the table is of 2022, so part of what it holds was traded under the rules of that year.",
)
EQUATION = (
    "exact hat algebra: shares of spending move with costs and kappa until every market clears"
)


@record
class Tables:
    """The world table that was found, and the same over fewer regions and sectors."""

    whole: WorldTable
    reduced: SmallTable


@record
class Central:
    """Both laws at the central values over the whole table, and what a levy takes under each, in its money."""

    before: Equilibrium
    after: Equilibrium
    owed: tuple[float, float]


def trade(asked: Asked) -> Done:
    """The part ``trade``; ``choices.items``: nested. Its arrays: changes of welfare by draw, and the levy."""
    table = asked.opened.data(lambda folder: world_table(folder=folder))
    if isinstance(table, str):
        return lacking("trade", table)
    asked.tell("asks both laws about every flow of the baskets", 0.02)
    for side in SIDES:
        for basket in baskets().baskets:
            asked.laws.statuses(side, basket)
    asked.tell("solves the whole table at central values", 0.3)
    central = _central(asked, table)
    asked.tell("solves for draws", 0.5)
    tables = Tables(table, aggregated(table, REDUCED_REGIONS, REDUCED_SECTORS))
    drawn = _drawn(asked, tables, asked.ledger, min(asked.scenario.draws, MOST))
    change = 100 * ((1 + drawn["after"]) / (1 + drawn["before"]) - 1)
    asked.tell("looks for what moves the answer", 0.8)
    ids = used(asked)
    moved = swings(
        "trade.welfare.CHN", asked.ledger, ids, lambda ledger: _point(asked, tables, ledger)
    )
    rules = asked.laws.rules(baskets().baskets)
    made = Made("reduced", EQUATION, ids, rules, (table.origin.dataset,))
    told = (_welfare(drawn, change), _flows(central), _prices(central))
    part = Part("trade", _numbers(change, central, made), told, _plots(), moved, _says(change, central), CANNOT)  # fmt: skip
    return Done(part, {"welfare": change})


def used(asked: Asked) -> tuple[str, ...]:
    """Every assumption that the part rests on."""
    own = (name for basket in baskets().baskets for name in basket.assumptions)
    return tuple(dict.fromkeys((*IDS, *own, *trading.from_ledger(asked.ledger).used)))


def centred(ledger: Ledger) -> Ledger:
    """Every assumption at its central value, however often it is drawn."""
    return ledger.set({name: each.central for name, each in ledger.items()}, by="central value")


def _thetas(table: WorldTable, theta: Floats) -> dict[str, Floats]:
    """Draws of the elasticity of each sector of a basket, out of [draws, j]."""
    return {each.sector: theta[:, table.sector(each.sector)] for each in baskets().baskets}


def _central(asked: Asked, table: WorldTable) -> Central:
    ledger = centred(asked.ledger)
    theta = trading.from_ledger(ledger).theta(table.sectors)
    world = economy(table, theta)
    over = {side: laid(asked, side, table, ledger, _thetas(table, theta[None])) for side in SIDES}
    found = [
        solve(
            world, kappa=kappa_of(each, table.sectors, len(table.regions))[0],
            deficits=world.surplus + lump_sums(each, table.regions)[0],
        )
        for each in over.values()
    ]  # fmt: skip
    owed = [float(over[side].owed[0]) for side in SIDES]
    return Central(found[0], found[1], (owed[0], owed[1]))


def _drawn(asked: Asked, tables: Tables, ledger: Ledger, count: int) -> dict[str, Floats]:
    """Welfare under each law [draws, regions] of the reduced table; one economy for each stratum of elasticities."""
    table, small = tables.whole, tables.reduced
    strata = min(STRATA, count)
    seed = asked.scenario.seed
    thetas = trading.draws(ledger, strata, seed)
    stratum = np.arange(count) % strata
    fine = _thetas(table, thetas.theta(table.sectors)[stratum])
    over = {side: reduced(laid(asked, side, table, ledger, fine), table, REDUCED_REGIONS) for side in SIDES}  # fmt: skip
    out = {side: np.empty((count, len(small.regions))) for side in SIDES}
    for each in range(strata):
        world = economy(small, thetas.theta(small.sectors)[each])
        rows = stratum == each
        for side, found in over.items():
            kappa = kappa_of(found, small.sectors, len(small.regions))[rows]
            surplus = world.surplus + lump_sums(found, small.regions)[rows]
            out[side][rows] = solve_many(world, kappa=kappa, surplus=surplus).welfare_exact
    return out


def _point(asked: Asked, tables: Tables, ledger: Ledger) -> float:
    found = _drawn(asked, tables, centred(ledger), 1)
    change = 100 * ((1 + found["after"]) / (1 + found["before"]) - 1)
    return float(change[0, REGIONS.index(BUYER)])


def _numbers(change: Floats, central: Central, made: Made) -> tuple[Number, ...]:
    told = [
        number(
            f"trade.welfare.{name}",
            f"change of real income of {place(name)}",
            change[:, at],
            "%",
            made,
        )
        for at, name in enumerate(REGIONS)
    ]
    exact = Made(
        "exact", made.equation, made.assumptions, made.rules, made.data, "at central values"
    )
    for sector, words in (("ELE", "electronics"), ("MAC", "machinery")):
        price = [100 * (found.index(BUYER)[found.economy.sector(sector)] - 1) for found in (central.before, central.after)]  # fmt: skip
        told.append(number(f"trade.price.{sector}", f"change of China's price of {words}", price[1] - price[0], "%", exact))  # fmt: skip
    return tuple(told)


def _welfare(drawn: Mapping[str, Floats], change: Floats) -> Table:
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            place(name),
            *middle(change[:, at]),
            *(middle(100 * drawn[side][:, at])[0] for side in SIDES),
        )
        for at, name in enumerate(REGIONS)
    )
    heads = (
        Column("region"), Column("change", "%", "of real income, law after against law before"),
        Column("low", "%"), Column("high", "%"), Column("under before", "%", "against a world without either law"),
        Column("under after", "%"),
    )  # fmt: skip
    return Table("trade-welfare", "Change of real income", heads, rows)


def _flows(central: Central) -> Table:
    """What China buys from each region at the central values, in the table's money."""
    world = central.before.economy
    buyer = world.region(BUYER)
    rows: list[tuple[Cell, ...]] = []
    for sector in ("ELE", "MAC"):
        at = world.sector(sector)
        for seller, name in enumerate(world.regions):
            told = [float(each[at, buyer, seller]) for each in (central.before.flows_before, central.before.flows, central.after.flows)]  # fmt: skip
            rows.append((sector, name, *told, told[2] - told[1]))
    unit = world.unit
    heads = (Column("sector"), Column("seller"), Column("2022", unit), Column("law before", unit), Column("law after", unit), Column("change", unit))  # fmt: skip
    return Table("trade-flows", "What China buys, by seller", heads, tuple(rows))


def _prices(central: Central) -> Table:
    world = central.before.economy
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (sector, *(100 * (float(found.index(BUYER)[at]) - 1) for found in (central.before, central.after)))
        for at, sector in enumerate(world.sectors)
    )  # fmt: skip
    heads = (Column("sector"), Column("law before", "%"), Column("law after", "%"))
    return Table("trade-prices", "China's prices against a world without either law", heads, rows)


def _plots() -> tuple[Plot, ...]:
    look = {
        "name": "region",
        "value": "change",
        "low": "low",
        "high": "high",
        "unit": "% of real income",
    }
    return (Plot("trade-welfare", "Change of real income", "trade-welfare", "spans", look),)


def _says(change: Floats, central: Central) -> tuple[str, ...]:
    told = courses(TOLD, lambda name: change[:, REGIONS.index(name)], "%", LEAST)
    owed = [each / 1000 for each in central.owed]
    lines = [f"Real income, once everybody has adjusted: {told}."]
    if any(owed):
        lines.append(
            f"At the size of trade in 2022 the levy would take {rough(owed[0])} bn USD a year under the law before and {rough(owed[1])} bn under the law after, at central values."
        )
    return tuple(lines)
