"""The outermost layer of the API: it counts requests, and answers what was asked before from memory.

Plain ASGI, since what is here is done for every request.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from starlette.exceptions import HTTPException

from licet.access.model import VISITOR
from licet.api.answers import JSON, Kept, tag
from licet.api.body import MOST_BYTES
from licet.api.problems import Refused, kind_of, response

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from licet.access.model import Person
    from licet.api.limits import Limiter
    from licet.service.service import Service

DECISIONS = "/decisions"
KEY = "licet_answer"
"""Under this name in ``request.state`` stands what an answer made afresh is to be kept under."""


class Edge:
    """Limits and kept answers around the rest of the API."""

    def __init__(self, app: ASGIApp, service: Service, limiter: Limiter, kept: Kept) -> None:
        self.app = app
        self._service = service
        self._limiter = limiter
        self._kept = kept

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        person: Person = scope.setdefault("state", {}).get("person", VISITOR)
        client = scope.get("client")
        taken = self._limiter.take(person, client[0] if client else "")
        told = taken.headers()

        async def sending(message: Message) -> None:
            if told and message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", ()), *told]
            await send(message)

        if not taken.granted:
            refused = Refused("too-many", f"At most {taken.burst} at once and {taken.burst // taken.window} a second are taken.", headers={"Retry-After": str(taken.wait)})  # fmt: skip
            await response(refused, scope["path"])(scope, receive, sending)
            return
        if "\0" in scope["path"] or b"%00" in scope["query_string"]:
            refused = Refused("unreadable", "The address holds the character U+0000, which no text has.")  # fmt: skip
            await response(refused, scope["path"])(scope, receive, sending)
            return
        if scope["method"] == "POST" and _path(scope) == DECISIONS and _asks(person):
            await self._decision(scope, receive, sending)
            return
        await self.app(scope, receive, sending)

    async def _decision(self, scope: Scope, receive: Receive, send: Send) -> None:
        """A decision: from memory, or passed on with the body that was read."""
        if not _is_json(scope):
            await self.app(scope, receive, send)
            return
        try:
            read, whole = await _read(receive)
            if read[-1]["type"] == "http.disconnect":
                return
            etag = tag(self._service)
        except HTTPException as error:  # too long, too slow: said by what stands around us
            refused = Refused(kind_of(error.status_code), str(error.detail))
            await response(refused, scope["path"])(scope, receive, send)
            return
        except Refused as refused:
            await response(refused, scope["path"])(scope, receive, send)
            return
        key = self._kept.key(whole)
        found = self._kept.get(key, etag)
        if found is not None:
            await send({"type": "http.response.start", "status": 200, "headers": headers(found, etag)})  # fmt: skip
            await send({"type": "http.response.body", "body": found})
            return
        scope["state"][KEY] = (key, etag)
        await self.app(scope, _again(read, receive), send)


async def _read(receive: Receive) -> tuple[list[Message], bytes]:
    """The messages of a body, and the body; no more of it than may be used."""
    read, parts, size = [], [], 0
    while True:
        message = await receive()
        read.append(message)
        if message["type"] != "http.request":
            break
        parts.append(message.get("body", b""))
        size += len(parts[-1])
        if not message.get("more_body") or size > MOST_BYTES:
            break
    return read, b"".join(parts)


def headers(body: bytes, etag: str) -> list[tuple[bytes, bytes]]:
    """The headers of a decision."""
    return [
        (b"content-type", JSON.encode()),
        (b"content-length", str(len(body)).encode()),
        (b"etag", etag.encode()),
        (b"cache-control", b"private, no-cache"),
    ]


def _asks(person: Person) -> bool:
    """Whether a person may be answered here; one with a session goes the long way, where its mark is seen."""
    return "ask" in person.may and not person.csrf


def _path(scope: Scope) -> str:
    path: str = scope["path"]
    return path.removeprefix(scope.get("root_path", ""))


def _is_json(scope: Scope) -> bool:
    named = next((value for name, value in scope["headers"] if name == b"content-type"), b"")
    return bool(named.partition(b";")[0].strip().lower() == b"application/json")


def _again(read: list[Any], receive: Receive) -> Receive:
    """What was read already, then what comes."""
    left = iter(read)

    async def receiving() -> Message:
        for message in left:
            return dict(message)
        return await receive()

    return receiving
