"""Orders that must not go on, and their release.  A reference is the user's own order number."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from licet.errors import InputError
from licet.store import officers
from licet.store.hits import in_state, is_open, under
from licet.store.keys import Signer
from licet.store.model import Hold, Unscreened
from licet.store.plain import storable
from licet.store.states import MATCH, check_reason
from licet.store.tables import hits, holds, order_checks, orders, runs, screened
from licet.store.work import Work, note, stamp

if TYPE_CHECKING:
    from datetime import date


def hold(work: Work, ref: str, reason: str, by: str) -> Hold:
    """Put an order on hold.  Anyone may: to stop is the careful way.

    ``by`` is the name of an officer, or who else is at the keyboard.

    Raises:
        InputError: there is no reason, or the order is on hold already.
    """
    check_reason(reason)
    ref, reason = _ref(ref), storable(reason)
    for row in work.db.execute(_standing(ref)):
        raise InputError(f"{ref} is on hold already, since {row.at:%Y-%m-%d} by {row.by}: {row.reason}")  # fmt: skip
    work.db.execute(
        holds.insert().values(
            ref=ref, at=work.now, by=storable(by), reason=reason, released=None, released_by="", why_released="",
        )
    )  # fmt: skip
    note(work, "hold", by, {"ref": ref, "reason": reason})
    return _read(work.db, work.db.execute(_standing(ref)).one(), work.today)


def release(work: Work, ref: str, by: Signer, reason: str, check: int | None = None) -> Hold:
    """Let an order go on: needs the right to determine, a reason, and no open hit under the order.

    A confirmed match, a party whose name could not be screened, or an order whose newest check FAILs needs
    the right to override too.  ``check`` is the number of the check that the officer read: the release is
    refused where the order was checked again since.  The newest check is named in what is signed.

    Raises:
        InputError: the order is not on hold, a hit is open, or the officer may not.
    """
    check_reason(reason)
    ref, reason = _ref(ref), storable(reason)
    row = work.db.execute(_standing(ref).with_for_update()).one_or_none()
    if row is None:
        raise InputError(f"{ref} is not on hold.")
    officer = officers.with_right(work, by.name, "determine", f"release {ref}")
    waiting = open_under(work.db, ref, work.today)
    if waiting:
        numbers = ", ".join(map(str, waiting))
        raise InputError(f"{ref} cannot be released: open under it {'is hit' if len(waiting) == 1 else 'are hits'} {numbers}. Two officers must close {'it' if len(waiting) == 1 else 'them'} first.")  # fmt: skip
    over = _matches_under(work.db, ref, work.today)
    unread = [each.name for each in unscreened(work.db) if each.ref == ref]
    newest, result = _newest_check(work.db, ref)
    if check is not None and check != newest:
        raise InputError(f"{ref} was checked again since you read it: check {newest} is the newest. Read it first.")  # fmt: skip
    fails = result == "FAIL"
    if (over or unread or fails) and "override" not in officer.may:
        why = f"hit {over[0]} is a match" if over else f"{unread[0]!r} could not be screened" if unread else "its newest check FAILs"  # fmt: skip
        raise InputError(f"{by.name} may not release {ref}: {why}, so the right to override is wanted.")  # fmt: skip
    said = {"ref": ref, "reason": reason, "held": stamp(row.at), "matches": over, "unscreened": unread, **({"check": newest} if newest else {}), **({"fails": True} if fails else {})}  # fmt: skip
    form = {"form": "licet-release/1", "officer": officer.name, "at": stamp(work.now)}
    statement, signature = officers.signed(officer, by, {**form, **said})
    work.db.execute(
        holds.update()
        .where(holds.c.id == row.id)
        .values(
            released=work.now, released_by=officer.name, why_released=reason,
            statement=statement, signature=signature,
        )
    )  # fmt: skip
    note(work, "release", officer.name, said)
    done = work.db.execute(holds.select().where(holds.c.id == row.id)).one()
    return _read(work.db, done, work.today)


def standing(db: sa.Connection, ref: str, today: date) -> Hold | None:
    """The hold that stands on an order; None where there is none."""
    row = db.execute(_standing(ref)).one_or_none()
    return None if row is None else _read(db, row, today)


def of(db: sa.Connection, ref: str, today: date) -> tuple[Hold, ...]:
    """All holds of an order, the oldest first."""
    wanted = holds.select().where(holds.c.ref == ref).order_by(holds.c.id)
    return tuple(_read(db, row, today) for row in db.execute(wanted).all())


def on_hold(db: sa.Connection, today: date) -> tuple[Hold, ...]:
    """Every order on hold, the oldest first."""
    wanted = holds.select().where(holds.c.released.is_(None)).order_by(holds.c.at, holds.c.id)
    return tuple(_read(db, row, today) for row in db.execute(wanted).all())


def open_under(db: sa.Connection, ref: str, today: date) -> tuple[int, ...]:
    """The numbers of the hits that wait for a person under a reference."""
    wanted = sa.select(hits.c.id).where(under([ref]), is_open(today)).order_by(hits.c.id)
    return tuple(db.execute(wanted).scalars())


def _matches_under(db: sa.Connection, ref: str, today: date) -> list[int]:
    wanted = sa.select(hits.c.id).where(
        under([ref]), in_state(MATCH, today), hits.c.replaced_by.is_(None)
    )
    return list(db.execute(wanted.order_by(hits.c.id)).scalars())


def _newest_check(db: sa.Connection, ref: str) -> tuple[int, str]:
    """The number of the order's newest check and what it says; nought and nothing where there is none."""
    wanted = (
        sa.select(order_checks.c.result)
        .join(orders, order_checks.c.order == orders.c.id)
        .where(orders.c.ref == ref)
        .order_by(order_checks.c.id)
    )
    found = db.execute(wanted).scalars().all()
    return len(found), found[-1] if found else ""


def unscreened(db: sa.Connection) -> tuple[Unscreened, ...]:
    """Parties of references whose names carried nothing to match on in the newest run of each."""
    newest = (
        sa.select(sa.func.max(runs.c.id).label("run"), screened.c.ref)
        .join(runs, screened.c.run == runs.c.id)
        .where(screened.c.ref != "")
        .group_by(screened.c.ref)
        .subquery()
    )
    wanted = (
        sa.select(screened.c.ref, screened.c.name, screened.c.cannot)
        .join(newest, (newest.c.run == screened.c.run) & (newest.c.ref == screened.c.ref))
        .where(screened.c.cannot != "")
        .order_by(screened.c.id)
    )
    return tuple(Unscreened(row.ref, row.name, row.cannot) for row in db.execute(wanted))


def _ref(ref: str) -> str:
    if not ref.strip():
        raise InputError("Name the order by its number.")
    return storable(ref.strip())


def _standing(ref: str) -> sa.Select[Any]:
    return sa.select(holds).where(holds.c.ref == ref, holds.c.released.is_(None))


def _read(db: sa.Connection, row: Any, today: date) -> Hold:
    return Hold(
        row.ref, row.at, row.by, row.reason, row.released, row.released_by, row.why_released,
        open_under(db, row.ref, today),
    )  # fmt: skip
