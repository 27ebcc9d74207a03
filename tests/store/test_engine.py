"""How a database is opened."""

from licet.store import engine


def test_what_sqlite_acknowledges_is_on_the_disk(tmp_path, monkeypatch):
    monkeypatch.setattr(
        engine, "SYNCHRONOUS", "FULL"
    )  # the other tests here do not wait for the disk
    opened = engine.engine_of(f"sqlite:///{tmp_path / 'store.sqlite'}")
    with engine.reading(opened) as db:
        told = [db.exec_driver_sql(f"PRAGMA {name}").scalar() for name in ("journal_mode", "synchronous")]  # fmt: skip
    opened.dispose()
    assert told == ["wal", 2]
