"""The trade model: one exact run on the world table, many on a reduced one, slopes; SciPy's root-finders beside.

All solve one and the same system: wages, prices and spending of every region and sector.  SciPy gets it as
the miss of one pass of our own equations, so that only the search differs.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy.optimize import root

from benchmarks.table import table
from benchmarks.timing import once, progress, span
from licet.assumptions.load import load_ledger
from licet.datasets.places import MissingData
from licet.datasets.world import world_table
from licet.models.trade.batch import solve_many
from licet.models.trade.change import change
from licet.models.trade.economy import Economy
from licet.models.trade.fast import exact, fast, first_order, second_order
from licet.models.trade.hat import Hat
from licet.models.trade.parameters import from_ledger
from licet.models.trade.slope import slope
from licet.models.trade.solve import solve
from licet.models.trade.table import aggregated, economy
from licet.models.trade.world import REDUCED_REGIONS, REDUCED_SECTORS

ALLIES = ("USA", "JPN", "NLD", "KOR", "TWN")
GOALS = {"exact 30 x 28": "< 0.5 s", "exact reduced": "> 500 /s", "first order": "> 1,000,000 /s"}


def run(*, rounds: int, quick: bool) -> dict[str, Any]:
    """Seconds of one exact run, scenarios a second of each layer, and SciPy's on the same system."""
    try:
        whole = world_table()
    except MissingData as error:
        return {"missing": str(error)}
    parameters = from_ledger(load_ledger())
    world = economy(whole, parameters.theta(whole.sectors))
    joined = aggregated(whole, REDUCED_REGIONS, REDUCED_SECTORS)
    small = economy(joined, parameters.theta(joined.sectors))
    progress("trade: exact runs on the whole table")
    found: dict[str, Any] = {
        "whole": [_whole(name, world, kappa, rounds) for name, kappa in _bans(world)]
    }
    progress("trade: slopes of the whole table")
    found["slopes_s"] = span(once(lambda: slope(world)) / 1e3 for _ in range(rounds))
    progress("trade: many scenarios on the reduced table")
    found["reduced"] = _reduced(small, rounds, 300 if quick else 4000)
    found["misses"] = _misses(small)
    progress("trade: SciPy on the same systems")
    found["scipy"] = _rivals(world, small, quick=quick)
    return found


def _bans(world: Economy) -> list[tuple[str, np.ndarray]]:
    """Scenarios small and large: a denied good, and every cost between East and West doubled."""
    denied = np.ones_like(world.pi)
    china = world.region("CHN")
    for name in ALLIES:
        denied[world.sector("ELE"), china, world.region(name)] = 0
    doubled = np.ones_like(world.pi)
    for name in ALLIES:
        for buyer, seller in ((china, world.region(name)), (world.region(name), china)):
            doubled[:, buyer, seller] = 2.0**-world.theta
    return [("allies deny electronics to China", denied), ("costs with China doubled", doubled)]


def _whole(name: str, world: Economy, kappa: np.ndarray, rounds: int) -> dict[str, Any]:
    solved = solve(world, kappa=kappa)
    return {
        "scenario": name, "passes": solved.passes, "gap": solved.gap,
        "seconds": span(once(lambda: solve(world, kappa=kappa)) / 1e3 for _ in range(max(rounds, 5))),
    }  # fmt: skip


def _reduced(small: Economy, rounds: int, count: int) -> dict[str, Any]:
    bundles = np.zeros((2 * len(ALLIES), *small.pi.shape))
    for at, (good, name) in enumerate((good, name) for good in ("ELE", "MAC") for name in ALLIES):
        bundles[at, small.sector(good), small.region("CHN"), small.region(name)] = 1
    built = once(lambda: fast(small, bundles)) / 1e3
    model = fast(small, bundles)
    shares = np.random.default_rng(1).random((count, len(bundles)))
    many = np.tile(shares, (250, 1))
    layers = {
        "exact": lambda: exact(model, shares),
        "second order": lambda: second_order(model, shares),
        "first order": lambda: first_order(model, many),
    }
    rates = {}
    for name, call in layers.items():
        call()
        rows = len(many) if name == "first order" else count
        rates[name] = span(1e3 * rows / once(call) for _ in range(rounds))
    loose, tight = (exact(model, shares[:200], tolerance)[0] for tolerance in (1e-7, 1e-12))
    return {
        "scenarios": count, "per_second": rates, "build_s": built,
        "miss_points": 100 * float(abs(loose - tight).max()),
    }  # fmt: skip


