"""Random acts by random people through the registry: what is stored is what is replayed, and it only ever grows."""

import atexit
import shutil
import tempfile
from datetime import timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path

import sqlalchemy as sa
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from licet.errors import InputError
from licet.pack.store import open_library
from licet.register.act import tried
from licet.register.conditions.evidence import Inputs
from licet.register.events import SIDE_OF_THE_STATE, Actor, Event
from licet.register.money.books import Payment
from licet.register.select import table_of
from licet.registry.model import APPLICATION, LICENSE, NotAllowed
from licet.registry.registry import Registry
from licet.settings import Settings
from licet.store.register_tables import events
from licet.store.store import Store
from tests.register import test_license_machine as of_licenses
from tests.register import test_machine as of_cases
from tests.register.stories import LAW, WHO
from tests.registry.acts import CAP, Office
from tests.registry.watch import Watch

PEOPLE = (*of_cases.PEOPLE, Actor("hans", "officer", "DE", "head"))
STAGES = (
    "filed",
    "submitted",
    "referred",
    "referred",
    "countersigned",
    "countersigned",
    "issued",
    "drawn",
    "drawn",
)
ENDING = of_cases.SELDOM | {"revoke", "surrender", "replace", "lapse", "amend", "amend_major"}
KEYS = st.sampled_from(("", "", "x1", "x2", "x3"))


def opened(folder, clock):
    """The store in a folder, and its registry."""
    store = Store.open(Settings(folder, f"sqlite:///{folder / 'store.sqlite'}", "", {}), clock)
    return store, Registry(store, LAW, open_library_once())


@cache
def open_library_once():
    """The law, read once."""
    return open_library()


@cache
def stage(name):
    """A folder with a store in which a case has come so far; with the case, the license and the time."""
    folder, clock = Path(tempfile.mkdtemp(prefix="licet-stage-")), Watch()
    atexit.register(shutil.rmtree, folder)
    store, registry = opened(folder, clock)
    office = Office(registry, clock)
    match name:
        case "filed":
            office.file()
        case "submitted":
            office.submitted()
        case "referred":
            office.referred("defense")
        case "countersigned":
            office.countersigned()
        case _:
            office.issued()
    if name == "drawn":
        office.draw("40", "k1")
    store.close()
    return folder, office.case, office.license, clock.now


