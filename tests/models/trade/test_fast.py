import numpy as np
import pytest
from hypothesis import given, settings

from licet.errors import InputError
from licet.models.trade.batch import solve_many
from licet.models.trade.fast import (
    EXACT,
    FIRST,
    SECOND,
    Limits,
    answers,
    exact,
    fast,
    first_order,
    second_order,
)
from licet.models.trade.slope import slope
from licet.models.trade.solve import settled
from licet.record import replaced
from tests.models.trade.made import economies, made_economy

LIMITS = Limits(0.2, 0.5)
STEP = 1e-3


def _differences(economy, places):
    kappa = np.ones((2 * len(places), *economy.pi.shape))
    for at, place in enumerate(places):
        kappa[2 * at][place] += STEP
        kappa[2 * at + 1][place] -= STEP
    welfare = np.log1p(solve_many(economy, kappa=kappa, tolerance=1e-12).welfare_exact)
    return (welfare[0::2] - welfare[1::2]) / (2 * STEP)


@settings(max_examples=15, deadline=None)
@given(economies(taxed=True) | economies(even=False))
def test_slopes_by_one_linear_solve_are_those_of_exact_runs(economy):
    found = slope(economy)
    places = [(0, 0, 1), (0, 1, 0), (len(economy.sectors) - 1, 1, 1)]
    assert np.allclose(
        [found[(slice(None), *place)] for place in places], _differences(economy, places), atol=2e-6
    )


def test_slopes_hold_with_export_taxes_too():
    economy = made_economy(3, 4, 2, taxed=True)
    tax = np.ones_like(economy.pi)
    tax[0, 1, 2], tax[1, 3, 0] = 1.3, 1.2
    taxed = settled(replaced(economy, export_tax=tax))
    places = [(0, 1, 2), (1, 3, 0), (1, 0, 1)]
    found = [slope(taxed)[(slice(None), *place)] for place in places]
    assert np.allclose(found, _differences(taxed, places), atol=2e-6)


def _model():
    economy = made_economy(5, 4, 2)
    bundles = np.zeros((3, *economy.pi.shape))
    bundles[0, 0, 0, 1] = bundles[1, 0, 0, 2] = bundles[2, 1, 0, 1] = 1
    return fast(economy, bundles)


def test_second_order_is_nearer_than_first_and_both_are_near():
    model = _model()
    shares = np.random.default_rng(1).uniform(0, 0.45, (40, 3))
    known = np.log1p(exact(model, shares, 1e-11)[0])
    miss = [abs(order(model, shares) - known).max() for order in (first_order, second_order)]
    assert miss[1] < 0.25 * miss[0]
    assert miss[0] < 0.3 * abs(known).max()


def test_the_curvature_is_that_of_exact_runs():
    model = _model()
    step = 0.01
    shares = step * np.array([[1, 0, 0], [-1, 0, 0], [1, 1, 0], [-1, -1, 0]], dtype=float)
    known = np.log1p(exact(model, shares, 1e-13)[0])
    both = (known[2] + known[3]) / step**2
    alone = (known[0] + known[1]) / step**2
    assert np.allclose(alone, model.curve[:, 0, 0], rtol=1e-2, atol=1e-6)
    assert np.allclose(both, model.curve[:, :2, :2].sum(axis=(1, 2)), rtol=1e-2, atol=1e-6)


def test_each_answer_says_its_layer_and_agrees_with_the_exact_one():
    model = _model()
    shares = np.array(
        [[0.0, 0, 0], [0.2, 0.1, 0], [0.2, 0.3, 0], [0.5, 0.5, 0.5], [0.51, 0, 0], [1, 1, 1]]
    )
    found = answers(model, shares, LIMITS)
    assert found.layers == [FIRST, FIRST, SECOND, SECOND, EXACT, EXACT]
    assert np.isnan(found.gap[:4]).all()
    assert (found.gap[4:] < 1e-6).all()
    known = exact(model, shares, 1e-11)[0]
    assert abs(found.welfare[0]).max() == 0
    assert np.allclose(found.welfare[4:], known[4:], atol=1e-6)
    assert np.allclose(found.welfare, known, atol=0.1 * abs(known).max())


def test_two_bundles_on_one_flow_add_up():
    economy = made_economy(5, 3, 1)
    bundles = np.zeros((2, *economy.pi.shape))
    bundles[:, 0, 0, 1] = 0.5
    model = fast(economy, bundles)
    assert answers(model, np.array([[0.3, 0.2]]), LIMITS).layers == [SECOND]
    assert answers(model, np.array([[0.2, 0.2]]), LIMITS).layers == [FIRST]


def test_bundles_hold_parts_of_flows():
    economy = made_economy(5, 3, 1)
    with pytest.raises(InputError, match="between nought and one"):
        fast(economy, np.full((1, *economy.pi.shape), 1.5))
    with pytest.raises(InputError, match="shares has the shape"):
        answers(fast(economy, np.zeros((2, *economy.pi.shape))), np.zeros((4, 3)), LIMITS)


def test_the_same_draws_give_the_same_bytes():
    shares = np.random.default_rng(1).uniform(0, 1, (20, 3))
    one, other = (answers(_model(), shares, LIMITS).welfare.tobytes() for _ in range(2))
    assert one == other
