"""The editor's loop in the store: suggested, then confirmed, corrected or rejected; nothing is taken back.

Each act is a row that the database refuses to change.  An event that comes with Licet gets a first
row, ``shipped``, with the record as it stood, when somebody first acts on it.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from licet.errors import InputError
from licet.happened.model import Happening
from licet.happened.reading import as_data, happening
from licet.happened.same import joined, same, same_words
from licet.record import record, replaced
from licet.store.happened_tables import happened_acts
from licet.store.plain import digest, storable, storable_data
from licet.store.work import note

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from licet.store.work import Work

SHIPPED, SUGGESTED, CONFIRMED, CORRECTED, REJECTED = (
    "shipped", "suggested", "confirmed", "corrected", "rejected",
)  # fmt: skip
STATES = (SHIPPED, SUGGESTED, CONFIRMED, CORRECTED, REJECTED)
JOINED = "joined"
"""An act that adds sources and leaves the state as it was."""


@record
class Act:
    """One act on an event.  ``told`` is what was handed in, ``record`` the event after it."""

    seq: int
    at: datetime
    by: str
    act: str
    reason: str
    told: dict[str, Any]
    record: Happening


@record
class Kept:
    """An event as it stands, its state, and the acts that made it so (none for one as shipped)."""

    happening: Happening
    state: str = SHIPPED
    history: tuple[Act, ...] = ()


def read(db: sa.Connection, shipped: Iterable[Happening] = ()) -> dict[str, Kept]:
    """Every event by id: those that come with Licet, and over them what editors did."""
    found = {each.id: Kept(each) for each in shipped}
    acts: dict[str, list[Act]] = {}
    columns = happened_acts.c
    for row in db.execute(happened_acts.select().order_by(columns.event, columns.seq)):
        acts.setdefault(row.event, []).append(
            Act(row.seq, row.at, row.by, row.act, row.reason, row.told, happening(row.record))
        )
    for name, history in acts.items():
        states = [each.act for each in history if each.act != JOINED]
        found[name] = Kept(history[-1].record, states[-1], tuple(history))
    return found


class Editing:
    """What editors and readers do to events, in one transaction, over the events that come with Licet."""

    def __init__(self, work: Work, shipped: Iterable[Happening]) -> None:
        self._work = work
        self._there = read(work.db, shipped)

    def suggest(self, new: Happening, by: str, reason: str = "") -> tuple[Kept, str]:
        """Take in an event that a reader found, and what became of it.

        The second value is ``suggested``, ``joined`` (another source of an event that is there: its
        sources were added), ``read again`` (the same words, of which something else was made, and
        nobody has judged them: it stands as read last) or ``known`` (nothing new).

        Raises:
            InputError: its id is that of an event that is another one.
        """
        twin = standing(self._there, new)
        if twin is None:
            return self._write(
                Kept(new, SUGGESTED), (by, SUGGESTED, reason), as_data(new), new
            ), SUGGESTED
        if twin.happening.id == new.id and not _was(twin, new):
            raise InputError(f"{new.id} is the id of another event already: {twin.happening.title!r}. Give this one an id of its own.")  # fmt: skip
        record = joined(twin.happening, new)
        if twin.state == SUGGESTED and _of_same_words(twin, new):
            anew = replaced(new, id=record.id, sources=record.sources, links=record.links)
            if anew != record:
                return self._write(twin, (by, SUGGESTED, reason), as_data(new), anew), "read again"
        if record == twin.happening:
            return twin, "known"
        return self.join(twin.happening.id, new, by, reason), JOINED

    def join(self, name: str, new: Happening, by: str, reason: str = "") -> Kept:
        """Say that a report tells of an event that is there: it gets the report's sources, and keeps its state."""
        there = find(self._there, name)
        record = joined(there.happening, new)
        if record == there.happening:
            raise InputError(f"{name} has this source already; nothing would change.")
        return self._write(there, (by, JOINED, reason), as_data(new), record)

    def confirm(self, name: str, by: str, reason: str = "") -> Kept:
        """Say that an event is as it was told."""
        there = find(self._there, name)
        if there.state == CONFIRMED:
            raise InputError(f"{name} is confirmed already, by {_last(there)}.")
        return self._write(there, (by, CONFIRMED, reason), {}, there.happening)

    def correct(self, name: str, by: str, reason: str, changes: Mapping[str, Any]) -> Kept:
        """Change fields of an event; the record before stays in its history.

        Raises:
            InputError: there is no reason, nothing changes, or the changed record is not an event.
        """
        there = find(self._there, name)
        if not reason.strip():
            raise InputError("Say why it is corrected.")
        if "id" in changes:
            raise InputError("An event keeps its id. Reject it and suggest another.")
        data = as_data(there.happening)
        if "on" in changes:
            data = {key: value for key, value in data.items() if not key.startswith("date_")}
        record = happening({**data, **changes})
        if record == there.happening:
            raise InputError(f"{name} says that already; nothing would change.")
        return self._write(there, (by, CORRECTED, reason), _plain(changes), record)

    def reject(self, name: str, by: str, reason: str) -> Kept:
        """Say that an event was not, or is none; it leaves the lists and stays in the store."""
        there = find(self._there, name)
        if not reason.strip():
            raise InputError("Say why it is rejected.")
        if there.state == REJECTED:
            raise InputError(f"{name} is rejected already, by {_last(there)}.")
        return self._write(there, (by, REJECTED, reason), {}, there.happening)

    def _write(
        self, there: Kept, said: tuple[str, str, str], told: dict[str, Any], record: Happening
    ) -> Kept:
        by, act, reason = said
        if not by.strip():
            raise InputError("Say who acts: --by NAME.")
        history = list(there.history)
        if not history and there.state == SHIPPED:
            history.append(_row(self._work, 1, ("licet", SHIPPED, ""), {}, there.happening))
        said = (storable(by), act, storable(reason))
        history.append(_row(self._work, len(history) + 1, said, told, record))
        made = Kept(history[-1].record, there.state if act == JOINED else act, tuple(history))
        self._there[record.id] = made
        return made


