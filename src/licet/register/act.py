"""Do one act on an application or a license: the state afterwards, or a refusal that says what stood against it."""

from __future__ import annotations

from typing import Any

from licet.register.events import Event
from licet.register.license_replay import fold as fold_license
from licet.register.license_state import LicenseState
from licet.register.procedure import Procedure
from licet.register.replay import fold as fold_case
from licet.register.select import (
    BODY,
    GUARD,
    ROLE,
    Refusal,
    Refused,
    passes,
    refusal,
    row_for,
    table_of,
)
from licet.register.state import CaseState
from licet.register.table import Row, Table


def act(state: CaseState, event: Event, law: Procedure) -> CaseState:
    """The application after ``event``.

    Raises:
        Refused: the table does not allow it; ``refusal`` names the row, the guard or the role, and what
            would be possible.  The state is as it was.
    """
    return fold_case(state, event, allowed(state, event, law, law.application), law)


def act_on_license(state: LicenseState, event: Event, law: Procedure) -> LicenseState:
    """The license after ``event``; ``Refused`` as for ``act``."""
    return fold_license(state, event, allowed(state, event, law, law.license))


def tried(state: CaseState | LicenseState, event: Event, law: Procedure) -> Refusal | None:
    """What would stand against the event, None where nothing would."""
    try:
        allowed(state, event, law, table_of(state, law))
    except Refused as error:
        return error.refusal
    return None


def allowed(state: Any, event: Event, law: Procedure, table: Table) -> Row:
    """The row that lets the event pass: first role, then the fields of the body, then the guards.

    Raises:
        Refused: none does.
    """
    row = _row(state, event, law, table)
    if event.actor.role not in row.actors:
        why = f"it is for {', '.join(row.actors)}"
        raise Refused(refusal(ROLE, why, state, event, table, row=row))
    fault = body_fault(event, row)
    if fault:
        raise Refused(refusal(BODY, fault, state, event, table, row=row))
    for guard in (*table.always, *row.guards):
        why = passes(guard, state, event, law, table)
        if why:
            raise Refused(refusal(GUARD, why, state, event, table, row=row, guard=str(guard)))
    return row


def _row(state: Any, event: Event, law: Procedure, table: Table) -> Row:
    """The row that the event takes.  ``when`` reads the body, so a body that fits no row is told by its fault."""
    rows = [row for row in table.rows_from(state.state) if row.event == event.kind]
    if rows and all(event.actor.role not in row.actors for row in rows):
        return rows[0]
    if rows and all(body_fault(event, row) for row in rows):
        return rows[0]
    return row_for(state, event, law, table)


def body_fault(event: Event, row: Row) -> str:
    """What is wrong with the body for this row: a field missing, wrong, or that nobody asked for."""
    known = {field.name: field for field in row.body}
    for name, field in known.items():
        value = event.body.get(name)
        if value is None and field.required:
            return f"{name} is missing; wanted {field.wanted}"
        if not field.required and value in (None, ""):
            continue  # what may be left out may be empty
        fault = field.fault(value)
        if fault:
            return fault
    extra = [name for name in event.body if name not in known]
    if extra:
        return f"{', '.join(extra)} is nothing that {row.event} says; it says {', '.join(known) or 'nothing'}"
    return ""
