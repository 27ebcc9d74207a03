"""The table of the timeline: what was said of each dated policy event, written once."""

from __future__ import annotations

import sqlalchemy as sa

from licet.store.tables import Moment, Plain
from licet.store.tables import _table as table
from licet.store.tables import _text as text

happened_acts = table(
    "happened_acts",
    text("event", index=True),
    sa.Column("seq", sa.Integer, nullable=False),
    sa.Column("at", Moment, nullable=False),
    text("by"),
    text("act"),
    text("reason"),
    sa.Column("told", Plain, nullable=False),
    sa.Column("record", Plain, nullable=False),
    sa.UniqueConstraint("event", "seq"),
)
"""Acts on an event, from 1 on in ``seq``: ``told`` is what was handed in, ``record`` the event as it stands after the act."""
