"""Leakage: chips that go round the law at the price gap that each law leaves."""

from __future__ import annotations

import numpy as np

from licet.models.leakage import supply
from licet.whatif.baskets import baskets
from licet.whatif.laws import OFFERED, SIDES
from licet.whatif.result import Cell, Column, Part, Plot, Table
from licet.whatif.run import lacking
from licet.whatif.steps import Asked, Done
from licet.whatif.summing import Made, middle, number
from licet.whatif.wording import course, spoken

EQUATION = "routes open with the price gap: chips = most x Phi((ln(1 + gap) - mu) / spread) x (1 - enforcement)"
CANNOT = (
    "Leakage: nobody counts smuggled chips; the range of the one estimate of 2024 spans more than ten times.",
    "Leakage: signals in trade data point to flows to look at; they accuse nobody.",
)


def leakage(asked: Asked) -> Done:
    """The part ``leakage``, from the price gaps of the part ``compute``."""
    gaps = asked.earlier["compute"].arrays if "compute" in asked.earlier else {}
    if not gaps:
        return lacking(
            "leakage", "it takes the price gaps of the part compute. Ask for that part too."
        )
    asked.tell("draws", 0.2)
    routes = supply.draws(asked.ledger, asked.scenario.draws, asked.scenario.seed)
    years = range(asked.scenario.after.on.year, asked.scenario.horizon + 1)
    chips = {
        side: np.stack([routes.chips(gaps[f"gap_{side}"][at], year) / 1e3 for at, year in enumerate(years)])
        for side in SIDES
    }  # fmt: skip
    change = chips["after"][0] - chips["before"][0]
    rules = asked.laws.rules([baskets().named(OFFERED)])
    made = Made("draws", EQUATION, supply.IDS, rules)
    unit = "thousand chips"
    numbers = (
        *(number(f"leakage.chips.{side}", f"chips smuggled to China in {years[0]}, law {side}", chips[side][0], unit, made) for side in SIDES),
        number("leakage.change", f"change of chips smuggled in {years[0]}", change, unit, made),
    )  # fmt: skip
    rows: list[tuple[Cell, ...]] = [
        (f"law {side}", year, *middle(chips[side][at]))
        for side in SIDES
        for at, year in enumerate(years)
    ]
    heads = (Column("law"), Column("year"), Column("chips", unit), Column("low", unit), Column("high", unit))  # fmt: skip
    look = {"series": "law", "at": "year", "value": "chips", "low": "low", "high": "high", "across": "year", "unit": unit}  # fmt: skip
    says = (
        f"Smuggling of chips to China in {years[0]} {course(change, 'thousand chips')}: {spoken(chips['before'][0], 'thousand')} under the law before, {spoken(chips['after'][0], 'thousand')} after.",
        "It lives on the gap between prices in China and elsewhere: a legal route that opens narrows the gap, one that closes widens it.",
    )  # fmt: skip
    part = Part(
        "leakage", numbers, (Table("leakage-chips", "Chips smuggled to China", heads, tuple(rows)),),
        (Plot("leakage-chips", "Chips smuggled to China", "leakage-chips", "fan", look),), says=says, cannot=CANNOT,
    )  # fmt: skip
    return Done(part, {})
