"""Tokens for programs: ``Authorization: Bearer licet_...``, with scopes, an end, and a way to revoke.

A token may do what its scopes say and its account still may; a scope that the account loses is lost
to the token as well.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import sqlalchemy as sa

from licet.access import registered, secrets
from licet.access.accounts import account_of, checked_shown, find_in
from licet.access.model import PERMISSIONS, Person
from licet.errors import InputError, UnknownName
from licet.record import record
from licet.store.tables import accounts, added, tokens
from licet.store.work import note

if TYPE_CHECKING:
    from collections.abc import Iterable

    from licet.store.store import Store

PREFIX = "licet_"
MOST_DAYS = 366
NEVER = ("people", "timeline")
"""What is done by a person at a page alone: no token has these scopes."""


@record
class Token:
    """One token as its owner sees it; what it holds is shown once, when it is made."""

    id: int
    name: str
    scopes: tuple[str, ...]
    at: datetime
    expires: datetime | None
    ended: datetime | None


def scopes_for(person: Person) -> dict[str, str]:
    """The scopes that a token of this person may have, and what each opens."""
    return {
        name: what for name, what in PERMISSIONS.items() if name in person.may and name not in NEVER
    }


def issue(
    store: Store, person: Person, name: str, scopes: Iterable[str], days: int
) -> tuple[str, int]:
    """Make a token of the person's account; gives what the program sends, and the token's number.

    Raises:
        InputError: a scope is unknown or is none of the account's, no scope, or too many days.
    """
    if person.account is None:
        raise InputError("A token belongs to an account. Make one under People first.")
    asked = set(scopes)
    for each in sorted(asked - set(PERMISSIONS)):
        raise UnknownName("scope", each, PERMISSIONS)
    open_to = scopes_for(person)
    if missing := sorted(asked - set(open_to)):
        raise InputError(f"A token of yours cannot have {', '.join(missing)}; it can have {', '.join(open_to)}.")  # fmt: skip
    if not asked:
        raise InputError(f"Choose at least one scope: {', '.join(open_to)}.")
    if not 1 <= days <= MOST_DAYS:
        raise InputError(f"A token lasts 1 to {MOST_DAYS} days; {days} was asked.")
    secret = PREFIX + secrets.fresh()
    given = [each for each in PERMISSIONS if each in asked]
    with store.writing() as work:
        account = find_in(work.db, person.account)
        if account.ended is not None or not asked <= account.may:
            raise InputError("Your account has lost a role since you signed in. Sign in again.")
        number = added(
            work.db,
            tokens.insert().values(
                digest=secrets.digest(secret), account=account.id, name=checked_shown(name), scopes=given,
                at=work.now, expires=work.now + timedelta(days=days), ended=None,
            ),
        )  # fmt: skip
        note(work, "token", account.name, {"act": "add", "token": number, "scopes": given, "days": days})  # fmt: skip
    return secret, number


def person(store: Store, secret: str, now: datetime) -> Person | None:
    """Whose token this is; None where it is no token, or token or account has ended."""
    if not secret.startswith(PREFIX):
        return None
    wanted = (
        sa.select(accounts, tokens.c.scopes)
        .join(tokens, tokens.c.account == accounts.c.id)
        .where(
            tokens.c.digest == secrets.digest(secret), tokens.c.ended.is_(None),
            (tokens.c.expires > now) | tokens.c.expires.is_(None), accounts.c.ended.is_(None),
        )
    )  # fmt: skip
    with store.reading() as db:
        row = db.execute(wanted).first()
    if row is None:
        return None
    account = account_of(row)
    may = account.may & set(row.scopes)
    actors = registered.actors_of(store, account) if "register" in may else ()
    return Person(account.shown, "token", may, account.id, account.officer, actors=actors)


def of(store: Store, account: int) -> tuple[Token, ...]:
    """The tokens of an account, the newest first, those that have ended too."""
    wanted = tokens.select().where(tokens.c.account == account).order_by(tokens.c.id.desc())
    with store.reading() as db:
        return tuple(
            Token(row.id, row.name, tuple(row.scopes), row.at, row.expires, row.ended)
            for row in db.execute(wanted)
        )


def revoke(store: Store, account: int, number: int, by: str) -> None:
    """End one token of the account; nothing where the number is another's."""
    with store.writing() as work:
        mine = (tokens.c.account == account) & (tokens.c.id == number) & tokens.c.ended.is_(None)
        if work.db.execute(tokens.update().where(mine).values(ended=work.now)).rowcount:
            note(work, "token", by, {"act": "revoke", "token": number})
