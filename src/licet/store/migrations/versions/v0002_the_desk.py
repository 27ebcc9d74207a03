"""Who may use the desk and the API, and what is asked there."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
DATA = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
MOMENT = sa.DateTime(timezone=True)


def text(name: str) -> sa.Column[str]:
    """A text that is always there, perhaps empty."""
    return sa.Column(name, sa.Text(), nullable=False)


def moment(name: str, *, nullable: bool = False) -> sa.Column[object]:
    """A time in UTC."""
    return sa.Column(name, MOMENT, nullable=nullable)


def data(name: str) -> sa.Column[object]:
    """JSON without binary floats."""
    return sa.Column(name, DATA, nullable=False)


def digest(name: str) -> sa.Column[str]:
    """A SHA-256 in hexadecimal."""
    return sa.Column(name, sa.String(length=64), nullable=False)


def table(name: str, *parts: sa.schema.SchemaItem) -> None:
    """A table whose numbers are never given twice."""
    op.create_table(
        name,
        sa.Column("id", NUMBER, nullable=False),
        *parts,
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")),
        sqlite_autoincrement=True,
    )


def to(name: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    """A reference to the row of another table."""
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=op.f(f"fk_{name}_{column}"))


def once(name: str, *columns: str) -> sa.UniqueConstraint:
    """No two rows with the same content here."""
    return sa.UniqueConstraint(*columns, name=op.f(f"uq_{name}_{'_'.join(columns)}"))


def indexed(name: str, *columns: str) -> None:
    """An index by these columns."""
    op.create_index(op.f(f"ix_{name}_{'_'.join(columns)}"), name, list(columns), unique=False)


def upgrade() -> None:
    """Make the tables of the desk."""
    table(
        "accounts", text("name"), text("shown"), text("password"), text("officer"), text("issuer"),
        text("subject"), data("roles"), moment("since"), moment("ended", nullable=True),
        once("accounts", "name"),
    )  # fmt: skip
    indexed("accounts", "issuer", "subject")
    table(
        "sessions", digest("digest"), sa.Column("account", NUMBER, nullable=False), text("csrf"),
        moment("at"), moment("seen"), moment("expires"),
        to("sessions", "account", "accounts"), once("sessions", "digest"),
    )  # fmt: skip
    indexed("sessions", "account")
    table(
        "tokens", digest("digest"), sa.Column("account", NUMBER, nullable=False), text("name"),
        data("scopes"), moment("at"), moment("expires", nullable=True), moment("ended", nullable=True),
        to("tokens", "account", "accounts"), once("tokens", "digest"),
    )  # fmt: skip
    indexed("tokens", "account")
    table(
        "officer_keys", text("officer"), sa.Column("sealed", sa.LargeBinary(), nullable=False),
        moment("at"), once("officer_keys", "officer"),
    )  # fmt: skip
    table(
        "invitations", digest("digest"), sa.Column("account", NUMBER, nullable=False), text("title"),
        data("may"), moment("at"), moment("expires"),
        to("invitations", "account", "accounts"), once("invitations", "digest"),
    )  # fmt: skip
    indexed("invitations", "account")
    table(
        "attempts", digest("key"), sa.Column("tries", sa.Integer(), nullable=False), moment("at"),
        once("attempts", "key"),
    )  # fmt: skip
    indexed("attempts", "at")
    table("visits", digest("digest"), moment("at"), once("visits", "digest"))
    indexed("visits", "at")
    table(
        "enquiries", text("key"), sa.Column("account", NUMBER, nullable=True), text("kind"),
        text("title"), moment("at"), moment("changed"), data("state"),
        to("enquiries", "account", "accounts"), once("enquiries", "key"),
    )  # fmt: skip
    indexed("enquiries", "account")
    table(
        "orders", text("ref"), sa.Column("account", NUMBER, nullable=True), moment("at"),
        moment("changed"), text("state"), data("body"),
        to("orders", "account", "accounts"), once("orders", "ref"),
    )  # fmt: skip
    indexed("orders", "account")
    indexed("orders", "state")
    table(
        "order_checks", sa.Column("order", NUMBER, nullable=False), moment("at"),
        sa.Column("day", sa.Date(), nullable=False), text("why"), text("result"), data("answer"),
        data("hashes"), data("differs"), to("order_checks", "order", "orders"),
    )  # fmt: skip
    indexed("order_checks", "order")
    table(
        "idempotency", text("who"), text("key"), digest("request"), moment("at"),
        sa.Column("status", sa.Integer(), nullable=False), text("kind"),
        sa.Column("body", sa.LargeBinary(), nullable=False), once("idempotency", "who", "key"),
    )  # fmt: skip
    _refuse_changes("order_checks")


def _refuse_changes(name: str) -> None:
    """What was checked is never changed."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            f"CREATE TRIGGER {name}_written_once BEFORE UPDATE ON {name} FOR EACH ROW "
            "EXECUTE FUNCTION licet_written_once()"
        )
    else:
        op.execute(
            f"CREATE TRIGGER {name}_written_once BEFORE UPDATE ON {name} "
            f"BEGIN SELECT RAISE(ABORT, '{name} is written once'); END"
        )
