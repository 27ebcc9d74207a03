"""The licenses of a register that an actor may see, and their chains."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from licet.register.events import Actor
from licet.register.license_state import LicenseState
from licet.registry.books import working_days
from licet.registry.registry import Registry
from licet.watch.chain import Read, chains_of

_PAGE = 500


def chains_seen(registry: Registry, by: Actor, at: datetime, *, order: str = "") -> Read:
    """Every shipment that the actor may see, as far as the roles allow it; readers are noted as ever."""
    states = tuple(_licenses(registry, by, at, order))
    return chains_of(states, at.date(), lambda state: working_days(state, registry.law))


def _licenses(registry: Registry, by: Actor, at: datetime, order: str) -> Iterator[LicenseState]:
    if by.role in ("applicant", "agent"):
        yield from (each.state for each in registry.holder(by, at=at))
        return
    after = ""
    while rows := registry.cases(by, limit=_PAGE, after=after, at=at):
        for each in rows:
            if each.license:
                yield registry.license(each.license, by, at=at, order=order)
        after = rows[-1].case
