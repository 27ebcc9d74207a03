"""Answers as Parquet.  The columns of a Parquet input are copied as the bytes that they are.

Each part is one row group, written by Polars and moved to its place at the end of the file that grows;
a second file keeps what the footer will say of it.  So a run goes on where it stopped, and gives the
same bytes as one that never did.
"""

from __future__ import annotations

import io
from typing import IO, TYPE_CHECKING, Any

import polars as pl
import pyarrow as pa

from licet.batch.footer import (
    MAGIC,
    ended,
    footer_of,
    groups_of,
    headed,
    placed,
    rows_in,
    side_by_side,
    spans,
)  # fmt: skip
from licet.batch.sink import growing, put_in_place, with_answers
from licet.batch.thrift import read, written
from licet.batch.unicode import only_unicode
from licet.errors import InputError

if TYPE_CHECKING:
    from pathlib import Path

    from licet.batch.block import Block
    from licet.batch.sink import Form, Mark
    from licet.batch.thrift import Struct

_PIECE = 8 * 1024 * 1024


class ParquetSink:
    """One Parquet file.  ``copied`` is the Parquet input whose columns are taken over, if there is one."""

    def __init__(
        self, folder: Path, out: Path, form: Form, mark: Mark | None, copied: Path | None = None
    ) -> None:
        self.out = out
        self.form = form
        self.grown = growing(folder, "rows", mark, "size")
        self.told = growing(folder, "groups", mark, "groups")
        if mark is None:
            self.grown.file.write(MAGIC)
        self.kept = None if copied is None else _Copied(copied, (mark or {}).get("copied", 0))
        self.held: list[pl.DataFrame] = []
        self.count = 0

    def write(self, block: Block, answers: pl.DataFrame) -> None:
        """The rows as a row group; beside a copied input, as soon as all rows of its next one are there."""
        if self.kept is None:
            self._group(with_answers(self.form, only_unicode(block), answers))
            return
        self.held.append(answers.rename(dict(self.form.names)))
        self.count += answers.height
        while (rows := self.kept.next_rows()) is not None and rows <= self.count:
            whole = pl.concat(self.held) if len(self.held) > 1 else self.held[0]
            self.held, self.count = [whole.slice(rows)], self.count - rows
            self._group(whole.head(rows), self.kept.take(self.grown.file))

    def mark(self) -> Mark | None:
        """Bytes on the disk, of rows and of what the footer says; None in the middle of a row group."""
        if self.count:
            return None
        copied = {} if self.kept is None else {"copied": self.kept.at}
        return {"size": self.grown.size(), "groups": self.told.size(), **copied}

    def finish(self) -> None:
        """The file with its footer, under its name."""
        self.complete()
        put_in_place(self.grown.path, self.out)

    def complete(self) -> Path:
        """Write the footer; the file is whole, and not yet in its place."""
        piece, arrow = _piece(pl.DataFrame(schema=self._own()))
        empty, _ = footer_of(io.BytesIO(piece))
        before = None if self.kept is None else self.kept.footer
        fields = [*(self.kept.arrow if self.kept is not None else ()), *arrow]
        self.told.file.seek(0)
        groups = [read(raw) for raw in _parts(self.told.file)]
        notes = None if self.kept is None else self.kept.arrow.metadata
        whole = headed(before, empty, pa.schema(fields, metadata=notes))
        self.grown.file.write(ended(whole, groups))
        self.grown.size()
        self.close()
        return self.grown.path

    def close(self) -> None:
        """Let go of the files."""
        self.grown.close()
        self.told.close()
        if self.kept is not None:
            self.kept.close()

    def _own(self) -> dict[str, pl.DataType]:
        """The columns that are written and not copied."""
        schema = self.form.schema
        copied = () if self.kept is None else self.form.source.schema
        return {name: kind for name, kind in schema.items() if name not in copied}

    def _group(self, frame: pl.DataFrame, beside: Struct | None = None) -> None:
        """One row group at the end of the file."""
        if not frame.height:
            return
        piece, _ = _piece(frame)
        footer, end = footer_of(io.BytesIO(piece))
        (group,) = groups_of(footer)
        start = self.grown.file.tell() - len(MAGIC)
        self.grown.file.write(memoryview(piece)[len(MAGIC) : end])
        group = placed(group, [start + at for at, _ in spans(group)])
        raw = written(group if beside is None else side_by_side(beside, group))
        self.told.file.write(len(raw).to_bytes(4, "little") + raw)


class _Copied:
    """The row groups of a Parquet input, one after another, as bytes."""

    def __init__(self, path: Path, at: int) -> None:
        import pyarrow.parquet as pq

        self.file = path.open("rb")
        self.footer, _ = footer_of(self.file)
        self.groups = groups_of(self.footer)
        self.at = at
        self.arrow: Any = pq.read_schema(path)

    def next_rows(self) -> int | None:
        """Rows of the next row group; None behind the last."""
        while self.at < len(self.groups) and not rows_in(self.groups[self.at]):
            self.at += 1
        return rows_in(self.groups[self.at]) if self.at < len(self.groups) else None

    def take(self, out: IO[bytes]) -> Struct:
        """Copy the next row group to the end of ``out``; gives it as it stands there."""
        group = self.groups[self.at]
        self.at += 1
        starts = []
        for start, size in spans(group):
            starts.append(out.tell())
            _copy(self.file, start, size, out)
        return placed(group, starts)

    def close(self) -> None:
        """Let go of the input."""
        self.file.close()


def _copy(source: IO[bytes], start: int, size: int, out: IO[bytes]) -> None:
    source.seek(start)
    while size:
        moved = source.read(min(size, _PIECE))
        if not moved:
            raise InputError("the Parquet file that is read ended before its last row group")
        out.write(moved)
        size -= len(moved)


def _piece(frame: pl.DataFrame) -> tuple[bytes, Any]:
    """A frame as a Parquet file of one row group, and its Arrow schema."""
    held = io.BytesIO()
    frame.write_parquet(
        held, compression="snappy", statistics=False, row_group_size=max(frame.height, 1)
    )
    return held.getvalue(), frame.clear().to_arrow().schema


def _parts(file: IO[bytes]) -> list[bytes]:
    found = []
    while size := file.read(4):
        found.append(file.read(int.from_bytes(size, "little")))
    return found
