"""Rows of orders and of their checks, read and written.  A check is written once and never changed."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from licet.orders.model import (
    CLOSED,
    HELD,
    PASS,
    PASSED,
    RELEASED,
    Found,
    LineChecked,
    Order,
    OrderChecked,
)
from licet.store.model import as_data
from licet.store.plain import chunks, storable_data
from licet.store.tables import added, holds, order_checks, orders

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from licet.store.work import Work

IN_WORK = "open"
_ANSWER = ("lines", "found", "searched", "notes", "number", "who")


def answer_data(checked: OrderChecked) -> dict[str, Any]:
    """What law and lists say of an order: the same data for the same order, law, lists and closings."""
    data: dict[str, Any] = as_data(checked)
    return {name: data[name] for name in ("ref", "day", "result", "lines", "hashes", "found", "searched", "notes")}  # fmt: skip


def number_of(db: sa.Connection, ref: str) -> int:
    """The number of the order's row."""
    return int(db.execute(sa.select(orders.c.id).where(orders.c.ref == ref)).scalar_one())


def unchanged(db: sa.Connection, ref: str, before: Order | None) -> bool:
    """Whether the order is as it was when it was read: its content, its newest check, open or closed."""
    now = find(db, ref)
    if now is None or before is None:
        return now is before
    told = [(each.body, each.last.number if each.last else 0, each.state == CLOSED) for each in (now, before)]  # fmt: skip
    return told[0] == told[1]


def save(work: Work, ref: str, body: Mapping[str, Any], account: int | None) -> int:
    """The number of the order's row, made or brought up to date."""
    kept = storable_data(dict(body))
    row = work.db.execute(sa.select(orders).where(orders.c.ref == ref)).one_or_none()
    if row is None:
        return added(
            work.db,
            orders.insert().values(
                ref=ref, account=account, at=work.now, changed=work.now, state=IN_WORK, body=kept
            ),
        )
    if row.body != kept or row.state != IN_WORK:
        changed = {"body": kept, "state": IN_WORK, "changed": work.now}
        work.db.execute(orders.update().where(orders.c.id == row.id).values(**changed))
    number: int = row.id
    return number


def keep(work: Work, number: int, checked: OrderChecked) -> None:
    """Write a check."""
    data = storable_data(as_data(checked))
    work.db.execute(
        order_checks.insert().values(
            order=number, at=work.now, day=checked.day, why=data["why"], result=checked.result,
            answer={name: data[name] for name in _ANSWER}, hashes=data["hashes"], differs=data["differs"],
        )
    )  # fmt: skip


def next_number(work: Work, number: int) -> int:
    """The number of the check that is to be written on the order of a row."""
    wanted = sa.select(sa.func.count()).where(order_checks.c.order == number)
    return int(work.db.execute(wanted).scalar_one()) + 1


def find(db: sa.Connection, ref: str) -> Order | None:
    """One order with its body; None where there is none of that reference."""
    return next(iter(_read(db, _wanted().where(orders.c.ref == ref), whole=True)), None)


def listed(
    db: sa.Connection, state: str = "", after: str = "", most: int = 100
) -> tuple[Order, ...]:
    """Orders by reference, of one state or of all; ``after`` is the last reference of the page before."""
    wanted = _wanted().where(orders.c.ref > after).order_by(orders.c.ref).limit(most)
    if state:
        wanted = wanted.where(_standing == state)
    return _read(db, wanted, whole=False)


def counts(db: sa.Connection) -> dict[str, int]:
    """How many orders stand in each state."""
    inner = _wanted().subquery()
    wanted = sa.select(inner.c.standing, sa.func.count()).group_by(inner.c.standing)
    return {row[0]: row[1] for row in db.execute(wanted)}


def in_work(db: sa.Connection, refs: Sequence[str] | None = None) -> tuple[str, ...]:
    """References of the orders that are not closed; of those in ``refs`` alone, where given."""
    wanted = sa.select(orders.c.ref).where(orders.c.state != CLOSED).order_by(orders.c.ref)
    if refs is None:
        return tuple(db.execute(wanted).scalars())
    parts = (db.execute(wanted.where(orders.c.ref.in_(part))).scalars() for part in chunks(refs))
    return tuple(ref for part in parts for ref in part)


def checks(db: sa.Connection, ref: str, most: int = 0) -> tuple[OrderChecked, ...]:
    """The checks of an order, the newest first."""
    wanted = (
        sa.select(order_checks)
        .join(orders, order_checks.c.order == orders.c.id)
        .where(orders.c.ref == ref)
        .order_by(order_checks.c.id.desc())
    )
    if most:
        wanted = wanted.limit(most)
    return tuple(_checked(ref, row) for row in db.execute(wanted))


_newest = (
    sa.select(sa.func.max(order_checks.c.id).label("id"), order_checks.c.order)
    .group_by(order_checks.c.order)
    .subquery()
)
_last = order_checks.alias("last")
_hold = holds.alias("hold")
_standing = sa.case(
    (orders.c.state == CLOSED, CLOSED),
    (_hold.c.id.is_not(None), HELD),
    (_last.c.result == PASS, PASSED),
    else_=RELEASED,
)


def _wanted() -> sa.Select[Any]:
    return (
        sa.select(
            orders.c.ref, orders.c.at, orders.c.changed, orders.c.body, _standing.label("standing"),
            _hold.c.reason.label("held"), _last.c.id.label("check"),
        )
        .join(_newest, _newest.c.order == orders.c.id, isouter=True)
        .join(_last, _last.c.id == _newest.c.id, isouter=True)
        .join(_hold, (_hold.c.ref == orders.c.ref) & _hold.c.released.is_(None), isouter=True)
    )  # fmt: skip


def _read(db: sa.Connection, wanted: sa.Select[Any], *, whole: bool) -> tuple[Order, ...]:
    rows = db.execute(wanted).all()
    last: dict[int, Any] = {}
    numbers = [row.check for row in rows if row.check is not None]
    for row in db.execute(sa.select(order_checks).where(order_checks.c.id.in_(numbers))):
        last[row.id] = row
    return tuple(
        Order(
            row.ref, row.at, row.changed, row.standing, row.body if whole else {},
            _checked(row.ref, last[row.check]) if row.check in last else None, row.held or "",
        )
        for row in rows
    )  # fmt: skip


def _checked(ref: str, row: Any) -> OrderChecked:
    told = row.answer
    return OrderChecked(
        ref, told["number"], row.at, row.day, row.why, row.result,
        tuple(_line(each) for each in told["lines"]),
        tuple((name, value) for name, value in row.hashes),
        tuple(row.differs),
        tuple(_found(each) for each in told["found"]),
        tuple((code, day, sha) for code, day, sha in told["searched"]),
        tuple(told["notes"]), told["who"],
    )  # fmt: skip


def _line(data: dict[str, Any]) -> LineChecked:
    lists = {name: tuple(data[name]) for name in ("beside", "hits", "matches")}
    return LineChecked(**{**data, **lists})


def _found(data: dict[str, Any]) -> Found:
    since = date.fromisoformat(data["since"]) if data["since"] else None
    return Found(**{**data, "since": since})
