"""Acts whose process is killed at one statement after the other; run by ``test_drills`` as a process of its own.

``python -m tests.registry.killed DATABASE FOLDER document|issue``: prints one JSON line a kill.
"""

import json
import os
import shutil
import signal
import sys
from pathlib import Path

import sqlalchemy as sa

from licet.pack.store import open_library
from licet.registry.registry import Registry
from licet.settings import Settings
from licet.store.register_tables import events
from licet.store.store import Store
from tests.register.stories import LAW, WHO
from tests.registry.acts import Office
from tests.registry.watch import Watch

LIBRARY = open_library()
MOST = 80


def opened(address, folder, clock):
    return Store.open(Settings(folder, address, "", {}), clock)


def killed_at(engine, number):
    """Kill this process at the boundary of that number: before a statement, before a commit, after a commit."""
    count = [0]

    def boundary(*_):
        count[0] += 1
        if count[0] == number:
            os.kill(os.getpid(), signal.SIGKILL)

    sa.event.listen(engine, "before_cursor_execute", boundary)
    commit = engine.dialect.do_commit

    def do_commit(connection):
        boundary()
        commit(connection)
        boundary()

    engine.dialect.do_commit = do_commit


def attempt(doing, address, folder, clock, number):
    """Whether a child said that the act was kept before it was killed, and whether it was killed."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        with opened(address, folder, clock) as store:
            registry = Registry(store, LAW, LIBRARY)
            killed_at(store._engine, number)
            doing(registry)
            os.write(writer, b"kept")
        os._exit(0)
    os.close(writer)
    said = os.read(reader, 9)
    os.close(reader)
    _, status = os.waitpid(child, 0)
    return said == b"kept", os.WIFSIGNALED(status)


def keys_of(store):
    with store.reading() as db:
        return list(db.execute(sa.select(events.c.key).where(events.c.key.is_not(None))).scalars())


def main(address, folder, kind):
    folder, clock = Path(folder), Watch()
    with opened(address, folder, clock) as store:
        office = Office(Registry(store, LAW, LIBRARY), clock)
        office.countersigned() if kind == "issue" else office.submitted()
    file = folder / "master.sqlite"
    if kind == "issue":
        with opened(address, folder, clock) as store:
            store.backup(file)
    for number in range(1, MOST):
        key, at = f"k{number}", address
        if kind == "issue":
            key, copy = "k", folder / f"copy{number}.sqlite"
            shutil.copyfile(file, copy)
            at = f"sqlite:///{copy}"

        def doing(registry, key=key):
            if kind == "issue":
                desk = Office(registry, Watch(clock.now))
                desk.case = office.case
                return desk.issue(key=key)
            return registry.act(
                office.case, "document", {"name": key, "hash": "h"}, WHO["ann"], key=key
            )

        kept, killed = attempt(doing, at, folder, clock, number)
        with opened(at, folder, clock) as store:
            registry = Registry(store, LAW, LIBRARY)
            before = keys_of(store).count(key)
            doing(registry)
            print(json.dumps({
                "number": number, "killed": killed, "kept": kept, "before": before, "after": keys_of(store).count(key),
                "faults": [*registry.verify().faults, *store.verify().faults],
            }), flush=True)  # fmt: skip
        if not killed:
            return


if __name__ == "__main__":
    main(*sys.argv[1:])
