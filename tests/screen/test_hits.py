"""A hit that a person can judge: identity only where it is one, country and numbers that never clear."""

from datetime import date

import pytest

from licet.lists.model import Entry, Identifier
from licet.screen.hits import bare
from licet.screen.model import BANDS, SAME, Hit, Query
from licet.screen.screener import Screener

ON = date(2026, 1, 1)
LEI = Identifier("LEI", "5493001KJTIIGC8Y1R12")
VOSTREK = Entry(
    "XX-L", "1", "Vostrek Quantorix Plant", countries=("RU",), identifiers=(LEI, Identifier("INN", "7701234567")),
)  # fmt: skip


def hits(name: str, *entries: Entry, **more) -> tuple[Hit, ...]:
    return Screener({"XX-L 2026-01-01": entries or (VOSTREK,)}).one(Query(name, **more), ON).hits


def by_name(name: str, **more) -> Hit:
    [hit] = [hit for hit in hits(name, **more) if hit.channel == "name"]
    return hit


@pytest.mark.parametrize(
    "name",
    [
        "Vostrek Quantorix Plant", "VOSTREK QUANTORIX PLANT", "Vostrek Quantorix Plant Ltd.",
        "JSC Vostrek Quantorix Plant", "Vostrek  Quantorix  Plant", "Vostrek-Quantorix Plant",
        "\u200bVostrek Quantorix Plant", "Ｖｏｓｔｒｅｋ Quantorix Plant",
    ],
)  # fmt: skip
def test_the_very_name_but_for_case_marks_and_form_is_the_same(name: str) -> None:
    assert by_name(name).band == SAME


@pytest.mark.parametrize(
    "name",
    [
        "Vostrek Quantorx Plant", "Quantorix Vostrek Plant", "Vostrek Quantorix", "Vostrek Quantorix Plants Kazan",
        "Vostrek Quantorix Plant 7", "VostrekQuantorix Plant", "Вострек Quantorix Plant",
    ],
)  # fmt: skip
def test_anything_else_is_not(name: str) -> None:
    assert by_name(name).band != SAME


def test_another_country_lowers_the_band_by_one_and_is_said() -> None:
    same = by_name("Vostrek Quantorix Plant", country="RU")
    other = by_name("Vostrek Quantorix Plant", country="FR")
    assert same.band == SAME
    assert BANDS.index(other.band) == 1
    assert any("FR" in each and "RU" in each for each in other.factors)
    assert other.score == same.score


def test_no_country_on_either_side_says_nothing() -> None:
    assert by_name("Vostrek Quantorix Plant").factors == ()
    without = Entry("XX-L", "1", "Vostrek Quantorix Plant")
    [hit] = hits("Vostrek Quantorix Plant", without, country="FR")
    assert hit.band == SAME


@pytest.mark.parametrize(
    "name", ["Vostrek Quantorix Plant", "Vostrek Quantorx Plant", "Vostrek Quantorix Trading Plant"]
)
def test_country_and_numbers_together_never_clear(name: str) -> None:
    contrary = {
        "country": "FR",
        "identifiers": (Identifier("LEI", "X" * 20), Identifier("INN", "1")),
    }
    assert by_name(name, **contrary).band in BANDS[:3]


def test_another_number_of_the_kind_lowers_and_is_shown() -> None:
    hit = by_name("Vostrek Quantorix Plant", identifiers=(Identifier("LEI", "X" * 20),))
    assert hit.band != SAME
    assert any(LEI.value in each for each in hit.factors)


def test_a_number_of_another_kind_says_nothing() -> None:
    hit = by_name("Vostrek Quantorix Plant", identifiers=(Identifier("OGRN", "1"),))
    assert hit.band == SAME
    assert hit.factors == ()


@pytest.mark.parametrize(
    "value", ["5493001KJTIIGC8Y1R12", "5493001kjtiigc8y1r12", "5493 001K-JTII/GC8Y1R12"]
)
def test_an_identifier_is_a_hit_whatever_the_name_says(value: str) -> None:
    for name in ("Rosy Bakery", "", "---"):
        [hit] = hits(name, identifiers=(Identifier("LEI", value),))
        assert (hit.channel, hit.band, hit.score) == ("identifier", SAME, 1000)
        assert LEI.value in hit.published


@pytest.mark.parametrize("value", ["5493001KJTIIGC8Y1R13", "5493001KJTIIGC8Y1R1", "", "-"])
def test_an_identifier_is_exact(value: str) -> None:
    assert not hits("Rosy Bakery", identifiers=(Identifier("LEI", value),))


def test_a_number_of_another_kind_is_no_hit_and_of_an_unknown_kind_is() -> None:
    assert not hits("Rosy Bakery", identifiers=(Identifier("INN", LEI.value),))
    assert hits("Rosy Bakery", identifiers=(Identifier("", LEI.value),))


def test_what_was_matched_and_what_was_not_is_told() -> None:
    hit = by_name("Vostrek Quantorx Plant Kazan Zarya")
    assert hit.aligned[0].query == "vostrek"
    assert set(hit.unmatched_query) == {"kazan", "zarya"}
    assert hit.unmatched_listed == ()
    assert 0 < sum(pair.weight for pair in hit.aligned) <= 1000
    assert hit.published == "Vostrek Quantorix Plant"
    assert hit.edition == "XX-L 2026-01-01"


def test_how_a_foreign_name_was_read_is_told() -> None:
    hit = by_name("завод Вострек Quantorix")
    assert hit.read_as
    assert any("Cyrillic" in each for each in hit.factors)
    assert by_name("Vostrek Quantorix Plant").read_as == ""


def test_the_alias_that_matched_is_the_one_that_is_published() -> None:
    entry = Entry(
        "XX-L", "1", "Vostrek Plant", aliases=("Zaryamir Works",), native=("Завод Вострек",)
    )
    assert hits("Zaryamir Works", entry)[0].published == "Zaryamir Works"


def test_bare() -> None:
    assert bare("91-440300 19246176e") == "9144030019246176E"
    assert bare(" - /") == ""


@pytest.mark.parametrize(
    "name",
    [
        "China Electronics Technology Group Corporation 54th Research Institute",
        "Vostrek Plant 54",
    ],
)
def test_a_name_of_another_number_is_not_strong(name: str) -> None:
    listed = Entry("XX-L", "1", name.replace("54", "13"))
    assert all(hit.band not in BANDS[:2] for hit in hits(name, listed))
