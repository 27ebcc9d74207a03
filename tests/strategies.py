"""Hypothesis strategies that several folders of tests share."""

from decimal import Decimal

from hypothesis import strategies as st

from licet.facts.values import Interval
from licet.language.nodes import (
    All,
    Always,
    AnyParty,
    Arithmetic,
    Compare,
    Constant,
    Either,
    FactNumber,
    HasCode,
    Holds,
    Not,
    OnList,
    Part,
    Ref,
    Within,
)


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


# -- rules over the words of tests/fixtures/mini-law ------------------------------------

OPS = (">=", ">", "<=", "<", "==", "!=")
NUMBERS = ("speed", "density", "notice_days")
BOOLEANS = ("flat", "military", "us_origin")
WORDS = ("destination", "shipped_from", "declared_class")
texts = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=6)


def comparisons(fact, constants):
    """Comparisons over one fact, so that units never differ; numbers stand right, as the parser puts them."""
    sums = st.recursive(
        st.just(fact) | constants,
        lambda each: st.builds(Arithmetic, each, st.sampled_from("+-*/"), each),
        max_leaves=4,
    )
    return st.builds(Compare, sums, st.sampled_from(OPS), sums).filter(
        lambda node: not isinstance(node.left, Constant) or isinstance(node.right, Constant)
    )


def rule_leaves():
    """One test of a transfer, as the parser gives it."""
    constants = st.decimals(0, 9999, places=2).map(Constant)
    compare = st.sampled_from(NUMBERS).flatmap(
        lambda name: comparisons(FactNumber(name), constants)
    )
    codes = st.sampled_from(["CN", "HK", "DE", "RU"])
    return st.one_of(
        compare,
        st.sampled_from(BOOLEANS).map(Holds),
        st.booleans().map(Always),
        st.builds(Within, st.sampled_from(["destination", "shipped_from"]), st.lists(codes, min_size=1, max_size=3).map(tuple)),
        st.builds(Within, st.just("declared_class"), st.lists(texts, min_size=1, max_size=3).map(tuple)),
        st.builds(Within, st.just("destination"), st.just(()), st.just(("Foes",))),
        st.builds(HasCode, st.sampled_from(["exporter.letters", "route"]), texts),
        st.builds(Ref, st.sampled_from(["xx.A1", "xx.reach"]), st.none() | st.sampled_from(["one", "two"])),
        st.builds(Part, st.sampled_from(["one", "two"])),
        st.builds(AnyParty, st.sampled_from([(), ("end_user",), ("end_user", "forwarder")]), rules_of(party_leaves(), 3)),
    )  # fmt: skip


def party_leaves():
    """One test of a party."""
    return st.one_of(
        st.builds(OnList, st.sampled_from(["XX-BAD", "US-EL"]), st.none() | st.integers(0, 9)),
        st.builds(Within, st.sampled_from(["headquarters", "country"]), st.sampled_from([("CN",), ("CN", "DE")])),
        st.builds(Within, st.just("headquarters"), st.just(()), st.just(("Foes",))),
        st.builds(Compare, st.just(FactNumber("owned_by_listed_pct")), st.sampled_from(OPS), st.just(Constant(Decimal(50)))),
    )  # fmt: skip


def rules_of(leaves, most=8):
    """Trees over ``leaves``; an and may stand directly in an and."""
    return st.recursive(
        leaves,
        lambda inner: st.one_of(
            st.lists(inner, min_size=2, max_size=3).map(tuple).map(All),
            st.lists(inner, min_size=2, max_size=3).map(tuple).map(Either),
            inner.map(Not),
        ),
        max_leaves=most,
    )


def rules():
    """Any rule of Xland's law."""
    return rules_of(rule_leaves())
