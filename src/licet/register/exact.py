"""Decimals that are added and multiplied without rounding.

Python rounds to 28 digits where nothing else is said; a sum that rounds across a cap would change an answer.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Context, localcontext
from functools import wraps
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")
EXACT = Context(prec=400)
"""Wide enough for sums of products of any numbers that ``licet.store.records`` reads."""


def exact(function: Callable[P, R]) -> Callable[P, R]:
    """The function with all its sums and products exact.

    >>> from decimal import Decimal
    >>> add = exact(lambda a, b: a + b)
    >>> add(Decimal(10) ** 27, Decimal("0.01")) - Decimal(10) ** 27
    Decimal('0.01')
    """

    @wraps(function)
    def inside(*args: P.args, **named: P.kwargs) -> R:
        with localcontext(EXACT):
            return function(*args, **named)

    return inside
