"""The application: pages, API and agents' tools over one service.

    app = make_app(Service.open())

``licet serve`` runs it.  Every route names the permission it needs (``licet.access.guard``).
"""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from fastapi import FastAPI
from starlette.staticfiles import StaticFiles

from licet.access.knowing import Knowing
from licet.agents.server import http_app, make_server
from licet.api.app import mount_api
from licet.desk.faults import HANDLERS
from licet.desk.guarding import Guarding
from licet.desk.page import STATIC
from licet.desk.rooms import routers

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from licet.service.service import Service


def make_app(service: Service) -> FastAPI:
    """The desk over a service that is open."""
    tools = make_server(service)

    @asynccontextmanager
    async def living(_app: FastAPI) -> AsyncIterator[None]:
        async with tools.session_manager.run():
            yield

    app = FastAPI(title="Licet", docs_url=None, redoc_url=None, openapi_url=None, lifespan=living)
    app.state.service = service
    app.state.knowing = Knowing(service.store, service.settings.desk)
    app.state.providers = {}
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    mount_api(app, service)
    app.mount("/mcp", http_app(tools), name="agents")
    for router in routers():
        app.include_router(router, include_in_schema=False)
    for kind, handler in HANDLERS.items():
        app.add_exception_handler(kind, handler)
    app.add_middleware(Guarding, knowing=app.state.knowing, desk=service.settings.desk)
    return app
