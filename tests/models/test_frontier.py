"""Which rules no other rule betters."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from licet.errors import InputError
from licet.models.frontier import frontier

TABLE = arrays(np.float64, (5, 3), elements=st.integers(1, 6).map(float))


def test_a_rule_that_costs_more_for_less_is_not_efficient():
    found = {
        each.rule: each for each in frontier(["a", "b"], np.array([1.0, 2.0]), np.array([5.0, 4.0]))
    }
    assert (found["a"].often, found["b"].often) == (1.0, 0.0)


def test_two_alike_are_both_efficient():
    assert [each.often for each in frontier(["a", "b"], np.ones(2), np.ones(2))] == [1.0, 1.0]


@given(TABLE, TABLE)
def test_in_every_draw_some_rule_is_efficient_and_the_cheapest_for_its_effect_among_them(
    cost, effect
):
    names = list("abcde")
    for draw in range(3):
        found = frontier(names, cost[:, draw], effect[:, draw])
        assert found[0].often == 1.0 or found[0].per_effect == found[1].per_effect
        assert any(each.often == 1.0 for each in found)


@given(TABLE, TABLE)
def test_the_share_is_that_of_the_draws(cost, effect):
    whole = {each.rule: each.often for each in frontier(list("abcde"), cost, effect)}
    one_by_one = [
        {each.rule: each.often for each in frontier(list("abcde"), cost[:, draw], effect[:, draw])}
        for draw in range(3)
    ]
    for rule, often in whole.items():
        assert often == pytest.approx(np.mean([each[rule] for each in one_by_one]))


def test_an_unknown_rule_stays_unknown_and_betters_no_other():
    found = {
        each.rule: each
        for each in frontier(["a", "b"], np.array([np.nan, 2.0]), np.array([9.0, 1.0]))
    }
    assert np.isnan(found["a"].often)
    assert found["b"].often == 1.0


def test_a_rule_without_effect_has_no_price_and_comes_last():
    found = frontier(["a", "b"], np.array([1.0, 9.0]), np.array([0.0, 1.0]))
    assert found[-1].rule == "a"
    assert np.isnan(found[-1].per_effect)


def test_rows_that_do_not_match_are_refused():
    with pytest.raises(InputError, match="2 rules"):
        frontier(["a", "b"], np.ones(3), np.ones(3))
