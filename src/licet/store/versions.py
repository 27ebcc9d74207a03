"""Which version of the tables a store has, and how it gets the newest.  Migrations are Alembic's."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from licet.errors import InputError
from licet.store.engine import shown

if TYPE_CHECKING:
    from alembic.script import ScriptDirectory

_FOLDER = Path(__file__).resolve().parent / "migrations"
_LOCK = 5_427_238
"""Any number that others do not lock: one process at a time makes or upgrades a Postgres store."""


def current(connection: sa.Connection) -> str | None:
    """The version of the store's tables; None where there are none yet."""
    from alembic.runtime.migration import MigrationContext

    return MigrationContext.configure(connection).get_current_revision()


def newest() -> str:
    """The version that this code works with."""
    found = _scripts().get_current_head()
    assert found is not None, "there is a first migration"  # noqa: S101 - shipped with the package # nosec B101
    return found


def upgrade(connection: sa.Connection, to: str = "") -> tuple[str | None, str]:
    """Bring the tables to the newest version, or to ``to``; gives the versions before and after.

    Raises:
        InputError: the store was made by a newer Licet.
    """
    from alembic.config import Config
    from alembic.runtime.environment import EnvironmentContext

    scripts = _scripts()
    if connection.dialect.name == "postgresql":
        connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_LOCK)))
    before = current(connection)
    _known(before, scripts, connection)

    def steps(revision: Any, _context: Any) -> Any:
        return scripts._upgrade_revs(to or "head", revision)  # noqa: SLF001 - as Alembic's own pages show

    with EnvironmentContext(Config(), scripts, fn=steps) as environment:
        environment.configure(connection=connection, transactional_ddl=True)
        environment.run_migrations()
    return before, to or newest()


def known(connection: sa.Connection) -> str:
    """The version of the store's tables, which this code knows, be it the newest or not.

    Raises:
        InputError: there are no tables, or a newer Licet made them.
    """
    found = current(connection)
    if found is None:
        raise InputError(f"The store at {shown(connection.engine)} has no tables yet: nothing is kept there.")  # fmt: skip
    _known(found, _scripts(), connection)
    return found


def check(connection: sa.Connection) -> bool:
    """Whether the store has tables; refuses one whose tables this code does not know.

    Raises:
        InputError: the tables are older, and must be upgraded, or newer.
    """
    found = current(connection)
    if found is None:
        return False
    scripts = _scripts()
    _known(found, scripts, connection)
    if found != scripts.get_current_head():
        raise InputError(f"The store at {shown(connection.engine)} has tables of version {found}; type licet store backup FILE, then licet store upgrade.")  # fmt: skip
    return True


def _known(found: str | None, scripts: ScriptDirectory, connection: sa.Connection) -> None:
    if found is not None and found not in {each.revision for each in scripts.walk_revisions()}:
        raise InputError(f"The store at {shown(connection.engine)} has tables of version {found}, which this Licet does not know; use the newer Licet that made it.")  # fmt: skip


def _scripts() -> ScriptDirectory:
    from alembic.script import ScriptDirectory

    return ScriptDirectory(str(_FOLDER))
