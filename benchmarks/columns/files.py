"""``licet batch`` from Parquet to Parquet, as a process: rows a second, and its memory at its peak."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from benchmarks.columns.law import DAY
from benchmarks.columns.sets import PARTS, file_of
from benchmarks.timing import progress

TIMES = (1, 10)
"""How often the distributor's rows stand in the file, one file after another."""

_WATCHED = """
import resource, subprocess, sys
code = subprocess.run(sys.argv[2:]).returncode
used = resource.getrusage(resource.RUSAGE_CHILDREN)
open(sys.argv[1], "w").write(f"{used.ru_utime + used.ru_stime} {used.ru_maxrss}")
sys.exit(code)
"""
"""A small process between: Linux counts the memory of whoever starts a process as that of what it starts."""


def through_files(count: int, *, quick: bool) -> list[dict[str, Any]]:
    """Figures of the command over the distributor's rows; what it said where it failed."""
    return [_through(count, times) for times in TIMES[: 1 if quick else None]]


def _through(count: int, times: int) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        given, out = Path(folder) / "in.parquet", Path(folder) / "out.parquet"
        repeated(file_of(PARTS, count), times, given)
        progress(f"columns: licet batch, {count * times:,} rows from Parquet to Parquet")
        words = [
            sys.executable,
            "-m",
            "licet.cli.main",
            "batch",
            str(given),
            "--out",
            str(out),
            "--on",
            DAY.isoformat(),
        ]
        figures = Path(folder) / "figures"
        start = perf_counter()
        done = subprocess.run(  # noqa: S603 - our own command
            [sys.executable, "-c", _WATCHED, str(figures), *words],
            check=False, capture_output=True, text=True, env={**os.environ, "LICET_HOME": folder},
        )  # fmt: skip
        wall = perf_counter() - start
        cpu, peak = map(float, figures.read_text(encoding="ascii").split())
        met = out.exists() and pq.read_metadata(out).num_rows == count * times
        said = " ".join((done.stdout + done.stderr).strip().splitlines()[-2:])[:200]
        return {
            "rows": count * times, "wall": wall, "cpu": cpu, "peak": peak / 1024,
            "failed": "" if met else f"exit {done.returncode}: {said}",
        }  # fmt: skip


def repeated(source: Path, times: int, into: Path) -> None:
    """The rows of a file as often as asked, written a group of rows at a time."""
    file = pq.ParquetFile(source)
    with pq.ParquetWriter(into, file.schema_arrow) as writer:
        for _ in range(times):
            for number in range(file.num_row_groups):
                table: pa.Table = file.read_row_group(number)
                writer.write_table(table)
