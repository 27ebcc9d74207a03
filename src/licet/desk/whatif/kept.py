"""Scenarios that people had worked out: each in a folder under the home folder, by the hash of all it rests on.

The folder's name is that of the question itself (scenario, both laws, assumptions, data, code): whoever asks
the same again finds the answer, and the address is a link. ``state.json`` says how far it is.
"""

from __future__ import annotations

import json
import re
import shutil
import time
from contextlib import suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from licet.disk import put
from licet.errors import InputError
from licet.record import fields_of, record, replaced

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from licet.settings import Settings
    from licet.whatif.result import Result, Stamp
    from licet.whatif.scenario import Scenario

WAITING, WORKING, STOPPED, DONE, FAILED = "waiting", "working", "stopped", "done", "failed"
FILES, ALL = "files", "all.zip"
"""Under the folder: what can be downloaded, and all of it at once."""
MOST = 300
"""Scenarios that are kept; the one that was longest not asked for makes room."""
_KEY = re.compile(r"[0-9a-f]{32}")
_STALE_SECONDS = 300
"""Work of which nothing was heard for so long has been broken off with its process."""


class NoSuchRun(InputError):
    """There is no scenario under this key."""

    def __init__(self) -> None:
        super().__init__("No scenario is kept under this address: it was cleared away to make room, or the address was cut short. Ask the question again under What if.")  # fmt: skip


@record
class Run:
    """One scenario and how far it is; times in seconds of the clock.

    ``owners`` asked for it; ``step`` is the part at work, ``doing`` what it does, ``share`` the part of
    the whole that is done, 0 to 1. ``law`` and ``code`` are the hashes of the library it was asked of.
    """

    key: str
    scenario: Mapping[str, Any]
    asked: str
    law: str
    code: str
    owners: tuple[str, ...]
    stage: str = WAITING
    step: str = ""
    doing: str = ""
    share: float = 0.0
    started: float = 0.0
    heard: float = 0.0
    took: float = 0.0
    problem: str = ""

    @property
    def title(self) -> str:
        """What it is called."""
        return str(self.scenario["title"])

    @property
    def busy(self) -> bool:
        """Whether it waits or is worked on, and the work was not broken off."""
        return self.stage in (WAITING, WORKING) and time.time() - self.heard < _STALE_SECONDS

    @property
    def broken_off(self) -> bool:
        """Whether work on it ended with its process."""
        return self.stage in (WAITING, WORKING) and not self.busy


def key_of(scenario: Scenario, stamp: Stamp) -> str:
    """The name of a question: a hash of the scenario and of everything that its answer rests on."""
    from licet.whatif.kept import mark_of

    return mark_of(scenario, stamp)[:32]


class Runs:
    """The scenarios of one installation."""

    def __init__(self, settings: Settings) -> None:
        self.home = settings.home / "whatif" / "runs"

    def new(self, key: str, scenario: Scenario, law: str, code: str, owner: str) -> Run:
        """Keep a question, or find it where it was asked before."""
        with suppress(NoSuchRun):
            return self.also(self.get(key), owner)
        self._room()
        now = datetime.now(UTC).isoformat(timespec="seconds")
        self.folder(key).mkdir(parents=True, exist_ok=True)
        return self.saved(Run(key, scenario.data(), now, law, code, (owner,)))

    def also(self, run: Run, owner: str) -> Run:
        """The scenario, asked for by one more."""
        if owner in run.owners:
            return run
        return self.saved(replaced(run, owners=(*run.owners, owner)))

    def get(self, key: str) -> Run:
        """The scenario of a key.

        Raises:
            NoSuchRun: there is none.
        """
        found = self._read(key) if _KEY.fullmatch(key) else None
        if found is None:
            raise NoSuchRun
        return found

    def of(self, owner: str) -> tuple[Run, ...]:
        """Those that one person asked for, the newest first."""
        mine = (each for each in self.every() if owner and owner in each.owners)
        return tuple(sorted(mine, key=lambda each: (each.asked, each.key), reverse=True))

    def every(self) -> Iterator[Run]:
        """All of them."""
        for each in sorted(self.home.iterdir()) if self.home.is_dir() else ():
            if (found := self._read(each.name)) is not None:
                yield found

    def saved(self, run: Run) -> Run:
        """Write down what is known.

        Raises:
            NoSuchRun: it was cleared away meanwhile.
        """
        told = {name: value for name, value, _ in fields_of(run)}
        try:
            put(self.folder(run.key) / "state.json", json.dumps(told, default=list).encode())
        except FileNotFoundError:
            raise NoSuchRun from None
        return run

    def changed(self, run: Run, **values: Any) -> Run:
        """The scenario with other values, written down; who asked for it meanwhile is kept."""
        known = self.get(run.key).owners
        return self.saved(replaced(run, heard=time.time(), owners=known, **values))

    def result(self, run: Run) -> Result:
        """What came out of a scenario that is done."""
        from licet.whatif.kept import result_from

        try:
            text = (self.folder(run.key) / FILES / "result.json").read_bytes()
        except FileNotFoundError:
            raise NoSuchRun from None
        return result_from(json.loads(text))

    def file(self, run: Run, name: str) -> Path:
        """A file of the result by its name, such as ``tables/flips.csv``; none but those that were written.

        Raises:
            InputError: the result has no such file.
        """
        inside = self.folder(run.key) / FILES
        known = {each.relative_to(inside).as_posix(): each for each in inside.rglob("*.*")}
        if name not in known:
            raise InputError("This result has no such file. Its page lists those that it has.")
        return known[name]

    def folder(self, key: str) -> Path:
        """The folder of a scenario."""
        return self.home / key

    def stop_sign(self, run: Run) -> Path:
        """The file that tells whoever works on it to stop."""
        return self.folder(run.key) / "stop"

    def _room(self) -> None:
        idle = [each for each in self.every() if not each.busy]
        idle.sort(key=lambda each: (each.heard, each.asked, each.key))
        for each in idle[: max(0, len(idle) - MOST + 1)]:
            shutil.rmtree(self.folder(each.key), ignore_errors=True)

    def _read(self, key: str) -> Run | None:
        with suppress(OSError, ValueError, TypeError):
            told = json.loads((self.home / key / "state.json").read_bytes())
            return Run(**{**told, "owners": tuple(told["owners"])})
        return None
