"""How the desk is served: one process or several on one socket, with patience for slow clients, not without end."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

import uvicorn
from uvicorn.protocols.http.auto import AutoHTTPProtocol

from licet.access.hooks.delivering import delivering
from licet.desk.app import make_app
from licet.desk.batches.working import sweeping
from licet.desk.warming import warming
from licet.orders.watch import EVERY, watching
from licet.service.service import Service

if TYPE_CHECKING:
    import asyncio
    import socket
    from collections.abc import AsyncIterator

    from fastapi import FastAPI

_PATIENCE_SECONDS = 20
_IDLE_SECONDS = 10
_LAST_WORDS_SECONDS = 10


def app() -> FastAPI:
    """The application of one process, over a service of its own that closes when the process stops."""
    service = Service.open()
    found = make_app(service)
    inner = found.router.lifespan_context

    @asynccontextmanager
    async def lifespan(app: Any) -> AsyncIterator[Any]:
        every = EVERY if service.settings.desk.watch_orders else 0
        with (
            service,
            watching(service, every),
            sweeping(service),
            delivering(service),
            warming(found),
        ):
            async with inner(app) as state:
                yield state

    found.router.lifespan_context = lifespan
    return found


def run(door: socket.socket, *, workers: int, proxy: str) -> None:
    """Serve on a socket that is bound already, until stopped."""
    config = uvicorn.Config(
        "licet.desk.serving:app", factory=True, workers=workers, log_level="warning",
        http=Patient, ws="none", access_log=False, server_header=False, date_header=True,
        proxy_headers=bool(proxy), forwarded_allow_ips=proxy or None,
        timeout_keep_alive=_IDLE_SECONDS, timeout_graceful_shutdown=_LAST_WORDS_SECONDS,
    )  # fmt: skip
    if workers == 1:
        uvicorn.Server(config).run(sockets=[door])
        return
    from uvicorn.supervisors import Multiprocess

    Multiprocess(config, sockets=[door]).run()


class Patient(AutoHTTPProtocol):  # type: ignore[misc,valid-type] # which class it is depends on what is installed
    """A connection on which nothing whole was asked for a while is closed.

    Without this a client that sends one letter a minute keeps a connection for ever.  A request under
    way is never cut: its body has a patience of its own (``licet.desk.guarding``).
    """

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override,unused-ignore]
        """Begin to wait."""
        super().connection_made(transport)
        self._last: Any = None
        self._wait()

    def _wait(self) -> None:
        self._waiting = self.loop.call_later(_PATIENCE_SECONDS, self._look)

    def _look(self) -> None:
        cycle = self.cycle
        if (cycle is None or cycle.response_complete) and cycle is self._last:
            self.transport.close()
            return
        self._last = cycle
        self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop waiting."""
        self._waiting.cancel()
        super().connection_lost(exc)
