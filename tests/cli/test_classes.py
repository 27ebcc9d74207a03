"""``licet classes`` and ``licet decide --class``."""

import pytest


def test_without_a_query_the_registers_stand_with_their_entries(run, data):
    assert "136 Commerce Control List, category 1" in run("classes").flat
    assert sum(each["entries"] for each in data("classes")) == 639


def test_an_entry_shows_columns_paragraphs_and_exceptions(run):
    found = run("classes", "3A001")
    assert found.code == 0
    for words in ("3A001: Chips and parts above set limits", "NS 2: National security column 2 of the Country Chart all", "Left to provisions of their own: 3A001.z."):  # fmt: skip
        assert words in found.flat


def test_a_paragraph_shows_what_holds_for_it(data):
    marks = {each["mark"]: each["holds"] for each in data("classes", "3A611.y")["marks"]}
    assert (marks["NS_1"], marks["CN_RU_VE"], marks["AT_1"]) == ("no", "yes", "yes")


def test_an_entry_with_provisions_of_its_own_says_so(run):
    assert "Decided by provisions of its own" in run("classes", "3B001.c.2").flat


def test_words_of_a_title_find_entries(run):
    found = run("classes", "gyro")
    assert "7A002" in found.out
    assert "7A102" in found.out


def test_a_class_that_is_none_names_its_neighbours(run):
    for words in (("classes", "6A303"), ("decide", "--class", "6A303", "--to", "IN")):
        found = run(*words)
        assert found.code == 2
        assert "6A303" in found.err
        assert "Did you mean" in found.err


@pytest.mark.parametrize(
    ("label", "place", "said"),
    [
        ("6A003.b.4.b", "IN", "License required"),
        ("3A001.a.2", "CN", "License required"),
        ("0A002", "GB", "Not modelled"),
        ("EAR99", "CA", "No requirement found among the rules tested."),
    ],
)
def test_a_class_alone_is_decided(run, label, place, said):
    party = f"country={place},headquarters={place},parent={place},lists=none"
    day = ("--on", "2026-08-03", "--due-care", "--brief")
    asked = ("--class", label, "--to", place, "--party", party, "--sovereign", "US")
    assert said in run("decide", *asked, *day).out


def test_what_the_chart_does_not_decide_is_named_once(run):
    found = run("decide", "--class", "EAR99", "--to", "CA", "--due-care", "--on", "2026-08-03")
    assert found.flat.count("General Prohibitions Four to Ten") == 1


def test_neither_product_nor_class_is_bad_input(run):
    found = run("decide", "--to", "CN")
    assert found.code == 2
    assert "--class CLASS" in found.err


def test_a_class_of_another_law_is_taken_with_its_law(run):
    found = run("decide", "--class", "JP:unheard-of", "--to", "CN")
    assert found.code == 2
