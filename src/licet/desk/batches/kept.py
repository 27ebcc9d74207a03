"""Files of transfers that people sent in: each in a folder of its own under the home folder, for a while.

A folder is named by a key that nobody can guess, and belongs to whoever sent the file in: an account, the
user of a private desk, or the browser of a visitor.  For everybody else it is not there.  What is known of
it stands in ``state.json``, written whole each time, so that several processes may serve one home.
"""

from __future__ import annotations

import json
import os
import re
import secrets
import shutil
import time
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from licet.batch.meaning import Meaning
from licet.errors import InputError
from licet.record import fields_of, is_record, record, replaced

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from licet.settings import Settings

SENT, WAITING, WORKING, DONE, FAILED = "sent", "waiting", "working", "done", "failed"
"""A batch is sent in, its columns are said and it waits its turn, is worked on, and is done or has failed."""
ENDINGS = (".csv", ".tsv", ".txt", ".xlsx", ".parquet")
VISITOR = "visitor"
"""What the owner of a visitor's batch begins with."""
_BYTES = 24
_KEY = re.compile(r"[A-Za-z0-9_-]{32}")
_MOST, _MOST_OF_VISITORS = 20, 40
"""Batches that one owner, and all visitors together, may have at a time."""
_STALE_SECONDS = 120
"""Work of which nothing was heard for so long has been broken off with its process."""

_LEFT_SECONDS = 3600
"""A folder without a state that nobody has written into for so long is left over."""


class NoSuchBatch(InputError):
    """There is no batch under this key, or it belongs to somebody else: which of both is not said."""

    def __init__(self) -> None:
        super().__init__("There is no such file of transfers, it has been deleted, or it belongs to somebody else. Files are kept for a while only; send yours in again.")  # fmt: skip


@record
class Column:
    """A column of a file: its header, two cells below it, and what it was guessed to say."""

    header: str
    cells: tuple[str, ...]
    guess: Meaning


@record
class Batch:
    """One file and what is known of it; times are UTC, ``heard`` in seconds of the clock.

    ``mapping`` is the text of a mapping file, empty as long as nobody has confirmed the guesses;
    ``on`` and ``compare`` are days (ISO) or empty; ``done`` of ``rows`` are decided.
    """

    key: str
    owner: str
    name: str
    ending: str
    size: int
    sent: str
    stage: str = SENT
    columns: tuple[Column, ...] = ()
    rows: int = 0
    mapping: str = ""
    on: str = ""
    compare: str = ""
    done: int = 0
    started: float = 0.0
    heard: float = 0.0
    problem: str = ""

    @property
    def busy(self) -> bool:
        """Whether it waits or is worked on, and the work was not broken off."""
        return self.stage in (WAITING, WORKING) and time.time() - self.heard < _STALE_SECONDS

    @property
    def broken_off(self) -> bool:
        """Whether work on it ended with its process."""
        return self.stage in (WAITING, WORKING) and not self.busy


