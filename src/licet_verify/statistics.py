"""Published figures, computed again from the entries (docs/public-log.md, "Statistics")."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from licet_verify.canonical import canonical
from licet_verify.clock import DAY_SECONDS, Spans, spans_of
from licet_verify.reserved import ACTS, APPROVALS, OUTCOMES, Event
from licet_verify.withheld import also_withheld, withhold

_KINDS = ("gross", "clock", "stopped")


@dataclass(frozen=True, slots=True)
class Query:
    """What a statement counts; times in seconds since 1970, ``start`` <= t < ``end``."""

    start: int
    end: int
    group_by: str | None
    suppress_below: int

    def covers(self, time: int) -> bool:
        """Whether an outcome of this time is counted."""
        return self.start <= time < self.end


class Tally:
    """Running sums over counted cases; small, whatever the number of cases."""

    def __init__(self) -> None:
        self.outcomes: Counter[str] = Counter()
        self.days: dict[str, Counter[int]] = {kind: Counter() for kind in _KINDS}
        self.stopped_seconds: Counter[str] = Counter()
        self.cases_of_cause: Counter[str] = Counter()
        self.conditions: Counter[str] = Counter()

    def add(self, outcome: str, spans: Spans | None, events: list[Event]) -> None:
        """Count one case."""
        self.outcomes[outcome] += 1
        if spans is not None:
            for kind, days in spans.days().items():
                self.days[kind][days] += 1
            self.stopped_seconds.update(spans.by_cause)
            for cause in spans.by_cause:
                self.stopped_seconds[cause] += 0
            self.cases_of_cause.update(spans.by_cause.keys())
        self.conditions.update(act for _, act in set(_acts(events)))

    def result(self, suppress_below: int) -> dict[str, Any]:
        """The sums in the form of a statement, without what would tell a small count."""
        outcomes = {name: self.outcomes[name] for name in OUTCOMES}
        approved = sum(outcomes[name] for name in APPROVALS)
        decided = approved + outcomes["denied"]
        sure = decided + outcomes["returned_without_action"]
        exact = {
            "cases": sum(outcomes.values()),
            "outcomes": outcomes,
            "approval_rate": {
                "of_decided": _fraction(approved, decided),
                "of_decided_or_returned": _fraction(approved, sure),
            },
            "days": {kind: _days(self.days[kind]) for kind in _KINDS},
            "stopped_days_by_cause": {
                cause: seconds // DAY_SECONDS for cause, seconds in self.stopped_seconds.items()
            },
            "conditions": {act: self.conditions[act] for act in ACTS},
        }
        return withhold(exact, self.cases_of_cause, suppress_below) if suppress_below > 1 else exact


def _acts(events: list[Event]) -> list[tuple[str, str]]:
    held = (event.public.get("condition") for event in events)
    return [
        (each["id"], each["act"])
        for each in held
        if isinstance(each, dict)
        and isinstance(each.get("id"), str)
        and isinstance(each.get("act"), str)
        and each["act"] in ACTS
    ]


def _fraction(part: int, whole: int) -> dict[str, Any]:
    return {"numerator": part, "denominator": whole, "percent": percent_of(part, whole)}


def _days(days: Counter[int]) -> dict[str, Any]:
    return {
        "cases": sum(days.values()),
        "median": percentile(days, 50),
        "p90": percentile(days, 90),
    }


def percent_of(part: int, whole: int) -> str | None:
    """A share in percent with one decimal, rounded half up; None of nothing.

    >>> percent_of(192, 242), percent_of(0, 0)
    ('79.3', None)
    """
    if whole == 0:
        return None
    tenths = (2000 * part + whole) // (2 * whole)
    return f"{tenths // 10}.{tenths % 10}"


def percentile(values: Counter[int], percent: int) -> int | None:
    """The value number ceil(percent * n / 100) of the n values in order, counting from one.

    >>> percentile(Counter([1, 2, 3, 10]), 50), percentile(Counter(), 90)
    (2, None)
    """
    left = -(-percent * sum(values.values()) // 100)
    for value in sorted(values):
        left -= values[value]
        if left <= 0:
            return value
    return None


class Recount:
    """The figures of one query, from the cases as they are fed in, in the order of their pseudonyms."""

    def __init__(self, query: Query) -> None:
        self.query = query
        self.whole = Tally()
        self.groups: dict[str, Tally] = {}
        self.twice: Counter[str] = Counter()
        """Outcomes if a case with several is counted for each: the mistake to recognise."""

    def add(self, events: list[Event]) -> tuple[Event | None, bool]:
        """Count a case by its effective events.

        Gives the event that it was counted for, and whether the case is superseded.
        """
        with_outcome = [each for each in events if each.public.get("outcome") in OUTCOMES]
        if any("superseded_by" in each.public for each in events):
            return None, True
        self.twice.update(
            each.public["outcome"] for each in with_outcome if self.query.covers(each.time)
        )
        last = with_outcome[-1] if with_outcome else None
        if last is None or not self.query.covers(last.time):
            return None, False
        outcome, spans = last.public["outcome"], spans_of(events, last)
        self.whole.add(outcome, spans, events)
        if self.query.group_by is not None:
            group = self.groups.setdefault(_group(events, self.query.group_by), Tally())
            group.add(outcome, spans, events)
        return last, False

    def result(self) -> dict[str, Any]:
        """The result as a statement must have it."""
        below = self.query.suppress_below
        found = self.whole.result(below)
        if self.query.group_by is None:
            return found
        groups = {name: tally.result(below) for name, tally in self.groups.items()}
        for each in groups.values():
            found = also_withheld(found, each)
        return {**found, "groups": groups}

    def counted_twice(self) -> tuple[Any, dict[str, Any]]:
        """``cases`` and ``outcomes`` as they would be if cases were counted for each outcome."""
        tally = Tally()
        tally.outcomes = self.twice
        found = tally.result(self.query.suppress_below)
        return found["cases"], found["outcomes"]


def _group(events: list[Event], name: str) -> str:
    value = next((each.public[name] for each in reversed(events) if name in each.public), "")
    return value if isinstance(value, str) else canonical(value)
