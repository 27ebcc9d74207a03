"""Signing in with a name and a password."""

from __future__ import annotations

from typing import TYPE_CHECKING

from licet.access import accounts, secrets, sessions, throttle
from licet.errors import InputError
from licet.store.tables import accounts as table

if TYPE_CHECKING:
    from licet.settings import Desk
    from licet.store.store import Store

WRONG = "Name and password do not fit. Both may be wrong; passwords mind small and large letters."


def sign_in(
    store: Store, name: str, password: str, *, address: str, desk: Desk, old: str = ""
) -> str:
    """The content of the cookie of a new session; ``old`` is the cookie that was sent, which ends.

    An unknown name takes as long and says the same as a wrong password.

    Raises:
        InputError: name and password do not fit.
        Wait: too many attempts (``licet.access.throttle``).
        TooManyAtOnce: too many people are signing in (``licet.access.secrets``).
    """
    name = name.strip().lower()
    throttle.count(store, name, address)
    with store.reading() as db:
        row = db.execute(table.select().where(table.c.name == name)).first()
    kept = row.password if row is not None and row.ended is None else ""
    if not secrets.opens(password, kept) or row is None:
        raise InputError(WRONG)
    with store.writing() as work:
        again = work.db.execute(table.select().where(table.c.id == row.id)).one()
        if again.ended is not None or again.password != kept:
            raise InputError(WRONG)
        throttle.forget(work, name, address)
        return sessions.begin(work, accounts.account_of(again), desk, old)


def change_password(store: Store, account: int, old: str, new: str) -> None:
    """Another password for one's own account; every session of it ends.

    Raises:
        InputError: the old password does not fit, or the new one is too short.
    """
    with store.reading() as db:
        row = db.execute(table.select().where(table.c.id == account)).one()
    throttle.count(store, row.name, f"account {account}")
    if not secrets.opens(old, row.password):
        raise InputError("This is not your password until now.")
    sealed = secrets.sealed(secrets.checked(new, row.name))
    with store.writing() as work:
        throttle.forget(work, row.name, f"account {account}")
        accounts.set_password(work, account, sealed, row.name)
