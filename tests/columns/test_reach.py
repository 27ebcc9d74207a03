"""Whatever is edited in a law, on whatever days: no row is passed over that answers otherwise."""

from datetime import date

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from licet.columns.decider import Decider
from licet.columns.reach import Reach
from licet.columns.row import FAULT
from licet.pack.store import open_library
from tests.columns.edits import DAYS, edited, rows
from tests.columns.laws import reformed
from tests.conftest import MINI

numbers = st.integers(0, 10**9)
days = st.sampled_from(DAYS).map(date.fromisoformat)
pairs = st.tuples(days, days) | days.map(lambda day: (day, day))
SMALL = open_library(str(MINI))


def answers(decider, frame):
    """Each row decided by itself; of a row that cannot be read, that it cannot."""
    return decider.slowly(frame).drop("law_hash").with_columns(pl.col(FAULT).is_not_null())


def differing(before, after, frame):
    """Places of rows of which any column of the answer differs."""
    one, other = answers(before, frame), answers(after, frame)
    names = [name for name in one.columns if name in other.columns]
    both = zip(one[names].rows(), other[names].rows(), strict=True)
    return {row for row, (was, now) in enumerate(both) if was != now}


@pytest.mark.parametrize("bits", [True, False])
@settings(max_examples=12)
@given(edit=numbers, drawn=numbers, pair=pairs)
def test_every_row_that_an_edit_changes_is_reached(bits, edit, drawn, pair):
    sides = zip((SMALL, reformed(SMALL, edited(edit))), pair, strict=True)
    before, after = (Decider(each.law, each.products, on=on, bits=bits) for each, on in sides)
    frame = rows(drawn, 40)
    reached, by = Reach(before, after)(frame)
    assert differing(before, after, frame) <= set(np.flatnonzero(reached).tolist())
    assert all(bits.shape == reached.shape for bits in by.values())


@settings(max_examples=15)
@given(drawn=numbers, day=days, then=days)
def test_every_row_that_time_changes_is_reached(drawn, day, then):
    before, after = (Decider(SMALL.law, SMALL.products, on=on, bits=True) for on in (day, then))
    frame = rows(drawn, 40)
    reached, _ = Reach(before, after)(frame)
    assert differing(before, after, frame) <= set(np.flatnonzero(reached).tolist())
    if "on" not in frame.columns and day == then:
        assert not reached.any()
