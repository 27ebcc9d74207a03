"""China's compute under either law: what each lets through, whose it is, and whether denial raises home output."""

from __future__ import annotations

import math
from functools import partial

import numpy as np

from licet.assumptions.ledger import Ledger
from licet.models.compute import answers
from licet.models.compute.chips import Chip, h100e
from licet.models.compute.denial import Denial, denial_effect
from licet.models.compute.parameters import IDS, Parameters, draws, from_ledger
from licet.models.compute.path import Chips, Path, run
from licet.models.compute.policy import Acceptance, Market, Policy
from licet.models.leakage import supply
from licet.record import record
from licet.whatif.laws import SIDES
from licet.whatif.number import Number
from licet.whatif.offer import TPP, Offer
from licet.whatif.result import Cell, Column, Part, Plot, Table
from licet.whatif.steps import Asked, Done
from licet.whatif.summing import Floats, Made, middle, number, share_of, swings
from licet.whatif.wording import course, plain_list, spoken

ANCHOR, OWN = "nvidia-h100-sxm-80gb", "huawei-ascend-910c"
"""The unit of compute, which is also the chip that is mostly smuggled; the buyer's own chip."""
MARKETS = {each.value: each for each in Market}
EQUATION = (
    "stock of next year = what is left of this year's + bought under license + made at home "
    "+ smuggled + bought abroad"
)  # fmt: skip


@record
class Two:
    """The same draws under both laws."""

    before: Path
    after: Path


def compute(asked: Asked) -> Done:
    """The part ``compute``; ``choices.china``: accepts, limits, blocks, or drawn."""
    asked.tell("asks both laws for the best chip on offer", 0.05)
    offers = {side: asked.laws.offer(side) for side in SIDES}
    policies = {side: _policy(asked, side, offers[side]) for side in SIDES}
    chips = Chips(*(_chip(asked, each) for each in (ANCHOR, OWN, ANCHOR)))
    years = tuple(range(asked.scenario.after.on.year, asked.scenario.horizon + 1))
    both = partial(_both, policies=policies, chips=chips, years=years)
    asked.tell("draws", 0.2)
    parameters = draws(asked.ledger, asked.scenario.draws, asked.scenario.seed)
    routes = supply.draws(asked.ledger, asked.scenario.draws, asked.scenario.seed)
    two = both(parameters, routes)
    rules = tuple(dict.fromkeys(rule for each in offers.values() if each for rule in each.rules))
    asked.tell("looks for what moves the answer", 0.6)
    share_id = "compute.share.change"
    moved = swings(
        share_id, asked.ledger, (*IDS, *supply.IDS), lambda ledger: _central(ledger, both)
    )
    asked.tell("asks whether denial raises home output", 0.85)
    per_package = h100e(chips.domestic, chips.anchor)
    chips_alone, with_tools = (
        denial_effect(parameters, two.after.gap, per_package, tools_weight=weight)
        for weight in (0, 1)
    )
    numbers = _numbers(two, share_id, rules, (chips_alone, with_tools))
    part = Part(
        "compute", numbers, (_sources(two), _stocks(two), _ratio(two)), _plots(), moved,
        _says(two, {side: _chip_words(asked, each) for side, each in offers.items()}, chips_alone, with_tools), _CANNOT,
    )  # fmt: skip
    return Done(
        part,
        {
            "gap_before": two.before.gap,
            "gap_after": two.after.gap,
            "legal_before": two.before.value.legal,
            "legal_after": two.after.value.legal,
        },
    )


_CANNOT = (
    "Compute is counted by dense 8-bit operations; what it is worth for a given model, it cannot say.",
    "Who owns a chip is counted, not where it stands; rented compute is apart.",
)


def _policy(asked: Asked, side: str, found: Offer | None) -> Policy:
    """The compute model's policy of an offer; a chip of no market that it knows counts as a ban."""
    if found is None or found.tier.market not in MARKETS:
        return Policy(side)
    china = Acceptance(asked.scenario.choices.get("china", "drawn"))
    levy = found.levy.share if found.levy.on_revenue else found.levy.share / (1 + found.levy.share)
    cap = math.inf if found.cap is None else found.cap
    market = MARKETS[found.tier.market]
    chip = _chip(asked, found.product)
    return Policy(side, chip, market, cap, levy, found.reviewed, china)


