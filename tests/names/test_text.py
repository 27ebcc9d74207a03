"""Letters: one Unicode form, nothing invisible, look-alikes mended, stretches of one script."""

import string
import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licet.names.text import (
    ARABIC,
    CYRILLIC,
    HAN,
    HANGUL,
    KANA,
    LATIN,
    OTHER,
    cleaned,
    runs,
    script_of,
)

ANY = st.text(max_size=40)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("ACME Ltd", "acme ltd"),
        ("Ａｃｍｅ", "acme"),
        ("ﾌｧｰｳｪｲ", "ファーウェイ"),
        ("Ac\u200bme", "acme"),
        ("Ac\u00adme", "acme"),
        ("\ufeffAcme", "acme"),
        ("\u202aAcme\u202c", "acme"),
        ("\u2066Acme\u2069", "acme"),
        ("É\x00c\x07me", "écme"),
        ("A\x00c\x07me", "acme"),
        ("Straße", "strasse"),
        ("ﬁrm", "firm"),
        ("㈱桜", "(株)桜"),
        ("é", "é"),
        ("e\u0301", "é"),
    ],
)
def test_one_form(typed: str, meant: str) -> None:
    assert cleaned(typed) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Нuawei", "huawei"),  # Cyrillic En
        ("Huаwеi", "huawei"),  # Cyrillic a, ie
        ("Ηuawei", "huawei"),  # Greek Eta
        ("Quаntоrix", "quantorix"),
        ("ЅМIC", "smic"),  # two of four are Cyrillic
    ],
)
def test_a_look_alike_in_a_latin_word_is_mended(typed: str, meant: str) -> None:
    assert cleaned(typed) == meant


@pytest.mark.parametrize("word", ["Вострек", "москва", "Ελληνική", "сор", "АО"])
def test_a_word_wholly_of_another_script_is_left(word: str) -> None:
    assert cleaned(word) == word.casefold()
    assert cleaned(f"Acme {word}") == f"acme {word.casefold()}"


def test_the_non_joiner_stays_for_it_parts_persian_words() -> None:
    assert "\u200c" in cleaned("ره\u200cپویان")
    assert "\u200d" not in cleaned("ره\u200dپویان")


@given(ANY)
def test_cleaning_twice_is_cleaning_once(name: str) -> None:
    assert cleaned(cleaned(name)) == cleaned(name)


@given(ANY)
def test_stretches_make_up_the_name(name: str) -> None:
    found = list(runs(name))
    assert "".join(stretch for _, stretch in found) == name
    assert all(before[0] != after[0] for before, after in pairwise(found))


@given(ANY)
def test_a_stretch_has_letters_of_its_own_script_only(name: str) -> None:
    for script, stretch in runs(name):
        assert {script_of(each) for each in stretch} <= {"", script}


@pytest.mark.parametrize(
    ("letter", "script"),
    [
        ("a", LATIN), ("Ł", LATIN), ("ộ", LATIN), ("华", HAN), ("華", HAN), ("𠮷", HAN), ("々", HAN),
        ("カ", KANA), ("が", KANA), ("ー", KANA), ("한", HANGUL), ("ж", CYRILLIC), ("ї", CYRILLIC),
        ("پ", ARABIC), ("ﷲ", ARABIC), ("Ω", OTHER), ("ไ", OTHER), ("א", OTHER),
        ("1", ""), (" ", ""), ("-", ""), ("(", ""), ("、", ""), ("\u200b", ""),
    ],
)  # fmt: skip
def test_scripts(letter: str, script: str) -> None:
    assert script_of(letter) == script


def test_scripts_in_one_name() -> None:
    assert [script for script, _ in runs("Acme 华为 завод 한빛 カナ")] == [
        LATIN, HAN, CYRILLIC, HANGUL, KANA,
    ]  # fmt: skip


def test_marks_before_the_first_letter_belong_to_it() -> None:
    assert list(runs("«завод» 13")) == [(CYRILLIC, "«завод» 13")]


@given(st.text(string.ascii_letters + string.digits + " .,-&'()/", max_size=40))
def test_full_width_letters_are_plain_letters(name: str) -> None:
    wide = "".join(chr(ord(each) + 0xFEE0) if "!" <= each <= "~" else each for each in name)
    assert cleaned(wide) == cleaned(name)


@given(ANY)
def test_case_and_decomposition_do_not_count(name: str) -> None:
    assert cleaned(unicodedata.normalize("NFD", name)) == cleaned(
        unicodedata.normalize("NFC", name)
    )
