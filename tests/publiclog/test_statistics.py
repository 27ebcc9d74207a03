"""Figures that follow from the log, each number by hand."""

import pytest

from licet.errors import InputError
from licet.publiclog import canonical
from licet.publiclog.entry import entry_from
from licet.publiclog.log import begin
from licet.publiclog.note import new_signer
from licet.publiclog.statistics import Query, figures, statement
from tests.publiclog.made import CLOUD, DENIED, LAB, RETURNED, Cases, at, condition, four_cases

YEAR = Query("2026-01-01T00:00:00Z", "2027-01-01T00:00:00Z")


def told(made, query=YEAR):
    return figures([entry_from(each) for each in made.data], query)


def test_the_figures_of_four_cases():
    found = told(four_cases())
    assert found["query"] == {"from": YEAR.since, "to": YEAR.until, "group_by": None, "suppress_below": 0}  # fmt: skip
    assert found["counted"] == [
        {"case": CLOUD, "outcome": "approved_with_conditions", "index": 9},
        {"case": LAB, "outcome": "approved", "index": 10},  # as it was corrected
        {"case": DENIED, "outcome": "denied", "index": 11},
        {"case": RETURNED, "outcome": "returned_without_action", "index": 13},
    ]
    assert found["result"] == {
        "cases": 4,
        "outcomes": {
            "approved": 1, "approved_with_conditions": 1, "denied": 1, "no_license_required": 0,
            "returned_without_action": 1, "withdrawn": 0,
        },
        "approval_rate": {
            "of_decided": {"numerator": 2, "denominator": 3, "percent": "66.7"},
            "of_decided_or_returned": {"numerator": 2, "denominator": 4, "percent": "50.0"},
        },
        "days": {  # gross 20, 20 (and 5 hours), 25; one stopped for 5
            "gross": {"cases": 3, "median": 20, "p90": 25},
            "clock": {"cases": 3, "median": 20, "p90": 25},
            "stopped": {"cases": 3, "median": 0, "p90": 5},
        },
        "stopped_days_by_cause": {"question": 5},
        "conditions": {"proposed": 2, "adopted": 1, "changed": 0, "dropped": 1},
    }  # fmt: skip


def test_a_case_of_two_outcomes_counts_once_and_by_the_last():
    made = Cases()
    made.add(LAB, "denied", at(0), {"clock": "end", "outcome": "denied"})
    made.add(LAB, "issued_on_appeal", at(40), {"outcome": "approved"})
    found = told(made)
    assert found["counted"] == [{"case": LAB, "outcome": "approved", "index": 1}]
    assert found["result"]["approval_rate"]["of_decided"] == {"numerator": 1, "denominator": 1, "percent": "100.0"}  # fmt: skip
    assert found["result"]["days"]["gross"] == {"cases": 0, "median": None, "p90": None}


def test_a_superseded_case_and_one_without_an_outcome_are_not_counted():
    made = Cases()
    made.add(LAB, "denied", at(0), {"outcome": "denied"})
    made.add(LAB, "superseded", at(1), {"superseded_by": CLOUD})
    made.add(CLOUD, "registered", at(2), {"clock": "start"})
    assert told(made)["counted"] == []
    assert told(made)["result"]["approval_rate"]["of_decided"]["percent"] is None


def test_a_case_is_of_the_period_of_its_outcome():
    made = four_cases()
    first = Query("2026-02-04T09:00:00Z", "2026-02-14T09:00:00Z")
    assert [each["case"] for each in told(made, first)["counted"]] == [CLOUD, LAB]
    later = Query("2026-02-04T09:00:01Z", "2026-02-14T09:00:01Z")
    assert [each["case"] for each in told(made, later)["counted"]] == [LAB, DENIED]


