"""Shares multiplied along chains: a figure beside the rules, and no rule."""

from datetime import date
from decimal import Decimal

import pytest

from licet.ownership.cases import stakes_of_text
from licet.ownership.graph import graph_of
from licet.ownership.interest import effective_interest

DAY = date(2025, 10, 15)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("L 50 % of A; A 50 % of P", {"L": "25"}),
        ("L 60 % of A; A 25 % of P; L 25 % of P", {"L": "40"}),
        ("L 40 % of A; M 40 % of A; A 50 % of P; P 20 % of A", {"L": "22.22", "M": "22.22"}),
        ("L 100 % of A; L 50 % of P; A 50 % of P", {"L": "100"}),
        ("L 80 % of the votes of P", {}),
        ("A 100 % of P; P 100 % of A", None),
        ("L 90 % of P; M 90 % of A; A 90 % of P", {"L": "90", "M": "81"}),
    ],
)
def test_shares_multiply_along_chains_and_add(text, wanted):
    found = effective_interest(graph_of([], stakes_of_text(text)).on(DAY), "P")
    assert found == (wanted and {key: Decimal(each) for key, each in wanted.items()})