def _misses(small: Economy) -> list[dict[str, Any]]:
    """How far first and second order are off, where the allies deny a share of electronics to China."""
    bundles = np.zeros((len(ALLIES), *small.pi.shape))
    for at, name in enumerate(ALLIES):
        bundles[at, small.sector("ELE"), small.region("CHN"), small.region(name)] = 1
    model, found = fast(small, bundles), []
    for share in (0.05, 0.2, 0.5, 0.9, 1.0):
        shares = np.full((1, len(ALLIES)), share)
        known = np.log1p(exact(model, shares, 1e-11)[0][0])
        row: dict[str, Any] = {"share": share}
        for name in ("CHN", "TWN", "KOR"):
            at = small.region(name)
            row[name] = [
                float(order(model, shares)[0, at] / known[at] - 1)
                for order in (first_order, second_order)
            ]
        found.append(row)
    return found


def _rivals(world: Economy, small: Economy, *, quick: bool) -> list[dict[str, Any]]:
    """The same scenario by SciPy, from no change, to the same tolerance as ``solve`` where it gets there."""
    found = []
    for size, one in (("9 x 5", small), ("30 x 28", world)):
        kappa = _bans(one)[0][1]
        ours = solve(one, kappa=kappa)
        for method in ("hybr", "krylov"):
            if quick and size != "9 x 5" and method == "hybr":
                continue
            found.append(
                {"size": size, "method": method, **_scipy(one, kappa, method, ours.welfare_exact)}
            )
        found.append({"size": size, "method": "ours, one at a time", "miss_points": 0.0, "met": True, "seconds": once(lambda one=one, kappa=kappa: solve(one, kappa=kappa)) / 1e3})  # fmt: skip
        rate = once(lambda one=one, kappa=kappa: solve_many(one, kappa=np.repeat(kappa[None], 64, axis=0))) / 64e3  # fmt: skip
        found.append({"size": size, "method": "ours, 64 at once", "miss_points": 0.0, "met": True, "seconds": rate})  # fmt: skip
    return found


def _scipy(economy_: Economy, kappa: np.ndarray, method: str, known: np.ndarray) -> dict[str, Any]:
    hat = Hat(economy_, change(economy_, kappa=kappa))

    def miss(row: np.ndarray) -> np.ndarray:
        return (hat.once(row[None])[0] - row[None])[0]

    def search() -> None:
        options = {"fatol": 1e-9, "maxiter": 200} if method == "krylov" else {}
        kept.append(root(miss, hat.start(1)[0], method=method, tol=1e-10, options=options))

    kept: list[Any] = []
    seconds = once(search) / 1e3
    at = hat.point(kept[0].x[None])
    before = hat.point(hat.start(1))
    income = hat.income(at) / Hat(economy_, change(economy_)).income(before)
    welfare = income[0] / np.exp((economy_.alpha * at.price[0]).sum(axis=0)) - 1
    gap = float(abs(miss(kept[0].x)).max())
    return {
        "seconds": seconds,
        "met": gap < 1e-7,
        "miss_points": 100 * float(abs(welfare - known).max()),
    }


def shown(found: dict[str, Any]) -> str:
    """Tables for a person."""
    if "missing" in found:
        return f"Trade model: not timed. {found['missing']}"
    whole = [[f"exact 30 x 28: {row['scenario']}", row["seconds"].shown(4), "s", GOALS["exact 30 x 28"]] for row in found["whole"]]  # fmt: skip
    rates = found["reduced"]["per_second"]
    rows = [
        *whole,
        ["slopes of all flows, 30 x 28", found["slopes_s"].shown(3), "s", ""],
        ["exact, 9 x 5, many at once", rates["exact"].shown(0), "/s", GOALS["exact reduced"]],
        ["second order, 9 x 5, 10 bundles", rates["second order"].shown(0), "/s", ""],
        [
            "first order, 9 x 5, 10 bundles",
            rates["first order"].shown(0),
            "/s",
            GOALS["first order"],
        ],
    ]
    rivals = [
        [f"{row['size']}: {row['method']}", f"{row['seconds']:.4f}", f"{1 / row['seconds']:,.1f}", f"{row['miss_points']:.1e}", "yes" if row["met"] else "no"]
        for row in found["scipy"]
    ]  # fmt: skip
    return "\n\n".join([
        table("Trade model", ["what", "median (low to high)", "unit", "goal"], rows),
        table(
            "The same scenario by SciPy's root-finders (allies deny electronics to China)",
            ["system and method", "seconds", "a second", "off ours, points", "met 1e-7"], rivals,
        ),
        table(
            "Off the exact welfare where the allies deny a share of electronics to China: first / second order",
            ["share denied", "China", "Taiwan", "Korea"],
            [[f"{row['share']:.0%}", *("{:+.1%} / {:+.1%}".format(*row[name]) for name in ("CHN", "TWN", "KOR"))] for row in found["misses"]],
        ),
        f"Draws at tolerance 1e-7 are off those at 1e-12 by at most {found['reduced']['miss_points']:.1e} points.",
    ])  # fmt: skip
