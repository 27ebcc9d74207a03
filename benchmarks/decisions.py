"""Single decisions on the real book: how long one takes, with less and with more of its proof."""

from __future__ import annotations

import random
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks.rivals.ours import prove
from benchmarks.table import table
from benchmarks.timing import Times, each, progress, spans
from licet.cases.read import read_cases
from licet.decide.decide import decide
from licet.decide.report import report
from licet.pack.store import open_library
from licet.transfer.build import Builder, read_day

CASES = Path(__file__).resolve().parent.parent / "tests" / "cases"
GOAL_MEDIAN_MS, GOAL_P99_MS = 0.2, 1.0
PLACES = ("AE", "BR", "CN", "DE", "HK", "IL", "IN", "JP", "MO", "MY", "RU", "SA", "SG", "TW", "VN")
DAYS = (
    date(2022, 6, 1), date(2022, 11, 1), date(2023, 12, 1), date(2024, 6, 3), date(2025, 2, 3),
    date(2025, 6, 2), date(2025, 10, 15), date(2026, 2, 2), date(2026, 5, 4), date(2026, 9, 1),
)  # fmt: skip
SCENES: dict[str, list[dict[str, Any]]] = {
    "nobody named": [],
    "a local user": [{"role": "end_user", "lists": []}],
    "a branch of a Chinese group": [
        {"role": "end_user", "ultimate_parent_headquarters": "CN", "lists": []},
        {"role": "purchaser", "country": "SG", "headquarters": "SG", "lists": []},
    ],
    "four parties, one listed": [
        {"role": "end_user", "lists": []},
        {"role": "ultimate_consignee", "country": "SG", "headquarters": "SG", "lists": []},
        {
            "role": "intermediate_consignee",
            "country": "TW",
            "lists": [{"list": "US-EL", "since": "2023-10-17", "footnotes": [4]}],
        },
        {"role": "purchaser", "country": "US", "headquarters": "US"},
    ],
}
SIZES = {
    "decide": 20_000, "us": 20_000, "unmet": 2_000, "proof": 2_000, "cases": 4_000,
    "cases_proof": 2_000, "report": 200,
}  # fmt: skip
OF_CASES = ("cases", "cases_proof")
"""Lines over the transfers of ``tests/cases``: chips, tools, materials, services, people."""
LABELS = {
    "decide": "decide() by all laws: status, bounds, exceptions, reviews; decisive leaves recorded",
    "us": "the same by US law alone",
    "unmet": "the same by all laws, answers forgotten before each: rules met, the whole not",
    "proof": "decide() and the full proof of every live requirement, exception, review",
    "cases": "decide() by all laws, transfers of tests/cases",
    "cases_proof": "the same and the full proof",
    "report": "decide() and the whole JSON report, with all steps and questions",
}


class Mix:
    """Seeded draws over chips, places, days, parties and open or closed world."""

    def __init__(self) -> None:
        library = open_library()
        self.law = library.law
        self.builder = Builder(library.law.book, library.products)
        self.chips = sorted(library.catalogue.on("chip").products, key=lambda chip: chip.id)
        self.made: dict[Any, Any] = {}
        self.cases = [
            (self.builder.transfer(case.transfer), read_day(case.on))
            for path in sorted(CASES.glob("*.yaml"))
            for case in read_cases(path)
            if case.on
        ]

    def things(self, name: str, count: int, seed: int) -> list[tuple[Any, date]]:
        """What a line is over."""
        if name not in OF_CASES:
            return self.draw(count, seed)
        return random.Random(seed).choices(self.cases, k=count)  # noqa: S311 - a fixed sample

    def draw(self, count: int, seed: int) -> list[tuple[Any, date]]:
        """As many transfers with their days."""
        pick = random.Random(seed)  # noqa: S311 - a fixed sample, no secret
        return [(self._transfer(pick), pick.choice(DAYS)) for _ in range(count)]

    def _transfer(self, pick: random.Random) -> Any:
        key = (
            pick.choice(self.chips),
            pick.choice(PLACES),
            pick.choice(tuple(SCENES)),
            pick.random() < 0.5,
        )
        if key not in self.made:
            self.made[key] = self._made(*key)
        return self.made[key]

    def _made(self, chip: Any, place: str, scene: str, closed: bool) -> Any:
        local = {"country": place, "headquarters": place}
        raw: dict[str, Any] = {
            "kind": "export",
            "from": "US",
            "to": place,
            "item": {"id": chip.id, "name": chip.name, "kind": "integrated_circuit"},
            "parties": [{**local, **party} for party in SCENES[scene]],
        }
        if closed:
            raw["end_use"] = {"no_knowledge_beyond_stated": True}
            raw["parties_complete"] = True
        return self.builder.transfer(raw)

    def decide(self, thing: tuple[Any, date]) -> Any:
        """One decision."""
        return decide(thing[0], self.law, on=thing[1])

    def us(self, thing: tuple[Any, date]) -> Any:
        """One decision by US law."""
        return decide(thing[0], self.law, on=thing[1], sovereigns=("US",))

    def unmet(self, thing: tuple[Any, date]) -> Any:
        """One decision of which no answer is kept; see ``forget``."""
        return self.decide(thing)

    def forget(self) -> None:
        """Let go of all kept answers; tables of leaves and rules stay."""
        for plan in self.law.book.plans.values():
            for kept in ("answers", "_seen"):
                if hasattr(plan, kept):
                    getattr(plan, kept).clear()

    def proof(self, thing: tuple[Any, date]) -> Any:
        """One decision with its steps."""
        return prove(self.decide(thing))

    cases_proof = proof

    def report(self, thing: tuple[Any, date]) -> Any:
        """One decision as data."""
        return report(self.decide(thing))


