"""What a denial costs an industry: ITIF's and BCG's arithmetic, intervals, and what must always hold."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from licet.assumptions.load import load_ledger
from licet.errors import InputError
from licet.models.revenue.dynamics import path, share_points
from licet.models.revenue.industry import USED, interval, revenue_loss
from licet.models.revenue.listing import listing_cost
from licet.models.revenue.parameters import IDS, draws, from_ledger
from licet.record import replaced

INDUSTRY = from_ledger(load_ledger())
DRAWN = draws(load_ledger(), 4000, 1)


def test_full_decoupling_gives_the_cells_that_itif_prints():
    found = revenue_loss(INDUSTRY, 1.0)
    assert float(found.sales) == 77
    assert round(float(found.research)) == 14
    assert round(100 * float(found.share)) == 24
    assert 80_000 < found.jobs < 82_000
    assert 480_000 < found.downstream < 500_000


@pytest.mark.parametrize(("part", "research"), [(0.5, 7), (0.25, 3), (0.1, 1)])
def test_partial_decoupling_gives_the_research_that_itif_prints(part, research):
    assert round(float(revenue_loss(INDUSTRY, part).research)) == research


def test_bcg_s_points_of_share_follow_from_its_loss_of_sales():
    assert round(float(share_points(INDUSTRY.world_share, np.array(0.16)))) == 8
    assert round(float(share_points(INDUSTRY.world_share, np.array(0.37)))) == 18


@given(st.floats(0, 1))
def test_what_is_lost_is_gained_elsewhere_and_nothing_lost_is_nothing(part):
    found = revenue_loss(INDUSTRY, part)
    assert sum(float(each) for each in found.gains.values()) == pytest.approx(float(found.sales))
    assert revenue_loss(INDUSTRY, 0.0).jobs == 0


@given(st.floats(0, 1), st.floats(0, 1))
def test_a_tighter_rule_never_costs_the_industry_less(one, other):
    low, high = sorted((one, other))
    assert (revenue_loss(DRAWN, high).sales >= revenue_loss(DRAWN, low).sales).all()


def test_any_amounts_and_shares_may_be_the_user_s():
    mine = replaced(
        INDUSTRY, china=np.array(10.0), total=np.array(40.0), gains={"x": np.array(1.0)}
    )
    found = revenue_loss(mine, np.array([0.1, 0.2]))
    assert found.gains["x"].tolist() == [1.0, 2.0]


def test_what_makes_no_sense_is_refused():
    with pytest.raises(InputError, match="0 to 1"):
        revenue_loss(INDUSTRY, 1.2)
    with pytest.raises(InputError, match="0 to 1"):
        revenue_loss(INDUSTRY, np.nan)
    with pytest.raises(InputError, match="exceed all sales"):
        revenue_loss(replaced(INDUSTRY, china=np.array(400.0)), 1.0)


def test_draws_give_intervals_around_the_central_figures_and_the_same_seed_the_same_bytes():
    found = revenue_loss(DRAWN, 1.0)
    low, middle, high = interval(found.jobs)
    assert low < middle < high
    assert low < 81_116 < high
    again = revenue_loss(draws(load_ledger(), 4000, 1), 1.0)
    assert found.jobs.tobytes() == again.jobs.tobytes()
    assert set(USED) < set(IDS) <= set(load_ledger())


def test_without_feedback_the_loss_keeps_its_share_and_with_it_the_loss_grows():
    share = revenue_loss(INDUSTRY, 0.5).share
    flat, falling = (path(INDUSTRY, share, 8, feedback=each) for each in (False, True))
    assert np.allclose(flat.missing, share)
    assert (np.diff(falling.missing) > 0).all()
    assert falling.missing[0] == pytest.approx(float(share))
    assert falling.points[-1] > flat.points[-1]


def test_nothing_lost_stays_nothing_through_the_years():
    found = path(DRAWN, np.zeros(4000), 10, feedback=True)
    assert np.abs(found.missing).max() < 1e-12


def test_one_year_of_feedback_is_the_equation():
    share = np.array(0.2)
    found = path(INDUSTRY, share, 1, feedback=True)
    growth = found.sales[1] / found.sales[0] - 1
    assert growth == pytest.approx(float(INDUSTRY.growth) - float(INDUSTRY.feedback) * 0.2)


def test_the_cost_of_a_listing_is_a_draw_from_what_investors_did():
    cost = listing_cost(DRAWN, 1000.0)
    assert cost.mean() == pytest.approx(22, abs=0.5)
    assert cost.std() == pytest.approx(8, abs=0.4)
    assert (cost < 0).any()
