"""Reading a file: the right to it is asked, and who looked is noted where the roles say so."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from licet.register.events import Actor, Event
from licet.register.shown import standing, ways
from licet.register.state import CaseState
from licet.registry.model import APPLICATION, LICENSE, Json, Standing, State
from licet.registry.reach import (
    check_read,
    check_role,
    not_yours,
    part_of,
    part_of_events,
    reaches,
)
from licet.registry.roles import AUTHORITY, OWN, REFERRED, Right
from licet.registry.rows import blank, event_of, replayed, rows_of
from licet.store.register_tables import streams
from licet.store.tables import log
from licet.store.work import note

if TYPE_CHECKING:
    from licet.registry.registry import Registry

_AT_ONCE = 200
_READ = "register_read"
"""Lines of the store's log that say who looked."""
_WHOLE = {APPLICATION: "file", LICENSE: "license"}


@contextmanager
def looking(
    registry: Registry, right: Right, by: Actor, stream: str, order: str = ""
) -> Iterator[sa.Connection]:
    """A transaction to read in, in which the reading is noted where it is to be."""
    if by.role not in right.noted:
        with registry.store.reading() as db:
            yield db
        return
    with registry.store.writing() as work:
        yield work.db
        note(work, _READ, by.id, {
            "stream": stream, "what": right.name, "role": by.role, "authority": by.authority, "order": order,
        })  # fmt: skip


def look(
    registry: Registry, stream: str, by: Actor, *, nature: str = "", what: str = "", order: str = "",
    at: datetime | None = None,
) -> State:  # fmt: skip
    """The state of a file as the reader sees it, now or ``at``; ``nature`` empty takes either."""
    return _looked(registry, stream, by, nature, what, order, at)[0]


def look_at_events(
    registry: Registry, stream: str, by: Actor, order: str = ""
) -> tuple[Event, ...]:
    """The events of a file as the reader sees them."""
    return _looked(registry, stream, by, "", "", order, None, with_events=True)[1]


def _looked(  # noqa: PLR0917 - handed on as they came
    registry: Registry, stream: str, by: Actor, nature: str, what: str, order: str, at: datetime | None,
    *, with_events: bool = False,
) -> tuple[State, tuple[Event, ...]]:  # fmt: skip
    nature = nature or nature_here(registry, stream, by)
    right = registry.roles.to_read(what or _WHOLE[nature])
    check_role(right, by, order)
    with looking(registry, right, by, stream, order) as db:
        found = registry.kept.state(db, stream)
        if found is None or found[0] != nature:
            raise not_yours(by)
        state = found[1]
        check_read(right, state, by, registry.law, order)
        rows = tuple(rows_of(db, stream)) if with_events or at is not None else ()
        if at is not None:
            past = (each for each in rows if each.at <= at)
            state = replayed(blank(nature), past, db, registry.kept.laws)
    events = tuple(map(event_of, rows))
    shown = part_of(state, by) if isinstance(state, CaseState) else state
    return shown, part_of_events(events, state, by)


def nature_here(registry: Registry, stream: str, by: Actor) -> str:
    """What a stream is about; refused where there is none."""
    with registry.store.reading() as db:
        found = db.execute(
            sa.select(streams.c.nature).where(streams.c.stream == stream)
        ).scalar_one_or_none()
    if found is None:
        raise not_yours(by)
    return str(found)


