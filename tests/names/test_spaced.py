"""Cyrillic, Arabic and Korean letters as words."""

import pytest

from licet.names.canonical import readings
from licet.names.spaced import hangul, latin
from licet.names.words import NUMBER


def found(name: str) -> set[str]:
    return {
        text for way in readings(name) for word in way.words for text in (word.text, *word.other)
    }


def first(name: str) -> list[str]:
    return [word.text for word in readings(name)[0].words]


@pytest.mark.parametrize(
    "name",
    [
        "ООО Вега", "ООО «Вега»", "АО «Вега»", "ПАО Вега", "ЗАО Вега", "ОАО «Вега»", "Вега, ООО",
        "Общество с ограниченной ответственностью «Вега»", "Акционерное общество «Вега»",
        "Публичное акционерное общество Вега",
    ],
)  # fmt: skip
def test_a_russian_form_is_dropped(name: str) -> None:
    assert first(name) == ["vega"]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("завод", {"plant"}), ("завода", {"plant"}), ("заводом", {"plant"}), ("институт", {"institute"}),
        ("института", {"institute"}), ("НИИ", {"research", "institute"}), ("банк", {"bank"}),
        ("микроэлектроника", {"microelectronic"}), ("микроэлектроники", {"microelectronic"}),
        ("Научно-исследовательский институт", {"research", "institute"}),
        ("научно-исследовательского института", {"research", "institute"}),
    ],
)  # fmt: skip
def test_a_russian_word_is_translated_in_any_case(name: str, words: set[str]) -> None:
    assert words <= found(name)


def test_yo_and_ye_are_one() -> None:
    assert first("Ёлка Актёр") == first("Елка Актер")


def test_a_number_after_a_word() -> None:
    numbers = {word.text for word in readings("Заря-9")[0].words if word.kind == NUMBER}
    assert numbers == {"9"}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("شركة الافق", "شركة الأفق"),  # hamza
        ("صنايع الكترونيك", "صنایع الکترونیک"),  # Arabic and Persian yeh and kaf
        ("مُحَمَّد", "محمد"),  # vowel signs
        ("محـــمد", "محمد"),  # tatweel
        ("مؤسسة", "موسسه"),
    ],
)
def test_arabic_letters_of_several_forms_are_one(one: str, other: str) -> None:
    assert first(one) == first(other)


@pytest.mark.parametrize("name", ["شركة الرافدين", "شركة الرافدين ذ.م.م"])
def test_an_arabic_form_and_the_article_are_dropped(name: str) -> None:
    assert len(first(name)) == 1
    assert not first(name)[0].startswith("al")


def test_arabic_is_met_by_consonants() -> None:
    from licet.names.sound import bones

    assert bones(first("پارسازین")[0]) == bones("parsazin")


@pytest.mark.parametrize(
    ("letters", "revised", "older"),
    [("금강", "geumgang", "kumkang"), ("한빛", "hanbit", "hanpit"), ("대산", "daesan", "taesan")],
)
def test_hangul_in_two_spellings(letters: str, revised: str, older: str) -> None:
    word = hangul(letters)
    assert word.text == revised
    assert older in word.other


@pytest.mark.parametrize(
    "name",
    ["주식회사 한빛누리", "한빛누리 주식회사", "(주)한빛누리", "㈜한빛누리", "한빛누리(주)"],
)
def test_a_korean_form_is_dropped(name: str) -> None:
    assert first(name) == ["hanbitnuri"]


def test_korean_words_are_translated_without_spaces() -> None:
    assert first("한빛누리반도체") == ["hanbitnuri", "semiconductor"]
    assert found("조선대산무역회사") >= {"korea", "taesan", "trading"}


@pytest.mark.parametrize("part", ["Вега", "پارس", "한빛", "ไทย", "Ωμέγα", "\ud800", "", "—"])
def test_latin_gives_small_ascii_or_nothing(part: str) -> None:
    assert latin(part).isascii()
    assert latin(part) == latin(part).lower()
