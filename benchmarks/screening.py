"""Screening beside other matchers on the same labelled pairs, each in a process of its own, in turn.

The pairs and the parties are not part of the project: give ``--pairs`` and ``--index``, or have them in
``../shared/data``.  How each matcher is set up stands in ``screening_rivals``.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from benchmarks.screening_rivals import MATCHERS, SEED
from benchmarks.table import table
from benchmarks.timing import Span, progress, span

TAKES = ("pairs", "index")
SAMPLE, QUICK_SAMPLE = 200, 20
_ROOT = Path(__file__).resolve().parent.parent
_DATA = _ROOT.parent / "shared" / "data"
_PACKAGES = ("nomenklatura", "followthemoney", "rigour", "rapidfuzz", "duckdb", "numpy", "scipy")


@dataclass(frozen=True)
class Found:
    """One matcher: speeds in queries a second, memory in MiB, line on its own scale."""

    title: str
    names: int
    line: float
    hits: int
    positives: int
    false_alarms: int
    negatives: int
    build_seconds: float
    first_pass: float
    batch: Span
    batch_of: int
    single: Span
    single_of: int
    memory: float
    peak: float

    @property
    def recall(self) -> float:
        return self.hits / self.positives


@dataclass(frozen=True)
class Result:
    """The matchers, Licet first; ``left_out`` says which could not run, and why."""

    found: list[Found]
    left_out: list[str]
    versions: dict[str, str]
    load: list[float]


def run(
    *, rounds: int, quick: bool, pairs: Path | None = None, index: Path | None = None
) -> Result:
    """Measure each matcher; ``quick``: small samples, and Licet alone has a whole pass."""
    del rounds  # a pass over all queries is long for some; each makes three at most
    pairs = pairs or _DATA / "screening_pairs.csv"
    index = index or _DATA / "screening_index.jsonl.gz"
    left_out: list[str] = []
    found: list[Found] = []
    if not pairs.is_file() or not index.is_file():
        left_out.append(f"all: {pairs} and {index} are wanted; give --pairs and --index")
        return Result(found, left_out, {}, [])
    for name in MATCHERS:
        progress(f"screening: {name}")
        done = subprocess.run(  # noqa: S603 - ourselves
            [sys.executable, "-m", "benchmarks.screening_rivals", name, str(pairs), str(index),
             str(QUICK_SAMPLE if quick else SAMPLE)],
            env=os.environ | {"NOMENKLATURA_DUCKDB_THREADS": "1", "OMP_NUM_THREADS": "1"},
            stdout=subprocess.PIPE, check=False,
        )  # fmt: skip
        if done.returncode:
            left_out.append(f"{name}: ended with {done.returncode}")
            continue
        data = json.loads(done.stdout)
        if "missing" in data:
            left_out.append(f"{name}: {data['missing']} is not installed")
            continue
        found.append(_found(data, pairs))
    return Result(found, left_out, _versions(), [round(each, 2) for each in os.getloadavg()])


def _found(data: dict, pairs: Path) -> Found:
    from licet.screen.evaluate import read_pairs

    labelled = read_pairs(pairs.read_bytes(), str(pairs))
    above = [score > data["line"] for score in data["scores"]]
    positives = [hit for pair, hit in zip(labelled, above, strict=True) if pair.expected]
    negatives = [hit for pair, hit in zip(labelled, above, strict=True) if not pair.expected]
    return Found(
        data["title"], data["names"], data["line"], sum(positives), len(positives), sum(negatives),
        len(negatives), data["build_seconds"], len(labelled) / data["recall_pass_seconds"], span(data["batch"]), data["batch_of"],
        span(data["single"]), data["single_of"], data["memory"], data["peak"],
    )  # fmt: skip


def _versions() -> dict[str, str]:
    found = {}
    for name in _PACKAGES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = "not installed"
    return found


def shown(found: Result) -> str:
    """The table, and how it is to be read."""
    lines = []
    if found.found:
        ours = found.found[0]
        rows = [
            [
                each.title, f"{each.recall:.3f}", f"{each.hits} of {each.positives}",
                f"{each.first_pass:,.0f}", f"{ours.first_pass / each.first_pass:,.1f}",
                each.batch.shown(0), f"{ours.batch.high / each.batch.high:,.1f}",
                each.single.shown(0 if each.single.high >= 10 else 1),
                f"{ours.single.high / each.single.high:,.1f}",
                f"{each.build_seconds:.1f}", f"{each.memory:,.0f}", f"{each.peak:,.0f}",
            ]
            for each in found.found
        ]  # fmt: skip
        heads = ["", "recall at 1 %", "found", "first pass, a second", "Licet x", "batch, a second", "Licet x", "one at a time", "Licet x",
                 "build s", "index MiB", "peak MiB"]  # fmt: skip
        title = f"Screening: {ours.positives + ours.negatives} queries, {ours.names:,} names, one process and one core each"
        lines.append(table(title, heads, rows))
        samples = ", ".join(f"{each.title} {each.batch_of}" for each in found.found)
        lines.append(
            f"queries timed in a batch: {samples}; one at a time {ours.single_of}, drawn with seed {SEED}; "
            "ratios are of the best passes; in the first pass every score is kept, and nothing is kept from before"
        )
        lines.append(f"versions {found.versions}; load at the end {found.load}".replace("'", ""))
    lines += [f"left out: {each}" for each in found.left_out]
    return "\n\n".join(lines)
