"""The reference set through every engine, each in a process of its own, in turn over some rounds."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import polars as pl

from benchmarks.columns.engines import ENGINES, OURS, RIVALS, WITH_UNKNOWNS
from benchmarks.columns.law import DAY, reference_law, shares
from benchmarks.columns.one import COMPLETE, MISSING, rows_checked
from benchmarks.columns.rows import frames
from benchmarks.columns.shown import shown as shown  # noqa: PLC0414 - what the command prints
from benchmarks.timing import progress, span
from licet.columns.decider import Decider
from licet.pack.store import open_library

TAKES = ("rows", "engines", "whole")
ROWS, QUICK, PASSES = 1_000_000, 2_000, 3
_NEEDS = {"openfisca": "openfisca_core", "duckdb": "duckdb", "zen": "zen", "numpy": "numpy"}


def run(*, rounds: int, quick: bool, rows: int, engines: str, whole: bool) -> dict[str, Any]:
    """Figures of every engine on both sets, or of the whole book."""
    if whole:
        from benchmarks.columns.whole import run_whole

        return run_whole(rounds=rounds, quick=quick, rows=rows)
    count = rows or (QUICK if quick else ROWS)
    asked = [name for name in ENGINES if not engines or name in engines.split(",")]
    missing = [
        name
        for name in asked
        if (need := _NEEDS.get(name.split("-")[0])) and find_spec(need) is None
    ]
    law = reference_law()
    progress(f"columns: {count:,} rows of {len(law.book.provisions)} provisions")
    sets = dict(zip((COMPLETE, MISSING), frames(law.book, count), strict=True))
    wanted = {which: _by_decide(frame) for which, frame in sets.items()}
    taken: dict[str, dict[str, list[dict[str, Any]]]] = {which: {} for which in sets}
    for number in range(rounds):
        for which in sets:
            for name in asked:
                if name in missing or (which == MISSING and name not in WITH_UNKNOWNS):
                    continue
                progress(f"columns: round {number + 1} of {rounds}, {which}, {name}")
                found = _measured(name, which, count, wanted[which])
                taken[which].setdefault(name, []).append(found)
    frame = sets[COMPLETE]
    return {
        "rows": count, "provisions": len(law.book.provisions), "columns_in": len(frame.columns),
        "bytes_a_row": frame.estimated_size() / count, "missing": missing, "day": DAY,
        "shares": {"set": shares(law.book), "book": shares(open_library().law.book)},
        "sets": {which: {name: _summary(each) for name, each in found.items()} for which, found in taken.items()},
    }  # fmt: skip


def _by_decide(frame: pl.DataFrame) -> pl.DataFrame:
    """The sampled rows as ``licet.decide.decide`` answers them, one at a time."""
    sample = frame[rows_checked(len(frame))]
    progress(f"columns: {len(sample):,} rows by decide, one at a time")
    return Decider(reference_law(), on=DAY, bits=True).slowly(sample)


def _measured(name: str, which: str, count: int, wanted: pl.DataFrame) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "answers.parquet"
        words = [
            sys.executable,
            "-m",
            "benchmarks.columns.one",
            name,
            which,
            str(count),
            str(PASSES),
            str(out),
        ]
        done = subprocess.run(words, check=False, capture_output=True, text=True)  # noqa: S603 - our own module
        if done.returncode:
            raise RuntimeError(f"{name} on the {which} set failed: {done.stderr[-2000:]}")
        found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
        if out.exists():
            same(found["name"], wanted, pl.read_parquet(out))
    return found


def same(name: str, wanted: pl.DataFrame, found: pl.DataFrame) -> None:
    """Refuse figures of an engine that answers otherwise than ``decide``.

    Raises:
        AssertionError: names the columns, and the first row of each that differs.
    """
    odd = []
    for column in found.columns:
        ours, theirs = (each[column].to_list() for each in (wanted, found))
        wrong = [
            number
            for number, pair in enumerate(zip(ours, theirs, strict=True))
            if pair[0] != pair[1]
        ]
        if wrong:
            odd.append(
                f"{column}: {len(wrong)} rows, first {wrong[0]}: {theirs[wrong[0]]}, not {ours[wrong[0]]}"
            )
    if odd:
        raise AssertionError(
            "\n".join([f"{name} answers otherwise in {len(odd)} columns", *odd[:8]])
        )


def _summary(rounds: list[dict[str, Any]]) -> dict[str, Any]:
    """Best pass of each round; the best of these, and how far they spread."""
    best = [
        {key: min(each[key] for each in one["costs"]) for key in ("wall", "cpu")} for one in rounds
    ]
    rows = rounds[0]["rows"]
    return {
        **{key: rounds[0][key] for key in ("name", "left_out", "rows", "columns")},
        "wall": span(each["wall"] for each in best),
        "cpu": span(each["cpu"] for each in best),
        "per_second": rows / min(each["wall"] for each in best),
        "per_cpu": rows / min(each["cpu"] for each in best),
        "cpu_a_row": min(each["cpu"] for each in best) / rows,
        "wall_a_row": min(each["wall"] for each in best) / rows,
        "memory": max(each["memory"] for one in rounds for each in one["costs"]),
        "first": min(one["first"] for one in rounds),
    }
