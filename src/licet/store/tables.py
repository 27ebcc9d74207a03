"""The tables.  Times are UTC, days are days, data is JSON with sorted keys and no binary floats.

Rows of ``runs``, ``editions``, ``screened``, ``matches``, ``acts``, ``determinations``, ``order_checks``, ``log``,
``register_events``, ``register_procedures``, ``public_entries``, ``public_names`` and ``happened_acts`` are written once: the
database itself refuses to change them (see the migrations).  They leave only by a purge, once the law no longer asks to keep them;
those of the last five never leave.
The tables of the license register are in ``licet.store.register_tables``, those of its log in ``licet.store.public_tables``,
that of the timeline in ``licet.store.happened_tables``.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

metadata = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

WRITTEN_ONCE = (
    "runs", "editions", "screened", "matches", "acts", "determinations", "log", "order_checks",
    "register_events", "register_procedures", "public_entries", "public_names", "happened_acts",
)  # fmt: skip

Plain = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
Number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


class Moment(sa.TypeDecorator[datetime]):
    """A time in UTC; what has no zone is refused."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        """To the database: UTC, and without a zone where the engine keeps none."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise TypeError(f"{value} has no time zone")
        moved = value.astimezone(UTC)
        return moved if dialect.name == "postgresql" else moved.replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        """From the database: always in UTC."""
        if value is None:
            return None
        return value.astimezone(UTC) if dialect.name == "postgresql" else value.replace(tzinfo=UTC)


def _table(name: str, *parts: Any) -> sa.Table:
    """A table whose numbers are never given twice, also after a purge."""
    return sa.Table(name, metadata, _id(), *parts, sqlite_autoincrement=True)


def _id() -> sa.Column[Any]:
    return sa.Column("id", Number, primary_key=True)


def _to(name: str, target: str, *, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, Number, sa.ForeignKey(target), nullable=nullable, index=True)


def _text(name: str, *, unique: bool = False, index: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=False, unique=unique, index=index)


officers = _table(
    "officers",
    _text("name", unique=True),
    _text("title"),
    sa.Column("since", sa.Date, nullable=False),
    sa.Column("until", sa.Date),
    sa.Column("may", Plain, nullable=False),
    _text("public_key", unique=True),
)  # fmt: skip

runs = _table(
    "runs",
    sa.Column("at", Moment, nullable=False, index=True),
    sa.Column("day", sa.Date, nullable=False),
    _text("officer"),
    _text("kind"),
    _text("file"),
    _text("input_sha256"),
    sa.Column("settings", Plain, nullable=False),
    sa.Column("versions", Plain, nullable=False),
    sa.Column("counts", Plain, nullable=False),
)  # fmt: skip

editions = sa.Table(
    "editions", metadata,
    sa.Column("run", Number, sa.ForeignKey("runs.id"), primary_key=True),
    sa.Column("list", sa.Text, primary_key=True),
    sa.Column("as_of", sa.Date, nullable=False),
    _text("sha256", index=True),
    _text("source"),
    sa.Column("entries", sa.Integer, nullable=False),
)  # fmt: skip

screened = _table(
    "screened",
    sa.Column("run", Number, sa.ForeignKey("runs.id"), nullable=False),
    _text("ref", index=True),
    _text("party"),
    _text("name"),
    sa.Column("hits", sa.Integer, nullable=False),
    _text("cannot"),
    sa.Index(None, "run", "ref"),
)  # fmt: skip

hits = _table(
    "hits",
    sa.Column("party", sa.String(64), nullable=False),
    sa.Column("entry", sa.Text, nullable=False),
    sa.Column("content", sa.String(64), nullable=False),
    _text("name"),
    sa.Column("asked", Plain, nullable=False),
    sa.Column("listed", Plain, nullable=False),
    sa.Column("as_of", sa.Date, nullable=False),
    sa.Column("score", sa.Integer, nullable=False),
    _text("band"),
    sa.Column("opened", Moment, nullable=False),
    _text("state", index=True),
    sa.Column("until", sa.Date, index=True),
    _to("reopens", "hits.id", nullable=True),
    _text("why"),
    _to("replaced_by", "hits.id", nullable=True),
    sa.UniqueConstraint("party", "entry", "content"),
    sa.Index(None, "entry", "content"),
)  # fmt: skip

