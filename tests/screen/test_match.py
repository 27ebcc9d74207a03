"""Scores: bounds, symmetry, monotony, and that no entry's score hangs on its neighbors."""

import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from licet.lists.model import Entry
from licet.names.canonical import readings
from licet.names.words import Word
from licet.screen.index import Index
from licet.screen.likeness import FULL, Likeness
from licet.screen.match import KNOBS, Match, asked, matches, score

RARE = "quantorix vostrek zaryamir khelvane brunthal ostrelia".split()
COMMON = "technology electronic trading institute group system".split()
PLACES = "shenzhen berlin".split()
NAMES = st.lists(st.sampled_from(RARE + COMMON + PLACES), min_size=1, max_size=5, unique=True)


def best(query: str, *listed: str) -> Match | None:
    """The best match of a query among listed names, by the score itself and not by candidates."""
    index = Index([Entry("XX", str(at), name) for at, name in enumerate(listed)])
    likeness = Likeness(index)
    found = [
        score(asked(way, index, likeness), name, index)
        for way in readings(query)
        for name in range(len(index.published))
    ]
    return max(found, key=lambda match: match.score, default=None)


def points(query: str, listed: str) -> int:
    found = best(query, listed)
    return found.score if found else 0


@given(NAMES, NAMES)
@settings(max_examples=150)
def test_a_score_is_from_none_to_a_thousand(query: list[str], listed: list[str]) -> None:
    assert 0 <= points(" ".join(query), " ".join(listed)) <= FULL


@given(NAMES, NAMES)
@settings(max_examples=150)
def test_no_name_beats_the_identical_one(query: list[str], listed: list[str]) -> None:
    same = points(" ".join(query), " ".join(query))
    assert points(" ".join(query), " ".join(listed)) <= same


@given(st.permutations(RARE[:4]))
def test_the_order_of_words_hardly_counts(words: list[str]) -> None:
    straight = points(" ".join(RARE[:4]), " ".join(RARE[:4]))
    assert points(" ".join(words), " ".join(RARE[:4])) >= straight - 50


@given(NAMES, NAMES, st.sampled_from(RARE))
@settings(max_examples=150)
def test_an_unmatched_telling_word_never_raises_the_score(
    query: list[str], listed: list[str], more: str
) -> None:
    if more in query or more in listed:
        return
    before = points(" ".join(query), " ".join(listed))
    assert points(" ".join([*query, more]), " ".join(listed)) <= before
    assert points(" ".join(query), " ".join([*listed, more])) <= before


@given(NAMES, NAMES, st.sampled_from(RARE))
@settings(max_examples=150)
def test_a_further_shared_telling_word_never_lowers_the_score(
    query: list[str], listed: list[str], more: str
) -> None:
    if more in query or more in listed:
        return
    before = points(" ".join(query), " ".join(listed))
    assert points(" ".join([*query, more]), " ".join([*listed, more])) >= before


@given(st.lists(st.sampled_from(RARE), min_size=1, max_size=4, unique=True))
def test_two_names_of_telling_words_are_as_near_as_those_two(words: list[str]) -> None:
    """Coverage of the two sides weighs nearly the same, so that who is listed matters little."""
    other = [*words[1:], "lyrandor"]
    there = points(" ".join(words), " ".join(other))
    back = points(" ".join(other), " ".join(words))
    assert abs(there - back) <= 30


def test_more_evidence_is_more_likely() -> None:
    one = points("quantorix", "quantorix")
    two = points("quantorix vostrek", "quantorix vostrek")
    general = points("technology", "technology")
    assert general < one < two


def test_a_typing_error_costs_something_and_not_all() -> None:
    exact = points("quantorix systems", "quantorix systems")
    one = points("quantorx systems", "quantorix systems")
    two = points("quntorx systems", "quantorix systems")
    assert exact > one > two > 0


@pytest.mark.parametrize(
    ("query", "listed"),
    [
        ("vostrek plant 13", "vostrek plant 54"),
        ("cetc 13", "cetc 54"),
        ("quantorix 9", "quantorix 7"),
    ],
)
def test_other_numbers_lower_the_score_and_say_so(query: str, listed: str) -> None:
    other = best(query, listed)
    same = best(listed, listed)
    assert other.score < same.score
    assert any("numbers" in each for each in other.factors)


