"""Registers: tables found by a declared class, and what they hold of the Commerce Control List."""

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licet.book.load import load_folder
from licet.book.registers import stands, value_of
from licet.errors import LawError
from licet.pack.store import open_library
from tests.conftest import MINI

REGISTERS = open_library().law.book.registers
LISTED = {label: row for label, (_, row) in REGISTERS.entries.items() if label != "EAR99"}
MARKS = [(label, mark) for label, row in LISTED.items() for mark in row["marks"]]


def test_every_entry_of_the_list_stands_once():
    """638 in the official text; a reading in JSON that lies about has 633 and lost five of these."""
    assert len(LISTED) == 638
    assert sum(len(each.rows) for each in REGISTERS.all) == 638 + 1
    assert {"0D614", "2B352", "3D006", "3E002", "8D001"} <= set(LISTED)


@pytest.mark.parametrize("category", "0123456789")
def test_a_category_holds_its_own_entries(category):
    register = next(each for each in REGISTERS.all if each.name == f"us_ccl_{category}")
    for row in register.rows:
        assert re.fullmatch(rf"{category}[A-E]\d{{3}}", row["class"])
        assert 3 <= len(row["title"].split()) <= 10, row["title"]


def test_every_mark_is_a_fact_and_every_column_a_group(book):
    for label, mark in MARKS:
        assert f"chart.{mark['mark']}" in book.facts, label
        if column := re.fullmatch(r"([A-Z]{2})_(\d)", mark["mark"]):
            assert f"US_{column[1]}_column_{column[2]}" in book.groups


def test_every_column_that_has_members_has_a_requirement(book):
    columns = {name for name in book.groups if re.fullmatch(r"US_[A-Z]{2}_column_\d", name)}
    assert len(columns) == 16
    for name in columns:
        _, reason, _, number = name.split("_")
        assert bool(book.groups[name].members) == (f"us.chart.{reason}_{number}" in book.provisions)


def test_members_of_a_column_are_countries_and_stand_once(book):
    for name in (each for each in book.groups if re.fullmatch(r"US_[A-Z]{2}_column_\d", each)):
        places = [span.name for span in book.groups[name].members]
        assert len(places) == len(set(places))
        assert set(places) <= set(book.facts.countries)
        assert not {"CU", "IR", "KP", "SY", "US"} & set(places)


def test_an_entry_has_a_reason_or_says_why_not():
    for label, row in LISTED.items():
        named = {mark["mark"] for mark in row["marks"]}
        assert named or row.get("silent") or row["reasons"] == ["RUS"], label


@pytest.mark.parametrize(
    ("mark", "paragraph", "truth"),
    [
        ({}, "", True),
        ({}, ".a", True),
        ({"on": [".b.2"]}, "", None),
        ({"on": [".b.2"]}, ".b", None),
        ({"on": [".b.2"]}, ".b.2", True),
        ({"on": [".b.2"]}, ".b.2.c", True),
        ({"on": [".b.2"]}, ".b.20", False),
        ({"except": [".y"]}, "", None),
        ({"except": [".y"]}, ".y.3", False),
        ({"except": [".y"]}, ".x", True),
        ({"on": [".f"], "except": [".f.3"]}, ".f", None),
        ({"on": [".f"], "except": [".f.3"]}, ".f.3", False),
        ({"open": "figures"}, ".a", None),
        ({"on": [".b"], "open": "use"}, ".a", False),
    ],
)  # fmt: skip
def test_a_mark_holds_for_its_paragraphs(mark, paragraph, truth):
    assert stands({"mark": "X", **mark}, paragraph) is truth


@given(st.sampled_from(MARKS), st.sampled_from(["", ".a", ".b", ".b.2", ".y", ".z.1.a", ".x"]))
def test_what_holds_for_a_heading_holds_below_it(found, paragraph):
    _, mark = found
    truth = stands(mark, paragraph)
    if truth is not None:
        assert stands(mark, f"{paragraph}.1") is truth


def test_a_number_is_that_of_the_first_mark_that_holds():
    row = LISTED["1A008"]
    assert value_of(row, "lvs_usd", ".a", numeric=True) == Decimal(3000)
    assert value_of(row, "lvs_usd", ".d", numeric=True) == Decimal(6000)
    assert value_of(row, "lvs_usd", "", numeric=True) is None
    assert value_of(row, "gbs", ".a") is False
    assert value_of(LISTED["3A611"], "lvs_usd", ".c", numeric=True) == 0


# -- reading -----------------------------------------------------------------------------

HEAD = """
name = "things"
title = "Things"
sovereign = "XX"
by = "declared_class"
sets = "chart."
cite = [{ text = "X 1", url = "https://example.org" }]
checked = 2026-01-01
confidence = "high"
"""
DICTIONARY = """
[[fact]]
name = "chart.NS"
type = "boolean"
owner = "item"
question = "Is it under NS?"
why = "Finds places."
"""
WRONG = [
    ('class = "1A"\ntitle = "One"\nmarks = [{ mark = "NX" }]', "chart.NX"),
    ('class = "1A"\ntitle = "One"\nmarks = [{ mark = "NS", on = ["b"] }]', "with its point"),
    ('class = "1A"\ntitle = "One"\nmarks = [{ mark = "NS", open = "mood" }]', "mood"),
    ('class = "1A"\ntitle = "One"\nmarks = [{ mark = "NS", value = 3 }]', "just where it is a number"),
    ('class = "1A"\ntitle = "One"\nmark = 3', "'mark'"),
    ('class = "1A"', "title"),
    ('class = "1A"\ntitle = "One"\n[[row]]\nclass = "1A"\ntitle = "Two"', "1A stands here and in"),
]  # fmt: skip


@pytest.mark.parametrize(("row", "said"), WRONG, ids=[said for _, said in WRONG])
def test_a_faulty_register_is_refused_with_its_file(tmp_path, row, said):
    import shutil

    law = tmp_path / "law"
    shutil.copytree(MINI, law)
    (law / "facts" / "chart.toml").write_text(DICTIONARY, encoding="utf-8")
    folder = next(law.glob("*/sovereign.toml")).parent / "tables" / "list"
    folder.mkdir(parents=True)
    (folder / "1.toml").write_text(f"{HEAD}\n[[row]]\n{row}\n", encoding="utf-8")
    with pytest.raises(LawError, match=r"tables/list/1\.toml") as refused:
        load_folder(law)
    assert said in str(refused.value)
