"""A signed statement of figures, read and held against the entries."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from licet_verify.canonical import canonical, read_canonical
from licet_verify.entries import CASE, NAME, matches
from licet_verify.faults import Unreadable
from licet_verify.findings import Report
from licet_verify.notes import Note, read_note, strict_base64
from licet_verify.reserved import OUTCOMES, Event, Row, effective
from licet_verify.statistics import Query, Recount
from licet_verify.times import seconds_of, time_text
from licet_verify.tree import HASH_BYTES
from licet_verify.withheld import WITHHELD

FORMAT = "licet-statistics/1"
MOST_BYTES = 1 << 25
_LINES = 5
_MOST_NAMED = 20


@dataclass(frozen=True, slots=True)
class Statement:
    """What was published: a query, its result, and the tree that it speaks of."""

    origin: str
    size: int
    root: bytes
    query: Query
    counted: list[dict[str, Any]]
    result: dict[str, Any]
    note: Note


def read_statement(data: bytes, where: str) -> Statement:
    """Read the form; no signature is checked."""
    note = read_note(data, where, most_bytes=MOST_BYTES)
    lines = note.text.decode().removesuffix("\n").split("\n")
    if len(lines) != _LINES or lines[0] != FORMAT:
        raise Unreadable(
            where, f"is no statement of figures: {_LINES} lines are wanted, the first {FORMAT}"
        )
    _, origin, size, root, body = lines
    if not size.isascii() or not size.isdigit() or str(int(size[:20])) != size:
        raise Unreadable(where, f"{size[:40]!r} is no tree size")
    held = strict_base64(root, where)
    value = read_canonical(body, where)
    if (
        not isinstance(value, dict)
        or value.keys() != {"counted", "format", "query", "result"}
        or value["format"] != FORMAT
    ):
        raise Unreadable(where, "wants the members counted, format, query and result")
    counted, result = value["counted"], value["result"]
    if (
        len(held) != HASH_BYTES
        or not isinstance(result, dict)
        or not isinstance(counted, list)
        or not all(map(_counted, counted))
    ):
        raise Unreadable(where, "root, counted or result are not of their form")
    return Statement(origin, int(size), held, _query(value["query"], where), counted, result, note)


def _counted(value: object) -> bool:
    return (
        isinstance(value, dict)
        and value.keys() == {"case", "outcome", "index"}
        and matches(CASE, value["case"])
        and isinstance(value["outcome"], str)
        and type(value["index"]) is int
    )


def _query(value: object, where: str) -> Query:
    if isinstance(value, dict) and value.keys() == {"from", "to", "group_by", "suppress_below"}:
        start, end = seconds_of(value["from"]), seconds_of(value["to"])
        group, below = value["group_by"], value["suppress_below"]
        if (
            start is not None
            and end is not None
            and (group is None or matches(NAME, group))
            and type(below) is int
            and below >= 0
        ):
            return Query(start, end, group, below)
    raise Unreadable(where, "query wants from, to, group_by and suppress_below in their forms")


class StatementCheck:
    """Counts the cases as they are fed in, and compares at the end."""

    def __init__(
        self, where: str, stated: Statement, numbers: dict[int, str], report: Report
    ) -> None:
        self._where, self._stated, self._report = where, stated, report
        self._numbers = numbers
        """Opened application numbers, by the index of their entry."""
        self._by_number: dict[str, list[str]] = {}
        self._recount = Recount(stated.query)
        self._open = {each["case"]: each for each in stated.counted}
        self._twice = [
            f"case {case} is counted {n} times"
            for case, n in Counter(each["case"] for each in stated.counted).items()
            if n > 1
        ]
        self._wrong: list[str] = []
        if [each["case"] for each in stated.counted] != sorted(
            each["case"] for each in stated.counted
        ):
            self._wrong.append("the counted cases are not in the order of their pseudonyms")
        # With small counts suppressed no case is named.
        self._named = stated.query.suppress_below <= 1
        if not self._named and stated.counted:
            self._wrong.append("cases are named although small counts are suppressed")
            self._open = {}

    def add(self, case: str, rows: list[Row], events: list[Event]) -> None:
        """Count one case; ``events`` are its effective ones in the whole log."""
        size = self._stated.size
        if any(row.index >= size for row in rows):
            rows = [row for row in rows if row.index < size]
            events = effective(rows)
        last, superseded = self._recount.add(events)
        said = self._open.pop(case, None)
        if said is not None and superseded:
            self._twice.append(f"case {case} is counted, and another case has taken its place")
        elif self._named:
            found = (
                {"case": case, "outcome": last.public["outcome"], "index": last.index}
                if last
                else None
            )
            if said != found:
                self._wrong.append(
                    f"counted, case {case}: stated {_shown(said)}, recomputed {_shown(found)}"
                )
        if last is not None and self._numbers:
            for number in {self._numbers[row.index] for row in rows if row.index in self._numbers}:
                self._by_number.setdefault(number, []).append(case)

    def finish(self) -> None:
        """Compare, and say what was found."""
        report, stated = self._report, self._stated
        self._wrong += [f"counted, case {case}: is in none of the entries" for case in self._open]
        twice = self._twice + [
            f"cases {', '.join(cases)} have one application number"
            for cases in self._by_number.values()
            if len(cases) > 1
        ]
        true = self._recount.result()
        many_cases, many_outcomes = self._recount.counted_twice()
        figures = list(_differences("result", stated.result, true))
        if _differs_as(stated.result.get("cases"), true["cases"], many_cases):
            twice.append(
                "result.cases is what comes out if a case with several outcomes is counted for each"
            )
        outcomes = stated.result.get("outcomes")
        twice += [
            f"result.outcomes.{name} is what comes out if a case with several outcomes is counted for each"
            for name in OUTCOMES
            if isinstance(outcomes, dict)
            and _differs_as(outcomes.get(name), true["outcomes"][name], many_outcomes[name])
        ]
        if twice:
            # What was counted twice also moves the figures that follow from it.
            report.differs("counted_twice", self._where, _listed(twice + figures))
            figures = []
        if self._wrong or figures:
            report.differs("wrong_statistics", self._where, _listed(self._wrong + figures))
        if not twice and not self._wrong and not figures:
            report.holds.append(self._told(true))

    def _told(self, true: dict[str, Any]) -> str:
        rate, query = true["approval_rate"], self._stated.query
        parts = [
            f"{_number(rate[name]['numerator'])} of {_number(rate[name]['denominator'])} {words}"
            + (
                f" ({rate[name]['percent']} %)"
                if rate[name]["percent"] not in (None, WITHHELD)
                else ""
            )
            for name, words in (
                ("of_decided", "decided"),
                ("of_decided_or_returned", "decided or returned"),
            )
        ]
        return (
            f"{self._where}, recomputed from entries 0 to {self._stated.size - 1}: {_number(true['cases'])} cases from {time_text(query.start)} "
            f"to before {time_text(query.end)}; approved {' and '.join(parts)}"
        )


def _number(figure: object) -> str:
    return "(not told)" if figure == WITHHELD else str(figure)


def _differs_as(stated: object, true: object, mistaken: object) -> bool:
    return stated != true and stated == mistaken


def _differences(path: str, stated: object, true: object) -> Iterator[str]:
    """Each figure that differs, with its path."""
    if isinstance(stated, dict) and isinstance(true, dict):
        for name in sorted(stated.keys() | true.keys()):
            yield from _differences(
                f"{path}.{name}", stated.get(name, _ABSENT), true.get(name, _ABSENT)
            )
    elif type(stated) is not type(true) or stated != true:
        yield f"{path}: stated {_shown(stated)}, recomputed {_shown(true)}"


_ABSENT = object()


def _shown(value: object) -> str:
    return "nothing" if value is None or value is _ABSENT else canonical(value)[:200]


def _listed(parts: list[str]) -> str:
    more = len(parts) - _MOST_NAMED
    return "; ".join(parts[:_MOST_NAMED]) + (f"; and {more} more" if more > 0 else "")
