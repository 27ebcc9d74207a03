"""Cases told event by event, which between them walk every row of both tables."""

from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

from licet.register.act import act, act_on_license, allowed
from licet.register.events import Actor, Event
from licet.register.license_state import LicenseState
from licet.register.procedure import read_procedure
from licet.register.state import CaseState

LAW = read_procedure(Path(__file__).resolve().parents[2] / "law" / "procedure")
START = datetime(2026, 2, 2, 15, 0, tzinfo=UTC)

WHO = {
    "ann": Actor("ann", "applicant", "firm"),
    "gus": Actor("gus", "agent", "broker"),
    "olga": Actor("olga", "officer", "US", "senior"),
    "otto": Actor("otto", "officer", "US", "desk"),
    "dan": Actor("dan", "agency", "defense"),
    "stef": Actor("stef", "agency", "state"),
    "cora": Actor("cora", "countersigner", "US", "head"),
    "cyd": Actor("cyd", "countersigner", "US", "team"),
    "bea": Actor("bea", "board", "US", "head"),
    "system": Actor("system", "system"),
    "lab": Actor("lena", "lab", "lab-1"),
    "customs": Actor("cbp", "customs", "cbp"),
    "auditor": Actor("aud", "auditor", "gao"),
    "public": Actor("pat", "public"),
}
"""Somebody of every role; of some roles two."""
STAND_IN = {role: next(a for a in WHO.values() if a.role == role) for role in (
    "applicant", "agent", "officer", "agency", "countersigner", "board", "lab", "customs", "auditor",
    "system", "public",
)}  # fmt: skip

LINES = [{"id": "1", "item": "nvidia-h200", "quantity": "1000", "unit": "piece", "country": "CN"}]
PARTIES = [{"id": "p1", "name": "Cloud Co", "role": "ultimate_end_user", "country": "CN"}]
DENIED = {"reasons": ["military use"], "basis": "50 U.S.C. 4812; 15 CFR 744.21"}


class File:
    """A case that is acted on step by step; ``steps`` keeps state before, event and row of each."""

    def __init__(self, law=LAW, *, case="A-1", license_=False, at=START):
        self.law, self.case, self.at = law, case, at
        self.table = law.license if license_ else law.application
        self.state = LicenseState() if license_ else CaseState()
        self.events, self.steps = [], []

    def event(self, kind, who, /, *, seq=None, **body):
        actor = WHO[who] if isinstance(who, str) else who
        return Event(self.case, seq or self.state.seq + 1, kind, actor, self.at, body)

    def do(self, kind, who, /, *, days=0, **body):
        """Act; the clock of the story moves on ``days`` before it, and an hour after."""
        self.at += timedelta(days=days)
        event = self.event(kind, who, **body)
        row = allowed(self.state, event, self.law, self.table)
        self.steps.append((self.state, event, row))
        doing = act_on_license if isinstance(self.state, LicenseState) else act
        self.state = doing(self.state, event, self.law)
        self.events.append(event)
        self.at += timedelta(hours=1)
        return self

    def create(self, who="ann", **more):
        body = {"authority": "US", "applicant": "firm", "lines": LINES, "parties": PARTIES, **more}
        return self.do("create", who, **body)

    def submitted(self, who="ann", **more):
        return self.create(who, **more).do("submit", who, signer="Ann", end_use_statement="hash")

    def reviewed(self, **more):
        self.submitted(**more).do("register", "olga", number="D100")
        return self.do("assign", "system", officer="olga").do("open_review", "olga")

    def referred(self, *agencies, **more):
        self.reviewed(**more)
        for each in agencies or ("defense",):
            self.do("refer", "olga", agency=each, rule="us.on_request")
        return self

    def position(self, who, position, level="final", **more):
        if position == "deny":
            more = {**DENIED, **more}
        return self.do("position", who, line="1", country="CN", party="p1", position=position, level=level, **more)  # fmt: skip

    def consolidated(self, **positions):
        """Positions by agency, each final; nobody else was asked."""
        names = {"defense": "dan", "state": "stef"}
        self.referred(*positions)
        for agency, position in positions.items():
            self.position(names[agency], position)
        return self.do("positions_complete", "system")

    def condition(self, name, who="dan", kind="ratio_cap"):
        return self.do("condition_proposed", who, id=name, kind=kind, text=f"condition {name}")


