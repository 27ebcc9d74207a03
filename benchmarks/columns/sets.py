"""What every engine is given: the law, its day, the columns and the words that stand in them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

from benchmarks.columns.law import DAY, reference_law
from benchmarks.columns.rows import PARTIES, SEED, drawn, hidden, path_of
from benchmarks.columns.rows_whole import figures_frame, parts_frame
from licet.pack.store import open_library

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from licet.book.book import RuleBook
    from licet.decide.decide import Law

COMPLETE, MISSING, PARTS, FIGURES = "complete", "missing", "parts", "figures"
TITLES = {
    COMPLETE: "every fact stated",
    MISSING: "5 % of all cells empty",
    PARTS: "a distributor's: 20,000 parts, 5,000 customers",
    FIGURES: "the same with figures and parties of each row's own",
}
CHECKED = 1_000
"""Rows of a set whose answers are held to those of ``decide``."""


@dataclass(frozen=True)
class Given:
    """Rules and shape of a set; ``texts`` are the words of each column of words, in order."""

    book: RuleBook
    day: date
    columns: list[str]
    texts: dict[str, list[str]]


def law_of(which: str) -> tuple[Law, Any]:
    """The law of a set, and the catalogue that goes with it."""
    if which in (COMPLETE, MISSING):
        return reference_law(), None
    library = open_library()
    return library.law, library.products


def file_of(which: str, count: int) -> Path:
    """The Parquet file of a set; drawn where it is not kept."""
    law, products = law_of(which)
    draw = {
        COMPLETE: lambda: drawn(law.book, count),
        MISSING: lambda: hidden(drawn(law.book, count)),
        PARTS: lambda: parts_frame(law.book, products, count),
        FIGURES: lambda: figures_frame(law.book, products, count),
    }
    return path_of(which, law.book, count, draw[which])


def frame_of(which: str, count: int) -> pl.DataFrame:
    """The rows of a set."""
    return pl.read_parquet(file_of(which, count)).rechunk()


def rows_checked(count: int) -> list[int]:
    """Numbers of the rows whose answers are held to those of ``decide``."""
    pick = np.random.default_rng(SEED + 2)
    return sorted(pick.choice(count, min(CHECKED, count), replace=False).tolist())


def told(which: str, frame: pl.DataFrame) -> Given:
    """What engines are told of a set."""
    return given(law_of(which)[0].book, DAY, frame)


def given(book: RuleBook, day: date, frame: pl.DataFrame) -> Given:
    """What engines are told of a frame; parties share the words of a fact."""
    texts = {series.name: words_of(series) for series in frame if _is_words(series)}
    shared: dict[str, set[str]] = {}
    for name, every in texts.items():
        shared.setdefault(_fact(name), set()).update(every)
    for name, every in texts.items():
        if len(shared[_fact(name)]) > len(every):
            texts[name] = sorted(shared[_fact(name)])
    return Given(book, day, list(frame.columns), texts)


def _fact(column: str) -> str:
    party, _, fact = column.partition(".")
    return fact if party in PARTIES else column


def words_of(series: pl.Series) -> list[str]:
    """The words that may stand in a column: those of its type, or those that do."""
    if isinstance(series.dtype, pl.Enum):
        return list(series.dtype.categories)
    return series.cast(pl.String).drop_nulls().unique().sort().to_list()


def _is_words(series: pl.Series) -> bool:
    return not (series.dtype == pl.Boolean or series.dtype.is_numeric())
