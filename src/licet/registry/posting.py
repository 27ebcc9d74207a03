"""Events on their way to the public log: in one order, each once."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import sqlalchemy as sa

from licet.errors import InputError
from licet.register.events import Event
from licet.registry.model import Posted, State
from licet.registry.rows import blank, event_of, folded, rows_of
from licet.store.register_tables import events, outbox, streams
from licet.store.work import note

if TYPE_CHECKING:
    from licet.registry.registry import Registry


def waiting(registry: Registry, limit: int, after: int | None = None) -> tuple[Posted, ...]:
    """Events that are not published, in order; with ``after`` those of a higher number, published or not."""
    wanted = (
        sa.select(outbox, streams.c.nature, events.c.recorded_at)
        .join(streams, streams.c.stream == outbox.c.stream)
        .join(events, (events.c.stream == outbox.c.stream) & (events.c.seq == outbox.c.seq))
        .order_by(outbox.c.number)
        .limit(limit)
    )
    if after is None:
        wanted = wanted.where(outbox.c.published.is_(None))
    else:
        wanted = wanted.where(outbox.c.number > after)
    found: list[Posted] = []
    with registry.store.reading() as db:
        rows = db.execute(wanted).all()
        states = _around(registry, db, rows)
        for row in rows:
            event, before, state = states[row.stream, row.seq]
            found.append(Posted(row.number, row.nature, event, before, state, row.recorded_at, row.published))  # fmt: skip
    return tuple(found)


def _around(
    registry: Registry, db: sa.Connection, rows: object
) -> dict[tuple[str, int], tuple[Event, State, State]]:
    """Each event with the states before and after it; every stream is replayed once."""
    last: dict[str, tuple[str, int, int]] = {}
    for row in rows:  # type: ignore[attr-defined]
        first = last.get(row.stream, (row.nature, row.seq, row.seq))[1]
        last[row.stream] = (row.nature, first, row.seq)
    found: dict[tuple[str, int], tuple[Event, State, State]] = {}
    for stream, (nature, first, upto) in last.items():
        state = blank(nature)
        for each in rows_of(db, stream, 0, upto):
            event, before = event_of(each), state
            state = folded(state, event, registry.kept.laws.of(db, each.law))
            if each.seq >= first:
                found[stream, each.seq] = (event, before, state)
    return found


def published(registry: Registry, upto: int) -> int:
    """Mark all up to a number."""
    with registry.store.writing() as work:
        last = work.db.execute(sa.select(sa.func.max(outbox.c.number))).scalar_one()
        if last is None or not -1 <= upto <= last:
            raise InputError(f"no event has the number {upto}; the last is {last}")
        moment: datetime = work.now
        changed = work.db.execute(
            outbox.update()
            .where(outbox.c.number <= upto, outbox.c.published.is_(None))
            .values(published=moment)
        ).rowcount
        if changed:
            note(work, "register_published", "", {"upto": upto, "events": changed})
        return int(work.db.execute(sa.select(sa.func.count()).where(outbox.c.published.is_not(None))).scalar_one())  # fmt: skip
