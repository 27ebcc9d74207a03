"""What was worked out once and is shown again: a few hundred answers or drawings, shared by all threads."""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING, Generic, TypeVar

from licet.access.turns import HEAVY

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

T = TypeVar("T")


class Kept(Generic[T]):
    """The last ``most`` things by their keys, the one longest unasked let go of first.

    >>> kept: Kept[int] = Kept(1)
    >>> (
    ...     kept.get("a", lambda: 1),
    ...     kept.get("a", lambda: 2),
    ...     kept.get("b", lambda: 3),
    ...     kept.get("a", lambda: 4),
    ... )
    (1, 1, 3, 4)
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._lock = Lock()
        self._found: dict[Hashable, T] = {}

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """What is kept under ``key``; made in a turn of its own and kept where there is nothing.

        Raises:
            Busy: too much else is being made.
        """
        if (found := self._held(key)) is not None:
            return found
        with HEAVY.taken():
            if (found := self._held(key)) is not None:  # somebody made it while we waited
                return found
            made = make()  # two threads may both make it: that costs time and changes nothing
            with self._lock:
                while len(self._found) >= self._most:
                    self._found.pop(next(iter(self._found)))
                self._found[key] = made
            return made

    def _held(self, key: Hashable) -> T | None:
        with self._lock:
            if key not in self._found:
                return None
            found = self._found[key] = self._found.pop(key)
            return found
