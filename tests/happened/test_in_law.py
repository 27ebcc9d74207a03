"""The timeline rebuilt: each in-force event of our sovereigns has its rule version, or says that none is modelled."""

from datetime import date

import pytest

from licet.errors import InputError
from licet.explore.timeline import events
from licet.happened.linking import NEXT, PINNED, PUBLISHED, SAME_DAY, Linker
from licet.happened.model import ACTS, LEGAL, STAGES
from licet.happened.query import course
from licet.happened.reading import as_data, happening
from licet.happened.shipped import alarm_days, shipped

EVENTS = shipped()
BY_ID = {each.id: each for each in EVENTS}


@pytest.fixture(scope="module")
def linker(book):
    return Linker(book)


def test_all_the_dated_events_are_there_each_with_its_source():
    assert len(EVENTS) == 176
    assert len(BY_ID) == 176
    assert all(each.sources and each.confidence and each.title for each in EVENTS)
    assert {each.act for each in EVENTS} <= set(ACTS)
    assert {each.stage for each in EVENTS} == set(STAGES)
    assert {"meet", "state", "protest", "incident"} <= {each.act for each in EVENTS}


def test_background_of_the_years_before_is_marked_as_such():
    old = [each for each in EVENTS if each.background]
    assert [each.day.year for each in old] == [1986, 1987, 1991, 1996]
    assert all("JP" in (*each.actors, *each.target) for each in old)


@pytest.mark.parametrize("each", [pytest.param(each, id=each.id) for each in EVENTS if each.stage in LEGAL])  # fmt: skip
def test_an_event_in_force_is_linked_to_a_rule_version_or_says_that_none_is_modelled(each, linker):
    links = linker.links(each)
    if linker.concerns(each):
        assert bool(links) != bool(each.unmodelled)
    if each.stage == "in force" and links:
        days = min(abs((link.on - each.day).days) for link in links)
        assert days <= alarm_days()["in_force_without_rule"]


def test_every_link_is_a_change_of_the_book_and_every_pin_fits_one(book, linker):
    changes = {(each.subject, each.on) for each in events(book)}
    for each in EVENTS:
        assert linker.loose_pins(each) == ()
        assert {(link.subject, link.on) for link in linker.links(each)} <= changes


def test_no_event_is_linked_to_the_law_of_a_state_that_did_not_act(book, linker):
    for each in EVENTS:
        for link in linker.links(each):
            there = book.provisions.get(link.subject) or book.groups.get(link.subject) or book.tables[link.subject]  # fmt: skip
            assert there.sovereign in each.states


@pytest.mark.parametrize(
    ("name", "how", "subject", "day"),
    [
        ("2025-12-08-h200-announced", PINNED, "us.review.742_6_b10.box_2026", "2026-01-15"),
        ("2025-12-08-h200-announced", PINNED, "us.money.section_232.import.duty", "2026-01-15"),
        ("2023-07-23-23-items-in-force", SAME_DAY, "jp.metio.art6_17_fu", "2023-07-23"),
        ("2023-05-23-23-items-promulgated", PUBLISHED, "jp.metio.art6_17_fu", "2023-07-23"),
        ("2023-06-23-dutch-rule-signed", NEXT, "nl.license.2023", "2023-09-01"),
        ("2025-05-13-diffusion-dropped", SAME_DAY, "us.742.6.a6iiiA.worldwide", "2025-05-13"),
        ("2025-11-07-october-9-suspended", SAME_DAY, "cn.notice_55_2025.license", "2025-11-07"),
    ],
)
def test_what_an_act_became_in_law(linker, name, how, subject, day):
    found = {(link.subject, str(link.on)): link for link in linker.links(BY_ID[name])}
    assert found[(subject, day)].how == how


def test_an_instrument_is_a_whole_word(linker):
    one = {"id": "x", "title": "T", "act": "list", "actors": ["CN"], "on": date(2026, 2, 24)}
    assert not linker.links(happening({**one, "instrument": "Announcement 1/202"}))
    assert linker.links(happening({**one, "instrument": "announcement 11/2026"}))


def test_an_announced_act_knows_the_stages_after_it():
    stages = course(BY_ID["2023-03-31-23-items-draft"], EVENTS)
    assert [each.stage for each in stages] == ["considered", "adopted", "in force"]


def test_data_and_back_is_the_same_event():
    for each in EVENTS:
        assert happening(as_data(each)) == each


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"stage": "soon"}, "stage"),
        ({"act": "ban"}, "act"),
        ({"colour": "red"}, "key of an event"),
        ({"date_kind": "exact"}, "one day"),
        ({"date_kind": "range", "date_from": "2026-02-01", "date_to": "2026-01-01"}, "two in order"),
        ({"on": "Monday"}, "2026-01-15"),
        ({"numbers": [{"value": "25 pct"}]}, "digits"),
        ({"numbers": [{"value": "NaN"}]}, "digits"),
        ({"sources": [{"source": "x", "spans": [[1]]}]}, "pairs"),
        ({"actors": "US"}, "list"),
        ({"actors": []}, "actors"),
        ({"background": "no"}, "true or false"),
    ],
)  # fmt: skip
def test_an_oddity_is_refused_and_the_error_says_what_was_wanted(change, said):
    good = {"id": "x", "title": "T", "act": "meet", "actors": ["US"]}
    with pytest.raises(InputError, match=said):
        happening({**good, **change})


def test_a_file_that_is_no_event_is_named(tmp_path):
    (tmp_path / "2026.toml").write_text('[x]\ntitle = "T"\nact = "meet"\n')
    with pytest.raises(InputError, match=r"2026\.toml.*actors|actors.*2026\.toml"):
        shipped(tmp_path)
