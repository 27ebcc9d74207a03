"""A million firms, 1.27 million stakes, 5,000 listed: both cascades, the parts before them, and memory."""

from __future__ import annotations

import resource
from dataclasses import dataclass
from datetime import date
from time import perf_counter
from typing import Any

from benchmarks.table import table
from benchmarks.timing import Span, progress, span
from licet.ownership.cascade import stakes_of
from licet.ownership.cut import KIND, Cut
from licet.ownership.judge import judge
from licet.ownership.model import CONTROL, OTHER, SHARES, VOTING, Listed, Stake
from licet.ownership.regimes import regime
from licet.ownership.shares import PERCENT, WHOLE
from licet.pack.store import open_library

FIRMS, STAKES, LISTED = 1_000_000, 1_272_730, 5_000
QUICK = 50
DAY = date(2025, 10, 15)


@dataclass(frozen=True)
class Found:
    """Seconds of each part, and what came out."""

    name: str
    seconds: Span
    certain: int
    possible: int


@dataclass(frozen=True)
class Result:
    """One run on one graph."""

    firms: int
    stakes: int
    listed: int
    parts: list[Found]
    peak_mib: float


def run(*, rounds: int, quick: bool) -> Result:
    """Time every regime on one made-up graph."""
    scale = QUICK if quick else 1
    cut, listed = made(FIRMS // scale, STAKES // scale, LISTED // scale)
    book = open_library().law.book
    parts = []
    for code, lists in (("BIS", "US-EL"), ("OFAC", "US-SDN"), ("EU", "EU-FSF"), ("UK", "UK-SL")):
        ruling = regime(book, code).on(DAY)
        assert ruling is not None
        seeds = [Listed(key, lists) for key in listed]
        times = []
        for _ in range(rounds):
            start = perf_counter()
            judged = judge(cut, seeds, ruling, DAY)
            times.append(perf_counter() - start)
        progress(f"ownership: {code} {min(times):.2f} s")
        parts.append(Found(f"{code}: stakes by owner and both cascades", span(times), len(judged.certain), len(judged.possible)))  # fmt: skip
        if code == "BIS":
            times = []
            for _ in range(rounds):
                start = perf_counter()
                stakes_of(cut, ruling)
                times.append(perf_counter() - start)
            parts.append(Found("  of which stakes by owner", span(times), 0, 0))
    parts.append(_from_records(scale * 10, rounds))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return Result(FIRMS // scale, STAKES // scale, LISTED // scale, parts, peak)


def made(firms: int, stakes: int, listed: int, seed: int = 1) -> tuple[Cut, list[str]]:
    """A graph of the shape of real ones: most firms have one owner, some share; a few rings and ranges."""
    import numpy as np

    draw = np.random.default_rng(seed)
    # Groups: an owner is mostly a firm with a lower number, and a few hold many.
    owned = np.concatenate([np.arange(firms), draw.integers(0, firms, stakes - firms)])
    owner = (owned * draw.random(stakes) ** 2).astype(np.int64)
    owner = np.where(draw.random(stakes) < 0.02, draw.integers(0, firms, stakes), owner)
    owner = np.where(owner == owned, (owner + 1) % firms, owner)
    kind = draw.choice([KIND[SHARES], KIND[VOTING], KIND[CONTROL], KIND[OTHER]], stakes, p=[0.93, 0.04, 0.01, 0.02])  # fmt: skip
    round_ = draw.choice([10, 20, 25, 33, 40, 49, 50, 51, 60, 75, 100], stakes)
    low = round_.astype(np.int64) * PERCENT
    high = np.where(draw.random(stakes) < 0.15, np.minimum(low + 25 * PERCENT, WHOLE), low)
    low = np.where(draw.random(stakes) < 0.05, 0, low)
    keys = [f"f{number}" for number in range(firms)]
    seeds = [keys[at] for at in np.sort(draw.choice(firms, listed, replace=False))]
    return Cut(keys, {}, owner, owned, kind.astype(np.int8), low, high), seeds


def _from_records(scale: int, rounds: int) -> Found:
    """A tenth of the graph as records: nodes resolved, records merged, arrays laid out."""
    from licet.ownership.graph import graph_of

    cut, _ = made(FIRMS // scale, STAKES // scale, LISTED // scale)
    names = list(KIND)
    stakes = [
        Stake(cut.keys[a], cut.keys[b], names[k], (int(low), int(high)))
        for a, b, k, low, high in zip(
            cut.owner, cut.owned, cut.kind, cut.low, cut.high, strict=True
        )
    ]
    times = []
    for _ in range(rounds):
        start = perf_counter()
        graph_of([], stakes).on(DAY)
        times.append(perf_counter() - start)
    return Found(f"{len(stakes):,} records to a cut", span(times), 0, 0)


def shown(found: Result) -> str:
    """The table."""
    rows = [
        [each.name, each.seconds.shown(2), f"{each.certain:,}", f"{each.possible:,}"]
        for each in found.parts
    ]
    title = f"Ownership: {found.firms:,} firms, {found.stakes:,} stakes, {found.listed:,} listed; peak memory {found.peak_mib:,.0f} MiB"  # fmt: skip
    return table(title, ["part", "seconds", "certain", "at most"], rows)


__all__: list[Any] = ["made", "run", "shown"]