def standing(there: Mapping[str, Kept], new: Happening) -> Kept | None:
    """The event that is there already and tells of the same act, if one does."""
    return there.get(new.id) or next(
        (e for e in there.values() if _of_same_words(e, new) or same(e.happening, new)), None
    )


def find(there: Mapping[str, Kept], name: str) -> Kept:
    """One event by id; ``UnknownName`` offers those that are spelled alike."""
    if name not in there:
        from licet.errors import UnknownName

        raise UnknownName("event", name, there)
    return there[name]


def _last(there: Kept) -> str:
    """Who made the state that it is in."""
    return next(each.by for each in reversed(there.history) if each.act == there.state)


def _row(
    work: Work, seq: int, said: tuple[str, str, str], told: dict[str, Any], record: Happening
) -> Act:
    by, act, reason = said
    data = storable_data(as_data(record))
    told = storable_data(told)
    work.db.execute(
        happened_acts.insert().values(
            event=record.id, seq=seq, at=work.now, by=by, act=act, reason=reason, told=told, record=data,
        )
    )  # fmt: skip
    sha256 = digest([act, reason, told, data])
    note(work, "timeline", by, {"event": record.id, "seq": seq, "act": act, "sha256": sha256})
    return Act(seq, work.now, by, act, reason, told, happening(data))


def _plain(changes: Mapping[str, Any]) -> dict[str, Any]:
    return {
        key: value.isoformat() if isinstance(value, date) else value
        for key, value in changes.items()
    }


def _was(there: Kept, new: Happening) -> bool:
    """Whether the event stands or once stood as it is told again: a reader that comes back is no quarrel."""
    records = [there.happening, *(each.record for each in there.history)]
    told = _of_same_words(there, new)
    return told or any(same(each, new) or each == new for each in records)


def _of_same_words(there: Kept, new: Happening) -> bool:
    """Whether the event was read off these words, as it stood or was handed in at any time."""
    return any(
        same_words(each.record, new) or (each.act == JOINED and same_words(happening(each.told), new))
        for each in there.history
    )  # fmt: skip
