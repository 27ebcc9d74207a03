"""What people hand in: each thing in a folder of its own under the home folder, for a while.

A folder is named by a key that nobody can guess, and belongs to whoever handed the thing in: an account, the
user of a private desk, or the browser of a visitor.  For everybody else it is not there.
"""

from __future__ import annotations

import re
import secrets
import shutil
import time
from abc import ABC, abstractmethod
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, ClassVar, Generic, Protocol, TypeVar

from licet.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

VISITOR = "visitor"
"""What the owner of a visitor's thing begins with."""
MOST, MOST_OF_VISITORS = 20, 40
"""Things of one kind that one owner, and all visitors together, may have at a time."""
_BYTES = 24
_KEY = re.compile(r"[A-Za-z0-9_-]{32}")
_LEFT_SECONDS = 3600
"""A folder that cannot be read and that nobody has written into for so long is left over."""


class Owned(Protocol):
    """One thing: the name of its folder, and whose it is."""

    @property
    def key(self) -> str:
        """The name of its folder."""

    @property
    def owner(self) -> str:
        """Whose it is; never empty."""


T = TypeVar("T", bound=Owned)


def new_key() -> str:
    """A key that nobody can guess."""
    return secrets.token_urlsafe(_BYTES)


def now() -> str:
    """The time at which something comes in, as it is kept."""
    return datetime.now(UTC).isoformat(timespec="seconds")


class HandedIn(ABC, Generic[T]):
    """The things of one kind that are kept under ``home``, each for ``hours``."""

    gone: ClassVar[type[InputError]]
    """What is raised where there is none, its time is over, or it is another's: which of these is not said."""
    too_many: ClassVar[str]
    too_many_of_visitors: ClassVar[str]

    def __init__(self, home: Path, hours: int) -> None:
        self.home = home
        self.hours = hours

    @abstractmethod
    def came(self, each: T) -> str:
        """When it came in, as ``now`` wrote it."""

    @abstractmethod
    def _read(self, key: str) -> T | None:
        """The thing in a folder; None where there is none that can be read."""

    def get(self, key: str, owner: str) -> T:
        """The thing of a key, for its owner.

        Raises:
            InputError: that of ``gone``.
        """
        found = self._read(key) if _KEY.fullmatch(key) else None
        if found is None or not owner or found.owner != owner or self.over(found):
            raise self.gone
        return found

    def of(self, owner: str) -> tuple[T, ...]:
        """The things of one owner, the newest first."""
        mine = [e for e in self._all() if owner and e.owner == owner and not self.over(e)]
        return tuple(sorted(mine, key=lambda each: (self.came(each), each.key), reverse=True))

    def folder(self, each: T) -> Path:
        """Where it lies."""
        return self.home / each.key

    def drop(self, each: T) -> None:
        """Delete it and everything made of it."""
        shutil.rmtree(self.folder(each), ignore_errors=True)

    def ends(self, each: T) -> datetime:
        """When it is deleted."""
        return datetime.fromisoformat(self.came(each)) + timedelta(hours=self.hours)

    def over(self, each: T) -> bool:
        """Whether its time is over."""
        return datetime.now(UTC) >= self.ends(each)

    def sweep(self) -> int:
        """Delete what has been kept long enough, and what was never written whole; how many things there were."""
        late = [each for each in self._all() if self.over(each)]
        for each in late:
            self.drop(each)
        for folder in self._folders():
            if self._read(folder.name) is None and time.time() - _written(folder) > _LEFT_SECONDS:
                shutil.rmtree(folder, ignore_errors=True)
        return len(late)

    def _begin(self, each: T) -> Path:
        """Make its folder, which only this user may look into."""
        folder = self.folder(each)
        folder.mkdir(parents=True)
        self.home.chmod(0o700)
        return folder

    def _make_room(self, owner: str) -> None:
        """Sweep, and see that an owner may hand in one more.

        Raises:
            InputError: there are too many already.
        """
        self.sweep()
        if len(self.of(owner)) >= MOST:
            raise InputError(self.too_many)
        if not owner.startswith(VISITOR):
            return
        if sum(each.owner.startswith(VISITOR) for each in self._all()) >= MOST_OF_VISITORS:
            raise InputError(self.too_many_of_visitors)

    def _folders(self) -> list[Path]:
        return sorted(self.home.iterdir()) if self.home.is_dir() else []

    def _all(self) -> Iterator[T]:
        for folder in self._folders():
            if (found := self._read(folder.name)) is not None:
                yield found


def _written(folder: Path) -> float:
    try:
        return folder.stat().st_mtime
    except OSError:
        return time.time()
