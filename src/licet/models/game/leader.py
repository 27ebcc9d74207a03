"""What the leader can do: level, pressure and payment, what each brings in effect and costs, and which are efficient."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

import numpy as np

from licet.models.frontier import frontier
from licet.models.game.answers import Range, spread
from licet.models.game.board import Board
from licet.models.game.profiles import expected_effect
from licet.models.game.response import respond
from licet.models.game.situation import Situation, Weights, changed
from licet.record import record


@record
class Choice:
    """One choice of the leader: expected effectiveness after the allies' answer, and what it costs the leader.

    ``effect`` in [0, 1]. In bn USD a year: ``outlay``, paid to whoever does not let go, and ``given_up``, the
    profit of the leader's firms on the sales that its own line closes. ``efficient`` is the share of draws
    in which no other choice at the same pressure has as much effect for less of both together.
    """

    level: float
    pressure: float
    payment: float
    effect: Range
    outlay: Range
    given_up: float
    efficient: float


def choices(
    board: Board,
    draws: Weights,
    at: Situation,
    *,
    levels: Sequence[float] = (0, 1, 2),
    pressures: Sequence[float] = (0.0, 0.5, 1.0),
    payments: Sequence[float] = (0.0, 0.5, 1.0, 2.0),
) -> tuple[Choice, ...]:
    """All choices of the leader in a situation, in the order given.

    Pressure costs the leader something that no figure here states, so choices are compared at equal
    pressure only. What it weighs beside effect and money is its own.
    """
    told = []
    line = board.leader_revenue.sum() * board.leader_margin * board.reach
    for pressure in pressures:
        options = list(product(levels, payments))
        effects, outlays, closed = [], [], []
        for level, payment in options:
            here = changed(board, at, level=level, pressure=pressure, paid=payment)
            chances = respond(board, draws, here)
            effects.append(expected_effect(board, here, chances))
            outlays.append(payment * (1.0 - chances[:, :, 0]).sum(axis=1))
            closed.append(float(line * level / 2.0))
        names = [str(number) for number in range(len(options))]
        costs = np.stack(outlays) + np.array(closed)[:, None]
        often = {each.rule: each.often for each in frontier(names, costs, np.stack(effects))}
        told += [
            Choice(level, pressure, payment, spread(effect), spread(outlay), lost, often[name])
            for name, (level, payment), effect, outlay, lost in zip(
                names, options, effects, outlays, closed, strict=True
            )
        ]
    return tuple(told)
