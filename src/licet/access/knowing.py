"""Who sends a request: read from its token or cookie, and remembered for a moment.

What is remembered is dropped at once where this process changed it, and after two seconds in any
case: what another worker revoked opens nothing for longer.
"""

from __future__ import annotations

from threading import Lock
from time import monotonic
from typing import TYPE_CHECKING

from licet.access import accounts, sessions, tokens
from licet.access.model import LOCAL, VISITOR, Person
from licet.access.origin import from_here
from licet.access.secrets import digest
from licet.record import replaced

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from licet.settings import Desk
    from licet.store.store import Store

SECONDS = 2.0
"""How long an answer of the store is believed."""
_MOST = 4096

NOBODY = replaced(VISITOR, may=frozenset())
"""A visitor where the desk is not public."""


class Knowing:
    """The persons of one desk; safe for several threads."""

    def __init__(self, store: Store, desk: Desk) -> None:
        self._store = store
        self._desk = desk
        self._lock = Lock()
        self._seen: dict[str, tuple[float, Person]] = {}
        self._shared = False
        self._asked = -SECONDS

    @property
    def alone(self) -> bool:
        """Whether the desk has no accounts: it is then its machine's alone."""
        if not self._shared and monotonic() - self._asked >= SECONDS:
            self._shared = accounts.any_there(self._store)
            self._asked = monotonic()
        return not self._shared

    @property
    def stranger(self) -> Person:
        """Somebody of whom nothing is known yet: may do nothing."""
        return NOBODY

    def visitor(self, client: str, headers: Mapping[str, str]) -> Person:
        """Somebody who sent neither token nor cookie."""
        if self.alone:
            return LOCAL if from_here(client, headers) else NOBODY
        return VISITOR if self._desk.public else NOBODY

    def by_token(self, secret: str) -> Person | None:
        """Whose token this is; None where it is none that stands."""
        return self._remembered(
            f"t{digest(secret)}", lambda: tokens.person(self._store, secret, self._store.clock())
        )

    def by_cookie(self, secret: str) -> Person | None:
        """Whose session this is; None where it is none that stands."""
        return self._remembered(
            f"s{digest(secret)}",
            lambda: sessions.person(self._store, secret, self._desk, self._store.clock()),
        )

    def glance(self, kind: str, secret: str) -> Person | None:
        """The same from memory alone, kind ``t`` or ``s``; None says nothing."""
        found = self._seen.get(kind + digest(secret))
        return found[1] if found and monotonic() - found[0] < SECONDS else None

    def forget(self) -> None:
        """Ask the store again for everybody: something was changed here."""
        with self._lock:
            self._seen = {}  # a question under way keeps what it finds in the old one
            self._asked = -SECONDS

    def _remembered(self, key: str, ask: Callable[[], Person | None]) -> Person | None:
        began = monotonic()
        seen = self._seen
        found = seen.get(key)
        if found is not None and began - found[0] < SECONDS:
            return found[1]
        person = ask()
        with self._lock:
            if person is None:
                seen.pop(key, None)
            elif seen is self._seen:
                if len(seen) >= _MOST:
                    seen.clear()
                seen[key] = (began, person)
        return person
