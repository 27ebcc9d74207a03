"""Each kind of condition: true, false and missing, in tables that a lawyer can read (``tables/``)."""

from datetime import datetime
from pathlib import Path

import pytest

from licet.cases.read import read_yaml
from licet.register.conditions import tested
from licet.register.conditions.evidence import Inputs
from licet.register.conditions.model import Condition
from licet.store.records import read_record

TABLES = sorted((Path(__file__).parent / "tables").glob("*.yaml"))
HOLDS = {"yes": True, "no": False, "?": None}


def cases():
    for path in TABLES:
        data = read_yaml(path)
        for each in data["cases"]:
            yield pytest.param(data, each, id=f"{path.stem}: {each['case']}")


def inputs_of(data, case):
    inputs = {**data.get("inputs", {}), **case.get("inputs", {})}
    report = {**data.get("report", {}), **case.get("report", {})}
    if inputs.get("tests") == ["REPORT"]:
        inputs["tests"] = [report]
    return read_record(Inputs, inputs, "inputs", texts=True)


def found_of(data, case):
    kind = case.get("kind", data["kind"])
    shared = data["parameters"] if kind == data["kind"] else {}
    condition = Condition("c", kind, "", {**shared, **case.get("parameters", {})}, ("drawdown",))
    at = datetime.fromisoformat(case.get("at", data["at"]))
    return tested.test(condition, inputs_of(data, case), at)


@pytest.mark.parametrize(("data", "case"), list(cases()))
def test_a_condition_is_found_as_the_table_says(data, case):
    found = found_of(data, case)
    assert found.holds is HOLDS[case["holds"]], found
    assert case.get("says", "") in found.why
    assert case.get("missing", "") in "; ".join(found.missing)
    if found.holds is None:
        assert found.missing, "what is not known says what would settle it"
        assert found.refuses, "what is not known blocks"


def test_each_kind_is_shown_true_false_and_not_known():
    seen = {}
    for path in TABLES:
        data = read_yaml(path)
        for case in data["cases"]:
            seen.setdefault(case.get("kind", data["kind"]), set()).add(case["holds"])
    lacking = {kind for kind in tested.KINDS if seen.get(kind, set()) < set(HOLDS)}
    # The units of drawdowns are always known, so a cap on them never is not.
    assert lacking == {"quantity_cap"}


OPTIONAL = {name for name, default in Inputs.__record_defaults__.items() if default is None} - {
    "now"
}
ADVERSE = {("threshold", "tests")}
"""What speaks only against: without it the stated figures stand alone."""


@pytest.mark.parametrize(("data", "case"), list(cases()))
def test_what_is_taken_away_never_makes_an_answer_better(data, case):
    before = found_of(data, case).holds
    stated = {**data.get("inputs", {}), **case.get("inputs", {})}
    kind = case.get("kind", data["kind"])
    for name in OPTIONAL & set(stated):
        if (kind, name) in ADVERSE:
            continue
        less = {**case, "inputs": {**case.get("inputs", {}), name: None}}
        after = found_of(data, less).holds
        assert after in (before, None) or (before is None and after is False), name
