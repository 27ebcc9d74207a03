"""Events as rows, and states as they are kept beside them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import sqlalchemy as sa

from licet.errors import InputError
from licet.register.events import Actor, Event, as_data, frozen
from licet.register.license_replay import fold as fold_license
from licet.register.license_state import LicenseState
from licet.register.procedure import Procedure
from licet.register.replay import fold as fold_case
from licet.register.select import row_for, table_of
from licet.register.state import CaseState
from licet.registry.laws import Laws
from licet.registry.model import LICENSE, State
from licet.store.plain import digest
from licet.store.records import read_record
from licet.store.register_tables import events, snapshots

Row = sa.Row[Any]


def blank(nature: str) -> State:
    """A file before its first event."""
    return LicenseState() if nature == LICENSE else CaseState()


def folded(state: State, event: Event, law: Procedure) -> State:
    """The state after one more event of the record, whatever guards would say now."""
    row = row_for(state, event, law, table_of(state, law))
    if isinstance(state, LicenseState):
        return fold_license(state, event, row)
    return fold_case(state, event, row, law)


def content_of(event: Event) -> str:
    """The hash of the whole event."""
    return digest(as_data(event))


def act_of(kind: str, body: Any, actor: Any) -> str:
    """The hash of what was done and by whom, whenever it was: what a repeated key is compared by."""
    return digest([kind, body, actor])


def event_of(row: Row) -> Event:
    """The event that a row keeps."""
    who: Mapping[str, str] = row.actor
    actor = Actor(who["id"], who["role"], who["authority"], who["rank"])
    return Event(row.stream, row.seq, row.kind, actor, row.at, row.body)


def rows_of(
    db: sa.Connection, stream: str, after: int = 0, upto: int | None = None
) -> Iterator[Row]:
    """The rows of one stream in order, as a stream."""
    wanted = sa.select(events).where(events.c.stream == stream, events.c.seq > after)
    if upto is not None:
        wanted = wanted.where(events.c.seq <= upto)
    yield from db.execute(wanted.order_by(events.c.seq))


def replayed(state: State, found: Iterable[Row], db: sa.Connection, laws: Laws) -> State:
    """The state after the events of these rows, each by the procedure of its time."""
    for row in found:
        state = folded(state, event_of(row), laws.of(db, row.law))
    return state


def snapshot_of(db: sa.Connection, stream: str, nature: str) -> State:
    """The newest state that is kept; a blank one where there is none."""
    row = db.execute(sa.select(snapshots).where(snapshots.c.stream == stream)).one_or_none()
    if row is None:
        return blank(nature)
    try:
        return restored(row.state, nature, stream)
    except InputError:  # a snapshot is a convenience: what cannot be read is replayed
        return blank(nature)


def restored(data: Any, nature: str, stream: str) -> State:
    """The state of a snapshot, equal to the one that replay gives."""
    kind: type[State] = LicenseState if nature == LICENSE else CaseState
    return read_record(kind, frozen(data, f"the snapshot of {stream}"), f"the snapshot of {stream}")
