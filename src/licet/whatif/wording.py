"""Numbers and names in sentences."""

from __future__ import annotations

from collections.abc import Iterable

from licet.charts.picture import written
from licet.whatif.summing import Floats, middle


def spoken(draws: Floats, unit: str) -> str:
    """A median with its interval in words.

    >>> import numpy as np
    >>> spoken(np.array([1.0, 2.0, 3.0]), "%")
    '2 % (1.1 to 2.9)'
    """
    mid, low, high = middle(draws)
    return f"{written(mid)} {unit} ({written(low)} to {written(high)})"


def plain_list(names: Iterable[str]) -> str:
    """Names in a row, the last after ``and``.

    >>> plain_list(["a"]), plain_list(["a", "b", "c"]), plain_list([])
    ('a', 'a, b and c', 'none')
    """
    told = list(names)
    if len(told) > 1:
        return f"{', '.join(told[:-1])} and {told[-1]}"
    return told[0] if told else "none"
