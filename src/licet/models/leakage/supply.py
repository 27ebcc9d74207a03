"""Supply of diversion: how many chips get round the law at a price gap and an enforcement.

q = q_max * Phi((ln(1 + G) - mu) / s) * (1 - e), where G is the mark-up in China, mu the log mark-up at
which half of the routes work, s how unlike routes are, and e the share that enforcement stops.
"""

from __future__ import annotations

import numpy as np
from scipy.special import ndtr

from licet.assumptions.ledger import Ledger
from licet.assumptions.model import Floats
from licet.errors import InputError
from licet.record import record, replaced


@record
class Supply:
    """What the supply of diversion rests on, each (draws,); ``most`` in chips a year, ``growth`` of it a year."""

    most: Floats
    mu: Floats
    spread: Floats
    enforcement: Floats
    growth: Floats

    def chips(self, gap: Floats, year: int) -> Floats:
        """Chips diverted in a calendar year at a log price gap, (draws,).

        More enforcement never raises it, a wider gap never lowers it; an unknown gap gives ``nan``.
        """
        routes = ndtr((gap - self.mu) / self.spread)
        carried = self.most * (1.0 + self.growth) ** (year - CALIBRATED)
        found: Floats = carried * routes * (1.0 - self.enforcement)
        return found

    def part(self, start: int, stop: int) -> Supply:
        """The draws from ``start`` to before ``stop``."""
        return Supply(*(getattr(self, name)[start:stop] for name in self.__match_args__))

    def enforced(self, more: float) -> Supply:
        """Where ``more`` of what now gets through is stopped as well; in [0, 1], or negative for less."""
        if not more <= 1.0:
            raise InputError(
                f"More enforcement of {more}: at most 1 can be stopped of what is left."
            )
        found = 1.0 - (1.0 - self.enforcement) * (1.0 - more)
        return replaced(self, enforcement=np.maximum(found, 0.0))


CALIBRATED = 2024
"""The year that ``leakage_smuggled_2024`` is of; routes grow from there."""

IDS = tuple(
    f"leakage_{each}"
    for each in ("smuggled_2024", "markup", "mu", "spread", "enforcement", "route_growth")
)
"""Every assumption that the supply rests on."""


def calibrated(  # noqa: PLR0917 - in the order of IDS
    chips: Floats, markup: Floats, mu: Floats, spread: Floats, enforcement: Floats, growth: Floats
) -> Supply:
    """The supply that gives ``chips`` at ``markup`` and ``enforcement``."""
    passed = ndtr((np.log1p(markup) - mu) / spread) * (1.0 - enforcement)
    return Supply(chips / passed, mu, spread, enforcement, growth)


def from_ledger(ledger: Ledger) -> Supply:
    """One draw, each at its central value."""
    return calibrated(*(np.array([ledger.central(each)]) for each in IDS))


def draws(ledger: Ledger, count: int, seed: int) -> Supply:
    """``count`` draws; the mark-up of a draw is the one that the compute model has under the same seed."""
    found = ledger.draw(IDS, count, seed)
    return calibrated(*(found[each] for each in IDS))


def missing_trade(tax_points: float, elasticity: float) -> float:
    """Part of trade that goes missing as a tax rises by so many points, to hold estimates against.

    ``elasticity`` is per cent of missing trade a point (Fisman and Wei 2004).

    >>> round(missing_trade(10, 3), 3)
    0.259
    """
    return float(-np.expm1(-elasticity * tax_points / 100.0))
