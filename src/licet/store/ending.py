"""A copy of a store, and the deletion of what need not be kept any more."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import sqlalchemy as sa

from licet.errors import InputError, Place
from licet.store import officers
from licet.store.engine import engine_of, reading, writing
from licet.store.hits import in_state
from licet.store.keys import Signer
from licet.store.plain import storable
from licet.store.retention import Retention, refuse_early
from licet.store.states import EXPIRED, check_reason
from licet.store.tables import (
    acts,
    chain,
    customers,
    determinations,
    editions,
    hits,
    holds,
    log,
    matches,
    metadata,
    order_checks,
    orders,
    runs,
    screened,
)
from licet.store.versions import known, upgrade
from licet.store.work import Work, note

if TYPE_CHECKING:
    from typing import Any


def backup(engine: sa.Engine, file: Path) -> dict[str, int]:
    """Copy the store, as it is at one moment, into a new SQLite file; gives the rows a table.

    The copy is itself a store, of the same version: name it in ``LICET_DATABASE``.

    Raises:
        InputError: the file exists, or cannot be written; or the store is not one that this code knows.
    """
    with reading(engine) as source:
        known(source)
    place = Place(str(file))
    try:
        file.touch(mode=0o600, exist_ok=False)
    except FileExistsError:
        raise InputError("something stands there already, and nothing is overwritten; name a new file", place) from None  # fmt: skip
    except OSError as error:
        raise InputError(f"the copy cannot be written: {error.strerror}", place) from None
    copy = engine_of(f"sqlite:///{file}")
    counts: dict[str, int] = {}
    try:
        with reading(engine) as source, writing(copy) as target:
            upgrade(target, known(source))
            there = set(sa.inspect(target).get_table_names())
            # A hit may name one with a higher number; the copy is checked when it is complete.
            target.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
            for table in (each for each in metadata.sorted_tables if each.name in there):
                counts[table.name] = _copied(source, target, table)
    except BaseException:
        copy.dispose()
        file.unlink(missing_ok=True)
        raise
    copy.dispose()
    return counts


def _copied(source: sa.Connection, target: sa.Connection, table: sa.Table) -> int:
    count = 0
    order = list(table.primary_key.columns)
    target.execute(table.delete())
    found = source.execute(table.select().order_by(*order).execution_options(yield_per=1000))
    for part in found.mappings().partitions():
        target.execute(table.insert(), [dict(row) for row in part])
        count += len(part)
    return count


def purge(work: Work, before: date, by: Signer, reason: str, kept: Retention) -> dict[str, int]:
    """Delete records from before a day; gives the rows deleted, a table.

    The law counts from the end of a deal, which the store does not know: the officer says with the
    reason that the deals have ended.  What stays whatever its age: orders on hold and all that was
    found under them, hits that nobody decided or whose decision still stands, the run that covers a customer, and
    in the log everything from ``before`` on.  The log begins anew with the hash of what left.

    Raises:
        InputError: the retention has not ended, or the officer may not override.
    """
    check_reason(reason)
    officer = officers.with_right(work, by.name, "override", "purge")
    refuse_early(before, kept, work.today)
    db, day = work.db, datetime(before.year, before.month, before.day, tzinfo=UTC)
    held = sa.select(holds.c.ref).where(holds.c.released.is_(None))
    of_held = sa.select(screened.c.run).where(screened.c.ref.in_(held))
    covering = sa.select(customers.c.run).where(customers.c.run.is_not(None))
    old = sa.select(runs.c.id).where(runs.c.at < day, runs.c.id.not_in(of_held), runs.c.id.not_in(covering))  # fmt: skip
    old_screened = sa.select(screened.c.id).where(screened.c.run.in_(old))
    counts = {
        "matches": _delete(db, matches, matches.c.screened.in_(old_screened)),
        "screened": _delete(db, screened, screened.c.run.in_(old)),
        "editions": _delete(db, editions, editions.c.run.in_(old)),
        "runs": _delete(db, runs, runs.c.id.in_(old)),
        **_purge_hits(db, day, work.today),
        "determinations": _delete(
            db, determinations, (determinations.c.at < day) & determinations.c.ref.not_in(held)
        ),
        "holds": _delete(db, holds, holds.c.released < day),
        **_purge_orders(db, day, held),
        "log": _purge_log(db, day),
    }
    said = {"before": before.isoformat(), "reason": storable(reason), "years": kept.years, "deleted": counts}  # fmt: skip
    _, signature = officers.signed(officer, by, {"form": "licet-purge/1", **said})
    note(work, "purge", officer.name, {**said, "signature": signature.hex()})
    return counts


def _purge_orders(db: sa.Connection, day: datetime, held: sa.Select[Any]) -> dict[str, int]:
    """Orders that were closed before the day, with their checks; what is on hold stays."""
    old = (orders.c.state == "closed") & (orders.c.changed < day) & orders.c.ref.not_in(held)
    theirs = order_checks.c.order.in_(sa.select(orders.c.id).where(old))
    checks = _delete(db, order_checks, theirs)
    return {"order_checks": checks, "orders": _delete(db, orders, old)}


def _purge_hits(db: sa.Connection, day: datetime, today: date) -> dict[str, int]:
    """Hits that no run names any more, and whose decision is old and has expired."""
    gone = list(
        db.execute(
            sa.select(hits.c.id)
            .where(hits.c.opened < day, in_state(EXPIRED, today))
            .where(hits.c.id.not_in(sa.select(matches.c.hit).where(matches.c.hit.is_not(None))))
            .where(hits.c.id.not_in(sa.select(acts.c.hit).where(acts.c.at >= day)))
        ).scalars()
    )
    for column in (hits.c.reopens, hits.c.replaced_by):
        db.execute(hits.update().where(column.in_(gone)).values({column.name: None}))
    answers = _delete(db, acts, acts.c.hit.in_(gone) & acts.c.judges.is_not(None))
    return {
        "acts": answers + _delete(db, acts, acts.c.hit.in_(gone)),
        "hits": _delete(db, hits, hits.c.id.in_(gone)),
    }


def _purge_log(db: sa.Connection, day: datetime) -> int:
    """Only from the front, so that what stays is one chain."""
    first = db.execute(sa.select(sa.func.min(log.c.seq)).where(log.c.at >= day)).scalar()
    last = db.execute(sa.select(sa.func.max(log.c.seq))).scalar()
    cut = first if first is not None else (last or 0) + 1
    row = db.execute(sa.select(log.c.hash).where(log.c.seq == cut - 1)).one_or_none()
    if row is None:
        return 0
    db.execute(chain.update().where(chain.c.id == 1).values(first=cut, before_first=row.hash))
    return _delete(db, log, log.c.seq < cut)


def _delete(db: sa.Connection, table: sa.Table, which: Any) -> int:
    return db.execute(table.delete().where(which)).rowcount
