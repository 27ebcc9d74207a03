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


def through_files(count: int, *, quick: bool) -> list[dict[str, Any]]:
    """Figures of the command over the distributor's rows; what it said where it failed."""
    return [_through(count, times) for times in TIMES[: 1 if quick else None]]


def _through(count: int, times: int) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        given, out = Path(folder) / "in.parquet", Path(folder) / "out.parquet"
        _repeated(file_of(PARTS, count), times, given)
        progress(f"columns: licet batch, {count * times:,} rows from Parquet to Parquet")
        words = [
            sys.executable,
            "-m",
            "licet",
            "batch",
            str(given),
            "--out",
            str(out),
            "--on",
            DAY.isoformat(),
            "--yes",
        ]
        with tempfile.TemporaryFile() as said:
            start = perf_counter()
            process = subprocess.Popen(  # noqa: S603 - our own command
                words, stdout=said, stderr=said, env={**os.environ, "LICET_HOME": folder}
            )
            _, ended, used = os.wait4(process.pid, 0)
            wall = perf_counter() - start
            process.returncode = os.waitstatus_to_exitcode(ended)
            said.seek(0)
            words_said = said.read().decode(errors="replace").strip().splitlines()
        met = out.exists() and pq.read_metadata(out).num_rows == count * times
        return {
            "rows": count * times, "wall": wall, "cpu": used.ru_utime + used.ru_stime, "peak": used.ru_maxrss / 1024,
            "failed": "" if met else f"exit {process.returncode}: {' '.join(words_said[-2:])[:200]}",
        }  # fmt: skip


def _repeated(source: Path, times: int, into: Path) -> None:
    """The rows of a file as often as asked, written a group of rows at a time."""
    file = pq.ParquetFile(source)
    with pq.ParquetWriter(into, file.schema_arrow) as writer:
        for _ in range(times):
            for number in range(file.num_row_groups):
                table: pa.Table = file.read_row_group(number)
                writer.write_table(table)