def run(*, rounds: int, quick: bool) -> dict[str, Any]:
    """Times of each line, over some rounds, with the mix that they are of."""
    mix = Mix()
    sizes = {name: max(20, count // 50) if quick else count for name, count in SIZES.items()}
    progress(f"decisions: drawing {sizes['decide']:,} transfers of {len(mix.chips)} chips")
    warm = mix.draw(sizes["decide"], 1)
    things = {name: mix.things(name, count, 2) for name, count in sizes.items()}
    first = each(mix.decide, warm)
    taken: dict[str, list[Times]] = {name: [] for name in sizes}
    for number in range(rounds):
        for name, count in sizes.items():
            progress(f"decisions: round {number + 1} of {rounds}, {name}, {count:,} calls")
            call = mix.decide if name == "cases" else getattr(mix, name)
            before = mix.forget if name == "unmet" else None
            taken[name].append(each(call, things[name], before))
    statuses: dict[str, int] = {}
    for thing in things["decide"]:
        status = mix.decide(thing).status
        statuses[status] = statuses.get(status, 0) + 1
    return {
        "mix": {
            "chips": len(mix.chips), "places": len(PLACES), "days": len(DAYS),
            "parties": list(SCENES), "worlds": ["open", "closed"], "seed": 2,
            "provisions": len(mix.law.book.provisions), "statuses": statuses,
        },
        "goal": {"median_ms": GOAL_MEDIAN_MS, "p99_ms": GOAL_P99_MS},
        "first_pass": first,
        "lines": {name: {"calls": sizes[name], **spans(times)} for name, times in taken.items()},
    }  # fmt: skip


def shown(found: dict[str, Any]) -> str:
    """The table."""
    rows = [
        [
            LABELS[name],
            line["median_ms"].shown(),
            line["p99_ms"].shown(),
            line["p99_cpu_ms"].shown(),
            line["per_second"].shown(0),
        ]
        for name, line in found["lines"].items()
    ]
    first = found["first_pass"]
    rows.append(
        [
            "decide(), first pass: plans and patterns not yet met",
            f"{first.median_ms:.3f}",
            f"{first.p99_ms:.3f}",
            f"{first.p99_cpu_ms:.3f}",
            f"{first.per_second:,.0f}",
        ]
    )
    rows.append(["goal for decide()", f"{GOAL_MEDIAN_MS:.3f}", f"{GOAL_P99_MS:.3f}", "", ""])
    decided = found["lines"]["decide"]
    mix = found["mix"]
    against = (
        f"decide() against the goal: median {decided['median_ms'].median / GOAL_MEDIAN_MS:.2f} times, "
        f"99th percentile {decided['p99_ms'].median / GOAL_P99_MS:.2f} times "
        f"({decided['p99_cpu_ms'].median / GOAL_P99_MS:.2f} in processor time)"
    )
    drawn = (
        f"{mix['chips']} chips x {mix['places']} places x {mix['days']} days x {len(SCENES)} sets of "
        f"parties x open and closed world; {mix['provisions']} provisions in the book"
    )
    return "\n\n".join(
        [
            table(
                "One decision on the real book (middle round, lowest to highest)",
                ["", "median ms", "p99 ms", "p99 cpu ms", "per second"],
                rows,
            ),
            against,
            drawn,
        ]
    )