def _approved_with_conditions():
    file = File().create().do("edit", "ann", justification="A new data center")
    file.do("give_mandate", "ann", agent="gus").do(
        "document", "gus", name="datasheet.pdf", hash="ab12"
    )
    file.do("submit", "gus", signer="Ann", end_use_statement="hash", justification="As said")
    file.do("register", "system", number="D100").do("assign", "olga", officer="olga")
    file.do("open_review", "olga").position("olga", "approve", "desk")
    file.do(
        "flag", "system", flag="military_end_use", on="p1", reason="a name on a list of ministries"
    )
    file.do(
        "attach_decision", "system", opening={"laws": []}, reason="decided anew on what was filed"
    )
    file.do("refer", "olga", agency="defense", rule="us.end_user.review")
    file.do("refer", "system", agency="state", rule="us.end_user.review")
    file.do("refer", "system", agency="energy", rule="us.end_user.review")
    file.position("dan", "approve_with_conditions", "desk").condition("cap").condition("lab")
    file.position("dan", "approve_with_conditions").position("stef", "approve")
    file.do("refer", "olga", agency="justice", rule="us.on_request")
    file.do("recall_referral", "olga", agency="justice", reason="asked by mistake")
    file.do("agency_silent", "system", days=31, agency="energy").do("positions_complete", "system")
    file.position("stef", "approve_with_conditions")
    file.do(
        "condition_changed",
        "olga",
        id="cap",
        reason="the rule says 50 percent",
        terms={"ratio": "0.5"},
    )
    file.do("condition_adopted", "olga", id="cap")
    file.do("condition_dropped", "olga", id="lab", reason="the rule asks for it already")
    file.do("propose", "olga", outcome="approve_with_conditions", reasons=["742.6(b)(10)"])
    file.do(
        "remove_flag", "olga", flag="military_end_use", on="p1", reason="another firm of like name"
    )
    file.do("countersign", "cora").do("countersign", "cyd")
    file.do("issue", "olga", notice="Your license", license="L-1")
    file.do("appeal", "ann", reasons=["the cap"]).do(
        "appeal_overturned", "otto", reasons=["a wrong figure"]
    )
    file.do(
        "issue_on_appeal", Actor("omar", "officer", "US"), notice="A new license", license="L-2"
    )
    file.do("reopen_for_changes", "olga", reason="a typing fault")
    return file.do("correct", "olga", text="The address ends with 12", of="3").do(
        "close_again", "olga"
    )


def _settled_on_appeal():
    file = File().referred("defense", "state").condition("cap")
    file.position("dan", "approve_with_conditions").position("stef", "approve_with_conditions")
    file.do("positions_complete", "system").do("condition_adopted", "olga", id="cap")
    file.do("propose", "olga", outcome="approve_with_conditions", reasons=["742.6"])
    file.do("countersign", "cora").do("issue", "olga", notice="Your license", license="L-1")
    file.do("appeal", "ann", reasons=["the cap"]).do(
        "appeal_overturned", "otto", reasons=["a slip"]
    )
    file.do("condition_proposed", "stef", id="fee", kind="fee", text="a fee for the appeal")
    file.do("condition_changed", "bea", id="cap", reason="the figure", terms={"ratio": "0.6"})
    file.do("condition_adopted", "bea", id="cap")
    file.do("condition_dropped", "bea", id="fee", reason="no legal basis")
    omar = Actor("omar", "officer", "US")
    return file.do("issue_on_appeal", omar, notice="A new license", license="L-2")


def _approved():
    file = File().consolidated(defense="approve", state="approve")
    file.do("propose", "olga", outcome="approve", reasons=["742.6"]).do("countersign", "cora")
    return file.do("issue", "olga", notice="Your license", license="L-1")


def _not_needed():
    file = File().reviewed().position("olga", "no_license_required")
    file.do("consolidate", "olga", reason="no rule asks for anybody")
    file.do("propose", "olga", outcome="no_license_required", reasons=["EAR99"])
    return file.do("countersign", "bea").do("issue", "olga", notice="None is required as filed")


