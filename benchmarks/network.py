"""The short-run network beside sanction-simulator, on the same cut and the same table, in one run."""

from __future__ import annotations

from dataclasses import dataclass
from time import perf_counter

from benchmarks.rivals.sanctions import Rival, installed
from benchmarks.table import table
from benchmarks.timing import Span, cpu_seconds, progress, span
from licet.datasets.places import MissingData
from licet.datasets.world import world_table
from licet.models.network.cut import Cut, allowed
from licet.models.network.parameters import Rationing
from licet.models.network.ration import ration

BY = Rationing(friction=0.30, leak=0.10, inside=-1.0, outside=-1.0)
"""The package's defaults."""


@dataclass(frozen=True)
class Found:
    """Seconds of a run, of wall time and of all processors, and world output lost in USD billion."""

    name: str
    seconds: Span
    processor: Span
    lost: float


@dataclass(frozen=True)
class Result:
    """Ours and the rival's, the times told round by round."""

    runs: list[Found]
    ratio: Span | None
    note: str


def run(*, rounds: int, quick: bool) -> Result:
    """The two-way cut of USA and CHN: 80 x 50 by both programs in turn, and 30 x 28 by ours."""
    try:
        fine, coarse = world_table("world-2022"), world_table()
    except MissingData as error:
        return Result([], None, str(error))
    calls = {}
    for name, each in (("licet, 80 x 50", fine), ("licet, 30 x 28", coarse)):
        between = allowed((Cut(("USA",), ("CHN",)),), each.regions, each.sectors)
        final = each.final.sum(2)
        calls[name] = lambda flows=each.flows, final=final, between=between: (
            ration(flows, final, between, BY).loss
        )
    if installed():
        rival = Rival()
        calls[f"{rival.name}, 80 x 50"] = lambda: rival.losses(
            [("USA", "CHN")], BY.friction, BY.leak, BY.inside
        )
    times: dict[str, list[float]] = {name: [] for name in calls}
    processor: dict[str, list[float]] = {name: [] for name in calls}
    lost = {}
    for at in range(1 if quick else rounds):
        for name, call in calls.items():
            start = perf_counter()
            lost[name] = float(call().sum()) / 1000
            times[name].append(perf_counter() - start)
            if at == 0:
                processor[name].append(cpu_seconds(call))
        progress(f"network: round {at + 1} of {1 if quick else rounds}")
    runs = [Found(name, span(times[name]), span(processor[name]), lost[name]) for name in calls]
    names = list(calls)
    ratio = span(b / a for a, b in zip(times[names[0]], times[names[-1]], strict=True)) if len(names) > 2 else None  # fmt: skip
    return Result(runs, ratio, "" if ratio else "sanction-simulator is not installed: no comparison.")  # fmt: skip


def shown(result: Result) -> str:
    """A table, and how many times ours goes into the rival's, round by round."""
    rows = [
        (each.name, each.seconds.shown(2), each.processor.shown(2), f"{each.lost:,.1f}")
        for each in result.runs
    ]
    lines = [
        table(
            "Two-way cut of all inputs, USA and CHN, 2022",
            ("run", "seconds", "processor s", "world output lost, USD bn"),
            rows,
        )
    ]
    if result.ratio:
        lines.append(f"sanction-simulator takes {result.ratio.shown(1)} times as long as licet on the same table.")  # fmt: skip
    return "\n\n".join([*lines, *([result.note] if result.note else [])])
