"""What it takes to have law ready: compile it, load it, plan a day of it, check it."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks.table import table
from benchmarks.timing import Span, once, progress, span
from licet.book.book import RuleBook
from licet.book.load import load_folder
from licet.check.run import check_folder
from licet.decide.plan import plan_for
from licet.pack.build import build_pack, compile_pack
from licet.pack.store import Library, open_library

ROOT = Path(__file__).resolve().parent.parent
LAW, CATALOGUE = ROOT / "law", ROOT / "catalogue"
DAY = date(2026, 2, 1)


def run(*, rounds: int, quick: bool) -> dict[str, Any]:
    """Milliseconds of each step over some rounds; the slow checks run once."""
    with tempfile.TemporaryDirectory(prefix="licet-pack-") as folder:
        pack = Path(folder) / "pack.jsonl"
        build_pack(LAW, CATALOGUE, pack)
        steps: dict[str, Callable[[], object]] = {
            "read the folder of law: parse, type, link": lambda: load_folder(LAW),
            "compile law and catalogue to one pack": lambda: compile_pack(LAW, CATALOGUE, "code"),
            "open the kept pack of a checkout (every file's time looked at)": open_library,
            "read the pack's lines": lambda: _library(pack),
            "the rule book out of the pack": lambda: _library(pack).law,
            "the catalogue out of the pack": lambda: _library(pack).catalogue,
        }
        found = {}
        for name, step in steps.items():
            progress(f"load: {name}")
            found[name] = span(once(step) for _ in range(max(3, rounds)))
        size = pack.stat().st_size
        progress("load: plans")
        found |= _plans(pack, rounds)
    slow: dict[str, Span] = {}
    progress("load: law check without the solver")
    slow["licet law check --no-solver"] = span([once(lambda: _check(solver=False))])
    if not quick:
        progress("load: law check with the solver; this takes a while")
        slow["licet law check"] = span([once(lambda: _check(solver=True))])
    book = load_folder(LAW).book
    return {
        "provisions": len(book.provisions),
        "edges": len(book.edges),
        "pack_bytes": size,
        "ms": {**found, **slow},
    }


def _library(pack: Path) -> Library:
    return Library(tuple(pack.read_text(encoding="utf-8").splitlines()))


def _plans(pack: Path, rounds: int) -> dict[str, Span]:
    one, every = [], []
    for _ in range(max(3, rounds)):
        book = _library(pack).law.book
        days = (book.edges[0] - timedelta(days=1), *book.edges)
        one.append(once(partial(_plan, book, DAY)))
        every.append(once(partial(_all, book, days)))
    return {
        "the plan of one day, for chips": span(one),
        "the plans of all spans of constant law, for chips": span(every),
    }


def _plan(book: RuleBook, day: date) -> object:
    return plan_for(book, day, date.max, "integrated_circuit", "US")


def _all(book: RuleBook, days: tuple[date, ...]) -> None:
    for day in days:
        _plan(book, day)


def _check(*, solver: bool) -> int:
    _, findings = check_folder(LAW, solver=solver)
    return sum(1 for _ in findings)


def shown(found: dict[str, Any]) -> str:
    """The table."""
    rows = [[name, each.shown(1)] for name, each in found["ms"].items()]
    title = (
        f"Law made ready: {found['provisions']} provisions, {found['edges']} days of change, "
        f"a pack of {found['pack_bytes'] / 1e6:.1f} MB"
    )
    return table(title, ["", "ms (lowest to highest)"], rows)