def _denied():
    file = File().consolidated(defense="deny")
    file.do("propose", "olga", outcome="deny", reasons=["744.21"])
    file.do(
        "intent_to_deny",
        "olga",
        reasons=["744.21"],
        basis="50 U.S.C. 4812",
        contact="Olga",
        appeal="part 756",
    )
    file.do("reply", "ann", days=10, text="It is a hospital").do(
        "propose", "olga", outcome="deny", reasons=["as before"]
    )
    file.do("countersign", "cora").do("issue", "olga", notice="Denied")
    return file.do("appeal", "ann", reasons=["wrong firm"]).do(
        "appeal_upheld", "bea", reasons=["no"]
    )


def _denied_in_silence():
    file = (
        File()
        .consolidated(defense="deny")
        .do("propose", "olga", outcome="deny", reasons=["744.21"])
    )
    file.do(
        "intent_to_deny",
        "olga",
        reasons=["744.21"],
        basis="50 U.S.C. 4812",
        contact="Olga",
        appeal="part 756",
    )
    return file.do("reply_period_ended", "system", days=21)


def _escalated():
    file = (
        File()
        .consolidated(defense="deny", state="approve")
        .do("escalate", "olga", trigger="defense denies")
    )
    file.do("vote", "dan", vote="deny").do("vote", "stef", vote="approve").do(
        "vote", "bea", vote="approve"
    )
    file.do("escalation_decided", "bea", outcome="approve", reasons=["chair"])
    file.do(
        "escalation_appeal",
        "dan",
        days=2,
        reasons=["military use"],
        basis="50 U.S.C. 4812; 15 CFR 744.21",
    )
    file.do("vote", "dan", vote="deny").do("vote", "stef", vote="approve").do(
        "vote", "bea", vote="approve"
    )
    file.do("escalation_decided", "bea", outcome="approve", reasons=["majority"])
    return file.do("send_back", "cora", days=6, reason="the notice lacks its citation")


def _asked():
    file = File().referred()
    due = (file.at + timedelta(days=20)).isoformat()
    file.do("question", "dan", id="q1", text="Which building?", due=due, cause="agency_information")
    file.do("remind", "system", days=5).do("answer_in_part", "ann", text="Not known yet")
    file.do("answer", "ann", text="Number 12")
    file.do("hold", "olga", cause="pre_license_check").do("end_hold", "olga", days=9, result="seen")
    due = (file.at + timedelta(days=5)).isoformat()
    file.do(
        "question", "olga", id="q2", text="And the floor?", due=due, cause="applicant_information"
    )
    return file.do("question_lapsed", "system", days=6, then="resume")


def _question_withdrawn():
    file = File().referred()
    due = (file.at + timedelta(days=5)).isoformat()
    file.do("question", "olga", id="q1", text="Which?", due=due, cause="applicant_information")
    return file.do("withdraw_question", "olga", reason="found in the file")


def _not_answered():
    file = File().referred()
    due = (file.at + timedelta(days=5)).isoformat()
    file.do("question", "olga", id="q1", text="Which?", due=due, cause="applicant_information")
    return file.do("question_lapsed", "olga", days=6, then="return")


def _returned():
    return File().submitted().do("return_without_action", "olga", reason="not_needed")


def _returned_by_positions():
    file = File().consolidated(defense="return")
    return file.do("return_without_action", "olga", reason="incomplete")


def _withdrawn():
    file = File().create("gus", mandate="power of attorney 7")
    return file.do("end_mandate", "ann", agent="gus").do(
        "withdraw", "ann", reason="no longer wanted"
    )


def _superseded():
    file = File().referred("defense").do("refer", "olga", agency="state", rule="us.on_request")
    return file.do("recuse", "otto", reason="a brother works there").do(
        "supersede", "ann", successor="A-2"
    )


def license_body(**more):
    return {
        "number": "L-1", "application": "A-1", "authority": "US", "holder": "firm", "valid_from": "2026-02-02",
        "valid_to": "2026-07-03", "lines": [{"id": "1", "item": "nvidia-h200", "quantity": "100", "unit": "piece"}],
        "parties": PARTIES, "countries": ["CN"],
        "conditions": [
            {"id": "cap", "kind": "ratio_cap", "tested": "drawdown", "consequence": "suspend"},
            {"id": "rule", "kind": "expiry_on_event", "tested": "event"},
            {"id": "lot", "kind": "third_party_test", "tested": "schedule"},
        ],
        **more,
    }  # fmt: skip


