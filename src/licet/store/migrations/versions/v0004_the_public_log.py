"""The public log: what each entry is, byte for byte, and where it stands; the pseudonyms of cases."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from licet.store.migrations.versions.v0002_the_desk import NUMBER, indexed, once, text

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the two tables; neither is ever changed, and no entry is deleted."""
    op.create_table(
        "public_entries",
        sa.Column("index", NUMBER, nullable=False, autoincrement=False),
        sa.Column("number", NUMBER, nullable=True), text("stream"),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("case", sa.String(length=32), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("time", sa.String(length=20), nullable=False),
        sa.Column("entry", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("index", name=op.f("pk_public_entries")),
        once("public_entries", "case", "place"),
    )  # fmt: skip
    for column in ("number", "stream", "case", "time"):
        indexed("public_entries", column)
    op.create_table(
        "public_names",
        text("stream"),
        sa.Column("case", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("stream", name=op.f("pk_public_names")),
        once("public_names", "case"),
    )
    written_once("public_entries")
    written_once("public_names")


def written_once(table: str) -> None:
    """Have the database refuse to change or delete the rows of a table."""
    for act in ("UPDATE", "DELETE"):
        _refuse(table, act)


def _refuse(table: str, act: str) -> None:
    name, said = f"{table}_kept_{act.lower()}", f"{table} is written once"
    if op.get_bind().dialect.name == "postgresql":
        done = "EXECUTE FUNCTION licet_written_once()"
        op.execute(f"CREATE TRIGGER {name} BEFORE {act} ON {table} FOR EACH ROW {done}")
    else:
        done = f"BEGIN SELECT RAISE(ABORT, '{said}'); END"
        op.execute(f"CREATE TRIGGER {name} BEFORE {act} ON {table} {done}")