class Register(RuleBasedStateMachine):
    """One application, perhaps its license, and everybody who might touch them."""

    @initialize(name=st.sampled_from(STAGES))
    def a_file_that_has_come_some_way(self, name):
        made, self.case, self.license, now = stage(name)
        self.folder = Path(tempfile.mkdtemp(prefix="licet-machine-"))
        shutil.copyfile(made / "store.sqlite", self.folder / "store.sqlite")
        self.clock = Watch(now)
        self.store, self.registry = opened(self.folder, self.clock)
        self.rows = self.read()

    def read(self):
        with self.store.reading() as db:
            return db.execute(sa.select(events).order_by(events.c.id)).all()

    def state(self, stream):
        with self.store.reading() as db:
            return self.registry.kept.state(db, stream)[1]

    def attempt(self, doing):
        """Do it, or find that it is refused and leaves nothing behind."""
        before = self.read()
        try:
            return doing()
        except InputError:  # refusals of every kind
            assert self.read() == before
            return None

    @rule(data=st.data(), hours=st.integers(0, 40), key=KEYS)
    def somebody_acts_on_the_file(self, data, hours, key):
        self.clock.move(hours=hours)
        self.act(data, self.case, APPLICATION, key, of_cases.body_for)

    @rule(data=st.data(), hours=st.integers(0, 40), key=KEYS)
    def somebody_acts_on_the_license(self, data, hours, key):
        self.clock.move(hours=hours)
        if self.license:
            self.act(data, self.license, LICENSE, key, of_licenses.body_for)

    @rule(data=st.data(), on_license=st.booleans())
    def something_that_is_possible_is_done_by_somebody_who_may(self, data, on_license):
        """So that files get far; what ends them is left to the other rules."""
        stream, body_for = self.case, of_cases.body_for
        if on_license and self.license:
            stream, body_for = self.license, of_licenses.body_for
        state, ways = self.state(stream), []
        for row in table_of(state, LAW).rows_from(state.state):
            if row.id in ENDING or (row.event == "assign" and state.assigned):
                continue
            body = body_for(data, row.event, state, self.clock.now)
            ways += [(row.event, who, body) for who in PEOPLE if self.may(state, row, who, body)]
        if ways:
            kind, by, body = data.draw(st.sampled_from(ways))
            self.attempt(lambda: self.registry.act(stream, kind, body, by))
            self.clock.move(hours=1)

    def may(self, state, row, who, body):
        event = Event(state.case, state.seq + 1, row.event, who, self.clock.now, body)
        return who.role in row.actors and tried(state, event, LAW) is None

    def act(self, data, stream, nature, key, body_for):
        state = self.state(stream)
        rows = table_of(state, LAW).rows_from(state.state)
        if not rows:
            return
        row = data.draw(st.sampled_from(rows))
        fitting = [each for each in PEOPLE if each.role in row.actors]
        by = data.draw(st.sampled_from(fitting if data.draw(st.integers(0, 3)) else PEOPLE))
        body = body_for(data, row.event, state, self.clock.now)
        done = self.attempt(lambda: self.registry.act(stream, row.event, body, by, key=key))
        right = self.registry.roles.to_do(nature, row.event)
        assert done is None or right.reach(by.role)
        if done is not None and not done.repeated and by.role in SIDE_OF_THE_STATE:
            own = state.filers if nature == APPLICATION else state.holders
            assert by.id not in own
            assert by.authority not in ("firm", "DE", "GB")

    @rule(
        by=st.sampled_from([each for each in PEOPLE if each.role in ("officer", "countersigner")]),
        days=st.integers(30, 400),
    )
    def somebody_issues(self, by, days):
        first = self.clock.now.date()
        last = first + timedelta(days=days)
        done = self.attempt(lambda: self.registry.issue(self.case, by, valid_from=first, valid_to=last, notice="n"))  # fmt: skip
        if done is not None:
            assert by.role == "officer"
            assert by.id not in done.before.filers
            self.license = done.also[0].event.case
            self.clock.move(days=1)

    @rule(by=st.sampled_from((WHO["ann"], WHO["customs"], *PEOPLE)), quantity=st.sampled_from(("1", "40", "60", "99", "0.5", "-1")), key=st.sampled_from(("k1", "k2", "k3", "k4")))  # fmt: skip
    def somebody_draws(self, by, quantity, key):
        if not self.license:
            return
        office = Office(self.registry, self.clock)
        office.license = self.license
        request = office.request(quantity, key)
        drawn = self.attempt(lambda: self.registry.draw(self.license, request, Inputs(), by))  # fmt: skip
        if drawn is not None:
            assert by.role in ("applicant", "agent", "customs")
            assert by.id != "eve"
            again = self.registry.draw(self.license, request, Inputs(), by)
            assert again == drawn or drawn.refused[0].code == "key_reused"

    @rule(by=st.sampled_from(PEOPLE))
    def somebody_pays_what_nobody_assessed(self, by):
        if self.license:
            payment = Payment("p", "duty_232_2026", "k1", Decimal(1), "USD", self.clock.now.date())
            assert self.attempt(lambda: self.registry.pay(self.license, payment, by)) is None

    @rule(days=st.integers(1, 30))
    def time_passes(self, days):
        self.clock.move(days=days)
        for each in self.registry.tick():
            assert each.event.actor.role == "system"
        assert self.registry.tick() == ()

    @rule(by=st.sampled_from(PEOPLE))
    def somebody_looks(self, by):
        """What is shown is what is there, to whom it may be."""
        try:
            seen = self.registry.case(self.case, by)
        except NotAllowed:
            return
        assert by.role in ("applicant", "agent", "officer", "agency", "countersigner", "board")
        assert by.authority not in ("rival", "DE", "GB", "mod")
        assert seen.seq == self.state(self.case).seq

    @invariant()
    def what_is_kept_is_what_the_events_make_and_each_could_happen(self):
        self.registry.kept.forget()
        assert self.registry.verify().faults == ()

    @invariant()
    def the_record_only_grows(self):
        rows = self.read()
        assert rows[: len(self.rows)] == self.rows
        self.rows = rows

    @invariant()
    def balances_and_ledgers_hold(self):
        if not self.license:
            return
        state = self.state(self.license)
        for line in state.lines:
            drawn = sum((e.quantity for e in state.draws if e.line == line.id), Decimal(0))
            back = sum((e.quantity for e in state.backs if e.line == line.id and e.restored_by), Decimal(0))  # fmt: skip
            assert line.used == drawn - back
            assert 0 <= line.used <= line.quantity
            assert line.used <= int(CAP["terms"]["parameters"]["most"])
        money = self.registry.money(self.license, Actor("ann", "applicant", "firm"))
        assert not any(money.ledger.sums.values())

    def teardown(self):
        if hasattr(self, "store"):
            assert self.store.verify().faults == ()
            self.store.close()
            shutil.rmtree(self.folder)


Register.TestCase.settings = settings(max_examples=30, stateful_step_count=25, deadline=None)
TestRegister = Register.TestCase
