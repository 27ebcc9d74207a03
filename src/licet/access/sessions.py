"""Sessions: a cookie of 256 random bits, of which the store keeps the SHA-256.

A session ends a set time after sign-in, or when it has not been used for a while.  Each sign-in makes
a new one, so a cookie that somebody planted before is worth nothing after.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import sqlalchemy as sa

from licet.access import registered, secrets
from licet.access.accounts import Account, account_of
from licet.access.model import Person
from licet.record import record
from licet.store.tables import accounts, sessions
from licet.store.work import Work, note

if TYPE_CHECKING:
    from licet.settings import Desk
    from licet.store.store import Store

_SEEN_EVERY = timedelta(minutes=1)
"""How often a session in use is written down as such."""


@record
class Session:
    """One session as its owner sees it."""

    id: int
    at: datetime
    seen: datetime
    expires: datetime
    this: bool


def begin(work: Work, account: Account, desk: Desk, old: str = "") -> str:
    """Sign an account in; gives the content of the cookie.  ``old`` is the cookie that was sent."""
    secret = secrets.fresh()
    gone = (sessions.c.expires <= work.now) | (sessions.c.digest == secrets.digest(old))
    work.db.execute(sessions.delete().where(gone))
    work.db.execute(
        sessions.insert().values(
            digest=secrets.digest(secret), account=account.id, csrf=secrets.fresh(), at=work.now,
            seen=work.now, expires=work.now + timedelta(hours=desk.session_hours),
        )
    )  # fmt: skip
    note(work, "sign_in", account.name, {"by": account.by})
    return secret


def person(store: Store, secret: str, desk: Desk, now: datetime) -> Person | None:
    """Who holds this cookie; None where it is no session's, or the session or the account has ended."""
    wanted = (
        sa.select(accounts, sessions.c.csrf, sessions.c.seen, sessions.c.id.label("session"))
        .join(sessions, sessions.c.account == accounts.c.id)
        .where(sessions.c.digest == secrets.digest(secret), sessions.c.expires > now)
    )
    with store.reading() as db:
        row = db.execute(wanted).first()
    if (
        row is None
        or row.ended is not None
        or row.seen + timedelta(minutes=desk.idle_minutes) <= now
    ):
        return None
    if row.seen + _SEEN_EVERY <= now:
        with store.writing() as work:
            here = sessions.c.id == row.session
            work.db.execute(sessions.update().where(here).values(seen=now))
    account = account_of(row)
    actors = registered.actors_of(store, account) if "register" in account.may else ()
    return Person(
        account.shown, "session", account.may, account.id, account.officer, row.csrf, actors
    )


def of(store: Store, account: int, secret: str) -> tuple[Session, ...]:
    """The sessions of an account, the newest first; ``secret`` tells which is this one."""
    mine = secrets.digest(secret)
    wanted = sessions.select().where(sessions.c.account == account).order_by(sessions.c.id.desc())
    with store.reading() as db:
        return tuple(
            Session(row.id, row.at, row.seen, row.expires, row.digest == mine)
            for row in db.execute(wanted)
        )


def end(store: Store, secret: str) -> None:
    """Sign out: the cookie is no session's any more."""
    with store.writing() as work:
        work.db.execute(sessions.delete().where(sessions.c.digest == secrets.digest(secret)))


def end_one(store: Store, account: int, number: int) -> None:
    """End one session of the account; nothing where the number is another's."""
    with store.writing() as work:
        mine = (sessions.c.account == account) & (sessions.c.id == number)
        work.db.execute(sessions.delete().where(mine))


def end_all(store: Store, account: int) -> None:
    """Sign out everywhere."""
    with store.writing() as work:
        work.db.execute(sessions.delete().where(sessions.c.account == account))
