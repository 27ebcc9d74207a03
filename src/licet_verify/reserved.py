"""Public fields with a meaning, corrections, and what stands in an event after them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from licet_verify.entries import CASE, CORRECTION, EVENT, NAME, matches

OUTCOMES = (
    "approved",
    "approved_with_conditions",
    "denied",
    "no_license_required",
    "returned_without_action",
    "withdrawn",
)
APPROVALS = OUTCOMES[:2]
CLOCK = ("start", "stop", "resume", "end")
ACTS = ("proposed", "adopted", "changed", "dropped")


@dataclass(frozen=True, slots=True)
class Row:
    """What is kept of an entry for the checks of its case."""

    index: int
    seq: int
    leaf: str
    time: int
    kind: str
    event: str
    previous: str | None
    refers: tuple[int, str] | None
    public: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Event:
    """An event with its effective public fields."""

    index: int
    seq: int
    time: int
    public: dict[str, Any]


def effective(rows: list[Row]) -> list[Event]:
    """The events of a case by ``seq``, each with the corrections that refer to it put over it.

    ``rows`` are those of one case; the corrections among them count in the order of the log.
    """
    fixes: dict[tuple[int, str], list[dict[str, Any]]] = {}
    for row in sorted(rows, key=lambda each: each.index):
        corrected = row.public.get("corrected")
        if row.kind == CORRECTION and row.refers and isinstance(corrected, dict):
            fixes.setdefault(row.refers, []).append(corrected)
    found = []
    for row in rows:
        if row.kind != EVENT:
            continue
        public = row.public
        for fix in fixes.get((row.seq, row.leaf), ()):
            public = {
                name: value
                for name, value in {**public, **fix}.items()
                if value is not None or name not in fix
            }
        found.append(Event(row.index, row.seq, row.time, public))
    return found


def wrong_values(row: Row) -> list[str]:
    """Which reserved fields of one entry have a value that the log's form does not allow."""
    if row.kind == EVENT:
        return _wrong(row.public)
    wrong = []
    if not isinstance(row.public.get("reason"), str):
        wrong.append("reason")
    if row.kind == CORRECTION:
        corrected = row.public.get("corrected")
        if not isinstance(corrected, dict) or not all(NAME.fullmatch(name) for name in corrected):
            return [*wrong, "corrected"]
        return [
            *wrong,
            *_wrong({name: value for name, value in corrected.items() if value is not None}),
        ]
    fields = row.public.get("fields")
    if not isinstance(fields, list) or not all(isinstance(each, str) for each in fields):
        wrong.append("fields")
    return wrong


def _wrong(public: dict[str, Any]) -> list[str]:
    return [name for name, fits in _FORMS.items() if name in public and not fits(public[name])]


def _one_of(words: tuple[str, ...]) -> Any:
    return lambda value: isinstance(value, str) and value in words


def _form(form: re.Pattern[str]) -> Any:
    return lambda value: matches(form, value)


def _texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(each, str) for each in value)


def _condition(value: object) -> bool:
    return (
        isinstance(value, dict)
        and all(isinstance(value.get(name), str) for name in ("id", "act", "by"))
        and value["act"] in ACTS
        and isinstance(value.get("reason", ""), str)
    )


_FORMS: dict[str, Any] = {
    "clock": _one_of(CLOCK),
    "cause": _form(re.compile(r"[a-z][a-z0-9_]*", re.ASCII)),
    "outcome": _one_of(OUTCOMES),
    "conditions": _texts,
    "condition": _condition,
    "superseded_by": _form(CASE),
}
