"""The cookie of a session: for this desk's own requests alone, never for scripts."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

_SESSION, VISIT = "licet_session", "licet_visit"
"""Whose session this is; a sign-in under way at a provider."""


def cookie_name(scheme: str, name: str = _SESSION) -> str:
    """The cookie's name; over https one that no other host and no plain connection can set."""
    return f"__Host-{name}" if scheme == "https" else name


def read(request: Request, name: str = _SESSION) -> str:
    """What the cookie holds; empty where there is none."""
    return request.cookies.get(cookie_name(request.url.scheme, name), "")


def keep(
    request: Request, response: Response, secret: str, seconds: int, name: str = _SESSION
) -> None:
    """Send a cookie for so many seconds."""
    response.set_cookie(
        cookie_name(request.url.scheme, name), secret, max_age=seconds, path="/", httponly=True,
        samesite="lax", secure=request.url.scheme == "https",
    )  # fmt: skip


def drop(request: Request, response: Response, name: str = _SESSION) -> None:
    """Take a cookie back."""
    keep(request, response, "", 0, name)
