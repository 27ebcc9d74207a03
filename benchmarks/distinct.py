"""What it would save to decide each distinct item or party once, and what it costs to find which these are.

The rows are the distributor's of ``columns --whole``: parts and customers repeat.  Columns of the item, of the
parties and of both are taken by their codes and values, as the engine has them; equal rows are numbered by a hash
of all their cells (Polars, the quickest way that we know), and distinct ones gathered.  A column of part numbers would tell
items apart at once, but says nothing to the law, and no table is bound to have one.

The item, or a party, cannot be decided alone: most rules join both.  So the saving is a bound: as if the engine's cost
were all due to the columns of that side, and nothing were left to do by row.
"""

from __future__ import annotations

from time import process_time
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

from benchmarks.columns.law import DAY
from benchmarks.columns.rows import PARTIES
from benchmarks.columns.sets import PARTS, frame_of, law_of
from benchmarks.table import table
from benchmarks.timing import progress, span
from licet.columns.decider import Decider
from licet.columns.layout import layout

if TYPE_CHECKING:
    from collections.abc import Callable

    from licet.book.book import RuleBook

TAKES = ("rows",)
ROWS, QUICK, BLOCK = 1_000_000, 50_000, 131_072
"""``BLOCK``: rows that ``licet batch`` has at hand at a time."""


def run(*, rounds: int, quick: bool, rows: int) -> dict[str, Any]:
    """CPU of finding and of gathering distinct rows, and of deciding all, a block at a time."""
    law, products = law_of(PARTS)
    count = rows or (QUICK if quick else ROWS)
    frame = frame_of(PARTS, count)
    known = frame.select(layout(frame.columns, law.book).known)
    decider = Decider(law, products, on=DAY)
    progress("distinct: every row decided")
    decider(known[:BLOCK])
    every = _cpu(lambda: _by_block(decider, known), rounds)
    found = []
    for what, columns in _sides(known.columns, law.book).items():
        progress(f"distinct: {what}")
        found.append({"what": what, **_one(known.select(columns), decider, known, rounds)})
    words = [each for each in known if not (each.dtype == pl.Boolean or each.dtype.is_numeric())]
    return {
        "rows": count, "block": min(BLOCK, count), "every_s": every, "sides": found,
        "texts": sum(each.n_unique() for each in words), "cells": sum(len(each) for each in words),
    }  # fmt: skip


def _sides(columns: list[str], book: RuleBook) -> dict[str, list[str]]:
    """Columns of the item, of the parties, and all."""
    parties = [each for each in columns if each.partition(".")[0] in PARTIES]
    of_item = [
        each for each in columns if each not in parties and (each == "item" or _is_of_item(each, book))
    ]  # fmt: skip
    return {"item": of_item, "parties": parties, "whole row": columns}


def _is_of_item(column: str, book: RuleBook) -> bool:
    return column in book.facts and book.facts[column].owner == "item"


def _one(side: pl.DataFrame, decider: Decider, frame: pl.DataFrame, rounds: int) -> dict[str, Any]:
    blocks = list(side.iter_slices(BLOCK))
    find = _cpu(lambda: [_distinct(each) for each in blocks], rounds)
    found = [_distinct(each) for each in blocks]
    rows = [each[first] for each, (_, first) in zip(frame.iter_slices(BLOCK), found, strict=True)]
    decide = _cpu(lambda: [decider(each) for each in rows], rounds)
    answers = [decider(each) for each in rows]
    gather = _cpu(
        lambda: [each[codes] for each, (codes, _) in zip(answers, found, strict=True)], rounds
    )
    if side.width == frame.width and not answers[0][found[0][0]].equals(decider(frame[:BLOCK])):
        raise ValueError("answers of distinct rows, gathered, are not those of all rows")
    return {
        "columns": side.width, "distinct": sum(each.height for each in rows), "whole": len(_distinct(side)[1]),
        "find_s": find, "decide_s": decide, "gather_s": gather,
    }  # fmt: skip


def _distinct(side: pl.DataFrame) -> tuple[Any, Any]:
    """Which distinct row each row is, and where each distinct one stands first; by a hash of 64 bits."""
    hashes = side.select(pl.all().to_physical()).hash_rows().to_arrow().dictionary_encode()
    codes = hashes.indices.to_numpy()
    first = np.empty(len(hashes.dictionary), dtype=np.int64)
    first[codes[::-1]] = np.arange(len(codes))[::-1]
    return codes, first


def _by_block(decider: Decider, frame: pl.DataFrame) -> None:
    for each in frame.iter_slices(BLOCK):
        decider(each)


def _cpu(call: Callable[[], object], rounds: int) -> float:
    """Processor seconds of all threads; the middle of the rounds."""

    def once() -> float:
        start = process_time()
        call()
        return process_time() - start

    return span(once() for _ in range(rounds)).median


def shown(found: dict[str, Any]) -> str:
    """The figures as a table."""
    head = ("Distinct by", "Columns", "Distinct in all", "Distinct, block by block", "To find them, CPU s", "To decide them", "To gather their answers", "All three")  # fmt: skip
    lines = [
        (
            each["what"], str(each["columns"]), f"{each['whole']:,}", f"{each['distinct']:,}",
            *(f"{each[name]:.3f}" for name in ("find_s", "decide_s", "gather_s")),
            f"{each['find_s'] + each['decide_s'] + each['gather_s']:.3f}",
        )
        for each in found["sides"]
    ]  # fmt: skip
    every = ("every row decided, nothing looked for", "", "", "", "", f"{found['every_s']:.3f}", "", f"{found['every_s']:.3f}")  # fmt: skip
    title = f"{found['rows']:,} rows of a distributor, in blocks of {found['block']:,}"
    words = f"The columns of words have {found['texts']:,} distinct texts in {found['cells']:,} cells: each text is tested once, whatever the rows."
    return f"{table(title, head, [*lines, every])}\n\n{words}"
