"""First order: what each flow's trade cost is worth to each region, from one linear solve.

The equations are differentiated at the baseline, and the adjoint system is solved once for each
region's welfare instead of once for each flow.
"""

from __future__ import annotations

import numpy as np

from licet.models.trade.change import BUYER, SELLER, Change, change
from licet.models.trade.economy import Economy, Floats


def slope(economy: Economy) -> Floats:
    """J[m,j,n,i] = d ln W_m / d kappa_jni at no change; W is exact welfare, surpluses stay fixed.

    A ban of a share v of a flow is worth about -v J. The economy must reproduce itself (``settled``).
    """
    sectors, many = economy.shape
    changes = change(economy)
    gross = economy.pi * economy.spending[:, :, None]
    small = _Small(economy, changes, gross)
    system, read = small.system()
    load = np.linalg.solve(system.T, read.T)
    first = load[many : many + sectors * many].reshape(sectors, many, many)
    second = load[many + sectors * many :].reshape(sectors, many, many)
    wages = load[:many]
    sale = np.einsum("jn,nkj,knm->jnm", 1 - economy.beta, economy.gamma, second, optimize=True)
    sale -= economy.beta[:, :, None] * wages[None]
    earned = np.einsum("km,kmr->mr", economy.alpha, second) + np.diag(1 / small.income)
    found: Floats = np.einsum("jnm,jni->mjni", -first / economy.theta[:, None, None], economy.pi)
    found += np.einsum("jim,jni->mjni", sale, gross * changes.keep)
    for tax in changes.taxes:
        paid = gross * tax.rate
        who = {BUYER: "nm,jni->mjni", SELLER: "im,jni->mjni"}[tax.to]
        found += np.einsum(who, earned, paid)
    return found


class _Small:
    """The linear system of small changes: unknowns are wages, prices and spending, in this order."""

    def __init__(self, economy: Economy, changes: Change, gross: Floats) -> None:
        self.economy, self.changes, self.gross = economy, changes, gross
        self.income = economy.value_added - economy.surplus
        for tax in changes.taxes:
            self.income = self.income + (gross * tax.rate).sum(
                axis=(0, 2) if tax.to == BUYER else (0, 1)
            )

    def system(self) -> tuple[Floats, Floats]:
        """The matrix, and the rows that read welfare [m] off its solution."""
        economy = self.economy
        sectors, many = economy.shape
        size = sectors * many
        eye = np.eye(many)
        wages = np.einsum("jn,nm->jnm", economy.beta, eye).reshape(size, many)
        inputs = np.einsum("jn,nkj,nm->jnkm", 1 - economy.beta, economy.gamma, eye, optimize=True)
        inputs = inputs.reshape(size, size)
        theta = np.repeat(economy.theta, many)
        kept = self.gross * self.changes.keep
        output = kept.sum(axis=1).ravel()
        # What is sold: output [a] by wages, prices and spending.
        by_cost = -theta * output
        by_price = _blocks(kept.transpose(0, 2, 1)) * theta
        by_spending = _blocks((economy.pi * self.changes.keep).transpose(0, 2, 1))
        sold = [by_cost[:, None] * wages, by_cost[:, None] * inputs + by_price, by_spending]
        taxed = self._taxed(wages, inputs, theta)
        taxed[0] = taxed[0] + np.diag(economy.value_added)
        final = np.einsum("kn,nm->knm", economy.alpha, eye).reshape(size, many)
        supply = _blocks(economy.pi)
        price = [-supply @ wages, np.eye(size) - supply @ inputs, np.zeros((size, size))]
        spend = [-inputs.T @ part - final @ earn for part, earn in zip(sold, taxed, strict=True)]
        spend[2] += np.eye(size)
        clear = [wages.T @ part for part in sold]
        share = economy.value_added / economy.value_added.sum()
        # One wage equation follows from the others; world value added as numeraire takes its place.
        clear[0] += np.outer(economy.value_added, share) - np.diag(economy.value_added)
        read = [earn / self.income[:, None] for earn in taxed]
        read[1] = read[1] - final.T
        return np.block([clear, price, spend]), np.concatenate(read, axis=1)

    def _taxed(self, wages: Floats, inputs: Floats, theta: Floats) -> list[Floats]:
        """Taxes collected [m] by wages, prices and spending."""
        sectors, many = self.economy.shape
        size, eye = sectors * many, np.eye(many)
        found = [np.zeros((many, many)), np.zeros((many, size)), np.zeros((many, size))]
        for tax in self.changes.taxes:
            paid, rate = self.gross * tax.rate, self.economy.pi * tax.rate
            who = "n" if tax.to == BUYER else "i"
            by_seller, by_buyer = f"jni,{who}m->mji", f"jni,{who}m->mjn"
            cost = -np.einsum(by_seller, paid, eye).reshape(many, size) * theta
            found[0] = found[0] + cost @ wages
            found[1] = found[1] + cost @ inputs
            found[1] += np.einsum(by_buyer, paid, eye).reshape(many, size) * theta
            found[2] = found[2] + np.einsum(by_buyer, rate, eye).reshape(many, size)
        return found


def _blocks(matrices: Floats) -> Floats:
    """Matrices [j,a,b] as one over flat indices, with nought between different j."""
    sectors, many, _ = matrices.shape
    found = np.zeros((sectors, many, sectors, many))
    for j in range(sectors):
        found[j, :, j, :] = matrices[j]
    return found.reshape(sectors * many, sectors * many)
