"""The same steps before other authorities: who is asked, who may act, and how the days count, is theirs."""

from datetime import timedelta

import pytest

from licet.register.act import tried
from licet.register.events import Actor
from licet.register.shown import standing
from tests.register.stories import LAW, LINES, File

OFFICER = {code: Actor(f"officer-{code}", "officer", code, "head") for code in LAW.clocks.authorities}  # fmt: skip
SIGNER = {code: Actor(f"signer-{code}", "countersigner", code, "head") for code in LAW.clocks.authorities}  # fmt: skip


def reviewed(code, country="CN"):
    file = File().submitted(authority=code, lines=[{**LINES[0], "country": country}])
    me = OFFICER[code]
    file.do("register", me, number="1").do("assign", "system", officer=me.id)
    return file.do("open_review", me)


@pytest.mark.parametrize("code", LAW.clocks.authorities)
def test_a_file_comes_to_its_end_before_every_authority(code):
    file, me = reviewed(code), OFFICER[code]
    for agency, by in LAW.routing.asked(file.state):
        file.do("refer", "system", agency=agency, rule=by.id)
    for agency, _ in LAW.routing.asked(file.state):
        file.position(Actor(f"desk-{agency}", "agency", agency), "approve")
    if file.state.state == "under_review":
        file.position(me, "approve").do("consolidate", me, reason="nobody must be asked")
    else:
        file.do("positions_complete", "system")
    file.do("propose", me, outcome="approve", reasons=["x"]).do("countersign", SIGNER[code])
    file.do("issue", me, notice="n", license="L")
    assert file.state.state == "approved"
    soon, late = (standing(file.state, LAW, file.at + timedelta(days=n)) for n in (3, 300))
    assert soon["clock"]["standing"] == "ended"
    assert soon["clock"] == late["clock"]


def test_the_united_kingdom_asks_foreign_office_and_defence_in_every_case():
    asked = [agency for agency, _ in LAW.routing.asked(reviewed("GB").state)]
    assert asked == ["fcdo", "mod"]


@pytest.mark.parametrize(("country", "asked"), [("CN", ["bz"]), ("JP", []), ("US", []), ("NO", []), ("SG", ["bz"])])  # fmt: skip
def test_the_dutch_office_decides_alone_for_allies(country, asked):
    assert [agency for agency, _ in LAW.routing.asked(reviewed("NL", country).state)] == asked


def test_an_agency_that_is_late_in_britain_is_overdue_and_consents_to_nothing():
    file = reviewed("GB").do("refer", "system", agency="mod", rule="gb.all")
    file.at += timedelta(days=200)
    refusal = tried(file.state, file.event("agency_silent", "system", agency="mod"), LAW)
    assert refusal.guard == "referral_is_due"
    assert "publishes no time limit" in refusal.why


def test_an_agency_that_never_answers_is_let_go_by_a_senior_officer_with_a_reason():
    file = reviewed("GB")
    for agency in ("fcdo", "mod"):
        file.do("refer", "system", agency=agency, rule="gb.all")
    file.position(Actor("fred", "agency", "fcdo"), "approve")
    low = Actor("low", "officer", "GB", "desk")
    event = file.event("recall_referral", low, agency="mod", reason="no answer in half a year")
    assert tried(file.state, event, LAW).guard == "rank_at_least(senior)"
    file.do("recall_referral", OFFICER["GB"], agency="mod", reason="no answer in half a year")
    file.do("positions_complete", "system")
    assert file.state.referral("mod").outcome == "recalled"


def test_before_an_authority_with_other_holidays_the_same_week_counts_otherwise():
    """Monday 25 May 2026 is a holiday in Germany and Britain, where working days count, and in the Netherlands, where all do."""
    for code, clock in (("JP", 7), ("DE", 4), ("NL", 7), ("GB", 4)):
        file = File(at=File().at.replace(month=5, day=20, hour=9)).submitted(authority=code)
        file.do("register", OFFICER[code], number="1")
        told = standing(file.state, LAW, file.at + timedelta(days=7))
        assert told["clock"]["clock"] == clock, code
