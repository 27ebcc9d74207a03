"""What a run costs: time by the clock, processor time of all threads and children, memory beyond the start."""

from __future__ import annotations

import gc
import os
import resource
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import Any

_MIB = 1024.0


@dataclass(frozen=True)
class Cost:
    """Seconds by the clock, seconds of processor, MiB at the peak beyond those before."""

    wall: float
    cpu: float
    memory: float


def cost(call: Callable[[], Any]) -> tuple[Cost, Any]:
    """Run ``call`` once; what it cost and what it gave."""
    gc.collect()
    forgotten = _forget_peak()
    before, spent, start = _status("VmRSS"), _processor(), perf_counter()
    found = call()
    wall, cpu = perf_counter() - start, _processor() - spent
    peak = _status("VmHWM") if forgotten else float("nan")
    return Cost(wall, cpu, (peak - before) / _MIB), found


def _processor() -> float:
    """Seconds of processor of this process, its threads and its ended children."""
    mine, theirs = (
        resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    return mine.ru_utime + mine.ru_stime + theirs.ru_utime + theirs.ru_stime


def _forget_peak() -> bool:
    """Let Linux count the peak of memory anew; False where it does not."""
    try:
        Path(f"/proc/{os.getpid()}/clear_refs").write_text("5", encoding="ascii")
    except OSError:
        return False
    return True


def _status(name: str) -> float:
    """KiB of a line of this process's status; nought where there is none."""
    try:
        lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0.0
    return next((float(line.split()[1]) for line in lines if line.startswith(name)), 0.0)
