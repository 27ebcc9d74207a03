"""A number that a scenario gives, and all that somebody must know to doubt it."""

from __future__ import annotations

import math

from licet.errors import InputError
from licet.record import record

LAYERS = (
    "rules",  # counted by the rule engine
    "arithmetic",  # a formula over figures of sources
    "exact",  # the trade model solved
    "reduced",  # the same on fewer regions and sectors
    "first order",  # its derivative
    "second order",  # its derivative with the diagonal of the next
    "short run",  # the network before anything adjusts
    "posterior",  # the game, weighted by what was seen
    "draws",  # a model run once for each draw of its assumptions
)
"""How a number was made."""


@record
class Number:
    """One number of a result.

    ``value`` is the median where the number has an interval; ``low`` and ``high`` are its 5th and 95th
    percentile, and equal ``value`` where nothing was drawn. ``assumptions`` are ids of the ledger, ``rules``
    ids of provisions and reforms, ``data`` ids of data sets. ``equation`` says in words how it was made.
    """

    id: str
    what: str
    value: float
    unit: str
    low: float
    high: float
    layer: str
    equation: str
    assumptions: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    data: tuple[str, ...] = ()
    note: str = ""

    def __post_init__(self) -> None:
        """Refuse a number without a value, or outside of its own interval: a fault of a model."""
        if self.layer not in LAYERS:
            raise InputError(f"{self.id}: {self.layer!r} is no layer. Layers: {', '.join(LAYERS)}.")
        if not all(math.isfinite(each) for each in (self.value, self.low, self.high)):
            raise InputError(f"{self.id}: {self.low}, {self.value}, {self.high} are no finite numbers.")  # fmt: skip
        if not self.low <= self.value <= self.high:
            raise InputError(f"{self.id}: {self.value} lies outside of {self.low} to {self.high}.")

    @property
    def drawn(self) -> bool:
        """Whether it has an interval."""
        return self.low < self.high
