"""What every worker of a cluster is told, and how it makes sure that it would answer as the driver does."""

from __future__ import annotations

import os
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from licet.batch.arrow import arrow_function, batches_of
from licet.columns.decider import Decider
from licet.errors import InputError
from licet.pack.store import open_library
from licet.record import record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    import pyarrow as pa

    from licet.pack.store import Library


@record
class Task:
    """One law, one way of asking, for many machines: a small value that travels, and the law does not.

    ``law`` is a folder that every worker can read, or None for the law that is installed there.
    ``hashes`` are the driver's, of law, catalogue and code; a worker with others refuses to run.
    ``on`` and ``known_on`` are fixed by the driver: no worker asks its own clock.  ``columns`` is as in
    ``licet.batch.arrow.arrow_function``.
    """

    law: str | None
    hashes: tuple[tuple[str, str], ...]
    on: date
    known_on: date | None = None
    sovereigns: tuple[str, ...] | None = None
    bits: bool = False
    columns: tuple[tuple[str, str], ...] | None = None

    def __call__(self, batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        """Batches in, batches out: on a worker, which opens its law once and keeps it.

        Raises:
            InputError: the law or the code here is not the driver's.
        """
        return _function(self)(batches)

    def table(self, table: pa.Table) -> pa.Table:
        """The same for one table, as Ray's ``map_batches`` hands it over."""
        import pyarrow as pa

        return pa.Table.from_batches(self(iter(batches_of(table))))

    @property
    def decider(self) -> Decider:
        """The decider of this process: made once, then kept."""
        return _decider(self)


def task(
    *,
    on: date | None = None,
    known_on: date | None = None,
    sovereigns: tuple[str, ...] | None = None,
    bits: bool = False,
    law: str | os.PathLike[str] | None = None,
    columns: Mapping[str, str] | None = None,
) -> Task:
    """What the driver tells its workers; ``law`` and the days are as in ``licet.columns.decider.Decider``."""
    named = law or os.environ.get("LICET_LAW")
    folder = str(Path(named).absolute()) if named else None
    found = open_library(folder).law
    return Task(
        folder, tuple(found.hashes.items()), on or date.today(), known_on,
        None if sovereigns is None else tuple(sovereigns), bits,
        None if columns is None else tuple(columns.items()),
    )  # fmt: skip


@cache
def opened(law: str | None, hashes: tuple[tuple[str, str], ...]) -> Library:
    """The library of this machine, opened once; ``law`` is a folder, or None for what is installed.

    Raises:
        InputError: its law, catalogue or code has not the hash wanted.
    """
    library = open_library(law)
    for what, wanted in hashes:
        if (found := library.law.hashes[what]) != wanted:
            raise InputError(
                f"this worker's {what} is not the driver's: it has {found[:12]}, the driver has {wanted[:12]}. "
                "Install the same version of licet on every machine, or name with --law one folder "
                "that all of them read, and leave it alone while they run"
            )
    return library


@cache
def _decider(task: Task) -> Decider:
    library = opened(task.law, task.hashes)
    return Decider(
        library.law, library.products, on=task.on, known_on=task.known_on,
        sovereigns=task.sovereigns, bits=task.bits,
    )  # fmt: skip


@cache
def _function(task: Task) -> Callable[[Iterator[pa.RecordBatch]], Iterator[pa.RecordBatch]]:
    return arrow_function(_decider(task), None if task.columns is None else dict(task.columns))
