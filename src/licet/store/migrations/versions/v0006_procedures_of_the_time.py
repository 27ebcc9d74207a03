"""The procedures under which events were entered, so that replay goes by the table of the time."""

from __future__ import annotations

from licet.store.migrations.versions.v0002_the_desk import data, digest, moment, once, table
from licet.store.migrations.versions.v0004_the_public_log import written_once

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table, which is never changed."""
    table(
        "register_procedures", digest("hash"), data("files"), moment("since"), once("register_procedures", "hash"),
    )  # fmt: skip
    written_once("register_procedures")
