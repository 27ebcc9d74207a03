"""Lists for people: determinations without their bytes, and the log from its newest line back."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from licet.record import record
from licet.store.model import LogEntry
from licet.store.tables import determinations, enquiries, log

if TYPE_CHECKING:
    from collections.abc import Mapping

_SHOWN = ("id", "at", "officer", "ref", "item", "status", "note", "statement")


@record
class Listed:
    """A determination in a list.  ``otherwise`` is what the officer determined where it is another status."""

    id: int
    at: datetime
    officer: str
    ref: str
    item: str
    status: str
    note: str
    otherwise: str


@record
class Wanted:
    """What a list of determinations is narrowed by; empty texts and None narrow nothing.

    ``ref`` and ``item`` are parts of words, whatever their case; days are those of signing, in UTC, both
    included.
    """

    status: str = ""
    officer: str = ""
    ref: str = ""
    item: str = ""
    since: date | None = None
    until: date | None = None


def found(
    db: sa.Connection, wanted: Wanted, *, first: int = 0, count: int = 50
) -> tuple[tuple[Listed, ...], int]:
    """Determinations, the newest first, ``count`` from number ``first`` on; and how many fit in all."""
    table = determinations.c
    tests = [
        *([table.officer == wanted.officer] if wanted.officer else []),
        *([table.status.contains(wanted.status, autoescape=True)] if wanted.status else []),
        *(
            sa.func.lower(column).contains(text.lower(), autoescape=True)
            for column, text in ((table.ref, wanted.ref), (table.item, wanted.item))
            if text
        ),
        *([table.at >= _midnight(wanted.since)] if wanted.since else []),
        *([table.at < _midnight(wanted.until + timedelta(days=1))] if wanted.until else []),
    ]
    total = db.execute(sa.select(sa.func.count()).select_from(determinations).where(*tests))
    rows = db.execute(
        sa.select(*(table[name] for name in _SHOWN)).where(*tests)
        .order_by(table.id.desc()).offset(first).limit(count)
    )  # fmt: skip
    return tuple(map(_listed, rows)), total.scalar_one()


def officers(db: sa.Connection) -> tuple[str, ...]:
    """Everyone who has signed a determination, by name."""
    column = determinations.c.officer
    return tuple(db.execute(sa.select(column).distinct().order_by(column)).scalars())


def log_back(
    db: sa.Connection, *, kind: str = "", before: int | None = None, count: int = 100
) -> tuple[LogEntry, ...]:
    """Lines of the log, the newest first, those before line ``before`` where it is given."""
    wanted = sa.select(log).order_by(log.c.seq.desc()).limit(count)
    if kind:
        wanted = wanted.where(log.c.kind == kind)
    if before is not None:
        wanted = wanted.where(log.c.seq < before)
    return tuple(
        LogEntry(row.seq, row.at, row.kind, row.who, row.what, row.before, row.hash)
        for row in db.execute(wanted)
    )


def kinds_of_log(db: sa.Connection) -> tuple[str, ...]:
    """The kinds of lines that the log has."""
    return tuple(db.execute(sa.select(log.c.kind).distinct().order_by(log.c.kind)).scalars())


def enquiry_of(db: sa.Connection, determination: int) -> str | None:
    """The key of the saved question that a determination answers; None where it came from a link."""
    number = enquiries.c.state["determination"].as_integer()
    return db.execute(sa.select(enquiries.c.key).where(number == determination)).scalar()


def _listed(row: Any) -> Listed:
    said: Mapping[str, Any] = json.loads(row.statement)
    otherwise = (said.get("determined") or {}).get("status", "")
    return Listed(row.id, row.at, row.officer, row.ref, row.item, row.status, row.note, otherwise)


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC)
