"""Transition tables read from data: what may happen, by whom, under which guards, and what then holds."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from licet.errors import LawError, Place, nearest
from licet.record import record
from licet.register.events import ROLES
from licet.register.reading import Sheet, call, open_sheet

NONE, SAME, BACK = "none", "same", "back"
OPEN, CLOSED, AFTER = "open", "closed", "after"
EFFECTS = ("none", "keep", "start", "stop", "run", "end", "appeal", "aside")
BASES = ("law", "practice", "ours")
_PLAIN = ("text", "list", "map", "number", "day", "moment")
_NUMBER = re.compile(r"-?[0-9]{1,30}(\.[0-9]{1,18})?")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@record
class Field:
    """A field of an event's body.  ``type`` is text, list, map, number, day, moment or choice."""

    name: str
    type: str
    required: bool
    choices: tuple[str, ...] = ()

    def fault(self, value: Any) -> str:
        """What is wrong with a value, empty where nothing is."""
        return (
            "" if self._fits(value) else f"{self.name} is {str(value)[:60]!r}; wanted {self.wanted}"
        )

    def _fits(self, value: Any) -> bool:
        match self.type:
            case "list":
                return isinstance(value, list | tuple)
            case "map":
                return isinstance(value, Mapping)
            case "choice":
                return value in self.choices
        if not isinstance(value, str) or not value.strip():
            return False
        match self.type:
            case "number":
                return _NUMBER.fullmatch(value) is not None
            case "day":
                return _DAY.fullmatch(value) is not None and _parsed(date.fromisoformat, value)
            case "moment":
                return _parsed(moment_of, value)
            case _:
                return True

    @property
    def wanted(self) -> str:
        """What the field takes, in words."""
        return {
            "text": "text that is not empty", "list": "a list", "map": "a mapping",
            "number": "a decimal number as text, such as 10 or 0.5", "day": "a day such as 2026-01-15",
            "moment": "a moment with its zone, such as 2026-01-15T12:00:00+00:00",
            "choice": f"one of {', '.join(self.choices)}",
        }[self.type]  # fmt: skip


@record
class Guard:
    """The name of a guard with its arguments, as the table writes it."""

    name: str
    arguments: tuple[str, ...] = ()

    def __str__(self) -> str:
        """As in the table."""
        return f"{self.name}({', '.join(self.arguments)})" if self.arguments else self.name


@record
class Row:
    """One step: who may do what from where, and where it leads."""

    id: str
    sources: tuple[str, ...]
    event: str
    actors: tuple[str, ...]
    guards: tuple[Guard, ...]
    when: Guard | None
    to: str
    clock: str
    cause: str
    body: tuple[Field, ...]
    cite: str
    basis: str
    confidence: str
    note: str
    place: Place


@record
class State:
    """A state: its title, and whether a case in it is open, closed, or opened again after a decision."""

    name: str
    title: str
    mark: str


@record
class Table:
    """A whole table; ``always`` are the guards of every row."""

    name: str
    states: tuple[State, ...]
    groups: tuple[tuple[str, tuple[str, ...]], ...]
    always: tuple[Guard, ...]
    rows: tuple[Row, ...]

    @property
    def events(self) -> tuple[str, ...]:
        """Every event that some row knows."""
        return tuple(dict.fromkeys(row.event for row in self.rows))

    def state(self, name: str) -> State | None:
        """The state of that name."""
        return next((each for each in self.states if each.name == name), None)

    def group(self, name: str) -> tuple[str, ...]:
        """The states of a named group."""
        return dict(self.groups)[name]

    def rows_from(self, state: str) -> tuple[Row, ...]:
        """The rows that start in ``state``; ``none`` before the first event."""
        return tuple(row for row in self.rows if state in row.sources)


def moment_of(text: str) -> datetime:
    """An aware moment; ``ValueError`` where the zone is missing."""
    found = datetime.fromisoformat(text)
    if found.tzinfo is None:
        raise ValueError(f"{text} has no time zone")
    return found


def number_of(text: Any) -> Decimal:
    """A decimal from plain text such as 10 or 0.5, or a whole number; ``ValueError`` for whatever is neither.

    >>> number_of("10.50")
    Decimal('10.50')
    """
    whole = isinstance(text, int) and not isinstance(text, bool)
    if whole or (isinstance(text, str) and _NUMBER.fullmatch(text)):
        return Decimal(text)
    raise ValueError(f"{text!r} is no number")


def _parsed(read: Any, value: str) -> bool:
    try:
        read(value)
    except ValueError:
        return False
    return True