class Batches:
    """The batches of one installation."""

    def __init__(self, settings: Settings) -> None:
        self.home = settings.home / "batches"
        self.hours = settings.desk.batch_hours

    def new(self, owner: str, name: str, content: bytes) -> Batch:
        """Keep a file.

        Raises:
            InputError: it is empty, of no kind that is read, or there are too many already.
        """
        ending = "." + name.rpartition(".")[2].casefold()
        if not content:
            raise InputError("The file is empty. Choose one with a line of column names and a row for each transfer.")  # fmt: skip
        if ending not in ENDINGS:
            raise InputError(f"{name!r} is no kind of file that is read here: {', '.join(ENDINGS)} are. A spreadsheet saves as .xlsx or as “CSV UTF-8”.")  # fmt: skip
        self.sweep()
        self._room(owner)
        now = datetime.now(UTC).isoformat(timespec="seconds")
        made = Batch(secrets.token_urlsafe(_BYTES), owner, name[-120:], ending, len(content), now)
        folder = self.folder(made)
        folder.mkdir(parents=True)
        self.home.chmod(0o700)
        self.input(made).write_bytes(content)
        self.save(made)
        return made

    def get(self, key: str, owner: str) -> Batch:
        """The batch of a key, for its owner.

        Raises:
            NoSuchBatch: there is none, its time is over, or it is another's.
        """
        found = self._read(key) if _KEY.fullmatch(key) else None
        if found is None or found.owner != owner or not owner or self.over(found):
            raise NoSuchBatch
        return found

    def of(self, owner: str) -> tuple[Batch, ...]:
        """The batches of one owner, the newest first."""
        mine = (
            each for each in self._all() if each.owner == owner and owner and not self.over(each)
        )
        return tuple(sorted(mine, key=lambda each: (each.sent, each.key), reverse=True))

    def save(self, batch: Batch) -> bool:
        """Write down what is known; False where the batch was deleted meanwhile."""
        told = _plain(batch)
        draft = self.folder(batch) / f"state.{secrets.token_hex(4)}"
        try:
            draft.write_text(json.dumps(told, ensure_ascii=False), "utf-8")
            os.replace(draft, self.folder(batch) / "state.json")  # noqa: PTH105 - whole or not at all
        except FileNotFoundError:
            return False
        return True

    def changed(self, batch: Batch, **values: Any) -> Batch:
        """The batch with other values, written down.

        Raises:
            NoSuchBatch: it was deleted meanwhile.
        """
        made = replaced(batch, heard=time.time(), **values)
        if not self.save(made):
            raise NoSuchBatch
        return made

    def drop(self, batch: Batch) -> None:
        """Delete the file and everything made of it."""
        shutil.rmtree(self.folder(batch), ignore_errors=True)

    def sweep(self) -> int:
        """Delete what has been kept long enough; how many there were."""
        late = [each for each in self._all() if self.over(each)]
        for each in late:
            self.drop(each)
        if self.home.is_dir():  # what was written into while it was deleted has no state any more
            for folder in self.home.iterdir():
                if (
                    self._read(folder.name) is None
                    and time.time() - _written(folder) > _LEFT_SECONDS
                ):
                    shutil.rmtree(folder, ignore_errors=True)
        return len(late)

    def ends(self, batch: Batch) -> datetime:
        """When it is deleted."""
        return datetime.fromisoformat(batch.sent) + timedelta(hours=self.hours)

    def over(self, batch: Batch) -> bool:
        """Whether its time is over."""
        return datetime.now(UTC) >= self.ends(batch)

    def folder(self, batch: Batch) -> Path:
        """The folder of a batch."""
        return self.home / batch.key

    def input(self, batch: Batch) -> Path:
        """The file as it was sent in."""
        return self.folder(batch) / f"input{batch.ending}"

    def _room(self, owner: str) -> None:
        of_visitors = owner.startswith(VISITOR)
        others = [e for e in self._all() if e.owner.startswith(VISITOR)] if of_visitors else []
        if len(self.of(owner)) >= _MOST:
            raise InputError(f"You have {_MOST} files here already; delete one that you no longer need.")  # fmt: skip
        if len(others) >= _MOST_OF_VISITORS:
            raise InputError("Visitors have sent in as many files as this desk keeps at a time. Try again in some hours, or sign in.")  # fmt: skip

    def _all(self) -> Iterator[Batch]:
        if self.home.is_dir():
            for each in sorted(self.home.iterdir()):
                if (found := self._read(each.name)) is not None:
                    yield found

    def _read(self, key: str) -> Batch | None:
        with suppress(OSError, ValueError, TypeError):
            told = json.loads((self.home / key / "state.json").read_text("utf-8"))
            told["columns"] = tuple(
                Column(each["header"], tuple(each["cells"]), Meaning(**each["guess"]))
                for each in told["columns"]
            )
            return Batch(**told)
        return None


def _written(folder: Path) -> float:
    try:
        return folder.stat().st_mtime
    except OSError:
        return time.time()


def _plain(value: object) -> Any:
    """A record as JSON writes it."""
    if is_record(value):
        return {name: _plain(inner) for name, inner, _ in fields_of(value)}
    return [_plain(each) for each in value] if isinstance(value, tuple) else value
