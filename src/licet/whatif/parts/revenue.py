"""Revenue of the industry in the first years, and what each reading of the 25 per cent takes of it."""

from __future__ import annotations

from decimal import Decimal

import numpy as np

from licet.models.compute import parameters as computing
from licet.models.revenue import parameters as selling
from licet.models.revenue.industry import RevenueLoss, interval, revenue_loss
from licet.models.trade import parameters as trading
from licet.pack.store import law_folder
from licet.register.law_file import read_law
from licet.register.money.readings import Reading, readings_of
from licet.whatif.baskets import baskets
from licet.whatif.bridging import IDS, Left, left
from licet.whatif.laws import BUYER, OFFERED, SIDES
from licet.whatif.laying import levy_of
from licet.whatif.number import Number
from licet.whatif.result import Cell, Column, Part, Plot, Table
from licet.whatif.steps import Asked, Done
from licet.whatif.summing import Floats, Made, number
from licet.whatif.wording import course, spoken

SELLER, PART = "TWN", "revenue_ai_part"
UNIT = "bn USD a year"
EQUATION = "sales to China x part that is AI chips x what the law leaves of that basket; research, jobs and gains of others in proportion"
CANNOT = (
    "Revenue: dollars of the first years; never to be added to real income, which is national and of the long run.",
)


def revenue(asked: Asked) -> Done:
    """The part ``revenue``; its array ``licensed`` is what is sold under licenses after, bn USD a year by draw."""
    count, seed = asked.scenario.draws, asked.scenario.seed
    asked.tell("draws", 0.1)
    industry = selling.draws(asked.ledger, count, seed)
    chips = asked.ledger.draw([PART], count, seed)[PART]
    theta = trading.draws(asked.ledger, count, seed, trading.YEAR).theta(
        (baskets().named(OFFERED).sector,)
    )[:, 0]
    over = {side: _left(asked, side, theta) for side in SIDES}
    potential = industry.china * chips
    kept = {side: potential * _of_buyer(each, each.basket) for side, each in over.items()}
    licensed = {side: potential * _licensed(each) for side, each in over.items()}
    loss = {side: revenue_loss(industry, np.clip(chips * (1 - _of_buyer(each, each.basket)), 0, 1)) for side, each in over.items()}  # fmt: skip
    rules = asked.laws.rules([baskets().named(OFFERED)])
    made = Made("draws", EQUATION, (PART, *selling.IDS, *IDS, *baskets().named(OFFERED).assumptions), rules)  # fmt: skip
    readings = readings_of(read_law(law_folder()), asked.opened.after.law.book)
    sold = _units(asked)
    base = licensed["after"] if sold is None else sold["after"]
    taken = [(each, base * float(each.rate_pct) / 100) for each in readings]
    change = kept["after"] - kept["before"]
    numbers = [
        *(number(f"revenue.sales.{side}", f"AI chips sold to China, law {side}", kept[side], UNIT, made) for side in SIDES),
        number("revenue.sales.change", "change of sales of AI chips to China", change, UNIT, made),
        number("revenue.licensed", "of these under a license, law after", licensed["after"], UNIT, made),
        number("revenue.research.change", "change of the industry's research", loss["before"].research - loss["after"].research, UNIT, made),
        number("revenue.jobs.change", "change of the industry's jobs", loss["before"].jobs - loss["after"].jobs, "jobs", made),
        *_units_numbers(sold, made), *_taken_numbers(taken, made),
    ]  # fmt: skip
    part = Part("revenue", tuple(numbers), (_gains(loss), _readings(taken)), _plots(), says=_says(kept, change, sold, taken), cannot=CANNOT)  # fmt: skip
    return Done(part, {"licensed": base})


def _units(asked: Asked) -> dict[str, Floats] | None:
    """Sales under a license in the first year as the compute model has them (units x price), bn USD; None without it."""
    if "compute" not in asked.earlier:
        return None
    arrays = asked.earlier["compute"].arrays
    return {side: arrays[f"legal_{side}"][0] / 1e9 for side in SIDES}


def _units_numbers(sold: dict[str, Floats] | None, made: Made) -> list[Number]:
    if sold is None:
        return []
    by_units = Made("draws", "units bought (demand, supply, cap, approval, what China lets in) x price", computing.IDS, made.rules)  # fmt: skip
    return [number(f"revenue.units.{side}", f"sales under a license in the first year by units and price, law {side}", sold[side], UNIT, by_units) for side in SIDES]  # fmt: skip


