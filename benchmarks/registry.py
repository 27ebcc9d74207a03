"""The register: appends a second on both databases with full durability, beside bare inserts in the same run.

An append is a whole act: the right to it, replay, guards, the event with its hash, its place in the outbox and its line in the
store's log, one transaction.  A bare insert is one row with the same event in one table of its own, one transaction,
through the database's own driver.  Rounds of both take turns, so that both see the same disk in the same minute.
"""

from __future__ import annotations

import json
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from benchmarks.table import table
from benchmarks.timing import Span, each, progress, span
from licet.pack.store import open_library
from licet.register.events import Actor
from licet.register.procedure import procedure_in_use
from licet.registry.registry import Registry
from licet.settings import Settings
from licet.store.store import Store

APPENDS = 200
ANN = Actor("ann", "applicant", "firm")
BODY = {"name": "datasheet.pdf", "hash": "ab" * 32, "kind": "datasheet"}
INSERT = "INSERT INTO bare (stream, seq, body) VALUES ({0}, {0}, {0})"


def run(*, rounds: int, quick: bool) -> dict[str, Any]:
    """Appends and bare inserts a second on SQLite and Postgres, and how long the whole register takes to verify."""
    count = 20 if quick else APPENDS
    with tempfile.TemporaryDirectory(prefix="licet-registry-") as folder, _postgres() as address:
        home = Path(folder)
        found = {}
        for name, at, bare in (
            ("SQLite", f"sqlite:///{home / 'store.sqlite'}", _bare_sqlite(home / "bare.sqlite")),
            ("Postgres", address, _bare_postgres(address)),
        ):
            progress(f"registry: {name}")
            found[name] = _timed(Settings(home, at, "", {}), bare, count, rounds)
    return {"appends": count, "rounds": rounds, "databases": found}


def shown(found: dict[str, Any]) -> str:
    """One line a database."""
    heads = (
        "database",
        "appends /s",
        "bare inserts /s",
        "of the bare rate",
        "one append ms",
        "verify events /s",
    )
    rows = [
        [name, each_["appends"].shown(0), each_["bare"].shown(0), f"{each_['part'].median:.0%}", each_["median_ms"].shown(2), each_["verified"].shown(0)]
        for name, each_ in found["databases"].items()
    ]  # fmt: skip
    title = f"The register, one writer, {found['appends']} appends a round, {found['rounds']} rounds, every commit on disk (middle, lowest, highest)"
    return table(title, heads, rows)


def _timed(
    settings: Settings, bare: Callable[[int], object], count: int, rounds: int
) -> dict[str, Span]:
    appended, inserted, verified, medians = [], [], [], []
    with Store.open(settings) as store:
        registry = Registry(store, procedure_in_use(), open_library())
        # A new file for each round: a case has some dozens of events, not thousands.
        number = 0
        for _ in range(rounds):
            cases = [registry.file({"authority": "US", "applicant": "firm"}, ANN).event.case for _ in range(10)]  # fmt: skip
            acts = list(range(number, number + count))
            number += count
            times = each(lambda n, cases=cases: registry.act(cases[n % 10], "document", BODY, ANN, key=f"d{n}"), acts)  # fmt: skip
            appended.append(times.per_second)
            medians.append(times.median_ms)
            inserted.append(each(bare, acts).per_second)
            registry.kept.forget()
            events: list[int] = []
            checked = each(lambda _, events=events: events.append(registry.verify().events), [0])
            verified.append(events[0] * checked.per_second)
        faults = registry.verify().faults
        assert not faults, faults
    return {
        "appends": span(appended), "bare": span(inserted), "median_ms": span(medians), "verified": span(verified),
        "part": span(a / b for a, b in zip(appended, inserted, strict=True)),
    }  # fmt: skip


def _row(number: int) -> tuple[str, int, str]:
    return f"A-{number % 10:06}", number, json.dumps(BODY)


def _bare_sqlite(file: Path) -> Callable[[int], object]:
    db = sqlite3.connect(file, isolation_level=None)
    db.execute("PRAGMA journal_mode = WAL")
    assert db.execute("PRAGMA synchronous").fetchone() == (2,), "full"
    db.execute("CREATE TABLE bare (id INTEGER PRIMARY KEY, stream TEXT, seq INTEGER, body TEXT, UNIQUE (stream, seq))")  # fmt: skip
    return lambda number: db.execute(INSERT.format("?"), _row(number))


def _bare_postgres(address: str) -> Callable[[int], object]:
    import psycopg

    db = psycopg.connect(address, autocommit=True)
    assert db.execute("SHOW fsync").fetchone() == ("on",)
    assert db.execute("SHOW synchronous_commit").fetchone() == ("on",)
    db.execute("CREATE TABLE bare (id bigserial PRIMARY KEY, stream text, seq int, body jsonb, UNIQUE (stream, seq))")  # fmt: skip
    return lambda number: db.execute(INSERT.format("%s"), _row(number))


@contextmanager
def _postgres() -> Iterator[str]:
    """A Postgres of its own, as it is set up by default: every commit on disk."""
    from tests.real_postgres import a_postgres

    with a_postgres() as address:
        yield address
