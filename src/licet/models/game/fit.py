"""The posterior of the weights: prior draws, each weighed by how likely it makes the moves observed."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from licet.assumptions.ledger import stream
from licet.errors import InputError
from licet.models.game.board import Board, Floats
from licet.models.game.response import respond
from licet.models.game.situation import Weights, Window
from licet.record import fields_of, record

FIT_TOLERANCE = 1e-4
"""How near to the fixed point the fit goes: an error of this size in a chance moves no weight visibly."""


@record
class Posterior:
    """Prior draws with importance weights (draws,) that sum to 1.

    ``effective`` is the effective sample, one over the sum of squared weights; ``windows`` the days fitted.
    """

    draws: Weights
    importance: Floats
    effective: float
    windows: tuple[str, ...]

    def sample(self, count: int, seed: int) -> Weights:
        """``count`` draws of equal weight, by systematic resampling."""
        first = stream(seed, "game-resample").random()
        edges = np.cumsum(self.importance)
        places = np.searchsorted(edges, (first + np.arange(count)) / count * edges[-1])
        return self.draws.at(np.minimum(places, self.draws.count - 1))


@record
class Belief:
    """One weight before and after the fit: mean, 5th and 95th percentile; ``learned`` is 1 - sd after / sd before."""

    name: str
    prior: tuple[float, float, float]
    posterior: tuple[float, float, float]
    learned: float


def likelihood(board: Board, weights: Weights, windows: Sequence[Window]) -> Floats:
    """Log chance of all moves of the windows under each draw, (draws,)."""
    total = np.zeros(weights.count)
    for window in windows:
        chances = respond(board, weights, window.situation, FIT_TOLERANCE)
        for player, move in enumerate(window.moves.tolist()):
            if move not in (-1, 0, 1) or (move < 0 and window.situation.steps[player] == 0):
                raise InputError(
                    f"window {window.day}: {board.players[player]} cannot make the move {move}."
                )
            total += np.log(np.maximum(chances[:, player, move + 1], 1e-300))
    return total


def fit(board: Board, prior: Weights, windows: Sequence[Window]) -> Posterior:
    """Weigh prior draws by the moves of ``windows``; no window leaves the prior as it is."""
    logs = likelihood(board, prior, windows)
    raw = np.exp(logs - logs.max())
    importance = raw / raw.sum()
    effective = float(1.0 / np.square(importance).sum())
    return Posterior(prior, importance, effective, tuple(window.day for window in windows))


def beliefs(found: Posterior) -> tuple[Belief, ...]:
    """Prior beside posterior for each weight: what five events have taught, and what not."""
    told = []
    even = np.full(found.draws.count, 1.0 / found.draws.count)
    for name, values, _ in fields_of(found.draws):
        before, after = (spread(values, weight) for weight in (even, found.importance))
        sds = [_deviation(values, weight) for weight in (even, found.importance)]
        told.append(Belief(name, before, after, 1.0 - sds[1] / sds[0] if sds[0] else 0.0))
    return tuple(told)


def spread(values: Floats, weight: Floats) -> tuple[float, float, float]:
    """Mean, 5th and 95th percentile of weighted values."""
    order = np.argsort(values, kind="stable")
    edges = np.cumsum(weight[order])
    low, high = (
        float(values[order[min(int(np.searchsorted(edges, q * edges[-1])), len(order) - 1)]])
        for q in (0.05, 0.95)
    )
    return float((values * weight).sum()), low, high


def _deviation(values: Floats, weight: Floats) -> float:
    mean = float((values * weight).sum())
    return float(np.sqrt((np.square(values - mean) * weight).sum()))
