"""Days as the files say them, and what must hold of any clock."""

import re
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licet.cases.read import read_yaml
from licet.errors import InputError
from licet.register.clock.days import Tick, count, due, dues, segments
from tests.register.stories import LAW

SCENARIOS = read_yaml(Path(__file__).parent / "clocks.yaml")["scenarios"]
_LINE = re.compile(
    r"(?P<moment>\S+ \S+?)(?P<utc> UTC)? (?P<what>registered|runs|decided|referred|notice|stopped for (?P<cause>\w+))"
)
_EFFECTS = {"registered": "start", "runs": "run", "decided": "end", "notice": "stop"}
_STAGES = {"registered": "registration", "decided": "decision", "referred": "referral", "notice": "intent"}  # fmt: skip


def moment(text, policy):
    text, utc = text.removesuffix(" UTC"), text.endswith(" UTC")
    zone = UTC if utc or policy.calendar is None else policy.calendar.zone
    return datetime.fromisoformat(text).replace(tzinfo=zone)


def told(lines, policy):
    """The ticks and stages of the lines of a scenario."""
    ticks, stages = [], {}
    for line in lines:
        found = _LINE.fullmatch(line)
        assert found, line
        at = moment(found["moment"] + (found["utc"] or ""), policy)
        what = "stop" if found["cause"] else found["what"]
        cause = found["cause"] or ("intent_to_deny" if what == "notice" else "")
        if effect := ("stop" if found["cause"] else _EFFECTS.get(what)):
            ticks.append(Tick(at, effect, cause))
        if what in _STAGES:
            stages[_STAGES[what]] = at
    return tuple(ticks), stages


@pytest.mark.parametrize("scenario", SCENARIOS, ids=[each["name"] for each in SCENARIOS])
def test_days_are_counted_as_the_file_says(scenario):
    policy = LAW.policy(scenario["authority"], date(2026, 1, 1))
    ticks, stages = told(scenario["given"] or (), policy)
    at, wanted = moment(scenario["when"], policy), dict(scenario["then"])
    days = count(ticks, policy, at)
    found = {name: getattr(days, name) for name in ("standing", "cause", "gross", "clock", "calendar_days")}  # fmt: skip
    found.update(days.stopped or ())
    for each in dues(stages, ticks, policy, at):
        found[each.limit.name] = each.left
        found[f"{each.limit.name}_last"] = each.last_day
        found[f"{each.limit.name}_over"] = each.over
    for name, value in wanted.items():
        shown = "unknown" if found.get(name, 0) is None else str(found.get(name, 0))
        assert shown == value, f"{name}: {found}"
    if days.clock is not None:
        assert days.gross == days.clock + sum(n for _, n in days.stopped)


@st.composite
def clocks(draw):
    """A policy, the ticks of a file in order, and a later moment."""
    code = draw(st.sampled_from(("US", "GB", "NL", "DE", "JP")))
    policy = LAW.policy(code, date(2026, 1, 1))
    at = datetime(2026, 1, 5, tzinfo=UTC) + timedelta(minutes=draw(st.integers(0, 60 * 24 * 30)))
    ticks = [Tick(at, "start")]
    for _ in range(draw(st.integers(0, 8))):
        at += timedelta(minutes=draw(st.integers(0, 60 * 24 * 20)))
        stop = draw(st.booleans())
        cause = draw(st.sampled_from([name for name, _ in LAW.clocks.causes])) if stop else ""
        ticks.append(Tick(at, "stop" if stop else "run", cause))
    if draw(st.booleans()):
        ticks.append(Tick(at + timedelta(hours=1), "end"))
    return policy, tuple(ticks), at + timedelta(minutes=draw(st.integers(0, 60 * 24 * 60)))


@given(clocks())
def test_gross_days_are_those_on_the_clock_and_those_stopped_and_never_fall(clock):
    policy, ticks, at = clock
    before, after = count(ticks, policy, at), count(ticks, policy, at + timedelta(days=1))
    for days in (before, after):
        assert days.gross == days.clock + sum(n for _, n in days.stopped)
        assert days.gross <= days.calendar_days
        assert all(policy.stops_for(cause) for cause, _ in days.stopped)
    assert 0 <= after.clock - before.clock <= 1
    assert 0 <= after.gross - before.gross <= 1


@given(clocks())
def test_the_spans_follow_each_other_without_a_gap(clock):
    policy, ticks, _ = clock
    spans = segments(ticks, policy)
    assert spans[0].since == ticks[0].at
    for one, next_ in pairwise(spans):
        assert one.to == next_.since


@given(clocks(), st.integers(0, 40))
def test_what_is_left_and_the_last_day_agree(clock, later):
    policy, ticks, at = clock
    limit = policy.limit("decision")
    if limit is None or any(each.effect == "end" for each in ticks):
        return
    found = due(limit, ticks[0].at, ticks, policy, at)
    if found.last_day is None:
        return
    assert found.over == (policy.calendar.day_of(at) > found.last_day)
    there = at + timedelta(days=later)
    then = due(limit, ticks[0].at, ticks, policy, there)
    if then.last_day is not None:
        assert then.last_day == found.last_day
        assert then.over == (policy.calendar.day_of(there) > found.last_day)


@pytest.mark.parametrize("calendar", LAW.calendars, ids=lambda calendar: calendar.code)
def test_a_calendar_counts_back_what_it_counted_on(calendar):
    day = date(2025, 1, 2)
    while day < date(2027, 11, 1):
        on = calendar.add(day, 10, "working")
        assert len(list(calendar.days(day, on, "working"))) == 10
        if calendar.works(day):
            assert calendar.add(on, -10, "working") == day
        day += timedelta(days=1)


def test_a_day_of_an_unknown_year_is_told_with_the_file_to_write():
    (london,) = (each for each in LAW.calendars if each.code == "GB")
    with pytest.raises(InputError, match=r"add them to law/procedure/calendars/GB\.yaml"):
        london.works(date(2028, 1, 1))


@pytest.mark.parametrize("calendar", LAW.calendars, ids=lambda calendar: calendar.code)
def test_each_year_of_a_calendar_has_its_holidays(calendar):
    for year in (2025, 2026, 2027):
        weekdays = [day for day in calendar.holidays if day.year == year and day.weekday() < 5]
        assert 6 <= len(weekdays) <= 25, (calendar.code, year, len(weekdays))
