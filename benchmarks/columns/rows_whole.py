"""A distributor's rows for the whole book: parts, customers, places; and rows that repeat nothing.

Some 20,000 part numbers go to 5,000 customers in 60 places.  A part has the figures that its kind of
item has, as far as its maker tells; a tenth are products of the catalogue.  In the second set every
row has figures of its own.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

from benchmarks.columns.rows import PLACES, SEED, drawn_column, lines_of, seat, worded
from licet.language.nodes import facts_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from licet.book.book import RuleBook

PARTS, CUSTOMERS, TOLD = 20_000, 5_000, 0.85
"""``TOLD``: the share of its figures that a part's maker tells."""

_KINDS = {
    "integrated_circuit": 70, "assembly": 10, "computer": 9, "memory_hbm": 3, "material": 2,
    "software": 1, "technology": 1, "inspection": 1, "other": 3,
}  # fmt: skip
_CLASSES = {
    "EAR99": 30, "3A991": 12, "3A991.p": 3, "5A992.c": 8, "4A994": 6, "3A001.a.7": 2, "3A090.a": 2,
    "3A090.b": 2, "4A090.a": 1, "5A002.z_a": 1, "unlisted": 4, "3A999": 1,
}  # fmt: skip
_OF_PART = (
    "total_processing_performance", "performance_density", "non_planar_logic_die",
    "designed_or_marketed_for_datacenter", "aggregate_bidirectional_transfer_rate_gb_s",
    "total_dram_bandwidth_gb_s", "processing_tops_8bit", "contains_3a090_ic", "contains_encryption",
    "mass_market_encryption", "adjusted_peak_performance_wt", "general_purpose_microprocessor",
    "operating_temperature_k", "contains_hbm", "production_node_nm", "fpld_module", "material", "us_origin",
    "us_content_pct", "designed_or_made_by_headquarters", "strategic_high_tech_commodity",
)  # fmt: skip
_OF_CUSTOMER = (
    "country",
    "headquarters",
    "ultimate_parent_headquarters",
    "lists",
    "military_end_user",
)
_OF_ROW = (
    "kind", "shipped_from", "transshipment", "written_purchase_order", "eei_filed", "military",
    "red_flag.hides_end_use", "parties_complete",
)  # fmt: skip


def parts_frame(book: RuleBook, products: Iterable[str], count: int) -> pl.DataFrame:
    """Orders of a distributor's parts: figures repeat with the part, parties with the customer."""
    return _frame(book, products, count, min(PARTS, 1 + count // 50))


def figures_frame(book: RuleBook, products: Iterable[str], count: int) -> pl.DataFrame:
    """The same, but each row has figures of its own and a party of its own."""
    return _frame(book, products, count, count)


def _frame(book: RuleBook, products: Iterable[str], count: int, parts: int) -> pl.DataFrame:
    pick = np.random.default_rng(SEED + 3)
    edges = lines_of(book)
    made = _parts(book, sorted(products), edges, pick, parts)
    customers = min(CUSTOMERS, 1 + count // 200) if parts < count else count
    known = _customers(book, edges, pick, customers)
    which = np.arange(count) if parts == count else _often(pick, parts, count)
    user = _often(pick, len(known), count) if customers < count else np.arange(count)
    buyer = np.where(pick.random(count) < 0.7, user, pick.integers(0, len(known), count))
    rows = pl.DataFrame({name: drawn_column(name, book, edges, pick, count) for name in _OF_ROW})
    there = known["country"][user]
    place = pl.Series(PLACES, dtype=there.dtype).gather(
        pl.Series(pick.integers(0, len(PLACES), count))
    )
    mostly = pl.Series(pick.random(count) < 0.8)
    bought = known[buyer].select(pl.all().name.prefix("purchaser."))
    return pl.concat(
        [
            made[which], rows, known[user].select(pl.all().name.prefix("end_user.")), bought,
            pl.DataFrame({
                "destination": pl.select(pl.when(mostly).then(there).otherwise(place)).to_series(),
                "no_knowledge_beyond_stated": pick.random(count) < 0.8,
            }),
        ],
        how="horizontal",
    )  # fmt: skip


def _often(pick: Any, things: int, count: int) -> Any:
    """Which of some things each row is about: a few of them very often."""
    return np.minimum((things * pick.random(count) ** 3).astype(np.int64), things - 1)


def _parts(book: RuleBook, products: list[str], edges: Any, pick: Any, count: int) -> pl.DataFrame:
    kinds = worded(_KINDS, pick, count)
    named = pick.random(count) < 0.1
    of_kind = kinds_of(book)
    words = kinds.cast(pl.String).to_numpy()
    made: dict[str, Any] = {
        "part_number": pl.select(pl.format("P{}", pl.int_range(count))).to_series(),
        "item": _told(worded(dict.fromkeys(products, 1), pick, count), named) if products else None,
        "item_kind": _told(kinds, ~named),
        "declared_class": _told(worded(_CLASSES, pick, count), pick.random(count) < 0.6),
    }
    for name in _OF_PART:
        fits = of_kind.get(name, frozenset())
        suits = np.isin(words, list(fits)) if "*" not in fits else np.full(count, fill_value=True)
        told = suits & ~named & (pick.random(count) < TOLD)
        made[name] = _told(drawn_column(name, book, edges, pick, count), told)
    return pl.DataFrame({name: each for name, each in made.items() if each is not None})


def _customers(book: RuleBook, edges: Any, pick: Any, count: int) -> pl.DataFrame:
    made = {
        name: drawn_column(f"end_user.{name}", book, edges, pick, count) for name in _OF_CUSTOMER
    }
    seat(made, "", pick, 0.8)
    return pl.DataFrame(
        {name: _told(each, pick.random(count) < 0.97) for name, each in made.items()}
    )


def _told(column: pl.Series, told: Any) -> pl.Series:
    """The column where it is told, and nothing elsewhere."""
    return pl.select(pl.when(pl.Series(told)).then(column)).to_series()


def kinds_of(book: RuleBook) -> dict[str, frozenset[str]]:
    """Kinds of item of which rules ask each fact; a star where a rule asks it of all."""
    found: dict[str, set[str]] = {}
    for provision in book.provisions.values():
        if provision.on(date.max, date.max) is not None:
            for name in {name for tree in provision.trees for name in facts_of(tree)}:
                found.setdefault(name, set()).update(provision.items or ("*",))
    return {name: frozenset(kinds) for name, kinds in found.items()}
