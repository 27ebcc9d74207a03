"""Any row of acts, days and changes of the list: the store keeps to its table and its closings."""

import itertools
from datetime import timedelta

import hypothesis.strategies as st
import pytest
from hypothesis import settings
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from licet.errors import InputError
from licet.lists.model import Entry
from licet.record import replaced
from licet.screen.model import party_key
from licet.store import states
from tests.store.conftest import answer, edition

PEOPLE = st.sampled_from(("anna", "boris", "chen", "dora"))
MAY = {"anna": {"close", "countersign"}, "boris": {"close", "countersign"}, "chen": set(states.RIGHTS), "dora": set()}  # fmt: skip
_NUMBERS = itertools.count()


class Hits(RuleBasedStateMachine):
    """A model of one party beside the texts of one entry; the store must say the same."""

    store = staff = clock = None

    def __init__(self):
        super().__init__()
        self.number = next(_NUMBERS)
        self.entry = Entry("XX-LIST", f"m{self.number}", "Machine Works")
        self.texts = 0
        self.known = {}
        self.current = None
        self.screen()

    @property
    def today(self):
        return self.store.today

    def screen(self):
        """Screen the party against the entry's text of today, as a nightly run would."""
        listed = replaced(self.entry, notes=f"text {self.texts}")
        query = answer(f"Machine Work {self.number}", listed, ref=f"M{self.number}")
        self.store.record_run([query], [edition(listed, as_of=self.today)], on=self.today)
        (hit,) = self.store.hits(ref=f"M{self.number}")
        if hit.id not in self.known:
            ended = any(self.standing(each) in (*states.CLOSED, "expired") for each in self.known.values())  # fmt: skip
            self.known[hit.id] = {"state": "reopened" if ended else "potential", "until": None, "proposal": None}  # fmt: skip
        self.current = hit.id
        self.listed, self.query = listed, query.query

    def standing(self, hit):
        return states.standing(hit["state"], hit["until"], self.today)

    @property
    def hit(self):
        return self.known[self.current]

    @rule(days=st.integers(1, 40))
    def time_passes(self, days):
        type(self).clock.move(days=days)

    @rule()
    def the_entry_changes(self):
        self.texts += 1
        self.screen()

    @rule()
    def nothing_changes_and_it_is_screened_again(self):
        self.screen()

    @rule(who=PEOPLE, verdict=st.sampled_from(sorted(states.VERDICTS)), days=st.integers(-1, 60))
    def propose(self, who, verdict, days):
        until = self.today + timedelta(days=days)
        before = self.standing(self.hit)
        fine = "close" in MAY[who] and days > 0 and before != "proposed"
        self.attempt(fine, self.store.propose, who, verdict, "Seen.", until)
        if fine:
            saved = (self.hit["state"], self.hit["until"]) if before in states.CLOSED else (before, None)  # fmt: skip
            self.hit.update(state="proposed", until=None, proposal=(who, verdict, until, saved))

    @rule(who=PEOPLE)
    def confirm(self, who):
        proposal = self.hit["proposal"]
        fine = (
            proposal is not None
            and "countersign" in MAY[who]
            and who != proposal[0]
            and proposal[2] > self.today
        )
        self.attempt(fine, self.store.confirm, who)
        if fine:
            after = states.VERDICTS[proposal[1]]
            until = proposal[2] if after in states.CLOSED else None
            self.hit.update(state=after, until=until, proposal=None)

    @rule(who=PEOPLE)
    def refuse(self, who):
        proposal = self.hit["proposal"]
        fine = proposal is not None and "countersign" in MAY[who] and who != proposal[0]
        self.attempt(fine, self.store.refuse, who, "No.")
        if fine:
            state, until = proposal[3]
            self.hit.update(state=state, until=until, proposal=None)

    @precondition(lambda self: self.standing(self.hit) != "potential")
    @rule(who=PEOPLE)
    def reopen(self, who):
        fine = "close" in MAY[who] and self.standing(self.hit) in states.CLOSED
        self.attempt(fine, self.store.reopen, who, "News.")
        if fine:
            self.hit.update(state="reopened", until=None)

    def attempt(self, fine, act, who, *rest):
        if fine:
            act(self.current, getattr(self.staff, who), *rest)
        else:
            with pytest.raises(InputError):
                act(self.current, getattr(self.staff, who), *rest)

    @invariant()
    def the_store_says_what_the_model_says(self):
        found = {each.id: each for each in self.store.hits(ref=f"M{self.number}", replaced=True)}
        assert {number: each.state for number, each in found.items()} == {
            number: self.standing(each) for number, each in self.known.items()
        }
        assert [number for number, each in found.items() if each.replaced_by is None] == [self.current]  # fmt: skip

    @invariant()
    def a_closing_stands_only_on_two_persons_and_the_same_text(self):
        mine = [each for each in self.store.closings() if each.party_key == party_key(self.query)]
        assert sorted(each.entry_content for each in mine) == sorted(
            self.store.hit(number).content
            for number, each in self.known.items()
            if self.standing(each) in states.CLOSED
        )
        assert all(each.officers[0] != each.officers[1] for each in mine)
        covered = any(each.covers(self.query, self.listed, self.today) for each in mine)
        assert covered == (self.standing(self.hit) in states.CLOSED)


def test_the_store_keeps_to_its_table(store, staff, clock):
    class Here(Hits):
        pass

    Here.store, Here.staff, Here.clock = store, staff, clock
    run_state_machine_as_test(
        Here, settings=settings(max_examples=8, stateful_step_count=20, deadline=None, derandomize=True)
    )  # fmt: skip
    assert store.verify().faults == ()
