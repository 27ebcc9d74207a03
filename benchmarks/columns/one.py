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

from benchmarks.columns.cost import cost
from benchmarks.columns.engines import OURS, ROW_BY_ROW, SAMPLED, engine
from benchmarks.columns.sets import MISSING, frame_of, law_of, rows_checked, told

FIRST = 100_000


def measured(name: str, which: str, count: int, passes: int, out: Path) -> dict[str, Any]:
    """Figures of an engine over a set."""
    frame = frame_of(which, count)
    known, checked = told(which, frame), rows_checked(count)
    if name in ROW_BY_ROW:
        frame = frame[checked + list(range(min(SAMPLED, count)))]
        checked = list(range(len(checked)))
    law, products = law_of(which)
    start = perf_counter()
    made = engine(name, law, known, products=products, unknowns=which == MISSING)
    if name in OURS:
        made.decider(frame.head(FIRST))
    first = perf_counter() - start
    ready = made.ready(frame)
    costs: list[dict[str, float]] = []
    found = None
    for _ in range(passes):
        found = None  # what the last pass gave is no part of the memory of the next
        begun = made.begin(ready) if hasattr(made, "begin") else ready
        spent, found = cost(lambda begun=begun: made.run(begun))
        costs.append(asdict(spent))
    answers = made.answers(found) if hasattr(made, "answers") else None
    if answers is not None:
        answers[checked].write_parquet(out)
    return {
        "name": made.name, "left_out": made.left_out, "rows": len(frame), "first": first, "costs": costs,
        "columns": 0 if answers is None else len(answers.columns),
    }  # fmt: skip


if __name__ == "__main__":
    _, asked, which_set, rows, times, path = sys.argv
    print(json.dumps(measured(asked, which_set, int(rows), int(times), Path(path))))
