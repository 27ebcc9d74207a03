"""Years ahead: quantal responses played one after the other, draw by draw, with the delay from decision to force."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from licet.assumptions.ledger import stream
from licet.errors import InputError
from licet.models.game.answers import Range, spread
from licet.models.game.board import Board, Floats, Ints, coverage, outcome
from licet.models.game.response import respond
from licet.models.game.situation import Situation, Weights
from licet.record import record, replaced

MONTHS = 6
"""How far apart two moves are: about as far as the windows of the fit."""
NEAR = 1e-4


@record
class Paths:
    """What comes of a series of situations. t moves ahead, n players; ranges are over draws and chance.

    ``steps`` (t, n, 3): steps in force beyond today's. ``gone`` (t, n): chance that the ally's line is
    below today's. ``together`` (t,): chance that nobody's is. ``effect`` (t, 3): effectiveness in force.
    """

    months: tuple[int, ...]
    steps: Floats
    gone: Floats
    together: Floats
    effect: tuple[Range, ...]


def rollout(
    board: Board,
    draws: Weights,
    path: Sequence[Situation],
    seed: int,
    delay: tuple[float, float] = (3.0, 9.0),
) -> Paths:
    """Play the situations of ``path`` in turn, six months apart; steps in force at the start are the first one's.

    Allies judge each move by itself and do not look ahead: what they would do in order to be paid later
    is not in here. A decision is in force after ``delay`` months, drawn evenly between its two ends.
    """
    if not path:
        raise InputError("a rollout needs a situation at least.")
    start = path[0].steps
    decided = np.tile(start, (draws.count, 1))
    shape = (len(path), *decided.shape)
    luck = stream(seed, "game-rollout").random(shape)
    low, high = delay
    months = low + (high - low) * stream(seed, "game-delay").random(shape)
    later = np.maximum(1, np.rint(months / MONTHS).astype(np.int64))
    coming = np.zeros((len(path) + int(later.max()) + 1, *decided.shape), dtype=np.int64)
    draw, player = np.indices(decided.shape)
    lines = []
    for turn, at in enumerate(path):
        moves = _move(board, draws, at, decided, luck[turn])
        decided = decided + moves
        np.add.at(coming, (turn + later[turn], draw, player), moves)
        lines.append(start + coming[: turn + 2].sum(axis=0))
    return _told(board, path, np.stack(lines))


def _move(board: Board, draws: Weights, at: Situation, decided: Ints, luck: Floats) -> Ints:
    """One move of each draw; draws that stand at the same lines are solved together."""
    states, where = np.unique(decided, axis=0, return_inverse=True)
    moves = np.zeros_like(decided)
    for number, steps in enumerate(states):
        places = np.flatnonzero(where.reshape(-1) == number)
        chances = respond(board, draws.at(places), replaced(at, steps=steps), NEAR)
        edges = np.cumsum(chances, axis=2)
        moves[places] = (luck[places] >= edges[:, :, 0]).astype(np.int64) - 1
        moves[places] += luck[places] >= edges[:, :, 1]
    return moves


def _told(board: Board, path: Sequence[Situation], lines: Ints) -> Paths:
    start = path[0].steps
    beyond = lines - start
    gone = beyond < 0
    steps = np.array([[spread(each.astype(np.float64)) for each in turn.T] for turn in beyond])
    effect = tuple(
        spread(outcome(board, coverage(board, turn), at.level).effect)
        for turn, at in zip(lines, path, strict=True)
    )
    return Paths(
        tuple(MONTHS * (turn + 1) for turn in range(len(path))), steps, gone.mean(axis=1),
        1.0 - gone.any(axis=2).mean(axis=1), effect,
    )  # fmt: skip
