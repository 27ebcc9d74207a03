"""Assumptions: what the files may say, and what draws from them hold to."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from licet.assumptions.ledger import Ledger
from licet.assumptions.load import load_ledger
from licet.assumptions.model import POSITIVE, SHAPES, Assumption
from licet.errors import InputError


def assumption(shape="triangular", low=1.0, central=2.0, high=4.0, name="a"):
    return Assumption(name, "what", "1", central, low, high, shape, "a source", "low")


@given(st.sampled_from(sorted(SHAPES)), st.lists(st.floats(0.001, 0.999), min_size=2, max_size=9))
def test_a_higher_quantile_never_has_a_lower_value(shape, quantiles):
    values = assumption(shape).at(np.sort(quantiles))
    assert np.all(np.diff(values) >= 0)
    assert shape not in POSITIVE or np.all(values > 0)


@pytest.mark.parametrize("shape", ["normal", "lognormal"])
def test_low_and_high_of_a_shape_without_ends_are_its_5th_and_95th_percentile(shape):
    values = assumption(shape, 1.0, 2.0, 4.0 if shape == "lognormal" else 3.0)
    low, middle, high = values.at(np.array([0.05, 0.5, 0.95]))
    assert (low, middle, high) == pytest.approx((values.low, values.central, values.high))


def test_the_mean_of_a_gamma_is_its_central_value():
    found = assumption("gamma").at((np.arange(100_000) + 0.5) / 100_000)
    assert found.mean() == pytest.approx(2.0, rel=1e-3)


def test_draws_of_one_never_move_when_another_comes_or_goes():
    one, two = assumption(name="one"), assumption(name="two")
    alone = Ledger([one]).draw(["one"], 100, seed=7)
    both = Ledger([one, two]).draw(["two", "one"], 100, seed=7)
    assert alone["one"].tobytes() == both["one"].tobytes()
    assert both["one"].tobytes() != both["two"].tobytes()


def test_what_a_user_sets_stands_alone_and_says_so():
    ledger = Ledger([assumption()]).set({"a": 9.0})
    assert ledger.draw(["a"], 3, seed=1)["a"].tolist() == [9.0, 9.0, 9.0]
    assert ledger["a"].stated_by == "the user"
    with pytest.raises(InputError, match="no known assumption"):
        ledger.set({"b": 1.0})


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[a]\nwhat = 'x'\n", "a.toml:1: a: it has no unit, central, source, sure"),
        ("b = 3\n", "b is no table"),
        ("[a]\nwhat='x'\nunit='1'\ncentral=2\nlow=3\nhigh=4\nsource='s'\nsure='low'\n", "must rise"),
        ("[a]\nwhat='x'\nunit='1'\ncentral=true\nsource='s'\nsure='low'\n", "finite number"),
        ("[a]\nwhat='x'\nunit='1'\ncentral=nan\nsource='s'\nsure='low'\n", "finite number"),
        ("[a]\nwhat='x'\nunit='1'\ncentral=1\nsource='s'\nsure='lowe'\n", "Did you mean low"),
        ("[a]\nwhat='x'\nunit='1'\ncentral=1\nlo=1\nsource='s'\nsure='low'\n", "'lo' is no known key"),
        ("[a", "this is no TOML"),
    ],
)  # fmt: skip
def test_a_wrong_file_is_refused_at_its_place(tmp_path, text, said):
    (tmp_path / "a.toml").write_text(text)
    with pytest.raises(InputError) as caught:
        load_ledger(tmp_path)
    assert said in str(caught.value)


def test_every_shipped_assumption_has_a_source_and_a_range_or_says_it_is_a_point():
    for each in load_ledger().values():
        assert each.source.strip(), each.id
        assert each.shape == "point" or each.low < each.high, each.id