def listed(  # noqa: PLR0917 - handed on as they came
    registry: Registry, by: Actor, state: str, authority: str, limit: int, after: str, at: datetime
) -> tuple[Standing, ...]:  # fmt: skip
    """Rows of a worklist."""
    right = registry.roles.to_read("standing")
    check_role(right, by)
    reach = right.reach(by.role)
    wanted = sa.select(streams.c.stream).where(streams.c.nature == APPLICATION)
    for column, value in ((streams.c.state, state), (streams.c.authority, authority)):
        if value:
            wanted = wanted.where(column == value)
    if reach == OWN:
        wanted = wanted.where(streams.c.firm == by.authority)
    elif reach == AUTHORITY:
        wanted = wanted.where(streams.c.authority == by.authority)
    elif reach == REFERRED:
        before = [authority for name, authority, _ in registry.law.routing.agencies if name == by.authority]  # fmt: skip
        wanted = wanted.where(streams.c.authority.in_(before))
    found: list[Standing] = []
    with registry.store.reading() as db:
        for stream in _names(db, wanted, after):
            held = registry.kept.state(db, stream)
            if held is None or not isinstance(held[1], CaseState):
                continue
            if reaches(reach, held[1], by, registry.law):
                found.append(row_of(registry, held[1], at))
            if len(found) >= limit:
                break
    return tuple(found)


def _names(db: sa.Connection, wanted: sa.Select[Any], after: str) -> Iterator[str]:
    """Names of files behind ``after`` in order, some at a time: a list may be long, and a page of it is short."""
    while True:
        more = wanted.where(streams.c.stream > after).order_by(streams.c.stream).limit(_AT_ONCE)
        found = db.execute(more).scalars().all()
        yield from found
        if len(found) < _AT_ONCE:
            return
        after = found[-1]


def row_of(registry: Registry, state: CaseState, at: datetime) -> Standing:
    """One row: the limit that binds and ends first is the one shown."""
    told = standing(state, registry.law, at)
    limits = [each for each in told["limits"] if each["left"] is not None and told["open"]]
    first = min(limits, key=lambda each: (each["kind"] != "limit", each["left"]), default=None)
    clock = told["clock"] or {}
    assert state.last is not None, "a case has an event"  # noqa: S101 # nosec B101
    return Standing(
        state.case, state.state, told["title"], state.authority, state.applicant, state.number, state.assigned,
        state.license, state.last, first["title"] if first else "", first["left"] if first else None,
        str(first["last_day"] or "") if first else "", bool(first and first["over"]),
        str(clock.get("cause") or "") if clock.get("standing") == "stopped" else "",
        tuple(each["agency"] for each in told["waiting_for"]),
    )  # fmt: skip


def standing_of_case(registry: Registry, case: str, by: Actor, at: datetime) -> Json:
    """How an application stands."""
    found = look(registry, case, by, nature=APPLICATION, what="standing")
    assert isinstance(found, CaseState)  # noqa: S101 # nosec B101
    return standing(found, registry.law, at)


def readers_of(
    registry: Registry, stream: str, by: Actor, after: int, limit: int
) -> tuple[Json, ...]:
    """Who looked at a file, in order; ``after`` is the line of the store's log to go on behind."""
    nature = nature_here(registry, stream, by)
    look(registry, stream, by, nature=nature, what="readers")
    what = log.c.what["stream"].as_string() == stream
    wanted = sa.select(log).where(log.c.kind == _READ, what, log.c.seq > after)
    with registry.store.reading() as db:
        rows = db.execute(wanted.order_by(log.c.seq).limit(limit)).all()
    return tuple(
        {
            "line": row.seq, "at": row.at.isoformat(), "who": row.who,
            **{name: row.what[name] for name in ("what", "role", "authority", "order")},
        }
        for row in rows
    )  # fmt: skip


def ways_of(registry: Registry, stream: str, by: Actor, order: str = "") -> list[Json]:
    """What the actor may do next; refused to whom the file is out of reach, as a reading would be."""
    with registry.store.reading() as db:
        found = registry.kept.state(db, stream)
    if found is None:
        raise not_yours(by)
    nature, state = found
    told = []
    for each in ways(state, by, registry.law):
        right = registry.roles.to_do(nature, each["event"])
        if right is not None and reaches(right.reach(by.role), state, by, registry.law):
            told.append(each)
    if not told and by.role != "system":
        right = registry.roles.to_read("standing" if nature == APPLICATION else "license")
        check_role(right, by, order)
        check_read(right, state, by, registry.law, order)
    return told
