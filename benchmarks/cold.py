"""Cold start: ``licet decide`` as a process beside a Python that does nothing, in turn.

The source is copied aside, so that nothing of the checkout (bytecode, kept law) is used or made.
"""

from __future__ import annotations

import compileall
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter_ns
from typing import Any

from benchmarks.table import table
from benchmarks.timing import progress, span
from licet.pack.build import build_pack

GOAL = 15
ASK = ("decide", "nvidia-h200", "--to", "CN", "--on", "2026-02-01")
NOTHING = "python -c pass"
_ENTRY = "import sys; from licet.cli.main import main; sys.exit(main())"
COMMANDS = {
    NOTHING: ("-c", "pass"),
    "licet --help": ("-c", _ENTRY, "--help"),
    "licet decide nvidia-h200 --to CN --on 2026-02-01": ("-c", _ENTRY, *ASK),
    "licet decide ... --why": ("-c", _ENTRY, *ASK, "--why"),
    "licet decide ... --json": ("-c", _ENTRY, *ASK, "--json"),
}
ROOT = Path(__file__).resolve().parent.parent
WITHOUT = "a checkout without bytecode (as with PYTHONDONTWRITEBYTECODE=1 and no compileall)"
WITH = "a checkout with bytecode (as utils/setup.sh leaves it)"
WHEEL = "as installed from a wheel: bytecode, law compiled"


def run(*, rounds: int, quick: bool) -> dict[str, Any]:
    """Milliseconds of each command in each way of having Licet."""
    times = 5 if quick else 10 * rounds
    with tempfile.TemporaryDirectory(prefix="licet-cold-") as folder:
        made = {
            WITH: _checkout(Path(folder) / "with", bytecode=True),
            WITHOUT: _checkout(Path(folder) / "without", bytecode=False),
            WHEEL: _wheel(Path(folder) / "wheel"),
        }
        ways = {name: _alternate(times, src, name) for name, src in made.items()}
    return {"interpreter": sys.executable, "goal_ratio": GOAL, "runs": times, "ways": ways}


def _copy(to: Path, *, bytecode: bool) -> None:
    shutil.copytree(
        ROOT / "src" / "licet", to / "licet", ignore=shutil.ignore_patterns("__pycache__", "_pack")
    )
    if bytecode:
        compileall.compile_dir(to, quiet=2)


def _checkout(root: Path, *, bytecode: bool) -> Path:
    _copy(root / "src", bytecode=bytecode)
    for name in ("law", "catalogue"):
        shutil.copytree(ROOT / name, root / name)
    return root / "src"


def _wheel(site: Path) -> Path:
    _copy(site, bytecode=True)
    build_pack(ROOT / "law", ROOT / "catalogue", site / "licet" / "_pack" / "pack.jsonl")
    return site


def _alternate(times: int, src: Path, words: str) -> dict[str, Any]:
    """The commands in turn, in the same surroundings; the first turn warms up and is left out."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    own |= {"PYTHONPATH": str(src), "PYTHONDONTWRITEBYTECODE": "1"}
    own.pop("LICET_LAW", None)
    spent: dict[str, list[float]] = {name: [] for name in COMMANDS}
    for number in range(times + 1):
        if number % 20 == 0:
            progress(f"cold: {words}, run {number} of {times}")
        for name, command in COMMANDS.items():
            taken = _process(command, own)
            if number:
                spent[name].append(taken)
    base = statistics.median(spent[NOTHING])
    return {
        name: {
            "ms": span(values),
            "quartiles": [round(each, 1) for each in statistics.quantiles(values, n=4)[::2]],
            "ratio": statistics.median(values) / base,
        }
        for name, values in spent.items()
    }


def _process(command: tuple[str, ...], surroundings: dict[str, str]) -> float:
    start = perf_counter_ns()
    done = subprocess.run(  # noqa: S603 - our own interpreter and words
        [sys.executable, *command], env=surroundings, capture_output=True, check=False
    )
    taken = (perf_counter_ns() - start) / 1e6
    if done.returncode not in (0, *range(3, 20)):
        raise RuntimeError(f"{command} ended with {done.returncode}: {done.stderr.decode()[-500:]}")
    return taken


def shown(found: dict[str, Any]) -> str:
    """A table for each way."""
    parts = []
    for way, lines in found["ways"].items():
        rows = [
            [
                name,
                f"{line['ms'].median:.1f}",
                "{} to {}".format(*line["quartiles"]),
                f"{line['ms'].low:.1f}",
                f"{line['ratio']:.1f}",
            ]
            for name, line in lines.items()
        ]
        heads = ["", "median ms", "quartiles", "least", "x pass"]
        parts.append(table(f"A process from start to end, {way}", heads, rows))
    notes = (
        f"goal: decide under {found['goal_ratio']} times `python -c pass`; "
        f"{found['runs']} runs each, in turn; interpreter {found['interpreter']}"
    )
    return "\n\n".join([*parts, notes])
