"""Figures that one can check by hand."""

from datetime import date
from decimal import Decimal

import pytest

from licet.errors import InputError
from licet.lists.model import Entry
from licet.screen.evaluate import Outcome, Pair, _best_f1, _intervals, _line, evaluate, read_pairs

DAY = date(2026, 1, 1)
HEAD = "query,expected_ids,label,category\n"


def outcomes(scores, *, positive):
    pair = Pair("x", frozenset({"1"} if positive else ()), "made")
    return [Outcome(pair, score) for score in scores]


def test_the_line_is_just_above_the_hundredth_part_of_the_negatives():
    assert _line([900, 800, *[100] * 98]) == 801  # of 100, one alone is at or above it
    assert _line([500, 400]) == 501  # of two, none may be
    assert _line([0] * 50) == 1


def test_the_best_f1_by_hand():
    # At 700: 2 of 3 found, 1 false: precision 2/3, recall 2/3, F1 2/3.  At 800: 1, 0: 1, 1/3, 1/2.
    # At 300: 3 found, 2 false: 3/5, 1, F1 3/4.
    right = outcomes([800, 700, 300], positive=True)
    wrong = outcomes([750, 400], positive=False)
    f1, precision, recall, line = _best_f1(right, wrong)
    assert (f1, precision, recall, line) == (Decimal("0.75"), Decimal("0.6"), 1, 300)


def test_intervals_are_the_same_each_time_and_hold_the_share():
    right = outcomes([900] * 60 + [100] * 40, positive=True)
    wrong = [0] * 200
    found = _intervals({"": right}, outcomes(wrong, positive=False), 500)[""]
    assert found == _intervals({"": right}, outcomes(wrong, positive=False), 500)[""]
    assert (found.hits, found.of, found.value) == (60, 100, Decimal("0.6000"))


def test_a_small_set_measured_whole():
    entries = [Entry("XX", "1", "Zarvok Photonics"), Entry("XX", "2", "Quillmere Havlin Tordex")]
    pairs = [
        Pair("Zarvok Photonics", frozenset({"1"}), "same"),
        Pair("Tordex Quillmere Havlin", frozenset({"2"}), "word_order"),
        Pair("Quillmere Havlin Tordex", frozenset({"1"}), "wrong"),  # finds 2, wanted 1
        *(Pair(f"Brasnic {number}", frozenset(), "negative") for number in range(3)),
    ]
    found = evaluate(pairs, entries, DAY)
    assert (found.recall.hits, found.recall.of) == (2, 3)
    assert (found.false_alarms.hits, found.false_alarms.of) == (0, 3)
    assert {each.name: (each.hits, each.of) for each in found.categories} == {"same": (1, 1), "word_order": (1, 1), "wrong": (0, 1)}  # fmt: skip
    assert [(each.name, each.hits, each.of) for each in found.pooled] == [("Latin", 1, 1)]
    assert found.f1[1:3] == (1, Decimal(2) / 3)
    again = evaluate(pairs, entries, DAY)
    assert (again.line, again.recall, again.pooled, again.outcomes) == (found.line, found.recall, found.pooled, found.outcomes)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("query,label\n", "lack the column category, expected_ids"),
        (HEAD + "a,1,2,x\n", "label is '2'; wanted 1"),
        (HEAD + "a,1,1,x\n", "rows of both labels"),
        (b"\xff\xfe", "cannot be read as CSV in UTF-8"),
    ],
)
def test_pairs_that_cannot_be_read(text, said):
    with pytest.raises(InputError, match=said):
        read_pairs(text if isinstance(text, bytes) else text.encode(), "pairs.csv")


def test_pairs_as_they_are_written():
    found = read_pairs(("\ufeff" + HEAD + "a,1|2,1,x\nb,9,0,y\n").encode(), "pairs.csv")
    assert found == [Pair("a", frozenset({"1", "2"}), "x"), Pair("b", frozenset(), "y")]
