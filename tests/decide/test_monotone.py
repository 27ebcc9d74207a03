"""To know less may only widen the answer.  To know more may never turn a settled one round."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from licet.decide.answer import NOTHING, OUT_OF_SCOPE, SEVERITY, SUSPENDED
from licet.decide.decide import decide
from tests.transfers import drawn, less_known

numbers = st.integers(0, 10**9)


def assert_wider(full, less, what):
    """Each layer of ``less`` allows all that ``full`` does."""
    for layer in ("enforced", "codified"):
        for known in full.answers:
            hidden = less.answer(known.sovereign)
            one, other = getattr(known, layer), getattr(hidden, layer)
            said = f"{known.sovereign}, {what}, {layer}: {one.lower}..{one.upper} became {other.lower}..{other.upper}"
            assert SEVERITY.index(other.lower) <= SEVERITY.index(one.lower), said
            assert SEVERITY.index(other.upper) >= SEVERITY.index(one.upper), said
            assert {one.license_required, other.license_required} != {True, False}, (
                f"{what}, {layer}: need flipped"
            )
            assert (
                other.license_required is None or one.license_required is other.license_required
            ), said
            if one.settled and other.settled:
                assert one.status == other.status, (
                    f"{what}, {layer}: settled {one.status} became {other.status}"
                )


def assert_no_false_calm(full, less, what):
    """Less known may open an answer; it may not make it read as if all were well.

    Law that is not modelled may leave the status, but then it stands beside it.
    """
    if full.status in (NOTHING, SUSPENDED):
        return
    beside = full.status == OUT_OF_SCOPE and OUT_OF_SCOPE in less.beside
    assert less.status != NOTHING or beside, what
    assert not less.passes, what


@settings(max_examples=120)
@given(number=numbers)
def test_to_know_one_thing_less_only_widens_the_answer(law, number):
    transfer, day = drawn(law.book, number)
    full = decide(transfer, law, on=day)
    for what, less in less_known(transfer, law.book, random.Random(number)):  # noqa: S311
        found = decide(less, law, on=day)
        assert_wider(full, found, what)
        assert_no_false_calm(full, found, what)


@settings(max_examples=60)
@given(number=numbers)
def test_to_know_ever_less_ends_with_the_widest_answer_of_all(law, number):
    transfer, day = drawn(law.book, number, due_care=False)
    rng = random.Random(number)  # noqa: S311
    full = before = decide(transfer, law, on=day)
    for _ in range(8):
        choices = list(less_known(transfer, law.book, rng))
        if not choices:
            break
        what, transfer = rng.choice(choices)
        now = decide(transfer, law, on=day)
        assert_wider(before, now, what)
        assert_wider(full, now, what)
        before = now


@settings(max_examples=300)
@given(number=numbers)
def test_to_know_less_only_widens_the_answer_under_the_law_of_xland(mini, number):
    transfer, day = drawn(mini.book, number)
    full = decide(transfer, mini, on=day)
    for what, less in less_known(transfer, mini.book, random.Random(number)):  # noqa: S311
        assert_wider(full, decide(less, mini, on=day), what)


@pytest.mark.parametrize("due_care", [False, True])
@settings(max_examples=60)
@given(number=numbers)
def test_an_answer_lies_between_its_own_bounds(law, due_care, number):
    transfer, day = drawn(law.book, number, due_care=due_care)
    for answer in decide(transfer, law, on=day).answers:
        for layer in (answer.enforced, answer.codified):
            assert SEVERITY.index(layer.lower) <= SEVERITY.index(layer.upper)
