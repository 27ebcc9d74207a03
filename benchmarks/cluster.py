"""``licet batch`` on one machine and through Spark, Parquet to Parquet: how cost grows with rows.

The rows are a distributor's (benchmarks/columns), a million of them over and over; the law is the whole
book, all laws.  Each run is a process of its own from its start to its end: reading the law,
compiling it, starting Java, and the page of counts are all in it.
"""

from __future__ import annotations

import os
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from benchmarks.table import pairs, table
from benchmarks.timing import progress
from benchmarks.tree import Watched, watched

TAKES = ("millions",)
DAY = "2026-02-16"
_BILLIONS = 10
_CORES, _BUSY = 64, 0.7
"""The cluster of the plan, and the share of its time in which its cores decide."""
_TASK = 128 * 2**20
"""Bytes of input that Spark gives a task."""
_MASTER = "local[2]"
_HEAP = ("spark.driver.memory 2g", "spark.ui.enabled false")


def run(*, rounds: int, quick: bool, millions: str = "") -> dict[str, Any]:
    """Both engines at each size; ``rounds`` of the smallest, one of the others."""
    sizes = [0.05] if quick else [float(each) for each in (millions or "1,10").split(",")]
    engines = ["local", *(["spark"] if find_spec("pyspark") else [])]
    found = []
    with tempfile.TemporaryDirectory(prefix="licet-cluster-") as folder:
        for size in sizes:
            source = _source(Path(folder), int(size * 1e6))
            for engine in engines:
                for number in range(rounds if size == min(sizes) else 1):
                    progress(f"cluster: {engine}, {size:g} million rows, round {number + 1}")
                    found.append(_measured(engine, source, int(size * 1e6), Path(folder)))
            source.unlink()
    return {"runs": found, "plans": [_plan(engine, found) for engine in engines if len(sizes) > 1]}


def _source(folder: Path, rows: int) -> Path:
    from benchmarks.columns.files import repeated
    from benchmarks.columns.sets import PARTS, file_of

    each = min(rows, 1_000_000)
    path = folder / f"{rows}.parquet"
    repeated(file_of(PARTS, each), rows // each, path)
    return path


def _measured(engine: str, source: Path, rows: int, folder: Path) -> dict[str, Any]:
    import shutil

    out = folder / f"out-{engine}.parquet"
    start = "import sys; from licet.cli.main import main; sys.exit(main(sys.argv[1:]))"
    words = [sys.executable, "-c", start, "batch", str(source), "--out", str(out), "--on", DAY]
    words += ["--json", "--no-progress", "--engine", engine]
    env = {**os.environ, "LICET_HOME": str(folder / "home"), "PYTHONPATH": os.pathsep.join(sys.path)}  # fmt: skip
    if engine == "spark":
        words += ["--master", _MASTER]
        conf = folder / "conf"
        conf.mkdir(exist_ok=True)
        (conf / "spark-defaults.conf").write_text("\n".join(_HEAP))
        env |= {
            "SPARK_CONF_DIR": str(conf), "SPARK_LOCAL_DIRS": str(folder), "SPARK_LOCAL_IP": "127.0.0.1",
            "PYSPARK_PYTHON": sys.executable,
        }  # fmt: skip
    cost = watched(words, env)
    if cost.code not in (0, 5, 20):
        raise SystemExit(f"{' '.join(words)}\nended with {cost.code}")
    written = sum(each.stat().st_size for each in out.rglob("*") if each.is_file()) if out.is_dir() else out.stat().st_size  # fmt: skip
    shutil.rmtree(out) if out.is_dir() else out.unlink()
    return {"engine": engine, "rows": rows, **_figures(cost, rows), "bytes_in": source.stat().st_size, "bytes_out": written}  # fmt: skip


def _figures(cost: Watched, rows: int) -> dict[str, float]:
    return {
        "wall_s": cost.wall, "cpu_s": cost.cpu, "peak_mib": cost.peak / 2**20,
        "rows_per_s": rows / cost.wall, "rows_per_cpu_s": rows / cost.cpu,
    }  # fmt: skip


def _plan(engine: str, runs: list[dict[str, Any]]) -> dict[str, Any]:
    """Ten billion rows by what one more row cost between the smallest and the largest size."""
    ours = sorted((each for each in runs if each["engine"] == engine), key=lambda each: each["rows"])  # fmt: skip
    least, most = ours[0], ours[-1]
    more = most["rows"] - least["rows"]
    each = (most["cpu_s"] - least["cpu_s"]) / more
    rows = _BILLIONS * 10**9
    size, made = (most[name] / most["rows"] for name in ("bytes_in", "bytes_out"))
    hours = rows * each / 3600
    return {
        "engine": engine,
        "CPU seconds a million rows more": f"({most['cpu_s']:,.1f} - {least['cpu_s']:,.1f}) / {more / 1e6:,.2f} = {each * 1e6:,.2f}",
        f"CPU hours of {_BILLIONS} billion rows": f"{rows:,} x {each * 1e6:,.2f} / 1,000,000 / 3,600 = {hours:,.1f}",
        f"hours on {_CORES} cores, {_BUSY:.0%} busy": f"{hours:,.1f} / ({_CORES} x {_BUSY}) = {hours / (_CORES * _BUSY):,.2f}",
        "read, and written": f"{size:,.0f} and {made:,.0f} bytes a row: {rows * size / 1e12:,.2f} and {rows * made / 1e12:,.2f} TB",
        "tasks of 128 MiB": f"{rows * size / _TASK:,.0f}, each about {_TASK / size / 1e6:,.2f} million rows",
        "store must give": f"{size / each * _CORES * _BUSY / 1e9:,.2f} GB a second, and take {made / each * _CORES * _BUSY / 1e9:,.2f}",
    }  # fmt: skip


def shown(found: dict[str, Any]) -> str:
    """The table of runs, and the plan with its arithmetic."""
    heads = ("engine", "rows", "wall s", "rows/s", "CPU s", "rows/CPU s", "peak MiB", "bytes in", "bytes out")  # fmt: skip
    rows = [
        (
            each["engine"], f"{each['rows']:,}", f"{each['wall_s']:,.1f}", f"{each['rows_per_s']:,.0f}",
            f"{each['cpu_s']:,.1f}", f"{each['rows_per_cpu_s']:,.0f}", f"{each['peak_mib']:,.0f}",
            f"{each['bytes_in']:,}", f"{each['bytes_out']:,}",
        )
        for each in found["runs"]
    ]  # fmt: skip
    plans = [pairs(f"{_BILLIONS} billion rows, {each['engine']}", {name: text for name, text in each.items() if name != "engine"}) for each in found["plans"]]  # fmt: skip
    return "\n\n".join([table("licet batch, Parquet to Parquet, whole process", heads, rows), *plans])  # fmt: skip
