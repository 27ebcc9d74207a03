"""Answers as bytes: JSON, ETags, and the answers of decisions that are kept for who asks again.

An answer to a question depends on the question, on law, catalogue, code, lists and closings
(``Service.etag``) and, where no day is named, on today.  What has the same three has the same bytes.
"""

from __future__ import annotations

import hashlib
import json
from collections import OrderedDict
from datetime import date
from threading import Lock
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import Depends, Request, Response

from licet.api.problems import Refused
from licet.errors import LicetError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from licet.service.service import Service

_KEPT_BYTES = 64_000_000
JSON = "application/json"


def as_bytes(data: Any) -> bytes:
    """JSON in UTF-8, without spaces, in the order that the data has."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode(
        "utf-8", "backslashreplace"
    )


def answered(data: Any, headers: Mapping[str, str] | None = None, status: int = 200) -> Response:
    """An answer whose bytes are the data's and nothing else's."""
    return Response(as_bytes(data), status, dict(headers or {}), media_type=JSON)


def service_of(request: Request) -> Service:
    """The service that the API was made with."""
    found: Service = request.app.state.service
    return found


def tag(service: Service) -> str:
    """The ETag of what rests on the law, the lists, the store and the day.

    Raises:
        Refused: the store cannot be read.
    """
    try:
        return f'"{service.etag}-{date.today():%Y%m%d}"'
    except LicetError as error:
        raise Refused("unavailable", str(error)) from None


def marked(etag: str) -> dict[str, str]:
    """The headers of an answer that stands as long as its ETag does."""
    return {"ETag": etag, "Cache-Control": "private, no-cache"}


class NotModified(Exception):
    """What was asked for is as the one who asks has it."""

    def __init__(self, etag: str) -> None:
        super().__init__(etag)
        self.etag = etag


async def unchanged(request: Request) -> dict[str, str]:
    """A dependency: the headers of an answer; ends here with 304 where the asker has that one already.

    Raises:
        NotModified: If-None-Match names the ETag.
    """
    return news(request, tag(service_of(request)))


def news(request: Request, etag: str) -> dict[str, str]:
    """The headers of an answer with that ETag.

    Raises:
        NotModified: If-None-Match names it.
    """
    named = request.headers.get("if-none-match", "")
    if any(each.strip().removeprefix("W/") in (etag, "*") for each in named.split(",")):
        raise NotModified(etag)
    return marked(etag)


Fresh = Annotated[dict[str, str], Depends(unchanged)]
"""Headers for an answer that rests on law, lists and store alone, and on what was asked."""


class Kept:
    """The newest answers by what was asked; all of them go when the law or a list changes."""

    def __init__(self, most: int = _KEPT_BYTES) -> None:
        self._most = most
        self._lock = Lock()
        self._size = 0
        self._tag = ""
        self._found: OrderedDict[bytes, bytes] = OrderedDict()

    @staticmethod
    def key(body: bytes) -> bytes:
        """What stands for a body."""
        return hashlib.sha256(body).digest()

    def get(self, key: bytes, etag: str) -> bytes | None:
        """The answer, if it is kept and still stands."""
        with self._lock:
            if etag != self._tag:
                self._found.clear()
                self._size, self._tag = 0, etag
            found = self._found.get(key)
            if found is not None:
                self._found.move_to_end(key)
            return found

    def put(self, key: bytes, etag: str, answer: bytes) -> None:
        """Keep an answer that was made under ``etag``."""
        with self._lock:
            if etag != self._tag or key in self._found or len(answer) > self._most // 8:
                return
            self._found[key] = answer
            self._size += len(answer)
            while self._size > self._most:
                _, gone = self._found.popitem(last=False)
                self._size -= len(gone)
