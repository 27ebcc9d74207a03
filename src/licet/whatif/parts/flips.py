"""What flips: products, destinations and classes of end users that the two laws answer differently."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import polars as pl

from licet.reform.flips import DENIED, LICENSE, NONE_FOUND, OPEN, flips
from licet.reform.grid import frame, products_of, read_grid
from licet.whatif.number import Number
from licet.whatif.offer import TPP
from licet.whatif.result import Cell, Column, Part, Plot, Table
from licet.whatif.steps import Asked, Done
from licet.whatif.summing import Made, number
from licet.whatif.wording import place, plain_list

if TYPE_CHECKING:
    from licet.catalogue.model import Catalogue, Product

EQUATION = "every product, destination and class of end user asked under both laws; those whose standing differs are counted"
CHIP, BUYER = "chip", "CN"
WORDS = {NONE_FOUND: "no requirement found", LICENSE: "license may be had", DENIED: "denial presumed or prohibited", OPEN: "open"}  # fmt: skip
TONES = {NONE_FOUND: "none", LICENSE: "case", DENIED: "stop", OPEN: "open"}
NAMED = 8
"""Most products that a sentence names."""
CANNOT = ("Flips: every question counts alike; a count is no value of trade.",)


def flipped(asked: Asked) -> Done:
    """The part ``flips``; ``choices.flips``: chips (all other products are left out) or all."""
    opened, scenario = asked.opened, asked.scenario
    shelves = () if scenario.choices.get("flips") == "all" else (CHIP,)
    grid = read_grid()
    products = products_of(opened.after.catalogue, shelves=shelves)
    asked.tell("asks both laws about every product, destination and class", 0.1)
    rows = frame(products, grid.destinations, grid.classes, grid)
    moved = flips(rows, opened.before, opened.after, scenario.before.on, scenario.after.on)
    turned = moved.filter("flipped")
    part = Part(
        "flips", _numbers(rows, turned), (_table(moved), _counts(turned)), _plots(turned),
        says=_says(turned, rows.height, opened.after.catalogue), cannot=CANNOT,
    )  # fmt: skip
    return Done(part, {})


def _numbers(rows: pl.DataFrame, turned: pl.DataFrame) -> tuple[Number, ...]:
    rules = tuple(sorted(set(turned["marginal_rule"].drop_nulls())))
    made = Made("rules", EQUATION, rules=rules)
    to_buyer = turned.filter(
        (pl.col("destination") == BUYER) & (pl.col("end_user_class") == "civil")
    )
    told = (
        ("flips.asked", "rows asked", rows.height, "rows"),
        ("flips.rows", "rows that flip", turned.height, "rows"),
        ("flips.products", "products that flip somewhere", turned["item"].n_unique(), "products"),
        ("flips.milder", "rows that become milder", turned.filter(pl.col("way") == "milder").height, "rows"),
        ("flips.stricter", "rows that become stricter", turned.filter(pl.col("way") == "stricter").height, "rows"),
        ("flips.chips_to_china", "chips that flip for a civil firm in China", to_buyer["item"].n_unique(), "chips"),
    )  # fmt: skip
    return tuple(number(name, what, float(value), unit, made) for name, what, value, unit in told)


def _table(moved: pl.DataFrame) -> Table:
    names = (
        "item", "origin", "destination", "end_user_class", "standing_before", "standing_after", "review_before",
        "review_after", "way", "marginal_rule", "marginal_why",
    )  # fmt: skip
    told = (
        moved.filter("flipped").select(pl.col(name).cast(pl.String) for name in names).sort(names)
    )
    rows: tuple[tuple[Cell, ...], ...] = tuple(told.rows())
    return Table(
        "flips", "What flips, and by which rule", tuple(Column(name) for name in names), rows
    )


def _counts(turned: pl.DataFrame) -> Table:
    counts = (
        turned.group_by("standing_before", "standing_after").agg(rows=pl.len())
        .with_columns(pl.col("standing_before", "standing_after").cast(pl.String))
        .sort("rows", "standing_before", "standing_after", descending=[True, False, False])
    )  # fmt: skip
    rows: list[tuple[Cell, ...]] = [
        (WORDS[before], WORDS[after], count, TONES[after]) for before, after, count in counts.rows()
    ]
    heads = (Column("before"), Column("after"), Column("rows", "rows"), Column("tone"))
    return Table("flips-counts", "From which standing to which", heads, tuple(rows))


def _plots(turned: pl.DataFrame) -> tuple[Plot, ...]:
    if turned.is_empty():
        return ()
    look = {"before": "before", "after": "after", "value": "rows", "tone": "tone", "unit": "rows"}
    return (Plot("flips", "From which standing to which", "flips-counts", "ribbons", look),)


def _says(turned: pl.DataFrame, asked: int, catalogue: Catalogue) -> tuple[str, ...]:
    if turned.is_empty():
        return (f"Nothing flips: none of {asked:,} questions (product, destination, class of end user) is answered otherwise.",)  # fmt: skip
    china = turned.filter((pl.col("destination") == BUYER) & (pl.col("end_user_class") == "civil"))
    ways = china.group_by("standing_before", "standing_after", maintain_order=True)
    lines = [_way(str(before), str(after), some, catalogue) for (before, after), some in ways]
    if not lines:
        lines.append("For a civil firm in China nothing flips.")
    way = [f"{turned.filter(pl.col('way') == each).height:,} become {each}" for each in ("milder", "stricter")]  # fmt: skip
    where = sorted(set(turned["destination"]))
    places = plain_list(map(place, where)) if len(where) <= NAMED else f"{len(where)} destinations"
    lines.append(f"Of {asked:,} questions (product, destination, class of end user) {turned.height:,} flip, on {turned['item'].n_unique()} products and {places}: {plain_list(way)}.")  # fmt: skip
    rules = turned.group_by("marginal_rule").agg(rows=pl.len()).sort("rows", "marginal_rule", descending=[True, False])  # fmt: skip
    first = rules.row(0)
    lines.append(f"The rule that moves most of them is {first[0]} ({first[1]:,}).")
    return tuple(lines)


def _way(before: str, after: str, some: pl.DataFrame, catalogue: Catalogue) -> str:
    """One kind of flip for a civil firm in China, the strongest chips by name, one a family."""
    chips = [catalogue.get(each) for each in sorted(set(some["item"]))]
    chips.sort(key=lambda each: (-_strength(each), each.id))
    names = [each.name for each in {each.family: each for each in reversed(chips)}.values()][::-1]
    more = " among them" if len(names) > NAMED else ""
    return f"{len(chips)} chips flip for a civil firm in China, from {WORDS[before]} to {WORDS[after]}:{more} {plain_list(names[:NAMED])}."  # fmt: skip


def _strength(chip: Product) -> float:
    """Total processing performance, or the end that is known of its range; nought where nothing is."""
    found = re.search(r"[\d.]+", str(chip.facts.get(TPP, "")))
    return float(found[0]) if found else 0.0
