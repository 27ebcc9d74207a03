"""A million customers against 100,000 listed names by the real command, a million listed names, a nightly delta.

The customers and lists are made up (``screening_made``).  Memory is read from ``/proc`` while a command
runs: each process's resident set, and the proportional set of all, which counts shared pages once.
"""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from benchmarks import timing
from benchmarks.screening_made import (
    VARIANT,
    Made,
    customers,
    listed,
    variant,
    write_customers,
    write_list,
)
from benchmarks.table import table
from benchmarks.timing import progress

TAKES = ("customers", "names", "big")
CUSTOMERS, NAMES, BIG, NIGHTLY, CHANGED = 1_000_000, 100_000, 1_000_000, 100_000, 50
QUICK = 100
LATENCY_QUERIES = 2_000
PROCESSES = 2
CODE = "XX-MADE"
DAY = date(2026, 11, 20)
BEFORE = DAY - timedelta(days=7)
SHARES = (10, 50, 100)
_ENTRY = "import sys; from licet.cli.main import main; sys.exit(main())"
_PAUSE = 0.5
_MIB = 1 << 20


@dataclass(frozen=True)
class Memory:
    """MiB at one moment: the parent, the largest child, how many children, and all with shared pages once."""

    at_percent: int
    seconds: float
    parent: float
    child: float
    children: int
    together: float


@dataclass(frozen=True)
class Ran:
    """One run of a command."""

    seconds: float
    peak_parent: float
    peak_child: float
    peak_together: float
    memory: list[Memory]
    said: dict[str, Any]


@dataclass(frozen=True)
class Screening:
    """What ``licet screen --file`` did.

    ``others`` are customers that are no variant, with hits; ``looked_at`` those that have an answer.
    """

    customers: int
    names: int
    ran: Ran
    variants: int
    found: int
    others: int
    looked_at: int

    @property
    def per_second(self) -> float:
        return self.customers / self.ran.seconds


@dataclass(frozen=True)
class Big:
    """A long list: seconds to take it in, read it back and index it; MiB; milliseconds of one query."""

    names: int
    entries: int
    load_seconds: float
    load_peak: float
    read_seconds: float
    build_seconds: float
    memory: float
    peak: float
    median_ms: float
    p99_ms: float
    found: int
    of: int


@dataclass(frozen=True)
class Result:
    """All parts; ``delta`` is None, with the reason, where the command cannot screen a delta yet."""

    file: Screening
    big: Big
    nightly: Screening
    delta: Screening | None
    why_no_delta: str = ""
    load: list[float] = field(default_factory=list)


