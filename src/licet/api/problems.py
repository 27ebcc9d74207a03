"""Faults as problem documents (RFC 9457): what was found, where in the request, and the way out.

Every error of the API is one, and ``KINDS`` is the closed list of them; a kind's ``type`` leads to its
place on the page of the API.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from starlette.responses import Response

from licet.errors import UnknownName
from licet.record import record

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

MEDIA = "application/problem+json"


@record
class Kind:
    """A kind of problem: its HTTP status, its title, and what usually helps."""

    status: int
    title: str
    way_out: str


KINDS = {
    "unreadable": Kind(400, "The request cannot be read", "Send UTF-8 text that is JSON; the page /api/docs has an example of each call."),
    "not-signed-in": Kind(401, "Nobody has signed in", "Send Authorization: Bearer and a token; a signed-in person makes one under Account."),
    "not-allowed": Kind(403, "Not allowed", "An administrator can give the role that has the permission, or the token the scope."),
    "not-found": Kind(404, "There is no such thing", "The page /api/docs lists every address."),
    "no-such-method": Kind(405, "This address does not take that method", "The Allow header names those that it takes."),
    "too-slow": Kind(408, "The request came too slowly", "Send it again, without a pause in the middle."),
    "in-progress": Kind(409, "The same request is still being worked on", "Wait as Retry-After says, and send it again with the same key."),
    "not-possible": Kind(409, "The procedure does not allow it", "The detail says what it would take; GET .../ways lists what you may do now."),
    "changed": Kind(412, "The file has changed since", "Look at what happened since, named under errors, and send the act again with the new number in If-Match where it still fits."),
    "too-large": Kind(413, "The request is too large", "Send less at once."),
    "wrong-type": Kind(415, "The content is of another type than wanted", "Name the type in Content-Type: application/json, or application/x-ndjson where rows are sent."),
    "not-valid": Kind(422, "The request does not say what it must", "Mend what is named under errors and send it again."),
    "key-used-otherwise": Kind(422, "The idempotency key was used for another request", "Make a new key for each new request; keep it when the same request is sent again."),
    "too-many": Kind(429, "Too many requests", "Wait as Retry-After says. The headers RateLimit and RateLimit-Policy tell how many are left."),
    "fault": Kind(500, "A fault in Licet", "Whether anything was kept is not sure: look before you send it again. Please report it with what was sent."),
    "unavailable": Kind(503, "The store cannot be used just now", "Send it again a little later."),
}  # fmt: skip
"""Every kind of problem that the API answers with."""

_OF_STATUS = {400: "unreadable", 401: "not-signed-in", 403: "not-allowed", 404: "not-found", 405: "no-such-method", 408: "too-slow", 409: "in-progress", 412: "changed", 413: "too-large", 415: "wrong-type", 429: "too-many", 503: "unavailable"}  # fmt: skip

_OURS = 500


class Refused(Exception):
    """A request that is answered with a problem; ``errors`` are places and what is wrong there."""

    def __init__(
        self, kind: str, detail: str, *, errors: Iterable[tuple[str, str]] = (), way_out: str = "",
        headers: Mapping[str, str] | None = None,
    ) -> None:  # fmt: skip
        super().__init__(detail)
        self.kind, self.detail, self.way_out = kind, detail, way_out
        self.errors = tuple(errors)
        self.headers = dict(headers or {})


def kind_of(status: int) -> str:
    """The kind of a bare HTTP status.

    >>> kind_of(404), kind_of(418)
    ('not-found', 'not-valid')
    """
    return _OF_STATUS.get(status, "fault" if status >= _OURS else "not-valid")


def one_of(field: str, word: str, known: Collection[str], whole: str) -> None:
    """Refuse a word that is none of those known; an empty one asks for nothing."""
    if word and word not in known:
        what = f"{word!r} is no {field} of {whole}; known are {', '.join(known)}"
        raise Refused("not-valid", f"{what}.", errors=[(field, what)])


def as_data(refused: Refused, instance: str = "") -> dict[str, Any]:
    """The problem document as JSON data."""
    kind = KINDS[refused.kind]
    data: dict[str, Any] = {
        "type": f"/api/docs#{refused.kind}",
        "title": kind.title,
        "status": kind.status,
        "detail": refused.detail,
    }
    if instance:
        data["instance"] = instance
    data["way_out"] = refused.way_out or kind.way_out
    if refused.errors:
        data["errors"] = [{"place": place, "detail": what} for place, what in refused.errors]
    return data


def response(refused: Refused, instance: str = "") -> Response:
    """The problem as an answer."""
    text = json.dumps(as_data(refused, instance), ensure_ascii=False)
    headers = {"Cache-Control": "no-store", **refused.headers}
    if refused.kind == "not-signed-in":
        headers.setdefault("WWW-Authenticate", "Bearer")
    return Response(
        text.encode("utf-8", "backslashreplace"),
        KINDS[refused.kind].status,
        headers,
        media_type=MEDIA,
    )


def of_input(error: Exception, body: Any = None) -> Refused:
    """What Licet could not read, with its place in ``body`` where that can be told."""
    place = place_of(error, body)
    return Refused("not-valid", str(error), errors=[(place, str(error))])


def place_of(error: Exception, body: Any) -> str:
    """A JSON pointer to the key or value of ``body`` that a message speaks of; empty for the whole.

    >>> place_of(UnknownName("fact", "tpq", ["tpp"]), {"transfer": {"item": {"facts": {"tpq": 1}}}})
    '/transfer/item/facts/tpq'
    >>> place_of(ValueError("'soon' is no date"), {"rows": [{"since": "soon"}]})
    '/rows/0/since'
    """
    said = str(error)
    words = [error.name] if isinstance(error, UnknownName) else []
    words += re.findall(r"'([^']+)'", said)
    words += re.findall(r"[\w.]+", said)
    places = dict(_places(body))
    for word in words:
        for said_as in (word, _SAID_AS.get(word, word), word.rpartition(".")[2]):
            if found := places.get(said_as.casefold()):
                return found
    return ""


_SAID_AS = {
    "destination": "to", "shipped_from": "from", "declared_class": "ownclass", "item_kind": "kind",
}  # fmt: skip
"""Facts that a transfer states under a shorter key."""


def _places(body: Any) -> Iterable[tuple[str, str]]:
    """Keys and texts of a document, folded, each with its pointer; of those alike the outermost comes last."""
    found: list[tuple[str, str]] = []
    stack: list[tuple[Any, str]] = [(body, "")]
    while stack and len(found) < _MOST_PLACES:
        value, here = stack.pop()
        if isinstance(value, dict):
            for key, inner in value.items():
                there = f"{here}/{str(key).replace('~', '~0').replace('/', '~1')}"
                found.append((str(key).casefold(), there))
                stack.append((inner, there))
        elif isinstance(value, list):
            stack.extend((inner, f"{here}/{number}") for number, inner in enumerate(value))
        elif isinstance(value, str | int):
            found.append((str(value).casefold(), here))
    return reversed(found)


_MOST_PLACES = 2000
