"""A command and all that it starts, watched through /proc: wall and CPU seconds, and memory at its peak."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

_TICK, _PAGE = os.sysconf("SC_CLK_TCK"), os.sysconf("SC_PAGE_SIZE")
_EVERY = 0.2
"""Seconds between two looks.  What a process uses between the last look and its end is not seen."""


@dataclass(frozen=True)
class Watched:
    """What a command cost.  ``peak`` is bytes of all its processes together; pages that two of them
    share count twice, so it errs upward."""

    code: int
    wall: float
    cpu: float
    peak: int
    said: str


def watched(words: Sequence[str], env: Mapping[str, str]) -> Watched:
    """Run a command to its end."""
    start = time.monotonic()
    with subprocess.Popen(words, env=dict(env), stdout=subprocess.PIPE, text=True) as process:  # noqa: S603
        used: dict[tuple[int, str], float] = {}
        peak = 0
        while process.poll() is None:
            peak = max(peak, _look(process.pid, used))
            time.sleep(_EVERY)
        said = process.stdout.read() if process.stdout else ""
    return Watched(process.returncode, time.monotonic() - start, sum(used.values()), peak, said)


def _look(root: int, used: dict[tuple[int, str], float]) -> int:
    """Note the CPU seconds of each process of a tree; the bytes that all of them hold."""
    parents: dict[int, int] = {}
    found: dict[int, tuple[str, float, int]] = {}
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        try:
            fields = (entry / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue  # it has ended meanwhile
        pid = int(entry.name)
        parents[pid] = int(fields[1])
        found[pid] = (fields[19], (int(fields[11]) + int(fields[12])) / _TICK, int(fields[21]) * _PAGE)  # fmt: skip
    total = 0
    for pid, (born, cpu, size) in found.items():
        if _under(pid, root, parents):
            used[pid, born] = cpu
            total += size
    return total


def _under(pid: int, root: int, parents: Mapping[int, int]) -> bool:
    while pid not in (root, 0, 1):
        pid = parents.get(pid, 0)
    return pid == root


if __name__ == "__main__":
    print(watched(sys.argv[1:], os.environ))
