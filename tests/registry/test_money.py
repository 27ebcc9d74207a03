"""Conditions, money, returns and what falls due by itself, through the registry."""

from datetime import date
from decimal import Decimal

import pytest

from licet.errors import InputError
from licet.record import replaced
from licet.register.conditions.evidence import Inputs
from licet.register.money.assess import Consignment
from licet.register.money.books import Payment
from licet.registry.model import NotAllowed
from tests.register.stories import WHO
from tests.registry.test_registry import good

SXM = "nvidia-h200-sxm-141gb"
REPORTS = {
    "id": "reports", "kind": "reporting", "text": "Deliveries by quarter.",
    "terms": {
        "parameters": {"obligation": "deliveries", "every": "quarter", "days": "30", "since": "2026-01-01"},
        "tested": ["schedule"], "consequence": "suspend",
    },
}  # fmt: skip
CERTIFIED = {
    "id": "supply", "kind": "quantity_cap", "text": "No line above 500.",
    "terms": {"parameters": {"most": "500", "unit": "piece"}, "tested": ["before_issue"]},
}  # fmt: skip
SHARE = {
    "id": "supply", "kind": "money_paid", "text": "The duty is paid first.",
    "terms": {"parameters": {"reading": "duty_232_2026", "before_shipment": True}, "tested": ["drawdown"]},
}  # fmt: skip


@pytest.fixture
def goods(builder):
    """The consignment of a shipment, with facts as the engine has them."""

    def made(ref="k1", **stated):
        transfer = builder.transfer(
            {"kind": "export", "item": {"id": SXM}, "from": "US", "to": "CN", "exporter": {"letters": ["none"]}}
        )  # fmt: skip
        day = date(2026, 2, 5)
        known = {"customs_value": Decimal(1000), "revenue": Decimal(3000), "imported": True, "entry_day": day}  # fmt: skip
        return Consignment(ref, SXM, day, "USD", transfer.facts, **{**known, **stated})

    return made


def test_a_shipment_is_assessed_under_each_reading_and_paid_once(office, registry, goods):
    office.issued()
    customs, ann = WHO["customs"], WHO["ann"]
    told = registry.assess(office.license, goods(), customs)
    assert [(each.reading, each.due) for each in told] == [
        ("share_15_2025", 0), ("share_25_2025", 0), ("duty_232_2026", Decimal("250.00")),
    ]  # fmt: skip
    count = good(registry).events
    assert registry.assess(office.license, goods(), customs) == told
    assert good(registry).events == count
    payment = Payment("t1", "duty_232_2026", "k1", Decimal(100), "USD", date(2026, 2, 6), "receipt 1")  # fmt: skip
    assert not registry.pay(office.license, payment, ann).repeated
    assert registry.pay(office.license, payment, ann).repeated
    with pytest.raises(InputError, match="used for another act"):
        registry.pay(office.license, replaced(payment, amount=Decimal(1)), ann)
    with pytest.raises(InputError, match="assess it first"):
        registry.pay(office.license, replaced(payment, key="t2", shipment="k9"), ann)
    with pytest.raises(NotAllowed):
        registry.assess(office.license, goods(), ann)
    book = registry.money(office.license, ann)
    row = next(each for each in book.rows(date(2026, 2, 6)) if each.reading == "duty_232_2026")
    assert (row.due, row.paid, row.open) == (Decimal("250.00"), Decimal(100), Decimal("150.00"))
    assert book.payments == (payment,)
    assert book.ledger.sums == {"USD": Decimal(0)}
    with pytest.raises(InputError, match="say why it is assessed again"):
        registry.assess(office.license, goods(customs_value=Decimal(2000)), customs)
    registry.assess(office.license, goods(customs_value=Decimal(2000)), customs, why="a typing fault")  # fmt: skip
    book = registry.money(office.license, ann)
    assert book.under("duty_232_2026", "k1").due == Decimal("500.00")
    assert book.ledger.sums == {"USD": Decimal(0)}
    good(registry)


def test_what_is_paid_is_the_registers_own_word_not_the_askers(office, registry, goods):
    office.issued(SHARE)
    lied = Inputs(paid=(), returns=())
    assert office.draw("10", "k1", inputs=lied).refused[0].code == "condition"
    registry.assess(office.license, goods("k2"), WHO["customs"])
    assert not office.draw("10", "k2").taken
    payment = Payment("t1", "duty_232_2026", "k2", Decimal(250), "USD", date(2026, 2, 6))
    registry.pay(office.license, payment, WHO["ann"])
    assert not office.draw("10", "k2").taken
    registry.assess(office.license, goods("k3"), WHO["customs"])
    registry.pay(office.license, replaced(payment, key="t2", shipment="k3"), WHO["ann"])
    assert office.draw("10", "k3").refused == ()
    good(registry)


