"""From what the law asks of items to what a flow of trade bears: kappa, and the price of a license.

A flow of trade holds items; law sets each free, licenses it, or denies it. What is left of the flow's
trade-cost term is ``kappa``, from 0 (all denied) to 1 (all free).  A ban is a kappa of 0 and never a
huge price.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from licet.errors import InputError
from licet.record import record

Floats = NDArray[np.float64]
Codes = NDArray[np.int8]

FREE, LICENSED, PRESUMED_DENIED, DENIED, OPEN = range(5)
"""What law asks of an item: nothing found, a license that may be had, one presumed denied, none to be had, not settled."""
STATUSES = ("free", "licensed", "presumed denied", "denied", "open")


@record
class Odds:
    """Chances and prices of a license, each float64[draws]; ``approval`` may be [draws, items].

    ``approval`` is the chance of a license reviewed case by case, ``despite`` of one under a presumption of
    denial, ``open`` the chance that a flow whose answer is not settled goes. ``price`` is what a licensed
    unit costs against a free one (at least 1), ``theta`` the trade elasticity between countries, ``eta`` the
    elasticity of substitution between items of one flow, over 1.
    """

    approval: Floats
    despite: Floats
    open: Floats
    price: Floats
    theta: Floats
    eta: Floats

    def __post_init__(self) -> None:
        """Refuse chances out of 0 to 1, prices under 1, elasticities that no CES has."""
        for name in ("approval", "despite", "open"):
            _within(name, getattr(self, name), 0.0, 1.0)
        _within("price", self.price, 1.0, np.inf)
        _within("theta", self.theta, 0.0, np.inf)
        _within("eta", self.eta, np.nextafter(1.0, 2.0), np.inf)


def _within(name: str, values: Floats, low: float, high: float) -> None:
    bad = ~((values >= low) & (values <= high))
    if np.any(bad):
        said = f"{name} is {values[bad][0]}, and {low:g} to {high:g} was wanted."
        raise InputError(said)


def license_price(
    *, levy: Floats, on_revenue: bool, passed_on: Floats, months: Floats, hurdle: Floats, aging: Floats
) -> Floats:  # fmt: skip
    """What a licensed unit costs its buyer against a free one, float64[draws].

    ``levy`` is a share (0.25): of revenue, so that full pass-through raises the price by r / (1 - r), or of
    customs value, so that it raises it by r. ``passed_on`` is how much of that reaches the buyer, 0 to 1.
    A delay of ``months`` costs the yearly ``hurdle`` rate and the yearly ``aging`` of the good.

    >>> one = np.ones(1)
    >>> license_price(
    ...     levy=0.25 * one, on_revenue=True, passed_on=one, months=0 * one, hurdle=one, aging=one
    ... ).round(4).tolist()
    [1.3333]
    """
    _within("levy", levy, 0.0, np.nextafter(1.0, 0.0))
    equivalent = levy / (1 - levy) if on_revenue else levy
    found: Floats = (1 + passed_on * equivalent) * np.exp((hurdle + aging) * months / 12)
    return found


def reached(status: Codes, odds: Odds) -> Floats:
    """The chance that an item goes, float64[draws, *status.shape]; ``status`` is [items, *flows]."""
    of_all = [np.ones_like(odds.open), odds.open, odds.despite, np.zeros_like(odds.open), odds.open]
    chances = np.stack(of_all, axis=-1)[:, status]
    own = odds.approval if odds.approval.ndim > 1 else odds.approval[:, None]
    found: Floats = np.where(status == LICENSED, _per_draw(own, status.ndim - 1), chances)
    return found


@record
class Kept:
    """What is left of flows, float64[draws, *flows]: ``kappa``, and the part of it that goes under a license."""

    kappa: Floats
    licensed: Floats


def kappa(status: Codes, shares: Floats, odds: Odds) -> Kept:
    """What is left of each flow.

    ``status`` is [items, *flows], ``shares`` the spending shares of the items, [items] or [draws, items],
    adding up to 1. With ``eta`` = ``theta`` + 1 items are as good for each other as countries are, and kappa is
    a plain sum; a smaller ``eta`` nests them, and a denied item is missed more.

    >>> one = np.ones(1)
    >>> odds = Odds(0.5 * one, 0 * one, one, one, 4 * one, 5 * one)
    >>> found = kappa(
    ...     np.array([FREE, LICENSED, DENIED], dtype=np.int8), np.array([0.5, 0.25, 0.25]), odds
    ... )
    >>> found.kappa.tolist(), found.licensed.tolist()
    ([0.625], [0.125])
    """
    shares = np.atleast_2d(shares)
    if not np.allclose(shares.sum(axis=1), 1.0) or np.any(shares < 0):
        raise InputError("shares of the items of a flow must be nought or more and add up to 1.")
    goes = reached(status, odds)
    paid = np.isin(status, (LICENSED, PRESUMED_DENIED))
    price, inner = (_per_draw(each, status.ndim) for each in (odds.price, odds.eta - 1))
    parts = _per_draw(shares, status.ndim - 1) * goes * np.where(paid, price, 1.0) ** -inner
    left = parts.sum(axis=1)
    power = _per_draw(odds.theta / (odds.eta - 1), status.ndim - 1)
    found: Floats = np.clip(left**power, 0.0, 1.0)
    licensed = np.where(paid, parts, 0.0).sum(axis=1) / np.where(left > 0, left, 1.0)
    return Kept(found, found * licensed)


def _per_draw(values: Floats, axes: int) -> Floats:
    """One value a draw, over that many further axes."""
    return values.reshape(values.shape + (1,) * axes)


def whole_flow(part: Floats, share: Floats) -> Floats:
    """Kappa of a whole flow of which only ``share`` (0 to 1, not known: NaN) is touched by law.

    Raises ``InputError`` where a share is not known: what a rule touches is never guessed.
    """
    if np.any(np.isnan(share)):
        raise InputError("the share of a flow that law touches is not known. State it as an assumption.")  # fmt: skip
    found: Floats = 1 - share * (1 - part)
    return found


def ad_valorem(kappa: Floats, theta: Floats) -> Floats:
    """The price rise that would shrink a flow as much: infinite where all of it is banned."""
    with np.errstate(divide="ignore"):
        found: Floats = kappa ** (-1 / theta) - 1
    return found
