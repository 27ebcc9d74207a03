"""Supply of diversion: calibrated to 2024, and it moves the right way."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from licet.assumptions.load import load_ledger
from licet.errors import InputError
from licet.models.leakage import supply
from licet.models.leakage.supply import CALIBRATED, missing_trade

LEDGER = load_ledger()
DRAWN = supply.draws(LEDGER, 500, seed=2)
GAPS = st.floats(0.0, 1.5)
PARTS = st.floats(0.0, 1.0)


def test_at_the_mark_up_and_enforcement_of_2024_it_gives_the_chips_of_2024():
    found = supply.from_ledger(LEDGER)
    gap = np.log1p(np.array([LEDGER.central("leakage_markup")]))
    assert found.chips(gap, CALIBRATED)[0] == pytest.approx(140_000)


def test_draws_keep_the_wide_range_of_the_source():
    gap = np.log1p(LEDGER.draw(["leakage_markup"], 500, seed=2)["leakage_markup"])
    low, middle, high = np.quantile(DRAWN.chips(gap, CALIBRATED), (0.05, 0.5, 0.95))
    assert low < 30_000
    assert middle == pytest.approx(140_000, rel=0.2)
    assert high > 400_000


@given(GAPS, PARTS, PARTS)
def test_more_enforcement_never_raises_smuggling(gap, one, other):
    little, much = (
        DRAWN.enforced(each).chips(np.full(500, gap), 2026) for each in sorted((one, other))
    )
    assert np.all(much <= little)
    assert np.all(much >= 0)


@given(GAPS, GAPS)
def test_a_narrower_gap_never_raises_smuggling(one, other):
    narrow, wide = (DRAWN.chips(np.full(500, each), 2026) for each in sorted((one, other)))
    assert np.all(narrow <= wide)


def test_enforcement_that_stops_all_leaves_none_and_no_change_changes_nothing():
    gap = np.full(500, 0.4)
    assert not DRAWN.enforced(1.0).chips(gap, 2026).any()
    assert DRAWN.enforced(0.0).chips(gap, 2026) == pytest.approx(DRAWN.chips(gap, 2026))
    with pytest.raises(InputError, match="at most 1"):
        DRAWN.enforced(1.2)


def test_an_unknown_gap_gives_unknown_smuggling():
    assert np.isnan(DRAWN.chips(np.full(500, np.nan), 2026)).all()


def test_ten_points_of_tax_hide_a_quarter_of_trade():
    assert missing_trade(10, LEDGER.central("leakage_tax_elasticity")) == pytest.approx(
        0.26, abs=0.01
    )


def test_same_seed_same_bytes():
    again = supply.draws(LEDGER, 500, seed=2)
    assert again.most.tobytes() == DRAWN.most.tobytes()
