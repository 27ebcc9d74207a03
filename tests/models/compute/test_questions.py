"""The contested sign, the tornado, the published sums, and what the ledger must hold."""

import numpy as np
import pytest

from licet.assumptions.tornado import tornado
from licet.errors import InputError
from licet.models.compute import parameters
from licet.models.compute.answers import source_shares, us_china_ratio
from licet.models.compute.arithmetic import (
    bernstein,
    growth_of_doubling,
    packages_of,
    times_as_fast,
)
from licet.models.compute.chips import Chip, h100e
from licet.models.compute.denial import denial_effect
from licet.models.compute.path import run
from licet.models.leakage import supply
from tests.models.compute.made import ASCEND, BAN, CAPPED, CHIPS, H100, H200, YEARS

PRESS = {
    "domestic_chips": 1.5e6, "domestic_pf": 0.4, "imports_low_zf": 0.2, "imports_high_zf": 0.3,
    "blackwell_chips": 4e6, "blackwell_pf": 4.5, "other_zf": 7.0,
}  # fmt: skip


def test_the_two_terms_of_denial_have_opposite_signs_and_add_up(drawn, path_of):
    effect = denial_effect(drawn, path_of(CAPPED).gap, h100e(ASCEND, H100), tools_weight=1.0)
    assert np.all(effect.demand >= -1e-3)
    assert np.all(effect.tools <= 1e-3)
    whole = effect.demand + effect.tools
    assert np.median(np.abs(effect.whole - whole)) < 0.02 * np.median(np.abs(effect.tools))


def test_the_sign_of_denial_flips_at_the_switch_point(drawn, path_of):
    gap, each = path_of(BAN).gap, h100e(ASCEND, H100)
    switch = denial_effect(drawn, gap, each, tools_weight=0.5).switch
    known = ~np.isnan(switch)
    assert known.mean() > 0.9
    filled = np.where(known, switch, 0.1)
    for factor, sign in ((0.9, -1), (1.1, 1)):
        moved = drawn.with_values(induced_growth=filled * factor)
        slope = denial_effect(moved, gap, each, tools_weight=0.5).whole
        assert np.all(sign * slope[known] > 0)


def test_denial_of_chips_alone_has_no_tools_term_and_no_switch(drawn, path_of):
    effect = denial_effect(drawn, path_of(BAN).gap, h100e(ASCEND, H100), tools_weight=0.0)
    assert not effect.tools.any()
    assert np.isnan(effect.switch).all()
    assert effect.rises == 1.0


def test_without_induced_demand_denial_never_raises_output(drawn, path_of):
    none = drawn.with_values(induced_growth=0.0)
    effect = denial_effect(none, path_of(BAN).gap, h100e(ASCEND, H100), tools_weight=1.0)
    assert effect.rises == 0.0


def test_the_tornado_has_the_widest_bar_first_and_a_bar_for_each_range(ledger):
    def answer(changed):
        p, s = parameters.from_ledger(changed), supply.from_ledger(changed)
        return float(us_china_ratio(run(p, BAN, CHIPS, s.chips, YEARS))[0, 0])

    centre, bars = tornado(ledger, answer, (*parameters.IDS, *supply.IDS[2:]))
    reach = [each.reach for each in bars]
    assert reach == sorted(reach, reverse=True)
    assert {"compute_dies_per_package"}.isdisjoint(each.id for each in bars)
    assert all(min(b.low, b.high) <= centre * (1 + 1e-9) for b in bars)
    assert next(b for b in bars if b.id == "compute_hopper_price").reach == 0.0


def test_bernsteins_sum_comes_out():
    found = bernstein(**PRESS)
    assert found.china_domestic == pytest.approx(0.6)
    assert found.china_high < 1.0
    assert found.blackwell == pytest.approx(18.0)
    assert found.allies >= 25.0
    assert found.ratio_low > 25


@pytest.mark.parametrize("name", sorted(PRESS))
def test_moving_an_input_by_one_per_cent_moves_the_sum(name):
    assert bernstein(**{**PRESS, name: PRESS[name] * 1.01}) != bernstein(**PRESS)


def test_the_h200_is_nearly_seven_times_an_h20():
    assert times_as_fast(H200, Chip("H20", 2368)) == pytest.approx(6.7, abs=0.02)


def test_thirteen_million_stacks_are_sixteen_hundred_thousand_packages(ledger):
    stacks, each = (ledger.central(f"compute_{x}") for x in ("hbm_stock", "stacks_per_package"))
    assert packages_of(stacks, each) == pytest.approx(1.6e6, rel=0.02)


def test_the_growth_of_the_stock_is_a_doubling_in_seven_months(ledger):
    growth = ledger["compute_world_growth"]
    assert growth_of_doubling(7) == pytest.approx(growth.central, abs=0.05)
    assert growth_of_doubling(8) > growth.low
    assert growth_of_doubling(6) <= growth.high


def test_every_parameter_is_in_the_ledger_with_a_source(ledger):
    for name in parameters.IDS:
        assert ledger[name].source
        assert ledger[name].sure
    central = parameters.from_ledger(ledger)
    assert central.draws == 1
    extra = {each for each in ledger if each.startswith("compute_")} - set(parameters.IDS)
    assert not extra


def test_years_that_do_not_follow_each_other_and_years_not_run_are_refused(
    drawn, diversion, path_of
):
    with pytest.raises(InputError, match="must follow each other"):
        run(drawn, BAN, CHIPS, diversion.chips, (2026, 2028))
    with pytest.raises(InputError, match="2031 was not run"):
        source_shares(path_of(BAN), 2031)
    with pytest.raises(InputError, match="cannot be the unit"):
        h100e(H200, Chip("nothing", float("nan")))
