"""Two-sided RAS: the table nearest to a first guess, in relative entropy, that has given margins."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from licet.record import record

Array = NDArray[np.float64]


@record
class Balanced:
    """``table`` with the wanted margins; ``gap`` is the largest miss over the total, after ``rounds``."""

    table: Array
    gap: float
    rounds: int


def balance(guess: Array, rows: Array, columns: Array, *, gap: float = 1e-10, rounds: int = 2000) -> Balanced:  # fmt: skip
    """``guess`` (n, m) scaled by rows and columns in turn until its sums are ``rows`` and ``columns``.

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


def over(top: Array, bottom: Array) -> Array:
    """``top / bottom``, and 0 where ``bottom`` is 0."""
    return np.divide(top, bottom, out=np.zeros(np.broadcast(top, bottom).shape), where=bottom > 0)
