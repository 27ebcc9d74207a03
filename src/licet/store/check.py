"""Check the whole store: the chain of the log, every signature, and that hits are what acts made them."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import sqlalchemy as sa

from licet.store import determinations, officers
from licet.store.happened_tables import happened_acts
from licet.store.keys import verifies
from licet.store.model import Checked
from licet.store.plain import digest
from licet.store.runs import answers_sha256
from licet.store.states import CLOSED, EXPIRE
from licet.store.tables import acts, hits, holds, log, runs
from licet.store.tables import determinations as determined
from licet.store.work import lines, verify_log

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from licet.store.model import Officer


def verify(db: sa.Connection, expected: str = "") -> Checked:
    """The log as ``verify_log`` reads it, then the rest; the faults of all together."""
    chain = verify_log(db, expected)
    known = {each.name: each for each in officers.everyone(db)}
    faults = (
        *chain.faults, *_runs(db), *_logged(db), *_held(db), *_acts(db, known), *_releases(db, known), *_determinations(db, known), *_happened(db),
    )  # fmt: skip
    return Checked(chain.lines, chain.last, chain.hash, faults)


def _runs(db: sa.Connection) -> Iterator[str]:
    since = _first_moment(db)
    logged = {
        each.what["run"]: (each.what["input_sha256"], each.what["answers_sha256"])
        for each in lines(db, kind="screening")
    }
    wanted = sa.select(runs.c.id, runs.c.input_sha256).where(runs.c.at >= since)
    for row in db.execute(wanted.order_by(runs.c.id)).all():
        if row.id not in logged:
            yield f"run {row.id} is not in the log"
        elif logged.pop(row.id) != (row.input_sha256, answers_sha256(db, row.id)):
            yield f"the answers of run {row.id} are not as the log has them"
    for number in logged:
        yield f"run {number} stands in the log and is gone"


def _logged(db: sa.Connection) -> Iterator[str]:
    """Acts and determinations are those of the log, none more and none fewer."""
    since = _first_moment(db)
    names = ("hit", "act", "verdict", "reason", "before", "after", "judges")
    said = [tuple(each.what[name] for name in names) for each in lines(db, kind="decision")]
    columns = [acts.c[name] for name in names]
    kept = [tuple(row) for row in db.execute(sa.select(*columns).where(acts.c.at >= since).order_by(acts.c.id))]  # fmt: skip
    if said != kept:
        yield f"the {len(kept)} acts on hits are not the {len(said)} in the log"
    signed = {each.what["determination"] for each in lines(db, kind="determination")}
    column = determined.c
    there = set(db.execute(sa.select(column.id).where(column.at >= since)).scalars())
    for number in sorted(signed ^ there):
        yield f"determination {number} {'is gone' if number in signed else 'is not in the log'}"


def _held(db: sa.Connection) -> Iterator[str]:
    """Orders on hold are those that the log says were, with the reason, and none was taken away."""
    since = _first_moment(db)
    said = [(each.what["ref"], each.who, each.what["reason"]) for each in lines(db, kind="hold")]
    columns = (holds.c.ref, holds.c.by, holds.c.reason)
    kept = [tuple(row) for row in db.execute(sa.select(*columns).where(holds.c.at >= since))]
    for ref, by in dict.fromkeys(each[:2] for each in (*said, *kept)):
        told, there = ([each for each in found if each[:2] == (ref, by)] for found in (said, kept))
        if sorted(told) != sorted(there):
            yield f"what holds {ref}, by {by}, is not as the log has it"


def _happened(db: sa.Connection) -> Iterator[str]:
    """Acts on the timeline are those of the log, none more and none fewer."""
    since = _first_moment(db)
    said = [(each.what["event"], each.what["seq"], each.what["sha256"]) for each in lines(db, kind="timeline")]  # fmt: skip
    wanted = happened_acts.select().where(happened_acts.c.at >= since)
    rows = db.execute(wanted.order_by(happened_acts.c.id))
    kept = [
        (row.event, row.seq, digest([row.act, row.reason, row.told, row.record])) for row in rows
    ]
    if said != kept:
        yield f"the {len(kept)} acts on the timeline are not the {len(said)} in the log"


def _first_moment(db: sa.Connection) -> datetime:
    """When the log begins; what is older has left it in a purge."""
    found: datetime | None = db.execute(sa.select(log.c.at).order_by(log.c.seq).limit(1)).scalar()
    return found or datetime.max.replace(tzinfo=UTC)


def _acts(db: sa.Connection, known: dict[str, Officer]) -> Iterator[str]:
    after: dict[int, str] = {}
    for row in db.execute(acts.select().order_by(acts.c.id)):
        if row.hit in after and row.before != after[row.hit]:
            yield f"act {row.id} on hit {row.hit} does not follow the act before it"
        after[row.hit] = row.after
        if row.act == EXPIRE:
            continue
        signed = ("hit", "act", "verdict", "reason", "before", "after", "judges", "officer")
        if not _holds_good(row, row.officer, known, signed):
            yield f"act {row.id} on hit {row.hit} is not as {row.officer} signed it"
    for row in db.execute(sa.select(hits.c.id, hits.c.state).order_by(hits.c.id)):
        if after.get(row.id, row.state) != row.state or (
            row.id not in after and row.state in CLOSED
        ):
            yield f"hit {row.id} is {row.state}, and no act made it so"


def _releases(db: sa.Connection, known: dict[str, Officer]) -> Iterator[str]:
    for row in db.execute(holds.select().where(holds.c.released.is_not(None))):
        if not _holds_good(row, row.released_by, known, ("ref",)):
            yield f"the release of {row.ref} is not as {row.released_by} signed it"


def _determinations(db: sa.Connection, known: dict[str, Officer]) -> Iterator[str]:
    for each in determinations.listed(db):
        for fault in determinations.verify(each, known.get(each.officer)).faults:
            yield f"determination {each.id}: {fault}"


def _holds_good(row: Any, name: str, known: dict[str, Officer], signed: tuple[str, ...]) -> bool:
    """Whether the row's statement is signed by that officer and says what the row says."""
    officer = known.get(name)
    if officer is None or not row.statement or not row.signature:
        return False
    said = json.loads(bytes(row.statement))
    return verifies(officer.public_key, bytes(row.signature), bytes(row.statement)) and all(
        said.get(each) == getattr(row, each) for each in signed
    )