def test_a_number_on_one_side_only_is_said() -> None:
    found = best("vostrek plant 13", "vostrek plant")
    assert any("lacks" in each for each in found.factors)
    assert found.score < points("vostrek plant", "vostrek plant")


@pytest.mark.parametrize(
    ("query", "listed", "kinds"),
    [
        ("Quantorix Vostrek", "Quantorix Vostrek", {"same"}),
        ("Hua Wei", "Huawei", {"joined"}),
        ("Huawei", "Hua Wei", {"joined"}),
        ("Quantorx", "Quantorix", {"spelling"}),
        ("华为", "Huawei", {"brand", "reading"}),
        ("завод Вострек", "Vostrek Plant", {"translated", "same"}),
    ],
)
def test_pairs_say_how_words_met(query: str, listed: str, kinds: set[str]) -> None:
    assert {pair.kind for pair in best(query, listed).pairs} <= kinds | {"translated"}


def test_no_part_of_a_name_is_used_twice() -> None:
    found = best("vega vega vega", "vega lyra")
    assert len(found.pairs) == 1
    for match in (found, best("hua wei huawei", "huawei hua wei")):
        for side in ("query", "listed"):
            parts = [
                at
                for pair in match.pairs
                for at in range(getattr(pair, side)[0], sum(getattr(pair, side)))
            ]
            assert len(parts) == len(set(parts))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("复旦", "富瀚"),
        ("fudan", "fuhan"),
        ("haiguang", "haiguan"),
        ("huawei", "huamei"),
        ("naxin", "naxing"),
    ],
)
def test_another_syllable_is_another_name(one: str, other: str) -> None:
    assert points(f"{one}", f"{other}") == 0


def test_a_cut_end_is_forgiven_only_where_the_name_may_have_been_cut() -> None:
    index = Index([Entry("XX", "1", "Vostrek Quantorix Consortium")])
    likeness = Likeness(index)
    [way] = readings("Vostrek Quantorix Consor")
    whole = score(asked(way, index, likeness), 0, index).score
    cut = score(asked(way, index, likeness, cut=True), 0, index).score
    assert cut > whole


def test_likeness_is_kept_and_forgotten_without_a_change() -> None:
    index = Index([Entry("XX", "1", "Quantorix")])
    likeness = Likeness(index)
    first = dict(likeness.of(Word("quantorx")))
    assert dict(likeness.of(Word("quantorx"))) == first
    assert dict(Likeness(index).of(Word("quantorx"))) == first
    assert all(0 < points <= FULL for points, _ in first.values())


@given(
    st.lists(NAMES, min_size=1, max_size=5),
    NAMES,
    st.randoms(use_true_random=False),
)
@settings(max_examples=80)
def test_a_score_hangs_on_no_other_entry(others, query, shuffle) -> None:
    """Alone, among others, and in any order, an entry scores the same against a query."""
    asked_name = " ".join(query)
    target = "Quantorix Vostrek Technology"
    alone = points(asked_name, target)
    names = [target, *(" ".join(each) for each in others)]
    shuffle.shuffle(names)
    index = Index([Entry("XX", str(at), name) for at, name in enumerate(names)])
    likeness = Likeness(index)
    among = [
        score(asked(way, index, likeness), at, index).score
        for way in readings(asked_name)
        for at in range(len(index.published))
        if index.published[at] == target
    ]
    assert max(among) == alone


@given(NAMES, st.integers(0, 1000))
@settings(max_examples=60)
def test_matches_are_those_above_the_floor_best_first(query: list[str], floor: int) -> None:
    names = ["Quantorix Vostrek", "Vostrek Trading", "Shenzhen Technology", "Khelvane Group"]
    index = Index([Entry("XX", str(at), name) for at, name in enumerate(names)])
    [way] = readings(" ".join(query))
    looked_up = asked(way, index, Likeness(index))
    found = matches(looked_up, index, floor)
    wanted = [score(looked_up, at, index) for at in range(len(names))]
    wanted = [each for each in wanted if each.score >= max(1, floor)]
    assert [each.score for each in found if each.score] == sorted(
        (each.score for each in wanted), reverse=True
    )


def test_the_knobs_that_ship_are_whole_numbers() -> None:
    for value in KNOBS:
        assert isinstance(value, int) or all(isinstance(each, int) for each in value)


def test_letters_alone_never_fail() -> None:
    for letter in string.printable:
        assert 0 <= points(letter, "Quantorix") <= FULL
