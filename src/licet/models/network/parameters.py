"""What the short-run layer assumes, from the ledger."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from licet.assumptions.ledger import Ledger
from licet.record import record

IDS = {
    "friction": "network_friction", "leak": "network_leak",
    "inside": "network_inside", "outside": "network_outside",
}  # fmt: skip
"""Which assumption each parameter is."""
ELASTICITIES = ("network_elasticity_production", "network_elasticity_consumption")
"""Those of the second-order number: between what a producer buys, and between goods in final use."""


@record
class Rationing:
    """Parameters of the rationing model.

    ``friction`` (tau) of what a cut takes away finds no other buyer or seller; ``leak`` (delta) of a
    blocked flow gets through; ``inside`` (rho) is the CES exponent between input sectors and
    ``outside`` that between inputs and value added, both at most 1.
    """

    friction: float
    leak: float
    inside: float
    outside: float

    @property
    def assumptions(self) -> tuple[str, ...]:
        """Ids of the ledger that a result with these parameters rests on."""
        return tuple(IDS.values())


def from_ledger(ledger: Ledger) -> Rationing:
    """The central values."""
    return Rationing(**{name: ledger.central(key) for name, key in IDS.items()})


def elasticities(ledger: Ledger) -> tuple[float, float]:
    """The central elasticities of the second-order number: in production, in final use."""
    production, consumption = (ledger.central(key) for key in ELASTICITIES)
    return production, consumption


def draws(ledger: Ledger, n: int, seed: int) -> tuple[Rationing, ...]:
    """``n`` draws; the same seed gives the same draws."""
    drawn = ledger.draw(IDS.values(), n, seed)
    columns: dict[str, NDArray[np.float64]] = {name: drawn[key] for name, key in IDS.items()}
    return tuple(
        Rationing(**{name: float(column[at]) for name, column in columns.items()})
        for at in range(n)
    )
