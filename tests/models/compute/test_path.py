"""Equation (13): what goes in comes out, no source gains from a tighter rule, unknown stays unknown."""

import math
from dataclasses import dataclass

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from licet.assumptions.load import load_ledger
from licet.models.compute import parameters
from licet.models.compute.answers import (
    china_share,
    crossing,
    fan,
    price_of_compute,
    self_sufficiency,
    self_sufficiency_by_value,
    source_shares,
    us_china_ratio,
    years_of_delay,
)
from licet.models.compute.chips import Chip, Count, h100e
from licet.models.compute.domestic import domestic_output
from licet.models.compute.legal import legal_route
from licet.models.compute.measures import MixedMeasures, alike, ratio, share
from licet.models.compute.path import Chips, run
from licet.models.compute.policy import Acceptance, Market, Policy, let_in
from licet.record import replaced
from tests.models.compute.made import ASCEND, BAN, BLACKWELL, CAPPED, CHIPS, FREE, H100, H200, YEARS

SHIPPED = parameters.draws(load_ledger(), 200, seed=5)
SHARES = st.floats(0.0, 3.0)


def test_the_stock_is_last_years_less_what_leaves_plus_all_that_came(path_of, drawn):
    path = path_of(CAPPED)
    before = np.vstack([path.china.before[None], path.china.held[:-1]])
    came = sum(each.added for each in (path.legal, path.domestic, path.smuggled, path.proxy))
    assert path.china.held == pytest.approx((1 - drawn.delta) * before + came, rel=1e-12)


def test_rented_compute_is_shown_apart_and_is_in_no_total(path_of):
    path = path_of(CAPPED)
    assert np.all(path.remote.added > 0)
    with pytest.raises(MixedMeasures, match="by user"):
        share(path.remote, path.acquired)


def test_a_stock_is_never_set_beside_a_flow_nor_one_count_beside_another(path_of):
    path, weighted = path_of(BAN), path_of(BAN, count=Count.BANDWIDTH)
    with pytest.raises(MixedMeasures, match="One is a stock by owner in H100e"):
        alike(path.china, path.acquired)
    with pytest.raises(MixedMeasures, match="bandwidth-weighted"):
        ratio(path.china, weighted.china)


def test_source_shares_sum_to_one(path_of):
    assert sum(source_shares(path_of(CAPPED), 2026).values()) == pytest.approx(1.0)


def test_a_ban_lets_nothing_through_and_no_change_of_policy_changes_nothing(path_of):
    assert not path_of(BAN).legal.added.any()
    again = path_of(replaced(BAN, name="another name"))
    assert again.china.held.tobytes() == path_of(BAN).china.held.tobytes()


@settings(max_examples=40, deadline=None)
@given(st.lists(SHARES, min_size=2, max_size=2), st.sampled_from(list(Acceptance)), st.booleans())
def test_a_tighter_cap_never_raises_the_legal_flow_of_any_year(caps, china, reviewed):
    tight, loose = (
        legal_route(SHIPPED, Policy("x", H200, cap_share=cap, reviewed=reviewed, acceptance=china), YEARS).units
        for cap in sorted(caps)
    )  # fmt: skip
    assert np.all(tight <= loose * (1 + 1e-12) + 1e-6)
    assert np.all(tight >= 0)


@settings(max_examples=25, deadline=None)
@given(st.floats(0.01, 2.0))
def test_what_is_sold_under_a_cap_stays_under_it_in_total(cap):
    units = legal_route(SHIPPED, Policy("x", H200, cap_share=cap, reviewed=False), YEARS).units
    grown = 1 + SHIPPED.hopper_us_growth
    for year in range(len(YEARS)):
        allowed = cap * SHIPPED.hopper_us_volume * grown**year
        assert np.all(units[: year + 1].sum(axis=0) <= allowed * (1 + 1e-9))


def test_a_levy_never_raises_sales_and_never_widens_what_reaches_china(drawn):
    free, taxed = (
        legal_route(drawn, Policy("x", H200, levy_share=levy, reviewed=False), YEARS)
        for levy in (0.0, 0.25)
    )
    assert np.all(taxed.units <= free.units)
    assert np.all(taxed.open <= free.open)
    assert np.all(taxed.paid > free.paid)


def test_more_acceptance_by_china_never_lowers_what_was_sold_until_a_year(drawn):
    """A cap on running totals moves sales between years, so totals are compared."""
    order = (Acceptance.BLOCKS, Acceptance.LIMITS, Acceptance.ACCEPTS)
    units = [
        legal_route(drawn, replaced(CAPPED, acceptance=each), YEARS).units.cumsum(axis=0)
        for each in order
    ]
    assert not units[0].any()
    assert np.all(units[0] <= units[1])
    assert np.all(units[1] <= units[2] * (1 + 1e-12))


def test_what_china_does_is_drawn_by_its_probabilities(drawn):
    share_in = let_in(drawn, Acceptance.DRAWN)
    assert (share_in == 1.0).mean() == pytest.approx(drawn.accepts.mean(), abs=0.04)
    assert (share_in == 0.0).mean() == pytest.approx(drawn.blocks.mean(), abs=0.04)


