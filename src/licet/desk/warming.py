"""A server warms itself: what a first visitor would wait for is done before, while it answers already.

Law is made ready the first time a day and a kind of item are asked for, templates and charts the first
time they are drawn.  A thread asks for a few pages as a visitor would, and keeps nothing else of them.
"""

from __future__ import annotations

import asyncio
import gc
import logging
from contextlib import contextmanager
from threading import Event, Thread
from typing import TYPE_CHECKING, Any

from fastapi.middleware.asyncexitstack import AsyncExitStackMiddleware

from licet.access.model import VISITOR
from licet.desk.linked import href
from licet.desk.pages.home import EXAMPLES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fastapi import FastAPI

_PAGES = ("/", "/law/changes", "/chips", "/tools", "/law/compare")
_log = logging.getLogger(__name__)


def addresses() -> tuple[str, ...]:
    """The first page, the questions that it shows as examples, and the pages that draw charts."""
    return (_PAGES[0], *(href(pairs) for _, pairs in EXAMPLES), *_PAGES[1:])


async def ask(app: FastAPI, address: str) -> int:
    """Ask the routes themselves for a page, as a visitor; gives the status."""
    path, _, query = address.partition("?")
    scope: dict[str, Any] = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "GET", "scheme": "http",
        "path": path, "raw_path": path.encode(), "query_string": query.encode(), "root_path": "",
        "headers": [(b"host", b"localhost")], "client": ("127.0.0.1", 0), "server": ("127.0.0.1", 80),
        "state": {"person": VISITOR}, "app": app,
    }  # fmt: skip
    told: list[int] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Any) -> None:
        told.append(message.get("status", 0))

    await AsyncExitStackMiddleware(app.router)(scope, receive, send)
    return told[0]


@contextmanager
def warming(app: FastAPI) -> Iterator[Thread]:
    """Warm the application in a thread of its own; it ends with the block at the latest."""
    stop = Event()

    def run() -> None:
        for address in addresses():
            if stop.is_set():
                return
            try:
                asyncio.run(ask(app, address))
            except Exception as error:  # noqa: BLE001 - who asks in earnest is told what is wrong
                _log.info("%s was not made ready: %s", address, error)
        gc.collect()
        gc.freeze()  # law, plans and templates stay, so no collection need look at them again

    thread = Thread(target=run, name="warming", daemon=True)
    thread.start()
    try:
        yield thread
    finally:
        stop.set()
        thread.join(10)
