"""An installation that nobody has used yet, and a clock for its store: shared by all rooms of tests."""

import asyncio
import atexit
import shutil
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from licet.service.service import Service
from licet.settings import Settings
from licet.store.store import Store


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self):
        self.now = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)

    def __call__(self):
        return self.now

    def move(self, **by):
        self.now += timedelta(**by)


@cache
def made():
    """A store with its tables and nothing else, to be copied: to make the tables takes ten times as long."""
    folder = Path(mkdtemp(prefix="licet-made-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    file = folder / "licet.sqlite"
    then = datetime(2020, 1, 1, tzinfo=UTC)  # before all that tests enter
    Store.open(Settings(folder, f"sqlite:///{file}", "", {}), lambda: then).close()
    return file


def settings_in(folder):
    """The settings of an installation whose home is ``folder``; its store has its tables and nothing in them."""
    file = folder / "licet.sqlite"
    if not file.exists():
        shutil.copyfile(made(), file)
    return Settings(folder, f"sqlite:///{file}", "", {})


def installed(folder, library, *clock):
    """A service over an empty store in ``folder``; a context, which lets go of the store."""
    settings = settings_in(folder)
    return Service(library, settings, Store.open(settings, *clock))


def ran(work):
    """What a coroutine gives, run in a thread of its own: where a browser is open, this one has a loop already."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, work).result()
