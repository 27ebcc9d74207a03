"""The office of the public log: entries are sealed, published exactly once, corrected by new ones, and forgotten.

    office = PublicOffice(store, Registered(registry), Log(folder, signer), read_rules(folder_in_use()))
    office.publish()

An entry has its place and its salts in the store before it goes into the log, and ``Log.append(at=size)`` takes it
only at that place.  So the log's own size is the mark of how far it has come: a kill at any moment leaves nothing out
and puts nothing in twice, and two offices at once do each other no harm.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Protocol

import sqlalchemy as sa

from licet.errors import InputError, UnknownName
from licet.publiclog import entry
from licet.publiclog.checkpoint import Checkpoint, cosigners
from licet.publiclog.commitments import sealed
from licet.publiclog.entry import Entry, read_time, told_time
from licet.publiclog.log import Log
from licet.publiclog.note import Verifier
from licet.publiclog.view import ANY
from licet.record import record
from licet.register.events import Actor, actor_data
from licet.register.procedure import Procedure, read_procedure
from licet.register.state import CaseState
from licet.registry.model import Posted, State
from licet.registry.public import kept
from licet.registry.public.condition import NOT_TOLD
from licet.registry.public.kept import Place
from licet.registry.public.sealing import Sealing, seal
from licet.registry.public.view import DERIVED, Views, read_views
from licet.registry.reach import check_read
from licet.registry.roles import CORRECT, FORGET, Roles, read_roles
from licet.store.store import Store
from licet.store.work import Work, note

_WORD = re.compile(r"[A-Za-z0-9_.+:-]{1,64}")
BATCH = 200
"""Events that are sealed in one transaction."""


class Outbox(Protocol):
    """The part of the registry that the office needs."""

    def outbox(self, limit: int = 100, *, after: int | None = None) -> tuple[Posted, ...]:
        """Events in order: those that are not published, or all of a number above ``after``."""

    def published(self, upto: int) -> int:
        """Say that all events up to ``upto`` are in it."""

    def application(self, case: str) -> CaseState:
        """An application as it is; for the register's own use."""

    def file(self, stream: str) -> State:
        """An application or a license as it is, a blank application where there is none; for the same use."""


@record
class Rules:
    """What the office goes by: the procedure, the public views, the roles."""

    law: Procedure
    views: Views
    roles: Roles


@record
class Published:
    """What one call of ``publish`` did: entries that it put into the log, and the checkpoint over all."""

    entries: int
    checkpoint: Checkpoint


def read_rules(folder: Path) -> Rules:
    """The rules in a folder of law.

    Raises:
        LawError: a file is missing or wrong, with its line.
    """
    law = read_procedure(folder / "procedure")
    return Rules(law, read_views(folder, law), read_roles(folder, law))


def texts_in(value: Any) -> Iterator[str]:
    """Every text in data, names of members left out."""
    match value:
        case str():
            yield value
        case Mapping():
            for each in value.values():
                yield from texts_in(each)
        case list() | tuple():
            for each in value:
                yield from texts_in(each)


