"""Each guard has a case in which it stands against an act; the invariants of the procedure are among them."""

from datetime import timedelta

import pytest

from licet.record import replaced
from licet.register.act import tried
from licet.register.clock.policy import Clocks
from licet.register.events import Actor
from licet.register.state import Signature
from tests.register.stories import (
    LAW,
    LINES,
    PARTIES,
    WHO,
    File,
    drawn,
    issued,
    license_body,
    walked,
)

CASES = []
OPENING = {"laws": [{"sovereign": "US", "license_required": True, "review_policy": "presumption_of_denial", "grounds": [{"provision": "us.742.6.a6iii.destination", "holds": True}]}]}  # fmt: skip
UK = replaced(LAW, clocks=Clocks(tuple(replaced(each, authority="US") for each in LAW.clocks.policies if each.authority == "GB"), LAW.clocks.causes))  # fmt: skip
"""The procedure with British clocks under the file's own authority."""


def stands(guard):
    """A function that gives a file and the act that the guard refuses: kind, who, body."""

    def entered(make):
        CASES.append((guard, make))
        return make

    return entered


def proposed(outcome="approve", **positions):
    file = File().consolidated(**(positions or {"defense": outcome}))
    return file.do("propose", "olga", outcome=outcome, reasons=["x"])


def escalated(*votes):
    """Defense denies, State approves; votes are cast in this order at the first level."""
    file = File().consolidated(defense="deny", state="approve").do("escalate", "olga", trigger="t")
    for who, vote in zip(("dan", "stef", "bea"), votes, strict=False):
        file.do("vote", who, vote=vote)
    return file


def chaired():
    return escalated("deny", "approve", "approve").do("escalation_decided", "bea", outcome="approve", reasons=["x"])  # fmt: skip


def carried():
    """At the second level, which decides by majority."""
    return chaired().do("escalation_appeal", "dan", reasons=["x"], basis="b")


def asked(law=LAW, days=20, who="olga"):
    file = File(law).referred() if law is LAW else File(law).reviewed().position("olga", "approve")
    due = (file.at + timedelta(days=days)).isoformat()
    return file.do("question", who, id="q1", text="?", due=due, cause="applicant_information")


def noticed():
    file = File().consolidated(defense="deny")
    file.do("propose", "olga", outcome="deny", reasons=["x"])
    return file.do("intent_to_deny", "olga", reasons=["x"], basis="b", contact="c", appeal="a")


def reopened():
    """A decision with the condition ``cap``, overturned by Otto."""
    before, _ = walked()["condition_proposed_on_appeal"]
    file = File()
    file.state, file.at = before, before.last
    return file


POSITION = {"line": "1", "country": "CN", "party": "p1", "position": "approve", "level": "final"}

# ---- order


@stands("in_order")
def _():
    return File().create(), "submit", "ann", {"seq": 5, "signer": "a", "end_use_statement": "b"}


@stands("not_before_the_last")
def _():
    file = File().create()
    file.at -= timedelta(days=1)
    return file, "withdraw", "ann", {}


# ---- who


@stands("of_this_authority")
def _():
    return File().submitted(), "register", Actor("bob", "officer", "GB"), {"number": "1"}


@stands("of_this_authority")
def _():
    return File().referred(), "position", Actor("mo", "agency", "mod"), POSITION


@stands("not_own_file")
def _():
    """The applicant's agent is an officer as well."""
    file = File().create("gus", mandate="m").do("submit", "gus", signer="a", end_use_statement="b")
    return file, "register", Actor("gus", "officer", "US", "head"), {"number": "1"}


@stands("not_own_file")
def _():
    """A countersigner whose brother works there."""
    file = File().referred().do("recuse", "cora", reason="a brother works there")
    file.position("dan", "approve").do("positions_complete", "system")
    return file.do("propose", "olga", outcome="approve", reasons=["x"]), "countersign", "cora", {}


@stands("own_file_only")
def _():
    return File().create(), "withdraw", Actor("eve", "applicant", "rival"), {}


@stands("own_file_only")
def _():
    return File().create(), "withdraw", "gus", {}


@stands("own_file_only")
def _():
    file = File().create("gus", mandate="m").do("end_mandate", "ann", agent="gus")
    return file, "withdraw", "gus", {}


