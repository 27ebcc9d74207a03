"""A hidden folder beside the output: what has been made so far, and what it was made of.

``journal.json`` is replaced as a whole, after all that it tells of is on the disk.  A run that finds the
journal of the same question on the same input goes on behind its last mark; any other starts anew.
"""

from __future__ import annotations

import json
import os
import shutil
from typing import TYPE_CHECKING, Any

from licet.batch.sink import put_in_place
from licet.disk import sync_folder, wait_for_lock
from licet.errors import InputError, Place
from licet.record import record

if TYPE_CHECKING:
    from pathlib import Path

    from licet.batch.block import After
    from licet.batch.sink import Mark

_FORMAT = 1
_FILES = {"size": "rows", "groups": "groups", "faults": "faults"}
"""The files whose bytes a mark counts."""


@record
class Reached:
    """How far a run has come: the source behind its last block, the marks of its files, its counts."""

    after: After
    mark: Mark
    tally: dict[str, Any]


class Journal:
    """The journal of one output.  Only one run at a time may hold it."""

    def __init__(self, out: Path) -> None:
        self.folder = folder_of(out)
        self.folder.mkdir(exist_ok=True)
        self._lock = (self.folder / "lock").open("w")
        if not wait_for_lock(self._lock, 0):
            self._lock.close()
            raise InputError("another run is writing this output just now", Place(str(out)))
        self.told: dict[str, Any] = {}

    def began(self) -> dict[str, Any]:
        """What the run before this one was asked; nothing where there was none."""
        found: dict[str, Any] = self._read().get("told", {})
        return found

    def reached(self, told: dict[str, Any], said: list[str]) -> Reached | None:
        """How far an earlier run of the same question came.

        ``told`` is the question and the state of the input; ``said`` gets a sentence where a run starts
        anew although another had begun.
        """
        self.told = json.loads(json.dumps(told))
        found = self._read()
        if not found:
            return None
        before = found.get("told", {})
        differing = [name for name in {**before, **self.told} if before.get(name) != self.told.get(name)]  # fmt: skip
        if self.told.get("input") is None:
            said.append("An earlier run was broken off; a database table may have changed since, so all of it is decided anew.")  # fmt: skip
            return None
        if found.get("format") != _FORMAT or differing:
            what = ", ".join(_SAID.get(each, each) for each in sorted(differing)) or "its form"
            said.append(f"An earlier run was broken off; since then something changed ({what}), so all of it is decided anew.")  # fmt: skip
            return None
        if not self._holds(found["mark"]):  # it was broken off in the very moment of its end
            return None
        return Reached(tuple(found["after"]), found["mark"], found["tally"])

    def _holds(self, mark: Mark) -> bool:
        """Whether the files of a mark are there, at least as long as it says."""
        for key, name in _FILES.items():
            path = self.folder / name
            if mark.get(key, 0) > (path.stat().st_size if path.exists() else 0):
                return False
        return True

    def keep(self, reached: Reached) -> None:
        """Note how far the run has come."""
        aside = self.folder / "journal.new"
        data = {
            "format": _FORMAT, "told": self.told, "after": reached.after, "mark": reached.mark,
            "tally": reached.tally,
        }  # fmt: skip
        with aside.open("w") as file:
            json.dump(data, file)
            file.flush()
            os.fsync(file.fileno())
        put_in_place(aside, self.folder / "journal.json")

    def emptied(self) -> None:
        """Take away what an earlier run made."""
        for each in self.folder.iterdir():
            if each.name != "lock":
                each.unlink()

    def done(self) -> None:
        """Take the folder away: the output is whole."""
        shutil.rmtree(self.folder, ignore_errors=True)
        sync_folder(self.folder.parent)
        self._lock.close()

    def close(self) -> None:
        """Leave the folder to the next run, or take it away where nothing is in it."""
        if not (self.folder / "journal.json").exists():
            shutil.rmtree(self.folder, ignore_errors=True)
        self._lock.close()

    def _read(self) -> dict[str, Any]:
        try:
            found: dict[str, Any] = json.loads((self.folder / "journal.json").read_text())
        except (OSError, ValueError):
            return {}
        return found


_SAID = {
    "input": "the input", "law": "the law", "catalogue": "the catalogue", "code": "Licet itself", "on": "the day",
    "tools": "the versions of Polars or Arrow", "mapping": "the mapping", "constants": "--set",
}  # fmt: skip


def folder_of(out: Path) -> Path:
    """The hidden folder beside an output."""
    return out.with_name(f".{out.name}.partial")
