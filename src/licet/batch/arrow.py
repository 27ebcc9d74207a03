"""The decider as a function of Arrow batches: what Spark, Ray and plain processes run on each partition.

Answers are plain text and truths, never dictionaries: whatever a partition holds, its batches are of
one type, and no engine has to reconcile the dictionaries of two.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, cast

import polars as pl
import pyarrow as pa

from licet.batch.naming import beside
from licet.columns.layout import layout
from licet.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from licet.columns.decider import Decider

    Batches = Iterator[pa.RecordBatch]

ROWS = 131_072
"""Rows decided at a time: engines hand over some thousands, which would cost more to start than to decide."""


class Answers(Protocol):
    """Whatever answers frames with columns of known names and types: a decider, or more."""

    @property
    def schema(self) -> Mapping[str, pl.DataType]:
        """Names and types of the answers."""
        ...

    def __call__(self, frame: pl.DataFrame) -> pl.DataFrame:
        """The answers to the rows of a frame, in their order."""
        ...


def arrow_function(
    decider: Answers, columns: Mapping[str, str] | None = None, *, rows: int = ROWS
) -> Callable[[Batches], Batches]:
    """A function from batches to batches: the columns that came, then those of ``decider.schema``.

    An answer whose name a column that came has already stands as ``licet_status`` and the like.

    ``columns`` maps the columns that the law reads to the names by which it knows them
    (``{"Ship to": "destination"}``); without it every column is read whose own name the law knows
    (``licet.columns.layout``).  All others pass through untouched.  Batches are gathered, or cut, to
    ``rows``; the order of rows stays.

    Raises:
        InputError: in the function, where columns are not as ``read_from`` wants them.
    """

    def decided(batches: Batches) -> Batches:
        for table in regrouped(batches, rows):
            yield from batches_of(_answered(table, decider, columns))

    return decided


def _answered(table: pa.Table, decider: Answers, columns: Mapping[str, str] | None) -> pa.Table:
    names = read_from(table.schema.names, decider, columns)
    frame = pl.DataFrame(table.select(list(names)).rename_columns(list(names.values())))
    answers, types = decider(frame), answer_types(decider, table.schema.names)
    texts = answers.cast({column.name: pl.String for column in answers if column.dtype != pl.Boolean})  # fmt: skip
    arrays = [texts[name].to_arrow().cast(field.type) for name, field in zip(decider.schema, types, strict=True)]  # fmt: skip
    return pa.Table.from_arrays([*table.columns, *arrays], schema=pa.schema([*table.schema, *types]))  # fmt: skip


def answer_types(decider: Answers, taken: Iterable[str] = ()) -> pa.Schema:
    """Arrow types of the answers, in order: ``string`` and ``bool``, each of which may be null.

    Their names are those that they have beside columns of the names ``taken``.
    """
    return pa.schema(
        (name, pa.bool_() if kind == pl.Boolean else pa.string())
        for name, kind in zip(
            beside(decider.schema, taken).values(), decider.schema.values(), strict=True
        )
    )


def read_from(
    names: Iterable[str], decider: Answers, columns: Mapping[str, str] | None = None
) -> dict[str, str]:
    """Which of these columns the law reads, each with the name by which it knows it.

    Raises:
        InputError: two columns have one name, one of ``columns`` is not there, or the law reads none.
    """
    names = list(names)
    for place, taken in enumerate(names):
        if taken in names[:place]:
            raise InputError(f"the table has two columns {taken!r}; give one of them another name")
    if columns is None:
        columns = {name: name for name in layout(names, cast("Decider", decider).law.book).known}
    if missing := [name for name in columns if name not in names]:
        raise InputError(f"the table has no column {missing[0]!r}; it has {', '.join(names)}")
    if not columns:
        raise InputError(f"none of its columns says anything that the law reads: {', '.join(names)}")  # fmt: skip
    return dict(columns)


def regrouped(batches: Batches, rows: int = ROWS) -> Iterator[pa.Table]:
    """The same rows in the same order, in tables of ``rows``; the last holds what remains.

    An empty batch is kept only where nothing else came, so that its columns are known.

    >>> batch = pa.record_batch({"n": [1, 2, 3]})
    >>> [table["n"].to_pylist() for table in regrouped(iter([batch, batch]), rows=4)]
    [[1, 2, 3, 1], [2, 3]]
    """
    held: list[pa.RecordBatch] = []
    count = 0
    empty = None
    for batch in batches:
        empty = batch.slice(0, 0)
        start = 0
        while start < batch.num_rows:
            part = batch.slice(start, rows - count)
            held.append(part)
            start += part.num_rows
            count += part.num_rows
            if count == rows:
                yield pa.Table.from_batches(held)
                held, count, empty = [], 0, None
    if held:
        yield pa.Table.from_batches(held)
    elif empty is not None:
        yield pa.Table.from_batches([empty])


def batches_of(table: pa.Table) -> list[pa.RecordBatch]:
    """The batches of a table; of one without rows an empty one, which tells its columns."""
    return table.to_batches() or [pa.RecordBatch.from_pylist([], schema=table.schema)]
