"""What changes: trade costs, tariffs, levies and surpluses, put into the form that the solver needs."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from licet.errors import InputError
from licet.models.trade.economy import Economy, Floats
from licet.record import record


@record
class Levy:
    """A charge on a flow at its source, such as a share of revenue that a government takes for the license.

    ``factor[j,n,i]`` is 1 + rate on what the seller keeps; a share r of the buyer's price is
    1 / (1 - r). ``to`` is the region that collects, or empty for the seller's own.
    """

    factor: Floats
    to: str = ""


BUYER, SELLER = -1, -2
EVEN = 1e-9
"""A surplus below this share of value added is rounding."""


@record
class Tax:
    """``rate[..., j,n,i]``: collected part of what the buyer pays. ``to``: BUYER, SELLER or a region's place."""

    rate: Floats
    to: int


@record
class Change:
    """New conditions of one scenario, or of many on a leading axis.

    ``weight[..., j,n,i]`` is pi * kappa * that^(-theta); ``keep[..., j,n,i]`` what the seller is left
    with of each unit that the buyer pays; ``surplus[..., n]`` the new surpluses in units of the
    numeraire (world value added stays what it was); ``tariff[..., j,n,i]`` the new factors.
    """

    weight: Floats
    tariff: Floats
    keep: Floats
    taxes: tuple[Tax, ...]
    surplus: Floats


def change(
    economy: Economy,
    *,
    kappa: Floats | None = None,
    tariffs: Floats | None = None,
    that: Floats | None = None,
    levies: Sequence[Levy] = (),
    surplus: Floats | None = None,
) -> Change:
    """The change of one or of many scenarios; what is not named stays.

    ``kappa[..., j,n,i]`` multiplies the trade-cost term: 0 is a ban, 1 no change, d^(-theta) iceberg
    costs that rise by the factor d. ``tariffs`` are new factors 1 + rate, ``that`` the same as a ratio to
    the old ones; give one of them. ``levies`` come on top of the economy's own export taxes.
    """
    shape = economy.pi.shape
    if tariffs is not None and that is not None:
        raise InputError("tariffs and that say the same thing in two ways. Give one of them.")
    if that is not None:
        tariffs = economy.tariff * _factor("that", that, shape)
    new = economy.tariff if tariffs is None else _factor("tariffs", tariffs, shape)
    reach = np.ones(shape) if kappa is None else _entries("kappa", kappa, shape)
    if (reach < 0).any():
        raise InputError(f"kappa is {reach.min():g} somewhere, and may not be below nought.")
    taxes, keep = _taxes(economy, new, levies)
    weight = economy.pi * reach
    if tariffs is not None or levies:  # a power costs more than all else here
        ratio = keep * economy.tariff * economy.export_tax
        weight = weight * ratio ** economy.theta[:, None, None]
    many = economy.shape[1]
    left = economy.surplus if surplus is None else _entries("surplus", surplus, (many,))
    if (abs(left.sum(axis=-1)) > 1e-6 * economy.value_added.sum()).any():
        raise InputError("new surpluses must come to nought over all regions.")
    if (reach == 0).any():
        weight = _closed(economy, weight, left)
    return Change(weight, new, keep, taxes, left)


def _closed(economy: Economy, weight: Floats, surplus: Floats) -> Floats:
    """No trade at all for regions that may trade in one direction alone and whose trade must balance.

    Who may sell nothing abroad cannot pay for what it buys there: its wage would fall without end while
    its imports went to nought. That limit is taken at once, and again for whom it leaves alone.
    """
    foreign = ~np.eye(economy.shape[1], dtype=bool)
    bought = (economy.spending > 0)[:, :, None]
    even = abs(surplus) <= EVEN * economy.value_added
    while True:
        abroad = (weight > 0) & bought & foreign
        buys, sells = abroad.any(axis=(-3, -1)), abroad.any(axis=(-3, -2))
        alone = even & (buys != sells)
        if not alone.any():
            return weight
        gone = (alone[..., None, :, None] | alone[..., None, None, :]) & foreign
        weight = np.where(gone, 0.0, weight)


def cut(changes: Change, rows: slice) -> Change:
    """Some scenarios of many."""

    def part(array: Floats, own: int = 3) -> Floats:
        return array[rows] if array.ndim > own else array

    return Change(
        part(changes.weight), part(changes.tariff), part(changes.keep),
        tuple(Tax(part(tax.rate), tax.to) for tax in changes.taxes), part(changes.surplus, 1),
    )  # fmt: skip


def _taxes(
    economy: Economy, tariff: Floats, levies: Sequence[Levy]
) -> tuple[tuple[Tax, ...], Floats]:
    """Each charge takes its part of what the one outside it left, so that all of them add up."""
    left = 1 / tariff
    found = [Tax(1 - left, BUYER)]
    for levy in (Levy(economy.export_tax), *levies):
        factor = _factor("a levy", levy.factor, economy.pi.shape)
        found.append(Tax(left * (1 - 1 / factor), economy.region(levy.to) if levy.to else SELLER))
        left = left / factor
    return tuple(tax for tax in found if tax.rate.any()), left


def _factor(name: str, found: Floats, shape: tuple[int, ...]) -> Floats:
    checked = _entries(name, found, shape)
    if (checked <= 0).any():
        raise InputError(
            f"{name} is {checked.min():g} somewhere; a factor 1 + rate is above nought. A ban is kappa = 0."
        )
    return checked


def _entries(name: str, found: Floats, shape: tuple[int, ...]) -> Floats:
    array = np.asarray(found, dtype=np.float64)
    if array.shape[-len(shape) :] != shape:
        raise InputError(f"{name} has the shape {array.shape}, and {shape} was wanted at its end.")
    if not np.isfinite(array).all():
        raise InputError(
            f"{name} holds a number that is not finite. A ban is kappa = 0, never an endless cost."
        )
    return array
