"""The holder's side: licenses with balances and conditions, and the line that an order fits."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING

import sqlalchemy as sa

from licet.record import replaced
from licet.register.conditions.evidence import Inputs, Shipment
from licet.register.drawdown.balance import balance_of
from licet.register.drawdown.draw import drawn_so_far
from licet.register.drawdown.match import Held, Matched, match
from licet.register.drawdown.model import Request
from licet.register.entries import of_license
from licet.register.events import Actor
from licet.register.filings import filings
from licet.register.license_state import LicenseState
from licet.register.state import CaseState
from licet.registry.books import draw_book, known, money_book, view, working_days
from licet.registry.model import LICENSE, Holding
from licet.registry.reach import check_role, reaches
from licet.registry.roles import MANDATE, OWN
from licet.store.register_tables import streams

if TYPE_CHECKING:
    from licet.registry.registry import Registry


def held_by(registry: Registry, by: Actor, at: datetime) -> tuple[Holding, ...]:
    """Every license of the actor's firm, or of the agent's mandates, by number."""
    found = []
    for state, filed in _licenses(registry, by):
        holds = _held(registry, state, filed, Inputs(), at)
        inputs = replaced(holds.inputs, drawn=drawn_so_far(holds.book), holder=state.holder)
        found.append(
            Holding(
                state, holds.view, tuple(balance_of(line, holds.book) for line in holds.view.lines), holds.conditions,
                filings(holds.conditions, inputs, at.date()), money_book(state.money),
            )
        )  # fmt: skip
    return tuple(found)


def matched(
    registry: Registry, request: Request, by: Actor, inputs: Inputs, at: datetime
) -> Matched:
    """The line that fits an order line, conditions tested; takes nothing."""
    every = [_held(registry, *each, inputs, at) for each in _licenses(registry, by)]
    return match(request, tuple(every), at)


def with_other_licenses(
    registry: Registry, db: sa.Connection, inputs: Inputs, state: LicenseState
) -> Inputs:
    """The inputs with what the holder drew from its other licenses in this register, which nobody need say.

    Where nobody stated what went elsewhere, that stays unknown: the holder may ship under what is not here.
    """
    if inputs.elsewhere is None:
        return inputs
    wanted = sa.select(streams.c.stream).where(
        streams.c.nature == LICENSE, streams.c.firm == state.holder, streams.c.stream != state.case
    )
    own = [
        replaced(each, ref=f"{name}/{each.ref}")
        for name in db.execute(wanted.order_by(streams.c.stream)).scalars().all()
        for each in _drawn(registry, db, name)
    ]
    there = {each.ref.partition("/")[0] for each in own}
    said = tuple(each for each in inputs.elsewhere if each.ref.partition("/")[0] not in there)
    return replaced(inputs, elsewhere=(*own, *said))


def _drawn(registry: Registry, db: sa.Connection, name: str) -> tuple[Shipment, ...]:
    found = registry.kept.state(db, name)
    assert found is not None, "it stands in the list"  # noqa: S101 # nosec B101
    state = found[1]
    return drawn_so_far(draw_book(state, registry.answers)) if isinstance(state, LicenseState) else ()  # fmt: skip


def _held(
    registry: Registry, state: LicenseState, filed: date | None, inputs: Inputs, at: datetime
) -> Held:  # fmt: skip
    """The license with everything that an order line is matched against."""
    with registry.store.reading() as db:
        told = known(registry.known(inputs, state, at, db), state, working_days(state, registry.law))  # fmt: skip
    return Held(
        view(state, registry.law, registry.closed_roles, filed), of_license(state.conditions),
        draw_book(state, registry.answers), told,
    )  # fmt: skip


def _licenses(registry: Registry, by: Actor) -> Iterator[tuple[LicenseState, date | None]]:
    """Licenses of the actor with the day on which each was applied for."""
    right = registry.roles.to_read("license")
    check_role(right, by)
    reach = right.reach(by.role)
    wanted = sa.select(streams.c.stream).where(streams.c.nature == LICENSE)
    if reach == OWN:
        wanted = wanted.where(streams.c.firm == by.authority)
    with registry.store.reading() as db:
        for name in db.execute(wanted.order_by(streams.c.stream)).scalars().all():
            found = registry.kept.state(db, name)
            state = found[1] if found else None
            if not isinstance(state, LicenseState) or reach not in (OWN, MANDATE):
                continue
            if reaches(reach, state, by, registry.law):
                behind = registry.kept.state(db, state.application)
                case = behind[1] if behind else None
                yield state, case.filed if isinstance(case, CaseState) else None
