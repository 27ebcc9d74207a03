"""How words sound: folds, consonants, pinyin."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licet.names.sound import bones, folded, is_pinyin, skeleton

WORD = st.text("abcdefghijklmnopqrstuvwxyz", min_size=0, max_size=16)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("khimprom", "himprom"), ("elektronika", "electronica"), ("zavod", "zawod"),
        ("alexei", "aleksey"), ("mohammad", "mohamad"), ("hossein", "hosein"), ("ghorban", "gorban"),
        ("iuzhny", "yuzhny"), ("hussain", "husain"),
    ],
)  # fmt: skip
def test_spellings_that_romanizations_disagree_about_fold_together(one: str, other: str) -> None:
    assert folded(one) == folded(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("huawei", "huahui"),
        ("fudan", "fuhan"),
        ("naura", "nauru"),
        ("zhang", "chang"),
        ("jin", "zin"),
    ],
)
def test_other_names_do_not_fold_together(one: str, other: str) -> None:
    assert folded(one) != folded(other)


@pytest.mark.parametrize(
    "word",
    ["haiguang", "huawei", "zhongxin", "qinghua", "lvyuan".replace("lv", "lu"), "xian", "beijing"],
)
def test_pinyin(word: str) -> None:
    assert is_pinyin(word)


@pytest.mark.parametrize(
    "word", ["huawie", "sahand", "tech", "zh", "", "wei", "qxz", "strelnikov", "wang1"]
)
def test_not_pinyin(word: str) -> None:
    """One syllable alone tells too little to be called Chinese."""
    assert not is_pinyin(word)


@given(WORD)
def test_a_fold_has_no_doubled_letters_and_never_grows_empty(word: str) -> None:
    fold = folded(word)
    assert all(a != b for a, b in pairwise(fold))
    assert bool(fold) == bool(word)


@given(WORD)
def test_skeletons_have_no_vowels_and_bones_come_from_them(word: str) -> None:
    assert not set(skeleton(word)) & set("aeiouyw")
    assert len(bones(word)) >= len(skeleton(word))  # x is two sounds
    assert bones(word) == bones(word)


@given(WORD)
def test_doubling_a_letter_does_not_count(word: str) -> None:
    # Where a doubled letter does not make other letters meet a table's pair.
    doubled = word.replace("m", "mm").replace("b", "bb")
    assert is_pinyin(word) != is_pinyin(doubled) or folded(word) == folded(doubled)


def test_l_and_r_are_told_apart_by_letters_and_met_by_bones() -> None:
    assert skeleton("streloy") != skeleton("streroy")
    assert bones("streloy") == bones("streroy")