def read_table(path: Path, guards: Collection[str]) -> Table:
    """The table of a file.  ``guards`` are the names that have a function.

    Raises:
        LawError: a wrong key, an unknown state, role, group, guard or type, two rows that cannot be told
            apart, or a state that nothing leads to, each with its line.
    """
    sheet = open_sheet(path, "the table")
    states = {name: _state(name, each) for name, each in sheet.named("states").items()}
    groups = _groups(sheet, states)
    always = tuple(_guard(each, guards, sheet) for each in sheet.texts("always"))
    rows = tuple(_row(each, states, groups, guards) for each in sheet.sheets("rows"))
    table = Table(sheet.text("table"), tuple(states.values()), tuple(groups.items()), always, rows)
    sheet.text("subject")
    sheet.done()
    _consistent(table, sheet)
    return table


def _state(name: str, sheet: Sheet) -> State:
    found = State(name, sheet.text("title"), sheet.of("mark", (OPEN, CLOSED, AFTER)))
    sheet.done()
    return found


def _groups(sheet: Sheet, states: Mapping[str, State]) -> dict[str, tuple[str, ...]]:
    inner = sheet.sheet("groups")
    found = {name: inner.texts(name) for name in inner.data}
    for name, members in found.items():
        if name in states:
            raise inner.wrong(f"{name} is a state; a group has a name of its own")
        for each in members:
            _known(each, states, "state", inner)
    return found


def _row(
    sheet: Sheet, states: Mapping[str, State], groups: Mapping[str, tuple[str, ...]], guards: Collection[str]
) -> Row:  # fmt: skip
    place = sheet.place
    source: Any = sheet.data.get("from")
    if isinstance(source, str) and source != NONE:
        _known(sheet.text("from"), groups, "group of states", sheet)
        sources = groups[source]
    else:
        sources = sheet.texts("from")
    for each in sources:
        _known(each, {**states, NONE: None}, "state", sheet)
    to = sheet.text("to")
    _known(to, {**states, SAME: None, BACK: None}, "state", sheet)
    actors = sheet.texts("actors")
    for each in actors:
        _known(each, ROLES, "role", sheet)
    basis, cite = sheet.of("basis", BASES), sheet.text("cite", "")
    if basis == "law" and not cite:
        raise sheet.wrong("a row that rests on law has a cite")
    note = sheet.text("note", "")
    if basis == "ours" and not note:
        raise sheet.wrong("a row that nobody asks for has a note that says why it is here")
    when = sheet.text("when", "")
    found = Row(
        sheet.text("id"), sources, sheet.text("event"), actors,
        tuple(_guard(each, guards, sheet) for each in sheet.texts("guards")),
        _guard(when, guards, sheet) if when else None, to, sheet.of("clock", EFFECTS), sheet.text("cause", ""),
        _fields(sheet.sheet("body")), cite, basis, sheet.confidence(), note, place,
    )  # fmt: skip
    sheet.done()
    return found


def _guard(text: str, guards: Collection[str], sheet: Sheet) -> Guard:
    name, arguments = call(text, sheet.place)
    _known(name, guards, "guard", sheet)
    return Guard(name, arguments)


def _fields(sheet: Sheet) -> tuple[Field, ...]:
    found = []
    for name in sheet.data:
        text = sheet.text(name)
        kind, choices = call(text.removesuffix("?"), sheet.place)
        if kind not in (*_PLAIN, "choice") or bool(choices) != (kind == "choice"):
            raise sheet.wrong(
                f"{name} is of type {text!r}; wanted {', '.join(_PLAIN)} or choice(a, b)"
            )
        found.append(Field(name, kind, not text.endswith("?"), choices))
    return tuple(found)


def _known(name: str, known: Collection[str], what: str, sheet: Sheet) -> None:
    if name not in known:
        hint = "".join(f" Did you mean {each}?" for each in nearest(name, known, count=1))
        raise sheet.wrong(f"{name!r} is no known {what}.{hint}")


def _consistent(table: Table, sheet: Sheet) -> None:
    """Refuse what no row alone shows: ids twice, rows in each other's way, states out of reach."""
    seen: dict[str, Row] = {}
    for row in table.rows:
        if row.id in seen:
            raise LawError(f"the row {row.id} stands here and at {seen[row.id].place}", row.place)
        seen[row.id] = row
    for state in (NONE, *(each.name for each in table.states)):
        plain: dict[str, Row] = {}
        for row in table.rows_from(state):
            if row.event in plain:
                raise LawError(
                    f"from {state}, {row.id} is never reached: {plain[row.event].id} takes every {row.event} before it",
                    row.place,
                )
            if row.when is None:
                plain[row.event] = row
    reached = {row.to for row in table.rows}
    for each in table.states:
        if each.name not in reached:
            raise sheet.wrong(f"nothing leads to the state {each.name}")
