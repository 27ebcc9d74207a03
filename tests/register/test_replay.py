"""Replay: the events alone give the state, every time, and JSON carries them whole."""

import json
from datetime import datetime

import pytest

from licet.errors import InputError
from licet.register.events import Actor, Event, as_data, of_data
from licet.register.license_replay import replay as replay_license
from licet.register.replay import replay
from licet.register.state import ADOPTED, DROPPED
from tests.register.stories import LAW, START, license_stories, stories


@pytest.mark.parametrize("name", stories())
def test_replay_gives_the_state_that_acting_gave(name):
    file = stories()[name]
    assert replay(file.events, LAW) == file.state
    assert replay(file.events, LAW) == replay(tuple(file.events), LAW)


@pytest.mark.parametrize("name", license_stories())
def test_replay_gives_the_license_that_acting_gave(name):
    file = license_stories()[name]
    assert replay_license(file.events, LAW) == file.state


@pytest.mark.parametrize("name", stories())
def test_events_come_back_from_json_as_they_were(name):
    events = stories()[name].events
    back = [of_data(json.loads(json.dumps(as_data(each)))) for each in events]
    assert back == events
    assert replay(back, LAW) == stories()[name].state


@pytest.mark.parametrize("name", stories())
def test_every_prefix_is_a_state_of_its_own(name):
    file = stories()[name]
    for n, (before, event, _) in enumerate(file.steps):
        assert replay(file.events[:n], LAW) == before
        assert event.seq == n + 1


def test_who_dropped_which_condition_and_why_stays_in_the_record():
    state = stories()["approved_with_conditions"].state
    cap, lab = state.conditions
    assert (cap.status, lab.status) == (ADOPTED, DROPPED)
    assert [(step.what, step.by, step.reason) for step in lab.history] == [
        ("proposed", "dan", ""),
        ("dropped", "olga", "the rule asks for it already"),
    ]
    assert lab.proposed_by == "defense"
    assert [step.what for step in cap.history] == ["proposed", "changed", "adopted"]
    assert cap.terms["ratio"] == "0.5"


def test_a_flag_that_was_removed_stays_in_the_record():
    (flag,) = stories()["approved_with_conditions"].state.flags
    assert (flag.removed_by, flag.removed_why) == ("olga", "another firm of like name")


def test_a_silent_agency_is_told_apart_from_one_that_answered():
    outcomes = {each.agency: each.outcome for each in stories()["approved_with_conditions"].state.referrals}  # fmt: skip
    assert outcomes == {
        "defense": "answered",
        "state": "answered",
        "energy": "no_objection",
        "justice": "recalled",
    }


def test_versions_of_a_draft_stay():
    versions = stories()["approved_with_conditions"].state.versions
    assert [(each.number, each.by) for each in versions] == [
        (1, "ann"),
        (2, "ann"),
        (3, "gus"),
        (4, "system"),
    ]
    assert versions[0].content.get("justification") is None


def test_the_case_goes_back_to_where_the_question_found_it():
    assert stories()["asked"].state.state == "referred"
    assert [each.outcome for each in stories()["asked"].state.questions] == ["answer", "question_lapsed"]  # fmt: skip


def test_what_a_body_holds_cannot_be_changed_afterwards():
    event = stories()["approved"].events[0]
    with pytest.raises(TypeError):
        event.body["authority"] = "GB"
    with pytest.raises(TypeError):
        event.body["lines"][0]["quantity"] = "1"


def test_a_moment_without_a_zone_and_a_float_are_refused():
    with pytest.raises(InputError, match="time zone"):
        Event("A-1", 1, "create", Actor("a", "applicant"), datetime(2026, 1, 1), {})  # noqa: DTZ001
    with pytest.raises(InputError, match="float"):
        Event("A-1", 1, "create", Actor("a", "applicant"), START, {"quantity": 0.1})


def test_a_body_without_end_is_refused():
    deep = {}
    for _ in range(60):
        deep = {"a": deep}
    with pytest.raises(InputError, match="nested"):
        Event("A-1", 1, "create", Actor("a", "applicant"), START, deep)


@pytest.mark.parametrize("broken", [{}, {**as_data(stories()["approved"].events[0]), "kind": ["create"]}, {**as_data(stories()["approved"].events[0]), "body": "x"}, {"case": "A"}, [], {"case": "A", "seq": "x", "kind": "k", "actor": {"id": "a", "role": "lab"}, "at": "2026", "body": {}}])  # fmt: skip
def test_what_is_no_event_is_refused_in_words(broken):
    with pytest.raises(InputError):
        of_data(broken)
