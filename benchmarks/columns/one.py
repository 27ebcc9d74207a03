"""One engine over one set in a process of its own: ``python -m benchmarks.columns.one ENGINE SET ROWS PASSES OUT``.

It prints its figures as JSON and writes the answers to the sampled rows, out of its last pass, to OUT.
"""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path
from time import perf_counter
from typing import Any

import numpy as np
import polars as pl

from benchmarks.columns.cost import cost
from benchmarks.columns.engines import OURS, ROW_BY_ROW, SAMPLED, engine
from benchmarks.columns.law import DAY, reference_law
from benchmarks.columns.rows import SEED, frames
from benchmarks.columns.sets import given

COMPLETE, MISSING = "complete", "missing"
CHECKED, FIRST = 1_000, 100_000


def rows_checked(count: int) -> list[int]:
    """Numbers of the rows whose answers are held to those of ``decide``."""
    pick = np.random.default_rng(SEED + 2)
    return sorted(pick.choice(count, min(CHECKED, count), replace=False).tolist())


def measured(name: str, which: str, count: int, passes: int, out: Path) -> dict[str, Any]:
    """Figures of an engine over a set."""
    law = reference_law()
    frame = frames(law.book, count)[which == MISSING]
    known = given(law.book, DAY, frame)
    checked = rows_checked(count)
    if name in ROW_BY_ROW:
        frame = frame[checked + [n for n in range(SAMPLED) if n < count]]
        checked = list(range(len(checked)))
    start = perf_counter()
    made = engine(name, law, known, unknowns=which == MISSING)
    first = None
    if name in OURS:
        made.run(frame.head(FIRST))
    first = perf_counter() - start
    ready = made.ready(frame)
    costs, found = [], None
    for _ in range(passes):
        found = None  # what the last pass gave is no part of the memory of the next
        begun = made.begin(ready) if hasattr(made, "begin") else ready
        spent, found = cost(lambda begun=begun: made.run(begun))
        costs.append(asdict(spent))
    if hasattr(made, "answers"):
        made.answers(found)[checked].write_parquet(out)
    return {
        "name": made.name, "left_out": made.left_out, "rows": len(frame), "first": first, "costs": costs,
        "columns": len(made.answers(found).columns) if hasattr(made, "answers") else 0,
    }  # fmt: skip


if __name__ == "__main__":
    _, asked, which_set, rows, times, path = sys.argv
    pl.enable_string_cache() if hasattr(pl, "enable_string_cache") else None
    print(json.dumps(measured(asked, which_set, int(rows), int(times), Path(path))))
