"""The core test: the smallest side payments that keep the coalition together without any pressure."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

import numpy as np

from licet.models.game.answers import Range, spread
from licet.models.game.board import Board, Floats, Ints
from licet.models.game.profiles import Profiles, profiles, worth
from licet.models.game.situation import Situation, Weights
from licet.record import record, replaced


@record
class Payment:
    """The smallest payment to one ally, bn USD a year; ``unneeded`` is the share of draws in which it is nought.

    Mean, 5th, 95th percentile; ``median`` beside them, since the mean is drawn by few draws in which
    profit hardly counts.
    """

    player: str
    payment: Range
    median: float
    unneeded: float


@record
class Core:
    """Payments that keep every ally in by itself.

    ``groups`` is the share of draws in which two or more would all gain by leaving together all the
    same. ``move`` is 0 where the line in force is to be kept, 1 where all are to take a step more.
    """

    move: int
    payments: tuple[Payment, ...]
    total: Range
    groups: float


def core(
    boards: Sequence[Board], draws: Weights, at: Situation, move: int = 0, *, inertia: bool = False
) -> Core:
    """s_i = max(0, -Delta_i at P = 0): pressure and payments of ``at`` are set to nought, the rest stays.

    Without ``inertia`` undoing a rule costs nothing, as equation (12) has it: what must be paid once habit
    has worn off. Draws are dealt over ``boards`` (one, or many drawn from the ranges of the figures).
    """
    if not inertia:
        draws = replaced(draws, h=np.zeros(draws.count))
    names = boards[0].players
    nought = np.zeros(len(names))
    bare = replaced(at, pressure=nought, payment=nought, paid=None)
    found, groups = [], []
    for place, board in enumerate(boards):
        part = draws.at(np.arange(place, draws.count, len(boards)))
        if part.count:
            all_of = profiles(board, bare)
            value = worth(board, part, bare, all_of)
            needed = smallest(all_of, value, move)
            found.append(needed / part.c[:, None])
            groups.append(_groups_leave(all_of, value, needed, move))
    paid = np.concatenate(found)
    payments = tuple(
        Payment(
            name, spread(paid[:, player]), float(np.median(paid[:, player])),
            float((paid[:, player] == 0).mean()),
        )
        for player, name in enumerate(names)
    )  # fmt: skip
    return Core(move, payments, spread(paid.sum(axis=1)), float(np.concatenate(groups).mean()))


def smallest(all_of: Profiles, value: Floats, move: int) -> Floats:
    """Utility that each ally must be given, (draws, n), so that none gains by leaving alone."""
    rows = _rows(all_of)
    target = (move,) * len(all_of.choices)
    short = []
    for player, choices in enumerate(all_of.choices):
        away = [_with(target, (player,), other) for other in choices if other < move]
        best = [value[:, rows[each], player] for each in away]
        kept = value[:, rows[target], player]
        most = np.max(best, axis=0) if best else kept
        short.append(np.maximum(0.0, most - kept))
    return np.stack(short, axis=1)


def _groups_leave(all_of: Profiles, value: Floats, needed: Floats, move: int) -> Floats:
    """1 where some group of two or more would each gain by taking one step back together."""
    rows, count = _rows(all_of), len(all_of.choices)
    target = (move,) * count
    kept = value[:, rows[target]] + needed
    left = np.zeros(len(value), dtype=bool)
    free = [player for player in range(count) if move - 1 in all_of.choices[player]]
    for size in range(2, len(free) + 1):
        for group in combinations(free, size):
            away = value[:, rows[_with(target, group, move - 1)]]
            left |= (away[:, group] > kept[:, group] + 1e-9).all(axis=1)
    return left.astype(np.float64)


def _rows(all_of: Profiles) -> dict[tuple[int, ...], int]:
    actions: Ints = all_of.actions
    return {tuple(row): place for place, row in enumerate(actions.tolist())}


def _with(target: tuple[int, ...], group: Sequence[int], move: int) -> tuple[int, ...]:
    return tuple(move if player in group else each for player, each in enumerate(target))