def run(*, rounds: int, quick: bool, customers: int = 0, names: int = 0, big: int = 0) -> Result:
    """Run all parts; ``customers`` and ``names`` are those of the first, ``big`` the names of the long list."""
    del rounds  # each part is long, and runs once
    scale = QUICK if quick else 1
    many, list_names = customers or CUSTOMERS // scale, names or NAMES // scale
    big = big or BIG * list_names // NAMES
    with tempfile.TemporaryDirectory(prefix="licet-scale-") as folder:
        home = Path(folder)
        _settings(home)
        entries = list(listed(list_names))
        _take_in(home, entries, BEFORE)
        progress(f"screening_scale: {many:,} customers against {list_names:,} names")
        file = _file(home, entries, many, list_names)
        nightly = min(many, NIGHTLY // scale)
        progress(f"screening_scale: a nightly run of {nightly:,} customers, whole")
        changed = _changed(entries)
        _take_in(home, [changed.get(each.key, each) for each in entries], DAY)
        whole = _file(home, entries, nightly, list_names)
        progress(f"screening_scale: the same, {len(changed)} changed entries")
        delta, why = _delta(home, entries, nightly, list_names)
        progress(f"screening_scale: a list of {big:,} names")
        found = _big(home, big)
    return Result(file, found, whole, delta, why, [round(each, 2) for each in os.getloadavg()])


def _settings(home: Path) -> None:
    text = f'[lists.{CODE}]\nstale_after_days = 100000\nshrink_limit_pct = "100"\n'
    (home / "settings.toml").write_text(text, encoding="utf-8")


def _take_in(home: Path, entries: list[Made], day: date) -> Ran:
    file = home / "list.csv"
    write_list(file, entries, CODE)
    return watched(home, ["lists", "load", str(file), "--list", CODE, "--as-of", day.isoformat()])


def _file(
    home: Path, entries: list[Made], many: int, names: int, more: tuple[str, ...] = ()
) -> Screening:
    source, out = home / "customers.csv", home / "answers.csv"
    write_customers(source, customers(many, entries))
    ran = watched(
        home,
        [
            "screen", "--file", str(source), "--out", str(out), "--processes", str(PROCESSES),
            "--list", CODE, "--on", DAY.isoformat(), "--no-record", *more,
        ],
        out,
    )  # fmt: skip
    found: dict[str, bool] = {}
    others = set()
    with out.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            ref, hit = row["ref"], row["result"] == "hit"
            if ref.startswith(VARIANT):
                wanted = f"{CODE}:{ref[1:].partition('-')[0]}"
                found[ref] = found.get(ref, False) or (hit and row["entry"] == wanted)
            elif hit:
                others.add(ref)
    grown = ", ".join(f"{at.at_percent} %: {at.parent:,.0f} + {at.child:,.0f}" for at in ran.memory)
    progress(f"  {ran.seconds:,.1f} s; MiB of the parent and a child at {grown}")
    return Screening(
        many,
        names,
        ran,
        len(found),
        sum(found.values()),
        len(others),
        ran.said["counts"]["parties"],
    )


def _changed(entries: list[Made]) -> dict[str, Made]:
    """Some entries with one name more, by key."""
    import random

    draw = random.Random(7)  # noqa: S311 - names, no secret
    chosen = draw.sample(entries, min(CHANGED, len(entries)))
    return {
        each.key: each._replace(aliases=(*each.aliases, variant(f"New {each.name}", draw)))
        for each in chosen
    }


def _delta(home: Path, entries: list[Made], many: int, names: int) -> tuple[Screening | None, str]:
    try:
        ran = _file(home, entries, many, names, ("--changed-since", BEFORE.isoformat()))
    except RuntimeError as error:
        return None, f"--changed-since ended with an error: {error}"
    if "changed_since" not in json.dumps(ran.ran.said):
        return None, "--changed-since still searches the whole list"
    return ran, ""


def watched(home: Path, words: list[str], out: Path | None = None) -> Ran:
    """Run ``licet`` with these words and read the memory of all its processes as ``out`` grows."""
    surroundings = os.environ | {"LICET_HOME": str(home)}
    part = out and out.with_name(f".{out.name}.part")
    samples: list[tuple[int, Memory]] = []
    with tempfile.TemporaryFile() as answer, tempfile.TemporaryFile() as complaint:
        start = time.perf_counter()
        process = subprocess.Popen(  # noqa: S603 - our own interpreter and words
            [sys.executable, "-c", _ENTRY, *words, "--json"],
            env=surroundings,
            stdout=answer,
            stderr=complaint,
        )
        pause = 0.02
        while True:
            try:
                process.wait(pause)
                break
            except subprocess.TimeoutExpired:
                samples.append((_size(part), _memory(process.pid, time.perf_counter() - start)))
                pause = min(2 * pause, max(_PAUSE, (time.perf_counter() - start) / 100))
        seconds = time.perf_counter() - start
        answer.seek(0)
        complaint.seek(0)
        if process.returncode not in (0, 3, 4, 5):
            raise RuntimeError(
                f"licet {' '.join(words[:2])} ended with {process.returncode}: {complaint.read().decode()[-600:]}"
            )
        said = json.loads(answer.read())
    whole = max((size for size, _ in samples), default=0)
    memory = []
    for percent in SHARES:
        reached = [each for size, each in samples if whole and size * 100 >= whole * percent]
        if reached:
            memory.append(Memory(**{**reached[0].__dict__, "at_percent": percent}))
    peaks = [each for _, each in samples]
    return Ran(
        seconds,
        max((each.parent for each in peaks), default=0),
        max((each.child for each in peaks), default=0),
        max((each.together for each in peaks), default=0),
        memory,
        said,
    )


def _size(file: Path | None) -> int:
    try:
        return file.stat().st_size if file else 0
    except OSError:
        return 0


def _memory(pid: int, seconds: float) -> Memory:
    children = _children(pid)
    together = sum(map(_shared_once, [pid, *children]))
    largest = max(map(_resident, children), default=0.0)
    return Memory(0, seconds, _resident(pid), largest, len(children), together)


def _children(pid: int) -> list[int]:
    found = []
    for each in Path("/proc").glob("[0-9]*/stat"):
        try:
            if int(each.read_text().rpartition(")")[2].split()[1]) == pid:
                found.append(int(each.parent.name))
        except (OSError, ValueError, IndexError):
            continue
    return found


def _resident(pid: int) -> float:
    return _line(Path(f"/proc/{pid}/status"), "VmRSS:")


def _shared_once(pid: int) -> float:
    return _line(Path(f"/proc/{pid}/smaps_rollup"), "Pss:")


def _line(file: Path, name: str) -> float:
    """MiB on the line of ``name``; 0 where the system does not tell."""
    try:
        lines = file.read_text().splitlines()
    except OSError:
        return 0.0
    return next((int(each.split()[1]) / 1024 for each in lines if each.startswith(name)), 0.0)


def _big(home: Path, names: int) -> Big:
    entries = list(listed(names, seed=2))
    taken = _take_in(home, entries, DAY)
    done = subprocess.run(  # noqa: S603 - ourselves
        [sys.executable, "-m", "benchmarks.screening_scale", str(names)],
        env=os.environ | {"LICET_HOME": str(home)},
        capture_output=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(done.stderr.decode()[-600:])
    return Big(names, len(entries), taken.seconds, taken.peak_parent, **json.loads(done.stdout))


def big_list(names: int, asked: int = LATENCY_QUERIES) -> dict[str, float]:
    """In a process of its own: read the kept list, index it, ask; half of the queries are variants."""
    from licet.lists.shelf import Shelf
    from licet.screen.model import Query
    from licet.screen.screener import Screener
    from licet.settings import read_settings

    start = time.perf_counter()
    shelf = Shelf.of(read_settings())
    editions = [shelf.read(shelf.editions(CODE)[-1])]
    read = time.perf_counter()
    screener = Screener.of(editions)
    built = time.perf_counter()
    entries = list(listed(names, seed=2))
    sample = customers(asked * 50, entries, seed=3)
    queries = [
        Query(name, ref=ref)
        for number, (ref, name) in enumerate(sample)
        if number % 100 in (50, 51)
    ]
    screener.one(queries[-1], DAY)
    memory = _resident(os.getpid())
    answers = []
    times = timing.each(lambda query: answers.append(screener.one(query, DAY)), queries)
    wanted = [answer for answer in answers if answer.query.ref.startswith(VARIANT)]
    found = sum(
        any(hit.entry.key == answer.query.ref[1:].partition("-")[0] for hit in answer.hits)
        for answer in wanted
    )
    return {
        "read_seconds": read - start,
        "build_seconds": built - read,
        "memory": memory,
        "peak": _line(Path("/proc/self/status"), "VmHWM:"),
        "median_ms": times.median_ms,
        "p99_ms": times.p99_ms,
        "found": found,
        "of": len(wanted),
    }


def shown(found: Result) -> str:
    """The tables."""
    runs = [("a file", found.file), ("nightly, whole list", found.nightly)]
    if found.delta:
        runs.append((f"nightly, {CHANGED} changed entries", found.delta))
    rows = [
        [
            name, f"{one.customers:,}", f"{one.names:,}", f"{one.ran.seconds:,.1f}",
            f"{one.per_second:,.0f}", f"{one.ran.peak_parent:,.0f}", f"{one.ran.peak_child:,.0f}",
            f"{one.ran.peak_together:,.0f}", f"{one.found:,} of {one.variants:,}", f"{one.others:,}", f"{one.looked_at:,}",
        ]
        for name, one in runs
    ]  # fmt: skip
    heads = ["licet screen --file, two processes", "customers", "names", "seconds", "a second",
             "parent MiB", "child MiB", "all MiB", "variants found", "others with hits", "answered"]  # fmt: skip
    flat = [
        [f"{each.at_percent} %", f"{each.seconds:,.1f}", f"{each.parent:,.0f}", f"{each.child:,.0f}", f"{each.together:,.0f}"]
        for each in found.file.ran.memory
    ]  # fmt: skip
    big = found.big
    long = [[
        f"{big.names:,} in {big.entries:,} entries", f"{big.load_seconds:,.1f}", f"{big.read_seconds:,.1f}",
        f"{big.build_seconds:,.1f}", f"{big.memory:,.0f}", f"{big.peak:,.0f}", f"{big.median_ms:.2f}",
        f"{big.p99_ms:.1f}", f"{big.found:,} of {big.of:,}",
    ]]  # fmt: skip
    parts = [
        table("Screening files", heads, rows),
        table("Memory as the file's answers grow", ["answers written", "seconds", "parent MiB", "child MiB", "all MiB"], flat),
        table("A long list", ["names", "lists load s", "read s", "index s", "MiB", "peak MiB", "median ms", "p99 ms", "variants found"], long),
    ]  # fmt: skip
    if found.why_no_delta:
        parts.append(f"No delta was measured: {found.why_no_delta}")
    parts.append(f"load at the end: {found.load}; all MiB counts shared pages once")
    return "\n\n".join(parts)


if __name__ == "__main__":
    print(json.dumps(big_list(int(sys.argv[1]))))
