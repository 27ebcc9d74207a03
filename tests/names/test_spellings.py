"""Words within a few typing errors: everything within the promised errors is found, and nothing else."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from licet.names.spellings import SHORTEST, Spellings, errors_allowed

LETTERS = "abc"
WORDS = st.lists(st.text(LETTERS, max_size=14), max_size=12)


def brute(words: list[str], word: str) -> list[tuple[int, int]]:
    """What the docstring promises, by comparing with every word."""
    found = []
    for number, other in enumerate(words):
        limit = min(errors_allowed(len(word)), errors_allowed(len(other)))
        distance = OSA.distance(word, other)
        if 0 < distance <= limit:
            found.append((number, distance))
    return found


@given(WORDS, st.text(LETTERS, max_size=14))
@settings(max_examples=300)
def test_all_words_within_the_errors_are_found_and_no_others(words: list[str], word: str) -> None:
    found = dict(Spellings(words).of(word))
    wanted = dict(brute(words, word))
    # Several errors of which one is a swap across two pieces may be missed; see the next test.
    assert found.items() <= wanted.items()
    assert {number for number, errors in wanted.items() if errors == 1} <= set(found)


@st.composite
def mistyped(draw: st.DrawFn) -> tuple[str, str]:
    """A word, and the same with as many letters changed, dropped or put in as are allowed."""
    word = draw(st.text("abcdefghij", min_size=SHORTEST, max_size=16))
    other = word
    for _ in range(draw(st.integers(1, errors_allowed(len(word))))):
        at = draw(st.integers(0, len(other)))
        kind = draw(st.sampled_from("change drop insert".split()))
        letter = draw(st.sampled_from("abcdefghijz"))
        if kind == "insert":
            other = other[:at] + letter + other[at:]
        elif at < len(other):
            other = other[:at] + ("" if kind == "drop" else letter) + other[at + 1 :]
    return word, other


@given(mistyped())
@settings(max_examples=400)
def test_letters_changed_dropped_or_put_in(pair: tuple[str, str]) -> None:
    word, other = pair
    assert dict(Spellings([word]).of(other)) == dict(brute([word], other))


@given(st.text("abcdefgh", min_size=SHORTEST, max_size=16), st.data())
def test_two_letters_that_changed_places(word: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(word) - 2))
    other = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    found = Spellings([word]).of(other)
    assert found == ([] if word == other else [(0, 1)])


@given(WORDS)
def test_nearness_is_mutual(words: list[str]) -> None:
    near = Spellings(words)
    for number, word in enumerate(words):
        for other, errors in near.of(word):
            if errors == 1:
                assert (number, errors) in near.of(words[other])


@pytest.mark.parametrize(
    ("size", "errors"), [(0, 0), (1, 0), (3, 0), (4, 1), (7, 1), (8, 2), (40, 2)]
)
def test_errors_allowed(size: int, errors: int) -> None:
    assert errors_allowed(size) == errors


def test_the_word_itself_and_short_words_are_not_near() -> None:
    near = Spellings(["vega", "abc", "", "vega"])
    assert near.of("vega") == []
    assert near.of("abd") == []
    assert near.of("") == []
    assert near.of("vegb") == [(0, 1), (3, 1)]


def test_words_are_added_under_their_numbers() -> None:
    near = Spellings(["vega", "", "lyra"])
    assert near.of("lyrb") == [(2, 1)]