@stands("mandate_named")
def _():
    return File(), "create", "gus", {"authority": "US", "applicant": "firm"}


@stands("authority_known")
def _():
    return File(), "create", "ann", {"authority": "XX", "applicant": "firm"}


@stands("assigned_to_actor")
def _():
    file = File().submitted().do("register", "olga", number="1").do("assign", "olga", officer="olga")  # fmt: skip
    return file, "open_review", "otto", {}


@stands("not_the_proposer")
def _():
    return proposed(), "countersign", Actor("olga", "countersigner", "US", "head"), {}


@stands("not_the_proposer")
def _():
    """A chair who decided an escalation does not sign it."""
    file = chaired()
    file.at += timedelta(days=7)
    return file, "countersign", "bea", {}


@stands("not_signed_before")
def _():
    file = File().reviewed().do("flag", "olga", flag="presumption_of_denial", on="case", reason="x")  # fmt: skip
    file.position("olga", "approve").do("consolidate", "olga", reason="x")
    file.do("propose", "olga", outcome="approve", reasons=["x"]).do("countersign", "cora")
    return file, "countersign", "cora", {}


@stands("signed_by_another")
def _():
    file = proposed().do("countersign", "cora")
    file.state = replaced(file.state, signatures=(Signature("olga", "countersigner", file.at),))
    return file, "issue", "otto", {"notice": "n", "license": "L"}


@stands("enough_signatures")
def _():
    """A flag was set after the signature, and removed again; two must sign all the same."""
    file = proposed().do("countersign", "cora")
    file.do("flag", "system", flag="listed_party", on="p1", reason="a new list")
    file.do("remove_flag", "olga", flag="listed_party", on="p1", reason="of like name only")
    return file, "issue", "olga", {"notice": "n", "license": "L"}


@stands("follows_positions")
def _():
    file = File().consolidated(defense="approve")
    return file, "propose", "olga", {"outcome": "approve", "reasons": ["x"], "lines": {"1": "deny"}}


@stands("not_a_first_decider")
def _():
    before, _ = walked()["appeal_upheld"]
    file = File()
    file.state, file.at = before, before.last
    return file, "appeal_upheld", "cora", {"reasons": ["x"]}


@stands("not_a_first_decider")
def _():
    """The officer who took part in the first decision does not settle its conditions on appeal either."""
    file = reopened()
    return file, "condition_dropped", "olga", {"id": "cap", "reason": "x"}


@stands("conditions_settled")
def _():
    file = reopened().do("condition_proposed", "stef", id="fee", kind="fee", text="a fee")
    omar = Actor("omar", "officer", "US")
    return file, "issue_on_appeal", omar, {"notice": "n", "license": "L"}


@stands("laboratory_files_certificates")
def _():
    return File().referred(), "document", "lab", {"name": "letter", "hash": "h", "kind": "letter"}


@stands("a_test_is_asked_for")
def _():
    return issued(conditions=["cap"]), "name_laboratory", "ann", {"laboratory": "lab-1"}


@stands("laboratory_files_tests")
def _():
    return issued(), "return_filed", "lab", {"obligation": "cap", "period": "Q1", "hash": "h"}


@stands("not_the_one_who_overturned")
def _():
    before, _ = walked()["issue_on_appeal"]
    file = File()
    file.state, file.at = before, before.last
    return file, "issue_on_appeal", "otto", {"notice": "n", "license": "L"}


@stands("rank_at_least(senior)")
def _():
    file = File().create().do("withdraw", "ann")
    return file, "reopen_for_changes", "otto", {"reason": "x"}


# ---- what was filed


@stands("opening_is_readable")
def _():
    body = {"authority": "US", "applicant": "firm", "opening": {"laws": ["nonsense"]}}
    return File(), "create", "ann", body


@stands("opening_is_readable")
def _():
    return File().create(), "edit", "ann", {"opening": {"laws": [{"sovereign": "US", "grounds": 7}]}}  # fmt: skip


@stands("has_lines")
def _():
    lines = [{**LINES[0], "quantity": "0"}]
    return File().create(lines=lines), "submit", "ann", {"signer": "a", "end_use_statement": "b"}


