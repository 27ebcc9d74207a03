"""The store: one value with everything that can be kept and asked.

    with Store.open(read_settings()) as store:
        run = store.record_run(answers, editions, on=day, officer="anna")
        store.propose(7, anna, "not_a_match", "Another firm; see its register.", until=day)
        store.confirm(7, boris)
        store.closings()

Each method is one transaction: all of it is kept, or nothing.  Writers come one by one, on both
engines, so that two officers at once cannot both be first.  Every write adds a line to the log.
Methods raise ``InputError`` for what may not be done; ``anna`` and ``boris`` are ``Signer``s
(``licet.store.keys``), whose key signs the act.  Times are UTC and come from ``clock``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import sqlalchemy as sa

from licet.store import (
    check,
    customers,
    determinations,
    ending,
    happened_tables,  # noqa: F401 - entered with the others
    hits,
    holds,
    officers,
    public_tables,  # noqa: F401 - entered with the others
    register_access,  # noqa: F401 - entered with the others
    register_tables,  # noqa: F401 - entered with the others
    runs,
    worklist,
)
from licet.store import work as working
from licet.store.engine import engine_of, reading, shown, writing
from licet.store.states import STATES
from licet.store.tables import chain, metadata
from licet.store.tables import hits as hits_table
from licet.store.versions import check as check_version
from licet.store.versions import current, newest, upgrade
from licet.store.work import Work

if TYPE_CHECKING:
    from licet.lists.model import Edition, Entry
    from licet.screen.model import Closing, Query, Screened
    from licet.settings import Settings
    from licet.store.keys import Signer
    from licet.store.model import (
        Affected,
        Checked,
        Determination,
        Due,
        Hold,
        KeptHit,
        LogEntry,
        Officer,
        Run,
        Synced,
        Worklist,
    )
    from licet.store.retention import Retention


def now() -> datetime:
    """The time, in UTC."""
    return datetime.now(UTC)


class Store:
    """An open store; ``open`` makes the tables where there are none."""

    def __init__(self, engine: sa.Engine, clock: Callable[[], datetime] = now) -> None:
        self._engine = engine
        self._clock = clock
        self.writes = 0
        """Acts of this process so far: who keeps what was read sees by it that something was written."""

    def clock(self) -> datetime:
        """The time in UTC by the store's clock."""
        return self._clock().astimezone(UTC)

    @classmethod
    def open(cls, settings: Settings, clock: Callable[[], datetime] = now) -> Self:
        """The store that the settings name.

        Raises:
            InputError: the database cannot be reached, or has tables of another version.
        """
        store = cls(engine_of(settings.database), clock)
        try:
            with reading(store._engine) as db:
                ready = check_version(db)
            if not ready:
                store.upgrade()
        except BaseException:
            store.close()
            raise
        return store

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the connections."""
        self._engine.dispose()

    @contextmanager
    def writing(self) -> Iterator[Work]:
        """One act of a room that keeps rows of its own here (accounts, enquiries, orders)."""
        with writing(self._engine) as db:
            work = Work(db, self._clock())
            working.lock(work)
            yield work
        self.writes += 1

    @contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """One state of the store throughout, which cannot be written to."""
        with reading(self._engine) as db:
            yield db

    @property
    def today(self) -> date:
        """The day in UTC by the store's clock."""
        return self.clock().date()

    # Officers.

    def add_officer(
        self, name: str, title: str, may: Iterable[str], public_key: str, since: date | None = None
    ) -> Officer:
        """Take in an officer with rights (``licet.store.states.RIGHTS``) and a public key."""
        with self.writing() as work:
            return officers.add(
                work, name, title=title, may=may, public_key=public_key, since=since
            )

    def change_officer(self, name: str, may: Iterable[str]) -> Officer:
        """Give an officer other rights."""
        with self.writing() as work:
            return officers.change(work, name, may)

    def retire_officer(self, name: str, until: date | None = None) -> Officer:
        """End a term of office."""
        with self.writing() as work:
            return officers.retire(work, name, until)

    def officers(self) -> tuple[Officer, ...]:
        """Everyone who is or was an officer, by name."""
        with self.reading() as db:
            return officers.everyone(db)

    def officer(self, name: str) -> Officer:
        """One officer."""
        with self.reading() as db:
            return officers.find(db, name)

    # Screenings.

    def record_run(
        self, answers: Iterable[Screened], editions: Sequence[Edition], *, on: date, officer: str = "",
        kind: str = "screening", file: str = "",
        settings: Mapping[str, Any] | None = None, versions: Mapping[str, str] | None = None,
    ) -> Run:  # fmt: skip
        """Keep a screening and open its hits; ``answers`` may be a stream.

        ``on`` is the day the lists were asked for; ``editions`` every edition searched; ``settings``
        and ``versions`` (tables, code) are small JSON values without binary floats.  A hit closed before
        stays closed while its entry and its party stay the same.  A stream is read to its end before
        anything is written, so that nobody waits for the screening.
        """
        with runs.spooled(answers) as told, self.writing() as work:
            return runs.record_run(
                work, told, editions, on=on, officer=officer, kind=kind, file=file,
                settings=settings, versions=versions,
            )  # fmt: skip

    def run(self, number: int) -> Run:
        """One run."""
        with self.reading() as db:
            return runs.find(db, number)

    # Hits and what two officers say of them.

    def propose(
        self, hit: int, by: Signer, verdict: str, reason: str, until: date | None = None
    ) -> KeptHit:
        """First person: ``not_a_match``, ``match`` or ``escalate``, standing on days before ``until``."""
        with self.writing() as work:
            return hits.propose(work, hit, by, verdict=verdict, reason=reason, until=until)

    def confirm(
        self, hit: int, by: Signer, reason: str = "", proposal: int | None = None
    ) -> KeptHit:
        """Second person: agree; ``proposal`` is the number of the act that was read."""
        with self.writing() as work:
            return hits.confirm(work, hit, by, reason, proposal)

    def refuse(self, hit: int, by: Signer, reason: str, proposal: int | None = None) -> KeptHit:
        """Second person: disagree."""
        with self.writing() as work:
            return hits.refuse(work, hit, by, reason, proposal)

    def reopen(self, hit: int, by: Signer, reason: str) -> KeptHit:
        """Open a closed hit again."""
        with self.writing() as work:
            return hits.reopen(work, hit, by, reason)

    def hit(self, number: int) -> KeptHit:
        """One hit with history and explanations."""
        with self.reading() as db:
            return hits.show(db, number, self.today)

    def hits(
        self, *, state: str = "", ref: str = "", replaced: bool = False
    ) -> tuple[KeptHit, ...]:
        """Hits by number; of one state today, under one reference, or those on older texts too."""
        wanted: sa.Select[Any] = sa.select(hits_table).order_by(hits_table.c.id)
        if state:
            if state not in STATES:
                from licet.errors import UnknownName

                raise UnknownName("state of a hit", state, STATES)
            wanted = wanted.where(hits.in_state(state, self.today))
        if ref:
            wanted = wanted.where(hits.under([ref]))
        if not replaced:
            wanted = wanted.where(hits_table.c.replaced_by.is_(None))
        with self.reading() as db:
            return hits.listed(db, self.today, wanted)

    def closings(self) -> tuple[Closing, ...]:
        """What two officers closed and what stands today, as values for the decision engine."""
        with self.reading() as db:
            return hits.closings(db, self.today)

    # Orders.

    def hold(self, ref: str, reason: str, by: str) -> Hold:
        """Put an order on hold."""
        with self.writing() as work:
            return holds.hold(work, ref, reason, by)

    def release(self, ref: str, by: Signer, reason: str, check: int | None = None) -> Hold:
        """Let an order go on, once no hit under it is open."""
        with self.writing() as work:
            return holds.release(work, ref, by, reason, check)

    def holds_of(self, ref: str) -> tuple[Hold, ...]:
        """All holds of an order, the oldest first; the last stands where it was not released."""
        with self.reading() as db:
            return holds.of(db, ref, self.today)

    def worklist(self, days: int = 30) -> Worklist:
        """What waits for a person; decisions that end within ``days`` among it."""
        with self.reading() as db:
            return worklist.worklist(db, self.today, days)

    # Determinations.

    def determine(
        self, answer: bytes, by: Signer, *, note: str = "", ref: str = "",
        otherwise: tuple[str, str] | None = None,
    ) -> Determination:  # fmt: skip
        """Sign and keep the bytes that ``licet decide --json`` printed; ``otherwise`` is another status and why."""
        with self.writing() as work:
            return determinations.determine(
                work, answer, by, remark=note, ref=ref, otherwise=otherwise
            )

    def determination_of(self, fits: Callable[[bytes], bool]) -> Determination | None:
        """The determination whose signed statement ``fits``, if there is one."""
        with self.reading() as db:
            return determinations.of_statement(db, fits)

    def determinations(self, ref: str = "") -> tuple[Determination, ...]:
        """All, or those of one order."""
        with self.reading() as db:
            return determinations.listed(db, ref)

    def determination(self, number: int) -> Determination:
        """One determination."""
        with self.reading() as db:
            return determinations.find(db, number)

    def verify_determination(self, number: int) -> Checked:
        """Re-check bytes, hashes and signature; the answer is not decided anew."""
        with self.reading() as db:
            found = determinations.find(db, number)
            known = {each.name: each for each in officers.everyone(db)}
            return determinations.verify(found, known.get(found.officer))

    # Customers.

    def sync_customers(self, file: str, sha256: str, rows: Iterable[Query]) -> Synced:
        """Bring the customers of a file up to date; ``ref`` is the row's key."""
        with self.writing() as work:
            return customers.sync(work, file, sha256, rows)

    def due(self, file: str, editions: Sequence[Edition]) -> tuple[Due, ...]:
        """Which customers of the file must be screened again, and against which lists."""
        with self.reading() as db:
            return customers.due(db, file, editions)

    def customers(self, part: Due) -> Iterator[Query]:
        """The customers of one part of what is due, as a stream."""
        with self.reading() as db:
            yield from customers.of(db, part)

    def covered(self, part: Due, run: int) -> int:
        """Say that a run has screened what was due."""
        with self.writing() as work:
            return customers.covered(work, part, run)

    def affected_by(self, changed: Iterable[Entry], gone: Iterable[str] = ()) -> Affected:
        """Hits and references that a change of entries touches; ``gone`` are ids no longer listed."""
        with self.reading() as db:
            return customers.affected_by(db, self.today, changed, gone)

    # The log and the store itself.

    def log(self, since: date | None = None, kind: str = "") -> Iterator[LogEntry]:
        """The lines of the log, oldest first, as a stream."""
        with self.reading() as db:
            yield from working.lines(db, since, kind)

    def log_end(self) -> str:
        """The hash of the log's last line: it changes with every act."""
        with self.reading() as db:
            return str(db.execute(sa.select(chain.c.hash)).scalar_one())

    def verify(self, expected: str = "") -> Checked:
        """Check the log's chain, every signature, and that each hit is what the acts on it made."""
        with self.reading() as db:
            return check.verify(db, expected)

    def status(self) -> dict[str, Any]:
        """Address, version of the tables, and rows a table."""
        with self.reading() as db:
            counts = {
                table.name: db.execute(sa.select(sa.func.count()).select_from(table)).scalar_one()
                for table in metadata.sorted_tables
            }
            return {"database": shown(self._engine), "version": current(db), "newest": newest(), "rows": counts}  # fmt: skip

    def upgrade(self) -> tuple[str | None, str]:
        """Bring the tables to the newest version; the versions before and after."""
        with writing(self._engine) as db:
            versions = upgrade(db)
            if not db.execute(sa.select(chain.c.id)).all():
                working.begin(db)
            if versions[0] != versions[1]:
                working.note(Work(db, self._clock()), "store", "", {"from": versions[0], "to": versions[1]})  # fmt: skip
            return versions

    def backup(self, file: Path) -> dict[str, int]:
        """Copy the store into a new SQLite file, which is a store itself."""
        return ending.backup(self._engine, file)

    def purge(self, before: date, by: Signer, reason: str, kept: Retention) -> dict[str, int]:
        """Delete what is older than ``before`` and need not be kept any more."""
        with self.writing() as work:
            return ending.purge(work, before, by, reason, kept)
