"""What every engine is given: the law, its day, the columns and the words that stand in them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import polars as pl

from benchmarks.columns.rows import PARTIES

if TYPE_CHECKING:
    from licet.book.book import RuleBook


@dataclass(frozen=True)
class Given:
    """Rules and shape of a set; ``texts`` are the words of each column of words, in order."""

    book: RuleBook
    day: date
    columns: list[str]
    texts: dict[str, list[str]]


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
