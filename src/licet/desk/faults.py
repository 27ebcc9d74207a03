"""What a person is shown when a page cannot be given: never more than a sentence, and a way on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from licet.access.guard import Forged, NotAllowed
from licet.access.secrets import TooManyAtOnce
from licet.access.throttle import Wait
from licet.access.turns import Busy
from licet.desk.page import page
from licet.desk.register.acting import NoActor
from licet.errors import LicetError
from licet.registry.model import NotAllowed as NotTheirs

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.requests import Request


def _not_allowed(request: Request, error: Any) -> Response:
    if error.sign_in and request.method == "GET":
        return RedirectResponse(f"/sign-in?next={quote(_here(request), safe='/')}", 303)
    if error.sign_in:
        return RedirectResponse("/sign-in", 303)
    return page(request, "error.html", 403, title="Not allowed", message=str(error))


def _no_actor(request: Request, _error: Any) -> Response:
    back = f"?back={quote(_here(request), safe='/')}" if request.method == "GET" else ""
    return RedirectResponse(f"/register{back}#as", 303)


def _here(request: Request) -> str:
    return request.url.path + (f"?{request.url.query}" if request.url.query else "")


def _not_theirs(request: Request, error: Any) -> Response:
    said = f"{str(error)[:1].upper()}{str(error)[1:]}."
    return page(request, "error.html", 403, title="Not yours, or not there", message=said)


def _forged(request: Request, error: Any) -> Response:
    return page(request, "error.html", 403, title="Not sent by your page", message=str(error))


def _wait(request: Request, error: Any) -> Response:
    response = page(request, "error.html", 429, title="Too many attempts", message=str(error))
    response.headers["Retry-After"] = str(getattr(error, "seconds", 5))
    return response


def _busy(request: Request, error: Any) -> Response:
    response = page(request, "error.html", 503, title="Much asked at once", message=str(error))
    response.headers["Retry-After"] = str(error.seconds)
    return response


def _bad_input(request: Request, error: Any) -> Response:
    return page(request, "error.html", 400, title="This cannot be read", message=str(error))


def _bad_field(request: Request, error: Any) -> Response:
    found = error.errors()
    if any(each.get("loc", ("",))[0] == "path" for each in found):  # no number that anything has
        return _of_http(request, HTTPException(404))
    where = ".".join(str(each) for each in found[0].get("loc", ())[1:]) if found else ""
    said = f"{where}: {found[0].get('msg', '')}." if found else "A field cannot be read."
    return page(request, "error.html", 400, title="This cannot be read", message=said)


_TITLES = {
    404: "No such page", 405: "Not done this way", 408: "Too slow", 413: "Too long", 403: "Not allowed",
}  # fmt: skip


def _of_http(request: Request, error: Any) -> Response:
    said = str(error.detail)
    if error.status_code == 404:  # noqa: PLR2004
        said = f"There is nothing at {request.url.path}. The bar above leads to what there is."
    title = _TITLES.get(error.status_code, "This cannot be done")
    response = page(request, "error.html", error.status_code, title=title, message=said)
    response.headers.update(error.headers or {})
    return response


HANDLERS: Mapping[Any, Any] = {
    NotAllowed: _not_allowed,
    Forged: _forged,
    NoActor: _no_actor,
    NotTheirs: _not_theirs,
    Wait: _wait,
    TooManyAtOnce: _wait,
    Busy: _busy,
    LicetError: _bad_input,
    RequestValidationError: _bad_field,
    HTTPException: _of_http,
}
"""Which sentence goes with which error; rooms raise, nobody else catches."""