@pytest.mark.parametrize(
    ("clock", "gross", "stopped"),
    [
        ([(0, "start"), (2, "stop"), (5, "resume")], 10, 3),
        ([(0, "start"), (2, "stop"), (3, "stop"), (5, "resume"), (6, "resume")], 10, 3),
        ([(0, "start"), (2, "stop")], 10, 8),
        ([(0, "start"), (2, "stop"), (7, "end")], 7, 5),
        ([(0, "start"), (7, "end"), (8, "stop"), (9, "start")], 7, 0),
        ([(0, "resume"), (1, "end"), (2, "start")], 8, 0),
        ([(0, "start"), (3, "start"), (12, "end")], 12, 0),
        ([(0, "start"), (8, "stop"), (12, "resume")], 10, 2),
        ([(11, "start"), (12, "end")], 1, 0),
    ],
)
def test_the_clock_starts_once_stops_and_ends(clock, gross, stopped):
    made = Cases()
    for day, value in sorted([*clock, (10, "")]):
        made.add(LAB, "step", at(day), {"clock": value} if value else {"outcome": "denied"})
    days = told(made)["result"]["days"]
    assert (days["gross"]["median"], days["stopped"]["median"]) == (gross, stopped)
    assert days["clock"]["median"] == gross - stopped


def test_a_clock_that_starts_after_the_outcome_and_never_ends_was_not_started():
    made = Cases()
    made.add(LAB, "denied", at(0), {"outcome": "denied"})
    made.add(LAB, "appealed", at(1), {"clock": "start"})
    assert told(made)["result"]["days"]["gross"]["cases"] == 0


def test_groups_are_by_a_public_field():
    groups = told(four_cases(), Query(YEAR.since, YEAR.until, "destination"))["result"]["groups"]
    assert {name: each["cases"] for name, each in groups.items()} == {"": 1, "CN": 2, "TW": 1}
    assert "groups" not in groups["CN"]
    made = Cases()
    made.add(LAB, "denied", at(0), {"outcome": "denied", "lines": [1, "a"]})
    assert list(told(made, Query(YEAR.since, YEAR.until, "lines"))["result"]["groups"]) == ['[1,"a"]']  # fmt: skip


def test_a_correction_takes_away_what_it_names_and_leaves_an_empty_field_as_it_is():
    # Found by the verifier: a correction of another field once took the group "null" away.
    made = Cases()
    event = made.add(LAB, "denied", at(0), {"outcome": "denied", "destination": None, "clock": "end"})  # fmt: skip
    made.add(LAB, "corrected", at(1), {"clock": None}, of=event)
    query = Query(YEAR.since, YEAR.until, "destination")
    assert list(told(made, query)["result"]["groups"]) == ["null"]
    made.add(LAB, "corrected", at(2), {"destination": None}, of=event)
    assert list(told(made, query)["result"]["groups"]) == [""]


@pytest.mark.parametrize(
    ("approved", "denied", "percent"),
    [(192, 19, "91.0"), (192, 50, "79.3"), (1, 15, "6.3"), (1, 7, "12.5"), (1, 1999, "0.1"), (1, 2001, "0.0")],
)  # fmt: skip
def test_a_rate_is_rounded_half_up_to_a_tenth(approved, denied, percent):
    from licet.publiclog.statistics import _rate

    assert _rate(approved, approved + denied)["percent"] == percent


def test_a_statement_is_signed_over_size_root_query_and_result(tmp_path):
    log = begin(tmp_path / "log", new_signer("licet.example/log", seed=b"L" * 32))
    log.append(four_cases().data)
    note = statement(log, YEAR)
    assert note.holds(log.key)
    head, data = note.text.rsplit("\n", 2)[:2]
    assert head == "licet-statistics/1\n" + log.latest()[0].text.rstrip("\n")
    assert canonical.read(data.encode()) == told(four_cases())
    log.append([b"no entry"])
    with pytest.raises(InputError):
        statement(log, YEAR)


def test_conditions_are_counted_once_a_case():
    made = Cases()
    for act in ("proposed", "changed", "changed", "adopted"):
        made.add(LAB, "condition", at(1), condition("cap", act, reason="r"))
    made.add(LAB, "issued", at(2), {"outcome": "approved_with_conditions", "conditions": ["cap"]})
    assert told(made)["result"]["conditions"] == {"proposed": 1, "adopted": 1, "changed": 1, "dropped": 0}  # fmt: skip
