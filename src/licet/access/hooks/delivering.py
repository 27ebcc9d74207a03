"""Delivering again and again: what a server does beside answering, and ``licet register deliver`` does once."""

from __future__ import annotations

from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING

from licet.access.hooks import kept
from licet.access.hooks.sealing import Seal
from licet.access.hooks.sending import deliver, send
from licet.errors import LicetError
from licet.register.procedure import procedure_in_use
from licet.registry.registry import Registry
from licet.service.repeating import repeating

if TYPE_CHECKING:
    from collections.abc import Iterator

    from licet.service.service import Service
    from licet.settings import Settings

EVERY = 5
"""Seconds between two looks of a server."""


def delivered(registry: Registry, settings: Settings) -> tuple[int, int]:
    """Send what is due once; gives how many messages arrived and how many did not."""
    return deliver(registry, Seal(settings.home), partial(send, named=settings.desk.hook_hosts))


class Turns:
    """The turns of one server; the register is opened when there is a hook to tell."""

    def __init__(self, service: Service) -> None:
        self.service = service
        self._registry: Registry | None = None

    def turn(self) -> tuple[int, int]:
        """One turn; nothing is read but the hooks where there are none."""
        if not kept.standing(self.service.store):
            return 0, 0
        if self._registry is None:
            self._registry = Registry(self.service.store, procedure_in_use(), self.service.library)
        return delivered(self._registry, self.service.settings)


@contextmanager
def delivering(service: Service, seconds: float = EVERY) -> Iterator[None]:
    """Tell hooks at once and then every so many seconds, in a thread of its own, until the block ends.

    Several servers over one database may do it at the same time: each message is claimed before it is sent.
    """
    faults = (LicetError, OSError)
    with repeating(Turns(service).turn, seconds, "hooks", failed="Hooks could not be told", faults=faults):  # fmt: skip
        yield
