"""Published figures that follow from the log, so that a stranger can compute them again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from licet.errors import InputError
from licet.publiclog.canonical import written
from licet.publiclog.checkpoint import Checkpoint
from licet.publiclog.entry import Entry, entry_from
from licet.publiclog.log import Log
from licet.publiclog.note import Note, base64_text
from licet.publiclog.reserved import ACTS, OUTCOMES
from licet.publiclog.spans import DAY, Span, Told, percentile, span
from licet.publiclog.suppression import beside, suppressed
from licet.record import record

FORMAT = "licet-statistics/1"
_READ = frozenset({"clock", "cause", "outcome", "condition", "superseded_by"})


@record
class Query:
    """What is asked: cases whose outcome is at ``since`` or later and before ``until`` (times of the log).

    ``group_by`` is a public field, "" for none; numbers of cases above 0 and below ``suppress_below`` are
    not told.
    """

    since: str
    until: str
    group_by: str = ""
    suppress_below: int = 0

    @property
    def data(self) -> dict[str, Any]:
        """As it stands in the statement."""
        return {
            "from": self.since, "to": self.until, "group_by": self.group_by or None,
            "suppress_below": self.suppress_below,
        }  # fmt: skip


@record
class _Counted:
    """A case that is counted, with what the figures need of it."""

    case: str
    outcome: Told
    clock: Span | None
    acts: frozenset[tuple[str, str]]
    group: str

    @property
    def kind(self) -> str:
        return str(self.outcome.fields["outcome"])


def statement(log: Log, query: Query) -> Note:
    """The figures over the log as it is, signed with its key.  Memory grows with the cases, not the entries' texts.

    Raises:
        InputError: an entry cannot be read.
    """
    now, _ = log.latest()
    entries = (entry_from(each) for each in log.tiles(now.size).entries(0, now.size))
    return signed_statement(log, now, figures(entries, query))


def signed_statement(log: Log, at: Checkpoint, told: Mapping[str, Any]) -> Note:
    """A statement on the log at a checkpoint, with the signature of the log's key."""
    head = f"{FORMAT}\n{at.origin}\n{at.size}\n{base64_text(at.root)}\n"
    return Note(head + written(told).decode() + "\n").signed(log.signer)


def figures(entries: Iterable[Entry], query: Query) -> dict[str, Any]:
    """The statement over entries, which come from index 0 in their order."""
    counted = [
        each for case, events in sorted(_cases(entries, query.group_by).items())
        if (each := _counted(case, events, query)) is not None
    ]  # fmt: skip
    result = _result(counted, query.suppress_below)
    if query.group_by:
        names = sorted({each.group for each in counted})
        groups = {name: _result([each for each in counted if each.group == name], query.suppress_below) for name in names}  # fmt: skip
        result = {**beside(result, groups.values()), "groups": groups}
    named = [{"case": each.case, "outcome": each.kind, "index": each.outcome.index} for each in counted]  # fmt: skip
    return {
        "format": FORMAT, "query": query.data, "counted": [] if query.suppress_below > 1 else named, "result": result,
    }  # fmt: skip


def _cases(entries: Iterable[Entry], group_by: str) -> dict[str, list[Told]]:
    """The events of each case by ``seq``, their public fields as corrections have left them."""
    read = _READ | {group_by}
    found: dict[str, dict[int, Told]] = {}
    for index, entry in enumerate(entries):
        events = found.setdefault(entry.case, {})
        if entry.type == "event":
            fields = {name: content for name, content in entry.public.items() if name in read}
            events[entry.seq] = Told(entry.seq, index, entry.time, fields)
        elif entry.type == "correction" and entry.refers:
            of = events.get(entry.refers[0])
            if of is None:
                raise InputError(f"Entry {index} corrects one that is not in its case.")
            changed = {n: c for n, c in entry.public["corrected"].items() if n in read}
            both = {**of.fields, **changed}
            kept = {n: c for n, c in both.items() if c is not None or n not in changed}
            events[of.seq] = Told(of.seq, of.index, of.time, kept)
    return {case: [events[seq] for seq in sorted(events)] for case, events in found.items()}


def _counted(case: str, events: Sequence[Told], query: Query) -> _Counted | None:
    outcomes = [each for each in events if "outcome" in each.fields]
    if not outcomes or any("superseded_by" in each.fields for each in events):
        return None
    outcome = outcomes[-1]
    if not query.since <= outcome.time < query.until:
        return None
    conditions = [each.fields["condition"] for each in events if "condition" in each.fields]
    acts = frozenset((each["id"], each["act"]) for each in conditions)
    named = [each.fields[query.group_by] for each in events if query.group_by in each.fields]
    group = named[-1] if named else ""
    return _Counted(
        case, outcome, span(events, outcome), acts,
        group if isinstance(group, str) else written(group).decode(),
    )  # fmt: skip


def _result(counted: Sequence[_Counted], below: int) -> dict[str, Any]:
    kinds = Counter(each.kind for each in counted)
    acts = Counter(act for each in counted for _, act in each.acts)
    clocks = [each.clock for each in counted if each.clock is not None]
    causes: Counter[str] = Counter()
    for each in clocks:
        causes.update(each.by_cause)
    approved = kinds["approved"] + kinds["approved_with_conditions"]
    decided = approved + kinds["denied"]
    found = {
        "cases": len(counted),
        "outcomes": {name: kinds[name] for name in OUTCOMES},
        "approval_rate": {
            "of_decided": _rate(approved, decided),
            "of_decided_or_returned": _rate(approved, decided + kinds["returned_without_action"]),
        },
        "days": {
            "gross": _days(each.gross for each in clocks),
            "clock": _days(each.running for each in clocks),
            "stopped": _days(each.stopped for each in clocks),
        },
        "stopped_days_by_cause": {cause: seconds // DAY for cause, seconds in causes.items()},
        "conditions": {act: acts[act] for act in ACTS},
    }
    if below <= 1:
        return found
    return suppressed(found, Counter(cause for each in clocks for cause in each.by_cause), below)


def _rate(part: int, of: int) -> dict[str, Any]:
    tenths = (2000 * part + of) // (2 * of) if of else 0
    percent = f"{tenths // 10}.{tenths % 10}" if of else None
    return {"numerator": part, "denominator": of, "percent": percent}


def _days(seconds: Iterable[int]) -> dict[str, Any]:
    days = [each // DAY for each in seconds]
    return {"cases": len(days), "median": percentile(days, 50), "p90": percentile(days, 90)}
