"""Who an account is in the license register: register roles, given by an administrator, none by default.

    registered.give(store, account, Seat("officer", "US", "senior"), by="ada")
    registered.actor(person, "officer:US")    # Actor("olga", "officer", "US", "senior")

A register role says what somebody is (``law/procedure/roles.yaml``), for which authority or firm, and with what
rank.  The actor's id is always the account's name: it is never sent, so that nobody acts under another's.  One
person with two roles is one actor's id in both, and the tables refuse that the same id proposes and countersigns.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from licet.access.accounts import Account, checked_shown, find_in
from licet.errors import InputError, LicetError, UnknownName
from licet.record import record
from licet.register.events import ROLES, SIDE_OF_THE_STATE, Actor
from licet.store.register_access import register_roles as table
from licet.store.tables import added
from licet.store.work import note

if TYPE_CHECKING:
    from licet.access.model import Person
    from licet.store.store import Store

LOCAL_ID = "local"
"""The id under which the one user of a private desk acts, where none is named."""
NEVER = ("system", "public")
"""What the register itself is, and what everybody is: no account is given these."""
GIVEN = tuple(each for each in ROLES if each not in NEVER)
FOR_SOMEBODY = (*SIDE_OF_THE_STATE, "applicant", "lab", "customs", "auditor")
"""Roles that nobody has but for a body: an authority, an agency, a firm, a house."""
_PARTS = 4


class NoSeat(LicetError):
    """The person has no such role in the register, or several and named none."""


@record
class Seat:
    """A register role: for which authority, agency or firm, with what rank."""

    role: str
    authority: str = ""
    rank: str = ""

    def __str__(self) -> str:
        """As it is named in a request, such as ``officer:US:senior``."""
        return f"{self.role}:{self.authority}:{self.rank}".rstrip(":")


@record
class Given:
    """A seat as it was given to an account."""

    number: int
    account: int
    seat: Seat


def give(store: Store, account: int, seat: Seat, *, by: str) -> Given:
    """Give an account a register role; its account role must be ``register`` to make use of it.

    Raises:
        InputError: no such account or role, one that no account has, no body named, or given already.
    """
    if seat.role not in GIVEN:
        raise UnknownName("register role that an account can have", seat.role, GIVEN)
    if seat.role in FOR_SOMEBODY and not seat.authority.strip():
        raise InputError(
            f"Say for whom: a {seat.role} acts for an authority, an agency, a firm or a house."
        )
    kept = Seat(
        seat.role, *(checked_shown(each) if each else "" for each in (seat.authority, seat.rank))
    )
    if any(":" in each for each in (kept.authority, kept.rank)):
        raise InputError("Neither who is acted for nor a rank has a colon in it.")
    with store.writing() as work:
        found = find_in(work.db, account)
        if found.ended is not None or "register" not in found.roles:
            raise InputError(
                f"The account {found.name} has ended, or lacks the account role 'register'; give that first."
            )
        if any(each.seat == kept for each in _of(work.db, account)):
            raise InputError(f"{found.name} is {kept} already.")
        values = {
            "account": account,
            "role": kept.role,
            "authority": kept.authority,
            "rank": kept.rank,
        }
        number = added(work.db, table.insert().values(**values, by=by, since=work.now, ended=None))
        note(
            work,
            "register_role",
            by,
            {"act": "give", "account": found.name, "seat": str(kept), "number": number},
        )
    return Given(number, account, kept)


def take(store: Store, number: int, *, by: str) -> None:
    """End a register role.

    Raises:
        InputError: there is none of that number that stands.
    """
    with store.writing() as work:
        standing = (table.c.id == number) & table.c.ended.is_(None)
        if not work.db.execute(table.update().where(standing).values(ended=work.now)).rowcount:
            raise InputError(f"No register role with the number {number} stands.")
        note(work, "register_role", by, {"act": "end", "number": number})


def set_seat(store: Store, account: Account, said: str, *, end: bool, by: str) -> None:
    """Give the role that is written ``ROLE:AUTHORITY:RANK``, or end it.

    Raises:
        InputError: as ``give``; or the account does not have it.
    """
    parts = said.split(":")
    if len(parts) >= _PARTS:
        raise InputError(f"{said!r} is no ROLE:AUTHORITY:RANK, such as officer:US:senior.")
    seat = Seat(*parts)
    if not end:
        give(store, account.id, seat, by=by)
        return
    held = {str(each.seat): each.number for each in given(store, account.id)}
    if str(seat) not in held:
        raise UnknownName(f"register role of {account.name}", str(seat), held)
    take(store, held[str(seat)], by=by)


def given(store: Store, account: int | None = None) -> tuple[Given, ...]:
    """Register roles that stand, of one account or of all."""
    with store.reading() as db:
        return _of(db, account)


def actors_of(store: Store, account: Account) -> tuple[Actor, ...]:
    """As whom an account may act."""
    seats = (each.seat for each in given(store, account.id))
    return tuple(Actor(account.name, each.role, each.authority, each.rank) for each in seats)


def actor(person: Person, said: str = "") -> Actor:
    """As whom a person acts; ``said`` names the seat (``role:authority``) where there are several.

    The one user of a private desk is whoever ``said`` names, with an id as a fourth part or none: whoever has the
    machine has the store.

    Raises:
        NoSeat: the person has no such seat, or several and none was named.
    """
    if person.how == "local":
        return _anybody(said)
    if not person.actors:
        raise NoSeat(f"{person.name} has no role in the register; an administrator can give one.")
    fitting = [each for each in person.actors if not said or said in _names(each)]
    if len(fitting) != 1:
        known = ", ".join(_names(each)[-1] for each in person.actors)
        found = f"none of {said!r}" if said and not fitting else "several"
        raise NoSeat(
            f"{person.name} is {found} in the register. Name one in Licet-Act-As: {known}."
        )
    return fitting[0]


def _names(each: Actor) -> tuple[str, ...]:
    """As what an actor may be named, the whole name last."""
    return (
        each.role,
        f"{each.role}:{each.authority}",
        str(Seat(each.role, each.authority, each.rank)),
    )


def _anybody(said: str) -> Actor:
    parts = said.split(":")
    if parts[0] not in ROLES or len(parts) > _PARTS:
        raise NoSeat(
            f"Say as whom, in Licet-Act-As: ROLE:AUTHORITY:RANK:ID, such as officer:US:senior:olga. Roles are {', '.join(ROLES)}."
        )
    role, authority, rank, name = (*parts, "", "", "")[:_PARTS]
    return Actor(name or LOCAL_ID, role, authority, rank)


def _of(db: sa.Connection, account: int | None) -> tuple[Given, ...]:
    wanted = sa.select(table).where(table.c.ended.is_(None)).order_by(table.c.id)
    if account is not None:
        wanted = wanted.where(table.c.account == account)
    return tuple(
        Given(row.id, row.account, Seat(row.role, row.authority, row.rank))
        for row in db.execute(wanted)
    )
