"""Figures, recomputed."""

import json
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licet_verify.clock import spans_of
from licet_verify.reserved import Event
from licet_verify.statistics import percent_of, percentile
from tests.verify.story import COUNTED, RESULT
from tests.verify.writer import DAY, at, stamp


def altered(path, value):
    result = json.loads(json.dumps(RESULT))
    place = result
    *way, last = path.split(".")
    for each in way:
        place = place[each]
    place[last] = value
    return result


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("outcomes.withdrawn", 1), ("approval_rate.of_decided.percent", "66.6"), ("approval_rate.of_decided.denominator", 4),
        ("days.gross.median", 12), ("days.clock.p90", 12), ("days.stopped.cases", 4), ("stopped_days_by_cause.question", 5),
        ("conditions.dropped", 0), ("cases", "4"), ("cases", True), ("more", 1),
    ],
)  # fmt: skip
def test_each_figure_that_differs_is_named(log, verify, path, value):
    report = verify(log.bundle(statements=[log.statement(COUNTED, altered(path, value))]))
    assert dict(report.counts) == {"wrong_statistics": 1}
    assert f"result.{path}: stated {json.dumps(value)}" in report.findings[0].what


@pytest.mark.parametrize(
    "counted",
    [
        COUNTED[:-1],
        COUNTED[::-1],
        [{**COUNTED[0], "index": 1}, *COUNTED[1:]],
        [{**COUNTED[0], "outcome": "withdrawn"}, *COUNTED[1:]],
    ],
)
def test_counted_cases_are_held_against_the_log(log, verify, counted):
    report = verify(log.bundle(statements=[log.statement(counted, RESULT)]))
    assert dict(report.counts) == {"wrong_statistics": 1}


def test_a_statement_speaks_of_its_own_size(log, verify):
    statement = log.statement(COUNTED, RESULT)
    log.append("b", "withdrawn", at(30), {"outcome": "withdrawn"})
    report = verify(
        log.bundle(
            checkpoints=[log.checkpoint(16, at(21)), log.checkpoint(cosigned=at(31))],
            statements=[statement],
        )
    )
    assert not report.counts


def test_a_statement_beyond_the_head_is_not_shown(log, verify):
    report = verify(
        log.bundle(
            checkpoints=[log.checkpoint(15, at(21))], statements=[log.statement(COUNTED, RESULT)]
        )
    )
    assert not report.counts
    assert any("more than are here" in each for each in report.not_shown)


def test_the_period_is_half_open(log, verify):
    """Case b, denied on the tenth day an hour after nine: out at that second, in just after it."""
    one = [each for each in COUNTED if each["outcome"] == "denied"]
    result = {
        "cases": 1, "outcomes": {**dict.fromkeys(RESULT["outcomes"], 0), "denied": 1},
        "approval_rate": {name: {"numerator": 0, "denominator": 1, "percent": "0.0"} for name in RESULT["approval_rate"]},
        "days": {"gross": {"cases": 1, "median": 10, "p90": 10}, "clock": {"cases": 1, "median": 10, "p90": 10}, "stopped": {"cases": 1, "median": 0, "p90": 0}},
        "stopped_days_by_cause": {}, "conditions": dict.fromkeys(RESULT["conditions"], 0),
    }  # fmt: skip
    for start, end, good in (
        (at(10, 1), at(11), True),
        (at(5), at(10, 1) + 1, True),
        (at(5), at(10, 1), False),
    ):
        query = {"from": stamp(start), "to": stamp(end)}
        assert (
            bool(verify(log.bundle(statements=[log.statement(one, result, **query)])).counts)
            != good
        )


def withheld(value):
    return {n: withheld(each) for n, each in value.items()} if isinstance(value, dict) else "hidden"


def test_groups_and_small_counts(log, verify):
    """Of four cases two went to CN, where the one that was denied would point at the one that was not."""
    zero = dict.fromkeys(RESULT["conditions"], 0)
    alone = {**RESULT, "stopped_days_by_cause": {}}
    china = {
        "cases": 2,
        "outcomes": {**withheld(RESULT["outcomes"]), "returned_without_action": 0, "no_license_required": 0, "withdrawn": 0},
        "approval_rate": {name: {"numerator": "hidden", "denominator": 2, "percent": "hidden"} for name in RESULT["approval_rate"]},
        "days": RESULT["days"], "stopped_days_by_cause": {"question": "hidden"},
        "conditions": {**zero, "proposed": 2, "adopted": "hidden", "dropped": "hidden"},
    }  # fmt: skip
    result = {
        **withheld(RESULT),
        "groups": {"CN": china, "TW": withheld(alone), "": withheld(alone)},
    }
    query = {"group_by": "destination", "suppress_below": 2}
    report = verify(log.bundle(statements=[log.statement([], result, **query)]))
    assert [str(each) for each in report.findings] == []
    named = verify(log.bundle(statements=[log.statement(COUNTED, result, **query)]))
    assert dict(named.counts) == {"wrong_statistics": 1}
    telling = {**result, "cases": 4}
    assert dict(verify(log.bundle(statements=[log.statement([], telling, **query)])).counts) == {"wrong_statistics": 1}  # fmt: skip


@pytest.mark.parametrize(
    "change", [{"group_by": 5}, {"suppress_below": -1}, {"from": "yesterday"}, {"more": 1}]
)
def test_a_query_of_another_form_is_a_bad_signature(log, verify, change):
    assert dict(
        verify(log.bundle(statements=[log.statement(COUNTED, RESULT, **change)])).counts
    ) == {"bad_signature": 1}


def marks(*row):
    return [Event(n, n, at(day), public) for n, (day, public) in enumerate(row)]


def test_the_clock():
    start, stop, resume, end = ({"clock": word} for word in ("start", "stop", "resume", "end"))
    out = {"outcome": "denied"}

    def days(*row):
        events = marks(*row)
        last = [each for each in events if "outcome" in each.public][-1]
        spans = spans_of(events, last)
        return spans and (spans.gross / DAY, spans.stopped / DAY)

    assert days((0, start), (3, stop), (5, resume), (9, out)) == (9, 2)
    assert days((0, start), (3, stop), (9, out)) == (9, 6)  # an open stop ends with the clock
    assert days((0, start), (3, stop), (4, stop), (5, resume), (6, resume), (9, out)) == (9, 2)
    assert days((0, stop), (1, start), (2, start), (9, out)) == (8, 0)
    assert days((0, start), (4, end), (5, stop), (9, out)) == (4, 0)
    assert days((0, start), (4, out), (5, stop), (9, end)) == (
        9,
        4,
    )  # the end may come after the outcome
    assert days((0, start), (4, out), (5, stop)) == (4, 0)
    assert days((0, out), (1, start)) is None
    assert days((0, out), (1, start), (3, end)) == (2, 0)
    assert days((0, out)) is None


@given(st.lists(st.integers(0, 50), min_size=1), st.sampled_from([50, 90]))
def test_a_percentile_is_the_value_at_its_place(values, percent):
    place = -(-percent * len(values) // 100)
    assert percentile(Counter(values), percent) == sorted(values)[place - 1]


@pytest.mark.parametrize(
    ("part", "whole", "text"),
    [(1, 3, "33.3"), (2, 3, "66.7"), (1, 2000, "0.1"), (1, 2001, "0.0"), (7, 7, "100.0")],
)
def test_shares_are_rounded_half_up(part, whole, text):
    assert percent_of(part, whole) == text
