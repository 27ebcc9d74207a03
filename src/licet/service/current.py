"""The lists and closings of this moment, read once and read anew when they changed.

A server answers many questions on one day.  To read an edition and to index it takes seconds; to see
that nothing was loaded since takes a look at the folder's own time.
"""

from __future__ import annotations

from datetime import date
from threading import Lock
from typing import TYPE_CHECKING

from licet.service.searched import Searched

if TYPE_CHECKING:
    from licet.screen.model import Closing
    from licet.screen.screener import Screener
    from licet.settings import Settings
    from licet.store.store import Store

_DAYS_KEPT = 4
"""Days whose lists are kept ready; most questions are of today, some of one other day."""


class Current:
    """Lists by day and closings, shared by all threads of one server."""

    def __init__(self, settings: Settings, store: Store) -> None:
        self._settings = settings
        self._store = store
        self._lock = Lock()
        self._days: dict[tuple[date, str], tuple[Searched, Screener]] = {}
        self._closings: tuple[str, tuple[Closing, ...]] = ("", ())

    def on(self, day: date) -> tuple[Searched, Screener]:
        """The editions in force on ``day``, and a screener over them.

        Raises:
            InputError: a list is too old or damaged; a named officer may let it pass (``Shelf``).
        """
        key = (day, self.mark())
        with self._lock:
            found = self._days.get(key)
            if found is None:
                searched = Searched.on(day, settings=self._settings)
                found = searched, searched.screener()
                while len(self._days) >= _DAYS_KEPT:
                    self._days.pop(next(iter(self._days)))
                self._days[key] = found
            return found

    def stamp(self) -> int:
        """The time of the folder of editions, which moves when a file comes or goes; 0 where there is none."""
        try:
            return self._settings.list_editions.stat().st_mtime_ns
        except OSError:
            return 0

    def mark(self) -> str:
        """What changes when an edition is taken in: names, sizes and times of what the folder holds."""
        folder = self._settings.list_editions
        if not folder.is_dir():
            return ""
        seen = sorted((each.name, each.stat()) for each in folder.iterdir() if each.is_file())
        return ";".join(f"{name} {stat.st_size} {stat.st_mtime_ns}" for name, stat in seen)

    def closings(self) -> tuple[Closing, ...]:
        """What two officers have closed, read anew when the log of the store has grown."""
        end = self._store.log_end()
        with self._lock:
            if self._closings[0] != end:
                self._closings = (end, tuple(self._store.closings()))
            return self._closings[1]
