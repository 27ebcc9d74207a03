"""What a route asks of the person: every route of the desk and the API names one permission.

    @router.get("/chips", dependencies=[needs("read")])

``permission_of`` reads it back, so that a test can hold every route against every role.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fastapi import Depends, Request

from licet.access.model import PERMISSIONS, VISITOR, Person
from licet.access.origin import SAFE
from licet.access.secrets import same
from licet.errors import LicetError

if TYPE_CHECKING:
    from fastapi import params

OPEN = "open"
"""A route for everybody, such as the page to sign in."""
OWN = "own"
"""A route for what is one's own, such as one's sessions: whoever is signed in, but no program."""
_FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")
_LONGEST_FIELD = 64 * 1024 * 1024  # what a request may have in all is counted before


class NotAllowed(LicetError):
    """The person may not do this; ``sign_in`` says whether to sign in would help."""

    def __init__(self, permission: str, person: Person) -> None:
        self.permission = permission
        self.sign_in = not person.signed_in
        if self.sign_in:
            way = "Sign in to go on."
        elif person.how == "token":
            way = "The token has no such scope, or its account has no role with it."
        else:
            way = f"{person.name} is signed in without it; an administrator can give the role that has it."
        if permission == OWN:
            super().__init__(f"This page belongs to an account. {way}")
            return
        super().__init__(
            f"To {PERMISSIONS[permission]} asks for the permission {permission!r}. {way}"
        )


class Forged(NotAllowed):
    """A request that changes something came without what the session's own forms carry."""

    def __init__(self) -> None:
        self.permission = ""
        self.sign_in = False
        LicetError.__init__(
            self,
            "The form did not carry your session's mark, so nothing was done. It is too old, or was made "
            "elsewhere: go back, load the page again, and send it once more.",
        )


def person_of(request: Request) -> Person:
    """Who asks; the middleware has found it out."""
    found: Person = getattr(request.state, "person", VISITOR)
    return found


def needs(permission: str) -> Any:
    """A dependency that lets only those pass who have ``permission``; ``OPEN`` lets all pass.

    A request that changes something must carry the mark of the session that it comes in, as the form
    field ``csrf`` or the header ``X-CSRF-Token``.  Programs that send a token have no session.
    """
    if permission not in (OPEN, OWN) and permission not in PERMISSIONS:
        raise ValueError(f"{permission!r} is no permission: {', '.join(PERMISSIONS)}")

    async def guard(request: Request) -> Person:  # inline: a thread costs more than the answer
        person = person_of(request)
        if not _may(person, permission):
            raise NotAllowed(permission, person)
        if request.method not in SAFE:
            request.state.received = request  # who stands around it closes what it holds open
            if person.csrf and not same(await _mark(request), person.csrf):
                raise Forged
        return person

    guard.permission = permission  # type: ignore[attr-defined]
    return Depends(guard)


def _may(person: Person, permission: str) -> bool:
    if permission == OWN:
        return person.how in ("session", "local")
    return permission == OPEN or permission in person.may


async def _mark(request: Request) -> str:
    """What the request says its session's mark is; forms are read once and kept for the route."""
    if mark := request.headers.get("x-csrf-token"):
        return mark
    if not request.headers.get("content-type", "").lower().startswith(_FORMS):
        return ""
    found = (await request.form(max_part_size=_LONGEST_FIELD)).get("csrf")
    return found if isinstance(found, str) else ""


def permission_of(dependencies: list[params.Depends]) -> str | None:
    """The permission that a route's dependencies ask for; None where none does."""
    for each in dependencies:
        if permission := getattr(each.dependency, "permission", None):
            return str(permission)
    return None
