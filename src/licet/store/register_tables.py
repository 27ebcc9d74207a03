"""The tables of the license register: events written once, and what is worked out of them.

``register_events`` grows only: the database itself refuses to change or to delete its rows.  All else here can
be made anew from them, but for the salts, which are kept so that they can be destroyed.
"""

from __future__ import annotations

import sqlalchemy as sa

from licet.store.tables import Moment, Plain
from licet.store.tables import _table as table
from licet.store.tables import _text as text

events = table(
    "register_events",
    text("stream"),
    sa.Column("seq", sa.Integer, nullable=False),
    text("kind"),
    sa.Column("actor", Plain, nullable=False),
    sa.Column("at", Moment, nullable=False),
    sa.Column("body", Plain, nullable=False),
    sa.Column("key", sa.Text, index=True),
    sa.Column("content", sa.String(64), nullable=False),
    sa.Column("law", sa.String(64), nullable=False),
    sa.Column("recorded_at", Moment, nullable=False),
    sa.UniqueConstraint("stream", "seq"),
    sa.UniqueConstraint("stream", "key"),
)  # fmt: skip
"""``stream`` is the id of an application or a license; ``key`` null where none was given; ``content`` the hash of the
whole event, ``law`` that of the procedure that allowed it."""

procedures = table(
    "register_procedures",
    sa.Column("hash", sa.String(64), nullable=False, unique=True),
    sa.Column("files", Plain, nullable=False),
    sa.Column("since", Moment, nullable=False),
)
"""The texts of each procedure under which an event was entered, by the names of its files."""

streams = table(
    "register_streams",
    text("stream", unique=True),
    text("nature"),
    sa.Column("seq", sa.Integer, nullable=False),
    text("state"),
    text("mark"),
    text("authority"),
    text("firm", index=True),
    sa.Column("at", Moment, nullable=False),
    sa.Index(None, "nature", "stream"),
)  # fmt: skip
"""Where each application and license stands: what lists are chosen by."""

snapshots = table(
    "register_snapshots",
    text("stream", unique=True),
    sa.Column("seq", sa.Integer, nullable=False),
    sa.Column("law", sa.String(64), nullable=False),
    sa.Column("state", Plain, nullable=False),
)  # fmt: skip
"""A state as it was after the event ``seq``, so that replay need not begin at the first; ``law`` is that of the event."""

outbox = table(
    "register_outbox",
    sa.Column("number", sa.BigInteger, nullable=False, unique=True),
    text("stream"),
    sa.Column("seq", sa.Integer, nullable=False),
    sa.Column("published", Moment),
    sa.UniqueConstraint("stream", "seq"),
)  # fmt: skip
"""Every event on its way to the public log, counted from 0 without a gap."""

salts = table(
    "register_salts",
    text("stream"),
    sa.Column("seq", sa.Integer, nullable=False),
    text("field"),
    sa.Column("value", Plain, nullable=False),
    sa.Column("salt", sa.LargeBinary, nullable=False),
    sa.UniqueConstraint("stream", "seq", "field"),
)  # fmt: skip
"""What opens the commitments of the public log; a row that is deleted is forgotten for good."""
