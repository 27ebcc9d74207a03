"""What must not happen: writers in each other's way, a process killed, a row changed behind our back, a full disk."""

import json
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
import sqlalchemy as sa

from licet.errors import InputError
from licet.registry.model import Changed
from licet.registry.registry import Registry
from licet.settings import Settings
from licet.store.engine import engine_of
from licet.store.register_tables import events, outbox, streams
from licet.store.store import Store
from tests.conftest import ROOT
from tests.register.stories import LAW, WHO
from tests.registry.acts import Office
from tests.registry.test_registry import good


@pytest.mark.parametrize(("engine", "kind"), [("sqlite", "document"), ("sqlite", "issue"), ("postgres", "document")])  # fmt: skip
def test_killed_at_every_boundary_nothing_said_is_lost_and_nothing_is_there_twice(request, tmp_path, engine, kind):  # fmt: skip
    address = f"sqlite:///{tmp_path / 'store.sqlite'}" if engine == "sqlite" else request.getfixturevalue("postgres")()  # fmt: skip
    words = [sys.executable, "-m", "tests.registry.killed", address, str(tmp_path), kind]
    done = subprocess.run(  # noqa: S603 - ourselves
        words, cwd=ROOT, capture_output=True, text=True, timeout=600, check=False
    )
    assert done.returncode == 0, done.stderr
    told = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(told) > 10
    assert [each["killed"] for each in told] == [True] * (len(told) - 1) + [False]
    whole = 2 if kind == "issue" else 1  # the application's event and the license's
    for each in told:
        assert each["faults"] == []
        assert each["before"] in ((whole,) if each["kept"] else (0, whole))
        assert each["after"] == whole
    assert {each["before"] for each in told[:-1]} == {0, whole}


@pytest.mark.parametrize(("engine", "writers", "each"), [("sqlite", 8, 6), ("postgres", 50, 2)])
def test_many_writers_at_once_each_come_through_and_none_twice(  # noqa: PLR0917 - fixtures
    request, tmp_path, clock, library, engine, writers, each
):
    address = f"sqlite:///{tmp_path / 'store.sqlite'}" if engine == "sqlite" else request.getfixturevalue("postgres")()  # fmt: skip
    settings = Settings(tmp_path, address, "", {})
    body = {"authority": "US", "applicant": "firm"}
    with Store.open(settings, clock) as store:
        shared = Registry(store, LAW, library).file(body, WHO["ann"]).event.case

    def write(number):
        with Store.open(settings, clock) as own:
            registry = Registry(own, LAW, library)
            found = [registry.file(body, WHO["ann"], key=f"w{number}").event.case]
            for turn in range(each):
                key = f"{number}.{turn}"
                registry.act(shared, "edit", {"justification": key}, WHO["ann"], key=key)
                registry.act(shared, "edit", {"justification": "the same"}, WHO["ann"], key=f"all.{turn}")  # fmt: skip
            return found

    with ThreadPoolExecutor(writers) as pool:
        cases = [case for found in pool.map(write, range(writers)) for case in found]
    assert len(set(cases)) == writers
    with Store.open(settings, clock) as store:
        registry = Registry(store, LAW, library)
        assert good(registry).events == 1 + writers + writers * each + each
        assert registry.case(shared, WHO["ann"]).seq == 1 + writers * each + each
        assert [e.number for e in registry.outbox(9999)] == list(range(1 + writers + writers * each + each))  # fmt: skip
        assert store.verify().faults == ()


def test_of_many_acts_meant_for_the_same_state_one_is_done_and_the_others_are_told(
    office, registry
):
    office.submitted()
    seen = registry.case(office.case, WHO["olga"]).seq

    def act(number):
        body = {"name": "note", "hash": f"h{number}"}
        try:
            registry.act(office.case, "document", body, WHO["olga"], expected=seen)
        except Changed as error:
            return (error.expected, error.found)
        return "done"

    with ThreadPoolExecutor(6) as pool:
        said = list(pool.map(act, range(6)))
    assert sorted(map(str, said)) == sorted(["done", *[str((seen, seen + 1))] * 5])
    assert registry.case(office.case, WHO["olga"]).seq == seen + 1


def test_one_balance_drawn_by_many_at_once_is_never_overdrawn(office, registry):
    office.issued()
    with ThreadPoolExecutor(6) as pool:
        drawn = list(pool.map(lambda n: office.draw("30", f"k{n}"), range(6)))
    assert sorted(each.taken for each in drawn) == [False] * 3 + [True] * 3
    assert str(registry.license(office.license, WHO["ann"]).lines[0].used) == "90"
    good(registry)


