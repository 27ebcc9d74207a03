import numpy as np
import pytest

from licet.assumptions.load import load_ledger
from licet.assumptions.published import load_published
from licet.errors import InputError, UnknownName
from licet.models.trade.economy import Economy
from licet.models.trade.experiments import Compared, bloc_welfare, costs_between, judged
from licet.models.trade.parameters import HORIZONS, YEAR, draws, from_ledger, ids
from licet.models.trade.solve import solve
from licet.models.trade.world import KINDS
from licet.record import replaced
from tests.models.trade.made import made_economy


@pytest.mark.parametrize("horizon", HORIZONS)
def test_every_kind_of_sector_has_an_elasticity(horizon):
    found = from_ledger(load_ledger(), horizon)
    assert (found.theta(tuple(KINDS)) > 0).all()
    assert set(found.used) >= set(ids(horizon).values())


def test_elasticities_are_lower_in_the_first_year():
    sectors = ("ELE", "MAC", "CHM", "FIN", "TOOLS", "CHIPS")
    ledger = load_ledger()
    assert (from_ledger(ledger, YEAR).theta(sectors) < from_ledger(ledger).theta(sectors)).all()


def test_draws_stay_in_range_and_are_the_same_for_the_same_seed():
    ledger = load_ledger()
    found = draws(ledger, 50, 3)
    theta = found.theta(("ELE", "MAC"))
    assert theta.shape == (50, 2)
    assert ledger["trade_theta_electronics"].low <= theta[:, 0].min()
    assert theta[:, 0].max() <= ledger["trade_theta_electronics"].high
    assert theta.tobytes() == draws(ledger, 50, 3).theta(("ELE", "MAC")).tobytes()


def test_what_the_user_sets_is_taken():
    ledger = load_ledger().set({"trade_theta_electronics": 9.0})
    assert from_ledger(ledger).theta(("ELE",)).tolist() == [9.0]


def test_a_sector_of_no_kind_and_a_horizon_that_is_none_are_named():
    with pytest.raises(UnknownName, match="Did you mean ELE"):
        from_ledger(load_ledger()).theta(("ELEE",))
    with pytest.raises(UnknownName, match="horizon"):
        from_ledger(load_ledger(), "ten years")
    with pytest.raises(UnknownName, match="published"):
        load_published("traade")


def test_every_comparison_that_misses_is_named():
    acceptance = load_published("trade")["acceptance"]
    good = [Compared("a", "one", -1.0, -0.5), Compared("a", "other", -2.0, -1.0)]
    assert judged(good, acceptance).accepted
    sign, size = Compared("b", "one", -1.0, 0.2), Compared("b", "one", -1.0, -2.0)
    assert judged([sign], acceptance).wrong_sign == (sign,)
    assert judged([size], acceptance).wrong_ratio == (size,)
    assert len(judged([good[1], size], acceptance).wrong_order) == 1


def test_blocs_that_part_lose_and_may_not_overlap():
    world = made_economy(1, 4, 2)
    found = solve(world, kappa=costs_between(world, ["R0", "R1"], ["R2"], 2.0))
    assert bloc_welfare(found, ["R0", "R1"]) < 0
    assert bloc_welfare(found, ["R2"]) < 0
    with pytest.raises(InputError, match="both blocs"):
        costs_between(world, ["R0"], ["R0"], 2.0)
    with pytest.raises(InputError, match="kappa = 0"):
        costs_between(world, ["R0"], ["R1"], 0.0)


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("alpha", np.full((2, 3), 0.4), "alpha must sum to one"),
        ("pi", np.full((2, 3, 2), 0.3), "shape"),
        ("beta", np.full((2, 3), 1.2), "above one"),
        ("value_added", np.zeros(3), "above nought"),
        ("surplus", np.ones(3), "come to nought"),
        ("tariff", np.zeros((2, 3, 3)), "a factor"),
    ],
)
def test_an_economy_that_cannot_be_is_refused(name, value, said):
    with pytest.raises(InputError, match=said):
        replaced(made_economy(1), **{name: value})


def test_an_economy_names_its_regions():
    world = made_economy(1)
    assert isinstance(world, Economy)
    with pytest.raises(UnknownName):
        world.region("XX")
