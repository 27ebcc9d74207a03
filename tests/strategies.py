"""Hypothesis strategies that several folders of tests share."""

from decimal import Decimal

from hypothesis import strategies as st

from licet.facts.values import Interval


def numbers(low=-10_000, high=10_000):
    """Exact decimals with up to four places, some in exponent form."""
    plain = st.decimals(low, high, allow_nan=False, allow_infinity=False, places=4)
    return plain | st.integers(low, high).map(Decimal) | st.sampled_from(
        [Decimal("1E+3"), Decimal("5E-7"), Decimal("0.00"), Decimal("1E+26"), Decimal(0)]
    )  # fmt: skip


@st.composite
def intervals(draw, bounds):
    """Ranges with one or two bounds, each open or closed."""
    low, high = sorted((draw(bounds), draw(bounds)))
    match draw(st.sampled_from(["both", "low", "high"])):
        case "low":
            return Interval(low, None, draw(st.booleans()))
        case "high":
            return Interval(None, high, high_open=draw(st.booleans()))
        case _ if low == high:
            return Interval(low, low + 1, draw(st.booleans()), draw(st.booleans()))
        case _:
            return Interval(low, high, draw(st.booleans()), draw(st.booleans()))