def _chip(asked: Asked, product: str) -> Chip:
    """A chip's figures from the catalogue; what is not known there stays unknown."""
    facts = asked.opened.after.catalogue.get(product).facts
    known = {name: facts.get(name) for name in (TPP, "total_dram_bandwidth_gb_s")}
    tpp, bandwidth = (math.nan if each is None else float(str(each)) for each in known.values())
    return Chip(product, tpp, bandwidth)


def _both(
    parameters: Parameters, routes: supply.Supply,
    *, policies: dict[str, Policy], chips: Chips, years: tuple[int, ...],
) -> Two:  # fmt: skip
    return Two(
        *(
            run(parameters, policies[side], chips, routes.chips, years)
            for side in ("before", "after")
        )
    )


def _central(ledger: Ledger, both: partial[Two]) -> float:
    two = both(from_ledger(ledger), supply.from_ledger(ledger))
    return float(_change(two)[0])


def _change(two: Two) -> Floats:
    """Change of China's share of both countries' stock in the last year, in points, (draws,)."""
    found: Floats = 100 * (answers.china_share(two.after)[-1] - answers.china_share(two.before)[-1])
    return found


def _numbers(
    two: Two, share_id: str, rules: tuple[str, ...], denials: tuple[Denial, Denial]
) -> tuple[Number, ...]:
    year = two.after.years[-1]
    told = [
        (f"compute.share.{side}", f"China's share of the compute of China and the United States at the end of {year}, law {side}",
         100 * answers.china_share(path)[-1], "%")
        for side, path in (("before", two.before), ("after", two.after))
    ]  # fmt: skip
    told.append(
        (share_id, f"the change of China's share at the end of {year}", _change(two), "points")
    )
    told += [
        (f"compute.stock.{side}", f"China's compute at the end of {year}, law {side}", path.china.held[-1] / 1e6, "M H100e")
        for side, path in (("before", two.before), ("after", two.after))
    ]  # fmt: skip
    told += [
        (f"compute.ratio.{side}", f"compute that the United States acquires in {two.after.years[0]} over China's, law {side}",
         answers.us_china_ratio(path)[0], "times")
        for side, path in (("before", two.before), ("after", two.after))
    ]  # fmt: skip
    told += [
        (f"compute.self_sufficiency.{side}", f"home-made share of the compute that China acquires in {year}, law {side}",
         100 * answers.self_sufficiency(path)[-1], "%")
        for side, path in (("before", two.before), ("after", two.after))
    ]  # fmt: skip
    told.append((
        "compute.domestic.change", f"change of China's own output in {year}",
        (two.after.domestic.added[-1] - two.before.domestic.added[-1]) / 1e3, "thousand H100e",
    ))  # fmt: skip
    told += [
        (f"compute.denial.{of}", f"change of China's own output in {year} were {words} denied in full", each.whole / 1e3, "thousand H100e")
        for of, words, each in (("chips", "chips", denials[0]), ("chips_and_tools", "chips and tools", denials[1]))
    ]  # fmt: skip
    made = Made("draws", EQUATION, (*IDS, *supply.IDS), rules)
    return tuple(number(name, what, values, unit, made) for name, what, values, unit in told)


_SOURCES = {"domestic": "made at home", "legal": "bought under license", "smuggled": "smuggled", "proxy": "bought abroad"}  # fmt: skip


def _sources(two: Two) -> Table:
    rows: list[tuple[Cell, ...]] = [
        (side, source, year, *(each / 1e6 for each in middle(getattr(path, name).added[at])))
        for side, path in (("before", two.before), ("after", two.after))
        for name, source in _SOURCES.items()
        for at, year in enumerate(path.years)
    ]  # fmt: skip
    heads = (Column("law"), Column("source"), Column("year"), Column("compute", "M H100e a year"), Column("low", "M H100e a year"), Column("high", "M H100e a year"))  # fmt: skip
    return Table("compute-sources", "Where China's new compute comes from", heads, tuple(rows))


