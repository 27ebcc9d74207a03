"""China's answer: how hard it retaliates, when that may keep allies from following."""

from __future__ import annotations

import numpy as np

from licet.models.game.answers import Range, spread
from licet.models.game.board import Board, Floats
from licet.models.game.profiles import expected_effect
from licet.models.game.response import respond
from licet.models.game.situation import Situation, Weights
from licet.record import record, replaced

GRID = (0.0, 0.25, 0.5, 0.75, 1.0)
"""The strengths of retaliation among which China chooses."""


@record
class Retaliation:
    """Chance of each strength in ``GRID``; the allies' chances averaged over them; effectiveness at none and at full."""

    chance: tuple[Range, ...]
    strength: Range
    tightens: tuple[Range, ...]
    effect_at_none: Range
    effect_at_full: Range


def retaliation(
    board: Board, draws: Weights, at: Situation, china: tuple[Floats, Floats, Floats]
) -> Retaliation:
    """China weighs the effectiveness that it expects against the cost of its answer, and chooses by logit.

    ``china`` are draws (draws,) of what denial weighs, what full retaliation costs it, and how precisely
    it chooses. They rest on no fit: five windows with one series of answers cannot tell them apart.
    """
    denial, cost, precision = china
    effect, tightens = [], []
    for strength in GRID:
        here = replaced(at, retaliation=np.full(len(board.players), strength))
        chances = respond(board, draws, here)
        effect.append(expected_effect(board, here, chances))
        tightens.append(chances[:, :, 2])
    value = np.stack([-denial * e - cost * r**2 for e, r in zip(effect, GRID, strict=True)])
    odds = np.exp(precision * (value - value.max(axis=0)))
    chance = odds / odds.sum(axis=0)
    mixed = np.einsum("rd,rdn->dn", chance, np.stack(tightens))
    return Retaliation(
        tuple(spread(each) for each in chance),
        spread(np.array(GRID) @ chance),
        tuple(spread(mixed[:, player]) for player in range(len(board.players))),
        spread(effect[0]), spread(effect[-1]),
    )  # fmt: skip
