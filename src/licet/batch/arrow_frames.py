"""Blocks from Arrow: the frames of any reader cut to size, and what was already done left out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl
import pyarrow as pa

from licet.batch.block import Block
from licet.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

_LARGEST = 64 * 1024 * 1024
"""Bytes of a block, about."""
_FEWEST = 1_000
"""Rows of a block at least, however wide they are, unless fewer are asked for."""


def frame_of(batch: Any) -> pl.DataFrame:
    """An Arrow table or batch as a frame."""
    table = pa.Table.from_batches([batch]) if isinstance(batch, pa.RecordBatch) else batch
    found = pl.from_arrow(table)
    assert isinstance(found, pl.DataFrame)  # noqa: S101 - a table gives a frame # nosec B101
    return found


def types_of(schema: Any, where: str) -> Mapping[str, pl.DataType]:
    """The columns of an Arrow schema in Polars' types; ``InputError`` names one that it cannot hold."""
    found: dict[str, pl.DataType] = {}
    for field in schema:
        if field.name in found:
            raise InputError(f"{where}: two columns are called {field.name!r}; rename one")
        try:
            found[field.name] = frame_of(pa.schema([field]).empty_table()).dtypes[0]
        except (pl.exceptions.PolarsError, pa.ArrowException, TypeError, ValueError) as error:
            raise InputError(
                f"{where}: the column {field.name!r} is of type {field.type}, which cannot be read ({error}); "
                "leave it out or cast it"
            ) from None
    return found


def blocks_of(
    frames: Iterable[pl.DataFrame], rows: int, done: int = 0, at: int = 0,
    line: Callable[[int], int] | None = None, *, measured: bool = True,
) -> Iterator[Block]:  # fmt: skip
    """Frames as blocks of ``rows``; those up to row ``done`` were decided before.

    ``at`` rows stand before the first frame.  ``line`` tells where the row of a number stands.
    Rows that are wide make smaller blocks, by the first frame; not where ``measured`` is False.
    """
    for frame in _sized(frames, rows, measured=measured):
        start, at = at, at + frame.height
        if at <= done:
            continue
        if start < done:
            frame, start = frame.slice(done - start), done  # noqa: PLW2901 - the rest of it
        first = start + 1
        where = None if line is None else (lambda index, first=first: line(first + index))
        yield Block(frame, first, (at,), where)


def fitting(rows: int, size: float) -> int:
    """Rows of a block whose rows take ``size`` bytes each: ``rows``, or fewer where they are wide.

    >>> fitting(131_072, 100), fitting(131_072, 5_000), fitting(500, 1_000_000)
    (131072, 13421, 500)
    """
    return min(rows, max(_FEWEST, int(_LARGEST / max(size, 1))))


def _sized(frames: Iterable[pl.DataFrame], rows: int, *, measured: bool) -> Iterator[pl.DataFrame]:
    """The same rows in frames of ``rows``, the last of them shorter."""
    held: list[pl.DataFrame] = []
    count = 0
    first = measured
    for frame in frames:
        if first and frame.height:
            first, rows = False, fitting(rows, frame.estimated_size() / frame.height)
        held.append(frame)
        count += frame.height
        while count >= rows:
            whole = pl.concat(held, rechunk=False) if len(held) > 1 else held[0]
            yield whole.slice(0, rows)
            count -= rows
            held = [whole.slice(rows)] if count else []
    if count:
        yield pl.concat(held, rechunk=False) if len(held) > 1 else held[0]