class PublicOffice:
    """The office of one log.  ``witnesses`` are the keys of those who cosign it, where there are any."""

    def __init__(
        self,
        store: Store,
        outbox: Outbox,
        log: Log,
        rules: Rules,
        *,
        witnesses: Sequence[Verifier] = (),
    ) -> None:
        self.store = store
        self.log = log
        self.rules = rules
        self._outbox = outbox
        self._witnesses = tuple(witnesses)

    def publish(self, limit: int | None = None) -> Published:
        """Put into the log what the register did since; ``limit`` bounds the events, for tests and small steps.

        Raises:
            InputError: the log and the store are not of one history (one of them was put back from an older copy),
                or the disk takes no more; what was published so far stays so.
        """
        before = self._append()
        done = 0
        while limit is None or done < limit:
            took = self.seal(BATCH if limit is None else min(BATCH, limit - done))
            if not took:
                break
            done += took
            self._append()
        now = self.log.latest()[0]
        return Published(now.size - before, now)

    def correct(
        self, stream: str, seq: int, corrected: Mapping[str, Any], *, reason: str, words: str, by: Actor
    ) -> Entry:  # fmt: skip
        """Put public fields of an event right by a new entry; None takes a field away.  The old entry stays.

        ``reason`` is one of the codes of the public view; ``words`` say it in full and are committed to.

        Raises:
            NotAllowed: the role does not correct the log, or not of this file.
            InputError: the event is not in the log, or a field is none that the authority's view shows, or holds free text.
        """
        self._may(CORRECT, stream, by)
        self._known(reason)
        self._showable(stream, corrected)
        with self.store.writing() as work:
            of, last = self._about(work.db, stream, seq)
            openings = sealed({"words": words, "actor": actor_data(by)})
            at = self._now(work)
            made = entry.correction(
                "corrected", at, of, corrected, openings, reason=reason, after=last
            )
            kept.Edge(work.db).add(Place(None, stream, seq), made, openings)
            note(work, "register.corrected", by.id, {"stream": stream, "seq": seq, "entry": made.leaf, "reason": reason, "role": by.role})  # fmt: skip
        return made

    def forget(
        self, stream: str, seq: int, fields: Sequence[str], *, reason: str, by: Actor
    ) -> Entry:
        """Destroy the salts of fields of an event, and say in the log that it was done.

        From then on nobody can show or guess the value from the log.  Copies of the salts, such as the holder's and those in
        backups, are destroyed by whoever has them; the register's own file is kept or let go under its own rules.

        Raises:
            NotAllowed: the role does not forget, or not of this file.
            InputError: the event is not in the log, or has no such confidential field.
        """
        self._may(FORGET, stream, by)
        self._known(reason)
        with self.store.writing() as work:
            of, last = self._about(work.db, stream, seq)
            made = entry.forgetting("salts_destroyed", self._now(work), of, fields, reason=reason, after=last)  # fmt: skip
            kept.destroy(work.db, of, fields)
            kept.Edge(work.db).add(Place(None, stream, seq), made, ())
            note(work, "register.forgotten", by.id, {"stream": stream, "seq": seq, "fields": sorted(fields), "reason": reason, "role": by.role})  # fmt: skip
        return made

    def pseudonym(self, stream: str) -> str:
        """How the log calls a case.

        Raises:
            InputError: nothing of it is in the log.
        """
        with self.store.reading() as db:
            if found := kept.name_of(db, stream):
                return found
        raise InputError(f"Nothing of {stream} is in the public log yet; publish first.")

    def shown(self, stream: str) -> tuple[tuple[int, Entry], ...]:
        """What everybody can read of a case: its published entries, each with its index in the log."""
        name, size = self.pseudonym(stream), self.log.latest()[0].size
        with self.store.reading() as db:
            found = kept.of_case(db, name)
        return tuple((index, made) for index, made in found if index < size)

    def file(self, stream: str) -> State:
        """The file that entries are of, as it is; a blank one where there is none."""
        return self._outbox.file(stream)

    def seal(self, limit: int = BATCH) -> int:
        """Give the next events their entries and keep them, without publishing; gives how many events."""
        with self.store.reading() as db:
            done = kept.sealed_upto(db)
        rows = self._outbox.outbox(limit, after=done)
        not_before = self._cosigned()
        with self.store.writing() as work:
            return seal(
                work.db,
                rows,
                Sealing(self.rules.law, self.rules.views, self._outbox.application, not_before),
            )

    def _append(self) -> int:
        """Bring the log up to what is sealed, and tell the outbox; gives the log's size before."""
        first = size = self.log.latest()[0].size
        with self.store.reading() as db:
            self._one_history(db, size)
            while batch := kept.entries(db, size, BATCH):
                size = self._put(batch, size)
            done = kept.sealed_before(db, size)
        if done > kept.NOTHING:
            self._outbox.published(done)
        return first

    def _put(self, batch: Sequence[bytes], at: int) -> int:
        """Append; gives the log's size after.  Where another office was first, what it put in is what we would have."""
        try:
            return self.log.append(batch, at=at).size
        except InputError:
            if (now := self.log.latest()[0].size) <= at:
                raise
            return now

    def _one_history(self, db: sa.Connection, size: int) -> None:
        """Refuse to go on where the store or the log was put back from an older or another copy."""
        known = kept.size(db)
        if size > known:
            raise InputError(
                f"The log has {size} entries and the store knows of {known}: the store was put back from an older "
                "copy. Bring the newer one back; nothing is appended."
            )
        if size and kept.entries(db, size - 1, 1) != list(self.log.tiles(size).entries(size - 1, size)):  # fmt: skip
            raise InputError(
                f"Entry {size - 1} of the log is not the one that the store has: they are not of one history. "
                "Nothing is appended."
            )

    def _about(self, db: sa.Connection, stream: str, seq: int) -> tuple[Entry, Entry]:
        """The entry of an event, and the last one of its case."""
        of = kept.entry_of(db, stream, seq)
        last = kept.last_of(db, of.case) if of else None
        if of is None or last is None:
            raise InputError(
                f"Event {seq} of {stream} is not in the public log yet; publish first."
            )
        return of, last

    def _now(self, work: Work) -> datetime:
        """Now, and no earlier than any entry."""
        return read_time(max(kept.newest_time(work.db), told_time(work.now)))

    def _cosigned(self) -> str:
        """When a witness last signed, as the log writes times; empty where none has."""
        times = cosigners(self.log.latest()[1], self._witnesses).values()
        return told_time(datetime.fromtimestamp(max(times), UTC)) if times else ""

    def _showable(self, stream: str, corrected: Mapping[str, Any]) -> None:
        """Refuse what the log of the case's authority does not show: a correction gives nothing away either."""
        authority = self.file(stream).authority
        view = self.rules.views.of(authority, self.store.today).view
        names = [name for name in DERIVED if view.shows(ANY, name)]
        if odd := sorted(set(corrected) - set(names)):
            raise UnknownName("public field of this authority", odd[0], names)
        for text in texts_in(corrected):
            if not _WORD.fullmatch(text) and text != NOT_TOLD:
                raise InputError(f"{text!r} is free text, which the log never shows. Say it in the words of the correction.")  # fmt: skip

    def _may(self, what: str, stream: str, by: Actor) -> None:
        """Refuse an act on the log to whom the roles do not name for it, or who does not reach the file."""
        check_read(self.rules.roles.to_keep(what), self.file(stream), by, self.rules.law)

    def _known(self, reason: str) -> None:
        codes = tuple(dict(self.rules.views.reasons))
        if reason not in codes:
            raise UnknownName("reason that the log may show", reason, codes)
