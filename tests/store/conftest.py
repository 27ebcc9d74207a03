"""A store on each engine, officers with keys, and small lists made up here."""

import itertools
import shutil
from datetime import date
from types import SimpleNamespace

import pytest
import sqlalchemy as sa

from licet.lists.model import Edition, Entry
from licet.screen.model import Hit, Query, Screened
from licet.settings import Settings
from licet.store import keys
from licet.store.engine import engine_of, writing
from licet.store.store import Store
from licet.store.tables import metadata
from licet.store.versions import newest
from licet.store.work import Work, begin, note
from tests.installed import Clock
from tests.real_postgres import a_postgres

DAY = date(2026, 11, 22)
LATER = date(2027, 11, 22)


@pytest.fixture(scope="session")
def postgres():
    """The address of a real Postgres, with a number at its end for each database."""
    with a_postgres() as held_at:
        address = sa.make_url(held_at).set(drivername="postgresql+psycopg")
        engine = sa.create_engine(address, isolation_level="AUTOCOMMIT")
        numbers = itertools.count()

        def do(*lines):
            with engine.connect() as connection:
                for line in lines:
                    connection.exec_driver_sql(line)

        def new():
            name = f"store{next(numbers)}"
            do(f"CREATE DATABASE {name} STRATEGY file_copy")
            return address.set(database=name).render_as_string(hide_password=False)

        do("ALTER SYSTEM SET fsync = off", "ALTER SYSTEM SET full_page_writes = off", "SELECT pg_reload_conf()")  # fmt: skip
        yield new
        engine.dispose()


@pytest.fixture(params=["sqlite", "postgres"])
def empty(request, tmp_path):
    """The address of a new, empty database of either kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'store.sqlite'}"
    return request.getfixturevalue("postgres")()


@pytest.fixture(scope="session")
def sqlite_made(tmp_path_factory):
    """An SQLite file with all tables, to be copied."""
    file = tmp_path_factory.mktemp("made") / "store.sqlite"
    Store.open(Settings(file.parent, f"sqlite:///{file}", "", {}), Clock()).close()
    return file


@pytest.fixture(scope="session")
def postgres_made(postgres, tmp_path_factory):
    """A Postgres database with all tables; each test finds it as new."""
    address = postgres()
    Store.open(Settings(tmp_path_factory.getbasetemp(), address, "", {}), Clock()).close()
    return address


def emptied(address):
    """The database with nothing in it but the first line of its log."""
    engine = engine_of(address)
    with writing(engine) as db:
        db.execute(
            sa.text(
                "TRUNCATE register_events, register_procedures, public_entries, public_names, happened_acts"
            )
        )  # nobody can delete their rows
        for table in reversed(metadata.sorted_tables):  # for a few rows quicker than TRUNCATE
            db.execute(table.delete())
        for name in db.execute(sa.text("SELECT sequencename FROM pg_sequences")).scalars():
            db.execute(sa.text(f"SELECT setval('{name}', 1, false)"))
        begin(db)
        note(Work(db, Clock()()), "store", "", {"from": None, "to": newest()})
    engine.dispose()
    return address


@pytest.fixture(params=["sqlite", "postgres"])
def database(request, tmp_path):
    """The address of a new database of either kind, which has its tables already."""
    if request.param == "sqlite":
        file = tmp_path / "store.sqlite"
        shutil.copyfile(request.getfixturevalue("sqlite_made"), file)
        return f"sqlite:///{file}"
    return emptied(request.getfixturevalue("postgres_made"))


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def store(database, tmp_path, clock):
    with Store.open(Settings(tmp_path, database, "", {}), clock) as found:
        yield found


def officer(store, name, *may):
    pem, public = keys.make()
    store.add_officer(name, name.title(), may or ("screen", "close", "countersign"), public)
    return keys.Signer(name, keys.load(pem, None).sign)


@pytest.fixture
def staff(store):
    """Anna and Boris may close and countersign, Chen may do everything, Dora may screen."""
    every = ("screen", "close", "countersign", "determine", "override")
    return SimpleNamespace(
        anna=officer(store, "anna"),
        boris=officer(store, "boris"),
        chen=officer(store, "chen", *every),
        dora=officer(store, "dora", "screen"),
    )


ACME = Entry("XX-LIST", "1", "Acme Works")
ZETA = Entry("XX-LIST", "2", "Zeta Trading")


def edition(*entries, as_of=DAY, name="XX-LIST", sha="aa"):
    return Edition(name, as_of, "made up", sha * 32, entries)


def answer(name, *entries, ref="", cannot="", band="strong", score=910, **more):
    hits = tuple(
        Hit(each, "2026-11-22", "name", each.name, name, score, band, factors=("Made up.",))
        for each in entries
    )
    return Screened(Query(name, ref=ref, **more), DAY, hits, cannot)


@pytest.fixture
def screen(store):
    """``screen(answers...)`` records a run over one list."""

    def run(*answers, on=DAY, editions=None, **options):
        listed = editions or (edition(ACME, ZETA),)
        return store.record_run(answers, listed, on=on, **options)

    return run


@pytest.fixture
def hit(store, screen):
    """The number of one open hit, under the order R1."""
    screen(answer("Acme Work", ACME, ref="R1"))
    return store.hits()[-1].id
