"""Which rows of a past batch change their answer: how fast they are found, and how many are decided again.

The rows are those of ``columns --whole``; the law is the whole book, on the two sides of some days on which
it changed.  ``first`` is the first block, with both laws compiled and every text read; ``again`` any later one.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from benchmarks.columns.rows_whole import figures_frame, parts_frame
from benchmarks.table import table
from benchmarks.timing import cpu_seconds, progress, span
from licet.columns.decider import Decider
from licet.columns.reach import Reach
from licet.pack.store import open_library

if TYPE_CHECKING:
    import polars as pl

    from licet.pack.store import Library

TAKES = ("rows",)
BLOCK, QUICK = 100_000, 5_000
CHANGES = tuple(map(date.fromisoformat, ("2023-11-17", "2025-01-16", "2026-01-15", "2026-07-10")))
_LONG = date(2026, 1, 1), date(2026, 11, 22)
_SETS = {"parts that repeat": parts_frame, "figures of their own": figures_frame}


def run(*, rounds: int, quick: bool, rows: int) -> dict[str, Any]:
    """CPU of each pair of days, for blocks of ``rows``."""
    library = open_library()
    ids = [each.id for each in library.catalogue.products]
    count = rows or (QUICK if quick else BLOCK)
    days = [*((day - timedelta(1), day) for day in CHANGES), _LONG]
    found = []
    for name, made in _SETS.items():
        frame = made(library.law.book, ids, count)
        for pair in days:
            progress(f"recheck: {name}, {pair[0]} to {pair[1]}")
            found.append({"rows": name, **_one(library, frame, pair, rounds)})
    return {"block": count, "pairs": found}


def _one(library: Library, frame: pl.DataFrame, days: tuple[date, date], rounds: int) -> dict[str, Any]:  # fmt: skip
    before, after = (Decider(library.law, library.products, on=day) for day in days)
    reach = Reach(before, after, questions=False)
    first = cpu_seconds(lambda: reach(frame))
    again = span(cpu_seconds(lambda: reach(frame)) for _ in range(rounds))
    after(frame)
    decided = span(cpu_seconds(lambda: after(frame)) for _ in range(rounds))
    reached = int(reach(frame)[0].sum())
    return {
        "days": " to ".join(map(str, days)), "provisions": len(reach.movement(*days).provisions),
        "share": reached / frame.height, "first_s": first, "per_second": frame.height / again.median,
        "decide_per_second": frame.height / decided.median,
    }  # fmt: skip


def shown(found: dict[str, Any]) -> str:
    """The figures as a table."""
    head = ("Rows", "From, to", "Provisions moved", "Decided again", "First block, CPU s", "Rows a CPU second", "Deciding all")  # fmt: skip
    lines = [
        (
            each["rows"], each["days"], str(each["provisions"]), f"{each['share']:.2%}", f"{each['first_s']:.1f}",
            f"{each['per_second']:,.0f}", f"{each['decide_per_second']:,.0f}",
        )
        for each in found["pairs"]
    ]  # fmt: skip
    return table(f"Recheck, blocks of {found['block']:,} rows", head, lines)
