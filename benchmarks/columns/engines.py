"""Every engine of the comparison, made for a set.  A rival that is not installed is named and left out.

An engine has ``ready`` (the rows in the form that it keeps them in, before the clock starts),
``run``, and ``answers`` (as columns that can be held to ours); OpenFisca's ``begin`` lays the inputs
into a new simulation, which is not timed either.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from importlib import import_module
from typing import TYPE_CHECKING, Any

import polars as pl

from licet.columns.decider import Decider

if TYPE_CHECKING:
    from benchmarks.columns.sets import Given
    from licet.decide.decide import Law

BLOCK = 500_000
SAMPLED = 10_000
"""Rows that an engine gets which takes one at a time."""


class Scan:
    """The floor: every column of the rows read once and added up."""

    name = "scan and sum of all columns"
    left_out = "everything but reading"

    def ready(self, frame: pl.DataFrame) -> pl.DataFrame:
        """The rows."""
        return frame

    def run(self, frame: pl.DataFrame) -> pl.DataFrame:
        """One sum a column; words by their codes."""
        words = pl.col(pl.Enum, pl.Categorical).to_physical().cast(pl.UInt32).sum()
        return frame.lazy().select(pl.col(pl.Float64, pl.Boolean).sum(), words).collect()


class Licet:
    """``decide_all`` over blocks, on one thread or two."""

    left_out = ""

    def __init__(self, law: Law, given: Given, products: Any = None, *, threads: int = 2) -> None:
        self.name = f"licet{', two threads' if threads > 1 else ''}"
        self.threads = threads
        self.decider = Decider(law, products, on=given.day, bits=True)

    def ready(self, frame: pl.DataFrame) -> pl.DataFrame:
        """The rows."""
        return frame

    def run(self, frame: pl.DataFrame) -> list[pl.DataFrame]:
        """All promised columns, a frame a block."""
        blocks = list(frame.iter_slices(BLOCK))
        if self.threads == 1:
            return [self.decider(block) for block in blocks]
        with ThreadPoolExecutor(self.threads) as pool:
            return list(pool.map(self.decider, blocks))

    def answers(self, found: list[pl.DataFrame]) -> pl.DataFrame:
        """The answers as they are."""
        return pl.concat(found)


RIVALS = {
    "openfisca": ("by_fisca", "ByFisca", {}),
    "openfisca-flat": ("by_fisca", "ByFisca", {"members": False}),
    "numpy": ("by_numpy", "ByNumpy", {}),
    "numpy-2": ("by_numpy", "ByNumpy", {"threads": 2}),
    "duckdb": ("by_duckdb", "ByDuckDB", {}),
    "duckdb-in": ("by_duckdb", "ByDuckDB", {"masks": False}),
    "zen": ("by_zen", "ByZen", {}),
}
OURS = {"licet": {"threads": 2}, "licet-1": {"threads": 1}}
ENGINES = ("scan", *OURS, *RIVALS)
WITH_UNKNOWNS = ("scan", *OURS, "numpy", "numpy-2", "duckdb", "duckdb-in")
"""Engines that can leave an answer open."""
ROW_BY_ROW = ("zen",)


def engine(
    name: str, law: Law, given: Given, *, products: Any = None, unknowns: bool = False
) -> Any:
    """The engine of this name.

    Raises:
        ImportError: it is not installed.
    """
    if name == "scan":
        return Scan()
    if name in OURS:
        return Licet(law, given, products, **OURS[name])
    module, kind, options = RIVALS[name]
    more: dict[str, Any] = {"unknowns": unknowns} if name in WITH_UNKNOWNS else {}
    return getattr(import_module(f"benchmarks.columns.{module}"), kind)(given, **options, **more)
