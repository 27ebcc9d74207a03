"""What the allies face at one move, and the weights with which they judge it."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from licet.errors import UnknownName
from licet.models.game.board import Board, Floats, Ints
from licet.record import fields_of, record, replaced

Values = float | Mapping[str, float]
"""One number for all allies, or numbers by name."""


@record
class Weights:
    """Draws of the weights of equation (12), each (draws,); ``h`` is the cost of undoing a rule in force."""

    c: Floats
    v: Floats
    z: Floats
    f: Floats
    s: Floats
    k: Floats
    precision: Floats
    h: Floats

    @property
    def count(self) -> int:
        """How many draws."""
        return len(self.c)

    def at(self, places: Ints | slice) -> Weights:
        """The draws at some places."""
        return Weights(*(value[places] for _, value, _ in fields_of(self)))


@record
class Situation:
    """One move: by player (n,) ``pressure`` P, ``retaliation`` r, ``payment`` s (all 0 to 1) and ``steps`` in force.

    ``level`` is the leader's own, 0 to 2. ``paid`` (n,) is a side payment in bn USD a year on top.
    ``welfare`` (n,), where a trade model gives it, is what one step costs (below nought) or gains the
    ally in bn USD a year; it stands **in place of** lost profit and backfill, never beside them.
    """

    pressure: Floats
    level: float
    retaliation: Floats
    payment: Floats
    steps: Ints
    paid: Floats | None = None
    welfare: Floats | None = None


@record
class Window:
    """A dated situation and what each ally did in it: ``moves`` (n,), 1 tighter, 0 held, -1 looser."""

    day: str
    what: str
    situation: Situation
    moves: Ints


def changed(
    board: Board, at: Situation, level: float | None = None, **by_player: Values
) -> Situation:
    """A situation with some of ``pressure``, ``retaliation``, ``payment``, ``paid``, ``welfare``, ``steps`` changed.

    A number goes to every ally; a mapping to those that it names, the others keep theirs (nought where
    nothing was paid). ``UnknownName`` for a player or a field that is none.

    ``changed(board, today, level=2, pressure=0.9, paid={"NL": 1.5})``
    """
    known = ("pressure", "retaliation", "payment", "paid", "welfare", "steps")
    told: dict[str, Floats | Ints] = {}
    for name, values in by_player.items():
        if name not in known:
            raise UnknownName("part of a situation", name, (*known, "level"))
        held = getattr(at, name)
        told[name] = _filled(board, np.zeros(len(board.players)) if held is None else held, values)
    return replaced(at, level=at.level if level is None else float(level), **told)


def _filled(board: Board, held: Floats | Ints, values: Values) -> Floats | Ints:
    if not isinstance(values, Mapping):
        return np.full_like(held, values)
    found = held.copy()
    for player, value in values.items():
        found[board.place(player)] = value
    return found


def steady(board: Board, weights: Weights, at: Situation) -> Floats:
    """What of a step's worth does not hang on the others, (draws, n): pressure, payment, retaliation, bad faith."""
    w = weights
    found = (
        np.outer(w.f, at.pressure * board.exposure * (at.level / 2.0))
        - np.outer(w.z, at.retaliation * board.retaliation)
        + np.outer(w.s, at.payment)
        - (w.k * (2.0 - at.level))[:, None]
    )
    if at.paid is not None:
        found = found + np.outer(w.c, at.paid)
    return np.asarray(found, dtype=np.float64)
