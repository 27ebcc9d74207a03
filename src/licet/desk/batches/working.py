"""Where batches are worked on: one thread of the process, a short line before it, and a broom.

A batch says in its folder how far it is, so that any process of the desk can show it.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from licet.access.turns import Busy
from licet.desk.batches.kept import DONE, FAILED, SENT, WAITING, WORKING, Batches, NoSuchBatch
from licet.desk.line import Line
from licet.desk.news.shelf import Shelf
from licet.errors import LicetError
from licet.service.repeating import repeating

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fastapi import FastAPI

    from licet.desk.batches.kept import Batch
    from licet.service.service import Service

IN_LINE = 8
"""Batches that may wait for their turn in one process."""
SWEEP_SECONDS = 600


class Working:
    """The one thread of a process that decides batches, started with the first of them."""

    def __init__(self, service: Service) -> None:
        self.service = service
        self.batches = Batches(service.settings)
        self._line: Line[tuple[str, str]] = Line("batches", IN_LINE, self._taken, NoSuchBatch)

    def start(self, batch: Batch) -> Batch:
        """Put a batch in line.

        Raises:
            Busy: the line is full; the batch stays as it was sent in.
        """
        waiting = self.batches.changed(batch, stage=WAITING, done=0, problem="")
        try:
            self._line.put((batch.key, batch.owner))
        except Busy:
            self.batches.changed(batch, stage=SENT)
            raise
        return waiting

    def _taken(self, which: tuple[str, str]) -> None:
        self._one(self.batches.get(*which))  # NoSuchBatch where it was deleted while it waited

    def _one(self, batch: Batch) -> None:
        import time

        from licet.desk.batches.deciding import decided

        working = self.batches.changed(batch, stage=WORKING, started=time.time())

        def tell(done: int, rows: int) -> None:
            self.batches.changed(working, done=done, rows=rows)

        try:
            rows = decided(self.batches, working, self.service, tell)
        except NoSuchBatch:
            raise
        except (LicetError, OSError) as error:
            self.batches.changed(working, stage=FAILED, problem=str(error))
        except Exception:
            self.batches.changed(working, stage=FAILED, problem="This is a fault of ours, and no answer. Who runs this desk finds it in its log.")  # fmt: skip
            raise
        else:
            self.batches.changed(working, stage=DONE, done=rows, rows=rows)


def working_of(app: FastAPI) -> Working:
    """The thread of an application, made when it is first wanted."""
    found: Working | None = getattr(app.state, "working", None)
    if found is None:
        found = app.state.working = Working(app.state.service)
    return found


@contextmanager
def sweeping(service: Service, seconds: int = SWEEP_SECONDS) -> Iterator[None]:
    """Delete files and articles whose time is over, at once and then every so many seconds."""
    failed = "Files of transfers or articles could not be deleted"
    files, articles = Batches(service.settings), Shelf(service.settings)

    def sweep() -> None:
        files.sweep()
        articles.sweep()

    with repeating(sweep, seconds, "broom", failed=failed, faults=(OSError,), patience=10):
        yield
