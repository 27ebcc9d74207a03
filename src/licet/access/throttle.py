"""Guesses at passwords are slowed down, by account and by address, in the store: all workers count as one.

A few attempts are free; each further one waits twice as long as the one before, up to a quarter of an
hour.  An attempt is counted before the password is looked at, so many at once gain nothing.
"""

from __future__ import annotations

import ipaddress
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from licet.access.secrets import digest
from licet.errors import LicetError
from licet.store.tables import attempts
from licet.store.work import Work, note

if TYPE_CHECKING:
    from licet.store.store import Store

FREE = {"name": 5, "address": 25}
"""Attempts without a wait, by an account's name and by an address."""
LONGEST = timedelta(minutes=15)
_FORGOTTEN = timedelta(hours=24)


class Wait(LicetError):
    """Too many attempts; ``seconds`` until the next is looked at."""

    def __init__(self, left: timedelta) -> None:
        self.seconds = max(1, int(left.total_seconds()))
        minutes = self.seconds // 60
        span = f"{minutes + 1} minutes" if minutes else f"{self.seconds} seconds"
        super().__init__(f"Too many attempts. Wait {span}, then try again.")


def count(store: Store, name: str, address: str) -> None:
    """Count an attempt to sign in.

    Raises:
        Wait: the last ones were too many or too near.
    """
    with store.writing() as work:
        work.db.execute(attempts.delete().where(attempts.c.at < work.now - _FORGOTTEN))
        for kind, key in _keys(name, address):
            _count(work, kind, key, name)


def forget(work: Work, name: str, address: str) -> None:
    """The person signed in: the attempts under the name are forgotten, and one of the address."""
    for kind, key in _keys(name, address):
        here = attempts.c.key == key
        if kind == "name":
            work.db.execute(attempts.delete().where(here))
        else:
            work.db.execute(attempts.update().where(here).values(tries=attempts.c.tries - 1))


def _keys(name: str, address: str) -> list[tuple[str, str]]:
    return [("name", digest(f"name {name}")), ("address", digest(f"address {_network(address)}"))]


def _network(address: str) -> str:
    """An address as it is counted: all of a customer's IPv6 addresses as one.

    >>> _network("2001:db8:1:2:3::4"), _network("192.0.2.7")
    ('2001:db8:1:2::/64', '192.0.2.7')
    """
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address
    return str(ipaddress.ip_network((found, 64), strict=False)) if found.version == 6 else address  # noqa: PLR2004


def _count(work: Work, kind: str, key: str, name: str) -> None:
    row = work.db.execute(attempts.select().where(attempts.c.key == key)).first()
    if row is None:
        work.db.execute(attempts.insert().values(key=key, tries=1, at=work.now))
        return
    if (left := wait(kind, row.tries, row.at, work.now)) > timedelta(0):
        raise Wait(left)
    values = {"tries": row.tries + 1, "at": work.now}
    work.db.execute(attempts.update().where(attempts.c.id == row.id).values(**values))
    if row.tries + 1 == FREE[kind]:
        note(work, "sign_in_slowed", name[:64] if kind == "name" else "", {"by": kind})


def wait(kind: str, counted: int, last: datetime, now: datetime) -> timedelta:
    """How long until the next attempt is looked at; not above 0 where it is looked at now."""
    over = counted - FREE[kind]
    if over < 0:
        return timedelta(0)
    return last + min(LONGEST, timedelta(seconds=2 ** min(over, 12))) - now
