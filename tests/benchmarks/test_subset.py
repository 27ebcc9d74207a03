"""The rules that benchmarks time are right: Licet answers as a function written by hand does."""

import pytest

from benchmarks.rivals.columns import NAMES, by_hand
from benchmarks.rivals.ours import Licet, with_unknowns
from benchmarks.rivals.proportions import proportions
from benchmarks.rivals.run import differences
from benchmarks.rivals.sample import cases


@pytest.fixture(scope="module")
def licet():
    return Licet()


def test_licet_answers_the_subset_as_the_function_by_hand_does(licet):
    assert differences(licet, cases(200)) == []


def test_the_sample_meets_every_column_both_ways():
    answers = [by_hand(case) for case in cases(1000)]
    for name in NAMES:
        assert len({answer[name] for answer in answers}) > 1, name


def test_hiding_facts_never_turns_a_settled_column_over(licet):
    sample = cases(100)
    hidden = with_unknowns([licet.prepare(case) for case in sample], share=0.3, seed=1)
    for case, prepared in zip(sample, hidden, strict=True):
        known, partly = by_hand(case), licet.columns(licet.run(prepared))
        for name in ("class_a", "class_b", "need_destination", "need_headquarters", "nac"):
            assert partly[name] in (None, known[name]), (name, case)


def test_the_subset_keeps_the_proportions_of_the_book():
    shares = proportions()
    for name in (
        "rules that look at parties",
        "rules that look at lists",
        "exception",
        "conditions",
    ):
        assert abs(shares[name]["subset_share"] - shares[name]["book_share"]) < 0.08, name
