"""An application starts from a decision: what the engine found, and what it did not, goes with the file."""

import json
from datetime import date, timedelta

import pytest

from licet.decide.answer import PROHIBITED
from licet.decide.decide import decide
from licet.errors import InputError
from licet.record import replaced
from licet.register.events import Actor
from licet.register.opening import application_from, opening
from licet.register.shown import as_data, standing, ways
from tests.register.stories import LAW, LINES, PARTIES, WHO, File, issued


def h200(builder, law, on=date(2026, 2, 1), **more):
    told = {"item": {"id": "nvidia-h200-sxm-141gb"}, "from": "US", "to": "CN", "kind": "export", **more}  # fmt: skip
    return decide(builder.transfer(told), law, on=on)


def united_states(found):
    return next(each for each in found["laws"] if each["sovereign"] == "US")


def test_the_grounds_come_with_their_citation_and_how_sure_we_are(builder, law):
    us = united_states(opening(h200(builder, law)))
    ground = next(each for each in us["grounds"] if each["holds"])
    assert ground["provision"] == "us.742.6.a6iii.destination"
    assert any("742.6(a)(6)(iii)" in each for each in ground["cite"])
    assert ground["confidence"] in ("high", "medium", "low", "unverified")
    assert opening(h200(builder, law))["hashes"] == law.hashes


def test_a_presumption_of_denial_goes_with_the_file_and_an_open_one_stays_open(builder, law):
    before = united_states(opening(h200(builder, law, date(2025, 12, 1))))
    assert before["review_policy"] == "presumption_of_denial"
    assert before["presumption_of_denial"] is True
    after = united_states(opening(h200(builder, law)))
    assert after["presumption_of_denial"] is None
    assert set(after["review_may_be"]) == {"presumption_of_denial", "case_by_case"}
    assert {each["policy"] for each in after["reviews"]} == {
        "presumption_of_denial",
        "case_by_case",
    }


def test_missing_facts_and_exceptions_that_were_looked_at_go_with_the_file(builder, law):
    found = opening(h200(builder, law))
    assert any(each["fact"] == "military" for each in found["missing"])
    codes = {each["code"]: each for each in united_states(found)["exceptions"]}
    assert codes["RFF"]["available"] is False
    assert codes["RFF"]["why_not"]
    assert codes["GOV"]["available"] is None


def test_the_same_decision_opens_with_the_same_bytes(builder, law):
    one, two = (json.dumps(opening(h200(builder, law)), sort_keys=False) for _ in range(2))
    assert one == two


def test_the_file_knows_whom_its_grounds_ask_for(builder, law):
    body = application_from(h200(builder, law), authority="US", applicant="firm", lines=LINES, parties=PARTIES)  # fmt: skip
    file = File().do("create", "ann", **body).do("submit", "ann", signer="A", end_use_statement="h")
    file.do("register", "olga", number="D1")
    told = standing(file.state, LAW, file.at + timedelta(days=3))
    assert {each["agency"] for each in told["must_be_asked"]} == {"defense", "state"}
    assert told["clock"]["clock"] == 3
    assert next(each for each in told["limits"] if each["name"] == "decision")["left"] == 87
    json.dumps(as_data(file.state))


def test_a_presumed_denial_raises_a_flag_for_which_two_must_sign(builder, law):
    decision = h200(builder, law, date(2025, 12, 1))
    body = application_from(decision, authority="US", applicant="firm", lines=LINES, parties=PARTIES)  # fmt: skip
    file = File().do("create", "ann", **body)
    assert LAW.routing.raised(file.state) == ("presumption_of_denial",)


def test_no_application_before_an_authority_of_whose_law_the_decision_does_not_tell(builder, law):
    with pytest.raises(InputError, match="nothing of the law of XX"):
        application_from(h200(builder, law), authority="XX", applicant="firm", lines=LINES)


def test_no_application_for_what_no_license_cures(builder, law):
    decision = h200(builder, law)
    answers = tuple(replaced(each, enforced=replaced(each.enforced, status=PROHIBITED)) for each in decision.answers)  # fmt: skip
    with pytest.raises(InputError, match=r"no license cures.*us\.742\.6"):
        application_from(replaced(decision, answers=answers), authority="US", applicant="firm", lines=LINES)  # fmt: skip


def test_what_a_role_may_do_is_told_with_the_fields_that_it_must_have():
    found = {each["event"]: each for each in ways(File().referred().state, WHO["dan"], LAW)}
    assert "position" in found
    assert "propose" not in found
    (level,) = (each for each in found["position"]["body"] if each["name"] == "level")
    assert level == {"name": "level", "type": "choice", "required": True, "choices": ["desk", "team", "final"]}  # fmt: skip
    assert not ways(File().referred().state, Actor("pat", "public"), LAW)
    assert "drawdown" in {each["event"] for each in ways(issued().state, WHO["ann"], LAW)}


def test_days_of_an_authority_without_holidays_are_told_as_unknown():
    file = File().submitted(authority="KR")
    officer = Actor("kim", "officer", "KR")
    file.do("register", officer, number="1")
    told = standing(file.state, LAW, file.at + timedelta(days=4))
    assert told["clock"]["clock"] is None
    assert told["clock"]["stopped"] is None
    assert told["clock"]["calendar_days"] == 4
    assert {each["left"] for each in told["limits"]} == {None}


def test_an_escalated_case_says_who_decides_by_when_and_who_may_carry_it_higher():
    """Referred on 2 February, so agencies have until 4 March, and the chair fourteen days more; it is late on 2 February in Washington."""
    file = File().consolidated(defense="deny", state="approve")
    told = standing(file.state, LAW, file.at)
    assert (told["waiting_for"], told["escalation"]) == ([], None)
    file.do("escalate", "olga", trigger="x")
    found = standing(file.state, LAW, file.at)["escalation"]
    assert (found["body"], found["decide_by"]) == ("Operating Committee", "2026-03-18")
    file.do("vote", "dan", vote="deny").do("vote", "stef", vote="approve")
    file.do("escalation_decided", "bea", outcome="approve", reasons=["x"])
    found = standing(file.state, LAW, file.at)["escalation"]
    assert (found["dissenting"], found["appeal_by"]) == (["defense"], "2026-02-07")
    file.do("escalation_appeal", "dan", reasons=["x"], basis="b")
    found = standing(file.state, LAW, file.at)["escalation"]
    assert (found["level"], found["decides"], found["decide_by"]) == (2, "majority", "2026-02-14")


def test_each_agency_that_is_waited_for_has_its_own_days():
    file = File().referred("defense")
    file.do("refer", "olga", days=3, agency="state", rule="us.on_request")
    told = standing(file.state, LAW, file.at + timedelta(days=10))
    left = {each["agency"]: each["due"]["left"] for each in told["waiting_for"]}
    assert left == {"defense": 17, "state": 20}
