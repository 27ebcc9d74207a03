"""From rules to flows: rows of the flip grid that a law answers a second, and kappas drawn from them.

Beside it the same rows decided one by one, by the engine that gives proofs.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import polars as pl

from benchmarks.table import table
from benchmarks.timing import once, progress, span
from licet.assumptions.load import load_ledger
from licet.columns.decider import Decider
from licet.pack.store import open_library
from licet.reform.grid import asked_of, frame, products_of, read_grid
from licet.whatif.baskets import baskets
from licet.whatif.bridging import Levy, left
from licet.whatif.statuses import Under, statuses

GOAL = 100_000
DRAWS, QUICK = 2_000, 50
FEW = 300
LABELS = {
    "rows": "rows of the grid under one law, compiled",
    "first": "the same with compiling, the first time",
    "singly": "the same rows one by one",
    "kappa": "item x seller x buyer x draw, to kappa",
}


def run(rounds: int, *, quick: bool) -> dict[str, Any]:
    """Rates over some rounds."""
    library, grid = open_library(), read_grid()
    places = grid.destinations[:8] if quick else grid.destinations
    products = products_of(library.catalogue, shelves=("chip",))
    rows = asked_of(frame(products, places, grid.classes, grid))
    on = grid.marks[-1]
    some = rows.sample(min(FEW, rows.height), seed=1)
    among = baskets()
    basket = among.named("ai-chips")
    found = statuses(Under(library, on), basket, among)
    ledger, draws = load_ledger(), QUICK if quick else DRAWS
    theta = np.full(draws, 5.0)
    rates: dict[str, list[float]] = {name: [] for name in LABELS}
    for number in range(rounds):
        progress(f"bridge: round {number + 1} of {rounds}")
        decider = Decider(library.law, library.products, on=on)
        for name, asked, call in (
            ("first", rows, decider), ("rows", rows, decider), ("singly", some, lambda each, by=decider: _singly(by, each)),
        ):  # fmt: skip
            spent = once(lambda asked=asked, call=call: call(asked))
            rates[name].append(asked.height / spent * 1e3)
        spent = once(lambda: left(found, basket, ledger, theta, levy=Levy(), seed=1))
        rates["kappa"].append(found.codes.size * draws / spent * 1e3)
    return {
        "rows": rows.height, "draws": draws,
        "rates": {name: span(each) for name, each in rates.items()},
    }  # fmt: skip


def _singly(decider: Decider, rows: pl.DataFrame) -> None:
    for row in rows.iter_rows(named=True):
        decider.decision({name: value for name, value in row.items() if value is not None})


def shown(found: dict[str, Any]) -> str:
    """A table and the goal."""
    rates = found["rates"]
    rows = [
        [LABELS[name], each.shown(0), f"{each.median / rates['singly'].median:,.1f}"]
        for name, each in rates.items()
    ]
    reached = "reached" if rates["rows"].median >= GOAL else "not reached"
    return (
        table("From rules to flows, a second", ("what", "a second", "times one by one"), rows)
        + f"\n\n{found['rows']:,} rows, {found['draws']:,} draws. Goal {GOAL:,} item-pairs a second: {reached}."
    )