def test_a_condition_known_not_to_hold_before_issue_stops_it_and_one_not_known_waits(office, registry):  # fmt: skip
    office.countersigned(CERTIFIED)
    with pytest.raises(
        InputError, match="L-000001 is not issued: the condition supply does not hold"
    ):
        office.issue()
    good(registry)


def test_what_is_not_known_before_issue_must_be_met_before_first_use(office, registry):
    terms = {"parameters": {"subjects": ["supply"]}, "tested": ["before_issue"]}
    unknown = {**SHARE, "kind": "certification", "terms": terms}
    office.countersigned(unknown)
    done = office.issue()
    office.license = done.event.body["license"]
    assert [(each.condition, each.holds) for each in done.findings] == [("supply", None)]
    assert done.also[0].state.state == "issued_not_usable"
    refused = office.draw("10", "k1").refused
    assert "before first use these must be met: supply" in refused[0].text
    registry.act(office.license, "precondition_met", {"condition": "supply", "evidence": "certificate 7"}, WHO["olga"])  # fmt: skip
    assert office.draw("10", "k2").taken
    good(registry)


def test_the_holder_sees_lines_balances_conditions_and_what_is_owed_and_an_order_finds_its_line(office, registry):  # fmt: skip
    office.issued()
    office.draw("60", "k1")
    (held,) = registry.holder(WHO["ann"])
    assert [(str(each.drawn), str(each.left)) for each in held.balances] == [("60", "940")]
    assert [each.id for each in held.conditions] == ["cap"]
    assert held.owed == ()
    fits = registry.match(office.request("40", "o1"), WHO["ann"])
    assert (fits.result, fits.code, fits.fits[0].line) == ("PASS", "license_assigned", "1")
    assert registry.match(office.request("41", "o2"), WHO["ann"]).code == "license_condition"
    assert registry.match(office.request("2000", "o3"), WHO["ann"]).code == "no_license_fits"
    assert registry.match(office.request("40", "o4"), WHO["customs"]).code == "no_license_fits"
    assert registry.holder(WHO["gus"]) == ()
    registry.act(office.license, "give_mandate", {"agent": "gus"}, WHO["ann"])
    assert len(registry.holder(WHO["gus"])) == 1
    assert office.draw("1", "k2", who="gus").taken


def test_time_does_what_is_due_and_does_it_once(office, registry, clock):
    office.referred("defense")
    assert registry.tick() == ()
    clock.move(days=31)
    done = registry.tick()
    assert [each.event.kind for each in done] == ["agency_silent", "positions_complete"]
    assert registry.tick() == ()
    assert registry.case(office.case, WHO["olga"]).state == "consolidation"
    due = clock.now.replace(day=20, month=3).isoformat()
    office.do("question", "olga", id="q1", text="Which?", due=due, cause="applicant_information")
    clock.move(days=40)
    assert [each.event.kind for each in registry.tick()] == ["question_lapsed"]
    good(registry)


def test_a_license_ends_and_is_suspended_by_itself_where_its_conditions_say_so(office, registry, clock):  # fmt: skip
    office.issued(REPORTS)
    office.draw("10", "k1")
    assert registry.tick() == ()
    clock.move(days=100)
    (done,) = [each for each in registry.tick() if each.event.case == office.license]
    assert (done.event.kind, done.state.state) == ("condition_broken", "suspended")
    assert registry.tick() == ()
    body = {"obligation": "deliveries", "period": "2026-Q1", "hash": "h"}
    registry.file_return(office.license, body, WHO["ann"], key="q1")
    assert registry.file_return(office.license, body, WHO["ann"], key="q1").repeated
    registry.act(office.license, "reinstate", {"reason": "filed"}, WHO["cora"])
    clock.move(days=900)
    kinds = [each.event.kind for each in registry.tick() if each.event.case == office.license]
    assert kinds[-1] == "expire"
    assert registry.license(office.license, WHO["ann"]).state == "expired"
    good(registry)


def test_a_denial_is_issued_without_a_license(office, registry):
    office.referred("defense")
    office.position("dan", "deny")
    office.do("positions_complete", "system")
    office.do("propose", "olga", outcome="deny", reasons=["744.21"])
    said = {"reasons": ["744.21"], "basis": "50 U.S.C. 4812", "contact": "Olga", "appeal": "part 756"}  # fmt: skip
    office.do("intent_to_deny", "olga", **said)
    office.clock.move(days=25)
    assert [each.event.kind for each in registry.tick()] == ["reply_period_ended"]
    office.do("countersign", "cora")
    with pytest.raises(InputError, match="grants nothing"):
        office.issue()
    done = office.issue(valid_from=None, valid_to=None)
    assert (done.state.state, done.also) == ("denied", ())
    good(registry)