matches = _table(
    "matches",
    _to("screened", "screened.id"),
    _to("hit", "hits.id", nullable=True),
    _text("entry"),
    _text("content"),
    sa.Column("score", sa.Integer, nullable=False),
    _text("band"),
    sa.Column("explanation", Plain, nullable=False),
)  # fmt: skip

acts = _table(
    "acts",
    _to("hit", "hits.id"),
    sa.Column("at", Moment, nullable=False),
    _text("act"),
    _text("officer"),
    _text("verdict"),
    _text("reason"),
    sa.Column("until", sa.Date),
    _text("before"),
    _text("after"),
    _to("judges", "acts.id", nullable=True),
    sa.Column("statement", sa.LargeBinary),
    sa.Column("signature", sa.LargeBinary),
)  # fmt: skip

determinations = _table(
    "determinations",
    sa.Column("at", Moment, nullable=False, index=True),
    _text("officer"),
    _text("public_key"),
    _text("ref", index=True),
    _text("item"),
    _text("status"),
    _text("note"),
    sa.Column("answer", sa.LargeBinary, nullable=False),
    sa.Column("inputs", sa.LargeBinary, nullable=False),
    sa.Column("statement", sa.LargeBinary, nullable=False),
    sa.Column("signature", sa.LargeBinary, nullable=False),
)  # fmt: skip

holds = _table(
    "holds",
    _text("ref", index=True),
    sa.Column("at", Moment, nullable=False),
    _text("by"),
    _text("reason"),
    sa.Column("released", Moment),
    _text("released_by"),
    _text("why_released"),
    sa.Column("statement", sa.LargeBinary),
    sa.Column("signature", sa.LargeBinary),
    sa.Index(
        "uq_holds_open", "ref", unique=True,
        sqlite_where=sa.text("released IS NULL"), postgresql_where=sa.text("released IS NULL"),
    ),
)  # fmt: skip

customers = _table(
    "customers",
    _text("file"),
    _text("ref"),
    _text("name"),
    _text("country"),
    _text("address"),
    sa.Column("identifiers", Plain, nullable=False),
    sa.Column("party", sa.String(64), nullable=False, index=True),
    sa.Column("content", sa.String(64), nullable=False),
    sa.Column("there", sa.Boolean, nullable=False),
    sa.Column("changed", Moment, nullable=False),
    _to("run", "runs.id", nullable=True),
    sa.Column("run_content", sa.String(64)),
    sa.UniqueConstraint("file", "ref"),
)  # fmt: skip

customer_files = _table(
    "customer_files",
    _text("file", index=True),
    _text("sha256"),
    sa.Column("at", Moment, nullable=False),
    sa.Column("rows", sa.Integer, nullable=False),
)  # fmt: skip

# Who may use the desk and the API.

accounts = _table(
    "accounts",
    _text("name", unique=True),
    _text("shown"),
    _text("password"),
    _text("officer"),
    _text("issuer"),
    _text("subject"),
    sa.Column("roles", Plain, nullable=False),
    sa.Column("since", Moment, nullable=False),
    sa.Column("ended", Moment),
    sa.Index(None, "issuer", "subject"),
)  # fmt: skip
"""``password`` is an argon2 hash, or empty; ``issuer`` and ``subject`` name a person of an OIDC provider."""

sessions = _table(
    "sessions",
    sa.Column("digest", sa.String(64), nullable=False, unique=True),
    _to("account", "accounts.id"),
    _text("csrf"),
    sa.Column("at", Moment, nullable=False),
    sa.Column("seen", Moment, nullable=False),
    sa.Column("expires", Moment, nullable=False),
)  # fmt: skip
"""``digest`` is the SHA-256 of what the cookie holds; the cookie's own content is never kept."""

tokens = _table(
    "tokens",
    sa.Column("digest", sa.String(64), nullable=False, unique=True),
    _to("account", "accounts.id"),
    _text("name"),
    sa.Column("scopes", Plain, nullable=False),
    sa.Column("at", Moment, nullable=False),
    sa.Column("expires", Moment),
    sa.Column("ended", Moment),
)  # fmt: skip

