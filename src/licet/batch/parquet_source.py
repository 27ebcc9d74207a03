"""Parquet files, by row groups: only what is asked for is read, and words that repeat stay a dictionary."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq

from licet.batch.arrow_frames import blocks_of, fitting, frame_of, types_of
from licet.batch.identity import of_file
from licet.errors import InputError, Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    import polars as pl

    from licet.batch.block import After, Block

_FEW = 2.0
"""Bytes a value, unpacked, up to which a column of text is taken for a few words that repeat."""

_AT_ONCE = 256 * 1024 * 1024
"""Bytes of a row group, unpacked, up to which its few columns that the law reads are read at once."""


class Parquet:
    """One Parquet file.  ``only`` leaves all but some columns unread."""

    what = "Parquet"
    size = None

    def __init__(self, path: Path, only: Iterable[str] | None = None) -> None:
        self.path = path
        self.only = None if only is None else list(only)
        with self._readable(), pq.ParquetFile(path) as file:
            self.groups = [file.metadata.row_group(each).num_rows for each in range(file.num_row_groups)]  # fmt: skip
            self.total = file.metadata.num_rows
            self._words = _words(file)
            self._sizes = [file.metadata.row_group(each).total_byte_size for each in range(file.num_row_groups)]  # fmt: skip
            arrow = file.schema_arrow
        self.arrow = arrow
        self.heads = tuple(arrow.names)
        self.schema = types_of(arrow, str(path))

    def identity(self) -> dict[str, Any]:
        """Size, day and both ends of the file."""
        return of_file(self.path)

    def blocks(self, rows: int, after: After = ()) -> Iterator[Block]:
        """Rows behind ``after``: how many were read.  Every row group ends with a block."""
        done = after[0] if after else 0
        at = 0
        if self.only is None:
            rows = fitting(rows, sum(self._sizes) / max(self.total, 1))
        with self._readable(), pq.ParquetFile(self.path, read_dictionary=self._words) as file:
            for unit in self._units(rows):
                start, at = at, at + sum(self.groups[each] for each in unit)
                if at > done:
                    yield from blocks_of(
                        self._read(file, unit, rows), rows, done, start, measured=False
                    )

    def _read(self, file: Any, unit: list[int], rows: int) -> Iterator[pl.DataFrame]:
        """The rows of some row groups: at once where they are small, since that is quicker, else by and by."""
        size = sum(self._sizes[each] for each in unit)
        if self.only is not None and size <= _AT_ONCE:
            yield frame_of(file.read_row_groups(unit, columns=self.only))
        else:
            yield from map(frame_of, file.iter_batches(rows, row_groups=unit, columns=self.only))

    def _units(self, rows: int) -> Iterator[list[int]]:
        """Row groups one by one, or several small ones that fit a block together."""
        held: list[int] = []
        count = 0
        for place, each in enumerate(self.groups):
            if held and count + each > rows:
                yield held
                held, count = [], 0
            held.append(place)
            count += each
        if held:
            yield held

    def _readable(self) -> _Readable:
        return _Readable(self.path)


class _Readable:
    """What pyarrow says of a damaged file, in a sentence."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if isinstance(error, (pa.ArrowException, OSError)) and not isinstance(error, InputError):
            said = str(error).partition("\n")[0].rstrip(".")
            raise InputError(
                f"it cannot be read as Parquet; it may be cut short or damaged ({said}). "
                "Get the file again; nothing was written",
                Place(str(self.path)),
            ) from None


def _words(file: Any) -> list[str]:
    """Columns of text that hold few words, by what the first row group says."""
    if not file.num_row_groups:
        return []
    group = file.metadata.row_group(0)
    found = []
    for place in range(group.num_columns):
        column = group.column(place)
        small = column.total_uncompressed_size <= _FEW * max(column.num_values, 1) + 4096  # fmt: skip
        if column.physical_type == "BYTE_ARRAY" and column.has_dictionary_page and small:
            found.append(column.path_in_schema)
    return found