def test_the_database_itself_keeps_events_from_being_changed_or_deleted(office, store):
    office.submitted()
    for doing in (events.update().values(kind="x"), events.delete()):
        with pytest.raises(sa.exc.DatabaseError, match="written once"), store.writing() as work:
            work.db.execute(doing)


BEHIND = [
    (streams.update().values(state="approved"), "the list says state 'approved'"),
    (outbox.delete().where(outbox.c.number == 3), "go on with 4 where 3 is wanted"),
    (outbox.delete().where(outbox.c.number == 11), "event 12 has no number for the public log"),
]


@pytest.mark.parametrize(("doing", "said"), BEHIND)
def test_what_is_changed_behind_our_back_is_told(office, registry, store, doing, said):
    office.countersigned()
    with store.writing() as work:
        work.db.execute(doing)
    registry.kept.forget()
    assert any(said in each for each in registry.verify().faults)


def test_a_file_whose_guards_were_taken_off_and_rows_changed_is_told(tmp_path, clock, library, sqlite_made):  # fmt: skip
    file = tmp_path / "store.sqlite"
    shutil.copyfile(sqlite_made, file)
    settings = Settings(tmp_path, f"sqlite:///{file}", "", {})
    with Store.open(settings, clock) as store:
        office = Office(Registry(store, LAW, library), clock)
        office.issued()
    for change, said in (
        ("UPDATE register_events SET body = '{}' WHERE seq = 4 AND stream LIKE 'A%'", "event 4 was changed"),
        ("DELETE FROM register_events WHERE seq = 5 AND stream LIKE 'A%'", "after event 4 comes 6"),
        ("DELETE FROM register_events WHERE stream LIKE 'L%'", "event 1, which the log noted, is not there"),
    ):  # fmt: skip
        copy = tmp_path / "changed.sqlite"
        shutil.copyfile(file, copy)
        engine = engine_of(f"sqlite:///{copy}")
        with engine.begin() as db:
            for act in ("update", "delete"):
                db.exec_driver_sql(f"DROP TRIGGER register_events_kept_{act}")
            db.exec_driver_sql(change)
        engine.dispose()
        with Store.open(Settings(tmp_path, f"sqlite:///{copy}", "", {}), clock) as store:
            faults = Registry(store, LAW, library).verify().faults
        assert any(said in each for each in faults), faults
        copy.unlink()


def test_on_a_full_disk_nothing_is_half_written(tmp_path, clock, library, sqlite_made):
    file = tmp_path / "store.sqlite"
    shutil.copyfile(sqlite_made, file)
    with Store.open(Settings(tmp_path, f"sqlite:///{file}", "", {}), clock) as store:
        registry = Registry(store, LAW, library)
        office = Office(registry, clock)
        office.submitted()
        before = good(registry)
        with store._engine.connect() as db:
            pages = db.exec_driver_sql("PRAGMA page_count").scalar_one()
            db.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
            db.rollback()
        big = {"name": "n" * 90_000, "hash": "h"}
        with pytest.raises(InputError, match="full"):
            registry.act(office.case, "document", big, WHO["ann"], key="big")
        assert good(registry) == before
        with store._engine.connect() as db:
            db.exec_driver_sql("PRAGMA max_page_count = 1000000")
            db.rollback()
        assert not registry.act(office.case, "document", big, WHO["ann"], key="big").repeated
        assert good(registry).events == before.events + 1


def test_an_older_copy_put_back_is_seen_by_the_line_noted_outside(tmp_path, clock, library, sqlite_made):  # fmt: skip
    file, old = tmp_path / "store.sqlite", tmp_path / "old.sqlite"
    shutil.copyfile(sqlite_made, file)
    with Store.open(Settings(tmp_path, f"sqlite:///{file}", "", {}), clock) as store:
        office = Office(Registry(store, LAW, library), clock)
        office.submitted()
        store.backup(old)
        office.do("register", "olga", number="D1")
        checked = store.verify()
        noted = f"{checked.last}:{checked.hash}"
        assert Registry(store, LAW, library).verify().good
    with Store.open(Settings(tmp_path, f"sqlite:///{old}", "", {}), clock) as store:
        assert Registry(store, LAW, library).verify().good
        assert "is not there" in store.verify(noted).faults[0]
    assert date(2026, 2, 2) == office.clock().date()
