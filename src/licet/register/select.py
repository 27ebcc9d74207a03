"""Which row of a table an event takes, and the refusal where it takes none."""

from __future__ import annotations

from typing import Any

from licet.errors import InputError, nearest
from licet.record import record
from licet.register.clock.calendar import UnknownDay
from licet.register.events import Actor, Event
from licet.register.guarding import APPLICATION, LICENSE, Check, Seen
from licet.register.license_state import LicenseState
from licet.register.procedure import Procedure
from licet.register.state import CaseState
from licet.register.table import Guard, Row, Table

STATE, ROLE, BODY, GUARD, EVENT = "state", "role", "body", "guard", "event"


@record
class Refusal:
    """Why an event cannot be: what stood against it, and what would be possible.

    ``kind`` is event (no such event), state (not from here), role (not by this role), body (a field is
    missing or wrong), or guard; ``row`` is the row that was tried, where there is one.
    """

    kind: str
    why: str
    state: str
    event: str
    actor: Actor
    row: str = ""
    guard: str = ""
    possible: tuple[str, ...] = ()
    """Events that this role may do from here, guards aside."""

    def __str__(self) -> str:
        """One or two sentences for a person."""
        ways = ", ".join(self.possible) or "nothing"
        return f"{self.event} by {self.actor.id} ({self.actor.role}) from {self.state} is refused: {self.why}. Possible from here for this role: {ways}."


class Refused(InputError):
    """An act that the table does not allow; ``refusal`` says why."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(str(refusal))
        self.refusal = refusal


def table_of(state: CaseState | LicenseState, law: Procedure) -> Table:
    """The table of steps of what the state is of."""
    return law.license if isinstance(state, LicenseState) else law.application


def checks_of(table: Table) -> dict[str, Check]:
    """The guards that this table may name."""
    return LICENSE if table.name == "license" else APPLICATION


def passes(guard: Guard, state: Any, event: Event, law: Procedure, table: Table) -> str:
    """What a guard says: empty where it lets the event pass.

    A guard that would need the holidays of a year that nobody entered says so, and so refuses.
    """
    try:
        return checks_of(table)[guard.name](Seen(state, event, law, guard.arguments))
    except UnknownDay as error:
        return str(error)


def row_for(state: Any, event: Event, law: Procedure, table: Table) -> Row:
    """The row that the event takes: by state, kind and ``when``, and by nothing else.

    Raises:
        Refused: there is none.
    """
    rows = [row for row in table.rows_from(state.state) if row.event == event.kind]
    if not rows:
        raise Refused(_no_row(state, event, table))
    whys = []
    for row in rows:
        why = passes(row.when, state, event, law, table) if row.when else ""
        if not why:
            return row
        whys.append(why)
    raise Refused(refusal(BODY, "; ".join(dict.fromkeys(whys)), state, event, table, row=rows[0]))


def refusal(
    kind: str, why: str, state: Any, event: Event, table: Table, *, row: Row | None = None, guard: str = ""
) -> Refusal:  # fmt: skip
    """A refusal with what would be possible."""
    ways = tuple(dict.fromkeys(each.event for each in possible(state, event.actor, table)))
    return Refusal(
        kind, why, state.state, event.kind, event.actor, row.id if row else "", guard, ways
    )


def possible(state: Any, actor: Actor, table: Table) -> tuple[Row, ...]:
    """Rows that start here and are open to the actor's role; guards are asked when somebody acts."""
    return tuple(row for row in table.rows_from(state.state) if actor.role in row.actors)


def _no_row(state: Any, event: Event, table: Table) -> Refusal:
    if event.kind not in table.events:
        near = nearest(event.kind, table.events)
        hint = f" (did you mean {', '.join(near)}?)" if near else ""
        return refusal(EVENT, f"there is no event {event.kind!r}{hint}", state, event, table)
    homes = dict.fromkeys(
        home for row in table.rows if row.event == event.kind for home in row.sources
    )
    return refusal(STATE, f"it is possible only from {', '.join(homes)}", state, event, table)
