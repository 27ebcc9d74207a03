"""What a scenario asks of the game: chances of each ally, and how they move with pressure and payment."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from licet.errors import InputError
from licet.models.game.board import Board, Floats
from licet.models.game.profiles import Profiles, equilibria, jointly, profiles, worth
from licet.models.game.response import respond
from licet.models.game.situation import Situation, Weights
from licet.record import record, replaced

MOST = 6
"""How many joint moves and equilibria an answer shows."""
LAYER = "quantal response"
PARAMETERS = tuple(f"game-prior-{name}" for name in ("c", "v", "z", "f", "s", "k", "lambda", "h"))
"""The assumptions that every chance of the game rests on, beside the figures of its players."""

Range = tuple[float, float, float]
"""Mean, 5th and 95th percentile over the posterior."""


@record
class Chance:
    """What one ally does at the next move."""

    player: str
    loosens: Range
    holds: Range
    tightens: Range


@record
class Answer:
    """Chances of each ally; ``together`` that none lets go, ``follows`` that all tighten.

    ``likely`` are the joint moves of highest chance, in the order of players: the leaves of the game's tree.
    ``stable`` are the pure equilibria, most frequent first: each profile of moves in the order of
    players, with the share of posterior draws in which nobody gains by another move alone.
    """

    chances: tuple[Chance, ...]
    together: Range
    follows: Range
    likely: tuple[tuple[tuple[int, ...], Range], ...]
    stable: tuple[tuple[tuple[int, ...], float], ...]
    layer: str = LAYER
    parameters: tuple[str, ...] = PARAMETERS


@record
class Heat:
    """Coalition stability over ``pressures`` (p,) and ``payments`` (s,), bn USD a year to each ally.

    ``together`` and ``follows`` are (p, s, 3): mean, 5th and 95th percentile over the posterior.
    """

    pressures: Floats
    payments: Floats
    together: Floats
    follows: Floats


def ask(board: Board, draws: Weights, at: Situation) -> Answer:
    """What the allies do at the next move in a situation; ``draws`` come from ``Posterior.sample``."""
    found = respond(board, draws, at)
    chances = tuple(
        Chance(name, *(spread(found[:, player, move]) for move in range(3)))
        for player, name in enumerate(board.players)
    )
    together, follows = _together(found)
    all_of = profiles(board, at)
    return Answer(
        chances, spread(together), spread(follows), _likely(all_of, jointly(all_of, found)),
        _stable(all_of, equilibria(all_of, worth(board, draws, at, all_of))),
    )  # fmt: skip


def _likely(all_of: Profiles, joint: Floats) -> tuple[tuple[tuple[int, ...], Range], ...]:
    order = np.argsort(-joint.mean(axis=0), kind="stable")[:MOST]
    return tuple(
        (tuple(all_of.actions[place].tolist()), spread(joint[:, place])) for place in order
    )


def _stable(all_of: Profiles, stable: Floats) -> tuple[tuple[tuple[int, ...], float], ...]:
    share = stable.mean(axis=0)
    order = [place for place in np.argsort(-share, kind="stable")[:MOST] if share[place] > 0]
    return tuple((tuple(all_of.actions[place].tolist()), float(share[place])) for place in order)


def heat(
    board: Board,
    draws: Weights,
    at: Situation,
    pressures: Sequence[float],
    payments: Sequence[float],
) -> Heat:
    """The chance that the coalition holds, and that it follows, for every pressure and side payment."""
    if not len(pressures) or not len(payments):
        raise InputError("a heat map needs a pressure and a payment at least.")
    players = len(board.players)
    cells = []
    for pressure in pressures:
        for payment in payments:
            here = replaced(
                at,
                pressure=np.full(players, float(pressure)),
                paid=np.full(players, float(payment)),
            )
            cells.append([spread(each) for each in _together(respond(board, draws, here))])
    grid = np.array(cells).reshape(len(pressures), len(payments), 2, 3)
    return Heat(
        np.array(pressures, dtype=np.float64), np.array(payments, dtype=np.float64),
        grid[:, :, 0], grid[:, :, 1],
    )  # fmt: skip


def _together(chances: Floats) -> tuple[Floats, Floats]:
    return np.prod(1.0 - chances[:, :, 0], axis=1), np.prod(chances[:, :, 2], axis=1)


def spread(values: Floats) -> Range:
    """Mean, 5th and 95th percentile of draws of equal weight."""
    low, high = np.quantile(values, [0.05, 0.95])
    return float(values.mean()), float(low), float(high)
