"""Accounts: who may sign in, with which roles.  Nobody is removed; an account ends and stays.

Every change adds a line to the log of the store, under the name of who made it.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from licet.access import secrets
from licet.access.model import ROLES
from licet.errors import InputError, UnknownName
from licet.record import record
from licet.store.plain import storable
from licet.store.tables import accounts, added, invitations, sessions, tokens
from licet.store.work import Work, note

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from licet.store.store import Store

_NAME = re.compile(r"[a-z0-9][a-z0-9._@+-]{0,63}")
_LONGEST = 120
ADMINISTRATOR = "administrator"


@record
class Account:
    """One account.  ``name`` is typed at sign-in, ``shown`` stands on pages; ``officer`` may be empty.

    ``by`` says how the person signs in: ``password``, ``provider``, or ``invited`` where neither yet.
    """

    id: int
    name: str
    shown: str
    officer: str
    roles: tuple[str, ...]
    by: str
    since: datetime
    ended: datetime | None

    @property
    def may(self) -> frozenset[str]:
        """What its roles may do; nothing once it has ended."""
        if self.ended is not None:
            return frozenset()
        return frozenset(each for role in self.roles for each in ROLES.get(role, ()))


def any_there(store: Store) -> bool:
    """Whether there is an account, also one that has ended: then the desk is no single user's any more."""
    with store.reading() as db:
        return db.execute(sa.select(accounts.c.id).limit(1)).first() is not None


def everyone(store: Store) -> tuple[Account, ...]:
    """All accounts by name."""
    with store.reading() as db:
        return tuple(
            account_of(row) for row in db.execute(accounts.select().order_by(accounts.c.name))
        )


def find(store: Store, number: int) -> Account:
    """The account of that number.

    Raises:
        InputError: there is none.
    """
    with store.reading() as db:
        return find_in(db, number)


def named(store: Store, name: str) -> Account:
    """The account of that name.

    Raises:
        UnknownName: there is none.
    """
    known = {each.name: each for each in everyone(store)}
    if name not in known:
        raise UnknownName("account", name, known)
    return known[name]


def find_in(db: sa.Connection, number: int) -> Account:
    """The same within a transaction."""
    row = db.execute(accounts.select().where(accounts.c.id == number)).first()
    if row is None:
        raise InputError("There is no account of that number. The page People lists them all.")
    return account_of(row)


def account_of(row: Any) -> Account:
    """An account from its row."""
    by = "password" if row.password else "provider" if row.issuer else "invited"
    return Account(
        row.id, row.name, row.shown, row.officer, tuple(row.roles), by, row.since, row.ended
    )


def add(
    store: Store, name: str, *, shown: str = "", roles: Iterable[str], password: str = "", by: str,
    first: bool = False,
) -> Account:  # fmt: skip
    """Make an account; without a password an invitation lets the person set one.

    ``first`` makes the first account or none.

    Raises:
        InputError: the name is taken or cannot be one, the password is too short, the first account is
            no administrator's.
    """
    sealed = secrets.sealed(secrets.checked(password, name)) if password else ""
    with store.writing() as work:
        if first and work.db.execute(sa.select(accounts.c.id).limit(1)).first() is not None:
            raise InputError(
                "Somebody has just made the first account; sign in with one of your own."
            )
        return add_in(work, name, shown=shown, roles=roles, by=by, password=sealed)


def add_in(
    work: Work, name: str, *, shown: str, roles: Iterable[str], by: str, password: str = "",
    issuer: str = "", subject: str = "",
) -> Account:  # fmt: skip
    """The same within a transaction; ``password`` is sealed already."""
    if not _NAME.fullmatch(name):
        raise InputError(f"{name[:80]!r} cannot name an account: write small letters a to z, digits, '.', '_', '-', '+' or '@', at most 64.")  # fmt: skip
    known = set(work.db.execute(sa.select(accounts.c.name)).scalars())
    if name in known:
        raise InputError(f"There is an account {name} already. Names are not given twice.")
    given = checked_roles(roles)
    if not known and ADMINISTRATOR not in given:
        raise InputError("The first account must be an administrator's: somebody has to let in the others.")  # fmt: skip
    number = added(
        work.db,
        accounts.insert().values(
            name=name, shown=checked_shown(shown or name), password=password, officer="", issuer=issuer,
            subject=subject, roles=list(given), since=work.now, ended=None,
        ),
    )  # fmt: skip
    note(work, "account", by, {"act": "add", "name": name, "roles": list(given)})
    return find_in(work.db, number)


