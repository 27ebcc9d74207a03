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


def opened(path: Path) -> Source:
    """The file as a source of rows; what is wrong with it is said without the place where it lies.

    Raises:
        InputError: it cannot be read.
    """
    try:
        return open_source(str(path))
    except InputError as error:
        raise InputError(_said(error)) from None


def columns_of(path: Path, book: RuleBook) -> tuple[tuple[Column, ...], int]:
    """The columns with what they are guessed to say, and how many rows there are.

    Raises:
        InputError: the file cannot be read.
    """
    source = opened(path)
    total, samples = 0, {}
    for block in blocks(source):
        samples = samples or samples_of(block.frame)
        total += block.frame.height
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
