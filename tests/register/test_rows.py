"""One test for each row of each table, made from the tables themselves; and nothing outside them."""

import pytest

from licet.record import replaced
from licet.register.act import allowed, tried
from licet.register.events import ROLES, Actor, Event
from licet.register.license_state import LicenseState
from licet.register.select import BODY, EVENT, GUARD, ROLE, STATE, Refused
from licet.register.state import CaseState
from licet.register.table import NONE
from tests.register.stories import LAW, STAND_IN, START, walked

TABLES = (LAW.application, LAW.license)
ROWS = [(table, row) for table in TABLES for row in table.rows]
NAMES = [f"{table.name}-{row.id}" for table, row in ROWS]


def witness(table, row):
    """A state and an event that a story went through by this row."""
    return walked(license_=table.name == "license")[row.id]


@pytest.mark.parametrize(("table", "row"), ROWS, ids=NAMES)
def test_the_row_is_possible_for_each_of_its_roles_from_each_of_its_states(table, row):
    before, event = witness(table, row)
    assert allowed(before, event, LAW, table) is row
    assert event.actor.role in row.actors
    for source in row.sources:
        there = replaced(before, state=source)
        found = tried(there, event, LAW)
        assert found is None, str(found)


@pytest.mark.parametrize(("table", "row"), ROWS, ids=NAMES)
def test_the_row_is_refused_to_every_other_role(table, row):
    before, event = witness(table, row)
    for role in ROLES:
        if role not in row.actors:
            found = tried(before, replaced(event, actor=STAND_IN[role]), LAW)
            assert found is not None
            assert found.kind == ROLE, str(found)
            assert found.row in {each.id for each in table.rows_from(before.state) if each.event == row.event}  # fmt: skip


@pytest.mark.parametrize(("table", "row"), ROWS, ids=NAMES)
def test_a_role_of_the_row_gets_through_or_is_told_which_guard_stands_against_it(table, row):
    before, event = witness(table, row)
    for role in row.actors:
        found = tried(before, replaced(event, actor=STAND_IN[role]), LAW)
        assert found is None or found.kind == GUARD, str(found)


@pytest.mark.parametrize(("table", "row"), ROWS, ids=NAMES)
def test_the_row_wants_the_fields_that_it_names_and_no_others(table, row):
    before, event = witness(table, row)
    for field in row.body:
        without = {name: each for name, each in event.body.items() if name != field.name}
        found = tried(before, replaced(event, body=without), LAW)
        if field.required:
            assert found.kind == BODY, str(found)
            assert field.name in found.why
        wrong = tried(before, replaced(event, body={**event.body, field.name: 7}), LAW)
        assert wrong.kind == BODY
        assert field.name in wrong.why
    more = tried(before, replaced(event, body={**event.body, "state": "approved"}), LAW)
    assert more.kind == BODY
    assert "state" in more.why


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_whatever_the_table_does_not_know_is_refused_in_every_state_to_every_role(table):
    blank = LicenseState() if table.name == "license" else CaseState()
    tried_at_all = 0
    for state in (NONE, *(each.name for each in table.states)):
        known = {row.event for row in table.rows_from(state)}
        here = replaced(blank, state=state)
        for kind in (*table.events, "delete", "approve", "Create", ""):
            if kind in known:
                continue
            for actor in STAND_IN.values():
                found = tried(here, Event("A-1", 1, kind, actor, START, {}), LAW)
                assert found.kind == (STATE if kind in table.events else EVENT)
                tried_at_all += 1
    assert tried_at_all > 1000


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_from_a_closed_state_only_what_speaks_of_the_end_is_possible(table):
    after = {"appeal", "reopen_for_changes", "return_filed", "drawdown_refused", "assessed", "paid", "customs_message", "goods_back", "restore_balance"}  # fmt: skip
    for state in table.states:
        if state.mark == "closed":
            assert {row.event for row in table.rows_from(state.name)} <= after


def test_a_refusal_says_what_stood_against_it_and_what_would_be_possible():
    before, event = walked()["propose"]
    with pytest.raises(Refused) as caught:
        allowed(before, Event("A-1", before.seq + 1, "isue", STAND_IN["officer"], event.at), LAW, LAW.application)  # fmt: skip
    told = str(caught.value)
    assert "did you mean issue" in told
    assert "propose" in told
    assert "escalate" in told


def test_nobody_without_a_role_of_the_table_can_do_anything():
    stranger = Actor("eve", "minister", "US", "head")
    for table, row in ROWS:
        before, event = witness(table, row)
        assert tried(before, replaced(event, actor=stranger), LAW).kind == ROLE


def test_every_row_of_law_is_cited_and_every_row_of_our_own_says_why():
    for _, row in ROWS:
        assert row.basis != "law" or row.cite
        assert row.basis != "ours" or row.note


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_from_every_open_state_there_is_a_way_to_an_end(table):
    """Back leads to where the case was, which is open too; the way out is counted without it."""
    ends = {each.name for each in table.states if each.mark == "closed"}
    while True:
        more = {
            each.name
            for each in table.states
            if each.name not in ends and any(row.to in ends for row in table.rows_from(each.name))
        }
        if not more:
            break
        ends |= more
    aside = {"reopened_for_changes"}  # goes back to a closed state only
    assert {each.name for each in table.states} - ends <= aside


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_state_can_be_reached_from_the_first_event(table):
    reached, grown = {NONE}, True
    while grown:
        to = {row.to for state in reached for row in table.rows_from(state)} - {"same", "back"}
        grown = not to <= reached
        reached |= to
    assert reached - {NONE} == {each.name for each in table.states}
