"""The board: players, stages of the chip chain, and what a given set of lines does in money and effect."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from licet.errors import InputError, UnknownName
from licet.record import record

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

ACTIONS = (-1, 0, 1)
"""What an ally does with its line at one move: let go a step, hold, take a step more."""


@record
class Board:
    """Followers and stages. n players, g stages; all shares in [0, 1], money in bn USD a year.

    ``weight`` (g,), ``backfillable`` (g,), ``share`` (g, n), ``leader_share`` (g,), ``revenue`` (g, n),
    ``leader_revenue`` (g,); by player (n,): ``margin``, ``retaliation`` (q), ``exposure`` (D),
    ``security`` (v_i), ``step`` (x), ``start`` (steps taken before the first window).
    ``reach`` is the part of its own sales that the leader's full line closes, ``leader_margin`` its profit
    on a dollar of them.
    """

    players: tuple[str, ...]
    stages: tuple[str, ...]
    weight: Floats
    backfillable: Floats
    share: Floats
    leader_share: Floats
    revenue: Floats
    leader_revenue: Floats
    margin: Floats
    retaliation: Floats
    exposure: Floats
    security: Floats
    step: Floats
    start: Ints
    reach: float
    leader_margin: float

    def __post_init__(self) -> None:
        total = self.share.sum(axis=1) + self.leader_share
        for stage, each in zip(self.stages, total, strict=True):
            if each > 1 + 1e-9:
                raise InputError(
                    f"stage {stage}: the shares of its suppliers come to {each:.3f}, and 1 is the most."
                )

    def place(self, player: str) -> int:
        """Where a player stands in the arrays; ``UnknownName`` for one that does not play."""
        if player not in self.players:
            raise UnknownName("player", player, self.players)
        return self.players.index(player)


@record
class Outcome:
    """What lines (m, n) do: ``own`` and ``captured`` profit (m, n) in bn USD a year, ``effect`` (m,) in [0, 1]."""

    own: Floats
    captured: Floats
    effect: Floats


def coverage(board: Board, steps: Ints) -> Floats:
    """Share of each ally's sales closed after some steps, (..., n): each step closes a part of what is open."""
    return np.asarray(1.0 - (1.0 - board.step) ** steps, dtype=np.float64)


def outcome(board: Board, closed: Floats, level: float) -> Outcome:
    """Profit and effectiveness where ``closed`` (m, n) of each ally's sales is closed, leader at ``level``.

    An ally keeps the profit on what it still sells, and captures its part of what the others gave up:
    their denied sales, as far as they can be replaced, are shared among those who still sell in
    proportion to supply. With whole lines (closed 0 or 1) tightening minus holding is the first two
    terms of equation (12). Effectiveness is the weakest link: within a stage the product over its
    suppliers of what each leaves closed, then the weighted sum of stages.
    """
    lead = board.reach * level / 2.0
    still = 1.0 - closed
    given_up = closed @ board.revenue.T + board.leader_revenue * lead  # (m, g)
    others = given_up[:, None, :] - closed[:, :, None] * board.revenue.T  # (m, n, g)
    rest = 1.0 - board.share.sum(axis=1) - board.leader_share
    selling = still @ board.share.T + board.leader_share * (1.0 - lead) + np.maximum(rest, 0.0)
    won = board.share.T * still[:, :, None]  # (m, n, g)
    part = np.divide(
        won, selling[:, None, :], out=np.zeros_like(won), where=selling[:, None, :] > 0
    )
    captured = (others * board.backfillable * part).sum(axis=2) * board.margin
    own = board.revenue.sum(axis=0) * still * board.margin
    leaks = board.share.T * still[:, :, None] * board.backfillable
    link = np.prod(1.0 - leaks, axis=1) * (
        1.0 - board.leader_share * (1.0 - lead) * board.backfillable
    )
    return Outcome(own, captured, link @ (board.weight / board.weight.sum()))
