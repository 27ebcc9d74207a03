"""Register roles of accounts, and the programs that are told of events."""

from __future__ import annotations

import sqlalchemy as sa

from licet.store.migrations.versions.v0002_the_desk import (
    NUMBER,
    indexed,
    moment,
    once,
    table,
    text,
    to,
)

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the three tables."""
    table(
        "register_roles", sa.Column("account", NUMBER, nullable=False), text("role"), text("authority"), text("rank"),
        text("by"), moment("since"), moment("ended", nullable=True), to("register_roles", "account", "accounts"),
    )  # fmt: skip
    indexed("register_roles", "account")
    table(
        "register_hooks", sa.Column("account", NUMBER, nullable=True), text("actor"), text("role"), text("authority"),
        text("url"), text("secret"), sa.Column("after", sa.BigInteger(), nullable=False), moment("since"),
        moment("ended", nullable=True), to("register_hooks", "account", "accounts"),
    )  # fmt: skip
    indexed("register_hooks", "account")
    table(
        "register_deliveries", sa.Column("hook", NUMBER, nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False), text("body"), sa.Column("tries", sa.Integer(), nullable=False),
        moment("next", nullable=True), moment("done", nullable=True), text("said"),
        to("register_deliveries", "hook", "register_hooks"), once("register_deliveries", "hook", "number"),
    )  # fmt: skip
    indexed("register_deliveries", "hook")
