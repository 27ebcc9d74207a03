"""``january-2026``: which chips the US rule of 15 January 2026 lets a firm in China apply for."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import polars as pl

from licet.assumptions.published import load_published
from licet.pack.store import open_library
from licet.reform.flips import DENIED, LICENSE, NONE_FOUND, flips
from licet.reform.grid import frame, products_of, read_grid
from licet.replications.model import Check, Figure, Replication, moved, truth

_TPP, _BUYER, _CLASS = "total_processing_performance", "CN", "civil"


def replicate(data: Path | str | None = None, by: Mapping[str, float] | None = None) -> Replication:  # noqa: ARG001 - the law and the catalogue ship, and it is called as the others are
    """H200 from denied to a license, B200 and B300 denied on both days, H20 below the line on both.

    ``by`` moves the total processing performance of a chip, by its id in the catalogue.

    Raises:
        UnknownName: ``by`` names another input.
    """
    told, library, grid = load_published("arithmetic")["january_2026"], open_library(), read_grid()
    names = [*told["flips"], *told["stays"], *told["below"]]
    products = {each.id: each for each in products_of(library.catalogue, names)}
    inputs = moved({name: float(str(products[name].facts[_TPP])) for name in names}, by or {})
    classes = [each for each in grid.classes if each.id == _CLASS]
    rows = frame(products.values(), (_BUYER,), classes, grid)
    if by:
        rows = rows.with_columns(pl.col("item").replace_strict(inputs, return_dtype=pl.Float64).alias(_TPP))  # fmt: skip
    asked = flips(rows, library, library, told["before"], told["after"], laws=("US",), every=True)
    stands = {
        item: (before, after)
        for item, before, after in asked.select(
            "item", "standing_before", "standing_after"
        ).iter_rows()
    }
    wanted = {
        **dict.fromkeys(told["flips"], (DENIED, LICENSE)), **dict.fromkeys(told["stays"], (DENIED, DENIED)),
        **dict.fromkeys(told["below"], (NONE_FOUND, NONE_FOUND)),
    }  # fmt: skip
    checks = [
        Check(f"{name}: {' to '.join(dict.fromkeys(_said(each) for each in way))}", "1 = yes", 1, truth(stands[name] == way), 0)
        for name, way in wanted.items()
    ]  # fmt: skip
    checks += [Check(f"{name}: total processing performance", "TPP", tpp, inputs[name], 0) for name, tpp in told["tpp"].items()]  # fmt: skip
    figures = tuple(Figure(f"{name}: total processing performance", "TPP", inputs[name]) for name in names if name not in told["tpp"])  # fmt: skip
    return Replication(
        "january-2026", "The US rule of 15 January 2026, asked about a civil firm in China", told["source"], inputs,
        tuple(checks), (),
        "Asked of US law alone, with all that its review wants certified. No finding says that a chip is free to go.",
        figures,
    )  # fmt: skip


def _said(standing: str) -> str:
    return {DENIED: "denial", LICENSE: "license may be had", NONE_FOUND: "no requirement found"}[standing]  # fmt: skip
