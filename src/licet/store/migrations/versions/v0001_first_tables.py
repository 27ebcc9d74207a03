"""The first tables."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
DATA = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
MOMENT = sa.DateTime(timezone=True)
WRITTEN_ONCE = ("runs", "editions", "screened", "matches", "acts", "determinations", "log")


def text(name: str) -> sa.Column[str]:
    """A text that is always there, perhaps empty."""
    return sa.Column(name, sa.Text(), nullable=False)


def upgrade() -> None:
    """Make the tables, and have the database refuse to change what is written once."""
    op.create_table(
        "chain",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("first", NUMBER, nullable=False),
        sa.Column("before_first", sa.String(length=64), nullable=False),
        sa.Column("last", NUMBER, nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_chain_one_row")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_chain")),
    )
    op.create_table(
        "customer_files",
        sa.Column("id", NUMBER, nullable=False),
        text("file"),
        text("sha256"),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_customer_files")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_customer_files_file"), "customer_files", ["file"], unique=False)
    op.create_table(
        "determinations",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        text("officer"),
        text("public_key"),
        text("ref"),
        text("item"),
        text("status"),
        text("note"),
        sa.Column("answer", sa.LargeBinary(), nullable=False),
        sa.Column("inputs", sa.LargeBinary(), nullable=False),
        sa.Column("statement", sa.LargeBinary(), nullable=False),
        sa.Column("signature", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_determinations")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_determinations_at"), "determinations", ["at"], unique=False)
    op.create_index(op.f("ix_determinations_ref"), "determinations", ["ref"], unique=False)
    op.create_table(
        "hits",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("party", sa.String(length=64), nullable=False),
        text("entry"),
        sa.Column("content", sa.String(length=64), nullable=False),
        text("name"),
        sa.Column("asked", DATA, nullable=False),
        sa.Column("listed", DATA, nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("score", sa.Integer(), nullable=False),
        text("band"),
        sa.Column("opened", MOMENT, nullable=False),
        text("state"),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("reopens", NUMBER, nullable=True),
        text("why"),
        sa.Column("replaced_by", NUMBER, nullable=True),
        sa.ForeignKeyConstraint(["reopens"], ["hits.id"], name=op.f("fk_hits_reopens")),
        sa.ForeignKeyConstraint(["replaced_by"], ["hits.id"], name=op.f("fk_hits_replaced_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hits")),
        sa.UniqueConstraint("party", "entry", "content", name=op.f("uq_hits_party_entry_content")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_hits_entry_content"), "hits", ["entry", "content"], unique=False)
    op.create_index(op.f("ix_hits_reopens"), "hits", ["reopens"], unique=False)
    op.create_index(op.f("ix_hits_replaced_by"), "hits", ["replaced_by"], unique=False)
    op.create_index(op.f("ix_hits_state"), "hits", ["state"], unique=False)
    op.create_index(op.f("ix_hits_until"), "hits", ["until"], unique=False)
    op.create_table(
        "holds",
        sa.Column("id", NUMBER, nullable=False),
        text("ref"),
        sa.Column("at", MOMENT, nullable=False),
        text("by"),
        text("reason"),
        sa.Column("released", MOMENT, nullable=True),
        text("released_by"),
        text("why_released"),
        sa.Column("statement", sa.LargeBinary(), nullable=True),
        sa.Column("signature", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_holds")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_holds_ref"), "holds", ["ref"], unique=False)
    op.create_index(
        "uq_holds_open",
        "holds",
        ["ref"],
        unique=True,
        sqlite_where=sa.text("released IS NULL"),
        postgresql_where=sa.text("released IS NULL"),
    )
    op.create_table(
        "log",
        sa.Column("seq", NUMBER, autoincrement=False, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        text("kind"),
        text("who"),
        sa.Column("what", DATA, nullable=False),
        sa.Column("before", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_log")),
    )
    op.create_index(op.f("ix_log_at"), "log", ["at"], unique=False)
    op.create_table(
        "officers",
        sa.Column("id", NUMBER, nullable=False),
        text("name"),
        text("title"),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("may", DATA, nullable=False),
        text("public_key"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_officers")),
        sa.UniqueConstraint("name", name=op.f("uq_officers_name")),
        sa.UniqueConstraint("public_key", name=op.f("uq_officers_public_key")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "runs",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        text("officer"),
        text("kind"),
        text("file"),
        text("input_sha256"),
        sa.Column("settings", DATA, nullable=False),
        sa.Column("versions", DATA, nullable=False),
        sa.Column("counts", DATA, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_runs")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_runs_at"), "runs", ["at"], unique=False)
    op.create_table(
        "acts",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("hit", NUMBER, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        text("act"),
        text("officer"),
        text("verdict"),
        text("reason"),
        sa.Column("until", sa.Date(), nullable=True),
        text("before"),
        text("after"),
        sa.Column("judges", NUMBER, nullable=True),
        sa.Column("statement", sa.LargeBinary(), nullable=True),
        sa.Column("signature", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["hit"], ["hits.id"], name=op.f("fk_acts_hit")),
        sa.ForeignKeyConstraint(["judges"], ["acts.id"], name=op.f("fk_acts_judges")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_acts")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_acts_hit"), "acts", ["hit"], unique=False)
    op.create_index(op.f("ix_acts_judges"), "acts", ["judges"], unique=False)
    op.create_table(
        "customers",
        sa.Column("id", NUMBER, nullable=False),
        text("file"),
        text("ref"),
        text("name"),
        text("country"),
        text("address"),
        sa.Column("identifiers", DATA, nullable=False),
        sa.Column("party", sa.String(length=64), nullable=False),
        sa.Column("content", sa.String(length=64), nullable=False),
        sa.Column("there", sa.Boolean(), nullable=False),
        sa.Column("changed", MOMENT, nullable=False),
        sa.Column("run", NUMBER, nullable=True),
        sa.Column("run_content", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(["run"], ["runs.id"], name=op.f("fk_customers_run")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_customers")),
        sa.UniqueConstraint("file", "ref", name=op.f("uq_customers_file_ref")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_customers_party"), "customers", ["party"], unique=False)
    op.create_index(op.f("ix_customers_run"), "customers", ["run"], unique=False)
    op.create_table(
        "editions",
        sa.Column("run", NUMBER, nullable=False),
        text("list"),
        sa.Column("as_of", sa.Date(), nullable=False),
        text("sha256"),
        text("source"),
        sa.Column("entries", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["run"], ["runs.id"], name=op.f("fk_editions_run")),
        sa.PrimaryKeyConstraint("run", "list", name=op.f("pk_editions")),
    )
    op.create_index(op.f("ix_editions_sha256"), "editions", ["sha256"], unique=False)
    op.create_table(
        "screened",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("run", NUMBER, nullable=False),
        text("ref"),
        text("party"),
        text("name"),
        sa.Column("hits", sa.Integer(), nullable=False),
        text("cannot"),
        sa.ForeignKeyConstraint(["run"], ["runs.id"], name=op.f("fk_screened_run")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_screened")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_screened_ref"), "screened", ["ref"], unique=False)
    op.create_index(op.f("ix_screened_run_ref"), "screened", ["run", "ref"], unique=False)
    op.create_table(
        "matches",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("screened", NUMBER, nullable=False),
        sa.Column("hit", NUMBER, nullable=True),
        text("entry"),
        text("content"),
        sa.Column("score", sa.Integer(), nullable=False),
        text("band"),
        sa.Column("explanation", DATA, nullable=False),
        sa.ForeignKeyConstraint(["hit"], ["hits.id"], name=op.f("fk_matches_hit")),
        sa.ForeignKeyConstraint(["screened"], ["screened.id"], name=op.f("fk_matches_screened")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_matches")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_matches_hit"), "matches", ["hit"], unique=False)
    op.create_index(op.f("ix_matches_screened"), "matches", ["screened"], unique=False)

    for table in WRITTEN_ONCE:
        _refuse_changes(table)


def _refuse_changes(table: str) -> None:
    """A run is filled in once, when its last answer has been kept; all else is never changed."""
    if op.get_bind().dialect.name == "postgresql":
        filled = " WHEN (OLD.counts <> '{}'::jsonb)" if table == "runs" else ""
        op.execute(
            """
            CREATE OR REPLACE FUNCTION licet_written_once() RETURNS trigger LANGUAGE plpgsql AS
            $$ BEGIN RAISE EXCEPTION '% is written once', TG_TABLE_NAME; END $$
            """
        )
        op.execute(
            f"CREATE TRIGGER {table}_written_once BEFORE UPDATE ON {table} FOR EACH ROW{filled} "
            "EXECUTE FUNCTION licet_written_once()"
        )
    else:
        filled = " WHEN OLD.counts <> '{}'" if table == "runs" else ""
        op.execute(
            f"CREATE TRIGGER {table}_written_once BEFORE UPDATE ON {table}{filled} "
            f"BEGIN SELECT RAISE(ABORT, '{table} is written once'); END"
        )
