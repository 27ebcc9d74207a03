"""How an officer signs at the desk: a key of the officer's own, sealed with a signing password.

The private key never lies open: it is opened for one act with the password that the officer types for
that act.  Officers who sign on the command line keep their keys in files (``licet.store.keys``) and need
none here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from licet.access import throttle
from licet.access.model import Person
from licet.access.secrets import BadPassword
from licet.errors import InputError
from licet.store import keys, officers
from licet.store.keys import Signer
from licet.store.tables import officer_keys
from licet.store.work import Work, note

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from licet.store.model import Officer
    from licet.store.store import Store

LEAST = 12
"""Characters that a signing password has at least."""


def enroll(store: Store, name: str, *, title: str, may: Iterable[str], password: str) -> Officer:
    """Make an officer with a new key that ``password`` seals.

    Raises:
        InputError: the password is too short, or there is an officer of that name.
    """
    made = key(password)
    with store.writing() as work:
        return enroll_in(work, name, title=title, may=may, made=made)


def key(password: str) -> tuple[bytes, str]:
    """A new key: the private half sealed with the signing password, and the public one.

    Raises:
        InputError: the password is too short.
    """
    if len(password) < LEAST:
        raise BadPassword(f"A signing password has at least {LEAST} characters; this one has {len(password)}.", "signing_password")  # fmt: skip
    return keys.make(password.encode())


def enroll_in(
    work: Work, name: str, *, title: str, may: Iterable[str], made: tuple[bytes, str]
) -> Officer:
    """Make an officer of a key within a transaction."""
    sealed, public = made
    officer = officers.add(work, name, title=title, may=may, public_key=public)
    work.db.execute(officer_keys.insert().values(officer=name, sealed=sealed, at=work.now))
    note(work, "officer_key", name, {"officer": name, "public_key": public})
    return officer


def change_password(store: Store, person: Person, old: str, new: str) -> None:
    """Seal the person's key with another signing password; the key stays the same.

    Raises:
        InputError: there is no key, the old password does not open it, or the new one is too short.
    """
    officer = person.officer
    if officer not in signers(store, person):
        raise InputError("No officer's key at this desk is yours.")
    if len(new) < LEAST:
        raise BadPassword(f"A signing password has at least {LEAST} characters; this one has {len(new)}.", "new_signing_password")  # fmt: skip
    resealed = keys.sealed(_opened(store, officer, old), new.encode())
    with store.writing() as work:
        mine = officer_keys.c.officer == officer
        work.db.execute(officer_keys.update().where(mine).values(sealed=resealed, at=work.now))
        note(work, "officer_key", officer, {"officer": officer, "act": "password"})


def signers(store: Store, person: Person) -> tuple[str, ...]:
    """Officers under whose name ``person`` may sign here: the account's own, or all at a private desk."""
    in_office = with_key(store)
    if person.how == "local":
        return in_office
    return tuple(name for name in in_office if name == person.officer)


def with_key(store: Store) -> tuple[str, ...]:
    """Officers in office whose sealed key lies at this desk."""
    with store.reading() as db:
        sealed = set(db.execute(sa.select(officer_keys.c.officer)).scalars())
    return tuple(e.name for e in store.officers() if e.active(store.today) and e.name in sealed)


def signer_of_form(store: Store, person: Person, form: Mapping[str, object]) -> Signer:
    """The signing hand of a form's ``officer`` and ``signing_password``.

    Raises:
        InputError: the person may not sign under that name, or the password does not open its key.
    """
    name = str(form.get("officer") or person.officer or "")
    if name not in signers(store, person):
        raise InputError(f"{person.name} cannot sign as {name or 'nobody'} here: no officer of that name has a key at this desk. Make one under People.")  # fmt: skip
    return Signer(name, _opened(store, name, str(form.get("signing_password") or "")).sign)


def _opened(store: Store, officer: str, password: str) -> Any:
    """The private key.  Guesses are slowed down as those at sign-in are: an open session is no key."""
    tried = f"signing {officer}"
    try:
        throttle.count(store, tried, tried)
    except throttle.Wait as wait:
        raise InputError(f"The signing password was wrong too often. {wait}") from None
    with store.reading() as db:
        wanted = sa.select(officer_keys.c.sealed).where(officer_keys.c.officer == officer)
        sealed = db.execute(wanted).scalar_one_or_none()
    if sealed is None:
        raise InputError(f"{officer} has no key at this desk.")
    try:
        key = keys.load(bytes(sealed), password.encode("utf-8", "replace"))
    except (TypeError, ValueError):
        raise InputError("The signing password does not open this officer's key.") from None
    with store.writing() as work:
        throttle.forget(work, tried, tried)
    return key
