"""How far a person reaches: which files, and of a file which part."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from licet.record import replaced
from licet.register.events import SIDE_OF_THE_STATE, Actor, Event
from licet.register.laboratories import laboratories_of
from licet.register.license_state import LicenseState
from licet.register.procedure import Procedure
from licet.register.state import CaseState, Version
from licet.registry.model import NotAllowed, NotYours, State
from licet.registry.roles import (
    ANY,
    AUTHORITY,
    BY_ORDER,
    MANDATE,
    NAMED,
    ORDER,
    ORDERED,
    OWN,
    REFERRED,
    TERRITORY,
    Right,
)


def check_act(
    right: Right | None, kind: str, state: State | None, by: Actor, law: Procedure
) -> None:
    """Refuse an act that the role has no right to, or not on this file; ``state`` is None before the first event.

    What no right knows, such as a misspelled act, is left to the table of steps, which tells what there is.
    """
    if right is None:
        return
    reach = right.reach(by.role)
    if not reach:
        raise _not_for(kind, right, by)
    if state is not None and not reaches(reach, state, by, law):
        raise not_yours(by)


def check_read(right: Right, state: State, by: Actor, law: Procedure, order: str = "") -> None:
    """Refuse a reading, or an act on the public log, that the role has no right to, or not of this file."""
    check_role(right, by, order)
    aside = by.role in SIDE_OF_THE_STATE and has_interest(state, by)
    if aside or not reaches(right.reach(by.role), state, by, law, order):
        raise not_yours(by)


def check_role(right: Right, by: Actor, order: str = "") -> None:
    """Refuse a reading that the role has no right to, of any file."""
    reach = right.reach(by.role)
    if not reach:
        raise _not_for(right.title, right, by)
    if reach in BY_ORDER and not order.strip():
        raise NotAllowed(f"{_a(by.role).capitalize()} reads this by order; name the order", by)


def _not_for(what: str, right: Right, by: Actor) -> NotAllowed:
    """What somebody wanted, that the role does not have it, and whose it is."""
    whose = ", ".join(role for role, _ in right.roles)
    return NotAllowed(f"{what} is not for {_a(by.role)}; it is for {whose}", by)


def not_yours(by: Actor) -> NotAllowed:
    """The same for a file that is not there and for one that is another's."""
    return NotYours(f"no file of that number is open to {by.id} as {by.role} of {by.authority or 'nobody'}", by)  # fmt: skip


def reaches(reach: str, state: State, by: Actor, law: Procedure, order: str = "") -> bool:
    """Whether somebody whose role reaches so far reaches this file."""
    return _REACHES[reach](state, by, law, order) if reach else False


def _authority(state: State, by: Actor, law: Procedure, _: str) -> bool:
    if by.role == "agency":
        return any((name, authority) == (by.authority, state.authority) for name, authority, _ in law.routing.agencies)  # fmt: skip
    return bool(by.authority) and by.authority == state.authority


def _own(state: State, by: Actor, _: Procedure, __: str) -> bool:
    return bool(by.authority) and by.authority == state.firm


def _named(state: State, by: Actor, _: Procedure, __: str) -> bool:
    """Whether the file names the laboratory that somebody acts for."""
    named = {_plain(each) for each in laboratories_of(state)}
    return bool(by.authority) and _plain(by.authority) in named


def _territory(state: State, by: Actor, law: Procedure, _: str) -> bool:
    """Whether the customs service that somebody acts for works in the territory of the file's authority."""
    services = {_plain(name) for name, authority, _ in law.routing.customs if authority == state.authority}  # fmt: skip
    return _authority(state, by, law, "") or _plain(by.authority) in services


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())


_REACHES: Mapping[str, Callable[[State, Actor, Procedure, str], bool]] = {
    OWN: _own,
    MANDATE: lambda state, by, _, __: by.id in state.mandates,
    AUTHORITY: _authority,
    REFERRED: lambda state, by, _, __: isinstance(state, CaseState) and state.referral(by.authority) is not None,
    NAMED: _named,
    TERRITORY: _territory,
    ORDER: lambda _, __, ___, order: bool(order.strip()),
    ORDERED: lambda state, by, law, order: bool(order.strip()) and _authority(state, by, law, order),
    ANY: lambda *_: True,
}  # fmt: skip


def has_interest(state: State, by: Actor) -> bool:
    """Whether an official filed it, is of the firm, or stated an interest."""
    if isinstance(state, LicenseState):
        return by.id in state.holders or by.authority == state.firm
    return by.id in (*state.filers, *state.recused) or by.authority == state.firm


# ---- the part that was referred


def part_of(state: CaseState, by: Actor) -> CaseState:
    """The application as the reader sees it: an agency that was asked about some lines sees those."""
    lines = _lines_of(state, by)
    if not lines:
        return state
    return replaced(
        state,
        versions=tuple(_cut_version(each, lines) for each in state.versions),
        positions=tuple(each for each in state.positions if each.line in lines),
        conditions=tuple(e for e in state.conditions if not e.lines or set(e.lines) & lines),
    )


def part_of_events(found: tuple[Event, ...], state: State, by: Actor) -> tuple[Event, ...]:
    """The events as the reader sees them; numbers left out are of what was not referred."""
    lines = _lines_of(state, by) if isinstance(state, CaseState) else frozenset()
    if not lines:
        return found
    cut = [replaced(each, body=_cut(each.body, lines)) for each in found if _speaks_of(each, lines)]
    return tuple(cut)


def _lines_of(state: CaseState, by: Actor) -> frozenset[str]:
    """The lines that an agency was asked about; none where it sees all."""
    referral = state.referral(by.authority) if by.role == "agency" else None
    return frozenset(referral.lines) if referral else frozenset()


def _cut_version(version: Version, lines: frozenset[str]) -> Version:
    return replaced(version, content=_cut(version.content, lines))


def _cut(body: Mapping[str, Any], lines: frozenset[str]) -> Mapping[str, Any]:
    held = body.get("lines")
    if isinstance(held, Mapping):
        return {**body, "lines": {name: each for name, each in held.items() if name in lines}}
    if not isinstance(held, list | tuple):
        return body
    return {**body, "lines": tuple(each for each in held if _id(each) in lines)}


def _speaks_of(event: Event, lines: frozenset[str]) -> bool:
    line, named = event.body.get("line"), event.body.get("lines")
    if isinstance(line, str):
        return line in lines
    if event.kind.startswith("condition_") and isinstance(named, list | tuple) and named:
        return bool({_id(each) for each in named} & lines)
    return True


def _id(each: Any) -> str:
    return str(each.get("id")) if isinstance(each, Mapping) else str(each)


def _a(role: str) -> str:
    article = "an" if role[:1] in "aeiou" else "a"
    return "somebody of the public" if role == "public" else f"{article} {role}"
