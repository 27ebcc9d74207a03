"""The clock of a case: gross, stopped and running time (docs/public-log.md, "Statistics", 3)."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from licet_verify.reserved import Event

DAY_SECONDS = 86_400


@dataclass(slots=True)
class Spans:
    """Seconds of one case."""

    gross: int = 0
    stopped: int = 0
    by_cause: Counter[str] = field(default_factory=Counter)

    def days(self) -> dict[str, int]:
        """Whole days of each kind, each rounded down by itself."""
        return {
            "gross": self.gross // DAY_SECONDS,
            "clock": (self.gross - self.stopped) // DAY_SECONDS,
            "stopped": self.stopped // DAY_SECONDS,
        }


def spans_of(events: list[Event], outcome: Event) -> Spans | None:
    """The spans of a case by its effective events in order; None where its clock was never started.

    The first ``end`` after the start ends the clock; without one the event with the outcome does,
    and whatever comes after that event is passed over.
    """
    marks = [(event, event.public.get("clock")) for event in events]
    begin = next((n for n, (_, mark) in enumerate(marks) if mark == "start"), None)
    if begin is None:
        return None
    stop = next((n for n in range(begin, len(marks)) if marks[n][1] == "end"), None)
    if stop is None:
        if outcome.seq < marks[begin][0].seq:
            return None
        stop = next(n for n, (event, _) in enumerate(marks) if event.seq == outcome.seq)
        close = outcome.time
    else:
        close = marks[stop][0].time

    spans = Spans(gross=close - marks[begin][0].time)
    since: Event | None = None
    for event, mark in marks[begin : stop + 1]:
        if mark == "stop" and since is None:
            since = event
        elif mark == "resume" and since is not None:
            _close(spans, since, event.time)
            since = None
    if since is not None:
        _close(spans, since, close)
    return spans


def _close(spans: Spans, since: Event, at: int) -> None:
    cause = since.public.get("cause")
    spans.stopped += at - since.time
    spans.by_cause[cause if isinstance(cause, str) else ""] += at - since.time
