"""Latin letters to words: what is dropped, what is written out, what is put back together."""

import pytest

from licet.names.latin import (
    is_known,
    is_near_form,
    rejoined,
    singular,
    tokens,
    unglued,
    without_legal_forms,
    words,
)
from licet.names.text import cleaned
from licet.names.words import NUMBER, ORG, PLACE


def read(name: str) -> list[str]:
    return [word.text for word in words(cleaned(unglued(name)))]


@pytest.mark.parametrize(
    "name",
    [
        "Vega Ltd", "Vega Ltd.", "Vega LIMITED", "Vega LLC", "Vega L.L.C.", "LLC Vega", "OOO Vega",
        "Vega Co., Ltd.", "Vega Co.,Ltd", "Vega CO LTD", "Vega Company Limited", "Vega Inc",
        "Vega, Inc.", "Vega Corp.", "Vega Corporation", "Vega GmbH", "Vega GmbH & Co. KG", "Vega AG",
        "Vega S.A.", "Vega SARL", "S.A.R.L. Vega", "Vega B.V.", "Vega N.V.", "Vega Pte. Ltd.",
        "Vega Pvt. Ltd.", "Vega Private Limited", "Vega Sdn. Bhd.", "PT Vega", "P.T. Vega Tbk",
        "JSC Vega", "J.S.C. Vega", "PJSC Vega", "OAO Vega", "ZAO Vega", "PAO Vega", "AO Vega",
        "Joint Stock Company Vega", "Limited Liability Company Vega", "Vega K.K.", "Vega FZE",
        "Vega FZCO", "Vega A.S.", "Vega s.r.o.", "Vega Oy", "Vega AB", "Vega S.r.l.",
        "Vega S.p.A.", "Vega SpA", "Vega L.L.C", "Vega Sp. z o.o.", "Vega PLC", "Vega LLP",
    ],
)  # fmt: skip
def test_a_legal_form_goes_from_either_end(name: str) -> None:
    assert read(name) == ["vega"]


@pytest.mark.parametrize(
    ("name", "left"),
    [
        ("SA Acme", ["sa", "acme"]),  # initials of other things stay at the wrong end
        ("SE Asia Trading", ["se", "asia", "trading"]),
        ("Sasa Trading", ["sasa", "trading"]),
    ],
)
def test_a_form_that_is_also_a_word_goes_from_its_own_end_only(name: str, left: list[str]) -> None:
    assert read(name) == left


def test_a_name_that_is_all_legal_form_keeps_its_words() -> None:
    assert read("Ltd") == ["ltd"]
    assert without_legal_forms(["ltd"]) == []


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("A.B.B. Ltd", ["abb"]),
        ("a b b", ["abb"]),
        ("O'Neill", ["oneill"]),
        ("Xi'an", ["xian"]),
        ("Xi’an", ["xian"]),
        ("Xi`an", ["xian"]),
        ("Łódź", ["lodz"]),
        ("Ørsted", ["orsted"]),
        ("Müller", ["muller"]),
        ("R&D", ["research", "development"]),
        ("7-Eleven", ["7", "eleven"]),
    ],
)
def test_marks_and_initials(typed: str, meant: list[str]) -> None:
    assert read(typed) == meant


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("13th Institute", "13"), ("No. 13 Institute", "13"), ("Institute No 013", "13"),
        ("Twelfth Institute", "12"),
        ("1st Plant", "1"), ("First Plant", "1"), ("2nd Plant", "2"), ("CETC13", "13"), ("CETC-13", "13"),
    ],
)  # fmt: skip
def test_numbers_are_digits_without_leading_zeros(typed: str, number: str) -> None:
    assert [each.text for each in words(cleaned(typed)) if each.kind == NUMBER] == [number]


@pytest.mark.parametrize("model", ["k1", "a100b", "3m"])
def test_a_model_name_is_one_word(model: str) -> None:
    assert [word.text for word in words(model)] == [model]


@pytest.mark.parametrize(
    ("short", "whole"),
    [
        ("Mfg", "manufacturing"), ("Intl", "international"), ("Tech", "technology"), ("Grp", "group"),
        ("Univ", "university"), ("Inst", "institute"), ("Elec", "electronic"), ("Engg", "engineering"),
        ("Trdg", "trading"), ("Mkt", "market"), ("Equip", "equipment"), ("Natl", "national"),
    ],
)  # fmt: skip
def test_trade_abbreviations_are_written_out(short: str, whole: str) -> None:
    assert read(f"Vega {short} Ltd") == ["vega", whole]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        (["technol", "ogy"], ["technology"]),
        (["com", "pany"], ["company"]),
        (["inform", "ation"], ["information"]),
        (["inter", "national"], ["inter", "national"]),  # two words in their own right
        (["car", "pet"], ["car", "pet"]),
        (["vega", "star"], ["vega", "star"]),
        ([], []),
    ],
)
def test_a_space_inside_a_known_word_is_healed(typed: list[str], meant: list[str]) -> None:
    assert rejoined(typed) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("OOOVega", "OOO Vega"),
        ("MicroelectronicsTechnology", "Microelectronics Technology"),
        ("HiSilicon", "HiSilicon"),
        ("McDonald", "McDonald"),
        ("SiCarrier", "SiCarrier"),
        ("plain text", "plain text"),
        ("", ""),
    ],
)
def test_a_lost_space_is_put_back_where_a_known_word_shows_it(typed: str, meant: str) -> None:
    assert unglued(typed) == meant


@pytest.mark.parametrize("text", ["limiteed", "limted", "corporaton", "companny"])
def test_a_mistyped_form_is_told_anywhere(text: str) -> None:
    assert is_near_form(text, at_end=False)


@pytest.mark.parametrize("text", ["tld", "lltd", "gmhb", "llcc"])
def test_a_short_mistyped_form_is_told_at_the_end_only(text: str) -> None:
    assert is_near_form(text, at_end=True)
    assert not is_near_form(text, at_end=False)


@pytest.mark.parametrize("text", ["huawei", "vega", "naura", "quantum", "x", ""])
def test_a_name_is_no_mistyped_form(text: str) -> None:
    assert not is_near_form(text, at_end=True)


@pytest.mark.parametrize(
    ("many", "one"),
    [
        ("technologies", "technology"), ("boxes", "box"), ("branches", "branch"), ("systems", "system"),
        ("glass", "glass"), ("status", "status"), ("analysis", "analysis"), ("gas", "gas"), ("", ""),
    ],
)  # fmt: skip
def test_singular(many: str, one: str) -> None:
    assert singular(many) == one


def test_kinds() -> None:
    kinds = {word.text: word.kind for word in words("shenzhen vega institute 9")}
    assert (kinds["shenzhen"], kinds["institute"], kinds["9"]) == (PLACE, ORG, NUMBER)


def test_tokens_are_small_ascii() -> None:
    for name in ("Đông Á", "Çelik", "ΑΒΓ", "naïve—dash", "x²"):
        assert all(
            (each.isascii() and each.islower()) or each.isdigit() for each in tokens(cleaned(name))
        )


def test_known_words() -> None:
    assert all(map(is_known, ("technology", "ltd", "factory", "shenzhen")))
    assert not any(map(is_known, ("huawei", "quantorix", "")))
