"""One thread of the process for work that takes long, and a short line before it."""

from __future__ import annotations

import logging
from queue import Full, Queue
from threading import Lock, Thread
from typing import TYPE_CHECKING, Generic, TypeVar

from licet.access.turns import Busy

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")
_log = logging.getLogger(__name__)


class Line(Generic[T]):
    """Does ``work`` for each thing that is put in, one after the other; the thread starts with the first.

    ``gone`` is what ``work`` raises where the thing is there no more: it is passed over. Any other fault is
    logged, and the thread goes on with the next.
    """

    def __init__(
        self, name: str, most: int, work: Callable[[T], None], gone: type[Exception]
    ) -> None:
        self._name = name
        self._work = work
        self._gone = gone
        self._waiting: Queue[T] = Queue(most)
        self._lock = Lock()
        self._thread: Thread | None = None

    def put(self, each: T) -> None:
        """Put one in line.

        Raises:
            Busy: the line is full.
        """
        try:
            self._waiting.put_nowait(each)
        except Full:
            raise Busy from None
        with self._lock:
            if self._thread is None or not self._thread.is_alive():
                self._thread = Thread(target=self._run, name=self._name, daemon=True)
                self._thread.start()

    def _run(self) -> None:
        while True:
            each = self._waiting.get()
            try:
                self._work(each)
            except self._gone:
                continue
            except Exception:  # noqa: BLE001 - the thread goes on with the next one
                _log.exception("Work of the line %r broke off", self._name)
