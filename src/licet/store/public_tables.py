"""The tables of the public log's office: the bytes and place of each entry, and the pseudonyms of cases.

The salts are in ``register_salts`` (``licet.store.register_tables``), by pseudonym and place in the case.
"""

from __future__ import annotations

import sqlalchemy as sa

from licet.store.tables import Number, metadata

public_entries = sa.Table(
    "public_entries", metadata,
    sa.Column("index", Number, primary_key=True, autoincrement=False),
    sa.Column("number", Number, index=True),
    sa.Column("stream", sa.Text, nullable=False, index=True),
    sa.Column("seq", sa.Integer, nullable=False),
    sa.Column("case", sa.String(32), nullable=False, index=True),
    sa.Column("place", sa.Integer, nullable=False),
    sa.Column("time", sa.String(20), nullable=False, index=True),
    sa.Column("entry", sa.LargeBinary, nullable=False),
    sa.UniqueConstraint("case", "place"),
)  # fmt: skip
"""``index`` is the place in the log, ``place`` that in the case; ``number`` is that of the outbox, null for what the office
itself adds.  ``stream`` and ``seq`` say of which event of the register the entry is."""

public_names = sa.Table(
    "public_names", metadata,
    sa.Column("stream", sa.Text, primary_key=True),
    sa.Column("case", sa.String(32), nullable=False, unique=True),
)  # fmt: skip
"""The pseudonym of each case, drawn at random."""
