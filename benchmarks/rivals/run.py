"""The same decisions in every engine that is installed: first equal, then timed in turn."""

from __future__ import annotations

import gc
from collections.abc import Callable
from importlib import import_module
from typing import Any

from benchmarks.rivals.columns import NAMES, by_hand
from benchmarks.rivals.ours import Licet, LicetWithProof, with_unknowns
from benchmarks.rivals.proportions import proportions
from benchmarks.rivals.sample import DAYS, Case, cases
from benchmarks.table import table
from benchmarks.timing import Span, Times, each, once, progress, span, spans

COUNT, HIDDEN = 1_000, 0.2
RIVALS = (
    ("zen_rules", "Zen"), ("zen_rules", "ZenWithTrace"), ("cel_rules", "Cel"), ("fisca_rules", "Fisca"),
)  # fmt: skip
UNKNOWN = f"licet, {HIDDEN:.0%} of facts hidden"
HAND = "a Python function by hand"


class ByHand:
    """The floor: no engine, no law, one programmer."""

    name = HAND
    lacks = "everything but the answer; law is code"

    def prepare(self, case: Case) -> Case:
        """The transfer as it is."""
        return case

    def run(self, case: Case) -> dict[str, Any]:
        """One decision."""
        return by_hand(case)

    def columns(self, answer: dict[str, Any]) -> dict[str, Any]:
        """The answer as it is."""
        return answer


def engines() -> tuple[list[Any], list[str]]:
    """Every engine that can be imported, and those that cannot."""
    found: list[Any] = [ByHand(), Licet(), LicetWithProof()]
    missing = []
    for module, name in RIVALS:
        try:
            found.append(getattr(import_module(f"benchmarks.rivals.{module}"), name)())
        except ImportError as error:
            missing.append(f"{module}: {error}")
    return found, missing


def differences(engine: Any, sample: list[Case]) -> list[str]:
    """Where an engine's columns differ from those of the function by hand."""
    found = []
    for number, case in enumerate(sample):
        wanted, got = by_hand(case), engine.columns(engine.run(engine.prepare(case)))
        odd = {
            name: (got.get(name), wanted[name]) for name in NAMES if got.get(name) != wanted[name]
        }
        if odd:
            found.append(f"{engine.name}, transfer {number} on {case.on}: {odd}")
    return found


def run(*, rounds: int, quick: bool) -> dict[str, Any]:
    """Equality, then times a decision and times from raw facts, in turn over some rounds."""
    sample = cases(COUNT // 10 if quick else COUNT)
    found, missing = engines()
    for engine in found:
        progress(f"rivals: {engine.name} must answer {len(sample):,} transfers as the others do")
        if wrong := differences(engine, sample):
            raise AssertionError("\n".join([f"{len(wrong)} differ", *wrong[:5]]))
    taken: dict[str, list[Times]] = {}
    raw: dict[str, list[Times]] = {}
    for number in range(rounds):
        for engine in found:
            progress(f"rivals: round {number + 1} of {rounds}, {engine.name}")
            prepared = [engine.prepare(case) for case in sample]
            gc.collect()
            taken.setdefault(engine.name, []).append(each(engine.run, prepared))
            raw.setdefault(engine.name, []).append(each(_from_facts(engine), sample))
            if type(engine) is Licet:
                hidden = with_unknowns(prepared, HIDDEN, seed=7)
                each(engine.run, hidden)  # patterns of unknowns are met once
                taken.setdefault(UNKNOWN, []).append(each(engine.run, hidden))
    return {
        "transfers": len(sample),
        "columns": len(NAMES),
        "days": [day.isoformat() for day in DAYS],
        "missing": missing,
        "lacks": {engine.name: engine.lacks for engine in found},
        "decide": {name: spans(times) for name, times in taken.items()},
        "from_facts": {name: spans(times) for name, times in raw.items()},
        "ratio": _ratios(taken),
        "many": _many(found, sample, rounds),
        "proportions": proportions(),
    }


def _from_facts(engine: Any) -> Callable[[Case], object]:
    return lambda case: engine.run(engine.prepare(case))


def _ratios(taken: dict[str, list[Times]]) -> dict[str, Span]:
    """Median of each against that of Licet in the same round."""
    ours = [one.median_ms for one in taken["licet"]]
    return {
        name: span(one.median_ms / base for one, base in zip(times, ours, strict=True))
        for name, times in taken.items()
    }


def _many(found: list[Any], sample: list[Case], rounds: int) -> dict[str, Span]:
    """Milliseconds a decision where an engine takes many in one call."""
    spent: dict[str, list[float]] = {}
    day = [case for case in sample if case.on == DAYS[0]]
    day = (day * (1 + COUNT // len(day)))[:COUNT]
    for _ in range(rounds):
        for engine in found:
            if hasattr(engine, "prepare_many"):
                prepared = engine.prepare_many(day)
                one = once(lambda engine=engine, prepared=prepared: engine.run(prepared))
            elif hasattr(engine, "many") and "trace" not in engine.name:
                asked = [engine.prepare(case) for case in day]
                one = once(lambda engine=engine, asked=asked: engine.many(asked))
            else:
                continue
            spent.setdefault(engine.name, []).append(one / len(day))
    return {name: span(values) for name, values in spent.items()}


def shown(found: dict[str, Any]) -> str:
    """The tables."""
    rows = [
        [
            name,
            line["median_ms"].shown(4),
            line["p99_ms"].shown(),
            line["p99_cpu_ms"].shown(),
            line["per_second"].shown(0),
            found["ratio"][name].shown(2),
            found["from_facts"][name]["median_ms"].shown(4) if name in found["from_facts"] else "",
        ]
        for name, line in found["decide"].items()
    ]
    heads = [
        "",
        "median ms",
        "p99 ms",
        "p99 cpu ms",
        "per second",
        "x licet",
        "from raw facts, median ms",
    ]
    title = (
        f"One decision, {found['columns']} columns, {found['transfers']:,} transfers with every fact "
        "stated; all engines agree on all of them (middle round, lowest to highest)"
    )
    parts = [table(title, heads, rows)]
    if found["many"]:
        many = [[name, each_.shown(5)] for name, each_ in found["many"].items()]
        parts.append(table(f"{COUNT:,} decisions in one call", ["", "ms a decision"], many))
    parts.append(
        table(
            "What is not in the answer",
            ["", "lacks"],
            [[*each_] for each_ in found["lacks"].items()],
        )
    )
    shares = [
        [
            name,
            f"{each_['subset']} ({each_['subset_share']:.0%})",
            f"{each_['book']} ({each_['book_share']:.0%})",
        ]
        for name, each_ in found["proportions"].items()
    ]
    parts.append(
        table(
            "Rules of the subset and of the book, for a chip on 2026-02-01",
            ["", "subset", "book"],
            shares,
        )
    )
    parts += [f"not installed: {each_}" for each_ in found["missing"]]
    return "\n\n".join(parts)
