"""Two-sided RAS: the table nearest to a first guess, in relative entropy, that has given margins."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from licet.record import record

Array = NDArray[np.float64]

_STEPS, _LONGEST, _FARTHEST, _RIDGE = 40, 2.0, 200.0, 1e-13
"""Steps of Newton's method; by how many natural logarithms a factor moves in one, and in all."""
_NOTHING = 1e-250
_PATIENCE = 300
"""Rounds of turn-by-turn scaling where Newton's method finds no table."""


@record
class Balanced:
    """``table`` with the wanted margins; ``gap`` is the largest miss over the total, after ``rounds``."""

    table: Array
    gap: float
    rounds: int


def balance(guess: Array, rows: Array, columns: Array, *, gap: float = 1e-10, rounds: int = 2000) -> Balanced:  # fmt: skip
    """``guess`` (n, m) scaled by rows and columns until its sums are ``rows`` and ``columns``.

    All are 0 or more, and the two margins have the same sum.  A cell that is 0 stays 0, and a row
    without any cell above 0 stays empty whatever is asked of it: look at ``gap``.

    >>> balance(np.ones((2, 2)), np.array([3.0, 1.0]), np.array([2.0, 2.0])).table.tolist()
    [[1.5, 1.5], [0.5, 0.5]]
    """
    left, right = np.ones(len(rows)), np.ones(len(columns))
    total = max(float(rows.sum()), np.finfo(np.float64).tiny)
    miss, done = np.inf, 0
    while miss >= gap and done < rounds:
        done += 1
        left = over(rows, guess @ right)
        left /= max(float(left.max(initial=0.0)), _NOTHING)  # where no table fits they run away
        right = over(columns, guess.T @ left)
        # The columns fit now; the rows tell how far the two still pull apart.
        miss = float(np.abs(left * (guess @ right) - rows).max() / total)
    return Balanced(left[:, None] * guess * right[None, :], miss, done)


def balance_few_rows(guess: Array, rows: Array, columns: Array, *, gap: float = 1e-10) -> Balanced:
    """The same by Newton's method on the rows' factors: for a few rows, and a guess that is near.

    Turn by turn needs hundreds of rounds where most is sold at home; this needs some five, each with
    a matrix of rows x rows.  The factors of the columns follow from those of the rows, and those of
    the rows are the least point of a convex function.  Where no table has both margins, or the guess is
    far off, a table is given whose sums are nowhere above them: ``gap`` is then what is missing.
    """
    total = max(float(rows.sum()), np.finfo(np.float64).tiny)
    use = (rows > 0) & (guess.sum(1) > 0)
    found = np.zeros_like(guess)
    found[use], done = _newton(guess[use], rows[use], columns, gap * total)
    miss = float(np.abs(found.sum(1) - rows).max(initial=0.0))
    if not miss < gap * total:
        slow = balance(guess, rows, columns, gap=gap, rounds=_PATIENCE)
        sums = slow.table.sum(1)
        # Its columns are met or empty; a row above its sum would sell what nobody makes.
        found = slow.table * np.minimum(1.0, np.where(sums > 0, over(rows, sums), 1.0))[:, None]
        miss, done = float(np.abs(found.sum(1) - rows).max(initial=0.0)), slow.rounds
    short = float(np.abs(found.sum(0) - columns).max(initial=0.0))
    return Balanced(found, max(miss, short) / total, done)


def _newton(guess: Array, rows: Array, columns: Array, enough: float) -> tuple[Array, int]:
    """The table after at most ``_STEPS`` steps, its columns met; whether its rows are is for the caller to see."""
    factor = np.zeros(len(rows))
    table, slope = _at(guess, rows, columns, factor)
    # Rows and columns are fixed but for a common factor, and each part of the table that trades
    # with no other has one of its own: a small ridge pins these down.
    ridge = _RIDGE * float(rows.max(initial=0.0)) * np.eye(len(rows))
    done = 0
    while np.abs(slope).max(initial=0.0) >= enough and done < _STEPS:
        done += 1
        bend = np.diag(table.sum(1)) - (table * over(np.ones(len(columns)), columns)) @ table.T
        try:
            step = np.linalg.solve(bend + ridge, -slope)
        except np.linalg.LinAlgError:
            break
        step -= step.mean()
        longest = float(np.abs(step).max())
        if not np.isfinite(longest):
            break
        factor = factor + step * min(1.0, _LONGEST / max(longest, _LONGEST))
        if np.abs(factor).max() > _FARTHEST:
            break
        table, slope = _at(guess, rows, columns, factor)
    return table, done


def _at(guess: Array, rows: Array, columns: Array, factor: Array) -> tuple[Array, Array]:
    """The table with its columns met, and by how much its rows miss."""
    scaled = np.exp(factor)[:, None] * guess
    table = scaled * over(columns, scaled.sum(0))
    return table, table.sum(1) - rows


def over(top: Array, bottom: Array) -> Array:
    """``top / bottom``, and 0 where ``bottom`` is 0, or so little that the quotient has no meaning."""
    wide = np.broadcast(top, bottom).shape
    return np.divide(top, bottom, out=np.zeros(wide), where=bottom > _NOTHING)
