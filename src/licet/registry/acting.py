"""Acts of persons: the right to them, the key that makes them safe to send twice, the turn they are entered in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from licet.errors import InputError
from licet.record import record
from licet.register.conditions.evidence import Inputs
from licet.register.events import Actor
from licet.register.license_state import LicenseState
from licet.register.state import CaseState
from licet.registry import evidence, issuing
from licet.registry.deciding import check_decided
from licet.registry.model import APPLICATION, LICENSE, Acted, Changed, State
from licet.registry.reach import check_act, not_yours
from licet.registry.turn import Turn, turn
from licet.store.plain import storable
from licet.store.register_tables import events, streams

if TYPE_CHECKING:
    from licet.registry.registry import Registry

OWN_WAY = {
    (APPLICATION, "create"): "file", (APPLICATION, "issue"): "issue", (LICENSE, "issue"): "issue",
    (LICENSE, "drawdown"): "draw", (LICENSE, "drawdown_refused"): "draw",
    (LICENSE, "goods_back"): "goods_back", (LICENSE, "assessed"): "assess", (LICENSE, "paid"): "pay",
}  # fmt: skip
"""Acts that are worked out, not merely said, and what does them: the body of a drawdown carries tests that the
register itself made."""
_GIVEN = re.compile(r"[A-Za-z0-9][A-Za-z0-9._/-]{0,79}")
_OURS = re.compile(r"[AL]-[0-9]{6,}")


@record
class Issue:
    """What an issue says beside the decision; number and days are of the license."""

    number: str
    valid_from: date | None
    valid_to: date | None
    notice: str
    preconditions: tuple[str, ...]
    inputs: Inputs


def act(  # noqa: PLR0917 - handed on as they came
    registry: Registry, stream: str, kind: str, body: Mapping[str, Any], by: Actor, key: str, at: datetime | None,
    expected: int | None,
) -> Acted:  # fmt: skip
    """Do one act on a file that is there."""
    with turn(registry) as now:
        nature, state = reached(now, stream, kind, by)
        if way := OWN_WAY.get((nature, kind)):
            raise InputError(f"{kind} is worked out by the register and not said by hand; it is done by {way.replace('_', ' ')!r}")  # fmt: skip
        done = now.repeated(stream, kind, body, by, key)
        if done is not None:
            return done
        _unchanged(state, stream, expected, by)
        check_decided(body, state)
        if kind == "condition_adopted" and isinstance(state, CaseState):
            held = state.condition(str(body.get("id")))
            if held is not None:
                issuing.readable(held)
        if kind == "return_filed":
            evidence.checked(body, by)
        return now.enter(stream, nature, kind, body, by, now.moment(at), key)


def file(  # noqa: PLR0917 - handed on as they came
    registry: Registry, body: Mapping[str, Any], by: Actor, key: str, case: str, at: datetime | None
) -> Acted:  # fmt: skip
    """Open an application."""
    check_act(registry.roles.to_do(APPLICATION, "create"), "create", None, by, registry.law)
    check_decided(body, None)
    with turn(registry) as now:
        row = _filed(now, by, key) if key else None
        if row is not None:
            return now.again(row, "create", body, by, key)
        name = fresh(now, "A-") if not case else _id(case)
        if now.state(name) is not None:
            raise InputError(f"there is a file {name} already; take another id, or none")
        return now.enter(name, APPLICATION, "create", body, by, now.moment(at), key)


def _filed(now: Turn, by: Actor, key: str) -> sa.Row[Any] | None:
    """The application that the actor filed under the key."""
    wanted = sa.select(events).where(events.c.key == storable(key), events.c.kind == "create", events.c.seq == 1)  # fmt: skip
    who = (storable(by.id), storable(by.authority))
    found = now.work.db.execute(wanted).all()
    return next((r for r in found if (r.actor["id"], r.actor["authority"]) == who), None)


def _unchanged(state: State, stream: str, expected: int | None, by: Actor) -> None:
    """Refuse an act that was meant for the file as it was before somebody else acted."""
    if expected is not None and state.seq != expected:
        raise Changed(stream, expected, state.seq, by)


def issue(  # noqa: PLR0917 - handed on as they came
    registry: Registry, case: str, asked: Issue, by: Actor, key: str, at: datetime | None, expected: int | None
) -> Acted:  # fmt: skip
    """Issue a decision, with its license where it grants one."""
    with turn(registry) as now:
        nature, state = reached(now, case, "issue", by)
        if not isinstance(state, CaseState):
            raise InputError(f"{case} is a {nature}; an application is issued")
        done = _issued(now, case, asked, by, key)
        if done is not None:
            return done
        _unchanged(state, case, expected, by)
        moment = now.moment(at)
        if not issuing.granted(state):
            if asked.number or asked.valid_from or asked.valid_to:
                raise InputError(
                    f"the decision on {case} grants nothing; no license is issued with it"
                )
            return now.enter(case, APPLICATION, "issue", {"notice": asked.notice}, by, moment, key)
        if asked.valid_from is None or asked.valid_to is None:
            raise InputError("a license has a first and a last day; give valid_from and valid_to")
        number = _id(asked.number) if asked.number else fresh(now, "L-")
        return issuing.issue(
            now, state, by, moment, asked.notice, number, asked.valid_from, asked.valid_to, asked.preconditions,
            asked.inputs, key,
        )  # fmt: skip


def _issued(now: Turn, case: str, asked: Issue, by: Actor, key: str) -> Acted | None:
    """What was issued under the key; its license goes by the number that was given then."""
    if not key:
        return None
    row = now.work.db.execute(
        sa.select(events).where(events.c.stream == case, events.c.key == storable(key))
    ).one_or_none()
    if row is None:
        return None
    number = asked.number or row.body.get("license", "")
    body = {"notice": asked.notice, **({"license": number} if number else {})}
    return now.again(row, "issue", body, by, key)


def reached(now: Turn, stream: str, kind: str, by: Actor) -> tuple[str, State]:
    """A file with the right to act on it asked.

    Raises:
        NotAllowed: the role may not do it, or there is no such file within reach.
    """
    found = now.state(stream)
    if found is None:
        raise not_yours(by)
    nature, state = found
    check_act(now.registry.roles.to_do(nature, kind), kind, state, by, now.law)
    return nature, state


def license_for(now: Turn, number: str, kind: str, by: Actor) -> LicenseState:
    """A license with the right to act on it asked."""
    nature, state = reached(now, number, kind, by)
    if not isinstance(state, LicenseState):
        raise InputError(f"{number} is an {nature}, and this is for a license")
    return state


def filed_on(now: Turn, state: LicenseState) -> date | None:
    """The day on which the application behind a license was filed; None where it is not in this register."""
    found = now.state(state.application)
    if found is None or not isinstance(found[1], CaseState):
        return None
    return found[1].filed


def fresh(now: Turn, start: str) -> str:
    """The next free id that starts so, such as A-000001.

    Ids of this form are given here alone, one after the other, so the newest file that has one has the highest.
    """
    wanted = (
        sa.select(streams.c.stream)
        .where(streams.c.stream.regexp_match(f"^{start}[0-9]{{6,}}$"))
        .order_by(streams.c.id.desc())
        .limit(1)
    )
    last = now.work.db.execute(wanted).scalar_one_or_none()
    return f"{start}{int(last.removeprefix(start)) + 1 if last else 1:06}"


def living(registry: Registry) -> tuple[str, ...]:
    """Files on which something may become due: those that are open."""
    with registry.store.reading() as db:
        wanted = sa.select(streams.c.stream).where(streams.c.mark == "open")
        return tuple(db.execute(wanted.order_by(streams.c.stream)).scalars())


def _id(name: str) -> str:
    """An id that somebody gave.

    Raises:
        InputError: it is empty or long, has signs that an id has not, or is of the form that the register gives itself.
    """
    if not _GIVEN.fullmatch(name):
        raise InputError(f"{name[:80]!r} is no id; take up to 80 letters, digits and - _ . /")
    if _OURS.fullmatch(name):
        raise InputError(f"ids such as {name} are given by the register; take another, or none")
    return name
