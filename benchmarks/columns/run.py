"""The sets through every engine, each in a process of its own, in turn over some rounds."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import polars as pl

from benchmarks.columns.engines import ENGINES, OURS, WITH_UNKNOWNS
from benchmarks.columns.files import through_files
from benchmarks.columns.law import DAY, shares
from benchmarks.columns.sets import (
    COMPLETE,
    FIGURES,
    MISSING,
    PARTS,
    frame_of,
    law_of,
    rows_checked,
)
from benchmarks.columns.shown import shown as shown  # noqa: PLC0414 - what the command prints
from benchmarks.timing import progress, span
from licet.columns.decider import Decider
from licet.pack.store import open_library

TAKES = ("rows", "engines", "whole")
ROWS, QUICK, PASSES = 1_000_000, 2_000, 3
_NEEDS = {"openfisca": "openfisca_core", "duckdb": "duckdb", "zen": "zen"}


def run(*, rounds: int, quick: bool, rows: int, engines: str, whole: bool) -> dict[str, Any]:
    """Figures of the engines on the reference set, or of ours on the whole book."""
    count = rows or (QUICK if quick else ROWS)
    asked = [name for name in ENGINES if not engines or name in engines.split(",")]
    missing = [
        name
        for name in asked
        if (need := _NEEDS.get(name.split("-")[0])) and find_spec(need) is None
    ]
    sets = {
        which: [name for name in asked if name not in missing and _fits(name, which)]
        for which in ((PARTS, FIGURES) if whole else (COMPLETE, MISSING))
    }
    frames = {which: frame_of(which, count) for which in sets}
    wanted = {which: by_decide(which, frame) for which, frame in frames.items()}
    taken: dict[str, dict[str, list[dict[str, Any]]]] = {which: {} for which in sets}
    for number in range(rounds):
        for which, names in sets.items():
            for name in names:
                progress(
                    f"columns: round {number + 1} of {rounds}, {which}, {name}, {count:,} rows"
                )
                taken[which].setdefault(name, []).append(
                    _measured(name, which, count, wanted[which])
                )
    book = law_of(next(iter(sets)))[0].book
    return {
        "rows": count, "provisions": shares(book)["provisions"], "missing": missing, "day": DAY,
        "inputs": {which: (len(each.columns), each.estimated_size() / count) for which, each in frames.items()},
        "shares": {"set": shares(book), "book": shares(open_library().law.book)},
        "sets": {which: {name: summary(each) for name, each in found.items()} for which, found in taken.items()},
        "files": through_files(count, quick=quick) if whole else [],
    }  # fmt: skip


def _fits(name: str, which: str) -> bool:
    """Whether an engine is for a set: rivals are told the reference law alone."""
    if which == MISSING:
        return name in WITH_UNKNOWNS
    return which == COMPLETE or name in ("scan", *OURS)


def by_decide(which: str, frame: pl.DataFrame) -> pl.DataFrame:
    """The sampled rows as ``licet.decide.decide`` answers them, one at a time."""
    sample = frame[rows_checked(len(frame))]
    progress(f"columns: {len(sample):,} rows of the {which} set by decide, one at a time")
    law, products = law_of(which)
    return Decider(law, products, on=DAY, bits=True).slowly(sample)


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
            first = wrong[0]
            odd.append(
                f"{column}: {len(wrong)} rows, first {first}: {theirs[first]}, not {ours[first]}"
            )
    if odd:
        raise AssertionError(
            "\n".join([f"{name} answers otherwise in {len(odd)} columns", *odd[:8]])
        )


def summary(rounds: list[dict[str, Any]]) -> dict[str, Any]:
    """Best pass of each round; the best of these, and how far they spread."""
    best = {
        key: [min(each[key] for each in one["costs"]) for one in rounds] for key in ("wall", "cpu")
    }
    rows = rounds[0]["rows"]
    return {
        **{key: rounds[0][key] for key in ("name", "left_out", "rows", "columns")},
        **{key: span(each) for key, each in best.items()},
        **{f"{key}_a_row": min(each) / rows for key, each in best.items()},
        "memory": max(each["memory"] for one in rounds for each in one["costs"]),
        "first": min(one["first"] for one in rounds),
    }
