"""Files of transfers that people sent in (``licet.desk.handed_in``).

What is known of a file stands in ``state.json``, written whole each time, so that several processes may serve
one home.
"""

from __future__ import annotations

import json
import os
import secrets
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from licet.batch.meaning import Meaning
from licet.desk.handed_in import MOST, HandedIn, new_key, now
from licet.errors import InputError
from licet.record import fields_of, is_record, record, replaced

if TYPE_CHECKING:
    from pathlib import Path

    from licet.settings import Settings

SENT, WAITING, WORKING, DONE, FAILED = "sent", "waiting", "working", "done", "failed"
"""A batch is sent in, its columns are said and it waits its turn, is worked on, and is done or has failed."""
ENDINGS = (".csv", ".tsv", ".txt", ".xlsx", ".parquet")
_STALE_SECONDS = 120
"""Work of which nothing was heard for so long has been broken off with its process."""


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


class Batches(HandedIn[Batch]):
    """The batches of one installation."""

    gone = NoSuchBatch
    too_many = f"You have {MOST} files here already; delete one that you no longer need."
    too_many_of_visitors = "Visitors have sent in as many files as this desk keeps at a time. Try again in some hours, or sign in."  # fmt: skip

    def __init__(self, settings: Settings) -> None:
        super().__init__(settings.home / "batches", settings.desk.batch_hours)

    def came(self, each: Batch) -> str:
        """When it was sent in."""
        return each.sent

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
        self._make_room(owner)
        made = Batch(new_key(), owner, name[-120:], ending, len(content), now())
        self._begin(made)
        self.input(made).write_bytes(content)
        self.save(made)
        return made

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

    def input(self, batch: Batch) -> Path:
        """The file as it was sent in."""
        return self.folder(batch) / f"input{batch.ending}"

    def _read(self, key: str) -> Batch | None:
        with suppress(OSError, ValueError, TypeError):
            told = json.loads((self.home / key / "state.json").read_text("utf-8"))
            told["columns"] = tuple(
                Column(each["header"], tuple(each["cells"]), Meaning(**each["guess"]))
                for each in told["columns"]
            )
            return Batch(**told)
        return None


def _plain(value: object) -> Any:
    """A record as JSON writes it."""
    if is_record(value):
        return {name: _plain(inner) for name, inner, _ in fields_of(value)}
    return [_plain(each) for each in value] if isinstance(value, tuple) else value
