"""The timeline: what was said of each dated policy event, by whom and when."""

from __future__ import annotations

import sqlalchemy as sa

from licet.store.migrations.versions.v0002_the_desk import data, indexed, moment, once, table, text
from licet.store.migrations.versions.v0004_the_public_log import written_once

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table, which is never changed."""
    table(
        "happened_acts", text("event"), sa.Column("seq", sa.Integer(), nullable=False), moment("at"), text("by"),
        text("act"), text("reason"), data("told"), data("record"), once("happened_acts", "event", "seq"),
    )  # fmt: skip
    indexed("happened_acts", "event")
    written_once("happened_acts")
