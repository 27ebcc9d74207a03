"""Rows as a table holds them: values near what the rules test, in cells, some of which nobody can read."""

import random
import re
from datetime import date

import polars as pl

from licet.facts.values import show
from tests.transfers import OFTEN, words_of

FACTS = (
    "us_origin",
    "declared_class",
    "total_nonvolatile_bandwidth_gb_s",
    "route",
    "anneal_temperature_c",
)
"""Facts beside those that most transfers state."""
POINTS = ("country", "headquarters", "military_end_user")
DAYS = (None, None, None, date(2024, 12, 2))
"""Few: each day has a plan of its own, which every worker makes anew; and so has each kind of item."""
OWN = {
    "line": pl.Int64(), "note, as written": pl.String(), "weight": pl.Decimal(12, 3), "on": pl.Date(),
}  # fmt: skip
TYPED = {"parties_complete": pl.Boolean(), "total_dram_bandwidth_gb_s": pl.Float64()}


def rows_of(book, count, *, seed=0):
    """``count`` rows: numbers, ranges, choices, unknowns, days, typed columns, faults, and what is not ours."""
    rng = random.Random(seed)  # noqa: S311 - examples, no secrets
    words = words_of(book)
    facts = {name: book.facts[name] for name in (*OFTEN, *FACTS) if name in book.facts}
    facts |= {f"{role}.{name}": book.facts[name] for role in ("end_user", "purchaser") for name in POINTS}  # fmt: skip
    types = {**OWN, **dict.fromkeys(facts, pl.String()), **TYPED}
    rows = [_row(words, facts, n, rng) for n in range(seed, seed + count)]
    return pl.DataFrame([{name: row.get(name) for name in types} for row in rows], schema=types)


def _row(words, facts, number, rng):
    cells = {name: written(words.value(fact, rng)) for name, fact in facts.items() if rng.random() < 0.8}  # fmt: skip
    cells["item_kind"] = "integrated_circuit"
    for name, unread in (("destination", "Atlantis"), ("total_processing_performance", "fast")):
        cells[name] = unread if rng.random() < 0.03 else cells.get(name)
    return cells | {
        "line": number, "note, as written": rng.choice([None, "", 'a "note"; NO', "東京\nline 2"]),
        "weight": None if rng.random() < 0.2 else f"{rng.randint(0, 9999)}.125",
        "on": rng.choice(DAYS),
        "parties_complete": rng.choice([True, False, None]),
        "total_dram_bandwidth_gb_s": rng.choice([None, 600.0, 4800.0, 1400.5]),
    }  # fmt: skip


def written(value):
    """A value as a cell holds it; the comma between thousands is for readers of pages."""
    return re.sub(r"(?<=\d),(?=\d{3})", "", show(value))
