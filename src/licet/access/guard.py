"""What a route asks of the person: every route of the desk and the API names one permission.

    @router.get("/chips", dependencies=[needs("read")])

``permission_of`` reads it back, so that a test can hold every route against every role.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fastapi import Depends, Request

from licet.access.model import PERMISSIONS, VISITOR, Person
from licet.errors import LicetError

if TYPE_CHECKING:
    from fastapi import params

OPEN = "open"
"""A route for everybody, such as the page to sign in."""


class NotAllowed(LicetError):
    """The person may not do this; ``sign_in`` says whether to sign in would help."""

    def __init__(self, permission: str, person: Person) -> None:
        self.permission = permission
        self.sign_in = not person.signed_in
        if self.sign_in:
            way = "Sign in to go on."
        else:
            way = f"{person.name} is signed in without it; an administrator can give the role that has it."
        super().__init__(
            f"To {PERMISSIONS[permission]} asks for the permission {permission!r}. {way}"
        )


def person_of(request: Request) -> Person:
    """Who asks; the middleware has found it out."""
    found: Person = getattr(request.state, "person", VISITOR)
    return found


def needs(permission: str) -> Any:
    """A dependency that lets only those pass who have ``permission``; ``OPEN`` lets all pass."""
    if permission != OPEN and permission not in PERMISSIONS:
        raise ValueError(f"{permission!r} is no permission: {', '.join(PERMISSIONS)}")

    async def guard(request: Request) -> Person:  # inline: a thread costs more than the answer
        person = person_of(request)
        if permission != OPEN and permission not in person.may:
            raise NotAllowed(permission, person)
        return person

    guard.permission = permission  # type: ignore[attr-defined]
    return Depends(guard)


def permission_of(dependencies: list[params.Depends]) -> str | None:
    """The permission that a route's dependencies ask for; None where none does."""
    for each in dependencies:
        if permission := getattr(each.dependency, "permission", None):
            return str(permission)
    return None
