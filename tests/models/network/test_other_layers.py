"""Exposure, curvature, choke points and the loss if cut."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import root

from licet.assumptions.load import load_ledger
from licet.errors import InputError
from licet.models.network.choke import choke_points, hold, loss_if_cut
from licet.models.network.curvature import Economy, orders, orders_of_cut, world_economy
from licet.models.network.cut import Cut, allowed
from licet.models.network.exposure import exposure
from licet.models.network.parameters import elasticities, from_ledger

REGIONS, SECTORS = ("A", "B", "C"), ("X", "Y")


def _world(seed=7):
    draw = np.random.default_rng(seed)
    return draw.uniform(1, 10, (2, 3, 2, 3)), draw.uniform(20, 60, (2, 3))


def test_exposure_is_the_inverse_of_leontief_and_of_ghosh():
    flows, final = _world()
    part = allowed((Cut(("A",), ("B",), ("X",)),), REGIONS, SECTORS)
    found = exposure(flows, final, part)
    output = (flows.sum((2, 3)) + final).ravel()
    table = flows.reshape(6, 6)
    up = np.linalg.solve(np.eye(6) - table / output, found.sold.ravel())
    down = np.linalg.solve(np.eye(6) - (table / output[:, None]).T, found.bought.ravel())
    assert np.allclose(found.upstream.ravel(), up, rtol=1e-6)
    assert np.allclose(found.downstream.ravel(), down, rtol=1e-6)
    assert found.sold.sum() == pytest.approx(flows[0, 0, :, 1].sum() + flows[0, 1, :, 0].sum())
    assert found.bought.sum() == pytest.approx(found.sold.sum())
    assert min(found.multipliers) > 1


def test_nothing_blocked_exposes_nothing():
    found = exposure(*_world(), np.ones((2, 3, 3)))
    assert found.upstream.sum() == found.downstream.sum() == 0
    assert found.multipliers == (1.0, 1.0)


def _economy(theta, sigma, seed=1):
    draw = np.random.default_rng(seed)
    costs = draw.random((4, 6))
    costs[:, 4:] += 0.5
    costs /= costs.sum(1, keepdims=True)
    spending = draw.random(4)
    return Economy(costs[:, :4], costs[:, 4:], spending / spending.sum(), theta, sigma)


def _solved(economy, shock):
    """ln of real output, with prices and wages solved for in the open: slow, plain and no derivative."""
    count, theta = len(shock), economy.theta
    costs = np.hstack([economy.inputs, economy.factors])
    income = economy.spending @ np.linalg.inv(np.eye(count) - economy.inputs) @ economy.factors

    def at(wages):
        prices = np.zeros(count)
        for _ in range(400):
            every = np.append(prices, wages)
            used = costs * np.exp((1 - theta)[:, None] * every)
            prices = -shock + np.log(used.sum(1)) / (1 - theta)
        shares = used / used.sum(1, keepdims=True)
        bought = economy.spending * np.exp((1 - economy.sigma) * prices)
        level = np.log(bought.sum()) / (1 - economy.sigma)
        sales = bought / bought.sum() @ np.linalg.inv(np.eye(count) - shares[:, :count])
        return sales @ shares[:, count:], level

    def miss(first):
        wages = np.append(first, 0.0)
        paid = income * np.exp(wages)
        return (at(wages)[0] - paid / paid.sum())[:-1]

    wages = np.append(root(miss, np.zeros(len(income) - 1), tol=1e-14).x, 0.0)
    return math.log((income * np.exp(wages)).sum()) - at(wages)[1]


def test_the_second_order_is_that_of_the_economy_solved_in_full():
    """Halving a shock cuts what the first order misses by four, and what the second misses by eight."""
    economy = _economy(np.array([0.4, 1.6, 0.7, 0.3]), 0.6)
    shock = np.array([-0.08, 0.05, -0.03, 0.1])
    misses = []
    for scale in (1.0, 0.5):
        found, true = orders(economy, scale * shock), _solved(economy, scale * shock)
        misses.append((abs(found.first - true), abs(found.second - true)))
    assert misses[0][0] / misses[1][0] == pytest.approx(4, rel=0.15)
    assert misses[0][1] / misses[1][1] == pytest.approx(8, rel=0.15)


def test_bad_shocks_hurt_more_than_hulten_says_where_elasticities_are_below_one():
    shock = np.array([-0.2, 0.0, 0.0, 0.0])
    for theta, sigma, more in ((0.3, 0.6, True), (0.9, 0.95, True), (1.6, 1.4, False)):
        found = orders(_economy(np.full(4, theta), sigma), shock)
        assert (found.second < found.first) == more
        assert found.first < 0


def test_with_elasticities_of_one_hulten_is_all_there_is():
    found = orders(_economy(np.ones(4), 1.0), np.array([-0.2, 0.1, 0.0, 0.3]))
    assert found.second == pytest.approx(found.first)


def test_curvature_grows_as_elasticities_fall():
    shock = np.array([-0.1, -0.1, 0.05, 0.0])
    gaps = [
        orders(_economy(np.full(4, each), 0.9), shock) for each in (0.9, 0.5, 0.2)
    ]  # fmt: skip
    extra = [each.first - each.second for each in gaps]
    assert extra[0] < extra[1] < extra[2]


def test_a_world_table_makes_an_economy_whose_sales_shares_are_its_own():
    flows, final = _world()
    economy = world_economy(flows, final, 0.5, 0.9)
    found = orders(economy, np.zeros(6))
    output = (flows.sum((2, 3)) + final).ravel()
    assert (found.first, found.second) == (0.0, 0.0)
    assert np.allclose(found.domar, output / final.sum())


def test_a_cut_costs_more_to_the_second_order_than_to_the_first_and_nothing_costs_nothing():
    flows, final = _world()
    by = from_ledger(load_ledger())
    theta, sigma = elasticities(load_ledger())
    found = orders_of_cut(flows, final, allowed((Cut(("A",), ("B",)),), REGIONS, SECTORS), by, theta=theta, sigma=sigma)  # fmt: skip
    assert found.second < found.first < 0
    none = orders_of_cut(flows, final, np.ones((2, 3, 3)), by, theta=theta, sigma=sigma)
    assert abs(none.first) < 1e-12
    assert abs(none.second) < 1e-12


def test_an_economy_that_does_not_add_up_is_refused():
    economy = _economy(np.full(4, 0.5), 0.9)
    with pytest.raises(InputError, match="miss a sum of 1"):
        orders(Economy(economy.inputs * 1.1, economy.factors, economy.spending, economy.theta, 0.9), np.zeros(4))  # fmt: skip


def test_a_choke_point_is_above_the_line_not_on_it():
    shares = {"on": {"A": 65.0}, "over": {"A": 65.1, "B": 70.0}, "dark": {"A": math.nan, "B": 30.0}, "shut": {"A": math.nan, "B": 40.0}}  # fmt: skip
    found = choke_points(shares, 65.0)
    assert [(each.item, each.country) for each in found.found] == [("over", "B"), ("over", "A")]
    assert (found.count, found.known, found.open) == (1, 4, ("dark",))


@given(st.floats(0.001, 0.2), st.floats(1.1, 20), st.floats(0, 0.98), st.floats(0.001, 0.01))
def test_the_loss_if_cut_rises_ever_faster_and_explodes_at_the_whole(spent, sigma, cut, more):
    spent, sigma = np.array(spent), np.array(sigma)
    at = [float(loss_if_cut(spent, sigma, np.array(cut + step * more))) for step in (0, 1, 2)]
    assert at[0] <= at[1] <= at[2]
    assert at[2] - at[1] >= at[1] - at[0] - 1e-12
    assert loss_if_cut(spent, sigma, np.array(1.0)) == math.inf
    assert loss_if_cut(spent, sigma, np.array(0.0)) == 0


def test_a_larger_coalition_holds_more_and_a_buyer_holds_nothing_over_itself():
    flows, final = _world()
    spread = final[:, :, None] * np.array([0.5, 0.3, 0.2])
    sigma = np.array([4.0, 6.0])
    one, two, own = (hold(flows, spread, group, 1, sigma) for group in ((0,), (0, 2), (0, 1)))
    assert (two.index > one.index).all()
    assert np.allclose(own.index, one.index)
    assert one.spent.sum() == pytest.approx(1)
