"""Random acts by random people on one application: what the table allows happens, and nothing else ever does."""

from datetime import timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from licet.register.act import act, tried
from licet.register.clock.days import count
from licet.register.events import Actor, Event
from licet.register.replay import replay
from licet.register.state import ADOPTED, DROPPED, PROPOSED, CaseState
from tests.register.stories import LAW, LINES, PARTIES, START, WHO, stories

PEOPLE = (
    *WHO.values(),
    Actor("ann", "officer", "US", "head"),  # the applicant's own hand on the other side
    Actor("gus", "countersigner", "US", "head"),
    Actor("olga", "countersigner", "US", "head"),
    Actor("otto", "board", "US", "head"),
    Actor("bob", "officer", "GB", "head"),
    Actor("eve", "applicant", "rival"),
    Actor("mo", "agency", "mod"),
)
TABLE = LAW.application
EVENTS = TABLE.events
REASONS = {"reasons": ["x"], "basis": "b"}


SELDOM = {"recuse", "withdraw", "supersede", "hold", "question", "give_mandate", "end_mandate", "document", "return_without_action", "return_by_positions"}  # fmt: skip
"""What leads nowhere or only aside; the other rules do it often enough."""

ONWARD = {"position", "vote", "condition_adopted", "condition_dropped", "assign", "agency_silent"}
"""What changes no state and is needed on the way to a decision."""


def body_for(data, kind, state, at):
    """A body that may well be right for the kind; what is drawn badly is refused, and that is a test too."""
    ids = st.sampled_from(("c1", "c2", "c3"))
    due = (at + timedelta(days=data.draw(st.integers(0, 10)))).isoformat()
    said = state.proposal.outcome if state.proposal else "approve"
    finals = [each.position for each in state.positions if each.level == "final"]
    outcome = st.sampled_from([*finals, "approve", said])
    flag = st.sampled_from(
        ("incomplete", "hit_not_closed", "listed_party", "presumption_of_denial")
    )
    made = {
        "create": {"authority": "US", "applicant": "firm", "lines": LINES, "parties": PARTIES, "mandate": "m"},
        "edit": {"justification": "j"}, "give_mandate": {"agent": "gus"}, "end_mandate": {"agent": "gus"},
        "submit": {"signer": "s", "end_use_statement": "h"}, "document": {"name": "n", "hash": "h"},
        "register": {"number": "D1"}, "return_without_action": {"reason": "incomplete"},
        "assign": {"officer": lambda: data.draw(st.sampled_from(("olga", "otto")))},
        "refer": {"agency": lambda: data.draw(st.sampled_from(("defense", "state"))), "rule": "us.on_request"},
        "position": {"line": "1", "country": "CN", "party": "p1", **REASONS,
            "position": lambda: data.draw(st.sampled_from(("approve", "approve", "approve_with_conditions", "deny"))),
            "level": lambda: data.draw(st.sampled_from(("desk", "final", "final")))},
        "agency_silent": {"agency": lambda: data.draw(st.sampled_from(("defense", "state")))},
        "consolidate": {"reason": "x"}, "escalate": {"trigger": "x"},
        "question": {"id": f"q{state.seq}", "text": "?", "due": due, "cause": "applicant_information"},
        "answer": {"text": "a"}, "answer_in_part": {"text": "a"},
        "question_lapsed": {"then": lambda: data.draw(st.sampled_from(("resume", "return")))},
        "hold": {"cause": "pre_license_check"},
        "propose": {"outcome": lambda: data.draw(outcome), "reasons": ["x"]},
        "escalation_decided": {"outcome": lambda: data.draw(outcome), "reasons": ["x"]},
        "vote": {"vote": lambda: data.draw(st.sampled_from(("approve", "deny", "abstain")))},
        "escalation_appeal": REASONS, "send_back": {"reason": "x"},
        "condition_proposed": {"id": lambda: data.draw(ids), "kind": "k", "text": "t"},
        "condition_changed": {"id": lambda: data.draw(ids), "reason": "x"},
        "condition_adopted": {"id": lambda: data.draw(ids)},
        "condition_dropped": {"id": lambda: data.draw(ids), "reason": "x"},
        "intent_to_deny": {**REASONS, "contact": "c", "appeal": "a"}, "reply": {"text": "r"},
        "issue": {"notice": "n", "license": "L-1"}, "issue_on_appeal": {"notice": "n", "license": "L-2"},
        "supersede": {"successor": "A-2"}, "appeal": {"reasons": ["x"]},
        "appeal_upheld": {"reasons": ["x"]}, "appeal_overturned": {"reasons": ["x"]},
        "reopen_for_changes": {"reason": "x"}, "correct": {"text": "t", "of": "1"},
        "flag": {"flag": lambda: data.draw(flag), "on": "case", "reason": "x"},
        "remove_flag": {"flag": lambda: data.draw(flag), "on": "case", "reason": "x"},
        "recuse": {"reason": "x"},
    }.get(kind, {})  # fmt: skip
    return {name: each() if callable(each) else each for name, each in made.items()}


