"""The whole register read again: events, what they make, and what is kept beside them."""

from __future__ import annotations

from collections.abc import Iterator

import sqlalchemy as sa

from licet.errors import InputError
from licet.register.act import allowed
from licet.register.select import table_of
from licet.registry.laws import Laws
from licet.registry.model import Examined, State
from licet.registry.rows import blank, content_of, event_of, folded, restored, rows_of
from licet.registry.turn import standing_of
from licet.store.register_tables import events, outbox, snapshots, streams
from licet.store.work import lines


def verify(db: sa.Connection, laws: Laws) -> Examined:
    """Everything that is wrong with the register, in words."""
    faults: list[str] = []
    count = 0
    heads = db.execute(sa.select(streams).order_by(streams.c.stream)).all()
    for head in heads:
        seen, found = _stream(db, head, laws)
        count += seen
        faults += found
    known = {head.stream for head in heads}
    there = db.execute(sa.select(events.c.stream).distinct()).scalars()
    faults += [f"{each} has events, and stands in no list" for each in there if each not in known]
    faults += _outbox(db)
    faults += _log(db)
    return Examined(count, len(heads), tuple(faults))


def _stream(
    db: sa.Connection, head: sa.Row[tuple[object, ...]], laws: Laws
) -> tuple[int, list[str]]:
    """How many events a stream has, and what is wrong with it."""
    name, nature = head.stream, head.nature
    faults: list[str] = []
    state: State = blank(nature)
    law = laws.now
    kept = db.execute(sa.select(snapshots).where(snapshots.c.stream == name)).one_or_none()
    for row in rows_of(db, name):
        if row.seq != state.seq + 1:
            faults.append(f"{name}: after event {state.seq} comes {row.seq}")
            return state.seq, faults
        event = event_of(row)
        if content_of(event) != row.content:
            faults.append(
                f"{name}: event {row.seq} was changed: its hash does not fit what it says"
            )
        try:
            law = laws.of(db, row.law)
            allowed(state, event, law, table_of(state, law))
            state = folded(state, event, law)
        except InputError as error:
            faults.append(f"{name}: event {row.seq} could not happen: {error}")
            return row.seq, faults
        if kept is not None and kept.seq == row.seq:
            faults += _snapshot(kept, nature, state)
    if kept is not None and kept.seq > state.seq:
        faults.append(f"{name}: a snapshot of event {kept.seq} is kept, and the last event is {state.seq}")  # fmt: skip
    told = {"seq": state.seq, **standing_of(state, law)}
    faults += [
        f"{name}: the list says {column} {getattr(head, column)!r}, the events make it {value!r}"
        for column, value in told.items()
        if getattr(head, column) != value
    ]
    return state.seq, faults


def _snapshot(kept: sa.Row[tuple[object, ...]], nature: str, state: State) -> list[str]:
    try:
        if restored(kept.state, nature, kept.stream) == state:
            return []
    except InputError as error:
        return [f"{kept.stream}: its snapshot cannot be read: {error}"]
    return [f"{kept.stream}: the snapshot of event {kept.seq} is not what the events make"]


def _outbox(db: sa.Connection) -> Iterator[str]:
    """Every event is counted once, without a gap."""
    numbers = db.execute(sa.select(outbox.c.number).order_by(outbox.c.number)).scalars()
    for wanted, number in enumerate(numbers):
        if number != wanted:
            yield f"the numbers for the public log go on with {number} where {wanted} is wanted"
            break
    joined = events.outerjoin(
        outbox, (events.c.stream == outbox.c.stream) & (events.c.seq == outbox.c.seq)
    )
    lost = sa.select(events.c.stream, events.c.seq).select_from(joined).where(outbox.c.id.is_(None))  # fmt: skip
    for row in db.execute(lost):
        yield f"{row.stream}: event {row.seq} has no number for the public log"


def _log(db: sa.Connection) -> Iterator[str]:
    """What the store's log noted of each event is what stands there now."""
    noted = {(each.what["stream"], each.what["seq"]): each.what["content"] for each in lines(db, kind="register")}  # fmt: skip
    wanted = sa.select(events.c.stream, events.c.seq, events.c.content)
    for row in db.execute(wanted.order_by(events.c.stream, events.c.seq)):
        said = noted.pop((row.stream, row.seq), None)
        if said is not None and said != row.content:
            yield f"{row.stream}: event {row.seq} is not the one that the log noted"
    for stream, seq in noted:
        yield f"{stream}: event {seq}, which the log noted, is not there"
