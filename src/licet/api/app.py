"""The HTTP API: ``make_api(service)`` gives the application that ``mount_api`` puts at ``/api/v1`` of the desk.

Who asks is found out by the desk, which hands the person over in the request's state.  Each route names
its permission, each error is a problem document, and nothing here can sign.
"""

from __future__ import annotations

import logging
import re
from typing import TYPE_CHECKING, Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.responses import JSONResponse, Response
from starlette.routing import Mount

from licet.access.guard import OPEN, Forged, NotAllowed, needs
from licet.access.registered import NoSeat
from licet.access.turns import Busy
from licet.api import decisions, determinations, law, orders, parties, products, signals
from licet.api.answers import Kept, NotModified, answered, marked, tag
from licet.api.body import unfit
from licet.api.described import BASE, openapi, problems
from licet.api.edge import Edge
from licet.api.limits import Limiter, Limits
from licet.api.models import Health
from licet.api.problems import Refused, kind_of, of_input, response
from licet.api.register import applications, bundles, filing, hooks, licenses, public, shipments
from licet.api.register.asked import changed
from licet.errors import LicetError
from licet.register import select
from licet.registry import model as registry

if TYPE_CHECKING:
    from licet.service.service import Service

_ROOMS = (decisions, signals, products, law, parties, orders, determinations)
_REGISTER = (bundles, filing, applications, licenses, shipments, public, hooks)
_log = logging.getLogger(__name__)


def make_api(service: Service, *, limits: Limits | None = None) -> FastAPI:
    """The API over an open service; ``limits`` are those of the environment where None."""
    app = FastAPI(
        title="Licet", docs_url=None, redoc_url=None, openapi_url=None, redirect_slashes=False
    )
    app.state.service = service
    app.state.kept = kept = Kept()
    app.add_middleware(Edge, service=service, limiter=Limiter(limits or Limits.of()), kept=kept)
    for room in (*_ROOMS, *_REGISTER):
        app.include_router(room.router)

    @app.get("/openapi.json", include_in_schema=False, dependencies=[needs(OPEN)])
    async def described() -> Response:
        return JSONResponse(app.openapi())

    @app.get(
        "/health", dependencies=[needs(OPEN)], summary="Whether the service answers", tags=["Health"],
        operation_id="health", response_model=Health, responses=problems(503),
    )  # fmt: skip
    def health() -> Response:
        """By which law it answers, and that its store can be read."""
        tag(service)
        return answered({"status": "ok", "etag": service.etag, "hashes": service.hashes}, {"Cache-Control": "no-store"})  # fmt: skip

    app.openapi = lambda: openapi(app)  # type: ignore[method-assign]
    for kind, handler in _HANDLERS.items():
        app.add_exception_handler(kind, handler)
    return app


def mount_api(app: FastAPI, service: Service, *, limits: Limits | None = None) -> FastAPI:
    """Put the API in its place under ``app``; gives the API.  Before the pages, which are many."""
    api = make_api(service, limits=limits)
    place = Mount(BASE, app=api, name="api")
    # Also a path with a line break in it is answered by the API, and with a problem.
    place.path_regex = re.compile(place.path_regex.pattern, re.DOTALL)
    app.router.routes.append(place)
    app.state.api = api
    return api


async def _refused(request: Request, error: Any) -> Response:
    return response(error, request.url.path)


async def _unchanged(_request: Request, error: Any) -> Response:
    return Response(status_code=304, headers=marked(error.etag))


async def _not_allowed(request: Request, error: Any) -> Response:
    kind = "not-signed-in" if error.sign_in else "not-allowed"
    return response(Refused(kind, str(error)), request.url.path)


async def _no_seat(request: Request, error: Exception) -> Response:
    way = "An administrator gives register roles, on the page People or by licet account register."
    return response(Refused("not-allowed", str(error), way_out=way), request.url.path)


async def _not_for_this_role(request: Request, error: Exception) -> Response:
    way = "law/procedure/roles.yaml says which role may do what; GET .../ways lists what yours may do now."
    return response(Refused("not-allowed", str(error), way_out=way), request.url.path)


async def _not_yours(request: Request, _error: Exception) -> Response:
    said = "There is no such file, or it is not within your reach."
    way = "GET /register/applications and GET /register/licenses list what is."
    return response(Refused("not-found", said, way_out=way), request.url.path)


async def _not_possible(request: Request, error: Exception) -> Response:
    return response(Refused("not-possible", str(error)), request.url.path)


async def _changed(request: Request, error: Any) -> Response:
    return response(await run_in_threadpool(changed, request, error), request.url.path)


async def _forged(request: Request, error: Exception) -> Response:
    way = "Send the session's mark in X-CSRF-Token, or use a token in place of the session."
    return response(Refused("not-allowed", str(error), way_out=way), request.url.path)


async def _input(request: Request, error: Exception) -> Response:
    return response(of_input(error), request.url.path)


async def _busy(request: Request, error: Any) -> Response:
    told = {"Retry-After": str(error.seconds)}
    return response(Refused("unavailable", str(error), headers=told), request.url.path)


async def _unfit(request: Request, error: Any) -> Response:
    return response(unfit(error.errors(), pointer=False), request.url.path)


async def _http(request: Request, error: Any) -> Response:
    path = request.url.path
    said = {
        404: f"There is nothing at {path}.",
        405: f"{path} does not take {request.method}.",
    }.get(error.status_code, str(error.detail))
    return response(Refused(kind_of(error.status_code), said, headers=error.headers), path)


async def _gone(_request: Request, _error: Exception) -> Response:
    return Response(status_code=400)  # nobody is there to read it


async def _fault(request: Request, error: Exception) -> Response:
    _log.error("%s %r", request.method, request.url.path, exc_info=error)
    return response(Refused("fault", "Something went wrong that should not."), request.url.path)


_HANDLERS: dict[Any, Any] = {
    Refused: _refused,
    NotModified: _unchanged,
    NotAllowed: _not_allowed,
    Forged: _forged,
    NoSeat: _no_seat,
    registry.NotYours: _not_yours,
    registry.Changed: _changed,
    registry.NotAllowed: _not_for_this_role,
    select.Refused: _not_possible,
    Busy: _busy,
    LicetError: _input,
    RequestValidationError: _unfit,
    HTTPException: _http,
    ClientDisconnect: _gone,
    Exception: _fault,
}
