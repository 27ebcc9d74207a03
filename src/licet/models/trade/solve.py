"""One scenario through the exact-hat equations."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from licet.errors import InputError
from licet.models.trade.change import EVEN, Change, Levy, change
from licet.models.trade.economy import Economy, Floats
from licet.models.trade.equilibrium import (
    Books,
    Equilibrium,
    books,
    border,
    real,
    terms_of_trade,
    volume,
)
from licet.models.trade.hat import Point
from licet.models.trade.search import MOST, TOLERANCE, Found, search
from licet.record import replaced

FIXED, BALANCED = "fixed", "balanced"
SETTLED = 1e-11
"""How well a baseline must reproduce itself: better than what is measured from it."""


def solve(
    economy: Economy,
    *,
    kappa: Floats | None = None,
    tariffs: Floats | None = None,
    that: Floats | None = None,
    levies: Sequence[Levy] = (),
    deficits: str | Floats = FIXED,
    tolerance: float = TOLERANCE,
    most: int = MOST,
) -> Equilibrium:
    """Every wage, price and flow after a change, and what it is worth to each region.

    ``kappa[j,n,i]`` multiplies trade costs' term (0 a ban, 1 as before); ``tariffs[j,n,i]`` are new
    factors 1 + rate, or ``that`` their ratio to the old; ``levies`` are charges at the source.
    ``deficits``: "fixed" keeps each surplus at its share of world value added, "balanced" first moves the
    economy to balanced trade and measures from there, an array [n] sets new surpluses in the economy's unit
    (a lump sum that n pays to others adds to its surplus). A solver that does not get within ``tolerance``
    in ``most`` passes says so in ``converged`` and ``gap`` (NaN where incomes fell below nought); a buyer left without any source is an
    ``InputError``, since no finite price clears that market.
    """
    if isinstance(deficits, str):
        if deficits not in (FIXED, BALANCED):
            raise InputError(
                f"deficits is {deficits!r}; give 'fixed', 'balanced' or surpluses by region."
            )
        base, surplus = (balanced(economy) if deficits == BALANCED else economy), None
    else:
        base, surplus = economy, deficits
    changes = change(base, kappa=kappa, tariffs=tariffs, that=that, levies=levies, surplus=surplus)
    _one(base, changes)
    _sources(base, changes)
    found = search(base, changes, tolerance, most)
    linear = kappa is None and not levies and surplus is None
    return _written(base, changes, found, tolerance, linear=linear)


def balanced(economy: Economy, tolerance: float = SETTLED) -> Economy:
    """The same world moved to balanced trade: the usual place to measure from.

    Shares of spending and technology stay; wages, prices and flows adjust to surpluses of nought.
    """
    if not economy.surplus.any():
        return economy
    return settled(economy, np.zeros_like(economy.surplus), tolerance)


def settled(
    economy: Economy,
    surplus: Floats | None = None,
    tolerance: float = SETTLED,
    *,
    kappa: Floats | None = None,
    tariffs: Floats | None = None,
) -> Economy:
    """An economy rebuilt from its fixed point, so that it is a baseline that reproduces itself.

    Tables never add up to the last digit, and shares that were cut at nought do not either. With new
    surpluses, trade costs or tariffs it is the world after those, as a new place to measure from.
    """
    changes = change(economy, surplus=surplus, kappa=kappa, tariffs=tariffs)
    found = search(economy, changes, tolerance)
    if not found.gap[0] < max(tolerance, TOLERANCE):
        raise InputError(
            f"the table has no equilibrium near it: after {found.passes[0]:.0f} passes "
            f"it still misses by {found.gap[0]:.2g}. Look for regions that buy what nobody sells."
        )
    at = _first(found)
    return _rebuilt(economy, changes, np.exp(at.wage), books(economy, changes, at))


def _rebuilt(economy: Economy, changes: Change, wage: Floats, now: Books) -> Economy:
    return replaced(
        economy, pi=now.pi, tariff=changes.tariff, value_added=wage * economy.value_added,
        surplus=np.array(changes.surplus), spending=now.spending,
    )  # fmt: skip


def _first(found: Found) -> Point:
    return Point(found.at.wage[0], found.at.price[0], found.at.spending[0])


def _one(base: Economy, changes: Change) -> None:
    if changes.weight.shape != base.pi.shape or changes.surplus.ndim > 1:
        raise InputError("solve takes one scenario; for many at once there is solve_many.")


def _sources(economy: Economy, changes: Change) -> None:
    """Refuse what has no equilibrium, by name."""
    lost = (changes.weight.sum(axis=2) == 0) & (economy.spending > 0)
    if lost.any():
        sector, buyer = (int(at) for at in np.argwhere(lost)[0])
        raise InputError(
            f"{economy.regions[buyer]} is left without any source of {economy.sectors[sector]} "
            f"({int(lost.sum())} such buyers in all): no price clears that market. "
            "Leave a small kappa, or use sectors that every region makes."
        )
    abroad = changes.weight * economy.spending[:, :, None] * ~np.eye(economy.shape[1], dtype=bool)
    buys, sells = abroad.sum(axis=(0, 2)) > 0, abroad.sum(axis=(0, 1)) > 0
    owed = np.where(abs(changes.surplus) > EVEN * economy.value_added, changes.surplus, 0.0)
    stuck = np.select(
        [buys & sells, buys, sells], [np.zeros_like(buys), owed > 0, owed < 0], owed != 0
    )
    if stuck.any():
        at = int(np.argmax(stuck))
        may = {
            (True, False): "may buy abroad and sell nothing",
            (False, True): "may sell abroad and buy nothing",
        }
        raise InputError(
            f"{economy.regions[at]} {may.get((bool(buys[at]), bool(sells[at])), 'has no trade left')}, and its "
            f"surplus is to be {changes.surplus[at]:,.6g}: no wage brings that about. Leave it a way to "
            "trade, or give surpluses that fit (deficits='balanced' where no trade is left)."
        )


def _written(
    economy: Economy, changes: Change, found: Found, tolerance: float, *, linear: bool
) -> Equilibrium:
    at = _first(found)
    start = Point(np.zeros_like(at.wage), np.zeros_like(at.price), economy.spending)
    before, after = books(economy, change(economy), start), books(economy, changes, at)
    old, new = border(before, economy.tariff), border(after, changes.tariff)
    terms, more = terms_of_trade(before, after, old), volume(economy, before, after, old, new)
    if not linear:  # the formula leaves out costs that are lost, and money that others collect
        terms, more = np.full_like(terms, np.nan), np.full_like(more, np.nan)
    return Equilibrium(
        economy=economy, wage=np.exp(at.wage), price=np.exp(at.price), cost=np.exp(after.cost),
        pi=after.pi, spending=after.spending, output=after.output,
        income=after.income, income_before=before.income, flows=new, flows_before=old,
        charges=after.charges, collected=after.collected, real_wage=real(economy, np.exp(at.wage), at.price),
        welfare_exact=real(economy, after.income / before.income, at.price),
        terms_by_flow=terms, volume_by_flow=more,
        gap=float(found.gap[0]), passes=int(found.passes[0]), converged=bool(found.gap[0] < tolerance),
    )  # fmt: skip
