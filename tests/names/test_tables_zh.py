"""The Chinese and Sino-Korean tables of names keep their form, and read what they were made for."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

import pytest

COLUMNS = {
    "brands.tsv": ("native", "latin", "party", "source"),
    "glosses_zh.tsv": ("term", "english", "kind"),
    "places_zh.tsv": ("term", "english", "kind"),
    "legal_forms_zh.tsv": ("term", "note"),
    "readings_ko_han.tsv": ("han", "hangul_latin"),
    "readings_zh.tsv": ("han", "cantonese"),
}
# Rows each table must not fall below: one cut by a bad edit or merge would read far less.
LEAST = {
    "brands.tsv": 2000,
    "glosses_zh.tsv": 1500,
    "places_zh.tsv": 2000,
    "legal_forms_zh.tsv": 50,
    "readings_ko_han.tsv": 1500,
    "readings_zh.tsv": 250,
}
READINGS = {  # column that holds " | " between readings
    "glosses_zh.tsv": 1,
    "places_zh.tsv": 1,
    "readings_ko_han.tsv": 1,
    "readings_zh.tsv": 1,
}
LATIN = re.compile(r"[a-z0-9]+( [a-z0-9]+)*")
HAN = re.compile(r"[\u3007\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff]+")
SOURCE = re.compile(r"(uncertain: )?https://\S+( \(.+\))?")


@cache
def rows(table: str) -> tuple[tuple[str, ...], ...]:
    """Rows of a table without its comments and header, which are checked on the way."""
    text = (files("licet.names") / "tables" / table).read_text(encoding="utf-8")
    lines = text.split("\n")
    assert lines.pop() == "", f"{table} must end with one line break"
    while lines[0].startswith("# "):
        lines.pop(0)
    head, *body = (tuple(line.split("\t")) for line in lines)
    assert head == COLUMNS[table]
    return tuple(body)


def readings(table: str, first: str) -> list[str]:
    """Readings a table gives for one term."""
    if table == "brands.tsv":
        return [row[1] for row in rows(table) if row[0] == first]
    return next(row[1].split(" | ") for row in rows(table) if row[0] == first)


@pytest.mark.parametrize("table", COLUMNS)
def test_every_row_is_whole_trimmed_and_stands_once(table: str) -> None:
    body = rows(table)
    assert len(body) >= LEAST[table]
    for row in body:
        assert len(row) == len(COLUMNS[table]), row
        assert all(cell and cell == cell.strip() for cell in row), row
    keys = [row[:2] if table == "brands.tsv" else row[:1] for row in body]
    assert len(set(keys)) == len(keys)


@pytest.mark.parametrize("table", COLUMNS)
def test_terms_are_simplified_han(table: str) -> None:
    from opencc import OpenCC

    simplify = OpenCC("t2s")
    for term in {row[0] for row in rows(table)}:
        assert HAN.fullmatch(term), term
        assert simplify.convert(term) == term


def test_latin_of_brands_is_lower_case_ascii_words() -> None:
    assert [row for row in rows("brands.tsv") if not LATIN.fullmatch(row[1])] == []


@pytest.mark.parametrize("table", READINGS)
def test_readings_are_lower_case_ascii_words_and_none_twice(table: str) -> None:
    for row in rows(table):
        given = row[1].split(" | ")
        assert all(LATIN.fullmatch(one) for one in given), row
        assert len(set(given)) == len(given), row


def test_sources_are_addresses_and_doubt_is_marked_one_way() -> None:
    for row in rows("brands.tsv"):
        assert SOURCE.fullmatch(row[3]), row


def test_kinds_are_known_and_numbers_are_digits() -> None:
    assert {row[2] for row in rows("glosses_zh.tsv")} == {"word", "org", "number"}
    assert {row[2] for row in rows("places_zh.tsv")} == {"place"}
    assert all(row[1].isdigit() for row in rows("glosses_zh.tsv") if row[2] == "number")


def test_a_term_is_a_place_or_a_word_or_a_brand_alone() -> None:
    brands, words, places = (
        {row[0] for row in rows(t)} for t in ("brands.tsv", "glosses_zh.tsv", "places_zh.tsv")
    )
    assert brands & words == set()
    assert brands & places == set()
    assert words & places == set()


def test_one_han_character_has_readings_of_one_syllable_in_korean() -> None:
    assert all(
        len(row[0]) == 1 and " " not in row[1].replace(" | ", "")
        for row in rows("readings_ko_han.tsv")
    )


@pytest.mark.parametrize(
    ("table", "term", "reading"),
    [
        ("brands.tsv", "长江存储", "yangtze memory"),
        ("brands.tsv", "中芯国际", "semiconductor manufacturing international"),
        ("brands.tsv", "海光", "higon"),
        ("brands.tsv", "中国电科", "cetc"),
        ("brands.tsv", "哈尔滨工业大学", "harbin institute of technology"),
        ("brands.tsv", "英伟达", "nvidia"),
        ("glosses_zh.tsv", "集成电路", "integrated circuit"),
        ("glosses_zh.tsv", "进出口", "import export"),
        ("glosses_zh.tsv", "第十三", "13"),
        ("glosses_zh.tsv", "第五十四", "54"),
        ("glosses_zh.tsv", "七七二", "772"),
        ("places_zh.tsv", "内蒙古", "inner mongolia"),
        ("places_zh.tsv", "长治", "changzhi"),
        ("places_zh.tsv", "西安", "xi an"),
        ("places_zh.tsv", "乌鲁木齐", "urumqi"),
        ("readings_ko_han.tsv", "连", "ryon"),
        ("readings_ko_han.tsv", "峰", "bong"),
        ("readings_ko_han.tsv", "金", "kim"),
        ("readings_zh.tsv", "兴", "hing"),
    ],
)
def test_known_names_are_read(table: str, term: str, reading: str) -> None:
    assert reading in readings(table, term)