@stands("has_lines")
def _():
    lines = LINES + LINES
    return File().create(lines=lines), "submit", "ann", {"signer": "a", "end_use_statement": "b"}


@stands("has_parties")
def _():
    parties = [{**PARTIES[0], "role": "forwarder"}]
    return File().create(parties=parties), "submit", "ann", {"signer": "a", "end_use_statement": "b"}  # fmt: skip


@stands("no_gaps")
def _():
    return File().submitted(), "register", "olga", {"number": "1", "gaps": ["datasheet"]}


@stands("no_flag_blocks(registration)")
def _():
    file = File().submitted().do("flag", "system", flag="incomplete", on="case", reason="x")
    return file, "register", "olga", {"number": "1"}


@stands("no_flag_blocks(decision)")
def _():
    file = proposed().do("flag", "system", flag="listed_party", on="p1", reason="x")
    return file, "countersign", "cora", {}


# ---- referral and positions


@stands("routing_rule_named")
def _():
    return File().reviewed(), "refer", "olga", {"agency": "defense", "rule": "us.nobody"}


@stands("routing_rule_named")
def _():
    return File().reviewed(), "refer", "olga", {"agency": "justice", "rule": "us.end_user.review"}


@stands("routing_rule_named")
def _():
    """No flag of that kind stands, so the rule does not hold."""
    return File().reviewed(), "refer", "olga", {"agency": "state", "rule": "us.end_user.review"}


@stands("not_referred_before")
def _():
    return File().referred(), "refer", "olga", {"agency": "defense", "rule": "us.on_request"}


@stands("asked_for_a_position")
def _():
    return File().referred(), "position", "stef", POSITION


@stands("line_and_party_known")
def _():
    return File().referred(), "position", "dan", {**POSITION, "country": "HK"}


@stands("reasons_where_denied")
def _():
    return File().referred(), "position", "dan", {**POSITION, "position": "deny"}


@stands("referral_is_due")
def _():
    file = File().referred()
    file.at += timedelta(days=29)
    return file, "agency_silent", "system", {"agency": "defense"}


@stands("referral_is_open")
def _():
    file = File().referred().position("dan", "approve")
    return file, "recall_referral", "olga", {"agency": "defense", "reason": "x"}


@stands("all_positions_in")
def _():
    return File().referred(), "positions_complete", "system", {}


@stands("all_positions_in")
def _():
    """Visible routing: the decision rests on 742.6, so State must be asked too."""
    file = File().referred(opening=OPENING).position("dan", "approve")
    return file, "positions_complete", "system", {}


@stands("nobody_must_be_asked")
def _():
    file = File().reviewed(opening=OPENING).position("olga", "approve")
    return file, "consolidate", "olga", {"reason": "x"}


@stands("positions_agree")
def _():
    file = File().consolidated(defense="deny", state="approve")
    return file, "propose", "olga", {"outcome": "approve", "reasons": ["x"]}


@stands("positions_differ")
def _():
    return File().consolidated(defense="approve"), "escalate", "olga", {"trigger": "x"}


@stands("follows_positions")
def _():
    file = File().consolidated(defense="approve")
    return file, "propose", "olga", {"outcome": "deny", "reasons": ["x"]}


@stands("positions_say_return")
def _():
    file = File().consolidated(defense="approve")
    return file, "return_without_action", "olga", {"reason": "incomplete"}


# ---- questions and periods


@stands("cause_known")
def _():
    return File().referred(), "hold", "olga", {"cause": "holiday"}


@stands("due_is_later")
def _():
    file = File().referred()
    body = {"id": "q", "text": "?", "due": file.at.isoformat(), "cause": "applicant_information"}
    return file, "question", "olga", body


@stands("question_is_new")
def _():
    file = asked().do("answer", "ann", text="yes")
    due = (file.at + timedelta(days=9)).isoformat()
    return file, "question", "olga", {"id": "q1", "text": "?", "due": due, "cause": "applicant_information"}  # fmt: skip


@stands("question_is_due")
def _():
    return asked(), "question_lapsed", "system", {"then": "return"}


