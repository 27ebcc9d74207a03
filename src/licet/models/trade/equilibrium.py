"""What one scenario comes to: wages, prices, flows, money collected, and welfare said in two ways."""

from __future__ import annotations

import numpy as np

from licet.models.trade.change import BUYER, SELLER, Change
from licet.models.trade.economy import Economy, Floats
from licet.models.trade.hat import Hat, Point
from licet.record import record


@record
class Equilibrium:
    """One scenario after all has adjusted. Ratios are new over old; money is in the economy's unit.

    The numeraire is world value added: money after the change is measured in it. ``flows`` are at the
    border, before the buyer's tariff and with the seller's charges. Welfare and wages are changes as shares:
    0.01 is one per cent. ``welfare_exact`` is real income, equation (9), and the one to show.
    ``terms_of_trade``, ``volume`` and their sum ``welfare_linear`` are first order and at the *old*
    tariffs: NaN where more than tariffs changed, since the formula then leaves out what mattered.
    """

    economy: Economy
    wage: Floats
    price: Floats
    cost: Floats
    pi: Floats
    spending: Floats
    output: Floats
    income: Floats
    income_before: Floats
    flows: Floats
    flows_before: Floats
    charges: Floats
    collected: Floats
    real_wage: Floats
    welfare_exact: Floats
    terms_by_flow: Floats
    volume_by_flow: Floats
    gap: float
    passes: int
    converged: bool

    def index(self, region: str) -> Floats:
        """Price changes [j] in one region."""
        return self.price[:, self.economy.region(region)]

    @property
    def terms_of_trade(self) -> Floats:
        """First half of equation (10) by region [n]; by goods and partner in ``terms_by_flow[j,n,i]``."""
        found: Floats = self.terms_by_flow.sum(axis=(0, 2))
        return found

    @property
    def volume(self) -> Floats:
        """Second half of equation (10) by region [n]; by goods and partner in ``volume_by_flow[j,n,i]``."""
        found: Floats = self.volume_by_flow.sum(axis=(0, 2))
        return found

    @property
    def welfare_linear(self) -> Floats:
        """Equation (10) [n], what tables in papers call welfare: first order, at the old tariffs."""
        return self.terms_of_trade + self.volume

    @property
    def home_share(self) -> Floats:
        """Share of spending that stays at home [j,n]."""
        found: Floats = np.einsum("jnn->jn", self.pi)
        return found


@record
class Books:
    """The money of one point: shares, spending, output, incomes, and who paid and collected what."""

    cost: Floats
    pi: Floats
    spending: Floats
    output: Floats
    income: Floats
    charges: Floats
    collected: Floats

    @property
    def cost_change(self) -> Floats:
        """Changes of unit costs [j,n] as shares: the paper's table takes these, not logs."""
        return np.expm1(self.cost)


def books(economy: Economy, changes: Change, at: Point) -> Books:
    """Equations (2) to (7) written out at a point of one scenario; all arrays without a scenario axis."""
    hat = Hat(economy, changes)
    cost = hat.cost(at.wage[None], at.price[None])[0]
    raw = changes.weight * np.exp(-economy.theta[:, None, None] * cost[:, None, :])
    pi = raw / raw.sum(axis=2, keepdims=True)
    gross = pi * at.spending[:, :, None]
    collected = np.zeros(economy.shape[1])
    for tax in changes.taxes:
        paid = gross * tax.rate
        if tax.to == BUYER:
            collected += paid.sum(axis=(0, 2))
        elif tax.to == SELLER:
            collected += paid.sum(axis=(0, 1))
        else:
            collected[tax.to] += paid.sum()
    income = np.exp(at.wage) * economy.value_added + collected - changes.surplus
    output = (gross * changes.keep).sum(axis=1)
    return Books(cost, pi, at.spending, output, income, gross * (1 - changes.keep), collected)


def border(point: Books, tariff: Floats) -> Floats:
    """Flows [j,n,i] at the border: what buyers spend, less their own tariff."""
    return point.pi * point.spending[:, :, None] / tariff


def real(economy: Economy, ratio: Floats, price: Floats) -> Floats:
    """A ratio of money [..., n] at the prices of the final basket, logs [..., j,n], as a share; NaN below nought."""
    with np.errstate(invalid="ignore", divide="ignore"):
        found: Floats = np.expm1(np.log(ratio) - (economy.alpha * price).sum(axis=-2))
    return found


def terms_of_trade(before: Books, after: Books, flows: Floats) -> Floats:
    """The first half of equation (10) [j,n,i]: own exports to i dearer, imports from i cheaper, at old flows."""
    rise = after.cost_change
    sold = flows.transpose(0, 2, 1) * rise[:, :, None]
    found: Floats = (sold - flows * rise[:, None, :]) / before.income[:, None]
    return found


def volume(economy: Economy, before: Books, after: Books, flows: Floats, new: Floats) -> Floats:
    """The second half of equation (10) [j,n,i]: more, or less, of what the old tariffs held out."""
    growth = np.where(flows > 0, new / np.where(flows > 0, flows, 1) - 1, 0)
    worth = (economy.tariff - 1) * flows * (growth - after.cost_change[:, None, :])
    found: Floats = worth / before.income[:, None]
    return found
