"""Logit quantal response: each ally moves with odds exp(precision x worth) against what the others do.

The fixed point is found sweep by sweep, one ally after the other, from all moves alike; where several
exist this takes the one that small precision leads to. Draws are done in blocks that stay in cache
and are small enough that the matrix product of a block runs on one thread: same seed, same bytes.
"""

from __future__ import annotations

import numpy as np

from licet.errors import InputError
from licet.models.game.board import ACTIONS, Board, Floats
from licet.models.game.profiles import Profiles, profiles
from licet.models.game.situation import Situation, Weights, steady

BLOCK = 2048
SWEEPS = 60
DAMPED = 20
"""Sweeps after which each is averaged with the one before, for the few draws that swing."""
TOLERANCE = 1e-6
UNSETTLED = 1e-2
"""A change of a chance beyond this in the last sweep is no fixed point."""
STEEPEST = 700.0
"""The largest exponent that a double holds, nearly."""


def respond(
    board: Board, weights: Weights, at: Situation, tolerance: float = TOLERANCE
) -> Floats:  # fmt: skip
    """Chance of each move of each ally, (draws, n, 3), in the order let go, hold, tighten."""
    all_of = profiles(board, at)
    tables = [_table(board, all_of, player) for player in range(len(board.players))]
    found = np.zeros((weights.count, len(board.players), len(ACTIONS)))
    for start in range(0, weights.count, BLOCK):
        part = slice(start, start + BLOCK)
        chances = _solve(board, weights.at(part), at, tables, tolerance)
        for player, choices in enumerate(all_of.choices):
            for move, chance in zip(choices, chances[player], strict=True):
                found[part, player, move + 1] = chance
    return found


def _table(board: Board, all_of: Profiles, player: int) -> Floats:
    """Profit and weighted effect of each move beside holding, (moves of the others, 2 x other moves)."""
    hold = all_of.choices[player].index(0)
    money = all_of.others((all_of.own + all_of.captured)[:, player], player)
    effect = all_of.others(all_of.effect, player) * board.security[player]
    rest = [move for move in range(len(money)) if move != hold]
    rows = [table[move] - table[hold] for move in rest for table in (money, effect)]
    return np.ascontiguousarray(np.stack(rows, axis=1))


def _solve(
    board: Board, weights: Weights, at: Situation, tables: list[Floats], tolerance: float
) -> list[Floats]:  # fmt: skip
    alone = steady(board, weights, at) * weights.precision[:, None]
    undo = weights.precision * weights.h
    money, effect = weights.precision * weights.c, weights.precision * weights.v
    moves = [table.shape[1] // 2 + 1 for table in tables]
    chances = [np.full((count, weights.count), 1.0 / count) for count in moves]
    for sweep in range(SWEEPS):
        moved = 0.0
        for player, table in enumerate(tables):
            facing = _facing(chances, player) @ table
            up = money * facing[:, -2] + effect * facing[:, -1] + alone[:, player]
            if len(chances[player]) > 2:  # noqa: PLR2004 - it has a step to let go
                down = money * facing[:, 0] + effect * facing[:, 1] - alone[:, player] - undo
                new = _three(up, down)
            else:
                new = _two(up)
            if sweep >= DAMPED:
                new = (new + chances[player]) / 2.0
            moved = max(moved, float(np.abs(new[-1] - chances[player][-1]).max()))
            chances[player] = new
        if moved < tolerance:
            return chances
    if moved > UNSETTLED:
        raise InputError(
            f"the allies' replies still take turns after {SWEEPS} sweeps (by {moved:.2g}): choices as precise as "
            f"{weights.precision.max():.3g} have no one answer here. State a smaller game-prior-lambda."
        )
    return chances


def _facing(chances: list[Floats], player: int) -> Floats:
    """Chance of each joint move of the others, (draws, moves)."""
    joint: Floats | None = None
    for other, chance in enumerate(chances):
        if other != player:
            joint = (
                chance
                if joint is None
                else (joint[:, None, :] * chance).reshape(-1, chance.shape[1])
            )
    if joint is None:
        return np.ones((chances[player].shape[1], 1))
    return joint.T


def _two(up: Floats) -> Floats:
    tight = 1.0 / (1.0 + np.exp(np.clip(-up, -STEEPEST, STEEPEST)))
    return np.stack([1.0 - tight, tight])


def _three(up: Floats, down: Floats) -> Floats:
    top = np.maximum(np.maximum(up, down), 0.0)
    odds = np.stack([np.exp(down - top), np.exp(-top), np.exp(up - top)])
    return np.asarray(odds / odds.sum(axis=0), dtype=np.float64)
