"""Clocks: what one call costs, over many different calls, and how steady that is.

Medians and rates are of wall time.  On a machine that others use, the slowest calls of wall time
are those during which somebody else ran, so the 99th percentile is given in processor time too.
"""

from __future__ import annotations

import statistics
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from time import perf_counter_ns, process_time_ns
from typing import Any


@dataclass(frozen=True)
class Times:
    """Many calls of one kind: milliseconds at the median and at the 99th percentile."""

    calls: int
    median_ms: float
    p99_ms: float
    p99_cpu_ms: float
    per_second: float


def each(
    call: Callable[[Any], object], things: Sequence[Any], before_each: Callable[[], object] | None = None
) -> Times:  # fmt: skip
    """Call ``call`` once for each thing, and time every call by itself; ``before_each`` is not timed."""
    wall, processor = [], []
    for thing in things:
        if before_each is not None:
            before_each()
        before = process_time_ns()
        start = perf_counter_ns()
        call(thing)
        wall.append(perf_counter_ns() - start)
        processor.append(process_time_ns() - before)
    return Times(
        len(wall),
        statistics.median(wall) / 1e6,
        _percentile(wall, 99) / 1e6,
        _percentile(processor, 99) / 1e6,
        len(wall) * 1e9 / sum(wall),
    )


def _percentile(values: list[int], percent: int) -> int:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, len(ordered) * percent // 100)]


def once(call: Callable[[], object]) -> float:
    """Milliseconds of one call."""
    start = perf_counter_ns()
    call()
    return (perf_counter_ns() - start) / 1e6


def cpu_seconds(call: Callable[[], object]) -> float:
    """Processor seconds of one call, of all threads."""
    start = process_time_ns()
    call()
    return (process_time_ns() - start) / 1e9


@dataclass(frozen=True)
class Span:
    """One figure over several rounds."""

    median: float
    low: float
    high: float

    def shown(self, digits: int = 3) -> str:
        """The middle round, with the lowest and the highest."""
        low, middle, high = (f"{value:,.{digits}f}" for value in (self.low, self.median, self.high))
        return middle if low == high else f"{middle} ({low} to {high})"


def span(values: Iterable[float]) -> Span:
    """The middle, lowest and highest of some rounds."""
    ordered = sorted(values)
    return Span(statistics.median(ordered), ordered[0], ordered[-1])


def spans(rounds: Sequence[Times]) -> dict[str, Span]:
    """Each figure of ``Times`` over the rounds."""
    names = ("median_ms", "p99_ms", "p99_cpu_ms", "per_second")
    return {name: span(asdict(one)[name] for one in rounds) for name in names}


def progress(words: str) -> None:
    """A line for whoever waits; answers go to standard output."""
    print(words, file=sys.stderr, flush=True)
