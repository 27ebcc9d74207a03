"""Work that a server does again and again, in a thread of its own, for as long as it runs."""

from __future__ import annotations

import logging
from contextlib import contextmanager
from threading import Event, Thread
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_log = logging.getLogger(__name__)


@contextmanager
def repeating(
    work: Callable[[], object], seconds: float, name: str, *,
    failed: str, faults: tuple[type[Exception], ...], patience: float = 30,
) -> Iterator[None]:  # fmt: skip
    """Do ``work`` at once and then every so many seconds, until the context ends.

    ``faults`` are what may pass, such as a disk that is away for a while: they are logged behind
    ``failed`` and the work is tried again at its time.  What is at work at the end has ``patience``
    seconds to finish.
    """
    stop = Event()

    def run() -> None:
        while True:
            try:
                work()
            except faults as error:
                _log.warning("%s: %s", failed, error)
            if stop.wait(seconds):
                return

    thread = Thread(target=run, name=name, daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(patience)
