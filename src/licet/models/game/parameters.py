"""From the ledger to the game: the board, the windows, and draws of the weights.

Players, stages and windows are whatever the ledger names, so adding one is adding rows.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

import numpy as np

from licet.assumptions.ledger import Ledger
from licet.errors import InputError
from licet.models.game.board import Board, Floats, Ints
from licet.models.game.situation import Situation, Weights, Window

LEADER = "US"
WEIGHTS = ("c", "v", "z", "f", "s", "k", "lambda", "h")
"""Ids ``game-prior-...``, in the order of the fields of ``Weights``."""
CHINA = ("denial", "cost", "lambda")


def board(ledger: Ledger) -> Board:
    """The players and stages of the ledger, at their central values."""
    return _board(ledger, {name: ledger.central(name) for name in ledger})


def boards(ledger: Ledger, count: int, seed: int) -> tuple[Board, ...]:
    """``count`` boards drawn from the ranges of the figures, for intervals over the data.

    Where the drawn shares of a stage pass 1 they are scaled down to it.
    """
    drawn = ledger.draw([name for name in ledger if name.startswith("game-")], count, seed)
    return tuple(
        _board(ledger, {name: float(values[place]) for name, values in drawn.items()})
        for place in range(count)
    )


def _board(ledger: Ledger, values: Mapping[str, float]) -> Board:
    names = _named(ledger, r"game-exposure-(\w+)")
    stages = _named(ledger, r"game-weight-(\w+)")

    def by(what: str, of: tuple[str, ...]) -> Floats:
        return np.array([values[f"game-{what}-{name}"] for name in of])

    def table(what: str) -> Floats:
        ids = [[f"game-{what}-{stage}-{name}" for name in (*names, LEADER)] for stage in stages]
        return np.array([[values.get(name, 0.0) for name in row] for row in ids])

    share, revenue = table("share"), table("revenue")
    share = share / np.maximum(share.sum(axis=1, keepdims=True), 1.0)
    return Board(
        names, stages, by("weight", stages), by("backfillable", stages),
        share[:, :-1], share[:, -1], revenue[:, :-1], revenue[:, -1],
        by("margin", names), by("retaliation", names), by("exposure", names),
        by("security", names), by("step", names), by("start", names).astype(np.int64),
        values[f"game-reach-{LEADER}"], values[f"game-margin-{LEADER}"],
    )  # fmt: skip


def windows(ledger: Ledger, *, fitted: bool, second: bool = False) -> tuple[Window, ...]:
    """The windows of the fit, or the later ones, in order of time; ``second`` takes the second coding.

    ``steps`` of each are those that the moves before it have led to.
    """
    names = _named(ledger, r"game-exposure-(\w+)")
    last = int(ledger.central("game-fit-until"))
    steps = np.array([int(ledger.central(f"game-start-{name}")) for name in names])
    found = []
    for day in sorted(_named(ledger, r"game-at-(\d{4}-\d\d-\d\d)-pressure")):
        inside = int(day.replace("-", "")) <= last
        moves = _moves(ledger, day, names, second=second and not inside)
        if inside == fitted:
            found.append(_window(ledger, day, names, steps, moves))
        steps = steps + moves
        if (steps < 0).any():
            raise InputError(f"window {day}: an ally lets go a step that it never took.")
    return tuple(found)


def _window(
    ledger: Ledger, day: str, names: tuple[str, ...], steps: Ints, moves: Ints
) -> Window:  # fmt: skip
    def of(what: str) -> Floats:
        whole = f"game-at-{day}-{what}"
        own = [f"{whole}-{name}" for name in names]
        return np.array([ledger.central(one if one in ledger else whole) for one in own])

    situation = Situation(
        of("pressure"), ledger.central(f"game-at-{day}-level"), of("retaliation"), of("payment"), steps
    )  # fmt: skip
    what = ledger[f"game-at-{day}-pressure"].what.partition(": ")[2]
    return Window(day, what, situation, moves)


def _moves(ledger: Ledger, day: str, names: tuple[str, ...], *, second: bool) -> Ints:
    found = []
    for name in names:
        first, other = (f"game-at-{day}-{kind}-{name}" for kind in ("move", "other"))
        if first not in ledger:
            raise InputError(
                f"window {day} does not say what {name} did. State {first}: 1, 0 or -1."
            )
        found.append(int(ledger.central(other if second and other in ledger else first)))
    return np.array(found, dtype=np.int64)


def draws(ledger: Ledger, count: int, seed: int) -> Weights:
    """``count`` draws of the weights from their priors."""
    found = ledger.draw([f"game-prior-{name}" for name in WEIGHTS], count, seed)
    return Weights(*found.values())


def china_draws(ledger: Ledger, count: int, seed: int) -> tuple[Floats, Floats, Floats]:
    """Draws of what China weighs: denial, cost of its own answer, precision."""
    found = ledger.draw([f"game-china-{name}" for name in CHINA], count, seed)
    denial, cost, precision = found.values()
    return denial, cost, precision


def _named(ledger: Ledger, pattern: str) -> tuple[str, ...]:
    found = tuple(hit[1] for name in ledger if (hit := re.fullmatch(pattern, name)))
    if not found:
        raise InputError(
            f"the ledger has no assumption like {pattern}. Read assumptions/game.toml."
        )
    return found
