"""Other people's experiments on our table: loose comparisons across models, not replications."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from typing import Any

import numpy as np

from licet.errors import InputError
from licet.models.trade.economy import Economy, Floats
from licet.models.trade.equilibrium import Equilibrium
from licet.models.trade.solve import FIXED, solve
from licet.record import record

STATIC = (
    "A static model holds technology still. It has no knowledge to lose and no ideas that spread, so it "
    "cannot say what technology decoupling costs; its figure is no more than the part that trade alone explains."
)


@record
class Compared:
    """One bloc in one experiment: welfare in per cent, published and ours, and ``ratio`` ours to theirs."""

    experiment: str
    bloc: str
    published: float
    ours: float

    @property
    def ratio(self) -> float:
        """Ours over the published."""
        return self.ours / self.published


@record
class Verdict:
    """Whether a set of comparisons is near enough: sign, order and ratio, each with what misses it."""

    compared: tuple[Compared, ...]
    wrong_sign: tuple[Compared, ...]
    wrong_order: tuple[tuple[Compared, Compared], ...]
    wrong_ratio: tuple[Compared, ...]

    @property
    def accepted(self) -> bool:
        """Nothing misses."""
        return not (self.wrong_sign or self.wrong_order or self.wrong_ratio)


@record
class CannotSay:
    """A published figure of a kind that this model has no answer to, with the part that it does see.

    ``static`` is welfare in per cent by region, by trade alone.
    """

    published: float
    static: Mapping[str, float]
    why: str


def costs_between(
    economy: Economy,
    one: Sequence[str],
    other: Sequence[str],
    factor: float,
    sectors: Sequence[str] | None = None,
) -> Floats:
    """Kappa when trade costs between two blocs, both ways, rise by ``factor`` in some sectors or in all."""
    if not factor > 0:
        raise InputError(
            f"costs rise by a factor above nought, and {factor} was given. A ban is kappa = 0."
        )
    if both := set(one) & set(other):
        raise InputError(f"{', '.join(sorted(both))} cannot be in both blocs.")
    ours, theirs = (np.array([economy.region(name) for name in bloc]) for bloc in (one, other))
    goods = np.array([economy.sector(name) for name in (sectors or economy.sectors)])
    kappa = np.ones_like(economy.pi)
    for buyers, sellers in ((ours, theirs), (theirs, ours)):
        kappa[np.ix_(goods, buyers, sellers)] = (factor ** -economy.theta[goods])[:, None, None]
    return kappa


def bloc_welfare(found: Equilibrium, bloc: Iterable[str]) -> float:
    """Welfare of some regions together, in per cent, by income before."""
    rows = [found.economy.region(name) for name in bloc]
    return 100 * float(np.average(found.welfare_exact[rows], weights=found.income_before[rows]))


def decoupling(
    economy: Economy, published: Mapping[str, Mapping[str, Any]], deficits: str = FIXED
) -> tuple[Compared, ...]:
    """Each published pair of blocs on our table; a bloc's other regions than ours must be left out of it."""
    found = []
    for name, row in published.items():
        kappa = costs_between(economy, row["one"], row["other"], row["cost_factor"])
        solved = solve(economy, kappa=kappa, deficits=deficits)
        found += [
            Compared(name, bloc, row[f"{bloc}_pct"], bloc_welfare(solved, row[bloc]))
            for bloc in ("one", "other")
        ]
    return tuple(found)


def judged(compared: Sequence[Compared], acceptance: Mapping[str, Any]) -> Verdict:
    """Same sign, same order of size, ratio within bounds; near ties in the published figures have no order."""
    low, high, tie = (float(acceptance[key]) for key in ("ratio_low", "ratio_high", "tie_points"))
    order = [
        (a, b)
        for a, b in combinations(compared, 2)
        if abs(a.published - b.published) > tie
        and (a.published - b.published) * (a.ours - b.ours) <= 0
    ]
    return Verdict(
        tuple(compared),
        tuple(each for each in compared if each.ratio <= 0),
        tuple(order),
        tuple(each for each in compared if not low <= each.ratio <= high),
    )


def technology_decoupling(
    economy: Economy,
    published: float,
    one: Sequence[str],
    other: Sequence[str],
    sectors: Sequence[str],
) -> CannotSay:
    """What trade alone explains when two blocs stop all trade in some sectors; the rest it cannot say."""
    kappa = np.where(costs_between(economy, one, other, 2.0, sectors) < 1, 0.0, 1.0)
    found = solve(economy, kappa=kappa)
    static = dict(zip(economy.regions, (100 * found.welfare_exact).tolist(), strict=True))
    return CannotSay(published, static, STATIC)
