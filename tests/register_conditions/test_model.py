"""A condition is proposed, adopted, changed or dropped by somebody, for a reason; it is data, there and back."""

import json
from datetime import UTC, date, datetime

import pytest

from licet.decide.report import plain_data
from licet.errors import InputError, UnknownName
from licet.register.conditions import tested
from licet.register.conditions.evidence import Inputs
from licet.register.conditions.model import (
    ADOPTED,
    CHANGED,
    DROPPED,
    NOT_ADOPTED,
    PROPOSED,
    Condition,
    Finding,
    Step,
)  # fmt: skip
from licet.store.records import read_record

AT = datetime(2026, 2, 1, 9, tzinfo=UTC)
CAP = Condition(
    "c1", "quantity_cap", "At most ten.", {"most": "10", "unit": "units"}, ("drawdown",)
)


def step(act, by="officer A", reason=""):
    return Step(act, by, AT, reason)


def test_a_condition_binds_once_it_is_adopted_and_until_it_is_dropped():
    proposed = CAP.after(step(PROPOSED, "State"))
    adopted = proposed.after(step(ADOPTED))
    dropped = adopted.after(step(DROPPED, "officer B", "overtaken by the new rule"))
    assert [each.binds for each in (CAP, proposed, adopted, dropped)] == [False, False, True, False]
    assert dropped.by(PROPOSED) == "State"
    assert dropped.by(DROPPED) == "officer B"
    assert dropped.history[-1].reason == "overtaken by the new rule"


@pytest.mark.parametrize("act", [NOT_ADOPTED, DROPPED])
def test_who_leaves_a_condition_out_says_why(act):
    with pytest.raises(InputError, match="say why"):
        CAP.after(step(PROPOSED)).after(step(act))


def test_a_change_keeps_what_was_there_before():
    adopted = CAP.after(step(PROPOSED)).after(step(ADOPTED))
    changed = adopted.after(
        step(CHANGED, reason="supply was short"), parameters={"most": "5", "unit": "units"}
    )
    assert changed.binds
    assert changed.history[-1].was == {"parameters": {"most": "10", "unit": "units"}}
    assert tested.parameters_of(changed).most == 5


@pytest.mark.parametrize(
    ("acts", "odd"),
    [
        ((), ADOPTED),
        ((PROPOSED, NOT_ADOPTED), ADOPTED),
        ((PROPOSED, ADOPTED, DROPPED), ADOPTED),
        ((PROPOSED, ADOPTED), PROPOSED),
    ],
)
def test_no_act_follows_where_it_is_not_open(acts, odd):
    condition = CAP
    for act in acts:
        condition = condition.after(step(act, reason="because"))
    with pytest.raises(InputError, match="cannot follow"):
        condition.after(step(odd, reason="because"))


def test_a_change_says_what_it_changes_and_never_the_id():
    proposed = CAP.after(step(PROPOSED))
    with pytest.raises(InputError, match="a change names the fields"):
        proposed.after(step(CHANGED, reason="why not"))
    with pytest.raises(InputError, match="id is never changed"):
        proposed.after(step(CHANGED, reason="why not"), id="c2")
    with pytest.raises(InputError, match="a change names the fields"):
        proposed.after(step(ADOPTED), text="other")


def test_it_speaks_of_its_lines_on_its_days():
    bound = Condition(
        "c", "quantity_cap", "", {}, ("drawdown",), lines=("1",),
        since=date(2026, 2, 1), to=date(2026, 3, 1),
    )  # fmt: skip
    assert bound.speaks_of("1", date(2026, 2, 1))
    assert not bound.speaks_of("1", date(2026, 3, 1))
    assert not bound.speaks_of("1", date(2026, 1, 31))
    assert not bound.speaks_of("2", date(2026, 2, 1))


@pytest.mark.parametrize(
    ("made", "said"),
    [
        (lambda: Condition("c", "quantity_cap", "", {}, ("noon",)), "no known time of test"),
        (lambda: Condition("c", "quantity_cap", "", {}, (), "shout"), "no known consequence"),
        (lambda: tested.parameters_of(Condition("c", "cap", "", {}, ())), "no known kind of condition"),
        (lambda: tested.parameters_of(Condition("c", "quantity_cap", "", {"most": "ten", "unit": "u"}, ())), "condition c.most: wanted a number"),
        (lambda: tested.parameters_of(Condition("c", "quantity_cap", "", {"unit": "u"}, ())), "QuantityCap with most"),
        (lambda: tested.parameters_of(Condition("c", "ratio_cap", "", {"most_pct": "50", "countries": ["CN"], "home": ["US"], "home_until": "noon"}, ())), "no known end of the home period"),
        (lambda: tested.parameters_of(Condition("c", "ratio_cap", "", {"most_pct": "50", "countries": [], "home": ["US"]}, ())), "both sides of the ratio"),
        (lambda: tested.parameters_of(Condition("c", "threshold", "", {"limits": [{"fact": "f", "op": "=<", "bound": "1"}]}, ())), "no known comparison"),
        (lambda: tested.parameters_of(Condition("c", "reporting", "", {"obligation": "o", "every": "week", "days": "1", "since": "2026-01-01"}, ())), "no known period of a report"),
        (lambda: tested.parameters_of(Condition("c", "ratio_cap", "", {"most_pct": "50", "countries": ["CN"], "home": ["US"], "basis": "tons"}, ())), "no known basis"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_with_its_place(made, said):
    with pytest.raises((InputError, UnknownName), match=said):
        made()


@pytest.mark.parametrize(
    "odd", [("a_new_kind", {}), ("quantity_cap", {"most": "many", "unit": "u"})]
)
def test_a_condition_that_cannot_be_read_blocks(odd):
    kind, parameters = odd
    found = tested.test(Condition("c", kind, "", parameters, ("drawdown",)), Inputs(), AT)
    assert found.holds is None
    assert found.refuses
    assert found.missing == ("terms that can be read",)


def test_a_condition_and_a_finding_go_through_json_and_back():
    adopted = CAP.after(step(PROPOSED)).after(step(ADOPTED))
    changed = adopted.after(step(CHANGED, reason="short supply"), lines=("1", "2"))
    for value in (
        changed,
        Finding("c1", "quantity_cap", None, "why", missing=("x",), figures=(("a", "1"),)),
    ):
        data = json.loads(json.dumps(plain_data(value)))
        back = read_record(type(value), data, "it")
        assert plain_data(back) == plain_data(value)
        assert back.id == "c1" if isinstance(value, Condition) else back == value


@pytest.mark.parametrize(
    ("consequence", "holds", "refuses", "suspends"),
    [
        ("block", False, True, False), ("block", None, True, False), ("block", True, False, False),
        ("warn", False, False, False), ("report", None, False, False),
        ("suspend", False, True, True), ("suspend", None, True, False), ("suspend", True, False, False),
    ],
)  # fmt: skip
def test_what_is_not_known_blocks_and_suspends_nobody(consequence, holds, refuses, suspends):
    found = Finding("c", "k", holds, "", consequence=consequence)
    assert (found.refuses, found.calls_for_suspension) == (refuses, suspends)
