"""Turns at work that takes long: few at once, few in line, and everybody else is told to come again.

Without this a handful of requests that cost seconds each would hold every thread, and all other pages
with them.
"""

from __future__ import annotations

from contextlib import contextmanager
from threading import BoundedSemaphore, local
from typing import TYPE_CHECKING

from licet.errors import LicetError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


class Busy(LicetError):
    """Too much work of this kind is under way; ``seconds`` until it is worth to ask again."""

    seconds = 10

    def __init__(self) -> None:
        super().__init__(
            "Many pages that take long are being worked out at this moment. Try again in a few seconds; "
            "questions of one transfer are answered meanwhile."
        )


class Turns:
    """At most ``at_once`` at work and ``in_line`` in all, each waiting ``patience`` seconds at most.

    A thread that has a turn is at work: what it takes further is the same turn.

    >>> turns = Turns(1, 1)
    >>> with turns.taken(), turns.taken():
    ...     print("at work")
    at work
    """

    def __init__(
        self, at_once: int, in_line: int, *, patience: float = 60, full: Callable[[], LicetError] = Busy
    ) -> None:  # fmt: skip
        self.in_line = BoundedSemaphore(in_line)
        self._at_once = BoundedSemaphore(at_once)
        self._patience = patience
        self._full = full
        self._mine = local()

    @contextmanager
    def taken(self) -> Iterator[None]:
        """Wait for a turn, and have it.

        Raises:
            LicetError: what ``full`` gives, where the line is full or does not move.
        """
        if getattr(self._mine, "has", False):
            yield
            return
        if not self.in_line.acquire(blocking=False):
            raise self._full()
        try:
            if not self._at_once.acquire(timeout=self._patience):
                raise self._full()
            self._mine.has = True
            try:
                yield
            finally:
                self._mine.has = False
                self._at_once.release()
        finally:
            self.in_line.release()


HEAVY = Turns(2, 8)
"""Pages that take seconds to work out: of 40 threads, most stay free for all others."""
