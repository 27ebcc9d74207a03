"""The exact-hat equations as a map whose fixed points are equilibria, for many scenarios at once.

One pass goes through the equations in their order: costs, prices, spending, income, wages. No matrix
of flows is formed on the way: a pass is a handful of products of matrix and vector.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from licet.models.trade.change import BUYER, SELLER, Change
from licet.models.trade.economy import Economy, Floats
from licet.record import record


@record
class Point:
    """Where a search stands: logs of the changes of wages [s,n] and prices [s,j,n], spending [s,j,n]."""

    wage: Floats
    price: Floats
    spending: Floats


@record
class _Market:
    """Sums of equation (3), output [s,j,n] and income [s,n] at one point."""

    supply: Floats
    output: Floats
    income: Floats


class Hat:
    """The equations of one economy under some changes; scenarios on the leading axis of every array."""

    def __init__(self, economy: Economy, changes: Change) -> None:
        sectors, many = economy.shape
        self._economy = economy
        self._size = many, sectors * many
        shapes = [changes.weight.shape[:-3], changes.keep.shape[:-3], changes.surplus.shape[:-1]]
        self.scenarios = int(np.prod(np.broadcast_shapes(*shapes, (1,))))
        self._weight = changes.weight
        self._sold = np.swapaxes(changes.weight * changes.keep, -1, -2)
        self._taxes = [(tax.to, changes.weight * tax.rate) for tax in changes.taxes]
        self._theta = economy.theta[:, None]
        self._materials = 1 - economy.beta
        self._input = np.ascontiguousarray(economy.gamma.transpose(0, 2, 1))
        self._gamma = economy.gamma
        self._surplus = changes.surplus
        self._spends = np.where(economy.spending > 0, economy.spending, 1.0)
        self._bought = economy.spending > 0
        # A region's sales fall with its wage by about theta times the share that can go elsewhere.
        home = np.einsum("jnn->jn", economy.pi)
        elastic = (economy.theta[:, None] * (1 - home) * economy.spending).sum(axis=0)
        self._step = 1 / (1 + elastic / economy.value_added)
        self._world = economy.value_added.sum()

    def only(self, rows: NDArray[np.bool_]) -> None:
        """Go on with some scenarios alone."""
        self._weight, self._sold = _only(self._weight, rows, 3), _only(self._sold, rows, 3)
        self._taxes = [(to, _only(part, rows, 3)) for to, part in self._taxes]
        self._surplus = _only(self._surplus, rows, 1)

    def start(self, scenarios: int) -> Floats:
        """No change, as rows for ``once``."""
        wages, rest = self._size
        return np.concatenate(
            [np.zeros((scenarios, wages + rest)), np.ones((scenarios, rest))], axis=1
        )

    def point(self, rows: Floats) -> Point:
        """Rows of a search as what they mean."""
        wages, rest = self._size
        shape = (len(rows), *self._economy.shape)
        return Point(
            rows[:, :wages],
            rows[:, wages : wages + rest].reshape(shape),
            rows[:, wages + rest :].reshape(shape) * self._economy.spending,
        )

    def once(self, rows: Floats) -> tuple[Floats, Floats, Floats]:
        """One pass: the new rows, by how much each scenario misses, and what is paid for work too much [s,n]."""
        at = self.point(rows)
        market = self._market(at)
        output, income = market.output, market.income
        price = np.where(self._bought, -np.log(market.supply) / self._theta, 0.0)
        inputs = _times(self._gamma, np.swapaxes(self._materials * output, -1, -2))
        spending = np.swapaxes(inputs, -1, -2) + self._economy.alpha * income[:, None, :]
        demand = (self._economy.beta * output).sum(axis=1)
        excess = demand / (np.exp(at.wage) * self._economy.value_added) - 1
        wage = at.wage + self._step * np.clip(excess, -0.5, 1.0)
        scale = (np.exp(wage) * self._economy.value_added).sum(axis=1) / self._world
        wage -= np.log(scale)[:, None]
        spent = np.where(self._bought, spending / self._spends, 1.0)
        flat = len(rows), -1
        new = np.concatenate([wage, price.reshape(flat), spent.reshape(flat)], axis=1)
        miss = np.maximum(abs(excess).max(axis=1), abs(new - rows).max(axis=1))
        return new, miss, excess

    def income(self, at: Point) -> Floats:
        """Income of each region [s,n] at a point, equation (7)."""
        return self._market(at).income

    def _market(self, at: Point) -> _Market:
        """What is sold and earned at a point."""
        source = np.exp(-self._theta * self.cost(at.wage, at.price))
        supply = _times(self._weight, source)
        share = np.maximum(at.spending, 0) / supply
        output = source * _times(self._sold, share)
        earned = np.exp(at.wage) * self._economy.value_added - self._surplus
        return _Market(supply, output, earned + self._collected(source, share))

    def cost(self, wage: Floats, price: Floats) -> Floats:
        """Log changes of unit costs [s,j,n], equation (2)."""
        inputs = np.swapaxes(_times(self._input, np.swapaxes(price, -1, -2)), -1, -2)
        return self._economy.beta * wage[:, None, :] + self._materials * inputs

    def _collected(self, source: Floats, share: Floats) -> Floats:
        """What each region collects [s,n]."""
        found = np.zeros(source.shape[:1] + source.shape[2:])
        for to, part in self._taxes:
            if to == SELLER:
                found += (source * _times(np.swapaxes(part, -1, -2), share)).sum(axis=1)
                continue
            paid = (share * _times(part, source)).sum(axis=1)
            if to == BUYER:
                found += paid
            else:
                found[:, to] += paid.sum(axis=1)
        return found


def _only(array: Floats, rows: NDArray[np.bool_], own: int) -> Floats:
    """Some scenarios of an array that ends in ``own`` axes and may have none for scenarios."""
    return array[rows] if array.ndim > own else array


def _times(matrix: Floats, vector: Floats) -> Floats:
    product: Floats = (matrix @ vector[..., None])[..., 0]
    return product
