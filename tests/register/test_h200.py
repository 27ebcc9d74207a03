"""Journey J4, in pure domain: from the engine's decision on the H200 to a third shipment that breaks the cap."""

import pytest

from licet.register.license_replay import replay as replay_license
from licet.register.replay import replay
from tests.register.h200 import filed, licensed
from tests.register.stories import LAW


@pytest.fixture(scope="module")
def application(builder, law):
    return filed(builder, law)


def test_the_agencies_were_asked_by_the_rules_that_the_decision_names(application):
    asked = {each.agency: each.rule for each in application.state.referrals}
    assert asked == {"defense": "us.defense.concern", "state": "us.state.concern"}


def test_the_committee_sees_who_proposed_the_condition_who_dropped_it_and_why(application):
    dropped = application.state.condition("D-EXAMPLE-1.location")
    assert dropped.proposed_by == "state"
    assert [(each.what, each.by) for each in dropped.history] == [
        ("proposed", "stef"),
        ("dropped", "bea"),
    ]
    assert dropped.history[-1].reason.startswith("The vendor's software")
    assert application.state.state == "approved_with_conditions"


def test_the_third_shipment_breaks_the_cap_and_is_kept_as_refused(application, library, law):
    file = licensed(application, library, law)
    assert [each.key for each in file.state.draws] == ["shipment-1", "shipment-2"]
    (refused,) = file.state.refused
    assert any("57.5 %, over the cap of 50 %" in each for each in refused["reasons"])
    assert str(file.state.lines[0].balance) == "4000"
    assert replay_license(file.events, LAW) == file.state
    assert replay(application.events, LAW) == application.state
