"""Customers by file and reference, and which of them must be screened again.

A customer is covered by the last run that screened it; it is due again when its own data differs
from what that run saw, or when a list has another edition than that run used.  For customers that
did not change, only the entries that changed need to be screened: the caller knows those from its
editions, and says with ``covered`` when it is done.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from licet.errors import InputError
from licet.lists.model import Entry, Identifier, plain
from licet.screen.model import Query, party_key
from licet.store.hits import listed
from licet.store.model import Affected, Due, Synced
from licet.store.plain import chunks, digest, storable, storable_data
from licet.store.tables import customer_files, customers, hits, screened
from licet.store.tables import editions as editions_table
from licet.store.work import Work, note

if TYPE_CHECKING:
    from datetime import date

    from licet.lists.model import Edition

_CHUNK = 500


def sync(work: Work, file: str, sha256: str, rows: Iterable[Query]) -> Synced:
    """Bring the customers of a file up to date.  ``ref`` is the key of a row and must be there once.

    Raises:
        InputError: a row has no reference, or one stands there twice.
    """
    seen: set[str] = set()
    added, changed, same = 0, 0, 0
    for chunk in chunks(rows, _CHUNK):
        told = [_values(work, file, query) for query in chunk]
        for each in told:
            _once(each, seen)
        before = _kept(work.db, file, [each["ref"] for each in told])
        new = [each for each in told if each["ref"] not in before]
        if new:
            work.db.execute(customers.insert(), new)
        added += len(new)
        for each in told:
            was = before.get(each["ref"])
            if was is None:
                continue
            if (was.content, was.there) == (each["content"], True):
                same += 1
                continue
            work.db.execute(customers.update().where(customers.c.id == was.id).values(**each))
            changed += 1
    there = sa.select(customers.c.id, customers.c.ref).where(customers.c.file == file, customers.c.there)  # fmt: skip
    found_there = work.db.execute(there.execution_options(yield_per=1000))
    gone = [row.id for row in found_there if row.ref not in seen]
    for part in chunks(gone, _CHUNK):
        work.db.execute(
            customers.update().where(customers.c.id.in_(part)).values(there=False, changed=work.now)
        )
    work.db.execute(
        customer_files.insert().values(file=file, sha256=sha256, at=work.now, rows=len(seen))
    )
    found = Synced(file, sha256, added, changed, len(gone), same)
    note(
        work, "customers", "",
        {"file": file, "sha256": sha256, "added": added, "changed": changed, "gone": len(gone), "same": same},
    )  # fmt: skip
    return found


def _once(row: dict[str, Any], seen: set[str]) -> None:
    ref = row["ref"]
    if not ref:
        raise InputError(f"{row['file']}: the row of {row['name']!r} has no reference; each customer needs one of its own.")  # fmt: skip
    if ref in seen:
        raise InputError(f"{row['file']}: the reference {ref!r} stands there twice.")
    seen.add(ref)


def _kept(db: sa.Connection, file: str, refs: list[str]) -> dict[str, Any]:
    columns = (customers.c.id, customers.c.ref, customers.c.content, customers.c.there)
    wanted = sa.select(*columns).where(customers.c.file == file, customers.c.ref.in_(refs))
    return {row.ref: row for row in db.execute(wanted)}


def _values(work: Work, file: str, query: Query) -> dict[str, Any]:
    return {
        "file": file, "ref": storable(query.ref.strip()), "name": storable(query.name),
        "country": storable(query.country), "address": storable(query.address),
        "identifiers": storable_data([plain(each) for each in query.identifiers]),
        "party": party_key(query), "content": digest(storable_data(plain(query))),
        "there": True, "changed": work.now,
    }  # fmt: skip


def due(db: sa.Connection, file: str, editions: Sequence[Edition]) -> tuple[Due, ...]:
    """What must be screened again for these editions: new and changed customers first."""
    there = customers.c.there & (customers.c.file == file)
    fresh = db.execute(sa.select(sa.func.count()).select_from(customers).where(there, _fresh())).scalar_one()  # fmt: skip
    found = [Due(file, None, fresh, tuple(sorted(each.list for each in editions)))] if fresh else []
    covered = sa.select(customers.c.run, sa.func.count().label("customers"))
    for row in db.execute(
        covered.where(there, ~_fresh()).group_by(customers.c.run).order_by(customers.c.run)
    ):
        had = editions_table.select().where(editions_table.c.run == row.run)
        used = {each.list: each.sha256 for each in db.execute(had)}
        lists = tuple(sorted(each.list for each in editions if used.get(each.list) != each.sha256))
        if lists:
            found.append(Due(file, row.run, row.customers, lists))
    return tuple(found)


def _fresh() -> sa.ColumnElement[bool]:
    return customers.c.run.is_(None) | (customers.c.run_content != customers.c.content)


def of(db: sa.Connection, part: Due) -> Iterator[Query]:
    """The customers of one part of what is due, by reference."""
    which = _fresh() if part.run is None else (customers.c.run == part.run) & ~_fresh()
    wanted = sa.select(customers).where(customers.c.file == part.file, customers.c.there, which)
    for row in db.execute(wanted.order_by(customers.c.ref).execution_options(yield_per=1000)):
        numbers = tuple(Identifier(**each) for each in row.identifiers)
        yield Query(row.name, row.country, row.address, numbers, row.ref)


def covered(work: Work, part: Due, run: int) -> int:
    """Say that ``run`` has screened what was due; gives the number of customers it now covers.

    A customer whose data changed since ``due`` was asked stays due.  For what needed every list the
    run must hold an answer for each customer; a run over changed entries alone may hold the hits
    only, and is recorded with every edition that holds once it is done.
    """
    seen = sa.exists().where(
        screened.c.run == run, screened.c.ref == customers.c.ref, screened.c.party == customers.c.party
    )  # fmt: skip
    which = _fresh() & seen if part.run is None else (customers.c.run == part.run) & ~_fresh()
    done = work.db.execute(
        customers.update()
        .where(customers.c.file == part.file, customers.c.there, which)
        .values(run=run, run_content=customers.c.content)
    )
    return done.rowcount


def affected_by(
    db: sa.Connection, today: date, changed: Iterable[Entry], gone: Iterable[str] = ()
) -> Affected:
    """The hits on record whose entry now says something else, and the references they stand under.

    ``changed`` are the entries as they now are.  These hits open again when their parties are
    screened; every customer has to be screened against the changed entries all the same.  ``gone``
    are the ids of entries that the list no longer has: their hits stay until two officers close them.
    """
    now = {**dict.fromkeys(gone, ""), **{each.id: each.content for each in changed}}
    found = []
    for part in chunks(sorted(now), _CHUNK):
        wanted = sa.select(hits).where(hits.c.entry.in_(part), hits.c.replaced_by.is_(None))
        found += [
            each
            for each in listed(db, today, wanted.order_by(hits.c.id))
            if each.content != now[each.entry]
        ]
    return Affected(tuple(found), tuple(sorted({ref for each in found for ref in each.refs})))
