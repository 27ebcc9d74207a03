"""Two-sided RAS: the table nearest to a first guess, in relative entropy, that has given margins."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from licet.record import record

Array = NDArray[np.float64]

_HALVINGS = 30
"""A Newton step that lowers nothing even at 2^-30 of its length is none."""


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
        right = over(columns, guess.T @ left)
        # The columns fit now; the rows tell how far the two still pull apart.
        miss = float(np.abs(left * (guess @ right) - rows).max() / total)
    return Balanced(left[:, None] * guess * right[None, :], miss, done)


def balance_few_rows(guess: Array, rows: Array, columns: Array, *, gap: float = 1e-10, rounds: int = 60) -> Balanced:  # fmt: skip
    """The same by Newton's method on the rows' factors: for a few rows, and a guess that is near.

    Turn by turn needs hundreds of rounds where most is sold at home; this needs some five of them,
    each a matrix of rows x rows.  The factors of the columns follow from those of the rows; those
    of the rows are the least point of a convex function, so that a step is halved until it falls.
    """
    use = (rows > 0) & (guess.sum(1) > 0)
    some, wanted = guess[use], rows[use]
    total = max(float(rows.sum()), np.finfo(np.float64).tiny)
    factor = np.zeros(len(wanted))
    value, table, slope = _at(some, wanted, columns, factor)
    done = 0
    while np.abs(slope).max(initial=0.0) >= gap * total and done < rounds:
        done += 1
        bend = np.diag(table.sum(1)) - (table * over(np.ones(len(columns)), columns)) @ table.T
        # Factors of rows and columns are fixed but for one common one, which this pins down.
        step = np.linalg.solve(bend + np.outer(wanted, wanted) / total, -slope)
        for _ in range(_HALVINGS):
            value_there, table_there, slope_there = _at(some, wanted, columns, factor + step)
            if value_there <= value + 1e-12 * abs(value):
                break
            step = step / 2
        else:
            break
        factor, value, table, slope = factor + step, value_there, table_there, slope_there
    found = np.zeros_like(guess)
    found[use] = table
    return Balanced(found, float(np.abs(found.sum(1) - rows).max() / total), done)


def _at(guess: Array, rows: Array, columns: Array, factor: Array) -> tuple[float, Array, Array]:
    """The convex function, the table with its columns met, and by how much its rows miss."""
    scaled = np.exp(factor)[:, None] * guess
    sums = scaled.sum(0)
    table = scaled * over(columns, sums)
    met = (columns > 0) & (sums > 0)
    value = float(columns[met] @ np.log(sums[met]) - rows @ factor)
    return value, table, table.sum(1) - rows


def over(top: Array, bottom: Array) -> Array:
    """``top / bottom``, and 0 where ``bottom`` is 0."""
    return np.divide(top, bottom, out=np.zeros(np.broadcast(top, bottom).shape), where=bottom > 0)
