"""A file that came in, opened as ``licet batch`` opens it: its columns, a few cells of each, its rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from licet.batch.mapping import samples_of
from licet.batch.sources import open_source
from licet.desk.batches.columns import guessed
from licet.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from licet.batch.block import Block, Source
    from licet.book.book import RuleBook
    from licet.desk.batches.kept import Column

BLOCK = 2_000
"""Rows at a time: few enough that a page can tell how far it is, and other pages are not held up."""


MOST_COLUMNS = 200
"""Columns of a file: more are no page that anybody reads."""


def opened(path: Path) -> Source:
    """The file as a source of rows; what is wrong with it is said without the place where it lies.

    Raises:
        InputError: it cannot be read.
    """
    try:
        return open_source(str(path))
    except InputError as error:
        raise InputError(_said(error)) from None


def columns_of(path: Path, book: RuleBook, most: int) -> tuple[tuple[Column, ...], int]:
    """The columns with what they are guessed to say, and how many rows there are: ``most`` at most.

    Raises:
        InputError: the file cannot be read, or is none that is taken here.
    """
    source = opened(path)
    if len(source.schema) > MOST_COLUMNS:
        raise InputError(f"The file has {len(source.schema)} columns; {MOST_COLUMNS} can be shown here. Leave some out, or use licet batch.")  # fmt: skip
    total = 0
    samples: dict[str, list[object]] = {}
    for block in blocks(source):
        samples = samples or samples_of(block.frame)
        total += block.frame.height
    if total > most:
        raise InputError(f"The file has {total:,} rows; {most:,} are taken here. Send it in parts, use licet batch, or ask who runs this desk for more (batch_rows).")  # fmt: skip
    if not total:
        raise InputError("The file has a line of names and no rows.")
    return guessed(list(source.schema), samples, book), total


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