def _stocks(two: Two) -> Table:
    rows: list[tuple[Cell, ...]] = [
        (f"law {side}", year, *(100 * each for each in middle(answers.china_share(path)[at])))
        for side, path in (("before", two.before), ("after", two.after))
        for at, year in enumerate(path.years)
    ]
    heads = (Column("law"), Column("year"), Column("share", "%"), Column("low", "%"), Column("high", "%"))  # fmt: skip
    return Table("compute-share", "China's share of the compute of China and the United States", heads, tuple(rows))  # fmt: skip


def _ratio(two: Two) -> Table:
    rows: list[tuple[Cell, ...]] = [
        (f"law {side}", year, *middle(answers.us_china_ratio(path)[at]))
        for side, path in (("before", two.before), ("after", two.after))
        for at, year in enumerate(path.years)
    ]
    heads = (Column("law"), Column("year"), Column("ratio", "times"), Column("low", "times"), Column("high", "times"))  # fmt: skip
    return Table("compute-ratio", "Compute acquired in a year: United States over China", heads, tuple(rows))  # fmt: skip


def _plots() -> tuple[Plot, ...]:
    fan = {"series": "law", "at": "year", "low": "low", "high": "high", "across": "year"}
    return (
        Plot("compute-share", "China's share of the compute of both countries", "compute-share", "fan", {**fan, "value": "share", "unit": "%"}),
        Plot("compute-ratio", "Compute acquired: United States over China", "compute-ratio", "fan", {**fan, "value": "ratio", "unit": "times", "log": "yes"}),
    )  # fmt: skip


def _says(two: Two, offers: dict[str, str], chips: Denial, tools: Denial) -> tuple[str, ...]:
    year, first = two.after.years[-1], two.after.years[0]
    before, after = (100 * answers.china_share(path)[-1] for path in (two.before, two.after))
    held, more = (path.china.held[-1] / 1e6 for path in (two.before, two.after))
    unit = "million chips of the H100 class"
    lines = [
        f"China's share of the compute of China and the United States at the end of {year} {course(_change(two), 'points')}. It is {spoken(before, '%')} under the law before and {spoken(after, '%')} after; in amounts {spoken(held, unit)} and {spoken(more, unit)}.",
        f"The best chip that China may be sold is {offers['before']} before, and {offers['after']} after.",
        f"In {first} the United States acquires {spoken(answers.us_china_ratio(two.before)[0], 'times')} as much compute as China under the law before, and {spoken(answers.us_china_ratio(two.after)[0], 'times')} under the law after.",
        f"China's own output in {year} {course((two.after.domestic.added[-1] - two.before.domestic.added[-1]) / 1e3, 'thousand chips of the H100 class')}.",
        f"Does denial raise China's own output in {year}? Of chips alone, it raises it in {chips.rises:.0%} of draws, since home makers find more demand. Of chips and tools together, it lowers it in {1 - tools.rises:.0%} and raises it in {tools.rises:.0%}.",
    ]  # fmt: skip
    turns = tools.switch[np.isfinite(tools.switch)]
    if turns.size:
        lines.append(
            f"The sign switches where the price gap draws so much investment home that output grows by {spoken(turns, 'a year')} more for each unit of the gap's logarithm; "
            f"such a point lies within reach in {share_of(np.isfinite(tools.switch)):.0%} of draws."
        )  # fmt: skip
    return tuple(lines)


def _chip_words(asked: Asked, found: Offer | None) -> str:
    if found is None:
        return "none"
    name = asked.opened.after.catalogue.get(found.product).name
    terms = [
        "each sale reviewed" if found.reviewed else "no requirement found",
        *([f"at most {100 * found.cap:g} % of what the home market had"] if found.cap is not None else []),
        *([f"{100 * found.levy.share:g} % of {'revenue' if found.levy.on_revenue else 'customs value'} to be paid"] if found.levy.share else []),
    ]  # fmt: skip
    return f"the {name} ({plain_list(terms)})"
