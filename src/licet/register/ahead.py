"""What lies ahead of a file: the steps from its state, who takes each, and what already stands against it.

A guard that asks for what nobody has said yet (the fields of the act, or who does it) is left for the act itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from licet.record import record
from licet.register.clock.calendar import UnknownDay
from licet.register.events import Actor, Event
from licet.register.guarding import Seen
from licet.register.procedure import Procedure
from licet.register.select import checks_of, possible, table_of
from licet.register.table import Guard, Row, Table


@record
class Step:
    """One act that the table knows from here: its roles, the states that it may lead to, and why it is not open now.

    ``against`` is empty where nothing stands against it that can be told before it is done.  ``moves`` says that it
    leads to another state.
    """

    event: str
    actors: tuple[str, ...]
    to: tuple[str, ...]
    moves: bool
    against: str


class _Untold(Exception):
    """The guard asks for what nobody has said yet."""


@record
class _Somebody:
    """An event of which only the moment is known."""

    at: datetime

    def __getattr__(self, name: str) -> Any:
        raise _Untold(name)


class _Before(Seen[Any]):
    """What a guard looks at before the act: no field was said."""

    def said(self, name: str) -> Any:
        raise _Untold(name)


def steps(state: Any, law: Procedure, at: datetime, actor: Actor | None = None) -> tuple[Step, ...]:
    """The steps from here in the order of the table: all of them, or those of an actor's role with the actor's own bars."""
    table = table_of(state, law)
    rows = possible(state, actor, table) if actor else table.rows_from(state.state)
    event: Any = Event(state.case, state.seq + 1, "", actor, at) if actor else _Somebody(at)
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row.event, []).append(row)
    return tuple(_step(name, several, state, event, law, table) for name, several in found.items())


def _step(  # noqa: PLR0917 - handed on as they came
    name: str, rows: Sequence[Row], state: Any, event: Any, law: Procedure, table: Table
) -> Step:  # fmt: skip
    against = [_against(row, state, event, law, table) for row in rows]
    actors = dict.fromkeys(role for row in rows for role in row.actors)
    to = tuple(dict.fromkeys(row.to for row in rows if row.to != "same"))
    return Step(name, tuple(actors), to, bool(to), "" if not all(against) else against[0])


def _against(row: Row, state: Any, event: Any, law: Procedure, table: Table) -> str:
    always = table.always if isinstance(event, Event) else ()
    for guard in (*always, *((row.when,) if row.when else ()), *row.guards):
        if why := _told(guard, state, event, law, table):
            return why
    return ""


def _told(guard: Guard, state: Any, event: Any, law: Procedure, table: Table) -> str:
    try:
        return checks_of(table)[guard.name](_Before(state, event, law, guard.arguments))
    except _Untold:
        return ""
    except UnknownDay as error:
        return str(error)
