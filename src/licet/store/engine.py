"""One engine for both databases: how it is opened, how a transaction begins, what its faults say."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from pathlib import Path
from time import sleep
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy import event, exc
from sqlalchemy.engine import make_url

from licet.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator

SYNCHRONOUS = "FULL"
"""What SQLite has acknowledged is on the disk, whatever the default of its build."""
_WAIT_SECONDS = 300
"""How long a writer waits for another before it gives up."""


def engine_of(database: str) -> sa.Engine:
    """An engine for an SQLAlchemy address: ``sqlite:///FILE`` or ``postgresql://...``.

    Raises:
        InputError: the address cannot be read, or names another kind of database.
    """
    try:
        url = make_url(database)
    except exc.ArgumentError:
        raise InputError("LICET_DATABASE is no address of a database; write sqlite:///FILE or postgresql://USER@HOST/NAME.") from None  # fmt: skip
    match url.get_backend_name():
        case "sqlite":
            return _sqlite(url)
        case "postgresql":
            return _postgres(url)
        case other:
            raise InputError(f"Licet keeps its records in SQLite or Postgres, not in {other}; set LICET_DATABASE.")  # fmt: skip


def _sqlite(url: sa.URL) -> sa.Engine:
    if url.database and url.database != ":memory:":
        folder = Path(url.database).parent
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            Path(url.database).touch(mode=0o600)  # names of customers are for their keeper alone
        except OSError as error:
            raise InputError(f"The store cannot be made: {error.strerror}: {url.database}. Set LICET_HOME or LICET_DATABASE.") from None  # fmt: skip
    engine = sa.create_engine(url, connect_args={"timeout": _WAIT_SECONDS}, hide_parameters=True)

    def connected(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # transactions begin below, not by the driver's guess
        _readers_beside_a_writer(connection)
        connection.execute(f"PRAGMA synchronous = {SYNCHRONOUS}")
        connection.execute("PRAGMA foreign_keys = ON")

    event.listen(engine, "connect", connected)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _readers_beside_a_writer(connection: Any) -> None:
    """Turn on SQLite's write-ahead log.

    Of several that open a new file at once all but one are turned away, without the wait that other
    statements have; the file keeps the mode, so asking again is enough.
    """
    for _ in range(_WAIT_SECONDS * 20):
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
                raise
            sleep(0.05)
        else:
            return


def _begin_sqlite(connection: sa.Connection) -> None:
    writes = connection.get_execution_options().get("licet_writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _postgres(url: sa.URL) -> sa.Engine:
    try:
        return sa.create_engine(url.set(drivername="postgresql+psycopg"), hide_parameters=True)
    except ModuleNotFoundError:
        raise InputError("For Postgres psycopg is wanted: pip install 'licet[postgres]'.") from None


@contextmanager
def reading(engine: sa.Engine) -> Iterator[sa.Connection]:
    """A transaction that sees one state of the store throughout, and writes nothing."""
    with _told(engine), engine.connect() as connection:
        if engine.dialect.name == "postgresql":
            connection.execution_options(
                isolation_level="REPEATABLE READ", postgresql_readonly=True
            )
        with connection.begin():
            yield connection


@contextmanager
def writing(engine: sa.Engine) -> Iterator[sa.Connection]:
    """A transaction that writes: all of it or nothing."""
    with _told(engine), engine.connect() as connection:
        connection.execution_options(licet_writes=True)
        with connection.begin():
            yield connection


@contextmanager
def _told(engine: sa.Engine) -> Iterator[None]:
    """A fault of the database as a sentence, without the password that its address may hold."""
    try:
        yield
    except (exc.OperationalError, exc.InterfaceError) as error:
        reason = " ".join(str(error.orig).split())
        raise InputError(f"The store at {shown(engine)} cannot be used: {reason}. See LICET_DATABASE.") from error  # fmt: skip
    except exc.DatabaseError as error:
        if "not a database" in str(error.orig):
            raise InputError(f"{shown(engine)} is no SQLite database. Name another in LICET_DATABASE.") from error  # fmt: skip
        raise


def shown(engine: sa.Engine) -> str:
    """The address without its password."""
    return engine.url.render_as_string(hide_password=True)
