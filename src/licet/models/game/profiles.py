"""Every profile of moves at one situation, and what each is worth to each ally."""

from __future__ import annotations

from itertools import product
from math import prod

import numpy as np

from licet.errors import InputError
from licet.models.game.board import ACTIONS, Board, Floats, Ints, coverage, outcome
from licet.models.game.situation import Situation, Weights, steady
from licet.record import record

MOST = 200_000
"""Profiles beyond which enumerating is refused: 3 to the power of 11 players."""


@record
class Profiles:
    """All profiles (m, n) of ``actions``, player 0 slowest, with profit (m, n) and effectiveness (m,).

    ``choices[i]`` are the moves open to player i: nobody lets go a step that it has not taken.
    """

    choices: tuple[tuple[int, ...], ...]
    actions: Ints
    own: Floats
    captured: Floats
    effect: Floats

    @property
    def shape(self) -> tuple[int, ...]:
        """How many moves each player has."""
        return tuple(map(len, self.choices))

    def others(self, values: Floats, player: int) -> Floats:
        """``values`` (m,) of all profiles as (own move, moves of the others)."""
        cube = values.reshape(self.shape)
        return np.moveaxis(cube, player, 0).reshape(self.shape[player], -1)


def profiles(board: Board, at: Situation) -> Profiles:
    """Enumerate what each ally can do from ``at``, and what the lines that follow are worth."""
    choices = tuple(tuple(a for a in ACTIONS if a >= 0 or step > 0) for step in at.steps.tolist())
    if prod(map(len, choices)) > MOST:
        raise InputError(f"{len(choices)} players make more than {MOST} profiles. Leave some out.")
    actions = np.array(list(product(*choices)), dtype=np.int64)
    found = outcome(board, coverage(board, at.steps + actions), at.level)
    if at.welfare is None:
        return Profiles(choices, actions, found.own, found.captured, found.effect)
    told = actions * at.welfare
    return Profiles(choices, actions, told, np.zeros_like(told), found.effect)


def worth(board: Board, weights: Weights, at: Situation, all_of: Profiles) -> Floats:
    """Utility of each profile to each ally beside all holding, (draws, m, n): equation (12) for whole profiles."""
    hold = int(np.flatnonzero((all_of.actions == 0).all(axis=1))[0])
    money = all_of.own + all_of.captured
    gain = money - money[hold]
    effect = np.outer(all_of.effect - all_of.effect[hold], board.security)
    alone = steady(board, weights, at)[:, None, :] * all_of.actions
    undone = weights.h[:, None, None] * (all_of.actions < 0)
    return np.asarray(
        weights.c[:, None, None] * gain + weights.v[:, None, None] * effect + alone - undone,
        dtype=np.float64,
    )


def equilibria(all_of: Profiles, value: Floats) -> Floats:
    """Which profiles are pure equilibria, (draws, m), 1 or 0: nobody gains by another move alone."""
    cube = value.reshape(len(value), *all_of.shape, len(all_of.choices))
    stable = np.ones(cube.shape[:-1], dtype=bool)
    for player in range(len(all_of.choices)):
        mine = cube[..., player]
        stable &= mine >= mine.max(axis=player + 1, keepdims=True) - 1e-12
    return stable.reshape(len(value), -1).astype(np.float64)


def jointly(all_of: Profiles, chances: Floats) -> Floats:
    """Chance of each profile, (draws, m), where allies move apart from each other with ``chances`` (draws, n, 3)."""
    joint = np.ones((len(chances), len(all_of.actions)))
    for player in range(len(all_of.choices)):
        joint *= chances[:, player, all_of.actions[:, player] + 1]
    return joint


def expected_effect(board: Board, at: Situation, chances: Floats) -> Floats:
    """Effectiveness after the next move, (draws,)."""
    all_of = profiles(board, at)
    return np.asarray(jointly(all_of, chances) @ all_of.effect, dtype=np.float64)
