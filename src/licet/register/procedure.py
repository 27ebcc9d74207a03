"""The whole procedure of a folder of law: tables, clocks, calendars, routing, and a hash of their own."""

from __future__ import annotations

import hashlib
from datetime import date
from functools import cache
from pathlib import Path

from licet.errors import LawError, Place
from licet.record import record
from licet.register import guards, license_guards
from licet.register.clock.calendar import Calendar, read_calendar
from licet.register.clock.policy import ClockPolicy, Clocks, read_clocks
from licet.register.guarding import APPLICATION, LICENSE
from licet.register.routing import Routing, read_routing
from licet.register.table import Table, read_table

_GUARDS = (guards, license_guards)  # they enter their functions when they are imported


@record
class Procedure:
    """What ``law/procedure`` says.  ``hash`` is that of its files, apart from the hash of the rule book."""

    application: Table
    license: Table
    clocks: Clocks
    calendars: tuple[Calendar, ...]
    routing: Routing
    hash: str

    def policy(self, authority: str, day: date) -> ClockPolicy:
        """How ``authority`` counts the days of a file registered on ``day``."""
        return self.clocks.on(authority, day)


def read_procedure(folder: Path) -> Procedure:
    """The procedure in ``folder`` (``law/procedure``).

    Raises:
        LawError: a file is missing or wrong, with its line.
    """
    if not (folder / "application.yaml").is_file():
        raise LawError(
            "here is no procedure: it would hold application.yaml, license.yaml, clocks.yaml, routing.yaml and calendars/",
            Place(str(folder)),
        )
    calendars = {path.stem: read_calendar(path) for path in sorted((folder / "calendars").glob("*.yaml"))}  # fmt: skip
    clocks = read_clocks(folder / "clocks.yaml", calendars)
    routing = read_routing(folder / "routing.yaml")
    for rule in routing.rules:
        if rule.authority not in clocks.authorities:
            raise LawError(f"the routing rule {rule.id} is of {rule.authority}, which has no clock", Place(str(folder / "routing.yaml")))  # fmt: skip
    return Procedure(
        read_table(folder / "application.yaml", APPLICATION),
        read_table(folder / "license.yaml", LICENSE),
        clocks, tuple(calendars.values()), routing, hash_of(folder),
    )  # fmt: skip


def hash_of(folder: Path) -> str:
    """SHA-256 over the names and texts of the files, the same on every machine."""
    digest = hashlib.sha256()
    for path in sorted(
        folder.rglob("*.yaml"), key=lambda each: each.relative_to(folder).as_posix()
    ):
        text = path.read_bytes().replace(b"\r\n", b"\n")
        name = path.relative_to(folder).as_posix().encode()
        digest.update(b"%d:%b%d:%b" % (len(name), name, len(text), text))
    return digest.hexdigest()


@cache
def procedure_in_use() -> Procedure:
    """The procedure of the law in use; read once."""
    from licet.pack.store import law_folder

    return read_procedure(law_folder() / "procedure")
