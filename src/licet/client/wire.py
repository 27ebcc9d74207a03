"""Requests over httpx: sent again where that is safe, and refusals raised.

What may be sent again: whatever reads, and what keeps something under an idempotency key, which stays
the same from try to try.  Waits follow ``Retry-After``, else they double.
"""

from __future__ import annotations

import time
import uuid
from collections import OrderedDict
from typing import TYPE_CHECKING, Any

import httpx
from pydantic import ValidationError

from licet.api.models import Problem
from licet.client.faults import Refusal, Unreachable

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

BASE = "/api/v1"
_AGAIN = (409, 429, 502, 503, 504)
_KEPT = 128
_LONGEST_WAIT = 30.0
_OK, _UNCHANGED, _REFUSED = 200, 304, 400


class Wire:
    """The connection of a client; ``tries`` is how often a request is sent in all."""

    def __init__(
        self, http: httpx.Client, *, tries: int, sleep: Callable[[float], None] = time.sleep
    ) -> None:
        self._http = http
        self._tries = tries
        self._sleep = sleep
        self._known: OrderedDict[str, tuple[str, httpx.Response]] = OrderedDict()

    def get(self, path: str, params: Mapping[str, Any] | None = None) -> httpx.Response:
        """What is read.  An answer that still stands is not sent again by the server."""
        url = path if path.startswith(f"{BASE}/") else BASE + path
        if given := _given(params):
            url = str(httpx.URL(url, params=given))
        etag, known = self._known.get(url, ("", None))
        found = self._send("GET", url, headers={"If-None-Match": etag} if etag else {})
        if found.status_code == _UNCHANGED and known is not None:
            self._known.move_to_end(url)
            return known
        if named := found.headers.get("etag"):
            self._known[url] = (named, found)
            while len(self._known) > _KEPT:
                self._known.popitem(last=False)
        return found

    def post(self, path: str, data: Any, *, keeps: bool = False, key: str = "") -> httpx.Response:
        """What is asked or sent; ``keeps`` gives it an idempotency key, ``key`` names the caller's own."""
        headers = {"Idempotency-Key": key or str(uuid.uuid4())} if keeps else {}
        return self._send("POST", BASE + path, json=data, headers=headers)

    def rows(self, path: str, text: bytes) -> httpx.Response:
        """Rows, one JSON object a line; the answer is still to be read."""
        headers = {"Content-Type": "application/x-ndjson"}
        return self._send("POST", BASE + path, content=text, headers=headers, stream=True)

    def _send(self, method: str, url: str, *, stream: bool = False, **more: Any) -> httpx.Response:
        fault: Exception | None = None
        for attempt in range(self._tries):
            try:
                request = self._http.build_request(method, url, **more)
                found = self._http.send(request, stream=stream)
            except httpx.TransportError as error:
                fault, wait = error, 0.2 * 2**attempt
            else:
                if found.status_code < _REFUSED:
                    return found
                found.read()
                fault = _refusal(found)
                if found.status_code not in _AGAIN:
                    raise fault
                wait = _wait(found, attempt)
            if attempt + 1 < self._tries:
                self._sleep(wait)
        if isinstance(fault, httpx.TransportError):
            raise Unreachable(f"{self._http.base_url} gives no answer: {fault}. Is the desk running (licet serve)?") from fault  # fmt: skip
        raise fault or Unreachable(f"{self._http.base_url} was never asked: tries is 0.")


def _given(params: Mapping[str, Any] | None) -> dict[str, str]:
    return {name: _text(value) for name, value in (params or {}).items() if value not in (None, "")}


def _text(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _refusal(found: httpx.Response) -> Exception:
    try:
        return Refusal(Problem.model_validate_json(found.content))
    except ValidationError:
        said = found.text[:200].strip()
        return Unreachable(f"{found.url} answered {found.status_code}, in a form that is not the API's: {said!r}")  # fmt: skip


def _wait(found: httpx.Response, attempt: int) -> float:
    said = found.headers.get("retry-after", "")
    return min(float(said), _LONGEST_WAIT) if said.isdecimal() else 0.2 * 2**attempt
