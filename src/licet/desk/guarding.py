"""What stands around every request, to pages, API and agents alike.

Who asks, whether the request comes from this desk's own pages, how long it may be, what every answer
carries, and that a fault of ours shows a number and no innards.
"""

from __future__ import annotations

import asyncio
import json
import logging
import secrets
from typing import TYPE_CHECKING

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request, cookie_parser
from starlette.responses import Response

from licet.access.cookies import cookie_name
from licet.access.origin import SAFE, foreign, host_is_ours
from licet.desk.page import page

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from licet.access.knowing import Knowing
    from licet.access.model import Person
    from licet.settings import Desk

_LOG = logging.getLogger("licet.desk")
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
_YEAR = "max-age=31536000"
_PATIENCE_SECONDS = 30
"""How long the next part of a request's body may keep us waiting."""
_PLAIN_FORM = "application/x-www-form-urlencoded"
_VISITORS_FORM = 1_000_000
_LONGEST_PATH = 4000
"""Characters of an address before the question mark: more than any reference of an order has."""
OPEN_PATHS = ("/static/", "/healthz", "/readyz")
"""Addresses that ask nobody who they are."""


class Guarding:
    """ASGI middleware around the whole application."""

    def __init__(self, app: ASGIApp, knowing: Knowing, desk: Desk) -> None:
        self.app = app
        self._knowing = knowing
        self._desk = desk
        self._hosts = frozenset(each.lower() for each in desk.hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or answer it here."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self.app(scope, receive, send)
            return
        carrying = _Carrying(scope, send)
        try:
            refused = await self._known(scope, Headers(scope=scope))
            if refused is not None:
                await refused(scope, receive, carrying)
                return
            taking = _Taking(receive, self._most(scope, Headers(scope=scope)))
            if (wrong := taking.told(Headers(scope=scope))) is not None:
                refused = _refusal(scope, wrong.status_code, "Too long", wrong.detail)
                refused.headers["Connection"] = "close"
                await refused(scope, receive, carrying)
                return
            await self.app(scope, taking, carrying)
        except Exception:
            reference = secrets.token_hex(4)
            _LOG.exception("fault %s: %s %r", reference, scope["method"], scope["path"])
            if carrying.started:
                raise
            scope.setdefault("state", {}).setdefault("person", self._knowing.stranger)
            said = f"This is a fault of ours, and no answer. It was noted under the number {reference}; tell it to who runs this desk."  # fmt: skip
            await _refusal(scope, 500, "Something went wrong", said)(scope, receive, carrying)
        finally:
            if (received := scope.get("state", {}).get("received")) is not None:
                await received.close()  # files that came with a form

    def _most(self, scope: Scope, headers: Headers) -> int:
        """Bytes that the request may have.

        A plain form of a visitor has few, since all others wait while one is taken apart.
        """
        most = self._desk.body_megabytes * 1_000_000
        plain = headers.get("content-type", "").lower().startswith(_PLAIN_FORM)
        return (
            min(most, _VISITORS_FORM) if plain and not scope["state"]["person"].signed_in else most
        )

    async def _known(self, scope: Scope, headers: Headers) -> Response | None:
        """Find out who asks; the answer where the request goes no further."""
        state = scope.setdefault("state", {})
        state["person"] = self._knowing.stranger
        if len(scope["path"]) > _LONGEST_PATH:
            return _refusal(scope, 414, "Too long", "Nothing at this desk has so long an address.")
        if scope["path"].startswith(OPEN_PATHS):
            return None
        if not host_is_ours(headers.get("host", ""), self._hosts, alone=self._knowing.alone):
            return _refusal(scope, 400, "Another name", "This desk does not answer to the name in your request. Names it answers to are set as hosts under [desk] (docs/the-desk.md).")  # fmt: skip
        scheme, _, secret = headers.get("authorization", "").partition(" ")
        if scheme.lower() == "bearer":
            person = await self._asked("t", secret.strip())
            if person is None:
                refused = _refusal(scope, 401, "Not signed in", "This token is not known, has ended or was revoked.", data=True)  # fmt: skip
                refused.headers["WWW-Authenticate"] = 'Bearer error="invalid_token"'
                return refused
            state["person"] = person
            return None
        state["person"] = await self._by_cookie(scope, headers)
        if scope["method"] not in SAFE and (why := foreign(headers, scope["scheme"])):
            return _refusal(scope, 403, "From another site", f"This was not sent by a page of this desk ({why}), so nothing was done. Open the page here and send it again.")  # fmt: skip
        return None

    async def _by_cookie(self, scope: Scope, headers: Headers) -> Person:
        client = (scope.get("client") or ("",))[0]
        if "cookie" in headers and not self._knowing.alone:
            cookies = cookie_parser(headers["cookie"])
            if secret := cookies.get(cookie_name(scope["scheme"])):
                person = await self._asked("s", secret)
                if person is not None:
                    return person
        return self._knowing.visitor(client, headers)

    async def _asked(self, kind: str, secret: str) -> Person | None:
        found = self._knowing.glance(kind, secret)
        if found is not None:
            return found
        ask = self._knowing.by_token if kind == "t" else self._knowing.by_cookie
        return await run_in_threadpool(ask, secret)


class _Carrying:
    """Puts on every answer what every answer carries."""

    def __init__(self, scope: Scope, send: Send) -> None:
        self._scope = scope
        self._send = send
        self.started = False

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.started = True
            headers = MutableHeaders(scope=message)
            for name, value in _HEADERS.items():
                headers.setdefault(name, value)
            if self._scope["scheme"] == "https":
                headers.setdefault("Strict-Transport-Security", _YEAR)
            headers.setdefault("Cache-Control", self._kept())
            headers.setdefault("Vary", "HX-Request")
            headers.add_vary_header("Cookie")
        await self._send(message)

    def _kept(self) -> str:
        if self._scope["path"].startswith("/static/"):
            return "public, max-age=600"
        return "no-store" if self._scope["state"]["person"].how == "session" else "no-cache"


class _Taking:
    """A request's body: counted as it comes, and not waited for without end."""

    def __init__(self, receive: Receive, most: int) -> None:
        self._receive = receive
        self._left = self._most = most
        self._more = True

    def told(self, headers: Headers) -> HTTPException | None:
        """What is wrong with the length that the request says it has."""
        told = headers.get("content-length", "0")
        if not told.isdecimal() or len(told) > len(str(self._most)) or int(told) > self._most:
            return self._too_long()
        return None

    async def __call__(self) -> Message:
        if not self._more:  # what may still come is that the client has gone
            return await self._receive()
        try:
            async with asyncio.timeout(_PATIENCE_SECONDS):
                message = await self._receive()
        except TimeoutError:
            raise HTTPException(408, "The rest of the request did not come. Send it again.") from None  # fmt: skip
        if message["type"] == "http.request":
            self._left -= len(message.get("body", b""))
            self._more = message.get("more_body", False)
            if self._left < 0:
                raise self._too_long()
        return message

    def _too_long(self) -> HTTPException:
        self._more = False
        return HTTPException(413, f"A request may have {self._most // 1_000_000} megabytes at most; this one has more, and nothing of it was kept. Send it in parts, or ask who runs this desk for more (body_megabytes).")  # fmt: skip


def _refusal(
    scope: Scope, status: int, title: str, message: str, *, data: bool = False
) -> Response:
    """A page for people, a problem (RFC 9457) for programs."""
    if data or scope["path"].startswith(("/api", "/mcp")):
        body = {"type": "about:blank", "title": title, "status": status, "detail": message}
        return Response(json.dumps(body), status, media_type="application/problem+json")
    return page(Request(scope), "error.html", status, title=title, message=message)
