"""The two lines are settings kept as data: whole, in order, and the bands follow them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licet.screen.lines import Lines, shipped
from licet.screen.model import BANDS, BELOW, REVIEW, STRONG


def test_the_shipped_lines_are_in_order() -> None:
    lines = shipped()
    assert 0 < lines.review < lines.strong < 1000
    assert lines.least_weight > 0
    assert shipped() is lines


@pytest.mark.parametrize(
    ("score", "band"),
    [(0, BELOW), (499, BELOW), (500, REVIEW), (699, REVIEW), (700, STRONG), (1000, STRONG)],
)
def test_a_line_is_met_at_its_very_score(score: int, band: str) -> None:
    assert Lines(500, 700, 5000).band(score) == band


@given(st.integers(0, 1000), st.integers(0, 1000))
def test_more_points_are_never_a_lower_band(low: int, high: int) -> None:
    low, high = sorted((low, high))
    lines = shipped()
    assert BANDS.index(lines.band(high)) <= BANDS.index(lines.band(low))
