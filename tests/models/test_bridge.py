"""The bridge from law to trade: no change in, no change out; stricter law never leaves more of a flow."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from licet.errors import InputError
from licet.models.bridge import (
    DENIED,
    FREE,
    LICENSED,
    OPEN,
    PRESUMED_DENIED,
    Odds,
    ad_valorem,
    license_price,
    whole_flow,
)
from licet.models.bridge import (
    kappa as kept,
)

ONE = np.ones(1)


def kappa(*given):
    return kept(*given).kappa


def odds(*, approval=0.6, despite=0.05, unsettled=0.5, price=1.2, theta=6.0, eta=2.0):
    return Odds(*(value * ONE for value in (approval, despite, unsettled, price, theta, eta)))


statuses = st.lists(st.integers(0, 4), min_size=1, max_size=6)


@given(statuses, st.sampled_from([2.0, 4.0, 6.0]))
def test_all_free_leaves_all_and_all_denied_leaves_nothing(found, eta):
    shares = np.full(len(found), 1 / len(found))
    free = np.full(len(found), FREE, dtype=np.int8)
    assert kappa(free, shares, odds(eta=eta)) == pytest.approx(1)
    assert kappa(free + DENIED, shares, odds(eta=eta)) == 0


@given(statuses, st.data())
def test_a_stricter_status_never_leaves_more(found, data):
    order = [FREE, OPEN, LICENSED, PRESUMED_DENIED, DENIED]
    strict = odds(approval=0.4, unsettled=0.9)
    at = data.draw(st.integers(0, len(found) - 1))
    rank = order.index(found[at])
    tighter = list(found)
    tighter[at] = data.draw(st.sampled_from(order[rank:]))
    shares = np.full(len(found), 1 / len(found))
    before, after = (
        kappa(np.array(each, dtype=np.int8), shares, strict) for each in (found, tighter)
    )
    assert after <= before + 1e-12


def test_items_that_are_poor_substitutes_are_missed_more():
    status, shares = np.array([FREE, DENIED], dtype=np.int8), np.array([0.5, 0.5])
    close, poor = (kappa(status, shares, odds(theta=6, eta=eta)) for eta in (7.0, 2.0))
    assert close == pytest.approx(0.5)
    assert poor == pytest.approx(0.5**6)


def test_draws_and_flows_keep_their_axes():
    many = Odds(*(np.linspace(low, high, 5) for low, high in ((0, 1), (0, 1), (0, 1), (1, 2), (2, 6), (2, 7))))  # fmt: skip
    found = kappa(np.zeros((3, 4, 2), dtype=np.int8), np.array([0.2, 0.3, 0.5]), many)
    assert found.shape == (5, 4, 2)


def test_items_may_have_approval_of_their_own():
    own = Odds(np.array([[0.0, 1.0]]), *(value * ONE for value in (0.05, 0.5, 1.0, 6.0, 7.0)))
    status = np.full((2, 3), LICENSED, dtype=np.int8)
    assert kappa(status, np.array([0.25, 0.75]), own) == pytest.approx(0.75)


def test_a_quarter_of_revenue_is_a_third_on_the_price_and_a_quarter_of_customs_value_a_quarter():
    terms = {"passed_on": ONE, "months": 0 * ONE, "hurdle": ONE, "aging": ONE}
    assert license_price(levy=0.25 * ONE, on_revenue=True, **terms) == pytest.approx(4 / 3)
    assert license_price(levy=0.25 * ONE, on_revenue=False, **terms) == pytest.approx(5 / 4)


def test_a_year_of_delay_costs_hurdle_and_aging():
    price = license_price(levy=0 * ONE, on_revenue=False, passed_on=ONE, months=12 * ONE, hurdle=0.1 * ONE, aging=0.3 * ONE)  # fmt: skip
    assert price == pytest.approx(np.exp(0.4))


def test_a_ban_is_no_finite_price_and_its_equivalent_says_so():
    assert ad_valorem(np.array([0.0, 1.0]), np.array([4.0, 4.0])).tolist() == [np.inf, 0.0]


def test_what_law_touches_is_never_guessed():
    assert whole_flow(np.array([0.5]), np.array([0.1])) == pytest.approx(0.95)
    with pytest.raises(InputError, match="State it as an assumption"):
        whole_flow(np.array([0.5]), np.array([np.nan]))


@pytest.mark.parametrize(
    "wrong", [{"approval": 1.2}, {"price": 0.9}, {"theta": -1.0}, {"unsettled": np.nan}]
)
def test_odds_out_of_their_range_are_refused(wrong):
    with pytest.raises(InputError, match="was wanted"):
        odds(**wrong)


def test_shares_that_do_not_add_up_are_refused():
    with pytest.raises(InputError, match="add up to 1"):
        kappa(np.zeros(2, dtype=np.int8), np.array([0.2, 0.2]), odds())
