"""The engine of one machine: one thread reads ahead, two decide, one writes in the order of the rows."""

from __future__ import annotations

import queue
import threading
import time
from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from datetime import date
from typing import TYPE_CHECKING, Any

from licet.batch import sources
from licet.batch.answering import Answering
from licet.batch.faults_file import FaultsFile
from licet.batch.journal import Journal, Reached
from licet.batch.naming import beside
from licet.batch.sink import Form
from licet.batch.sinks import copies, open_sink, target_of
from licet.batch.tally import Tally
from licet.errors import InputError, Place
from licet.record import record, replaced

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from licet.batch.answering import Answered
    from licet.batch.block import Block, Source
    from licet.batch.options import Options
    from licet.batch.sink import Sink

__all__ = ["Done", "open_source", "run", "target_of"]
_EVERY = 2.0
"""Seconds between two notes in the journal: what a broken run has to do again."""


@record
class Done:
    """What an engine gives back: the counts, the day that was used, what holds for every row, and remarks.

    ``kept`` are columns of the source that mean nothing to the law: written as they were, and not read.
    """

    tally: Tally
    on: date
    constants: tuple[tuple[str, str], ...]
    said: tuple[str, ...]
    kept: tuple[str, ...] = ()


def open_source(named: str, *, separator: str = "", encoding: str = "", master: str = "") -> Source:
    """The source of a name (``licet.batch.sources``)."""
    if master:
        raise InputError("--master names a Spark cluster, and goes with --engine spark")
    return sources.open_source(named, separator=separator, encoding=encoding)


def run(source: Source, options: Options, told: Callable[[int, int], None] | None = None) -> Done:
    """Decide all rows of a source and write them; the output appears when it is whole.

    ``told`` hears of rows done, and bytes read where the source counts them.

    Raises:
        InputError: the source cannot be read or the output not written; what was done is kept for the next run.
    """
    out = options.out.path
    try:
        journal = Journal(out)
    except OSError as error:
        raise InputError(
            f"nothing can be written beside it: {error.strerror}", Place(str(out))
        ) from None
    try:
        done = _run(source, options, journal, told or (lambda _rows, _bytes: None))
        journal.done()
    except OSError as error:
        raise InputError(_disk(error), Place(str(out))) from None
    finally:
        journal.close()
    return done


def _run(
    source: Source, options: Options, journal: Journal, told: Callable[[int, int], None]
) -> Done:
    said: list[str] = []
    options, asked = _asked(source, options, journal)
    reached = journal.reached(asked, said)
    if reached is None:
        journal.emptied()
    answering = Answering(source, options)
    if copies(source, options.out):
        source.only = list(answering.prepared.used)  # type: ignore[attr-defined]
    form = Form(source, answering.schema, beside(answering.schema, source.schema))
    mark = reached.mark if reached else None
    tally = Tally(reached.tally if reached else None)
    if reached is not None:
        said.append(f"Went on behind row {tally.rows:,}, where an earlier run was broken off.")
        told(tally.rows, reached.after[0] if reached.after else 0)
    with (
        closing(open_sink(options.out, journal.folder, form, mark)) as sink,
        closing(FaultsFile(journal.folder, options.out.path, mark)) as faults,
    ):
        _write(source, options, answering, _Written(sink, faults, tally, journal), reached, told)
        faults.finish()
        sink.finish()
    on = options.on or date.today()
    prepared = answering.prepared
    return Done(tally, on, tuple(prepared.constants.items()), tuple(said), prepared.kept)


def _asked(source: Source, options: Options, journal: Journal) -> tuple[Options, dict[str, Any]]:
    """The options with their day, and all that must be the same for a run to go on."""
    import polars as pl
    import pyarrow as pa

    if options.on is None:
        # A run that goes on keeps the day on which it began, if that was left open then as well.
        before = journal.began()
        day = before.get("day") if before.get("open") else None
        on = date.fromisoformat(day) if day else date.today()
        asked = {"open": True, "day": str(on)}
        options = replaced(options, on=on)
    else:
        asked = {"open": False, "day": str(options.on)}
    tools = f"polars {pl.__version__}, pyarrow {pa.__version__}"
    return options, {**options.told(), **asked, "input": source.identity(), "tools": tools}


class _Written:
    """The files of a run, and the note of how far they are."""

    def __init__(self, sink: Sink, faults: FaultsFile, tally: Tally, journal: Journal) -> None:
        self.sink = sink
        self.faults = faults
        self.tally = tally
        self.journal = journal
        self._noted = time.monotonic()

    def take(self, found: Answered) -> None:
        """Write a block, and note it if the last note is a while ago."""
        self.sink.write(found.block, found.answers)
        self.faults.write(found.faults)
        self.tally.add(found.tally)
        if time.monotonic() - self._noted > _EVERY:
            self.note(found.block)

    def note(self, block: Block) -> None:
        """Have all of it on the disk, and say so in the journal."""
        mark = self.sink.mark()
        if mark is not None:
            mark = {**mark, **self.faults.mark()}
            self.journal.keep(Reached(block.after, mark, self.tally.as_data()))
            self._noted = time.monotonic()


def _write(  # noqa: PLR0917 - here only, in this order
    source: Source, options: Options, answering: Answering, written: _Written, reached: Reached | None,
    told: Callable[[int, int], None],
) -> None:  # fmt: skip
    blocks = source.blocks(options.rows, reached.after if reached else ())
    with ThreadPoolExecutor(options.workers, thread_name_prefix="decide") as pool:
        waiting: deque[Future[Answered]] = deque()
        with _Ahead(blocks) as ahead:
            try:
                for block in ahead:
                    waiting.append(pool.submit(answering, block))
                    if len(waiting) > 2 * options.workers:
                        _take(waiting, written, told)
                while waiting:
                    _take(waiting, written, told)
            finally:
                for each in waiting:
                    each.cancel()


def _take(
    waiting: deque[Future[Answered]], written: _Written, told: Callable[[int, int], None]
) -> None:
    found = waiting.popleft().result()
    written.take(found)
    told(written.tally.rows, found.block.after[0])


class _Ahead:
    """An iteration that runs in a thread of its own, a block or two ahead of whoever takes them."""

    _END = object()

    def __init__(self, blocks: Iterable[Block]) -> None:
        self._blocks = blocks
        self._queue: queue.Queue[Any] = queue.Queue(2)
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._read, name="read", daemon=True)

    def __enter__(self) -> Iterator[Block]:
        self._thread.start()
        return self._taken()

    def __exit__(self, *_: object) -> None:
        self._stopped.set()
        self._thread.join()

    def _taken(self) -> Iterator[Block]:
        while (found := self._queue.get()) is not self._END:
            if isinstance(found, BaseException):
                raise found
            yield found

    def _read(self) -> None:
        try:
            for block in self._blocks:
                if not self._put(block):
                    return
            self._put(self._END)
        except BaseException as error:  # noqa: BLE001 - it is raised where the block would have been taken
            self._put(error)

    def _put(self, found: object) -> bool:
        while not self._stopped.is_set():
            try:
                self._queue.put(found, timeout=0.1)
            except queue.Full:
                continue
            return True
        return False


def _disk(error: OSError) -> str:
    import errno

    said = error.strerror or str(error)
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return f"the disk is full ({said}). What was done is kept; make room and give the same command again"
    return f"the answers cannot be written: {said}"
