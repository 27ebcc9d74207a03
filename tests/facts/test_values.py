"""What may be known of a number or word: comparisons, sums and the text they are written as."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licet.facts.values import (
    Interval,
    OneOf,
    above,
    at_least,
    combine,
    equal,
    not3,
    parse_number,
    parse_word,
    plain,
    show,
)
from tests.strategies import intervals, numbers

GRID = [Decimal(n) / 2 for n in range(-3, 26)]
"""Every half from -1.5 to 12.5: fine enough to hold a number strictly between any two bounds drawn."""

small = st.integers(-1, 12).map(Decimal)
small_intervals = intervals(small)


def seen(test, value):
    """What ``test`` says of every number on the grid that the range holds: all, none or some."""
    answers = {test(number) for number in GRID if value.contains(number)}
    return answers.pop() if len(answers) == 1 else None


@given(value=small_intervals, bound=small)
def test_a_comparison_with_a_range_is_what_all_its_numbers_say(value, bound):
    assert at_least(value, bound) == seen(lambda number: number >= bound, value)
    assert above(value, bound) == seen(lambda number: number > bound, value)
    assert equal(value, bound) == seen(lambda number: number == bound, value)


@given(number=small, bound=small)
def test_a_comparison_with_a_number_is_the_plain_one(number, bound):
    assert at_least(number, bound) is (number >= bound)
    assert above(number, bound) is (number > bound)
    assert equal(number, bound) is (number == bound)


def test_what_is_not_known_is_neither_over_nor_under_anything():
    for test in (at_least, above, equal):
        assert test(None, Decimal(1)) is None
    assert [not3(each) for each in (True, False, None)] == [False, True, None]


SIDES = [None, *map(Decimal, range(3))]
RANGES = [
    Interval(low, high, low_open, high_open)
    for low in SIDES
    for high in SIDES
    for low_open in (False, True)
    for high_open in (False, True)
    if (low is not None or high is not None)
    and not (low is None and low_open)
    and not (high is None and high_open)
    and (low is None or high is None or low < high)
]
"""Every range between none, 0, 1 and 2: quotients go wrong at nought, at open sides and at no side."""


@pytest.mark.parametrize("op", ["+", "-", "*", "/"])
def test_a_sum_of_ranges_holds_the_sum_of_any_numbers_in_them(op):
    """It shut out nought where a range that holds nought met one that is open: [0, 1] * (1, 2]."""
    inside = {each: [number for number in GRID if each.contains(number)] for each in RANGES}
    inside |= {each: [each] for each in SIDES if each is not None}
    for left in inside:
        for right in inside:
            found = combine(left, op, right)
            if found is None:
                continue
            for one in inside[left]:
                for other in inside[right]:
                    exact = combine(one, op, other)
                    assert exact is None or exact == found or found.contains(exact), (
                        f"{left} {op} {right} = {found} leaves out {one} {op} {other} = {exact}"
                    )


@given(
    left=intervals(numbers(low=0)),
    right=intervals(numbers(low=0)),
    op=st.sampled_from("+*/"),
    share=st.fractions(0, 1),
)
def test_a_sum_of_wide_ranges_holds_the_sum_of_numbers_drawn_from_them(left, right, op, share):
    found = combine(left, op, right)
    exact = combine(drawn(left, share), op, drawn(right, 1 - share))
    assert found is None or exact is None or found.contains(exact)


def drawn(value, share):
    """A number of the range, off its sides."""
    if value.low is None:
        return value.high - 1 - Decimal(1000) * share.numerator / share.denominator
    if value.high is None:
        return value.low + 1 + Decimal(1000) * share.numerator / share.denominator
    span = value.high - value.low
    return value.low + span * (1 + share.numerator) / (2 + share.numerator + share.denominator)


@given(left=numbers(), right=numbers())
def test_a_sum_with_something_unknown_is_unknown_and_nothing_is_divided_by_nought(left, right):
    for op in "+-*/":
        assert combine(None, op, right) is None
        assert combine(left, op, None) is None
    assert combine(left, "/", Decimal(0)) is None


@given(value=numbers() | intervals(numbers()))
def test_a_number_or_range_reads_back_from_its_own_text(value):
    assert parse_number(str(value)) == value


@given(value=intervals(numbers()))
def test_a_range_that_is_one_number_is_that_number(value):
    if value.low == value.high:
        assert parse_number(str(value)) == value.low


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("4800", Decimal(4800)),
        ("  4800.50 ", Decimal("4800.50")),
        ("1_000", Decimal(1000)),
        ("1e3", Decimal(1000)),
        ("= 5", Decimal(5)),
        (">= 4800", Interval(Decimal(4800), None)),
        ("> 4800", Interval(Decimal(4800), None, low_open=True)),
        ("<=4800", Interval(None, Decimal(4800))),
        ("< 4800", Interval(None, Decimal(4800), high_open=True)),
        ("[40, 60]", Interval(Decimal(40), Decimal(60))),
        ("(1.50, 2.40]", Interval(Decimal("1.50"), Decimal("2.40"), low_open=True)),
        ("40..60", Interval(Decimal(40), Decimal(60))),
        ("40 to 60", Interval(Decimal(40), Decimal(60))),
        ("1.5..2.5", Interval(Decimal("1.5"), Decimal("2.5"))),
        ("[5, 5]", Decimal(5)),
    ],
)
def test_a_number_may_be_written_as(text, value):
    assert parse_number(text) == value


@pytest.mark.parametrize(
    "text",
    ["", "many", "NaN", "Infinity", "-inf", "1e999", "1e-999", "[60, 40]", "(5, 5]", "[1, 2", "1, 2]",
     ">= ", "--5", "1__0", "_1", "0x10", "5 GB/s", "[,]", "..", "1..2..3", "٣ and ٤"],
)  # fmt: skip
def test_what_is_no_number_is_refused(text):
    with pytest.raises(ValueError, match="number"):
        parse_number(text)


@pytest.mark.parametrize("text", ["4,800", "15,832", "1,234,567", "4, 800"])
def test_a_comma_for_thousands_is_refused_and_never_read_as_a_range(text):
    """It read as the range from 4 to 800, which leaves a rule open that 4800 settles."""
    with pytest.raises(ValueError, match="number"):
        parse_number(text)


@given(text=st.text(max_size=30) | st.text(alphabet="0123456789.,<>=[]()toe+-_ ", max_size=20))
def test_any_text_is_a_number_a_range_or_a_plain_refusal(text):
    try:
        value = parse_number(text)
    except ValueError as error:
        assert str(error)  # noqa: PT017 - any other error fails the test
    else:
        assert isinstance(value, Decimal | Interval)
        assert parse_number(str(value)) == value


def test_a_range_that_holds_no_number_cannot_be_made():
    for low, high, low_open, high_open in (
        (2, 1, False, False),
        (1, 1, True, False),
        (1, 1, False, True),
    ):
        with pytest.raises(ValueError, match="no number"):
            Interval(Decimal(low), Decimal(high), low_open, high_open)


words = st.text(alphabet="ABCDEFGH", min_size=1, max_size=3)


@given(options=st.frozensets(words, min_size=2, max_size=4))
def test_one_of_several_words_reads_back_from_its_own_text(options):
    assert parse_word(str(OneOf(options))) == OneOf(options)


def test_one_word_said_twice_is_that_word():
    """It read as the word "CN | CN", which is in no group."""
    assert parse_word("CN | CN") == "CN"
    assert parse_word(" CN ") == "CN"


@given(number=numbers())
def test_a_number_for_people_has_no_exponent_and_the_same_value(number):
    text = plain(number)
    assert "E" not in text
    assert Decimal(text.replace(",", "")) == number


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "not known"),
        (True, "yes"),
        (False, "no"),
        (Decimal("15832.00"), "15,832"),
        (Decimal("0.10"), "0.1"),
        (Decimal(100), "100"),
        (frozenset(), "none"),
        (frozenset({"b", "a"}), "a, b"),
        (OneOf(frozenset({"MO", "CN"})), "CN | MO"),
        (Interval(Decimal(4800), None), ">= 4800"),
    ],
)
def test_values_are_shown_in_few_words(value, text):
    assert show(value) == text
