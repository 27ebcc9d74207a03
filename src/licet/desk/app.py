"""The application: pages, API and agents' tools over one service.

    app = make_app(Service.open())

``licet serve`` runs it.  Every route names the permission it needs (``licet.access.guard``).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fastapi import FastAPI, Request
from starlette.responses import RedirectResponse, Response
from starlette.staticfiles import StaticFiles

from licet.access.guard import NotAllowed
from licet.access.model import LOCAL
from licet.api.app import make_api
from licet.desk.page import STATIC, page
from licet.desk.rooms import routers
from licet.errors import LicetError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from licet.service.service import Service

    Next = Callable[[Request], Awaitable[Response]]

_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


def make_app(service: Service) -> FastAPI:
    """The desk over a service that is open."""
    app = FastAPI(title="Licet", docs_url=None, redoc_url=None, openapi_url=None)
    app.state.service = service
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    app.mount("/api/v1", make_api(service), name="api")  # before the pages, which are many
    for router in routers():
        app.include_router(router, include_in_schema=False)

    @app.middleware("http")
    async def known_and_guarded(request: Request, go_on: Next) -> Response:
        request.state.person = LOCAL
        response = await go_on(request)
        for name, value in _HEADERS.items():
            response.headers.setdefault(name, value)
        return response

    app.add_exception_handler(NotAllowed, _not_allowed)
    app.add_exception_handler(LicetError, _bad_input)
    app.add_exception_handler(404, _not_found)
    return app


def _not_allowed(request: Request, error: Any) -> Response:
    if error.sign_in:
        return RedirectResponse(f"/sign-in?next={request.url.path}", 303)
    return page(request, "error.html", 403, title="Not allowed", message=str(error))


def _bad_input(request: Request, error: Exception) -> Response:
    return page(request, "error.html", 400, title="This cannot be read", message=str(error))


def _not_found(request: Request, _error: Exception) -> Response:
    return page(
        request, "error.html", 404, title="No such page",
        message=f"There is nothing at {request.url.path}. The bar above leads to what there is.",
    )  # fmt: skip