@stands("reminded_in_time")
def _():
    """The United Kingdom promises a reminder five working days before the due day."""
    file = asked(UK).do("remind", "system", days=17)
    file.at += timedelta(days=9)
    return file, "question_lapsed", "system", {"then": "return"}


@stands("reminded_in_time")
def _():
    file = asked(UK)
    file.at += timedelta(days=30)
    return file, "question_lapsed", "system", {"then": "return"}


@stands("within_reply_period")
def _():
    file = noticed()
    file.at += timedelta(days=21)
    return file, "reply", "ann", {"text": "late"}


@stands("reply_period_is_over")
def _():
    file = noticed()
    file.at += timedelta(days=19)
    return file, "reply_period_ended", "system", {}


@stands("notice_is_owed")
def _():
    """In the United Kingdom a refusal needs no notice before it."""
    file = File(UK).reviewed().position("olga", "deny").do("consolidate", "olga", reason="alone")
    file.do("propose", "olga", outcome="deny", reasons=["x"])
    body = {"reasons": ["x"], "basis": "b", "contact": "c", "appeal": "a"}
    return file, "intent_to_deny", "olga", body


@stands("within_appeal_limit")
def _():
    file = File().submitted().do("return_without_action", "olga", reason="not_needed")
    file.at += timedelta(days=46)
    return file, "appeal", "ann", {"reasons": ["x"]}


@stands("not_appealed_before")
def _():
    before, event = walked()["appeal"]
    file = File()
    file.state, file.at = replaced(before, appeals=("earlier",)), event.at
    return file, "appeal", "ann", {"reasons": ["x"]}


# ---- escalation


@stands("votes_recorded")
def _():
    return escalated("deny"), "escalation_decided", "bea", {"outcome": "deny", "reasons": ["x"]}


@stands("follows_the_votes")
def _():
    file = carried()
    for who, vote in (("dan", "deny"), ("stef", "approve"), ("bea", "approve")):
        file.do("vote", who, vote=vote)
    return file, "escalation_decided", "bea", {"outcome": "deny", "reasons": ["x"]}


@stands("escalation_was_decided")
def _():
    return proposed(), "escalation_appeal", "dan", {"reasons": ["x"], "basis": "b"}


@stands("dissented")
def _():
    return chaired(), "escalation_appeal", "stef", {"reasons": ["x"], "basis": "b"}


@stands("within_escalation_limit")
def _():
    file = chaired()
    file.at += timedelta(days=6)
    return file, "escalation_appeal", "dan", {"reasons": ["x"], "basis": "b"}


@stands("within_escalation_limit")
def _():
    """From the President nobody appeals."""
    file = chaired()
    for _ in range(3):
        file.do("escalation_appeal", "dan", reasons=["x"], basis="b")
        for who, vote in (("dan", "deny"), ("stef", "approve"), ("bea", "approve")):
            file.do("vote", who, vote=vote)
        file.do("escalation_decided", "bea", outcome="approve", reasons=["x"])
    return file, "escalation_appeal", "dan", {"reasons": ["x"], "basis": "b"}


@stands("escalation_is_final")
def _():
    return chaired(), "countersign", "cora", {}


# ---- conditions and the decision


@stands("condition_is_new")
def _():
    file = File().referred().condition("cap")
    return file, "condition_proposed", "dan", {"id": "cap", "kind": "k", "text": "t"}


@stands("condition_is_known")
def _():
    return File().referred(), "condition_adopted", "olga", {"id": "cap"}


@stands("conditions_settled")
def _():
    """The seven licenses: a condition that nobody dropped with a reason stands in the way."""
    file = proposed("approve_with_conditions").condition("cap").condition("lab")
    return file.do("condition_adopted", "olga", id="cap"), "countersign", "cora", {}


@stands("conditions_settled")
def _():
    """What is changed must be adopted anew."""
    file = proposed("approve_with_conditions").condition("cap").do("condition_adopted", "olga", id="cap")  # fmt: skip
    return file.do("condition_changed", "olga", id="cap", reason="x"), "countersign", "cora", {}


@stands("outcome_fits_conditions")
def _():
    return proposed("approve_with_conditions"), "countersign", "cora", {}


