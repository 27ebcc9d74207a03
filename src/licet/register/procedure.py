"""The whole procedure of a folder of law: tables, clocks, calendars, routing, and a hash of their own."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from licet.errors import LawError, Place
from licet.record import record
from licet.register import guards, license_guards
from licet.register.clock.calendar import Calendar, read_calendar
from licet.register.clock.policy import ClockPolicy, Clocks, read_clocks
from licet.register.guarding import APPLICATION, LICENSE
from licet.register.routing import Routing, read_routing
from licet.register.table import Table, read_table

Files = tuple[tuple[str, str], ...]
"""Names and texts."""
_GUARDS = (guards, license_guards)  # they enter their functions when they are imported


@record
class Procedure:
    """What ``law/procedure`` says.  ``hash`` is that of its ``files``, apart from the hash of the rule book."""

    application: Table
    license: Table
    clocks: Clocks
    calendars: tuple[Calendar, ...]
    routing: Routing
    hash: str
    files: Files

    def __repr__(self) -> str:
        """Short: a procedure is long."""
        return f"Procedure({self.hash[:12]})"

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
    files = _files_of(folder)
    calendars = {path.stem: read_calendar(path) for path in sorted((folder / "calendars").glob("*.yaml"))}  # fmt: skip
    clocks = read_clocks(folder / "clocks.yaml", calendars)
    routing = read_routing(folder / "routing.yaml")
    for rule in routing.rules:
        if rule.authority not in clocks.authorities:
            raise LawError(f"the routing rule {rule.id} is of {rule.authority}, which has no clock", Place(str(folder / "routing.yaml")))  # fmt: skip
    return Procedure(
        read_table(folder / "application.yaml", APPLICATION),
        read_table(folder / "license.yaml", LICENSE),
        clocks, tuple(calendars.values()), routing, _hash_of(files), files,
    )  # fmt: skip


def procedure_of(files: Iterable[tuple[str, str]]) -> Procedure:
    """The procedure that these files make, such as one that was in use before."""
    with TemporaryDirectory(prefix="licet-procedure-") as place:
        for name, text in files:
            path = Path(place, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode())
        return read_procedure(Path(place))


def _files_of(folder: Path) -> Files:
    """The files of a procedure, by name, the same on every machine."""
    names = sorted(each.relative_to(folder).as_posix() for each in folder.rglob("*.yaml"))
    return tuple((each, (folder / each).read_bytes().replace(b"\r\n", b"\n").decode()) for each in names)  # fmt: skip


def _hash_of(files: Files) -> str:
    digest = hashlib.sha256()
    for name, text in ((each[0].encode(), each[1].encode()) for each in files):
        digest.update(b"%d:%b%d:%b" % (len(name), name, len(text), text))
    return digest.hexdigest()


@cache
def procedure_in_use() -> Procedure:
    """The procedure of the law in use; read once."""
    from licet.pack.store import law_folder

    return read_procedure(law_folder() / "procedure")
