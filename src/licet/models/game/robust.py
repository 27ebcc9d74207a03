"""Does the score hang on how events were coded and players ranked? The same fit and score on redrawn figures."""

from __future__ import annotations

import numpy as np

from licet.assumptions.ledger import Ledger
from licet.models.game.board import Floats
from licet.models.game.fit import fit
from licet.models.game.parameters import board, draws, windows
from licet.models.game.score import RIVALS, score
from licet.record import record

FITTED = 20_000
"""Prior draws of each refit; a tenth of the usual is enough for a score."""


@record
class Lead:
    """Lead of the game over one rival across redrawn figures: median, 5th, 95th percentile, and how often it leads.

    ``log`` and ``brier`` as in ``Marks.ahead``; ``often`` is the share of redraws in which both are above nought.
    """

    rival: str
    log: tuple[float, float, float]
    brier: tuple[float, float, float]
    often: float


def robust(ledger: Ledger, count: int, seed: int) -> tuple[Lead, ...]:
    """Redraw P, r, s of every window and every figure of the players within their ranges, refit and score.

    Moves, levels and priors stay. About half a second for each of ``count`` redraws.
    """
    names = [
        name for name in ledger if name.startswith("game-") and not name.startswith("game-prior")
    ]
    drawn = ledger.draw(names, count, seed)
    prior = draws(ledger, FITTED, seed)
    ahead = np.empty((count, len(RIVALS), 2))
    for place in range(count):
        here = ledger.set({name: float(values[place]) for name, values in drawn.items()}, "redrawn")
        table, fitted = board(here), windows(here, fitted=True)
        found = fit(table, prior, fitted)
        told = score(table, found, windows(here, fitted=False), fitted, seed)
        for number, rival in enumerate(RIVALS):
            marks = told.of(rival)
            ahead[place, number] = marks.ahead[0], marks.ahead_brier[0]
    return tuple(
        Lead(rival, _range(each[:, 0]), _range(each[:, 1]), float((each > 0).all(axis=1).mean()))
        for rival, each in zip(RIVALS, ahead.transpose(1, 0, 2), strict=True)
    )


def _range(values: Floats) -> tuple[float, float, float]:
    low, median, high = np.quantile(values, [0.05, 0.5, 0.95])
    return float(median), float(low), float(high)
