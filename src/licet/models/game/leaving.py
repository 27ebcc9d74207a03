"""What an ally gains or loses by staying in or leaving, term by term of equation (12)."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from licet.models.game.answers import Range, spread
from licet.models.game.board import Board, Floats, coverage, outcome
from licet.models.game.situation import Situation, Weights
from licet.record import record

DOLLARS = "bn USD a year"
WORTH = "bn USD a year, as the ally's moves value it"


@record
class Term:
    """One term of staying minus leaving; below nought it speaks for leaving.

    ``dollars`` are money in a year. Other terms have no price: they are what the fitted weights make them
    worth beside a dollar of profit, and say how an ally has acted, not what it is paid. ``median`` and
    the 5th and 95th percentile; means mislead where a weight is a ratio.
    """

    name: str
    unit: str
    median: float
    low: float
    high: float

    @property
    def dollars(self) -> bool:
        """Whether the term is money, not a worth."""
        return self.unit == DOLLARS


@record
class Staying:
    """Staying minus leaving for one ally while the others hold: terms, their sum, chance that staying is worth it."""

    player: str
    steps: int
    terms: tuple[Term, ...]
    money: Term
    total: Term
    worth_it: Range

    def term(self, name: str) -> Term:
        """One term by its name."""
        return next(each for each in self.terms if each.name == name)


def staying(
    boards: Sequence[Board], draws: Weights, at: Situation, player: str, steps: int | None = None
) -> Staying:
    """What ``player`` has from keeping its line rather than letting go ``steps`` of it (all, if not said).

    The others hold. Draws are dealt over ``boards``, so that intervals cover figures and weights both.
    """
    place = boards[0].place(player)
    back = int(at.steps[place]) if steps is None else steps
    rows, precision = [], []
    for number, board in enumerate(boards):
        part = draws.at(np.arange(number, draws.count, len(boards)))
        if part.count:
            rows.append(_terms(board, part, at, place, back))
            precision.append(part.precision * part.c)
    found = {name: np.concatenate([row[name] for row in rows]) for name in rows[0]}
    money = found["sales kept closed"] + found["sales of others not taken over"]
    total = np.sum(list(found.values()), axis=0)
    chance = 1.0 / (1.0 + np.exp(np.clip(-total * np.concatenate(precision), -700.0, 700.0)))
    terms = tuple(
        _term(name, DOLLARS if "sales" in name else WORTH, each) for name, each in found.items()
    )
    return Staying(
        player, back, terms, _term("money alone", DOLLARS, money), _term("all", WORTH, total), spread(chance)
    )  # fmt: skip


def _terms(board: Board, w: Weights, at: Situation, player: int, back: int) -> dict[str, Floats]:
    stay = at.steps
    leave = stay.copy()
    leave[player] -= back
    found = outcome(board, coverage(board, np.stack([stay, leave])), at.level)
    own, captured = (
        np.full(w.count, each[0, player] - each[1, player]) for each in (found.own, found.captured)
    )
    if at.welfare is not None:
        own, captured = np.full(w.count, at.welfare[player] * back), np.zeros(w.count)
    paid = np.zeros(w.count) if at.paid is None else np.full(w.count, at.paid[player])
    effect = (found.effect[0] - found.effect[1]) * board.security[player]
    return {
        "sales kept closed": own,
        "sales of others not taken over": captured,
        "China's retaliation": -w.z * at.retaliation[player] * board.retaliation[player] / w.c,
        "pressure escaped": w.f * at.pressure[player] * board.exposure[player] * at.level / 2 / w.c,
        "side payment": w.s * at.payment[player] / w.c + paid,
        "security of the denial": w.v * effect / w.c,
        "leader's bad faith": w.k * (at.level - 2.0) / w.c,
        "cost of undoing a rule": w.h / w.c,
    }


def _term(name: str, unit: str, values: Floats) -> Term:
    low, median, high = np.quantile(values, [0.05, 0.5, 0.95])
    return Term(name, unit, float(median), float(low), float(high))