def drawn(file, quantity="40", key="k1", who="ann", **more):
    tests = [{"condition": "cap", "holds": True, "why": "0.4 of 0.5"}]
    body = {"line": "1", "quantity": quantity, "date": file.at.date().isoformat(), "party": "p1", "key": key, "tests": tests, **more}  # fmt: skip
    return file.do("drawdown", who, **body)


def issued(**more):
    return File(case="L-1", license_=True).do("issue", "olga", **license_body(**more))


def _exhausted():
    file = issued(preconditions=["lab", "fee"])
    file.do("precondition_met", "olga", condition="lab", evidence="report 1")
    file.do("suspend", "cora", cause="enquiry", authority="head", **{"from": "2026-02-03"})
    file.do("reinstate", "bea", reason="explained")
    file.do(
        "suspend",
        "cora",
        cause="enquiry",
        authority="head",
        **{"from": "2026-02-03", "to": "2026-02-04"},
    )
    file.do("suspension_ended", "system", days=3)
    file.do("precondition_met", "system", condition="fee", evidence="receipt")
    drawn(file).do(
        "drawdown_refused", "system", line="1", quantity="90", key="k2", reasons=["balance 60"]
    )
    file.do("give_mandate", "ann", agent="gus").do(
        "return_filed", "gus", obligation="quarterly", period="2026-Q1", hash="h"
    )
    file.do(
        "assessed",
        "system",
        reading="section_232",
        base="customs value",
        amount="100.5",
        currency="USD",
    )
    file.do("paid", "ann", reading="section_232", amount="100.5", currency="USD", key="t1")
    file.do("customs_message", "customs", line="1", message="open", used="40")
    file.do("name_laboratory", "ann", laboratory="lab-1")
    file.do("return_filed", "lab", obligation="lot", period="lot 7", hash="h")
    return drawn(file, "60", "k3", "customs")


def _came_back():
    file = drawn(issued(), "100")
    file.do("goods_back", "ann", key="b1", of="k1", quantity="15", date="2026-03-02", ref="broken")
    file.do("restore_balance", "olga", key="b1", reason="destroyed under supervision")
    file.do(
        "goods_back", "customs", key="b2", of="k1", quantity="5", date="2026-03-09", ref="broken"
    )
    return file.do("restore_balance", "olga", key="b2", reason="destroyed under supervision")


def _amended():
    file = issued().do("amend", "olga", size="minor", reason="an address", parties=PARTIES)
    file.do(
        "amend",
        "olga",
        size="major",
        reason="more",
        application="A-2",
        lines=[{"id": "1", "item": "nvidia-h200", "quantity": "200", "unit": "piece"}],
    )
    file.do("suspend_proposed", "olga", cause="enquiry", **{"from": "2026-02-05"})
    file.do("suspend", "cora", cause="enquiry", authority="head", **{"from": "2026-02-05"}).do(
        "reinstate", "bea", reason="explained"
    )
    file.do(
        "condition_broken",
        "system",
        condition="cap",
        consequence="suspend",
        reason="0.6 of 0.5",
        **{"from": "2026-02-05", "to": "2026-02-06"},
    )
    file.do("suspension_ended", "system", days=5).do("revoke_proposed", "olga", reason="diversion")
    return file.do("revoke", "cora", reason="diversion", authority="750.8", notice="revoked")


def _surrendered():
    return drawn(issued()).do("surrender", "ann", usage={"1": "40"})


def _expired():
    return issued().do("expire", "system", days=180)


def _lapsed():
    return issued().do("lapse", "olga", condition="rule", reason="the rule was withdrawn")


def _replaced():
    return issued().do("replace", "olga", by="L-9")


@cache
def stories():
    """Every application's story, by name."""
    return {make.__name__.strip("_"): make() for make in (
        _approved_with_conditions, _settled_on_appeal, _approved, _not_needed, _denied, _denied_in_silence, _escalated, _asked,
        _question_withdrawn, _not_answered, _returned, _returned_by_positions, _withdrawn, _superseded,
    )}  # fmt: skip


@cache
def license_stories():
    """Every license's story, by name."""
    return {make.__name__.strip("_"): make() for make in (
        _exhausted, _came_back, _amended, _surrendered, _expired, _lapsed, _replaced,
    )}  # fmt: skip


@cache
def walked(*, license_=False):
    """A state and an event for each row, from the stories."""
    told = license_stories() if license_ else stories()
    return {row.id: (before, event) for file in told.values() for before, event, row in file.steps}