def _left(asked: Asked, side: str, theta: Floats) -> Left:
    basket = baskets().named(OFFERED)
    nested = asked.scenario.choices.get("items") == "nested"
    return left(asked.laws.statuses(side, basket), basket, asked.ledger, theta, levy=levy_of(asked, side), seed=asked.scenario.seed, nested=nested)  # fmt: skip


def _of_buyer(found: Left, values: Floats) -> Floats:
    out: Floats = values[:, found.sellers.index(SELLER), found.buyers.index(BUYER)]
    return out


def _licensed(found: Left) -> Floats:
    """The licensed part of the basket itself, by draw: that of the sector over the basket's share in it."""
    whole = _of_buyer(found, found.licensed)
    share = (1 - _of_buyer(found, found.sector)) / np.maximum(1 - _of_buyer(found, found.basket), 1e-12)  # fmt: skip
    out: Floats = np.where(share > 0, whole / np.where(share > 0, share, 1.0), 0.0)
    return out


def _taken_numbers(taken: list[tuple[Reading, Floats]], made: Made) -> list[Number]:
    return [
        number(f"revenue.taken.{each.id}", f"taken under the reading: {each.title}", values, UNIT,
               Made("arithmetic", f"licensed sales x {each.rate_pct} % of {each.base}", made.assumptions, (each.provision,), made.data, each.standing))
        for each, values in taken
    ]  # fmt: skip


def _readings(taken: list[tuple[Reading, Floats]]) -> Table:
    rows: list[tuple[Cell, ...]] = []
    for each, values in taken:
        low, mid, high = interval(values)
        rows.append((each.title, each.standing, each.base.replace("_", " "), float(Decimal(each.rate_pct)), mid, low, high, each.payer))  # fmt: skip
    heads = (
        Column("reading"), Column("standing"), Column("base"), Column("rate", "%"), Column("taken", UNIT),
        Column("low", UNIT), Column("high", UNIT), Column("payer"),
    )  # fmt: skip
    note = "licensed sales stand for revenue and for customs value alike; the two differ by what lies between factory and border"
    return Table(
        "revenue-readings",
        "The same sales under each reading of the money",
        heads,
        tuple(rows),
        note,
    )


def _gains(loss: dict[str, RevenueLoss]) -> Table:
    before, after = loss["before"], loss["after"]
    rows: list[tuple[Cell, ...]] = []
    for name in before.gains:
        low, mid, high = interval(after.gains[name] - before.gains[name])
        rows.append((name, mid, low, high))
    heads = (Column("who"), Column("change", UNIT), Column("low", UNIT), Column("high", UNIT))
    return Table("revenue-gains", "Sales that others take over, law after against law before", heads, tuple(rows))  # fmt: skip


def _plots() -> tuple[Plot, ...]:
    span = {"value": "change", "low": "low", "high": "high", "unit": UNIT}
    return (
        Plot("revenue-gains", "Sales that others take over", "revenue-gains", "spans", {**span, "name": "who"}),
        Plot("revenue-readings", "What each reading of the money takes", "revenue-readings", "spans", {**span, "name": "reading", "value": "taken"}),
    )  # fmt: skip


def _says(
    kept: dict[str, Floats], change: Floats, sold: dict[str, Floats] | None, taken: list[tuple[Reading, Floats]]
) -> tuple[str, ...]:  # fmt: skip
    lines = [f"A year's sales of AI chips to China: the sum {course(change, 'bn USD')}, from {spoken(kept['before'], 'bn USD')} under the law before to {spoken(kept['after'], 'bn USD')} after."]  # fmt: skip
    if sold is not None:
        lines.append(f"By units and prices instead of sales of the past, what is sold under a license in the first year is {spoken(sold['before'], 'bn USD')} before and {spoken(sold['after'], 'bn USD')} after. The two ways differ, and both stand here.")  # fmt: skip
    if taken:
        told = "; ".join(f"{each.title}: {spoken(values, 'bn USD')} ({each.standing})" for each, values in taken)  # fmt: skip
        lines.append(f"What the government takes of that in a year hangs on how its words are read. {told}.")  # fmt: skip
    return tuple(lines)
