"""Officers: who may act.  Nobody is removed; an officer retires and stays on the record."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any

from licet.errors import InputError, UnknownName
from licet.store.keys import Signer, read_public, verifies
from licet.store.model import Officer
from licet.store.plain import canonical, storable
from licet.store.states import RIGHTS
from licet.store.tables import officers
from licet.store.work import Work, note

if TYPE_CHECKING:
    from collections.abc import Iterable

    import sqlalchemy as sa

_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")


def add(
    work: Work, name: str, *, title: str, may: Iterable[str], public_key: str, since: date | None = None
) -> Officer:  # fmt: skip
    """Take in an officer; holds office from ``since``, or from today.

    Raises:
        InputError: the name or key is in use, or a right is unknown.
    """
    if not _NAME.fullmatch(name):
        raise InputError(f"{name!r} cannot name an officer: write small letters a to z, digits, '.', '_' or '-'. The full name goes into the title.")  # fmt: skip
    rights = checked_rights(may)
    key = read_public(public_key)
    for row in work.db.execute(officers.select()):
        if row.name == name:
            raise InputError(f"There is an officer {name} already. Names are not given twice.")
        if row.public_key == key:
            raise InputError(f"This is the key of {row.name}; each officer has a key of their own.")
    begins = since or work.today
    work.db.execute(
        officers.insert().values(
            name=name, title=storable(title), since=begins, until=None, may=list(rights), public_key=key,
        )
    )  # fmt: skip
    note(
        work, "officer", "",
        {"act": "add", "name": name, "title": title, "may": list(rights), "since": begins.isoformat(), "public_key": key},
    )  # fmt: skip
    return find(work.db, name)


def checked_rights(may: Iterable[str]) -> tuple[str, ...]:
    """The rights in their fixed order.

    Raises:
        UnknownName: one is no right.
    """
    asked = set(may)
    for each in sorted(asked - set(RIGHTS)):
        raise UnknownName("right of an officer", each, RIGHTS)
    return tuple(each for each in RIGHTS if each in asked)


def retire(work: Work, name: str, until: date | None = None) -> Officer:
    """End an officer's term: ``until`` (today where not told) is the first day without office.

    Raises:
        InputError: no such officer, or the term has been ended already.
    """
    found = find(work.db, name)
    if found.until is not None:
        raise InputError(f"{name} has retired already, from {found.until} on.")
    ends = until or work.today
    if ends < work.today:
        raise InputError(f"{name} cannot retire from {ends} on, which is past: acts since then would have been by nobody.")  # fmt: skip
    work.db.execute(officers.update().where(officers.c.name == name).values(until=ends))
    note(work, "officer", "", {"act": "retire", "name": name, "until": ends.isoformat()})
    return find(work.db, name)


def change(work: Work, name: str, may: Iterable[str]) -> Officer:
    """Give an officer other rights than before."""
    find(work.db, name)
    rights = list(checked_rights(may))
    work.db.execute(officers.update().where(officers.c.name == name).values(may=rights))
    note(work, "officer", "", {"act": "change", "name": name, "may": rights})
    return find(work.db, name)


def everyone(db: sa.Connection) -> tuple[Officer, ...]:
    """All officers by name, those who have retired too."""
    return tuple(_officer(row) for row in db.execute(officers.select().order_by(officers.c.name)))


def find(db: sa.Connection, name: str) -> Officer:
    """The officer of that name.

    Raises:
        UnknownName: there is none.
    """
    for row in db.execute(officers.select().where(officers.c.name == name)):
        return _officer(row)
    known = [each.name for each in everyone(db)]
    if not known:
        raise InputError(f"{name!r} is no officer: the store has none yet. Type licet officer add {name} --title TITLE --may ...")  # fmt: skip
    raise UnknownName("officer", name, known)


def with_right(work: Work, name: str, right: str, act: str) -> Officer:
    """The officer, if in office today and with that right.

    Raises:
        InputError: there is no such officer, not in office, or without the right.
    """
    found = find(work.db, name)
    if not found.active(work.today):
        raise InputError(f"{name} has retired as an officer, or does not hold office yet.")
    if right not in found.may:
        raise InputError(f"{name} may not {act}: the right to {right} is wanted ({RIGHTS[right]}).")
    return found


def signed(officer: Officer, by: Signer, statement: dict[str, Any]) -> tuple[bytes, bytes]:
    """The canonical bytes of a statement and the officer's signature under them.

    Raises:
        InputError: the key that signed is not the officer's.
    """
    data = canonical(statement)
    signature = by.sign(data)
    if not verifies(officer.public_key, signature, data):
        raise InputError(f"The key that signed is not the key of {officer.name}; nothing was kept.")
    return data, signature


def _officer(row: Any) -> Officer:
    return Officer(row.name, row.title, tuple(row.may), row.since, row.until, row.public_key)