def test_dies_and_stacks_that_went_in_are_used_or_left(drawn):
    gap = np.full((5, drawn.draws), 0.4)
    made = domestic_output(drawn, gap, drawn.tools_allowed, 0.8)
    used = made.packages.cumsum(axis=0)
    dies = used * drawn.dies_per_package + made.dies_left
    stacks = used * drawn.stacks_per_package + made.stacks_left
    assert dies == pytest.approx(made.dies_in.cumsum(axis=0), rel=1e-9)
    assert stacks == pytest.approx(made.stacks_in.cumsum(axis=0), rel=1e-9)
    assert np.all(made.dies_left >= -1e-6)
    assert np.all(made.stacks_left >= -1e-6)


def test_tools_and_a_wider_gap_never_lower_domestic_output(drawn):
    low, high = np.full((5, drawn.draws), 0.1), np.full((5, drawn.draws), 0.5)
    base = domestic_output(drawn, low, drawn.tools_allowed, 0.8).h100e
    assert np.all(domestic_output(drawn, high, drawn.tools_allowed, 0.8).h100e >= base - 1e-6)
    assert np.all(domestic_output(drawn, low, np.ones(drawn.draws), 0.8).h100e >= base - 1e-6)


def test_an_open_route_narrows_the_gap_and_smuggling_with_it(path_of):
    closed, opened = path_of(BAN), path_of(FREE)
    assert np.all(opened.gap <= closed.gap)
    assert np.all(opened.smuggled.added <= closed.smuggled.added)
    assert opened.smuggled.added[0].mean() < 0.6 * closed.smuggled.added[0].mean()


def test_an_opening_raises_chinas_share_and_lowers_the_ratio_in_the_order_of_what_it_lets_through(
    path_of,
):
    runs = [path_of(each) for each in (BAN, CAPPED, FREE, BLACKWELL)]
    shares = [np.median(china_share(each)[0]) for each in runs]
    ratios = [np.median(us_china_ratio(each)[0]) for each in runs]
    assert shares == sorted(shares)
    assert ratios == sorted(ratios, reverse=True)


def test_self_sufficiency_stays_a_share_and_the_two_ways_to_count_it_differ(path_of):
    path = path_of(CAPPED)
    for found in (self_sufficiency(path), self_sufficiency_by_value(path)):
        assert np.all((found >= 0) & (found <= 1))
    assert not np.allclose(self_sufficiency(path), self_sufficiency_by_value(path))
    assert np.all(price_of_compute(path) > 0)


def test_an_unknown_figure_of_a_chip_makes_unknown_amounts_and_never_nought(drawn, diversion):
    blank = Chip("a chip", math.nan)
    path = run(drawn, replaced(CAPPED, chip=blank), CHIPS, diversion.chips, YEARS)
    assert np.isnan(path.legal.added).all()
    assert np.isnan(path.china.held).all()
    assert np.isnan(fan(china_share(path)).p50).all()
    assert np.isnan(crossing(path.china, path.us)).all()
    assert not np.isnan(path.domestic.added).any()
    weighted = run(
        drawn, CAPPED, Chips(H100, replaced(ASCEND, bandwidth_gb_s=math.nan), H100),
        diversion.chips, YEARS, Count.BANDWIDTH,
    )  # fmt: skip
    assert np.isnan(weighted.domestic.added).all()


def test_eight_bit_operations_win_over_a_tpp_that_a_four_bit_format_sets():
    assert h100e(Chip("B30A", 28000, tops_8bit=2250), H100) == pytest.approx(18000 / 15824)


def test_delay_is_the_horizontal_distance_of_the_medians(path_of):
    path = path_of(BAN)
    two = replaced(path.us, before=path.us.before * 1.0, held=path.us.held)
    assert years_of_delay(path.us, two) == pytest.approx(np.zeros(5), abs=1e-9)
    late = replaced(path.us, held=np.vstack([path.us.before[None], path.us.held[:-1]]))
    assert years_of_delay(path.us, late) == pytest.approx(np.ones(5), abs=1e-9)
    behind = replaced(path.us, held=path.us.held * 1e-9)
    assert np.isnan(years_of_delay(path.us, behind)).all()


def test_crossing_counts_draws_that_have_ever_crossed(path_of):
    path = path_of(FREE)
    found = crossing(path.china, path.us)
    assert np.all(np.diff(found) >= 0)
    assert crossing(path.us, path.us).tolist() == [1.0] * 5


def test_same_seed_same_bytes_and_blocks_of_draws_change_nothing(ledger, drawn, diversion):
    again = parameters.draws(ledger, drawn.draws, seed=3)
    assert all(
        getattr(again, name).tobytes() == getattr(drawn, name).tobytes()
        for name in parameters.FIELDS
    )
    whole = run(drawn, CAPPED, CHIPS, diversion.chips, YEARS).china.held
    blocks = [
        run(
            drawn.part(at, at + 500), CAPPED, CHIPS, diversion.part(at, at + 500).chips, YEARS
        ).china.held
        for at in range(0, drawn.draws, 500)
    ]
    assert np.hstack(blocks).tobytes() == whole.tobytes()


@dataclass
class Fixed:
    """A supply that never changes, to see that any function will do."""

    chips: float

    def __call__(self, gap, _year):
        return np.full_like(gap, self.chips)


def test_smuggling_is_whatever_the_caller_says_it_is(drawn):
    path = run(drawn, BAN, CHIPS, Fixed(100.0), YEARS)
    assert np.all(path.smuggled.added == 100.0)


def test_sales_flow_only_from_the_year_in_which_the_rule_opens(drawn):
    late = Policy("x", H200, Market.HOPPER, opens=2028)
    units = legal_route(drawn, late, YEARS).units
    assert not units[:2].any()
    assert units[2:].any()
