"""A file that came in, opened as ``licet batch`` opens it: its columns, a few cells of each, its rows."""

from __future__ import annotations

import zipfile
from contextlib import suppress
from typing import TYPE_CHECKING, Self

import polars as pl

from licet.batch.mapping import samples_of
from licet.batch.sources import open_source
from licet.desk.batches.columns import guessed
from licet.errors import InputError
from licet.record import record

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from licet.batch.block import Block, Source
    from licet.desk.batches.kept import Column
    from licet.pack.store import Library
    from licet.settings import Desk

BLOCK = 2_000
"""Rows at a time: few enough that a page can tell how far it is, and other pages are not held up."""


MOST_COLUMNS = 200
"""Columns of a file: more are no page that anybody reads."""
UNPACKED = 40
"""How many times the longest request a file may come to when it is unpacked and written out."""


@record
class Most:
    """What a file may hold: rows, columns, bytes when it is written out."""

    rows: int
    columns: int
    size: int

    @classmethod
    def of(cls, desk: Desk) -> Self:
        """As the settings of a desk have it."""
        return cls(desk.batch_rows, MOST_COLUMNS, desk.body_megabytes * 1_000_000 * UNPACKED)

    def hold(self, size: int) -> None:
        """``InputError`` where a file comes to more."""
        if size > self.size:
            raise InputError(f"Unpacked, the file comes to more than {self.size // 1_000_000:,} megabytes, which are all that is taken here. Send it in parts, or use licet batch.")  # fmt: skip


def opened(path: Path) -> Source:
    """The file as a source of rows; what is wrong with it is said without the place where it lies.

    Raises:
        InputError: it cannot be read.
    """
    try:
        return open_source(str(path))
    except InputError as error:
        raise InputError(_said(error)) from None


def columns_of(path: Path, library: Library, most: Most) -> tuple[tuple[Column, ...], int]:
    """The columns with what they are guessed to say, and how many rows there are.

    Raises:
        InputError: the file cannot be read, or holds more than is taken here.
    """
    _unpacked(path, most)
    source = opened(path)
    if not 0 < len(source.schema) <= most.columns:
        raise InputError(f"The file has {len(source.schema)} columns; {most.columns} can be shown here. Leave some out, or use licet batch.")  # fmt: skip
    rows = size = 0
    samples: dict[str, list[object]] = {}
    for block in blocks(source):
        samples = samples or samples_of(block.frame)
        rows += block.frame.height
        size += _bytes(block.frame)
        if rows > most.rows:
            raise InputError(f"The file has more than {most.rows:,} rows, which are all that is taken here. Send it in parts, use licet batch, or ask who runs this desk for more (batch_rows).")  # fmt: skip
        most.hold(size)
    if not rows:
        raise InputError("The file has a line of names and no rows.")
    return guessed(list(source.schema), samples, library), rows


def _unpacked(path: Path, most: Most) -> None:
    """A workbook is a packed file that is read whole: what it says that it unpacks to is looked at before."""
    if path.suffix == ".xlsx":
        with suppress(zipfile.BadZipFile), zipfile.ZipFile(path) as packed:
            most.hold(sum(each.file_size for each in packed.infolist()))


def _bytes(frame: pl.DataFrame) -> int:
    """How long the cells of a frame are when they are written out."""
    told = frame.select(pl.all().cast(pl.String, strict=False).str.len_bytes().sum())
    return sum(each or 0 for each in told.row(0))


def blocks(source: Source) -> Iterator[Block]:
    """The rows of a source in order.

    Raises:
        InputError: the rest of it cannot be read.
    """
    try:
        yield from source.blocks(BLOCK)
    except InputError as error:
        raise InputError(_said(error)) from None


def _said(error: InputError) -> str:
    """What is wrong, as a sentence; the line where there is one, but not the folder."""
    line = f"Line {error.place.line}: " if error.place is not None and error.place.line else ""
    text = line + error.message
    return text[:1].upper() + text[1:] + ("" if text.endswith(".") else ".")
