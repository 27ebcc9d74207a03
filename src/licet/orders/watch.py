"""Open orders are checked again when lists, law, closings or the day have changed.

    with watching(service, EVERY): serve()

A look costs a few file times and one query.  Several workers may watch at once: a check that would say
what the last one says is not written.
"""

from __future__ import annotations

import hashlib
from contextlib import contextmanager
from typing import TYPE_CHECKING

from licet.errors import LicetError
from licet.lists.model import plain
from licet.orders.orders import Orders
from licet.service.repeating import repeating
from licet.store.plain import canonical

if TYPE_CHECKING:
    from collections.abc import Iterator

    from licet.orders.model import OrderChecked
    from licet.service.service import Service

EVERY = 60
"""Seconds between two looks of a server (``watch_orders`` under ``[desk]`` turns them off)."""
WHY = "lists, law, closings or the day have changed"


def mark(service: Service) -> str:
    """What the checks of orders rest on, as one hash.

    It is narrower than ``Service.etag``, which every line of the log changes, those of a check among them.
    """
    said = [
        service.hashes, service.current.mark(), [plain(each) for each in service.current.closings()],
        service.store.today.isoformat(),
    ]  # fmt: skip
    return hashlib.sha256(canonical(said)).hexdigest()


class Watcher:
    """Remembers what orders were last checked against."""

    def __init__(self, service: Service) -> None:
        self.service = service
        self._seen = ""

    def look(self) -> tuple[OrderChecked, ...]:
        """Check all open orders again where something has changed; gives the checks that were written."""
        now = mark(self.service)
        if now == self._seen:
            return ()
        found = Orders(self.service).recheck(WHY)
        self._seen = now
        return found


@contextmanager
def watching(service: Service, seconds: int) -> Iterator[None]:
    """Look at once and then every so many seconds, in a thread of its own; nought: never."""
    if not seconds:
        yield
        return
    failed = "Orders could not be checked again"
    with repeating(Watcher(service).look, seconds, "orders", failed=failed, faults=(LicetError, OSError)):  # fmt: skip
        yield
