import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from licet.errors import InputError
from licet.models.trade.batch import solve_many
from licet.models.trade.change import Levy
from licet.models.trade.solve import balanced, solve
from licet.record import replaced
from tests.models.trade.made import economies, made_economy, only_home

FEW = settings(max_examples=25, deadline=None)
places = st.integers(0, 10_000)


def _flow(economy, place):
    """Some flow between two regions, by a number."""
    sectors, many = economy.shape
    buyer = place % many
    seller = (buyer + 1 + place // many % (many - 1)) % many
    return place % sectors, buyer, seller


@FEW
@given(economies(taxed=True) | economies(even=False))
def test_no_change_in_no_change_out(economy):
    found = solve(economy, kappa=np.ones_like(economy.pi))
    assert found.converged
    for each in (found.wage, found.price, found.cost):
        assert abs(each - 1).max() < 1e-8
    assert abs(found.welfare_exact).max() < 1e-8
    assert np.allclose(found.flows, found.flows_before, rtol=1e-8)


@FEW
@given(economies(), places, st.floats(0, 0.99))
def test_a_tighter_kappa_never_raises_the_flow_it_hits(economy, place, left):
    at = _flow(economy, place)
    kappa = np.ones_like(economy.pi)
    kappa[at] = left
    found = solve(economy, kappa=kappa)
    assert found.converged
    assert found.flows[at] <= found.flows_before[at] * (1 + 1e-9)
    if left == 0:
        assert found.flows[at] == 0


@FEW
@given(economies())
def test_welfare_of_autarky_is_below_that_of_trade(economy):
    found = solve(economy, kappa=only_home(economy))
    assert found.converged
    assert (found.welfare_exact < 0).all()


@FEW
@given(economies(taxed=True) | economies(even=False), places, st.floats(1.01, 2))
def test_money_is_conserved(economy, place, factor):
    at = _flow(economy, place)
    charge = np.ones_like(economy.pi)
    charge[at] = factor
    collector = economy.regions[(at[1] + 1) % len(economy.regions)]
    found = solve(economy, levies=[Levy(charge, collector)], tolerance=1e-11)
    assert found.converged
    world = economy.value_added.sum()
    assert found.collected.sum() == pytest.approx(found.charges.sum(), abs=1e-9 * world)
    assert found.output.sum() == pytest.approx(
        found.spending.sum() - found.charges.sum(), abs=1e-8 * world
    )
    earned = found.wage * economy.value_added + found.collected - economy.surplus
    assert np.allclose(found.income, earned)
    assert (found.wage * economy.value_added).sum() == pytest.approx(world)
    sold = found.output.sum(axis=0) - (found.pi * found.spending[:, :, None]).sum(axis=(0, 2))
    assert np.allclose(sold, economy.surplus - found.collected, atol=1e-7 * world)


@FEW
@given(economies(taxed=True), st.randoms())
def test_names_and_their_order_do_not_matter(economy, random):
    order = list(range(len(economy.regions)))
    random.shuffle(order)
    pick = np.ix_(range(len(economy.sectors)), order, order)
    other = replaced(
        economy, regions=tuple(economy.regions[at] for at in order), pi=economy.pi[pick], tariff=economy.tariff[pick],
        export_tax=economy.export_tax[pick], beta=economy.beta[:, order], gamma=economy.gamma[order],
        alpha=economy.alpha[:, order], value_added=economy.value_added[order], surplus=economy.surplus[order],
        spending=economy.spending[:, order],
    )  # fmt: skip
    kappa = np.ones_like(economy.pi)
    kappa[0, 0, 1] = 0.1
    ours = solve(economy, kappa=kappa, tolerance=1e-11)
    theirs = solve(other, kappa=kappa[pick], tolerance=1e-11)
    assert np.allclose(ours.welfare_exact[order], theirs.welfare_exact, atol=1e-9)


def test_regions_that_are_alike_fare_alike():
    one = np.ones((1, 3, 3))
    base = made_economy(1, 3, 1)
    alike = replaced(
        base, pi=(one + 5 * np.eye(3)) / 8, beta=np.full((1, 3), 0.5), gamma=np.ones((3, 1, 1)),
        alpha=np.ones((1, 3)), value_added=np.ones(3), surplus=np.zeros(3), spending=np.full((1, 3), 2.0),
    )  # fmt: skip
    found = solve(alike, kappa=only_home(alike))
    # One sector: the gain from trade is the home share to the power 1 / (theta * value-added share).
    known = (6 / 8) ** (1 / (alike.theta[0] * 0.5)) - 1
    assert found.welfare_exact == pytest.approx([known] * 3, abs=1e-9)


@pytest.mark.parametrize("theta", [0.5, 4.0, 28.0, 65.0])
@pytest.mark.parametrize("even", [True, False])
def test_large_changes_converge_at_any_elasticity(theta, even):
    economy = made_economy(5, 4, 3, theta=theta, even=even)
    banned = np.ones_like(economy.pi)
    banned[:, 0, 1:3] = 0
    taxed = np.ones_like(economy.pi)
    taxed[0, 1:, 0] = 1.6
    for change in ({"kappa": banned}, {"that": taxed}, {"kappa": banned, "that": taxed}):
        found = solve(economy, **change)
        assert found.converged, (change.keys(), found.gap, found.passes)


def test_tariffs_may_be_said_as_factors_or_as_ratios():
    economy = made_economy(7, taxed=True)
    ratio = np.ones_like(economy.pi)
    ratio[0, 1, 2] = 1.5
    one = solve(economy, that=ratio)
    other = solve(economy, tariffs=economy.tariff * ratio)
    assert np.array_equal(one.welfare_exact, other.welfare_exact)
    assert np.isfinite(one.welfare_linear).all()
    assert np.allclose(one.welfare_linear, one.terms_of_trade + one.volume)


def test_linear_welfare_is_not_said_of_a_ban():
    economy = made_economy(7)
    found = solve(economy, kappa=only_home(economy))
    assert np.isnan(found.welfare_linear).all()


def test_small_tariffs_have_a_linear_welfare_near_the_exact_one():
    economy = made_economy(9, taxed=True)
    ratio = np.ones_like(economy.pi)
    ratio[0, 1, 2] = 1.0001
    found = solve(economy, that=ratio, tolerance=1e-13)
    assert np.allclose(found.welfare_linear, found.welfare_exact, rtol=1e-3, atol=1e-9)


def test_a_levy_goes_to_whom_it_is_said_to_go():
    economy = made_economy(11)
    charge = np.ones_like(economy.pi)
    charge[0, 1, 2] = 1 / (1 - 0.25)
    own, foreign = (solve(economy, levies=[Levy(charge, to)]) for to in ("", "R0"))
    assert own.collected[[0, 1]] == pytest.approx([0, 0])
    assert own.collected[2] == pytest.approx(0.25 * own.pi[0, 1, 2] * own.spending[0, 1])
    assert foreign.collected[[1, 2]] == pytest.approx([0, 0])
    assert foreign.welfare_exact[0] > own.welfare_exact[0]


def test_a_lump_sum_moves_between_regions_through_their_surpluses():
    economy = made_economy(13)
    gift = np.array([-1.0, 1.0, 0.0]) * 0.01 * economy.value_added.min()
    found = solve(economy, deficits=gift)
    assert found.converged
    assert found.welfare_exact[0] > 0 > found.welfare_exact[1]


def test_balanced_trade_is_measured_from_balanced_trade():
    economy = made_economy(15, even=False)
    assert abs(economy.surplus).max() > 0.01
    found = solve(economy, deficits="balanced")
    assert not found.economy.surplus.any()
    assert abs(found.welfare_exact).max() < 1e-8
    assert balanced(found.economy) is found.economy


def test_many_scenarios_are_each_what_they_are_alone():
    economy = made_economy(17, 4, 3, taxed=True, even=False)
    random = np.random.default_rng(0)
    kappa = random.uniform(0, 1, (30, *economy.pi.shape))
    kappa[:, :, range(4), range(4)] = 1
    many = solve_many(economy, kappa=kappa, tolerance=1e-10, block=7)
    assert many.converged.all()
    for at in (0, 6, 7, 29):
        alone = solve(economy, kappa=kappa[at], tolerance=1e-10)
        assert np.allclose(many.welfare_exact[at], alone.welfare_exact, atol=1e-14)
        assert np.allclose(many.price[at], alone.price, atol=1e-14)
    some = solve_many(economy, kappa=kappa[:10], tolerance=1e-10, block=3)
    assert np.allclose(many.welfare_exact[:10], some.welfare_exact, atol=1e-14)


def test_a_scenario_without_a_source_is_nan_and_the_others_are_not():
    economy = made_economy(19)
    kappa = np.ones((3, *economy.pi.shape))
    kappa[1, 0, 0, :] = 0
    many = solve_many(economy, kappa=kappa)
    assert np.isnan(many.welfare_exact[1]).all()
    assert many.converged.tolist() == [True, False, True]


def test_a_buyer_without_any_source_is_named():
    economy = made_economy(19)
    kappa = np.ones_like(economy.pi)
    kappa[1, 0, :] = 0
    with pytest.raises(InputError, match="R0 is left without any source of S1"):
        solve(economy, kappa=kappa)


def test_a_region_that_may_not_trade_cannot_keep_its_surplus():
    economy = made_economy(21, even=False)
    with pytest.raises(InputError, match="deficits='balanced'"):
        solve(economy, kappa=only_home(economy))


ONE_WAY = pytest.mark.parametrize(
    ("buyers", "sellers", "said"),
    [
        (slice(None), 0, "R0 may buy abroad and sell nothing"),
        (0, slice(None), "R0 may sell abroad and buy nothing"),
    ],
)


@ONE_WAY
def test_balanced_trade_in_one_direction_alone_is_none(buyers, sellers, said):  # noqa: ARG001
    economy = made_economy(21)
    kappa = np.ones_like(economy.pi)
    kappa[:, buyers, sellers] = 0
    kappa[:, 0, 0] = 1
    found = solve(economy, kappa=kappa)
    assert found.converged
    assert found.flows[:, 0, 1:].sum() == found.flows[:, 1:, 0].sum() == 0
    both = kappa * kappa.transpose(0, 2, 1)
    assert np.allclose(found.welfare_exact, solve(economy, kappa=both).welfare_exact, atol=1e-8)
    many = solve_many(economy, kappa=kappa[None], tolerance=1e-9)
    assert np.allclose(many.welfare_exact[0], found.welfare_exact, atol=1e-12)


@ONE_WAY
def test_a_surplus_that_trade_in_one_direction_cannot_bring_about_is_refused(buyers, sellers, said):
    economy = made_economy(21)
    kappa = np.ones_like(economy.pi)
    kappa[:, buyers, sellers] = 0
    kappa[:, 0, 0] = 1
    sign = 1 if "sell nothing" in said else -1
    owed = sign * 0.01 * economy.value_added.min() * np.array([1.0, -1.0, 0.0])
    with pytest.raises(InputError, match=said):
        solve(economy, kappa=kappa, deficits=owed)
    assert solve(economy, kappa=kappa, deficits=-owed).converged


def test_a_solver_that_is_stopped_says_how_far_it_came():
    economy = made_economy(23)
    found = solve(economy, kappa=0.5 + 0.5 * only_home(economy), most=3)
    assert not found.converged
    assert found.passes == 3
    assert 1e-9 < found.gap < 1


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"kappa": np.full((2, 3, 3), -0.1)}, "may not be below nought"),
        ({"kappa": np.full((2, 3, 3), np.nan)}, "not finite"),
        ({"that": np.full((2, 3, 3), np.inf)}, "A ban is kappa = 0"),
        ({"kappa": np.ones((2, 3))}, "shape"),
        ({"that": np.zeros((2, 3, 3))}, "above nought"),
        ({"that": np.ones((2, 3, 3)), "tariffs": np.ones((2, 3, 3))}, "one of them"),
        ({"deficits": "none"}, "balanced"),
        ({"deficits": np.ones(3)}, "come to nought"),
        ({"levies": [Levy(np.ones((2, 3, 3)), "XX")]}, "no known region"),
        ({"kappa": np.ones((4, 2, 3, 3))}, "solve_many"),
    ],
)
def test_changes_that_make_no_sense_are_refused(change, said):
    with pytest.raises(InputError, match=said):
        solve(made_economy(25), **change)
