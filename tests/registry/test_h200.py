"""The H200 license of January 2026 through the registry: who dropped what, the cap that the third shipment breaks, the money."""

import importlib.util
import sys
from datetime import UTC, date, datetime

import pytest

from licet.cases.read import read_yaml
from licet.record import replaced
from licet.register.conditions.asked import conditions_of
from licet.register.entries import proposal
from licet.register.events import Actor
from licet.register.law_file import read_law
from licet.store.records import read_record
from tests.conftest import ROOT
from tests.register.stories import WHO
from tests.registry.test_registry import good
from tests.registry.watch import Watch

HERE = ROOT / "examples" / "h200-license"
ITEM = "nvidia-h200-sxm-141gb"
NAME = "Example Cloud (Hangzhou) Co., Ltd."
HOLDER = Actor("ann", "applicant", "firm")
PARTIES = [
    {"id": "p1", "name": NAME, "role": "end_user", "country": "CN"},
    {"id": "p2", "name": NAME, "role": "ultimate_consignee", "country": "CN"},
]
LINE = {"id": "1", "item": ITEM, "quantity": "18000", "unit": "units", "country": "CN", "value": "540000000",
        "currency": "USD", "value_tolerance": "0.25"}  # fmt: skip


@pytest.fixture(scope="module")
def show():
    """The script of the example, for its story and its consignments."""
    spec = importlib.util.spec_from_file_location("h200_show", HERE / "show.py")
    found = importlib.util.module_from_spec(spec)
    sys.modules["h200_show"] = found  # its records look their annotations up there
    spec.loader.exec_module(found)
    yield found
    del sys.modules["h200_show"]


@pytest.fixture
def story(show):
    return read_record(show.Story, read_yaml(HERE / "story.yaml"), "the story", texts=True)


@pytest.fixture
def clock():
    return Watch(datetime(2026, 1, 20, 15, tzinfo=UTC))


def decided(office, library, story):
    """From filing to the signature; Commerce is the authority, its officer speaks for it."""
    rule = read_law(ROOT / "law").rule("us.h200_2026")
    asked = {each.id: each for each in conditions_of(rule, library.law.book, story.day_made).conditions}  # fmt: skip
    office.file(lines=[LINE], parties=PARTIES)
    office.do("submit", "ann", signer="Ann", end_use_statement="hash")
    office.do("register", "olga", number="D100")
    office.do("assign", "system", officer="olga")
    office.do("open_review", "olga")
    for agency in ("defense", "state"):
        office.do("refer", "olga", agency=agency, rule="us.on_request")
    who = {"Commerce": "olga", "Defense": "dan", "State": "stef"}
    for each in story.proposed:
        office.do("condition_proposed", who[each.by], **proposal(asked[each.id]))
    for own in story.own_conditions:
        office.do("condition_proposed", who[own.by], **proposal(own.condition))
    for agency in ("dan", "stef"):
        office.position(agency, "approve_with_conditions")
    office.do("positions_complete", "system")
    for each in story.proposed:
        office.do("condition_adopted", "olga", id=each.id)
    for own in story.own_conditions:
        if own.not_adopted:
            office.do("condition_dropped", "olga", id=own.condition.id, reason=own.not_adopted)
        else:
            office.do("condition_adopted", "olga", id=own.condition.id)
    office.do("propose", "olga", outcome="approve_with_conditions", reasons=["742.6(b)(10)"])
    office.do("countersign", "cora")


def test_the_story_of_the_h200(  # noqa: PLR0917 - fixtures
    office, registry, clock, library, story, show, builder
):
    decided(office, library, story)
    clock.now = datetime(2026, 2, 10, 12, tzinfo=UTC)
    done = office.issue(number="D-EXAMPLE-1", valid_from=date(2026, 2, 16), valid_to=date(2030, 2, 15), inputs=story.inputs)  # fmt: skip
    office.license = "D-EXAMPLE-1"
    assert [(each.condition, each.why) for each in done.findings if each.refuses] == []
    assert done.also[0].state.state == "issued"
    answers = []
    for each in story.shipments:
        day = each.request.day
        clock.now = datetime(day.year, day.month, day.day, 20, tzinfo=UTC)
        registry.assess(office.license, show.consignment(each, builder), WHO["customs"])
        answers.append(registry.draw(office.license, each.request, story.inputs, HOLDER))
    assert [[reason.text for reason in each.refused] for each in answers[:2]] == [[], []]
    (refused,) = answers[2].refused
    assert "57.5 %, over the cap of 50 %" in refused.text
    registry.pay(office.license, story.payments[0], HOLDER)
    book = registry.money(office.license, HOLDER)
    rows = {(each.reading, each.shipment): (each.due, each.paid) for each in book.rows(story.looked_at)}  # fmt: skip
    assert rows["share_25_2025", "shipment-1"] == (0, 0)
    assert rows["duty_232_2026", "shipment-1"] == (24_000_000, 24_000_000)
    assert rows["duty_232_2026", "shipment-2"] == (18_000_000, 0)
    state = registry.case(office.case, WHO["olga"])
    dropped = state.condition("D-EXAMPLE-1.location")
    assert [(each.what, each.authority) for each in dropped.history] == [("proposed", "state"), ("dropped", "US")]  # fmt: skip
    assert "optional for the buyer" in dropped.history[-1].reason
    good(registry)
    small = replaced(story.shipments[2].request, key="o1", quantity=1000 * story.shipments[2].request.quantity / 4000)  # fmt: skip
    small = replaced(small, value=small.value / 4)
    assert registry.match(small, HOLDER, inputs=story.inputs).result == "PASS"


def test_without_evidence_the_license_is_issued_and_not_usable(office, registry, clock, library, story):  # fmt: skip
    decided(office, library, story)
    clock.now = datetime(2026, 2, 10, 12, tzinfo=UTC)
    done = office.issue(valid_from=date(2026, 2, 16), valid_to=date(2030, 2, 15))
    state = done.also[0].state
    assert state.state == "issued_not_usable"
    assert "us.h200_2026.volume" in state.preconditions
    good(registry)