@stands("outcome_fits_conditions")
def _():
    file = proposed("approve").condition("cap").do("condition_adopted", "olga", id="cap")
    return file, "countersign", "cora", {}


@stands("no_signature_yet")
def _():
    file = File().reviewed().do("flag", "olga", flag="presumption_of_denial", on="case", reason="x")  # fmt: skip
    file.position("olga", "approve").do("consolidate", "olga", reason="x")
    file.do("propose", "olga", outcome="approve", reasons=["x"]).do("countersign", "cora")
    return file, "condition_proposed", "bea", {"id": "late", "kind": "k", "text": "t"}


@stands("proposed(deny)")
def _():
    body = {"reasons": ["x"], "basis": "b", "contact": "c", "appeal": "a"}
    return proposed(), "intent_to_deny", "olga", body


@stands("intent_not_given")
def _():
    file = noticed().do("reply_period_ended", "system", days=21)
    return file, "intent_to_deny", "olga", {"reasons": ["x"], "basis": "b", "contact": "c", "appeal": "a"}  # fmt: skip


@stands("intent_was_given")
def _():
    return proposed("deny"), "countersign", "cora", {}


@stands("license_named")
def _():
    return proposed().do("countersign", "cora"), "issue", "olga", {"notice": "n"}


# ---- flags


@stands("flag_is_listed")
def _():
    return File().submitted(), "flag", "olga", {"flag": "odd", "on": "case", "reason": "x"}


@stands("flag_is_set")
def _():
    return File().submitted(), "remove_flag", "olga", {"flag": "incomplete", "on": "case", "reason": "x"}  # fmt: skip


@stands("rank_of_flag")
def _():
    """A flag that blocks a decision is removed only from the rank that it names."""
    file = File().referred().do("flag", "system", flag="embargoed_destination", on="CN", reason="x")
    return file, "remove_flag", "olga", {"flag": "embargoed_destination", "on": "CN", "reason": "x"}


# ---- a license


def draw(**more):
    tests = [{"condition": "cap", "holds": True}]
    return {"line": "1", "quantity": "10", "date": "2026-02-02", "party": "p1", "key": "k", "tests": tests, **more}  # fmt: skip


@stands("own_license_only")
def _():
    return issued(), "drawdown", Actor("eve", "applicant", "rival"), draw()


@stands("own_license_only")
def _():
    return issued(), "drawdown", "gus", draw()


@stands("own_license_only")
def _():
    return issued(), "revoke", Actor("bob", "board", "GB"), {"reason": "x", "authority": "a", "notice": "n"}  # fmt: skip


@stands("own_license_only")
def _():
    file = drawn(issued(), who=Actor("cora", "applicant", "firm"))
    return file, "revoke", "cora", {"reason": "x", "authority": "a", "notice": "n"}


@stands("lines_have_quantities")
def _():
    return File(license_=True), "issue", "olga", license_body(lines=[{"id": "1", "item": "x", "quantity": "many", "unit": "piece"}])  # fmt: skip


@stands("entries_are_readable")
def _():
    return File(license_=True), "issue", "olga", license_body(parties=["Cloud Co"])


@stands("entries_are_readable")
def _():
    return issued(), "amend", "olga", {"size": "minor", "reason": "x", "conditions": [{"id": "cap", "tested": 7}]}  # fmt: skip


@stands("lines_have_quantities")
def _():
    lines = [{"id": "1", "item": "x", "quantity": "NaN", "unit": "piece"}]
    return File(license_=True), "issue", "olga", license_body(lines=lines)


@stands("clock_known")
def _():
    return File(license_=True), "issue", Actor("x", "officer", "XX"), license_body(authority="XX")


@stands("clock_known")
def _():
    return File(license_=True), "issue", "olga", license_body(valid_from="1990-01-01")


@stands("ends_after_it_starts")
def _():
    return File(license_=True), "issue", "olga", license_body(valid_to="2026-01-01")


@stands("precondition_is_open")
def _():
    return issued(preconditions=["lab"]), "precondition_met", "olga", {"condition": "fee", "evidence": "x"}  # fmt: skip


@stands("preconditions_met")
def _():
    """A suspension and its end are no way around what must be met first."""
    file = issued(preconditions=["lab"])
    file.state = replaced(file.state, state="reinstated")
    return file, "drawdown", "ann", draw()


