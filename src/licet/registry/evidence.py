"""Evidence for conditions: what was filed on the license is the register's own; what the asker says beside it is kept as said.

A return may carry evidence in its ``content``, by the names of ``Inputs``: ``{tests: [...]}`` from a laboratory,
``{home: [...]}`` for shipments at home.  It counts from the day on which it was filed, whatever it says of that day.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from licet.errors import InputError
from licet.record import replaced
from licet.register.conditions.evidence import Inputs, TestReport
from licet.register.events import Actor
from licet.register.license_state import LicenseState
from licet.store.records import read_record

FILED = ("certificates", "tests", "screened", "access", "replies", "onward", "home")
"""Evidence that a return may carry."""
_STATED = (*FILED, "elsewhere", "happenings")
_FEW = 12


def checked(body: Mapping[str, Any], by: Actor) -> None:
    """Refuse a return whose evidence cannot be read, or a laboratory's that speaks of more than its own tests.

    Raises:
        InputError: what stands there, and what was wanted.
    """
    found = _evidence(body)
    if by.role != "lab":
        return
    if others := sorted(set(_carried(body)) - {"tests"}):
        raise InputError(f"a laboratory files its tests, and not {others[0]}")
    for each in found.tests or ():
        if each.laboratory.name.casefold() != by.authority.casefold():
            raise InputError(f"the test {each.ref} is of {each.laboratory.name}, and {by.id} files for {by.authority}")  # fmt: skip


def with_filed(inputs: Inputs, state: LicenseState) -> Inputs:
    """The inputs with what was filed on the license; of two with one reference the filed one counts."""
    own: dict[str, tuple[Any, ...]] = {}
    for each in state.returns:
        day = datetime.fromisoformat(each["at"]).date()
        for name, found in _listed(_evidence(each)):
            dated = (replaced(e, filed=day) if isinstance(e, TestReport) else e for e in found)
            own[name] = (*own.get(name, ()), *dated)
    return replaced(inputs, **{name: joined(found, getattr(inputs, name)) for name, found in own.items()})  # fmt: skip


def joined(own: tuple[Any, ...], said: tuple[Any, ...] | None) -> tuple[Any, ...]:
    """What the register has, and what was said beside it."""
    known = {each.ref for each in own}
    return (*own, *(each for each in said or () if each.ref not in known))


def stated(inputs: Inputs, known: Inputs, by: Actor) -> tuple[str, ...]:
    """What of the evidence was the asker's own word, one sentence a kind; ``known`` is all that was tested on."""
    who = f"stated by {by.id} ({by.role} of {by.authority or 'nobody'})"
    told = []
    for name in _STATED:
        own = {id(each) for each in getattr(inputs, name) or ()}
        refs = [getattr(each, "ref", "") for each in getattr(known, name) or () if id(each) in own]
        if refs:
            more = f" and {len(refs) - _FEW} more" if len(refs) > _FEW else ""
            told.append(f"{name}: {', '.join(dict.fromkeys(refs[:_FEW]))}{more}, {who}")
    if inputs.parameters:
        told.append(f"parameters of {', '.join(sorted(inputs.parameters))}, {who}")
    return tuple(told)


def _carried(body: Mapping[str, Any]) -> dict[str, Any]:
    content = body.get("content") or {}
    return {name: content[name] for name in _STATED if name in content}


def _evidence(body: Mapping[str, Any]) -> Inputs:
    carried = {name: each for name, each in _carried(body).items() if name in FILED}
    return read_record(Inputs, carried, "the evidence of the return", texts=True)


def _listed(found: Inputs) -> Iterator[tuple[str, tuple[Any, ...]]]:
    return ((name, each) for name in FILED if (each := getattr(found, name)))
