"""The first months after a cut: what must hold in any network, and what holds in the world's."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.rivals.sanctions import Rival, installed
from licet.assumptions.load import load_ledger
from licet.datasets.world import world_table
from licet.errors import InputError, UnknownName
from licet.models.network.cut import Cut, allowed
from licet.models.network.parameters import Rationing, draws, from_ledger
from licet.models.network.ras import balance, balance_few_rows
from licet.models.network.ration import ration
from licet.models.network.reroute import rerouted
from licet.models.network.spread import spread
from licet.record import replaced
from tests.datasets.where import needs_package

BY = Rationing(0.3, 0.1, -1.0, -1.0)
REGIONS, SECTORS = ("A", "B", "C"), ("X", "Y")
PAIRS = [("USA", "CHN"), ("DEU", "CHN"), ("JPN", "KOR"), ("USA", "MEX"), ("TWN", "CHN"), ("FRA", "GBR")]  # fmt: skip
flow = st.just(0.0) | st.floats(0.01, 10.0)
part = st.sampled_from([0.0, 1.0]) | st.floats(0.001, 1.0)
ONE_CUT = (Cut(("A",), ("B",)),)
some = settings(max_examples=40)


@st.composite
def networks(draw):
    """Flows of two sectors and three regions, some of them nothing, and final sales above them."""
    size = len(SECTORS) * len(REGIONS)
    flows = draw(st.lists(flow, min_size=size * size, max_size=size * size))
    # More is sold for final use than as inputs, so that value added is never below nothing for long.
    final = draw(st.lists(st.floats(60.0, 200.0), min_size=size, max_size=size))
    return np.array(flows).reshape(2, 3, 2, 3), np.array(final).reshape(2, 3)


parameters = st.builds(
    Rationing, st.floats(0, 1), st.floats(0, 1), st.floats(-5, 0.9), st.floats(-5, 0.9)
)
parts = st.lists(part, min_size=18, max_size=18).map(lambda each: np.array(each).reshape(2, 3, 3))  # fmt: skip

dense_parts = st.lists(st.floats(0.2, 1.0), min_size=18, max_size=18).map(lambda each: np.array(each).reshape(2, 3, 3))  # fmt: skip


@some
@given(networks(), parameters)
def test_no_change_in_gives_no_change_out(network, by):
    shock = ration(*network, np.ones((2, 3, 3)), by)
    assert np.abs(shock.loss).max() < 1e-8
    assert shock.lost == shock.placed == 0


@some
@given(networks(), parts, parameters)
def test_a_cut_never_makes_anybody_produce_more(network, part, by):
    shock = ration(*network, part, by)
    assert (shock.efficiency <= 1 + 1e-8).all()
    assert (shock.efficiency >= 0).all()
    assert (shock.loss >= -1e-6).all()


@some
@given(st.integers(0, 99), dense_parts, dense_parts)
def test_a_tighter_rule_takes_at_least_as_much_from_every_buyer_and_seller(seed, part, more):
    """Where everybody has somebody left to trade with, no seller sells more and no buyer gets more."""
    flows, _ = _dense(seed)
    loose, tight = rerouted(flows, part, 0.3), rerouted(flows, part * more, 0.3)
    assert tight.lost >= loose.lost - 1e-9
    assert max(loose.gap, tight.gap) < 1e-9
    assert (tight.flows.sum((2, 3)) <= loose.flows.sum((2, 3)) + 1e-6).all()
    assert (tight.flows.sum(1) <= loose.flows.sum(1) + 1e-6).all()


@some
@given(networks(), parts, st.floats(0, 1))
def test_money_is_conserved_when_flows_are_placed_anew(network, part, friction):
    flows, _ = network
    found = rerouted(flows, part, friction)
    if found.gap < 1e-9:
        assert found.flows.sum() == pytest.approx(flows.sum() - found.lost + found.placed, abs=1e-5)
    assert (found.flows >= 0).all()
    assert found.placed <= (1 - friction) * found.lost + 1e-9


def _dense(seed=7):
    draw = np.random.default_rng(seed)
    return draw.uniform(1, 10, (2, 3, 2, 3)), draw.uniform(60, 200, (2, 3))


def _total(by=BY, cuts=ONE_CUT):
    return ration(*_dense(), allowed(cuts, REGIONS, SECTORS), by).loss.sum()


def test_losses_grow_with_friction_and_shrink_with_leaks_and_substitution():
    assert _total(replaced(BY, friction=0.0)) == pytest.approx(0, abs=1e-7)
    assert _total(replaced(BY, friction=0.6)) > 1.5 * _total()
    assert _total(replaced(BY, leak=0.5)) < _total()
    assert _total(replaced(BY, leak=1.0)) == pytest.approx(0, abs=1e-7)
    assert _total(replaced(BY, inside=-8.0)) > _total() > _total(replaced(BY, inside=0.9))
    assert _total(replaced(BY, inside=0.0)) == pytest.approx(_total(replaced(BY, inside=1e-6)), rel=1e-4)  # fmt: skip


def test_a_cut_may_be_one_way_of_some_sectors_and_among_many():
    one_way, some = Cut(("A",), ("B",), two_way=False), Cut(("A",), ("B",), ("X",))
    assert 0 < _total(cuts=(one_way,)) < _total()
    assert 0 < _total(cuts=(some,)) < _total()
    assert _total(cuts=(Cut(("A", "B"), ("C",)),)) > _total(cuts=(Cut(("A",), ("C",)),))


def test_sales_at_home_are_never_blocked_and_unknown_codes_are_told():
    found = allowed((Cut(REGIONS, REGIONS),), REGIONS, SECTORS)
    assert (found == np.eye(3)[None]).all()
    with pytest.raises(UnknownName, match="no known sector"):
        allowed((Cut(("A",), ("B",), ("Z",)),), REGIONS, SECTORS)


def test_a_producer_whose_only_supplier_is_cut_off_stops():
    """With no leak, no other seller and inputs that do not replace each other, nothing can be made."""
    flows = np.zeros((1, 2, 1, 2))
    flows[0, 0, 0, 1] = 50.0
    final = np.array([[10.0, 100.0]])
    shock = ration(flows, final, allowed((Cut(("A",), ("B",)),), ("A", "B"), ("X",)), replaced(BY, leak=0.0))  # fmt: skip
    assert shock.efficiency[0, 1] == pytest.approx(0, abs=1e-9)
    assert shock.after[0, 1] == pytest.approx(0, abs=1e-6)
    assert shock.after[0, 0] == pytest.approx(10.0)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"allowed": np.full((2, 3, 3), np.nan)}, "unknown"),
        ({"allowed": np.full((2, 3, 3), 1.5)}, "above 1"),
        ({"allowed": np.ones((2, 3))}, "was wanted"),
        ({"by": replaced(BY, leak=1.5)}, "leak is 1.5"),
        ({"by": replaced(BY, inside=2.0)}, "above 1"),
    ],
)
def test_what_is_unknown_or_out_of_range_is_refused_and_never_read_as_nothing(change, said):
    flows, final = _dense()
    given_ = {"flows": flows, "final": final, "allowed": np.ones((2, 3, 3)), "by": BY, **change}
    with pytest.raises(InputError, match=said):
        ration(**given_)


@some
@given(networks())
def test_newton_finds_the_table_that_turn_by_turn_scaling_finds(network):
    guess = network[0].reshape(6, 6) + 0.1
    rows = guess.sum(1) * np.linspace(0.8, 1.2, 6)
    columns = guess.sum(0) * rows.sum() / guess.sum()
    slow, fast = balance(guess, rows, columns, gap=1e-12), balance_few_rows(guess, rows, columns)
    assert fast.gap < 1e-10
    assert np.allclose(slow.table, fast.table, rtol=1e-6, atol=1e-8)


def test_draws_are_the_same_for_the_same_seed_and_lie_in_their_ranges():
    ledger = load_ledger()
    assert from_ledger(ledger) == BY
    drawn = draws(ledger, 50, 3)
    assert drawn == draws(ledger, 50, 3) != draws(ledger, 50, 4)
    assert all(0 <= each.leak <= 1 and each.inside < 0 for each in drawn)


def test_draws_of_the_parameters_give_a_range_that_is_the_same_each_time():
    flows, final = _dense()
    part, drawn = allowed(ONE_CUT, REGIONS, SECTORS), draws(load_ledger(), 20, 3)
    heard = []
    found = spread(flows, final, part, drawn, lambda done, _: heard.append(done))
    assert heard == list(range(20))
    assert found.loss.shape == (20, 3)
    assert found.world.min() < found.world.max()
    assert found.world[4] == ration(flows, final, part, drawn[4]).share_of_world
    each_its_own = spread(flows, final, np.stack([part] * 20), drawn)
    assert each_its_own.loss.tobytes() == found.loss.tobytes()


@pytest.fixture(scope="module")
def world():
    return world_table("world-2022", environment={})


@needs_package
@pytest.mark.slow
@pytest.mark.skipif(not installed(), reason="pandas, which the package's program needs, is not installed")  # fmt: skip
def test_other_pairs_come_out_in_the_package_s_size_and_order(world):
    final = world.final.sum(2)
    ours = []
    for pair in PAIRS:
        between = allowed((Cut(pair[:1], pair[1:]),), world.regions, world.sectors)
        ours.append(ration(world.flows, final, between, BY).loss_by_region)
    theirs = Rival().losses(PAIRS, BY.friction, BY.leak, BY.inside).sum(1)
    for mine, other in zip(ours, theirs, strict=True):
        assert np.allclose(mine, other, rtol=1e-3, atol=1.0)
    order = [np.argsort([each.sum() for each in side]).tolist() for side in (ours, theirs)]
    assert order[0] == order[1]


@needs_package
def test_on_30_by_28_the_cut_is_of_the_same_size():
    """Coarser sectors hide some of what cannot be replaced: a little less is lost than on 80 x 50."""
    table = world_table(environment={})
    between = allowed((Cut(("USA",), ("CHN",)),), table.regions, table.sectors)
    shock = ration(table.flows, table.final.sum(2), between, BY)
    assert shock.share_by_region[table.region("USA")] == pytest.approx(0.004999, rel=0.05)
    assert shock.share_by_region[table.region("CHN")] == pytest.approx(0.008472, rel=0.05)
    assert shock.gap < 1e-9
