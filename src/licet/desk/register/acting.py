"""Who acts in the register, by who asks at the desk; and the register that this desk is over.

An account acts as what its administrator gave it; the one user of a private desk is the operator, and says for
whom each time.  Everything else is the register's to allow or refuse (``law/procedure/roles.yaml``).
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

from licet.access import cookies
from licet.access.guard import person_of
from licet.desk.page import service_of
from licet.errors import InputError, LicetError, UnknownName
from licet.register.events import ROLES, Actor
from licet.register.procedure import procedure_in_use
from licet.registry.model import NotAllowed
from licet.registry.registry import Registry

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from licet.access.model import Person

_COOKIE = "licet_acts_as"
_HOURS = 12
_PARTS = 4
NOBODY_ELSE = ("system", "public")
"""Roles that nobody takes at the desk."""


class NoActor(LicetError):
    """Who asks has no part in the register, or has not said which."""

    def __init__(self) -> None:
        super().__init__("Nobody of the register is signed in here.")


def registry_of(request: Request) -> Registry:
    """The register of this application's store."""
    found: Registry | None = getattr(request.app.state, "registry", None)
    if found is None:
        service = service_of(request)
        found = request.app.state.registry = Registry(service.store, procedure_in_use(), service.library)  # fmt: skip
    return found


def parts_of(person: Person) -> tuple[Actor, ...]:
    """As whom a person may act; the one place in which an account becomes an actor."""
    return tuple(getattr(person, "actors", ()))


def chosen(request: Request) -> Actor | None:
    """As whom who asks acts now; None where nobody was chosen."""
    person, said = person_of(request), cookies.read(request, _COOKIE)
    mine = parts_of(person)
    if person.how == "local":
        return _read(said) if said else None
    return next((each for each in mine if written(each) == said), mine[0] if mine else None)


def actor_of(request: Request) -> Actor:
    """As whom who asks acts now.

    Raises:
        NoActor: as nobody.
    """
    found = chosen(request)
    if found is None:
        raise NoActor
    return found


def only_for(registry: Registry, actor: Actor, nature: str, kind: str) -> None:
    """Turn away a role that has no right to such an act on any file, before anything that was typed is read.

    Raises:
        NotAllowed: it has none.
    """
    right = registry.roles.to_do(nature, kind)
    if right is None or not right.reach(actor.role):
        roles = ", ".join(role for role, _ in right.roles if role not in NOBODY_ELSE) if right else "nobody"  # fmt: skip
        raise NotAllowed(f"this is for {roles}; you act as {actor.role}", actor)


def choose(request: Request, response: Response, actor: Actor) -> None:
    """Remember as whom to act; an account may choose among its own parts only."""
    person = person_of(request)
    if person.how != "local" and actor not in parts_of(person):
        raise InputError("This account has no such part in the register; an administrator can give it one.")  # fmt: skip
    cookies.keep(request, response, written(actor), _HOURS * 3600, _COOKIE)


def named(role: str, name: str, authority: str, rank: str) -> Actor:
    """An actor of four words that were typed.

    Raises:
        InputError: the role is none, or the name is missing.
    """
    if role not in ROLES or role in NOBODY_ELSE:
        raise UnknownName("role", role, [each for each in ROLES if each not in NOBODY_ELSE])
    if not name or len(name) > 100 or len(authority) > 200:  # noqa: PLR2004 - longer is no name
        raise InputError("Say who acts: a name of at most 100 signs.")
    return Actor(name, role, authority, rank)


def written(actor: Actor) -> str:
    """An actor as a cookie or a field of a form keeps it.

    >>> written(Actor("ann", "applicant", "Example Silicon, Inc."))
    'applicant:ann:Example%20Silicon%2C%20Inc.:'
    """
    return ":".join(quote(each, safe="") for each in (actor.role, actor.id, actor.authority, actor.rank))  # fmt: skip


def read(text: str) -> Actor:
    """The actor that ``written`` wrote.

    Raises:
        InputError: it is none.
    """
    parts = [unquote(each) for each in text.split(":")]
    if len(parts) != _PARTS:
        raise InputError("Say who acts: a role and a name.")
    return named(*parts)


def _read(text: str) -> Actor | None:
    try:
        return read(text)
    except InputError:
        return None
