"""The ally game's posterior: draws a second, beside a SciPy fixed point and plain Python on the same draws.

One draw is weighed by the five fitted windows: in each, the fixed point of four logit replies over the
three moves of each ally, found by enumerating what the others may do.
"""

from __future__ import annotations

import math
from itertools import pairwise, product
from typing import Any

import numpy as np
from scipy.optimize import fixed_point

from benchmarks.table import table
from benchmarks.timing import cpu_seconds, once, progress, span
from licet.assumptions.load import load_ledger
from licet.models.game.board import Board
from licet.models.game.fit import FIT_TOLERANCE, fit, likelihood
from licet.models.game.parameters import board, draws, windows
from licet.models.game.play import play
from licet.models.game.profiles import Profiles, profiles
from licet.models.game.situation import Weights, Window, steady

GOAL = 200_000
SIZES = {"ours": 200_000, "plain": 60, "scipy": 60}
QUICK = {"ours": 5_000, "plain": 4, "scipy": 4}
LABELS = {
    "weigh": "posterior of given prior draws",
    "draw": "prior draws alone, eight gammas by inverse CDF",
    "both": "draws and posterior",
    "plain": "the same weights in plain Python, a loop over profiles",
    "scipy": "the same by scipy.optimize.fixed_point, NumPy inside",
}


def run(rounds: int, *, quick: bool) -> dict[str, Any]:
    """Rates over some rounds, and how far apart the three are in log likelihood."""
    sizes = QUICK if quick else SIZES
    ledger = load_ledger()
    here, fitted = board(ledger), windows(ledger, fitted=True)
    prior = draws(ledger, sizes["ours"], 1)
    few = prior.at(slice(0, sizes["plain"]))
    rates: dict[str, list[float]] = {name: [] for name in LABELS}
    busy, apart = [], {}
    for number in range(rounds):
        progress(f"game: round {number + 1} of {rounds}")
        weigh = once(lambda: fit(here, prior, fitted)) / 1e3
        draw = once(lambda: draws(ledger, sizes["ours"], 1)) / 1e3
        rates["weigh"].append(sizes["ours"] / weigh)
        rates["draw"].append(sizes["ours"] / draw)
        rates["both"].append(sizes["ours"] / (weigh + draw))
        busy.append(cpu_seconds(lambda: fit(here, prior, fitted)))
        ours = likelihood(here, few, fitted)
        for name, rival in (("plain", _plain), ("scipy", _scipy)):
            told: list[float] = []
            spent = once(
                lambda rival=rival, told=told: told.extend(_each(rival, here, few, fitted))
            )
            rates[name].append(few.count / spent * 1e3)
            apart[name] = float(np.abs(ours - np.array(told)).max())
    whole = once(lambda: play(ledger, sizes["ours"])) / 1e3
    return {
        "rates": {name: span(each) for name, each in rates.items()},
        "busy_seconds": span(busy), "draws": sizes["ours"], "apart": apart, "play_seconds": whole,
        "effective": fit(here, prior, fitted).effective,
    }  # fmt: skip


def shown(found: dict[str, Any]) -> str:
    """A table, the goal and the effective sample."""
    rates = found["rates"]
    rows = [
        [LABELS[name], each.shown(0), f"{rates['weigh'].median / each.median:,.1f}"]
        for name, each in rates.items()
    ]
    rate = found["draws"] / found["busy_seconds"].median
    reached = "reached" if rates["weigh"].median >= GOAL else "not reached"
    return (
        table("Ally game, draws a second", ("what", "draws/s", "our weighing is faster by"), rows)
        + f"\n\nGoal {GOAL:,} posterior draws/s: {reached} by the clock; {rate:,.0f} a second of processor time "
        f"(one core; {found['busy_seconds'].shown()} s).\n"
        f"{found['draws']:,} draws are worth {found['effective']:,.0f} of equal weight.\n"
        f"Fit, beliefs and all three scores in one call: {found['play_seconds']:.2f} s.\n"
        f"Largest difference in log likelihood: plain {found['apart']['plain']:.1e}, SciPy {found['apart']['scipy']:.1e}."
    )


def _each(rival: Any, here: Board, few: Weights, fitted: tuple[Window, ...]) -> list[float]:
    made = [(window, profiles(here, window.situation)) for window in fitted]
    told = []
    for place in range(few.count):
        one = few.at(slice(place, place + 1))
        total = 0.0
        for window, all_of in made:
            chances = rival(here, one, window, all_of)
            total += sum(
                math.log(chances[player][all_of.choices[player].index(int(move))])
                for player, move in enumerate(window.moves)
            )
        told.append(total)
    return told


def _plain(here: Board, one: Weights, window: Window, all_of: Profiles) -> list[list[float]]:
    """Lists and loops: the fixed point of the four replies, profile by profile."""
    alone = steady(here, one, window.situation)[0].tolist()
    c, v, sharp, undo = (float(each[0]) for each in (one.c, one.v, one.precision, one.h))
    rows = all_of.actions.tolist()
    money, effect = (all_of.own + all_of.captured).tolist(), all_of.effect.tolist()
    chances = [[1.0 / len(each)] * len(each) for each in all_of.choices]
    for _ in range(200):
        moved = 0.0
        for player, choices in enumerate(all_of.choices):
            facing = dict.fromkeys(choices, 0.0)
            for row, gain, reached in zip(rows, money, effect, strict=True):
                chance = 1.0
                for other, move in enumerate(row):
                    if other != player:
                        chance *= chances[other][all_of.choices[other].index(move)]
                worth = c * gain[player] + v * here.security[player] * reached
                facing[row[player]] += chance * worth
            told = [
                sharp * (facing[move] - facing[0] + move * alone[player] - undo * (move < 0))
                for move in choices
            ]
            top = max(told)
            odds = [math.exp(each - top) for each in told]
            new = [each / sum(odds) for each in odds]
            moved = max(moved, abs(new[-1] - chances[player][-1]))
            chances[player] = new
        if moved < FIT_TOLERANCE:
            break
    return chances


def _scipy(here: Board, one: Weights, window: Window, all_of: Profiles) -> list[list[float]]:
    """SciPy's fixed point of all four replies at once; each reply a few NumPy calls."""
    alone = steady(here, one, window.situation)[0]
    gain = one.c * (all_of.own + all_of.captured) + one.v * np.outer(all_of.effect, here.security)
    shape = all_of.shape
    ends = np.cumsum((0, *shape))
    cubes = [all_of.others(gain[:, player], player) for player in range(len(shape))]

    def reply(flat: Any) -> Any:
        parts = [flat[start:stop] for start, stop in pairwise(ends)]
        told = []
        for player, choices in enumerate(all_of.choices):
            others = [parts[other] for other in range(len(shape)) if other != player]
            joint = np.array([math.prod(each) for each in product(*others)])
            moves = np.array(choices)
            facing = cubes[player] @ joint + moves * alone[player] - one.h * (moves < 0)
            odds = np.exp(one.precision * (facing - facing.max()))
            told.append(odds / odds.sum())
        return np.concatenate(told)

    start = np.concatenate([np.full(each, 1.0 / each) for each in shape])
    flat = fixed_point(reply, start, xtol=FIT_TOLERANCE, maxiter=500, method="iteration")
    return [flat[start:stop].tolist() for start, stop in pairwise(ends)]
