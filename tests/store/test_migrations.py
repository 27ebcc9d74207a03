"""The tables that migrations make are those that the code speaks of, on both engines."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from licet.errors import InputError
from licet.settings import Settings
from licet.store import holds
from licet.store.engine import engine_of, reading, writing
from licet.store.store import Store
from licet.store.tables import WRITTEN_ONCE, metadata, officers
from licet.store.versions import newest, upgrade
from licet.store.work import Work, begin, note
from tests.store.conftest import Clock


def test_from_nothing_to_the_newest_and_not_twice(empty):
    engine = engine_of(empty)
    with writing(engine) as db:
        assert upgrade(db) == (None, newest())
    with writing(engine) as db:
        assert upgrade(db) == (newest(), newest())
    with reading(engine) as db:
        context = MigrationContext.configure(db, opts={"compare_type": True, "compare_server_default": True})  # fmt: skip
        assert compare_metadata(context, metadata) == []
    with writing(engine) as db:
        names = set(sa.inspect(db).get_table_names())
    assert names == {*metadata.tables, "alembic_version"}
    engine.dispose()


def test_the_database_guards_what_is_written_once(database):
    engine = engine_of(database)
    with reading(engine) as db:
        if engine.dialect.name == "sqlite":
            wanted = "SELECT tbl_name FROM sqlite_master WHERE type = 'trigger'"
        else:
            wanted = "SELECT event_object_table FROM information_schema.triggers"
        assert set(db.execute(sa.text(wanted)).scalars()) == set(WRITTEN_ONCE)
    engine.dispose()


@pytest.mark.parametrize(("version", "said"), [("9999", "does not know")])
def test_a_store_of_another_version_is_not_touched(empty, tmp_path, version, said):
    Store.open(Settings(tmp_path, empty, "", {})).close()
    engine = engine_of(empty)
    with writing(engine) as db:
        db.execute(sa.text("UPDATE alembic_version SET version_num = :v"), {"v": version})
    engine.dispose()
    with pytest.raises(InputError, match=said):
        Store.open(Settings(tmp_path, empty, "", {}))
    with pytest.raises(InputError, match=said), Store(engine) as store:
        store.upgrade()


def of_the_first_version(address, tmp_path):
    """A store as the first Licet left it, with two lines in its log, an order on hold and an officer."""
    engine = engine_of(address)
    with writing(engine) as db:
        upgrade(db, "0001")
        begin(db)
        work = Work(db, Clock()())
        note(work, "store", "", {"from": None, "to": "0001"})
        db.execute(officers.insert().values(name="anna", title="Anna", may=["screen"], public_key="", since=work.today))  # fmt: skip
        holds.hold(work, "R1", "A hit of 中芯.", "anna")
    engine.dispose()
    return Settings(tmp_path, address, "", {})


def test_a_store_of_the_first_version_is_copied_and_then_upgraded_with_all_that_is_in_it(empty, tmp_path):  # fmt: skip
    settings = of_the_first_version(empty, tmp_path)
    with pytest.raises(InputError, match="licet store backup FILE, then licet store upgrade"):
        Store.open(settings)
    file = tmp_path / "copy.sqlite"
    with Store(engine_of(empty)) as store:
        assert store.backup(file)["log"] == 2
        assert store.upgrade() == ("0001", newest())
    kept = Settings(tmp_path, f"sqlite:///{file}", "", {})
    with Store(engine_of(kept.database)) as copy:
        assert copy.upgrade() == ("0001", newest())
    for each in (settings, kept):
        with Store.open(each) as store:
            assert [each.reason for each in store.holds_of("R1")] == ["A hit of 中芯."]
            assert [each.name for each in store.officers()] == ["anna"]
            assert (store.verify().faults, store.verify().lines) == ((), 3)


def test_where_nothing_is_kept_there_is_nothing_to_copy(empty, tmp_path):
    file = tmp_path / "copy.sqlite"
    with Store(engine_of(empty)) as store, pytest.raises(InputError, match="has no tables yet"):
        store.backup(file)
    assert not file.exists()


def test_many_may_open_an_empty_store_at_once(empty, tmp_path):
    settings = Settings(tmp_path, empty, "", {})

    def opened(_):
        with Store.open(settings) as store:
            return store.status()["version"]

    with ThreadPoolExecutor(6) as pool:
        assert set(pool.map(opened, range(6))) == {newest()}
    with Store.open(settings) as store:
        assert [each.kind for each in store.log()] == ["store"]


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("nonsense", "no address"),
        ("mysql://u:secret@h/d", "not in mysql"),
        ("sqlite:////proc/none/store.sqlite", "cannot be made"),
        ("postgresql://u:secret@127.0.0.1:1/d", "cannot be used"),
    ],
)
def test_an_address_that_cannot_be_used_is_told_without_its_password(tmp_path, address, said):
    with pytest.raises(InputError, match=said) as told:
        Store.open(Settings(tmp_path, address, "", {}))
    assert "secret" not in str(told.value)


def test_a_file_that_is_no_database_is_left_alone(tmp_path):
    file = tmp_path / "letter.txt"
    file.write_text("Dear Sirs, " * 100)
    with pytest.raises(InputError, match="no SQLite database"):
        Store.open(Settings(tmp_path, f"sqlite:///{file}", "", {}))
    assert file.read_text().startswith("Dear Sirs")


def test_the_command_line_starts_without_a_database():
    code = "import sys, licet.cli.main, licet.cli.worklist, licet.cli.store, licet.store; print('sqlalchemy' in sys.modules, 'cryptography' in sys.modules)"  # fmt: skip
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603
    assert found.stdout.split() == ["False", "False"]
