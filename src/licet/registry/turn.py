"""One transaction of the register: what is entered in it is kept together, or not at all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from licet.errors import InputError
from licet.register.act import act, act_on_license
from licet.register.events import Actor, Event, actor_data, as_data, frozen, thawed
from licet.register.license_state import LicenseState
from licet.register.procedure import Procedure
from licet.register.select import table_of
from licet.register.shown import as_data as plain
from licet.registry.model import APPLICATION, LICENSE, Acted, State
from licet.registry.rows import act_of, blank, content_of, event_of, replayed, rows_of
from licet.store.plain import storable, storable_data
from licet.store.register_tables import events, outbox, snapshots, streams
from licet.store.work import Work, note

if TYPE_CHECKING:
    from licet.registry.registry import Registry

_AHEAD = timedelta(minutes=5)
"""So far may another's clock be ahead of ours."""
_SNAPSHOT_EVERY = 25


class Turn:
    """The register while one writer has it: nobody else enters anything until this ends."""

    def __init__(self, registry: Registry, work: Work) -> None:
        self.registry = registry
        self.law: Procedure = registry.law
        self.work = work
        self.recorded_at = registry.clock().astimezone(UTC)
        self.made: dict[str, State] = {}

    def state(self, stream: str) -> tuple[str, State] | None:
        """What the stream is about, and its state with what this turn entered."""
        made = self.made.get(stream)
        if made is not None:
            return nature_of(made), made
        return self.registry.kept.state(self.work.db, stream)

    def moment(self, at: datetime | None) -> datetime:
        """When an act happened: now, or ``at``, which may not lie ahead of our clock."""
        if at is None:
            return self.recorded_at
        if at.tzinfo is None:
            raise InputError(f"the moment {at} has no time zone; give one, UTC by custom")
        if at > self.recorded_at + _AHEAD:
            raise InputError(f"the act would be of {at.isoformat()}, and by our clock it is {self.recorded_at.isoformat()}; what has not happened yet is not entered")  # fmt: skip
        return at

    def repeated(self, stream: str, kind: str, body: Any, by: Actor, key: str) -> Acted | None:
        """What was done under that key before; None where nothing was.

        Raises:
            InputError: something else was done under it.
        """
        if not key:
            return None
        wanted = sa.select(events).where(events.c.key == storable(key), events.c.stream == stream)
        row = self.work.db.execute(wanted).one_or_none()
        return None if row is None else self.again(row, kind, body, by, key)

    def again(self, row: sa.Row[Any], kind: str, body: Any, by: Actor, key: str) -> Acted:
        """The act of a row as it was done the first time, if it is this one."""
        wanted = act_of(kind, storable_data(_thawed(body)), actor_data(by))
        if act_of(row.kind, row.body, row.actor) != wanted:
            raise InputError(
                f"the key {key!r} was used for another act ({row.kind}); take a new key"
            )
        return self.acted(row)

    def acted(self, row: sa.Row[Any]) -> Acted:
        """The act of a row with the states around it."""
        event = event_of(row)
        head = self.registry.kept.state(self.work.db, row.stream)
        assert head is not None, "an event has a stream"  # noqa: S101 # nosec B101
        db, laws = self.work.db, self.registry.kept.laws
        before = replayed(blank(head[0]), rows_of(db, row.stream, 0, row.seq - 1), db, laws)
        after = replayed(before, (row,), db, laws)
        return Acted(event, before, after, row.recorded_at, repeated=True)

    def enter(  # noqa: PLR0917 - an event has so many parts
        self, stream: str, nature: str, kind: str, body: Mapping[str, Any], by: Actor, at: datetime, key: str = ""
    ) -> Acted:  # fmt: skip
        """Do the act and enter it.

        Raises:
            Refused: the table of steps does not allow it.
        """
        found = self.state(stream)
        before = blank(nature) if found is None else found[1]
        who = Actor(*(storable(each) for each in actor_data(by).values()))
        event = Event(stream, before.seq + 1, storable(kind), who, at, storable_data(_thawed(body)))
        doing: Any = act_on_license if nature == LICENSE else act
        after: State = doing(before, event, self.law)
        self._write(event, nature, before, after, key)
        self.made[stream] = after
        return Acted(event, before, after, self.recorded_at)

    def _write(self, event: Event, nature: str, before: State, after: State, key: str) -> None:
        db, data, content = self.work.db, as_data(event), content_of(event)
        db.execute(
            events.insert().values(
                stream=event.case, seq=event.seq, kind=event.kind, actor=data["actor"], at=event.at,
                body=data["body"], key=storable(key) or None, content=content, law=self.law.hash,
                recorded_at=self.recorded_at,
            )
        )  # fmt: skip
        self._stand(event, nature, before, after)
        last = db.execute(sa.select(sa.func.max(outbox.c.number))).scalar_one()
        number = 0 if last is None else last + 1
        db.execute(outbox.insert().values(number=number, stream=event.case, seq=event.seq))
        note(self.work, "register", event.actor.id, {
            "stream": event.case, "seq": event.seq, "kind": event.kind, "content": content, "number": number,
        })  # fmt: skip
        if event.seq % _SNAPSHOT_EVERY == 0:
            db.execute(snapshots.delete().where(snapshots.c.stream == event.case))
            db.execute(
                snapshots.insert().values(
                    stream=event.case, seq=event.seq, law=self.law.hash, state=plain(after)
                )
            )

    def _stand(self, event: Event, nature: str, before: State, after: State) -> None:
        values = {"seq": event.seq, "at": event.at, **standing_of(after, self.law)}
        if before.seq == 0:
            self.work.db.execute(streams.insert().values(stream=event.case, nature=nature, **values))  # fmt: skip
        else:
            self.work.db.execute(
                streams.update().where(streams.c.stream == event.case).values(**values)
            )


def nature_of(state: State) -> str:
    """What a state is of."""
    return LICENSE if isinstance(state, LicenseState) else APPLICATION


def standing_of(state: State, law: Procedure) -> dict[str, str]:
    """What is kept beside the events so that lists can be chosen."""
    known = table_of(state, law).state(state.state)
    return {
        "state": state.state, "mark": known.mark if known else "", "authority": state.authority,
        "firm": state.firm,
    }  # fmt: skip


@contextmanager
def turn(registry: Registry) -> Iterator[Turn]:
    """A turn; what it made is held in memory once it is in the store."""
    with registry.store.writing() as work:
        found = Turn(registry, work)
        yield found
        if found.made:
            registry.kept.laws.keep(work)
    if found.made:
        registry.kept.laws.are_kept()
    for stream, state in found.made.items():
        registry.kept.hold(stream, state)


def _thawed(body: Mapping[str, Any]) -> Any:
    return thawed(frozen(body, "the body of the act"))
