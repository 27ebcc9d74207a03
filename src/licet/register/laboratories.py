"""Which laboratories a file names: those that its conditions agree on, and those that the holder named."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from licet.register.license_state import LicenseState
from licet.register.state import DROPPED, CaseState

TEST = "third_party_test"
"""The kind of condition that a laboratory's certificate answers."""
CERTIFICATE = "test_certificate"
"""The kind of document that a laboratory files."""


def laboratories_of(state: CaseState | LicenseState) -> tuple[str, ...]:
    """The names, as they are written there; empty where the file names none."""
    if isinstance(state, LicenseState):
        conditions = (each for each in state.conditions if each.get("kind") == TEST)
        return (*state.laboratories, *_in(each.get("parameters") for each in conditions))
    standing = (c for c in state.conditions if c.kind == TEST and c.status != DROPPED)
    return tuple(_in(each.terms.get("parameters") for each in standing))


def _in(parameters: Iterable[Any]) -> Iterator[str]:
    for each in parameters:
        if isinstance(each, Mapping):
            yield from map(str, each.get("laboratories") or ())
