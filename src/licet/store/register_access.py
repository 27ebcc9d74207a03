"""Who comes to the license register, and which programs are told of what happens there."""

from __future__ import annotations

import sqlalchemy as sa

from licet.store.tables import Moment
from licet.store.tables import _table as table
from licet.store.tables import _text as text
from licet.store.tables import _to as to

register_roles = table(
    "register_roles",
    to("account", "accounts.id"),
    text("role"),
    text("authority"),
    text("rank"),
    text("by"),
    sa.Column("since", Moment, nullable=False),
    sa.Column("ended", Moment),
)
"""Register roles of accounts, given by an administrator; one that ended stays as it was."""

hooks = table(
    "register_hooks",
    to("account", "accounts.id", nullable=True),
    text("actor"),
    text("role"),
    text("authority"),
    text("url"),
    text("secret"),
    sa.Column("after", sa.BigInteger, nullable=False),
    sa.Column("since", Moment, nullable=False),
    sa.Column("ended", Moment),
)
"""A program that is told: where, as whose eyes, signed with what; ``after`` is the last event looked at, -1 for none."""

deliveries = table(
    "register_deliveries",
    to("hook", "register_hooks.id"),
    sa.Column("number", sa.BigInteger, nullable=False),
    text("body"),
    sa.Column("tries", sa.Integer, nullable=False),
    sa.Column("next", Moment),
    sa.Column("done", Moment),
    text("said"),
    sa.UniqueConstraint("hook", "number"),
)
"""What one hook is to be told of one event; ``next`` null where it was told, or given up."""
