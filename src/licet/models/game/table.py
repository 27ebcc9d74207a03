"""Windows from a table of one's own: other events, another coding, moves to be predicted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from licet.errors import InputError
from licet.models.game.board import Board, Ints
from licet.models.game.situation import Situation, Values, Window, changed
from licet.record import record


@record
class Event:
    """One row: the day, what happened, P, u, r, s (one number or by ally) and who moved which way."""

    day: str
    what: str
    pressure: Values
    level: float
    retaliation: Values
    payment: Values
    tighter: Sequence[str] = ()
    looser: Sequence[str] = ()


def windows_of(
    board: Board, events: Iterable[Event], steps: Ints | None = None
) -> tuple[Window, ...]:
    """The rows as windows, in order of time; ``steps`` are those taken before the first (else the board's).

    An ally that a row names nowhere held. ``InputError`` for one that moved both ways, ``UnknownName``
    for one that does not play.
    """
    taken = board.start if steps is None else steps
    found = []
    for event in sorted(events, key=lambda each: each.day):
        moves = np.zeros(len(board.players), dtype=np.int64)
        for way, names in ((1, event.tighter), (-1, event.looser)):
            for name in names:
                moves[board.place(name)] += way
        both = sorted(set(event.tighter) & set(event.looser))
        if both:
            raise InputError(
                f"{event.day}: {', '.join(both)} cannot move tighter and looser at once."
            )
        none = np.zeros(len(board.players))
        blank = Situation(none, event.level, none, none, taken)
        at = changed(
            board,
            blank,
            pressure=event.pressure,
            retaliation=event.retaliation,
            payment=event.payment,
        )
        found.append(Window(event.day, event.what, at, moves))
        taken = taken + moves
    return tuple(found)
