"""The page of a provision: what it says, through time, its cases run on the spot, its neighbours."""

import time

import pytest


def test_every_provision_has_a_page_on_which_every_case_holds(client, book):
    started = time.process_time()
    for name in book.provisions:
        found = client.get(f"/law/{name}")
        assert found.status_code == 200, name
        assert "NOT as wanted" not in found.text, name
    assert time.process_time() - started < 40, "some 12 seconds of one core"


def test_a_page_says_the_rule_in_words_and_as_code(words):
    page = words("/law/us.ccl.3A090.a?on=2026-02-01")
    assert "total processing performance is 4,800 TPP (TOPS x bit) or more" in page
    assert "a1 = total_processing_performance &gt;= 4800" in page
    assert "88 FR 73458" in page
    assert "16 cases stand beside the rule; all hold as wanted." in page
    assert "BIS, 88 FR 73458, preamble" in page


def test_a_page_of_another_day_shows_the_text_of_that_day(words):
    assert "suspended on 2025-12-01; by its own words it returns on 2026-11-10" in words("/law/us.744.11.affiliates?on=2025-12-01")  # fmt: skip
    assert "No text of it stands on 2020-01-01" in words("/law/us.744.11.affiliates?on=2020-01-01")
    assert "which was published later" in words("/law/us.744.11.affiliates?on=2025-10-15&known_on=2024-01-01")  # fmt: skip


def test_a_stale_rule_says_what_nobody_has_read(words):
    assert "nobody has read the official text since 2026-09-24" in words("/law/us.744.11.affiliates?on=2026-11-20")  # fmt: skip


def test_versions_are_held_against_each_other_in_marked_words(client, book):
    page = client.get("/law/us.ccl.3A090.note_1").text
    latest = book["us.ccl.3A090.note_1"].versions[-1]
    assert "<ins>" in page
    assert f"What changed on {latest.since}" in page


def test_conditions_for_a_person_say_so(words):
    assert "only a person can tell" in words("/law/us.740.28.ACM")


@pytest.mark.parametrize(
    "address",
    ["/law", "/law/us.ccl.3A090.a?on=2026-02-01", "/law/us.740.28.ACM", "/law/groups/D5", "/law/groups/is_informed_letters"],
)  # fmt: skip
def test_every_link_into_the_law_leads_to_a_page(dead, address):
    assert dead(address) == []


def test_every_group_and_table_has_a_page(client, book):
    for name in (*book.groups, *book.tables):
        assert client.get(f"/law/groups/{name}").status_code == 200, name


def test_a_group_is_that_of_the_day(words):
    assert (
        "United Arab Emirates AE" in words("/law/groups/D4?on=2026-07-09").split("Through time")[0]
    )
    assert "United Arab Emirates AE" not in words("/law/groups/D4?on=2026-08-01").split("Through time")[0]  # fmt: skip


@pytest.mark.parametrize(
    ("address", "near"),
    [
        ("/law/us.ccl.3A090.aa", "us.ccl.3A090.a"),
        ("/law/groups/D55", "D5"),
        ("/law/<script>alert(1)</script>", ""),
        ("/law/groups/<img src=x onerror=alert(1)>", ""),
        ("/law/../../etc/passwd", ""),
        ("/law/" + "a" * 3000, ""),
    ],
)
def test_an_unknown_name_gives_a_page_with_near_ones(client, address, near):
    found = client.get(address)
    assert found.status_code == 404
    assert near in found.text
    assert "<script>alert" not in found.text
    assert "<img" not in found.text


def test_a_day_that_is_none_keeps_the_provision_in_sight(client):
    found = client.get("/law/us.ccl.3A090.a?on=soon")
    assert found.status_code == 400
    assert "Advanced computing chips" in found.text
    assert 'value="soon"' in found.text
