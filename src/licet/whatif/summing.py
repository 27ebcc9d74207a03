"""Draws to numbers: a median with its 5th and 95th percentile, and what to say of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from licet.assumptions.ledger import Ledger
from licet.assumptions.tornado import tornado
from licet.errors import InputError
from licet.record import record
from licet.whatif.number import Number
from licet.whatif.result import Swing

Floats = NDArray[np.float64]
LOW, HIGH = 0.05, 0.95
"""The ends of every interval that is shown."""


def middle(draws: Floats) -> tuple[float, float, float]:
    """Median, 5th and 95th percentile; ``InputError`` where some draw is not known.

    >>> middle(np.array([1.0, 2.0, 3.0]))[0]
    2.0
    """
    if not np.all(np.isfinite(draws)) or not draws.size:
        raise InputError("a draw is not known, so the number is not: leave it out and say why.")
    low, mid, high = (float(each) for each in np.quantile(draws, (LOW, 0.5, HIGH)))
    return mid, low, high


@record
class Made:
    """How a number came about: its layer, its equation in words, and what it rests on, by id."""

    layer: str
    equation: str
    assumptions: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    data: tuple[str, ...] = ()
    note: str = ""


def number(name: str, what: str, draws: Floats | float, unit: str, made: Made) -> Number:
    """A ``Number`` of its draws; one value alone has no interval."""
    mid, low, high = middle(np.atleast_1d(np.asarray(draws, dtype=np.float64)))
    return Number(
        name, what, mid, unit, low, high, made.layer, made.equation, made.assumptions, made.rules,
        made.data, made.note,
    )  # fmt: skip


def swings(
    name: str, ledger: Ledger, ids: Iterable[str], answer: Callable[[Ledger], float], *, most: int = 12
) -> tuple[Swing, ...]:  # fmt: skip
    """What ``answer`` is with each assumption at either end of its range, the widest first, ``most`` of them."""
    _, bars = tornado(ledger, answer, ids)
    return tuple(Swing(name, bar.id, bar.low, bar.high) for bar in bars[:most])


def share_of(true: Sequence[bool] | NDArray[np.bool_]) -> float:
    """The share of draws in which something holds, 0 to 1."""
    return float(np.mean(np.asarray(true, dtype=np.float64)))
