"""``licet law list | show | coverage | timeline | changes``."""

import json


def test_list_finds_by_words_of_title_citation_and_prose(run):
    assert "us.ccl.3A090.a" in run("law", "list", "3A090").out
    assert "us.740.8.NAC" in run("law", "list", "NAC", "--kind", "exception").out
    assert "us.review.742_6_b10.box_2026" in run("law", "list", "91", "FR", "1684").out


def test_list_on_a_date_holds_what_stands_then(data):
    then = {each["id"] for each in data("law", "list", "--on", "2022-12-01")}
    now = {each["id"] for each in data("law", "list", "--on", "2024-12-01")}
    assert "us.ccl.3A090_2022" in then - now
    assert "us.ccl.3A090.a" in now - then


def test_list_counts_what_it_shows(run, library):
    book = library.whole.book
    assert f"{len(book.provisions)} of {len(book.provisions)} provisions" in run("law", "list").out
    assert "0 of" in run("law", "list", "zzzz").out


def test_list_by_kind(data):
    assert {each["kind"] for each in data("law", "list", "--kind", "letter")} == {"letter"}


def test_show_tells_what_a_provision_is_and_does(run):
    found = run("law", "show", "us.ccl.3A090.a")
    assert found.code == 0
    for words in (
        "classification: an entry of a control list",
        "https://www.ecfr.gov/",
        "Aim: ",
        "Text from 2023-11-17",
        "total_processing_performance >= 4800",
        "in words: total processing performance is 4,800",
        "Referred to by: ",
        "Cases: ",
        "plain line",
        "File: law/us/ccl/3A090.a.md",
    ):
        assert words in found.flat


def test_show_on_a_date_keeps_to_its_version(run):
    name = "us.742.6.a6iii.destination"
    assert "Text from 2025-01-13" in run("law", "show", name).out
    found = run("law", "show", name, "--on", "2024-06-01")
    assert "Text from 2023-11-17" in found.out
    assert "Text from 2025-01-13" not in found.out
    assert "No text of it stands" in run("law", "show", name, "--on", "2020-01-01").out


def test_show_names_conditions_pauses_and_relations(run):
    box = run("law", "show", "us.review.742_6_b10.box_2026").flat
    assert "tpp_below_21000:" in box
    assert "Reviews: us.742.6.a6iii.destination" in box
    pause = run("law", "show", "us.744.11.affiliates").flat
    assert "suspended from 2025-11-10 to 2026-11-10" in pause
    assert "Overcome by:" in run("law", "show", "us.742.6.a6iii.destination").flat


def test_every_provision_group_and_table_can_be_shown(run, book):
    for name in (*book.provisions, *book.groups, *book.tables):
        assert run("law", "show", name).code == 0
        assert json.loads(run("law", "show", name, "--json").out)


def test_a_country_group_is_shown_through_time(run):
    found = run("law", "show", "D4")
    assert "AE" in found.out
    assert "2026-07-10" in found.out
    assert "AE" not in run("law", "show", "D4", "--on", "2026-08-01").out.split("source")[-1]


def test_coverage_names_states_counts_and_sunsets(run):
    found = run("law", "coverage", "--on", "2026-11-21").flat
    for words in ("Areas: modelled", "not modelled Foreign investment screening", "Provisions by kind",
                  "Not verified against the official text", "us.746.embargoes", "STALE"):  # fmt: skip
        assert words in found


def test_timeline_goes_by_day(run, data):
    days = [each["on"] for each in data("law", "timeline")]
    assert days == sorted(days)
    found = run("law", "timeline", "--since", "2023-11-17", "--until", "2023-11-17")
    assert found.out.startswith("2023-11-17")
    assert "us.ccl.3A090.a" in found.out


def test_timeline_narrows_to_words(data):
    found = data("law", "timeline", "affiliates")
    assert "us.744.11.affiliates" in {each["subject"] for each in found}
    assert all("affiliates" in str(each).lower() for each in found)


def test_changes_since_a_date_come_with_their_publication(run):
    found = run("law", "changes", "--since", "2026-04-07").flat
    assert "us.ccl.3A090.note_1" in found
    assert "published 2026-04-07" in found
    assert "gains AE" in found
