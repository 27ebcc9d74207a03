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
from licet.publiclog.log import begin
from licet.register.act import tried
from licet.register.conditions.evidence import Inputs
from licet.register.events import SIDE_OF_THE_STATE, Actor, Event
from licet.register.money.assess import Consignment
from licet.register.money.books import Payment
from licet.register.select import table_of
from licet.registry.model import APPLICATION, LICENSE, NotAllowed
from licet.registry.public.bundles import whole
from licet.registry.public.office import PublicOffice
from licet.registry.public.registered import Registered
from licet.registry.registry import Registry
from licet.settings import Settings
from licet.store.register_tables import events
from licet.store.store import Store
from licet.transfer.build import Builder
from licet_verify.trust import trust_of
from licet_verify.verify import verify_bundle
from tests.register import test_license_machine as of_licenses
from tests.register import test_machine as of_cases
from tests.register.stories import LAW, WHO
from tests.registry.acts import CAP, Office
from tests.registry.test_money import SXM
from tests.registry.watch import Watch
from tests.registry_public.desk import RULES, SIGNER

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
def goods():
    """Facts of a chip on its way to China, as the engine has them."""
    library = open_library_once()
    export = {"kind": "export", "item": {"id": SXM}, "from": "US", "to": "CN", "exporter": {"letters": ["none"]}}  # fmt: skip
    return Builder(library.law.book, library.products).transfer(export).facts


def consignment(key, day, value):
    """A shipment with its customs value."""
    return Consignment(key, SXM, day, "USD", goods(), customs_value=value, revenue=3 * value, imported=True, entry_day=day)  # fmt: skip


def published_in(office):
    """All entries of the log."""
    return list(office.log.tiles().entries(0, office.log.latest()[0].size))


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
        self.rows, self.entries = self.read(), []
        log = begin(self.folder / "log", SIGNER)
        self.office = PublicOffice(self.store, Registered(self.registry), log, RULES)

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

    @rule(data=st.data(), on_license=st.booleans(), by=st.sampled_from(PEOPLE))
    def somebody_tries_what_the_table_does_not_know_from_here(self, data, on_license, by):
        stream = self.license if on_license and self.license else self.case
        state = self.state(stream)
        table = table_of(state, LAW)
        here = {row.event for row in table.rows_from(state.state)}
        kind = data.draw(st.sampled_from(sorted({"delete", "approve", "", *table.events} - here)))
        body_for = of_licenses.body_for if stream == self.license else of_cases.body_for
        body = body_for(data, kind, state, self.clock.now)
        assert self.attempt(lambda: self.registry.act(stream, kind, body, by)) is None

    @rule(by=st.sampled_from((WHO["customs"], WHO["olga"], *PEOPLE)), key=st.sampled_from(("k1", "k2", "k9")), value=st.sampled_from(("1000", "0.01", "333.33")))  # fmt: skip
    def somebody_says_what_is_due(self, by, key, value):
        if self.license:
            goods = consignment(key, self.clock.now.date(), Decimal(value))
            found = self.attempt(lambda: self.registry.assess(self.license, goods, by))
            assert found is None or by.role in ("officer", "customs", "system")

    @rule(by=st.sampled_from((WHO["ann"], *PEOPLE)), key=st.sampled_from(("k1", "k2", "k9")), number=st.sampled_from(("t1", "t2")))  # fmt: skip
    def somebody_pays(self, by, key, number):
        """What was assessed; what nobody assessed is refused."""
        if not self.license:
            return
        payment = Payment(number, "duty_232_2026", key, Decimal(1), "USD", self.clock.now.date())
        due = {str(each.get("terms", {}).get("shipment")) for each in self.state(self.license).money}  # fmt: skip
        done = self.attempt(lambda: self.registry.pay(self.license, payment, by))
        assert done is None or key in due

    @rule(limit=st.integers(1, 40))
    def the_log_is_published(self, limit):
        self.office.publish(limit)
        now = published_in(self.office)
        assert now[: len(self.entries)] == self.entries
        self.entries = now

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

    def the_log_holds_for_a_stranger(self):
        """The verifier, which shares no code with the register, finds nothing that differs."""
        if not self.entries:
            return
        self.the_log_is_published(10_000)
        file = self.folder / "whole.licetlog"
        with file.open("wb") as out:
            whole(self.office, out)
        with file.open("rb") as bundle:
            report = verify_bundle(bundle, trust_of([SIGNER.verifier.vkey], []), [])
        assert not report.counts, [str(each) for each in report.findings]

    def teardown(self):
        if hasattr(self, "store"):
            assert self.store.verify().faults == ()
            self.the_log_holds_for_a_stranger()
            self.store.close()
            shutil.rmtree(self.folder)


Register.TestCase.settings = settings(max_examples=25, stateful_step_count=25, deadline=None)
TestRegister = Register.TestCase
