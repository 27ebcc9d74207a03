"""The clock of a case, as the log tells it: how long from start to end, and how long it stood still."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from licet.publiclog.entry import seconds_between
from licet.record import record

DAY = 86_400


@record
class Span:
    """Seconds of a case's clock: from start to end, stopped in between, and stopped for each cause."""

    gross: int
    stopped: int
    by_cause: Mapping[str, int]

    @property
    def running(self) -> int:
        """Seconds in which the clock ran."""
        return self.gross - self.stopped


@record
class Told:
    """An event as the statistics see it: its place in the case and in the log, its time, its fields."""

    seq: int
    index: int
    time: str
    fields: Mapping[str, Any]


def span(events: Sequence[Told], outcome: Told) -> Span | None:
    """The clock of one case, whose events come by ``seq``; None if it was never started.

    >>> told = [
    ...     Told(0, 0, "2026-01-01T00:00:00Z", {"clock": "start"}),
    ...     Told(1, 1, "2026-01-03T00:00:00Z", {"clock": "stop", "cause": "question"}),
    ...     Told(2, 2, "2026-01-04T12:00:00Z", {"clock": "resume"}),
    ...     Told(3, 3, "2026-01-11T00:00:00Z", {"outcome": "denied"}),
    ... ]
    >>> found = span(told, told[3])
    >>> found.gross // DAY, found.running // DAY, found.stopped // DAY, dict(found.by_cause)
    (10, 8, 1, {'question': 129600})
    """
    clock = [each for each in events if "clock" in each.fields]
    first = next((i for i, each in enumerate(clock) if each.fields["clock"] == "start"), None)
    if first is None:
        return None
    start, rest = clock[first], clock[first + 1 :]
    last = next((i for i, each in enumerate(rest) if each.fields["clock"] == "end"), None)
    if last is None:
        if start.seq > outcome.seq:
            return None
        end, rest = outcome.time, [each for each in rest if each.seq <= outcome.seq]
    else:
        end, rest = rest[last].time, rest[:last]
    by_cause: dict[str, int] = {}
    stopped: Told | None = None
    for each in rest:
        match each.fields["clock"]:
            case "stop" if stopped is None:
                stopped = each
            case "resume" if stopped is not None:
                _add(by_cause, stopped, each.time)
                stopped = None
    if stopped is not None:
        _add(by_cause, stopped, end)
    return Span(seconds_between(start.time, end), sum(by_cause.values()), by_cause)


def _add(by_cause: dict[str, int], stop: Told, until: str) -> None:
    cause = stop.fields.get("cause", "")
    by_cause[cause] = by_cause.get(cause, 0) + seconds_between(stop.time, until)


def percentile(values: Iterable[int], percent: int) -> int | None:
    """The value number ceil(percent * n / 100) of n in order; None of none.

    >>> percentile([5, 1, 4, 2], 50), percentile(range(1, 11), 90), percentile([], 50)
    (2, 9, None)
    """
    found = sorted(values)
    return found[-(-percent * len(found) // 100) - 1] if found else None
