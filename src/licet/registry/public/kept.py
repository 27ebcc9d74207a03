"""What the office keeps about the log beside the log: each entry's exact bytes and place, pseudonyms, salts.

An entry gets its place here, in one transaction with its salts, before it goes into the log.  The log itself says how
far it has come, so that whatever is killed, nothing is put in twice and nothing is left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import sqlalchemy as sa

from licet.publiclog.canonical import read, written
from licet.publiclog.commitments import Opening
from licet.publiclog.entry import Entry, entry_from, pseudonym
from licet.record import record
from licet.store.public_tables import public_entries, public_names
from licet.store.register_tables import salts

NOTHING = -1


@record
class Place:
    """Where an entry comes from: the number of its event in the outbox (None for what the office itself adds), stream and seq."""

    number: int | None
    stream: str
    seq: int


def size(db: sa.Connection) -> int:
    """How many entries have their place; the next one gets this index."""
    found = db.execute(sa.select(sa.func.max(public_entries.c.index))).scalar()
    return 0 if found is None else int(found) + 1


def sealed_upto(db: sa.Connection) -> int:
    """The highest number of the outbox that has its entry, ``NOTHING`` before the first."""
    found = db.execute(sa.select(sa.func.max(public_entries.c.number))).scalar()
    return NOTHING if found is None else int(found)


def sealed_before(db: sa.Connection, index: int) -> int:
    """The highest number of the outbox all of whose entries have an index below ``index``."""
    rest = sa.select(sa.func.min(public_entries.c.number)).where(public_entries.c.index >= index)
    first = db.execute(rest).scalar()
    return sealed_upto(db) if first is None else int(first) - 1


def newest_time(db: sa.Connection) -> str:
    """The latest time among all entries, empty where there are none."""
    return db.execute(sa.select(sa.func.max(public_entries.c.time))).scalar() or ""


def last_of(db: sa.Connection, case: str) -> Entry | None:
    """The newest entry of a case, by its pseudonym."""
    asked = sa.select(public_entries.c.entry).where(public_entries.c.case == case)
    found = db.execute(asked.order_by(public_entries.c.index.desc()).limit(1)).first()
    return None if found is None else entry_from(found.entry)


def entry_of(db: sa.Connection, stream: str, seq: int) -> Entry | None:
    """The first entry that was made of an event of the register."""
    asked = (
        sa.select(public_entries.c.entry)
        .where(public_entries.c.stream == stream, public_entries.c.seq == seq, public_entries.c.number.is_not(None))
        .order_by(public_entries.c.index).limit(1)
    )  # fmt: skip
    found = db.execute(asked).first()
    return None if found is None else entry_from(found.entry)


def of_case(db: sa.Connection, case: str) -> list[tuple[int, Entry]]:
    """The entries of a case in order, by its pseudonym, each with its index in the log."""
    asked = sa.select(public_entries.c.index, public_entries.c.entry).where(
        public_entries.c.case == case
    )
    rows = db.execute(asked.order_by(public_entries.c.index))
    return [(index, entry_from(bytes(entry))) for index, entry in rows]


def entries(db: sa.Connection, start: int, limit: int) -> list[bytes]:
    """The bytes of up to ``limit`` entries from ``start`` on."""
    asked = (
        sa.select(public_entries.c.entry).where(public_entries.c.index >= start)
        .order_by(public_entries.c.index).limit(limit)
    )  # fmt: skip
    return [bytes(row.entry) for row in db.execute(asked)]


class Edge:
    """Where the entries end: read once, and carried along while one transaction adds to them.

    Only whoever holds the store's one lock for writing may have one.
    """

    def __init__(self, db: sa.Connection) -> None:
        self._db = db
        self._size = size(db)
        self.newest = newest_time(db)
        self._last: dict[str, Entry | None] = {}

    def last(self, case: str) -> Entry | None:
        """The newest entry of a case, by its pseudonym."""
        if case not in self._last:
            self._last[case] = last_of(self._db, case)
        return self._last[case]

    def add(self, place: Place, entry: Entry, openings: Sequence[Opening]) -> int:
        """Give an entry the next place, and keep what opens it; gives its index."""
        index, self._size = self._size, self._size + 1
        self.newest, self._last[entry.case] = max(self.newest, entry.time), entry
        self._db.execute(
            public_entries.insert().values(
                index=index, number=place.number, stream=place.stream, seq=place.seq, case=entry.case,
                place=entry.seq, time=entry.time, entry=entry.data,
            )
        )  # fmt: skip
        kept = [
            {
                "stream": entry.case, "seq": entry.seq, "field": each.field, "value": written(each.value).decode(),
                "salt": each.salt,
            }
            for each in openings
        ]  # fmt: skip
        if kept:
            self._db.execute(salts.insert(), kept)
        return index


def openings(db: sa.Connection, case: str, fields: Iterable[str] = ()) -> Mapping[int, Sequence[Opening]]:  # fmt: skip
    """What opens the entries of a case, by index: all that is still kept, or the ``fields`` named."""
    wanted, found = frozenset(fields), dict[int, list[Opening]]()
    asked = (
        sa.select(public_entries.c.index, salts.c.field, salts.c.value, salts.c.salt)
        .join(salts, (salts.c.stream == public_entries.c.case) & (salts.c.seq == public_entries.c.place))
        .where(public_entries.c.case == case).order_by(public_entries.c.index, salts.c.field)
    )  # fmt: skip
    for index, field, value, salt in db.execute(asked):
        if not wanted or field in wanted:
            opening = Opening(field, read(value.encode()), bytes(salt))
            found.setdefault(index, []).append(opening)
    return found


def destroy(db: sa.Connection, entry: Entry, fields: Sequence[str]) -> int:
    """Let go of the salts and values of some fields of an entry; gives how many there were."""
    gone = salts.delete().where(
        salts.c.stream == entry.case, salts.c.seq == entry.seq, salts.c.field.in_(list(fields))
    )
    return int(db.execute(gone).rowcount)


def name_of(db: sa.Connection, stream: str) -> str:
    """The pseudonym of a case; empty where it has none yet."""
    asked = sa.select(public_names.c.case).where(public_names.c.stream == stream)
    return db.execute(asked).scalar() or ""


def named(db: sa.Connection, stream: str) -> str:
    """The pseudonym of a case; drawn at random where it has none yet."""
    if not (found := name_of(db, stream)):
        found = pseudonym()
        db.execute(public_names.insert().values(stream=stream, case=found))
    return found
