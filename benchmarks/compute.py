"""Draws a second of the compute model: what ``licet.models.compute`` costs, one thread.

A draw is five years of one policy with all sources, both stocks, smuggling and values. Drawing the
parameters from the ledger is timed apart, since one set serves every policy.
"""

from __future__ import annotations

from functools import partial
from time import perf_counter
from typing import Any

from benchmarks.table import table
from benchmarks.timing import cpu_seconds, progress, span
from licet.assumptions.load import load_ledger
from licet.models.compute import parameters
from licet.models.compute.chips import Chip, Count
from licet.models.compute.denial import denial_effect
from licet.models.compute.path import Chips
from licet.models.compute.path import run as run_path
from licet.models.compute.scenarios import headline
from licet.models.leakage import supply

DRAWS, QUICK, BLOCK, FEW = 1_000_000, 50_000, 8192, 10_000
"""``BLOCK``: draws at a time, so that a year's arrays stay in the cache."""
YEARS = (2026, 2027, 2028, 2029, 2030)
H100, H200 = Chip("H100", 15824, 3350), Chip("H200", 15832, 4800)
B30A, ASCEND = Chip("B30A", 28000, 4000, 2250), Chip("Ascend 910C", 12800, 3200)


def run(*, rounds: int, quick: bool) -> dict[str, Any]:
    """Draws a second by policy, of drawing, and of the contested sign."""
    count = QUICK if quick else DRAWS
    ledger = load_ledger()
    chips = Chips(H100, ASCEND, H100)
    ban, capped, free, blackwell, *_ = headline(H200, B30A, cap_share=0.5, levy_share=0.25)
    found = {
        "drawing parameters": _rates(
            lambda: (parameters.draws(ledger, count, 1), supply.draws(ledger, count, 1)), count, rounds
        )
    }  # fmt: skip
    drawn, routes = parameters.draws(ledger, count, 1), supply.draws(ledger, count, 1)

    def blocks(policy, count_by=Count.COMPUTE):
        for at in range(0, count, BLOCK):
            part, around = drawn.part(at, at + BLOCK), routes.part(at, at + BLOCK)
            run_path(part, policy, chips, around.chips, YEARS, count_by)

    for policy in (ban, capped, free, blackwell):
        progress(f"compute: {policy.name}")
        found[policy.name] = _rates(partial(blocks, policy), count, rounds)
    found["the same, by bandwidth"] = _rates(
        partial(blocks, blackwell, Count.BANDWIDTH), count, rounds
    )
    small = drawn.part(0, FEW)
    gap = run_path(small, capped, chips, routes.part(0, FEW).chips, YEARS).gap
    found["sign of denial, switch by halving"] = _rates(
        lambda: denial_effect(small, gap, 0.8, tools_weight=1.0), small.draws, rounds
    )
    return {"draws": count, "block": BLOCK, "rates": found}


def _rates(call, count: int, rounds: int) -> tuple[Any, Any]:
    """Draws a second of the wall's clock, and of the processor's."""
    wall, processor = [], []
    for _ in range(rounds):
        start = perf_counter()
        processor.append(count / cpu_seconds(call))
        wall.append(count / (perf_counter() - start))
    return span(wall), span(processor)


def shown(found: dict[str, Any]) -> str:
    """One line a policy."""
    rows = [(name, wall.shown(0), cpu.shown(0)) for name, (wall, cpu) in found["rates"].items()]
    heads = ("what", "draws/s", "draws a processor second")
    return table(f"Compute model, {found['draws']:,} draws of five years", heads, rows)
