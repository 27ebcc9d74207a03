"""The registry as the office of the public log reads it."""

from __future__ import annotations

from licet.register.state import CaseState
from licet.registry.model import Posted, State
from licet.registry.registry import Registry


class Registered:
    """The outbox of a registry, and the applications behind its licenses: the register's own reading, which nobody sees."""

    def __init__(self, registry: Registry) -> None:
        self.registry = registry

    def outbox(self, limit: int = 100, *, after: int | None = None) -> tuple[Posted, ...]:
        """Events in order: those not published, or all of a number above ``after``."""
        return self.registry.outbox(limit, after=after)

    def published(self, upto: int) -> int:
        """Mark all up to a number as published."""
        return self.registry.published(upto)

    def application(self, case: str) -> CaseState:
        """The application of that id; a blank one where a license names none that is here."""
        found = self.file(case)
        return found if isinstance(found, CaseState) else CaseState()

    def file(self, stream: str) -> State:
        """The application or license of that id; a blank application where there is none."""
        with self.registry.store.reading() as db:
            found = self.registry.kept.state(db, stream)
        return found[1] if found else CaseState()
