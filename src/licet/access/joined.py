"""The account of a person whom a provider names: found by issuer and subject, made at the first sign-in."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from licet.access import accounts, secrets, sessions
from licet.errors import InputError
from licet.store.tables import accounts as table
from licet.store.tables import visits
from licet.store.work import Work, note

if TYPE_CHECKING:
    from collections.abc import Mapping

    from licet.access.accounts import Account
    from licet.settings import Desk, Oidc
    from licet.store.store import Store

_REMEMBERED = timedelta(hours=24)
_UNFIT = re.compile(r"[^a-z0-9._@+-]+")


def sign_in(
    store: Store, claims: Mapping[str, Any], state: str, *, desk: Desk, old: str = ""
) -> str:
    """The cookie of a new session for the person of these claims, which were checked.

    Raises:
        InputError: the answer was taken before, the account has ended, or the desk has no accounts yet.
    """
    subject = str(claims.get("sub") or "")
    if not subject:
        raise InputError("The provider did not say who you are (sub).")
    with store.writing() as work:
        _once(work, state)
        account = _account(work, claims, subject, desk.oidc)
        return sessions.begin(work, account, desk, old)


def _once(work: Work, state: str) -> None:
    work.db.execute(visits.delete().where(visits.c.at < work.now - _REMEMBERED))
    digest = secrets.digest(state)
    if work.db.execute(sa.select(visits.c.id).where(visits.c.digest == digest)).first():
        raise InputError("This sign-in was finished before. Begin again at Sign in.")
    work.db.execute(visits.insert().values(digest=digest, at=work.now))


def _account(work: Work, claims: Mapping[str, Any], subject: str, oidc: Oidc) -> Account:
    known = (table.c.issuer == oidc.issuer) & (table.c.subject == subject)
    row = work.db.execute(table.select().where(known)).first()
    roles = roles_of(claims, oidc)
    if row is None:
        return _made(work, claims, subject, oidc, roles)
    if row.ended is not None:
        raise InputError(f"The account {row.name} has ended. An administrator can tell you more.")
    if oidc.roles and roles != tuple(row.roles):
        work.db.execute(table.update().where(known).values(roles=list(roles)))
        note(work, "account", "provider", {"act": "change", "name": row.name, "roles": list(roles), "officer": row.officer})  # fmt: skip
    return accounts.find_in(work.db, row.id)


def _made(
    work: Work, claims: Mapping[str, Any], subject: str, oidc: Oidc, roles: tuple[str, ...]
) -> Account:  # fmt: skip
    if work.db.execute(sa.select(table.c.id).limit(1)).first() is None:
        raise InputError("This desk has no accounts yet; its first is made under People.")
    asked = str(claims.get("preferred_username") or claims.get("email") or "person")
    name = _free(work.db, _UNFIT.sub("-", asked.lower()).strip("-._@+")[:56] or "person")
    try:
        shown = accounts.checked_shown(str(claims.get("name") or asked))
    except InputError:
        shown = name
    return accounts.add_in(
        work, name, shown=shown, roles=roles, by="provider", issuer=oidc.issuer, subject=subject
    )


def roles_of(claims: Mapping[str, Any], oidc: Oidc) -> tuple[str, ...]:
    """The roles that the settings give to what the provider says of the person.

    >>> from licet.settings import Oidc
    >>> roles_of({"groups": ["trade", "staff"]}, Oidc(roles={"trade": "analyst"}))
    ('analyst',)
    >>> roles_of({"groups": "staff"}, Oidc(roles={"trade": "analyst"}))
    ('reader',)
    """
    told = claims.get(oidc.claim, ())
    values = [told] if isinstance(told, str) else told if isinstance(told, list) else []
    named = {oidc.roles[each] for each in values if oidc.roles and each in oidc.roles}
    return accounts.checked_roles(named or {oidc.role})


def _free(db: sa.Connection, stem: str) -> str:
    taken = set(db.execute(sa.select(table.c.name)).scalars())
    name, number = stem, 2
    while name in taken:
        name, number = f"{stem}-{number}", number + 1
    return name