officer_keys = _table(
    "officer_keys",
    _text("officer", unique=True),
    sa.Column("sealed", sa.LargeBinary, nullable=False),
    sa.Column("at", Moment, nullable=False),
)  # fmt: skip
"""Private keys of officers who sign at the desk, each sealed with its owner's signing password."""

invitations = _table(
    "invitations",
    sa.Column("digest", sa.String(64), nullable=False, unique=True),
    _to("account", "accounts.id"),
    _text("title"),
    sa.Column("may", Plain, nullable=False),
    sa.Column("at", Moment, nullable=False),
    sa.Column("expires", Moment, nullable=False),
)  # fmt: skip
"""Links with a code by which a person sets a password of their own; ``may`` holds the rights of the
officer that the person becomes, if any.  A row leaves when its code is used."""

attempts = _table(
    "attempts",
    sa.Column("key", sa.String(64), nullable=False, unique=True),
    sa.Column("tries", sa.Integer, nullable=False),
    sa.Column("at", Moment, nullable=False, index=True),
)  # fmt: skip
"""Failed sign-ins by account name and by address, each name or address as a SHA-256."""

visits = _table(
    "visits",
    sa.Column("digest", sa.String(64), nullable=False, unique=True),
    sa.Column("at", Moment, nullable=False, index=True),
)  # fmt: skip
"""Answers of an OIDC provider that were taken, so that none is taken twice."""

# What is asked at the desk and through the API.

enquiries = _table(
    "enquiries",
    _text("key", unique=True),
    _to("account", "accounts.id", nullable=True),
    _text("kind"),
    _text("title"),
    sa.Column("at", Moment, nullable=False),
    sa.Column("changed", Moment, nullable=False),
    sa.Column("state", Plain, nullable=False),
)  # fmt: skip
"""Saved questions, each behind a link that cannot be guessed; ``state`` is what was answered so far."""

orders = _table(
    "orders",
    _text("ref", unique=True),
    _to("account", "accounts.id", nullable=True),
    sa.Column("at", Moment, nullable=False),
    sa.Column("changed", Moment, nullable=False),
    _text("state", index=True),
    sa.Column("body", Plain, nullable=False),
)  # fmt: skip

order_checks = _table(
    "order_checks",
    _to("order", "orders.id"),
    sa.Column("at", Moment, nullable=False),
    sa.Column("day", sa.Date, nullable=False),
    _text("why"),
    _text("result"),
    sa.Column("answer", Plain, nullable=False),
    sa.Column("hashes", Plain, nullable=False),
    sa.Column("differs", Plain, nullable=False),
)  # fmt: skip

idempotency = _table(
    "idempotency",
    _text("who"),
    _text("key"),
    sa.Column("request", sa.String(64), nullable=False),
    sa.Column("at", Moment, nullable=False),
    sa.Column("status", sa.Integer, nullable=False),
    _text("kind"),
    sa.Column("body", sa.LargeBinary, nullable=False),
    sa.UniqueConstraint("who", "key"),
)  # fmt: skip
"""Answers to requests that carried an idempotency key, so that the same request is done once."""

log = sa.Table(
    "log", metadata,
    sa.Column("seq", Number, primary_key=True, autoincrement=False),
    sa.Column("at", Moment, nullable=False, index=True),
    _text("kind"),
    _text("who"),
    sa.Column("what", Plain, nullable=False),
    sa.Column("before", sa.String(64), nullable=False),
    sa.Column("hash", sa.String(64), nullable=False),
)  # fmt: skip

chain = sa.Table(
    "chain", metadata,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("first", Number, nullable=False),
    sa.Column("before_first", sa.String(64), nullable=False),
    sa.Column("last", Number, nullable=False),
    sa.Column("hash", sa.String(64), nullable=False),
    sa.CheckConstraint("id = 1", name="one_row"),
)  # fmt: skip
"""Where the log begins and ends.  Every writer takes this row first, so writers come one by one."""


def added(db: sa.Connection, row: sa.Insert) -> int:
    """Add a row; gives its number."""
    key = db.execute(row).inserted_primary_key
    if key is None:
        raise TypeError("only one row at a time has a number")
    number: int = key[0]
    return number
