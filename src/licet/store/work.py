"""What every act in the store is given: its transaction, the time, and the log it must write to."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from licet.errors import InputError
from licet.record import record
from licet.store.model import Checked, LogEntry
from licet.store.plain import digest, storable, storable_data
from licet.store.tables import chain, log

if TYPE_CHECKING:
    from collections.abc import Iterator

ORIGIN = "0" * 64
"""What the first line of a log gives as the hash before it."""


@record
class Work:
    """One transaction at one time.  ``today`` is the day in UTC."""

    db: sa.Connection
    now: datetime

    @property
    def today(self) -> date:
        """The day in UTC."""
        return self.now.astimezone(UTC).date()


def lock(work: Work) -> None:
    """Wait until no other writer is at work, and keep others waiting until this one has ended."""
    work.db.execute(sa.select(chain.c.id).where(chain.c.id == 1).with_for_update()).one()


def begin(db: sa.Connection) -> None:
    """The first row of a new store's log."""
    db.execute(chain.insert().values(id=1, first=1, before_first=ORIGIN, last=0, hash=ORIGIN))


def note(work: Work, kind: str, who: str, what: dict[str, Any]) -> LogEntry:
    """Add a line to the log: its hash covers the line and the hash of the line before."""
    end = work.db.execute(sa.select(chain.c.last, chain.c.hash).where(chain.c.id == 1)).one()
    line = LogEntry(
        end.last + 1, work.now, kind, storable(who), storable_data(what), end.hash, ORIGIN
    )
    made = _hash(line)
    work.db.execute(
        log.insert().values(
            seq=line.seq, at=line.at, kind=kind, who=line.who, what=line.what, before=line.before, hash=made,
        )
    )  # fmt: skip
    work.db.execute(chain.update().where(chain.c.id == 1).values(last=line.seq, hash=made))
    return LogEntry(line.seq, line.at, line.kind, line.who, line.what, line.before, made)


def lines(db: sa.Connection, since: date | None = None, kind: str = "") -> Iterator[LogEntry]:
    """The lines of the log from the first moment of ``since``, oldest first."""
    wanted = sa.select(log).order_by(log.c.seq)
    if since is not None:
        wanted = wanted.where(log.c.at >= datetime(since.year, since.month, since.day, tzinfo=UTC))
    if kind:
        wanted = wanted.where(log.c.kind == kind)
    for row in db.execute(wanted.execution_options(yield_per=1000)):
        yield LogEntry(row.seq, row.at, row.kind, row.who, row.what, row.before, row.hash)


def verify_log(db: sa.Connection, expected: str = "") -> Checked:
    """Read the whole log and recompute every hash.

    ``expected`` is a line that was noted outside the store as ``NUMBER:HASH``: without one, a log
    whose last lines were cut off cannot be told from one that ended there.
    """
    number, wanted = _noted(expected)
    end = db.execute(sa.select(chain).where(chain.c.id == 1)).one()
    faults: list[str] = []
    before, seq, count = end.before_first, end.first - 1, 0
    for line in lines(db):
        count += 1
        seq += 1
        if line.seq != seq:
            faults.append(f"line {seq} is missing: line {line.seq} follows line {seq - 1}")
            seq = line.seq
        elif line.before != before:
            faults.append(f"line {line.seq} does not follow the line before it")
        if line.hash != _hash(line):
            faults.append(f"line {line.seq} was changed: its hash does not fit what it says")
        if line.seq == number and line.hash != wanted:
            faults.append(f"line {line.seq} is not the line that was noted")
        before = line.hash
    if (seq, before) != (end.last, end.hash):
        faults.append(f"the log ends at line {seq}, and was at line {end.last}")
    if number and number > seq:
        faults.append(f"line {number}, which was noted, is not there: the log ends at line {seq}")
    if number and number < end.first:
        faults.append(f"line {number}, which was noted, left in a purge; the log begins at line {end.first}")  # fmt: skip
    return Checked(count, seq, before, tuple(faults))


def _noted(expected: str) -> tuple[int, str]:
    if not expected:
        return 0, ""
    number, _, wanted = expected.partition(":")
    if not number.isdecimal() or len(wanted) != len(ORIGIN):
        raise InputError(f"{expected!r} is no line of a log; write it as log verify prints it, NUMBER:HASH.")  # fmt: skip
    return int(number), wanted


def _hash(line: LogEntry) -> str:
    return digest([line.seq, stamp(line.at), line.kind, line.who, line.what, line.before])


def stamp(moment: datetime) -> str:
    """A time as text in one form: UTC, microseconds, Z.

    >>> stamp(datetime(2026, 11, 22, 5, tzinfo=UTC))
    '2026-11-22T05:00:00.000000Z'
    """
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
