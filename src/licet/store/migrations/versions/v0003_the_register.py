"""The license register: its events, what is worked out of them, and the salts of the public log."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from licet.store.migrations.versions.v0002_the_desk import (
    data,
    digest,
    indexed,
    moment,
    once,
    table,
    text,
)

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables of the register."""
    table(
        "register_events", text("stream"), _seq(), text("kind"), data("actor"), moment("at"), data("body"),
        sa.Column("key", sa.Text(), nullable=True), digest("content"), digest("law"), moment("recorded_at"),
        once("register_events", "stream", "seq"), once("register_events", "stream", "key"),
    )  # fmt: skip
    indexed("register_events", "key")
    table(
        "register_streams", text("stream"), text("nature"), _seq(), text("state"), text("mark"), text("authority"),
        text("firm"), moment("at"), once("register_streams", "stream"),
    )  # fmt: skip
    indexed("register_streams", "firm")
    indexed("register_streams", "nature", "stream")
    table(
        "register_snapshots", text("stream"), _seq(), digest("law"), data("state"),
        once("register_snapshots", "stream"),
    )  # fmt: skip
    table(
        "register_outbox", sa.Column("number", sa.BigInteger(), nullable=False), text("stream"), _seq(),
        moment("published", nullable=True), once("register_outbox", "number"),
        once("register_outbox", "stream", "seq"),
    )  # fmt: skip
    table(
        "register_salts", text("stream"), _seq(), text("field"), data("value"),
        sa.Column("salt", sa.LargeBinary(), nullable=False), once("register_salts", "stream", "seq", "field"),
    )  # fmt: skip
    for act in ("UPDATE", "DELETE"):
        _refuse(act)


def _seq() -> sa.Column[int]:
    return sa.Column("seq", sa.Integer(), nullable=False)


def _refuse(act: str) -> None:
    """What happened is never changed and never deleted."""
    name, said = f"register_events_kept_{act.lower()}", "register_events is written once"
    if op.get_bind().dialect.name == "postgresql":
        done = "EXECUTE FUNCTION licet_written_once()"
        op.execute(f"CREATE TRIGGER {name} BEFORE {act} ON register_events FOR EACH ROW {done}")
    else:
        done = f"BEGIN SELECT RAISE(ABORT, '{said}'); END"
        op.execute(f"CREATE TRIGGER {name} BEFORE {act} ON register_events {done}")
