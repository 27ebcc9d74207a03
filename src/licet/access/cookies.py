"""The cookie of a session: for this desk's own requests alone, never for scripts."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

_NAME = "licet_session"


def cookie_name(scheme: str) -> str:
    """The cookie's name; over https one that no other host and no plain connection can set."""
    return f"__Host-{_NAME}" if scheme == "https" else _NAME


def session_of(request: Request) -> str:
    """What the cookie holds; empty where there is none."""
    return request.cookies.get(cookie_name(request.url.scheme), "")


def keep(request: Request, response: Response, secret: str, hours: int) -> None:
    """Send the cookie of a new session."""
    response.set_cookie(
        cookie_name(request.url.scheme), secret, max_age=hours * 3600, path="/", httponly=True,
        samesite="lax", secure=request.url.scheme == "https",
    )  # fmt: skip


def drop(request: Request, response: Response) -> None:
    """Take the cookie back."""
    keep(request, response, "", 0)
