"""Invitations: a link with a code by which a person sets a password that nobody else has seen.

The same link may make the person an officer, with a key sealed by a signing password typed then.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import sqlalchemy as sa

from licet.access import accounts, secrets, signing
from licet.access.accounts import Account, account_of
from licet.errors import InputError
from licet.record import record
from licet.store import officers
from licet.store.tables import accounts as table
from licet.store.tables import invitations
from licet.store.work import note

if TYPE_CHECKING:
    from collections.abc import Iterable

    from licet.store.store import Store

DAYS = 7
"""How long a link may be used."""


@record
class Invitation:
    """Whom a code is for, and as what officer: ``may`` is empty where it makes none."""

    account: Account
    title: str
    may: tuple[str, ...]
    expires: datetime


def invite(store: Store, account: int, *, title: str = "", may: Iterable[str] = (), by: str) -> str:
    """A code for an account; codes given before are worth nothing any more.

    Raises:
        InputError: the account has ended, an officer has no title, or a right is unknown.
    """
    rights = officers.checked_rights(may)
    if rights and not title.strip():
        raise InputError("Give the officer's full name and office; it stands in letters.")
    secret = secrets.fresh()
    with store.writing() as work:
        found = accounts.find_in(work.db, account)
        if found.ended is not None:
            raise InputError(f"The account {found.name} has ended.")
        if rights and found.officer:
            raise InputError(f"{found.name} signs as the officer {found.officer} already.")
        work.db.execute(invitations.delete().where(invitations.c.account == account))
        work.db.execute(
            invitations.insert().values(
                digest=secrets.digest(secret), account=account, title=accounts.checked_shown(title) if rights else "",
                may=list(rights), at=work.now, expires=work.now + timedelta(days=DAYS),
            )
        )  # fmt: skip
        note(work, "invitation", by, {"for": found.name, "may": list(rights)})
    return secret


def read(store: Store, code: str) -> Invitation:
    """What a code is for.

    Raises:
        InputError: it is no code, was used, or is too old.
    """
    with store.reading() as db:
        return _found(db, code, store.clock())


def use(store: Store, code: str, password: str, signing_password: str = "") -> Account:
    """Set the password, and make the officer where the invitation says so; the code is then used up.

    Raises:
        InputError: as ``read``, or a password is too short, or both are the same.
    """
    found = read(store, code)
    sealed = secrets.sealed(secrets.checked(password, found.account.name))
    made = None
    if found.may:
        if signing_password == password:
            raise secrets.BadPassword(
                "Take a signing password other than the one for signing in.", "signing_password"
            )
        made = signing.key(signing_password)
    with store.writing() as work:
        again = _found(work.db, code, work.now)
        work.db.execute(invitations.delete().where(invitations.c.digest == secrets.digest(code)))
        account = accounts.set_password(work, again.account.id, sealed, again.account.name)
        if made is not None:
            name = _officer_name(work.db, account.name)
            signing.enroll_in(work, name, title=again.title, may=again.may, made=made)
            accounts.set_officer(work, account.id, name)
        return accounts.find_in(work.db, account.id)


def _found(db: sa.Connection, code: str, now: datetime) -> Invitation:
    wanted = (
        sa.select(table, invitations.c.title, invitations.c.may, invitations.c.expires)
        .join(table, invitations.c.account == table.c.id)
        .where(invitations.c.digest == secrets.digest(code), invitations.c.expires > now)
    )
    row = db.execute(wanted).first()
    if row is None or row.ended is not None:
        raise InputError("This invitation was used already, or is too old. Ask an administrator for a new one.")  # fmt: skip
    return Invitation(account_of(row), row.title, tuple(row.may), row.expires)


def _officer_name(db: sa.Connection, account: str) -> str:
    """A free name for an officer, made of the account's: without ``@`` and ``+``, numbered where taken."""
    stem = account.replace("@", "-at-").replace("+", "-")[:60]
    taken = {each.name for each in officers.everyone(db)}
    name, number = stem, 2
    while name in taken:
        name, number = f"{stem}-{number}", number + 1
    return name
