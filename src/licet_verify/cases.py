"""The checks of one case: its sequence, its chain, its times, its references and its conditions."""

from __future__ import annotations

from typing import Any

from licet_verify.entries import CORRECTION, EVENT
from licet_verify.findings import Report
from licet_verify.reserved import APPROVALS, Event, Row, effective, wrong_values
from licet_verify.times import time_text


def check_case(case: str, rows: list[Row], report: Report) -> list[Event]:
    """Check the entries of one case, sorted by ``seq`` and index; gives its effective events."""
    kept = _sequence(case, rows, report)
    by_leaf = {row.leaf: row for row in kept}
    _chain(case, kept, by_leaf, report)
    for row in kept:
        _references(case, row, by_leaf, report)
    events = effective(kept)
    _conditions(case, events, report)
    return events


def _place(case: str, row: Row | Event) -> str:
    return f"entry {row.index} (case {case}, seq {row.seq})"


def _sequence(case: str, rows: list[Row], report: Report) -> list[Row]:
    """Passes over entries that repeat a place; the first stands."""
    kept: list[Row] = []
    highest = -1
    for row in rows:
        if kept and row.seq == kept[-1].seq:
            report.differs(
                "repeated_entry",
                _place(case, row),
                f"entry {kept[-1].index} is seq {row.seq} of this case already",
            )
            continue
        wanted = kept[-1].seq + 1 if kept else 0
        if row.seq != wanted:
            lost = str(wanted) if row.seq == wanted + 1 else f"{wanted} to {row.seq - 1}"
            report.differs(
                "deleted_entry",
                f"case {case}, seq {lost}",
                f"is missing before {_place(case, row)}",
            )
        if row.index < highest:
            report.differs(
                "reordered",
                _place(case, row),
                f"stands before entry {highest}, which has a lower seq",
            )
        highest = max(highest, row.index)
        kept.append(row)
    return kept


def _chain(case: str, rows: list[Row], by_leaf: dict[str, Row], report: Report) -> None:
    for before, row in zip([None, *rows], rows, strict=False):
        if before is None or before.seq != row.seq - 1:
            continue  # the first, or the gap that has been told of
        if row.previous != before.leaf:
            other = by_leaf.get(row.previous or "")
            if other is None:
                report.differs(
                    "deleted_entry",
                    _place(case, row),
                    f"was written after an entry that is not there: previous is {row.previous}, and entry {before.index} has {before.leaf}",
                )
            else:
                report.differs(
                    "reordered",
                    _place(case, row),
                    f"was written after {_place(case, other)}, and not after {_place(case, before)}",
                )
        if row.time < before.time:
            report.differs(
                "back_dated",
                _place(case, row),
                f"is of {time_text(row.time)}, and {_place(case, before)} of {time_text(before.time)}",
            )


def _references(case: str, row: Row, by_leaf: dict[str, Row], report: Report) -> None:
    if row.refers is not None:
        seq, leaf = row.refers
        named = by_leaf.get(leaf)
        if named is None or named.seq != seq or named.seq >= row.seq:
            report.differs(
                "wrong_reference",
                _place(case, row),
                f"refers to seq {seq} with hash {leaf}, which is no earlier entry of its case",
            )
        elif row.kind == CORRECTION and named.kind != EVENT:
            report.differs(
                "wrong_reference",
                _place(case, row),
                f"corrects {_place(case, named)}, which is no event",
            )
    for name in wrong_values(row):
        report.differs(
            "wrong_reference",
            _place(case, row),
            f"{name} has a value that the log's form does not allow",
        )


def _conditions(case: str, events: list[Event], report: Report) -> None:
    """What became of each condition, up to each approval."""
    state: dict[str, str] = {}
    for event in events:
        condition: Any = event.public.get("condition")
        if _is_condition(condition):
            name, act = condition["id"], condition["act"]
            if act != "changed":
                state[name] = act
            if act in ("changed", "dropped") and not condition.get("reason"):
                report.differs(
                    "dropped_condition",
                    _place(case, event),
                    f"condition {name!r} was {act} without a reason",
                )
        outcome = event.public.get("outcome")
        if outcome in APPROVALS:
            _at_approval(
                _place(case, event), outcome, state, event.public.get("conditions"), report
            )


def _is_condition(value: object) -> bool:
    return (
        isinstance(value, dict)
        and isinstance(value.get("id"), str)
        and isinstance(value.get("act"), str)
    )


def _at_approval(
    where: str, outcome: str, state: dict[str, str], carried: object, report: Report
) -> None:
    ids = [each for each in carried if isinstance(each, str)] if isinstance(carried, list) else []
    if outcome == "approved" and ids:
        report.differs(
            "wrong_reference", where, "approved without conditions, and names conditions"
        )
    for name, act in state.items():
        if act == "proposed":
            report.differs(
                "dropped_condition",
                where,
                f"condition {name!r} was proposed, and neither adopted nor dropped before the approval",
            )
        if act == "adopted" and name not in ids:
            report.differs(
                "dropped_condition",
                where,
                f"condition {name!r} was adopted, and the license does not carry it",
            )
    for name in ids:
        if state.get(name) not in ("adopted", "proposed"):
            report.differs(
                "dropped_condition",
                where,
                f"the license carries condition {name!r}, which was not adopted",
            )