@stands("within_validity")
def _():
    file = issued()
    file.at += timedelta(days=160)
    return file, "drawdown", "ann", draw(date="2026-07-07")


@stands("within_validity")
def _():
    return issued(), "drawdown", "ann", draw(date="2026-02-09")


@stands("balance_is_enough")
def _():
    return drawn(issued()), "drawdown", "ann", draw(quantity="60.5", key="k2")


@stands("balance_is_enough")
def _():
    return issued(), "drawdown", "ann", draw(quantity="-5")


@stands("party_is_named")
def _():
    return issued(), "drawdown", "ann", draw(party="p9")


@stands("party_is_named")
def _():
    return issued(), "drawdown", "ann", draw(country="HK")


@stands("key_is_new")
def _():
    return drawn(issued()), "drawdown", "customs", draw(key="k1")


@stands("all_tests_hold")
def _():
    return issued(), "drawdown", "ann", draw(tests=[{"condition": "cap", "holds": False, "why": "0.52 of 0.5"}])  # fmt: skip


@stands("all_tests_hold")
def _():
    return issued(), "drawdown", "ann", draw(tests=[{"condition": "cap", "holds": None}])


@stands("all_tests_hold")
def _():
    return issued(), "drawdown", "ann", draw(tests=[])


@stands("all_tests_hold")
def _():
    """Of two tests of one condition, the one that holds least counts."""
    tests = [{"condition": "cap", "holds": False}, {"condition": "cap", "holds": True}]
    return issued(), "drawdown", "ann", draw(tests=tests)


@stands("all_tests_hold")
def _():
    return issued(), "drawdown", "ann", draw(tests=[{"condition": "cap", "holds": "yes"}])


@stands("amendment_says_something")
def _():
    return issued(), "amend", "olga", {"size": "minor", "reason": "x"}


@stands("says_something(application)")
def _():
    return issued(), "amend", "olga", {"size": "major", "reason": "x", "valid_to": "2027-01-01"}


@stands("lines_cover_what_was_used")
def _():
    lines = [{"id": "1", "item": "x", "quantity": "39", "unit": "piece"}]
    return drawn(issued()), "amend", "olga", {"size": "minor", "reason": "x", "lines": lines}


@stands("not_the_one_who_proposed(suspend)")
def _():
    file = issued().do("suspend_proposed", "olga", cause="x", **{"from": "2026-02-03"})
    return file, "suspend", Actor("olga", "countersigner", "US"), {"cause": "x", "authority": "a", "from": "2026-02-03"}  # fmt: skip


@stands("not_the_one_who_proposed(revoke)")
def _():
    file = issued().do("revoke_proposed", "olga", reason="x")
    return file, "revoke", Actor("olga", "board", "US"), {"reason": "x", "authority": "a", "notice": "n"}  # fmt: skip


@stands("consequence_is_suspension")
def _():
    return issued(), "condition_broken", "system", {"condition": "rule", "consequence": "suspend", "reason": "x", "from": "2026-02-03"}  # fmt: skip


def back(**more):
    return {"key": "b1", "of": "k1", "quantity": "10", "date": "2026-03-02", "ref": "broken", **more}  # fmt: skip


@stands("drawn_before")
def _():
    return drawn(issued()), "goods_back", "ann", back(of="k9")


@stands("back_is_new")
def _():
    return drawn(issued()).do("goods_back", "ann", **back()), "goods_back", "ann", back()


@stands("no_more_back_than_drawn")
def _():
    file = drawn(issued()).do("goods_back", "ann", **back())
    return file, "goods_back", "ann", back(key="b2", quantity="31")


@stands("came_back")
def _():
    return drawn(issued()), "restore_balance", "olga", {"key": "b1", "reason": "x"}


@stands("came_back")
def _():
    file = drawn(issued()).do("goods_back", "ann", **back())
    file.do("restore_balance", "olga", key="b1", reason="x")
    return file, "restore_balance", "olga", {"key": "b1", "reason": "again"}


