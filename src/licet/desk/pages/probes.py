"""Small things every page leads to: the look, and whether the desk runs and is ready."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response

from licet.access.guard import OPEN, needs
from licet.desk.forms import Form, text, way_on
from licet.desk.page import service_of
from licet.errors import LicetError

router = APIRouter()
_YEAR_SECONDS = 365 * 24 * 3600


@router.post("/look", dependencies=[needs(OPEN)])
def look(request: Request, form: Form) -> Response:
    """Light, dark, or as the device says; kept in a cookie."""
    response = RedirectResponse(way_on(text(form, "back")), 303)
    chosen = text(form, "look")
    keeps = chosen in ("light", "dark")
    response.set_cookie(
        "look", chosen if keeps else "", max_age=_YEAR_SECONDS if keeps else 0, httponly=True,
        samesite="lax", secure=request.url.scheme == "https",
    )  # fmt: skip
    return response


@router.get("/healthz", dependencies=[needs(OPEN)])
async def runs() -> Response:
    """Whether this process answers."""
    return PlainTextResponse("runs\n")


@router.get("/readyz", dependencies=[needs(OPEN)])
def is_ready(request: Request) -> Response:
    """Whether the store can be read."""
    try:
        service_of(request).store.log_end()
    except LicetError:
        return PlainTextResponse("the store cannot be read\n", 503)
    return PlainTextResponse("ready\n")