class Office(RuleBasedStateMachine):
    """One application before one authority, and everybody who might touch it."""

    def __init__(self):
        super().__init__()
        self.state, self.events, self.at = CaseState(), [], START
        self.acts = []

    @initialize(name=st.sampled_from(sorted(stories())), share=st.integers(0, 10))
    def a_file_that_has_come_some_way(self, name, share):
        """The first steps of some story; what comes then is anybody's."""
        steps = stories()[name].steps
        for before, event, _ in steps[: max(1, len(steps) * share // 10)]:
            self.acts.append((before, event))
            self.events.append(event)
            self.at = event.at
        self.state = replay(self.events, LAW)

    def attempt(self, kind, actor, body):
        """Do it, or find that it is refused and changes nothing."""
        event = Event("A-1", self.state.seq + 1, kind, actor, self.at, body)
        before = self.state
        refusal = tried(before, event, LAW)
        if refusal is not None:
            assert refusal.why
            assert self.state is before
            return
        known = [row for row in TABLE.rows_from(before.state) if row.event == kind]
        assert any(actor.role in row.actors for row in known)
        self.state = act(before, event, LAW)
        assert self.state.seq == before.seq + 1
        assert self.state.state in {row.to for row in known} | {before.state} | set(before.back)
        self.events.append(event)
        self.acts.append((before, event))

    @rule(data=st.data(), hours=st.integers(0, 40))
    def somebody_does_something_that_starts_here(self, data, hours):
        """Mostly what the table knows from here, so that files get far; by whom is chance."""
        self.at += timedelta(hours=hours)
        rows = TABLE.rows_from(self.state.state)
        if rows:
            row = data.draw(st.sampled_from(rows))
            fitting = [each for each in PEOPLE if each.role in row.actors]
            actor = data.draw(st.sampled_from(fitting))
            self.attempt(row.event, actor, body_for(data, row.event, self.state, self.at))

    @rule(data=st.data())
    def the_file_moves_on(self, data):
        """Something that is possible now, by somebody who may; most of the way to a decision is made of it."""
        ways, aside = [], data.draw(st.integers(0, 3)) == 0
        for row in TABLE.rows_from(self.state.state):
            onward = row.to != "same" or row.event in ONWARD
            if row.id in SELDOM or (row.event == "assign" and self.state.assigned):
                continue
            if aside or onward:
                body = body_for(data, row.event, self.state, self.at)
                ways += [(row.event, who, body) for who in WHO.values() if who.role in row.actors and self.may(row.event, who, body)]  # fmt: skip
        if ways:
            self.attempt(*data.draw(st.sampled_from(ways)))

    def may(self, kind, actor, body):
        event = Event("A-1", self.state.seq + 1, kind, actor, self.at, body)
        return tried(self.state, event, LAW) is None

    @rule(
        data=st.data(),
        kind=st.sampled_from((*EVENTS, "delete", "approve")),
        actor=st.sampled_from(PEOPLE),
    )
    def anybody_tries_anything(self, data, kind, actor):
        """Whatever they say."""
        self.attempt(kind, actor, body_for(data, kind, self.state, self.at))

    @rule(days=st.integers(1, 60))
    def time_passes(self, days):
        """So that limits run out."""
        self.at += timedelta(days=days)

    @rule(data=st.data())
    @precondition(lambda self: self.events)
    def somebody_sends_an_old_event_again(self, data):
        """A repeated or back-dated event is refused."""
        old = data.draw(st.sampled_from(self.events))
        assert tried(self.state, old, LAW) is not None
        back = Event("A-1", self.state.seq + 1, old.kind, old.actor, START - timedelta(days=1), old.body)  # fmt: skip
        assert tried(self.state, back, LAW) is not None

    @invariant()
    def replay_equals_the_folded_state(self):
        assert replay(self.events, LAW) == self.state

    @invariant()
    def nobody_weighs_or_decides_their_own_file(self):
        for before, event in self.acts[-1:]:
            if event.actor.role in ("officer", "agency", "countersigner", "board"):
                assert event.actor.id not in before.filers
                assert event.actor.id not in before.recused
                assert event.actor.authority != before.applicant

    @invariant()
    def nobody_signs_what_they_proposed(self):
        if self.state.proposal and self.state.signatures:
            assert self.state.proposal.by not in {each.by for each in self.state.signatures}

    @invariant()
    def what_is_issued_was_signed_and_every_condition_settled(self):
        if self.state.state in (
            "approved",
            "approved_with_conditions",
            "denied",
            "no_license_required",
        ):
            assert self.state.signatures
            assert all(each.status in (ADOPTED, DROPPED) for each in self.state.conditions)
            for each in self.state.conditions:
                dropped = [step for step in each.history if step.what == "dropped"]
                assert each.status != DROPPED or dropped[-1].reason
            for each in self.state.standing_flags:
                assert "decision" not in LAW.routing.flag(each.flag).blocks

    @invariant()
    def a_flag_is_gone_only_by_the_rank_that_it_names(self):
        for before, event in self.acts[-1:]:
            if event.kind == "remove_flag":
                kind = LAW.routing.flag(event.body["flag"])
                assert LAW.routing.reaches(event.actor.rank, kind.removed_by)
                assert before.standing_flags

    @invariant()
    def conditions_are_never_lost(self):
        named = {event.body["id"] for event in self.events if event.kind == "condition_proposed"}
        assert {each.id for each in self.state.conditions} == named
        moves = sum(event.kind.startswith("condition_") for event in self.events)
        assert sum(len(each.history) for each in self.state.conditions) == moves
        assert all(each.status in (PROPOSED, ADOPTED, DROPPED) for each in self.state.conditions)

    @invariant()
    def the_days_add_up(self):
        if self.state.registered is not None:
            policy = LAW.policy("US", self.state.registered)
            days = count(self.state.ticks, policy, self.at)
            if days.gross is not None:
                assert (
                    days.gross == days.clock + sum(n for _, n in days.stopped) == days.calendar_days
                )


Office.TestCase.settings = settings(max_examples=120, stateful_step_count=30, deadline=None)
TestOffice = Office.TestCase
