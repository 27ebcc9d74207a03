"""The register in plain sentences, said of real files."""

from datetime import timedelta

from licet.register.shown import standing, ways
from licet.registry.told import (
    condition_told,
    days_told,
    event_told,
    license_told,
    limit_told,
    position_told,
    shipments_told,
    waiting_told,
    way_told,
)
from tests.register.stories import LAW, WHO, File, drawn, issued


def stands(file, days=0):
    return standing(file.state, LAW, file.at + timedelta(days=days))


def test_a_draft_has_no_days():
    assert days_told(stands(File().create())) == "The clock has not started."


def test_days_are_told_with_what_stopped_them():
    file = File().referred()
    due = (file.at + timedelta(days=20)).isoformat()
    file.do("question", "dan", days=3, id="q", text="Which?", due=due, cause="agency_information")
    assert days_told(stands(file, 4)) == (
        "3 calendar days on the clock, 4 calendar days stopped (agency information), 7 gross. "
        "The clock stands still (agency information)."
    )
    file.do("answer", "ann", days=4, text="That one")
    assert days_told(stands(file)).endswith("7 gross. The clock runs.")


def test_a_limit_says_what_is_left_and_where_it_stands():
    file = File().referred()
    told = [limit_told(each) for each in stands(file, 10)["limits"]]
    assert "Question, return, decision or referral (limit): over by 1 day, last day 2026-02-11; 15 CFR 750.4(c)" in told  # fmt: skip
    assert any(each.startswith("Decision or referral to the President (limit): 80 days left") for each in told)  # fmt: skip


def test_whoever_waits_sees_for_whom_and_by_which_rule():
    [told] = waiting_told(stands(File().referred()))
    assert told.startswith("defense was asked under us.on_request and has not answered, by 2026-03-")  # fmt: skip


def test_a_dropped_condition_says_who_proposed_it_who_dropped_it_and_why():
    file = File().referred().condition("lab")
    file.do("condition_dropped", "olga", id="lab", reason="the rule asks for it already")
    told = condition_told(file.state.condition("lab"))
    assert told[0] == "lab (ratio cap), dropped: condition lab"
    assert told[1:] == (
        "  proposed on 2026-02-02 by dan (defense)",
        "  dropped on 2026-02-02 by olga (US): the rule asks for it already",
    )


def test_a_position_says_its_reasons():
    file = File().referred().position("dan", "deny")
    assert position_told(file.state.positions[0]) == "defense (final): deny, line 1 to CN, p1: military use"  # fmt: skip


def test_an_event_is_one_line_with_long_texts_cut_short():
    file = File().create().do("edit", "ann", justification="A new data center " * 9)
    told = event_told(file.events[1])
    assert told.startswith(
        "  2  2026-02-02 16:00  edit by ann (applicant of firm): justification A new"
    )
    assert told.endswith(" ...")
    assert len(told) < 180


def test_an_event_says_its_reasons():
    file = File().referred().position("dan", "deny")
    assert ", reasons military use, basis 50 U.S.C. 4812" in event_told(file.events[-1])


def test_a_way_shows_the_fields_that_an_act_wants():
    told = [way_told(each) for each in ways(File().submitted().state, WHO["olga"], LAW)]
    assert "register number=TEXT [gaps=LIST]" in told
    assert any(each.startswith("return_without_action reason=incomplete|not_needed|") for each in told)  # fmt: skip


def test_a_license_says_what_is_left_and_what_was_refused():
    file = drawn(issued())
    file.do("drawdown_refused", "system", line="1", quantity="90", key="k2", reasons=["60 are left"])  # fmt: skip
    assert "line 1: nvidia-h200, 40 of 100 piece drawn, 60 left" in license_told(file.state)
    assert shipments_told(file.state) == (
        "k1: 40 of line 1 on 2026-02-02 to p1",
        "k2: 90 of line 1 REFUSED: 60 are left",
    )


def test_what_must_be_met_before_use_is_said():
    assert "before first use these must be met: lab" in license_told(issued(preconditions=["lab"]).state)  # fmt: skip
