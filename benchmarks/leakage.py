"""The leak detectors: series a second, and how well they find what was put into a made world.

A route has thirteen monthly series over four years. The scores are those of ``leakage.benchmark``,
at the shipped seed and two others; the world is made, and so are the figures.
"""

from __future__ import annotations

from time import perf_counter
from typing import Any

from benchmarks.table import table
from benchmarks.timing import cpu_seconds, progress, span
from licet.models.leakage import benchmark
from licet.models.leakage.alarm import look
from licet.models.leakage.routes import SERIES
from licet.models.leakage.trial import shipped, world_of

ROUTES, QUICK = 4000, 300
SEEDS = (1, 2, 3)


def run(*, rounds: int, quick: bool) -> dict[str, Any]:
    """Speeds, and the scores at each seed."""
    count = QUICK if quick else ROUTES
    progress("leakage: training")
    start = perf_counter()
    of, alarm, _ = shipped()
    training = perf_counter() - start
    routes = world_of(of, count, name="speed", seed=1).routes
    seconds = [_seconds(lambda: look(routes, alarm)) for _ in range(rounds)]
    scores = []
    for seed in SEEDS[:1] if quick else SEEDS:
        progress(f"leakage: scores at seed {seed}")
        scores.append(benchmark(seed, count))
    return {
        "routes": count, "training_s": training, "routes_per_s": span(count / each for each in seconds),
        "series_per_s": span(count * len(SERIES) / each for each in seconds), "scores": scores,
        "series_per_cpu_s": span(count * len(SERIES) / cpu_seconds(lambda: look(routes, alarm)) for _ in range(rounds)),
    }  # fmt: skip


def _seconds(call) -> float:
    start = perf_counter()
    call()
    return perf_counter() - start


def shown(found: dict[str, Any]) -> str:
    """Speeds, then scores by size, then decoys."""
    speeds = table("Leak detectors", ("what", "figure"), (
        ("routes/s", found["routes_per_s"].shown(0)),
        ("series/s", found["series_per_s"].shown(0)),
        ("series a processor second", found["series_per_cpu_s"].shown(0)),
        ("training s", f"{found['training_s']:.1f}"),
    ))  # fmt: skip
    rows, decoys = [], []
    for each in found["scores"]:
        for score in (*each.by_size, each.mixed):
            size = "mixed" if score.size is None else f"{score.size:.0%}"
            rows.append((
                f"seed {each.seed}, diverted {size}", f"{score.base_rate:.3f}", f"{score.auprc:.3f}",
                f"{score.times_base:.1f}", f"{score.recall_at_5:.2f}", f"{score.recall:.2f}",
                f"{score.false_discoveries:.2f}", f"{score.delay:.0f}",
            ))  # fmt: skip
        decoys += [
            (f"seed {each.seed}, {decoy.story}", str(decoy.count), f"{decoy.signal:.1%}", f"{decoy.explained:.0%}", f"{decoy.surge:.0%}")
            for decoy in each.decoys
        ]  # fmt: skip
    heads = ("world", "base rate", "AUPRC", "x base", "recall at 5 %", "recall", "false", "delay")
    return "\n\n".join((
        speeds,
        table(f"Scores, {found['routes']:,} routes a world", heads, rows),
        table("Honest routes", ("story", "routes", "signal", "explained surge", "other surge"), decoys),
    ))  # fmt: skip
