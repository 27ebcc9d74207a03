"""A batch's share of work on another machine: what ``licet batch`` asks, small enough to travel."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from licet.batch.answering import Answering
from licet.batch.arrow import arrow_function
from licet.batch.task import opened
from licet.record import record, replaced

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    import polars as pl
    import pyarrow as pa

    from licet.batch.block import Source
    from licet.batch.options import Options

    Batches = Iterator[pa.RecordBatch]

_kept: dict[str, Callable[[Batches], Batches]] = {}


@record
class Columns:
    """As much of a source as says what its columns mean: their types, and their names as they stand."""

    schema: Mapping[str, pl.DataType]
    heads: tuple[str, ...]


@record
class Share:
    """What every worker is told.  ``options`` are without the library, which it opens itself.

    ``law`` is a folder that every worker can read, or None for the law installed there; ``key`` tells
    one batch from another, and is what a worker remembers it by.
    """

    key: str
    law: str | None
    hashes: tuple[tuple[str, str], ...]
    options: Options
    columns: Columns

    def __call__(self, batches: Batches) -> Batches:
        """Batches in, batches out, as ``licet.batch.answering`` answers them."""
        if self.key not in _kept:
            _kept[self.key] = _function(self)
        return _kept[self.key](batches)


def share_of(source: Source, options: Options, law: str | None) -> Share:
    """The share of each worker in a batch."""
    hashes = tuple(options.library.law.hashes.items())
    columns = Columns(dict(source.schema), tuple(source.heads))
    key = json.dumps([law, hashes, str(options.mapping), options.constants, columns.heads, str(columns.schema), str(options.on), str(options.known_on), str(options.compare), options.sovereigns, options.bits])  # fmt: skip
    mapping: Any = options.mapping
    if mapping is not None:  # book and catalogue do not travel: a worker has its own
        mapping = replaced(mapping, book=None, catalogue=None if mapping.catalogue is None else ())
    return Share(key, law, hashes, replaced(options, library=None, out=None, mapping=mapping), columns)  # fmt: skip


class Answers:
    """Answers to frames, under the names that the decider gives them."""

    def __init__(self, answering: Answering) -> None:
        self.schema = answering.schema
        self._answering = answering

    def __call__(self, frame: pl.DataFrame) -> pl.DataFrame:
        """The answers to the rows of a frame of the source's columns."""
        return self._answering.answers(frame)


def _function(share: Share) -> Callable[[Batches], Batches]:
    library = opened(share.law, share.hashes)
    mapping: Any = share.options.mapping
    if mapping is not None:
        catalogue = None if mapping.catalogue is None else library.catalogue
        mapping = replaced(mapping, book=library.law.book, catalogue=catalogue)
    options = replaced(share.options, library=library, mapping=mapping)
    answering = Answering(share.columns, options)  # type: ignore[arg-type]
    used = {name: name for name in answering.prepared.used}
    return arrow_function(Answers(answering), used, rows=options.rows)
