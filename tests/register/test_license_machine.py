"""Random acts by random people on one license: balances hold, and it is used only while it may be."""

from datetime import timedelta
from decimal import Decimal

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from licet.register.act import act_on_license, tried
from licet.register.events import Actor, Event
from licet.register.license_replay import replay
from licet.register.license_state import LicenseState
from tests.register.stories import LAW, LINES, START, WHO, license_body, license_stories

PEOPLE = (
    *WHO.values(),
    Actor("ann", "officer", "US", "head"),
    Actor("olga", "countersigner", "US", "head"),
    Actor("bob", "board", "GB", "head"),
    Actor("eve", "applicant", "rival"),
)
TABLE = LAW.license
USABLE = TABLE.group("usable")
FINAL = {each.name for each in TABLE.states if each.mark == "closed"} - {"exhausted"}


def body_for(data, kind, state, at):
    """A body that may well be right for the kind."""
    today = at.date()
    span = {
        "from": today.isoformat(),
        "to": (today + timedelta(days=data.draw(st.integers(0, 9)))).isoformat(),
    }
    key = f"k{data.draw(st.integers(1, 9))}"
    gone = data.draw(st.sampled_from([key, *(each.key for each in state.draws)]))
    small = str(data.draw(st.sampled_from((1, 10, 40, 60, 99, 100, Decimal("0.5")))))
    more = [
        {
            **{k: LINES[0][k] for k in ("id", "item", "unit")},
            "quantity": data.draw(st.sampled_from(("5", "100", "150"))),
        }
    ]
    made = {
        "issue": license_body(preconditions=data.draw(st.sampled_from(([], ["lab"], ["lab", "fee"])))),
        "precondition_met": {"condition": data.draw(st.sampled_from(("lab", "fee"))), "evidence": "e"},
        "drawdown": {"line": "1", "quantity": small, "date": today.isoformat(), "party": "p1", "key": key,
            "tests": [{"condition": "cap", "holds": data.draw(st.sampled_from((True, True, True, False, None)))}]},
        "drawdown_refused": {"line": "1", "quantity": small, "key": key, "reasons": ["x"]},
        "goods_back": {"key": f"b{gone}", "of": gone, "quantity": small, "date": today.isoformat(), "ref": "r"},
        "restore_balance": {"key": f"b{gone}", "reason": "x"},
        "return_filed": {"obligation": "q", "period": "p", "hash": "h"},
        "assessed": {"reading": "r", "base": "b", "amount": "1", "currency": "USD"},
        "paid": {"reading": "r", "amount": "1", "currency": "USD", "key": key},
        "amend": {"size": data.draw(st.sampled_from(("minor", "major"))), "reason": "x", "lines": more, "application": "A-2"},
        "suspend_proposed": {"cause": "x", **span}, "suspend": {"cause": "x", "authority": "a", **span},
        "condition_broken": {"condition": "cap", "consequence": "suspend", "reason": "x", **span},
        "reinstate": {"reason": "x"}, "revoke_proposed": {"reason": "x"},
        "revoke": {"reason": "x", "authority": "a", "notice": "n"},
        "surrender": {"usage": {each.id: str(each.used) for each in state.lines}},
        "lapse": {"condition": "rule", "reason": "x"}, "replace": {"by": "L-9"}, "give_mandate": {"agent": "gus"},
        "customs_message": {"line": "1", "message": "open"},
    }  # fmt: skip
    return made.get(kind, {})


class Desk(RuleBasedStateMachine):
    """One license, its holder, and everybody who might touch it."""

    def __init__(self):
        super().__init__()
        self.state, self.events, self.at = LicenseState(), [], START
        self.last = None

    @initialize(name=st.sampled_from(sorted(license_stories())), share=st.integers(0, 10))
    def a_license_that_has_come_some_way(self, name, share):
        """The first steps of some story; what comes then is anybody's."""
        events = license_stories()[name].events
        self.events = list(events[: max(1, len(events) * share // 10)])
        self.at = self.events[-1].at
        self.state = replay(self.events, LAW)

    def attempt(self, kind, actor, body):
        event = Event("L-1", self.state.seq + 1, kind, actor, self.at, body)
        before, self.last = self.state, None
        if tried(before, event, LAW) is not None:
            return
        self.state = act_on_license(before, event, LAW)
        self.events.append(event)
        self.last = (before, event)

    @rule(data=st.data(), hours=st.integers(0, 60))
    def somebody_does_something_that_starts_here(self, data, hours):
        self.at += timedelta(hours=hours)
        seldom = data.draw(st.integers(0, 9)) == 0
        rows = [row for row in TABLE.rows_from(self.state.state) if seldom or row.to not in FINAL]
        if rows:
            row = data.draw(st.sampled_from(rows))
            fitting = [each for each in PEOPLE if each.role in row.actors]
            self.attempt(row.event, data.draw(st.sampled_from(fitting)), body_for(data, row.event, self.state, self.at))  # fmt: skip

    @rule(data=st.data(), kind=st.sampled_from((*TABLE.events, "delete")), actor=st.sampled_from(PEOPLE))  # fmt: skip
    def anybody_tries_anything(self, data, kind, actor):
        self.attempt(kind, actor, body_for(data, kind, self.state, self.at))

    @rule(data=st.data())
    def the_holder_ships(self, data):
        self.attempt("drawdown", WHO["ann"], body_for(data, "drawdown", self.state, self.at))

    @rule(days=st.integers(1, 60))
    def time_passes(self, days):
        self.at += timedelta(days=days)

    @invariant()
    def replay_equals_the_folded_state(self):
        assert replay(self.events, LAW) == self.state

    @invariant()
    def what_was_drawn_less_what_was_restored_is_used_and_never_more_than_the_line(self):
        for line in self.state.lines:
            drawn = sum(
                (each.quantity for each in self.state.draws if each.line == line.id), Decimal(0)
            )
            restored = sum(
                (e.quantity for e in self.state.backs if e.line == line.id and e.restored_by),
                Decimal(0),
            )
            assert line.used == drawn - restored
            assert 0 <= line.used <= line.quantity
        assert len({each.key for each in self.state.draws}) == len(self.state.draws)

    @invariant()
    def goods_go_only_while_the_license_may_be_used_and_every_test_holds(self):
        if self.last is None or self.last[1].kind != "drawdown":
            return
        before, event = self.last
        assert before.state in USABLE
        assert not before.open_preconditions
        assert before.valid_from <= self.state.draws[-1].date
        assert all(each["holds"] is True for each in event.body["tests"])
        assert event.actor.authority in ("firm", "cbp") or event.actor.id in before.mandates

    @invariant()
    def an_end_is_an_end(self):
        if self.last is not None and self.last[0].state in FINAL:
            assert self.state.state == self.last[0].state
            assert self.state.lines == self.last[0].lines or self.last[1].kind == "restore_balance"


Desk.TestCase.settings = settings(max_examples=100, stateful_step_count=30, deadline=None)
TestDesk = Desk.TestCase