def checked_shown(text: str) -> str:
    """A name as pages show it: one line of at most 120 characters, without marks that turn text around.

    Raises:
        InputError: it is longer, or nothing of it can be seen.
    """
    seen = "".join(each for each in storable(text) if unicodedata.category(each) not in ("Cc", "Cf", "Co", "Zl", "Zp")).strip()  # fmt: skip
    if not seen or len(seen) > _LONGEST:
        raise InputError(
            f"A name to show has 1 to {_LONGEST} characters; this one has {len(seen)}."
        )
    return seen


def checked_roles(roles: Iterable[str]) -> tuple[str, ...]:
    """The roles in their fixed order.

    Raises:
        InputError: one is no role, or there is none.
    """
    asked = set(roles)
    for each in sorted(asked - set(ROLES)):
        raise UnknownName("role", each, ROLES)
    if not asked:
        raise InputError(f"Give at least one role: {', '.join(ROLES)}.")
    return tuple(each for each in ROLES if each in asked)


def change(store: Store, number: int, *, roles: Iterable[str], officer: str, by: str) -> Account:
    """Give an account other roles, and the officer under whose name its person signs.

    Raises:
        InputError: no such account, role or officer; or nobody would be left to let in others.
    """
    given = checked_roles(roles)
    if officer:
        store.officer(officer)
    with store.writing() as work:
        found = _standing(work, number)
        if ADMINISTRATOR not in given:
            _not_the_last(work, found)
        if officer and _taken(work.db, officer, number):
            raise InputError(f"Another account signs as {officer} already; each officer is one person.")  # fmt: skip
        _set(work, number, roles=list(given), officer=officer)
        note(work, "account", by, {"act": "change", "name": found.name, "roles": list(given), "officer": officer})  # fmt: skip
        return find_in(work.db, number)


def end(store: Store, number: int, by: str) -> Account:
    """End an account: its sessions, tokens and invitations end with it.

    Raises:
        InputError: it has ended, or is the last administrator's.
    """
    with store.writing() as work:
        found = _standing(work, number)
        _not_the_last(work, found)
        _set(work, number, ended=work.now, password="")
        work.db.execute(sessions.delete().where(sessions.c.account == number))
        work.db.execute(invitations.delete().where(invitations.c.account == number))
        standing = (tokens.c.account == number) & tokens.c.ended.is_(None)
        work.db.execute(tokens.update().where(standing).values(ended=work.now))
        note(work, "account", by, {"act": "end", "name": found.name})
        return find_in(work.db, number)


def set_password(work: Work, number: int, sealed: str, by: str) -> Account:
    """Give an account a password, sealed already; everybody signed in with the old one is signed out."""
    found = _standing(work, number)
    _set(work, number, password=sealed)
    work.db.execute(sessions.delete().where(sessions.c.account == number))
    note(work, "account", by, {"act": "password", "name": found.name})
    return find_in(work.db, number)


def set_officer(work: Work, number: int, officer: str) -> None:
    """Say under which officer's name the account's person signs."""
    _set(work, number, officer=officer)


def _set(work: Work, number: int, **values: Any) -> None:
    work.db.execute(accounts.update().where(accounts.c.id == number).values(**values))


def _standing(work: Work, number: int) -> Account:
    found = find_in(work.db, number)
    if found.ended is not None:
        raise InputError(f"The account {found.name} has ended.")
    return found


def _not_the_last(work: Work, found: Account) -> None:
    if ADMINISTRATOR not in found.roles:
        return
    rows = work.db.execute(accounts.select().where(accounts.c.ended.is_(None)))
    others = [row for row in rows if ADMINISTRATOR in row.roles and row.id != found.id]
    if not any(row.password or row.issuer for row in others):
        raise InputError(
            f"{found.name} is the last administrator who can sign in. Make another first."
        )


def _taken(db: sa.Connection, officer: str, number: int) -> bool:
    other = (accounts.c.officer == officer) & (accounts.c.id != number) & accounts.c.ended.is_(None)
    return db.execute(sa.select(accounts.c.id).where(other)).first() is not None
