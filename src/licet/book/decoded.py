"""Records kept as JSON data until they are asked for: most decisions look at a part of the law."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

T = TypeVar("T")


class Decoded(Mapping[str, T]):
    """A mapping by name that makes each record when it is first looked up.

    >>> numbers = Decoded([("one", {"of": 1}), ("two", {"of": 2})], lambda data: data["of"])
    >>> numbers["two"], list(numbers), len(numbers)
    (2, ['one', 'two'], 2)
    """

    __slots__ = ("_made", "_make", "raw")

    def __init__(self, raw: Iterable[tuple[str, Any]], make: Callable[[Any], T]) -> None:
        self.raw: dict[str, Any] = dict(raw)
        self._make = make
        self._made: dict[str, T] = {}

    def __getitem__(self, name: str) -> T:
        """The record; ``KeyError`` where there is none of this name."""
        found = self._made.get(name)
        if found is None:
            found = self._made[name] = self._make(self.raw[name])
        return found

    def __contains__(self, name: object) -> bool:
        """Whether there is one, without making it."""
        return name in self.raw

    def __iter__(self) -> Iterator[str]:
        """The names, in order."""
        return iter(self.raw)

    def __len__(self) -> int:
        """How many there are."""
        return len(self.raw)
