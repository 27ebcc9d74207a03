"""Whose a file of transfers is: an account's, the user's of a private desk, or a visitor's browser's."""

from __future__ import annotations

import hashlib
import secrets
from typing import TYPE_CHECKING

from licet.access import cookies
from licet.access.guard import person_of
from licet.desk.handed_in import VISITOR

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

_COOKIE = "licet_batches"
_SHORTEST = 32


def owner_of(request: Request) -> str:
    """Who asks, as the owner of batches; empty for a visitor who has sent nothing in."""
    person = person_of(request)
    if person.account is not None:
        return f"account {person.account}"
    if person.signed_in:
        return person.how
    secret = cookies.read(request, _COOKIE)
    return _visitor(secret) if len(secret) >= _SHORTEST else ""


def new_owner(request: Request) -> tuple[str, str]:
    """The owner of a file that comes in, and the secret that a visitor's browser must be given, perhaps empty."""
    if known := owner_of(request):
        return known, ""
    secret = secrets.token_urlsafe(_SHORTEST)
    return _visitor(secret), secret


def remember(request: Request, response: Response, secret: str, hours: int) -> None:
    """Give a visitor's browser the secret by which it finds its files again."""
    if secret:
        cookies.keep(request, response, secret, hours * 3600, _COOKIE)


def _visitor(secret: str) -> str:
    return f"{VISITOR} {hashlib.sha256(secret.encode()).hexdigest()}"