@stands("suspension_is_over")
def _():
    file = issued().do("suspend", "cora", cause="x", authority="a", **{"from": "2026-02-03", "to": "2026-02-20"})  # fmt: skip
    return file, "suspension_ended", "system", {}


@stands("usage_agrees")
def _():
    return drawn(issued()), "surrender", "ann", {"usage": {"1": "39"}}


@stands("validity_is_over")
def _():
    """It ends on 3 July 2026, when Independence Day is kept, and so lasts to the Monday after."""
    file = issued()
    file.at += timedelta(days=153)
    assert file.at.date().isoformat() == "2026-07-05"
    return file, "expire", "system", {}


@stands("a_condition_ends_it")
def _():
    return issued(), "lapse", "olga", {"condition": "cap", "reason": "x"}


@pytest.mark.parametrize(("guard", "make"), CASES, ids=[f"{guard}-{n}" for n, (guard, _) in enumerate(CASES)])  # fmt: skip
def test_the_guard_stands_against_it(guard, make):
    file, kind, who, body = make()
    found = tried(file.state, file.event(kind, who, **body), file.law)
    assert found is not None, f"{kind} was possible"
    assert found.guard == guard, str(found)
    assert found.why


def test_a_condition_that_only_warns_or_binds_another_line_or_day_stops_no_shipment():
    cap = {"id": "cap", "tested": ["drawdown"]}
    failing = [{"condition": "cap", "holds": False}]
    for more, tests in (
        ({"consequence": "warn"}, failing), ({"consequence": "report"}, failing), ({"lines": ["2"]}, []),
        ({"since": "2026-03-01"}, []), ({"to": "2026-02-02"}, []), ({"tested": ["schedule"]}, []),
    ):  # fmt: skip
        file = issued(conditions=[{**cap, **more}])
        assert tried(file.state, file.event("drawdown", "ann", **draw(tests=tests)), LAW) is None, more  # fmt: skip
    file = issued(conditions=[{**cap, "to": "2026-02-03"}])
    assert tried(file.state, file.event("drawdown", "ann", **draw(tests=failing)), LAW) is not None


def test_every_guard_of_the_tables_has_a_case():
    """But for ``level_above``, which ``within_escalation_limit`` precedes wherever it could speak."""
    asked_for = {
        str(guard)
        for table in (LAW.application, LAW.license)
        for guard in (*table.always, *(each for row in table.rows for each in row.guards))
    }
    assert asked_for - {guard for guard, _ in CASES} == {"level_above"}


def test_a_person_of_every_role_is_at_hand():
    assert {each.role for each in WHO.values()} >= {role for row in LAW.application.rows for role in row.actors}  # fmt: skip


def test_balances_are_exact_whatever_their_length():
    most = "9" * 28
    lines = [{"id": "1", "item": "x", "quantity": most + ".5", "unit": "kg"}]
    file = issued(lines=lines)
    drawn(file, most + ".25")
    assert str(file.state.lines[0].balance) == "0.25"
    drawn(file, "0.25", key="k2")
    assert file.state.state == "exhausted"


def test_lines_may_end_differently_where_the_positions_say_so():
    two = [LINES[0], {**LINES[0], "id": "2", "item": "nvidia-h100"}]
    file = File().referred(lines=two)
    file.position("dan", "approve")
    more = {
        "line": "2",
        "country": "CN",
        "party": "p1",
        "level": "final",
        "reasons": ["x"],
        "basis": "b",
    }
    file.do("position", "dan", position="deny", **more).do("positions_complete", "system")
    file.do(
        "propose", "olga", outcome="approve", reasons=["x"], lines={"1": "approve", "2": "deny"}
    )
    assert dict(file.state.proposal.lines) == {"1": "approve", "2": "deny"}


def test_an_agency_has_answered_when_it_has_a_final_position_on_every_line_it_was_asked_about():
    two = [LINES[0], {**LINES[0], "id": "2", "item": "nvidia-h100"}]
    file = File().referred(lines=two).position("dan", "approve")
    assert file.state.referral("defense").ended is None
    one = (
        File()
        .reviewed(lines=two)
        .do("refer", "olga", agency="defense", rule="us.on_request", lines=["1"])
    )
    assert one.position("dan", "approve").state.referral("defense").outcome == "answered"
