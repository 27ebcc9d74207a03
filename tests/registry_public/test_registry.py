"""The real register behind the real log, on both databases: what was acted is published once and verifies."""

import json

import pytest

from licet.publiclog.entry import entry_from
from licet.publiclog.log import begin
from licet.registry.public.bundles import Order, for_committee
from licet.registry.public.office import PublicOffice
from licet.registry.public.registered import Registered
from tests.publiclog.test_drills import SIGNER, verified
from tests.register.stories import WHO
from tests.registry.acts import CAP
from tests.registry.conftest import (  # noqa: F401 - fixtures
    clock,
    database,
    empty,
    library,
    office,
    postgres,
    postgres_made,
    registry,
    sqlite_made,
    store,
)
from tests.registry_public.desk import RULES, entries_of, handed

LAB = {"id": "lab", "kind": "third_party_test", "text": "A laboratory looks at each lot."}


@pytest.fixture
def publisher(registry, store, tmp_path):  # noqa: F811
    return PublicOffice(store, Registered(registry), begin(tmp_path / "log", SIGNER), RULES)


@pytest.fixture
def licensed(office):  # noqa: F811
    """A license with a cap; State's wish for a laboratory was dropped; the second shipment breaks the cap."""
    office.referred("defense", "state")
    office.do("condition_proposed", "stef", **LAB)
    office.do("condition_proposed", "dan", **CAP)
    for who in ("dan", "stef"):
        office.position(who, "approve_with_conditions")
    office.do("positions_complete", "system")
    office.do("condition_dropped", "olga", id="lab", reason="outvoted: by Defense")
    office.do("condition_adopted", "olga", id="cap")
    office.do("propose", "olga", outcome="approve_with_conditions", reasons=["742.6"])
    office.do("countersign", "cora")
    office.license = office.issue().event.body["license"]
    assert office.draw(60, "k1").taken
    assert not office.draw(60, "k2").taken
    return office


def test_the_whole_story_is_in_the_log_once_and_verifies(publisher, licensed, registry):  # noqa: F811
    publisher.publish(4)
    publisher.publish()
    entries = [entry_from(each) for each in entries_of(publisher)]
    assert registry.outbox() == ()
    assert len(entries) == len(registry.outbox(1000, after=-1))
    assert publisher.publish().entries == 0
    assert {each.case for each in entries} == {publisher.pseudonym(licensed.case)}
    assert [each.event for each in entries][-3:] == ["issue", "drawdown", "drawdown_refused"]
    assert verified(handed(publisher)) == (0, [])
    assert registry.verify().good


def test_the_committee_of_the_real_register_sees_who_dropped_what(publisher, licensed, tmp_path):
    publisher.publish()
    file = tmp_path / "committee"
    order = Order("Committee on Foreign Affairs", "HR 7", ("id", "reason", "reasons", "terms"))
    with file.open("wb") as out:
        done = for_committee(publisher, [licensed.case], order, out, by=WHO["auditor"])
    assert verified(file) == (0, [])
    lines = [json.loads(each) for each in file.read_text().splitlines()]
    told = [each["value"] for each in lines if each["line"] == "opening"]
    assert done.opened == len(told)
    assert "outvoted: by Defense" in told
    acts = [json.loads(each["entry"])["public"].get("condition") for each in lines if each["line"] == "entry"]  # fmt: skip
    assert {"id": "c1", "act": "dropped", "by": "US", "reason": "outvoted"} in acts
    assert "120" in str(told)
