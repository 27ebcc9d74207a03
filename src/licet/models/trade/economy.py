"""A world economy in shares: all that the trade model needs to know, and the checks on it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from licet.errors import InputError, UnknownName
from licet.record import record

Floats = NDArray[np.float64]

SUMS_TO = 1e-6
"""How far shares may miss a sum of one before they are refused (rounding of files in single precision)."""


@record
class Economy:
    """One year of the world. Axes: j, k sectors; n buyer's region; i seller's region. float64 all.

    ``pi[j,n,i]`` share of n's spending on j that goes to i, taxes included; a buyer who spends nothing
    on j has its own region at one. ``tariff[j,n,i]`` factor 1 + rate, collected by the buyer's region;
    ``export_tax[j,n,i]`` the same, collected by the seller's. ``beta[j,n]`` value added in output.
    ``gamma[n,k,j]`` share of input k in the materials of j. ``alpha[k,n]`` shares of final spending.
    ``value_added[n]`` and ``surplus[n]`` (exports less imports) in ``unit``. ``theta[j]`` trade elasticity,
    above nought. ``spending[j,n]`` baseline spending, a starting point only.
    """

    regions: tuple[str, ...]
    sectors: tuple[str, ...]
    pi: Floats
    tariff: Floats
    export_tax: Floats
    beta: Floats
    gamma: Floats
    alpha: Floats
    value_added: Floats
    surplus: Floats
    theta: Floats
    spending: Floats
    unit: str = "USD mn"

    def __post_init__(self) -> None:
        many, sectors = len(self.regions), len(self.sectors)
        flow, own = (sectors, many, many), (sectors, many)
        wanted = {
            "pi": flow, "tariff": flow, "export_tax": flow, "beta": own, "gamma": (many, sectors, sectors),
            "alpha": own, "value_added": (many,), "surplus": (many,), "theta": (sectors,), "spending": own,
        }  # fmt: skip
        for name, shape in wanted.items():
            numbers(name, getattr(self, name), shape)
        for name in ("pi", "alpha", "beta", "spending"):
            not_negative(name, getattr(self, name))
        for name in ("theta", "value_added"):
            if not (getattr(self, name) > 0).all():
                raise InputError(
                    f"{name} must be above nought: {getattr(self, name).min():g} found."
                )
        for name in ("tariff", "export_tax"):
            if not (getattr(self, name) > 0).all():
                raise InputError(f"{name} is a factor, 1 + rate, and must be above nought.")
        if (self.beta > 1 + SUMS_TO).any():
            raise InputError("beta is above one: value added cannot be more than output.")
        self._sums("pi", self.pi.sum(axis=2))
        self._sums("alpha", self.alpha.sum(axis=0))
        made = (1 - self.beta.T > SUMS_TO) & (self.spending.sum() > 0)
        self._sums("gamma", np.where(made, self.gamma.sum(axis=1), 1.0))
        if abs(self.surplus.sum()) > SUMS_TO * self.value_added.sum():
            raise InputError(
                f"the surpluses of all regions must come to nought, and come to {self.surplus.sum():g}."
            )

    def _sums(self, name: str, found: Floats) -> None:
        if abs(found - 1).max(initial=0) > SUMS_TO:
            raise InputError(
                f"{name} must sum to one; one sum is {found.flat[abs(found - 1).argmax()]:g}."
            )

    @property
    def shape(self) -> tuple[int, int]:
        """Sectors, regions."""
        return len(self.sectors), len(self.regions)

    def region(self, name: str) -> int:
        """The place of a region; ``UnknownName`` where there is none."""
        return place("region", name, self.regions)

    def sector(self, name: str) -> int:
        """The place of a sector; ``UnknownName`` where there is none."""
        return place("sector", name, self.sectors)


def place(what: str, name: str, known: Sequence[str]) -> int:
    """Where ``name`` stands among the known ones."""
    if name not in known:
        raise UnknownName(what, name, known)
    return list(known).index(name)


def numbers(name: str, found: Floats, shape: tuple[int, ...]) -> None:
    """Refuse an array of another shape, and one with a number that is none."""
    if found.shape != shape:
        raise InputError(f"{name} has the shape {found.shape}, and {shape} was wanted.")
    if not np.isfinite(found).all():
        where = tuple(int(at) for at in np.argwhere(~np.isfinite(found))[0])
        raise InputError(
            f"{name} holds {found[where]} at {where}. Every entry must be a finite number; leave no gaps."
        )


def not_negative(name: str, found: Floats) -> None:
    """Refuse an array with a number below nought."""
    if (found < 0).any():
        where = tuple(int(at) for at in np.argwhere(found < 0)[0])
        raise InputError(f"{name} is {found[where]:g} at {where}, and may not be below nought.")
