"""Rows of a CSV file, packed or not, each with its line; a bad cell is named by line and column."""

from __future__ import annotations

import csv
import gzip
import math
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO, cast

from licet.errors import InputError, Place
from licet.record import record


@record
class Row:
    """One line of a file: ``cells`` by column name, without spaces around."""

    file: str
    line: int
    cells: dict[str, str]

    def text(self, column: str) -> str:
        """What stands there, which must not be nothing."""
        if found := self.cells.get(column, ""):
            return found
        raise self.fault(f"{column} is empty")

    def number(self, column: str) -> float:
        """A finite number, which must be there."""
        found = self.maybe(column)
        if math.isnan(found):
            raise self.fault(f"{column} is empty, and must be a number")
        return found

    def maybe(self, column: str) -> float:
        """A finite number; NaN where nothing is stated."""
        text = self.cells.get(column, "")
        if not text:
            return math.nan
        try:
            found = float(text)
        except ValueError:
            found = math.nan
        if not math.isfinite(found):
            raise self.fault(f"{column} must be a number, and is {text!r}")
        return found

    def fault(self, message: str) -> InputError:
        """An error that names this line."""
        return InputError(f"{message}.", Place(self.file, self.line))


def rows_of(file: Path, wanted: tuple[str, ...]) -> Iterator[Row]:
    """The rows of ``file`` (``.gz`` is unpacked), which must have the columns ``wanted``.

    Raises:
        InputError: no such file, no UTF-8 text, or a column is missing; for a row of another width,
            when it is reached.
    """
    name = str(file)
    try:
        with _opened(file) as opened:
            reader = csv.reader(opened, strict=True)
            head = [each.strip() for each in next(reader, [])]
            if missing := [each for each in wanted if each not in head]:
                raise InputError(
                    f"The column {', '.join(missing)} is missing; it has {', '.join(head) or 'none'}.",
                    Place(name, 1),
                )
            for cells in reader:
                if not cells:
                    continue
                if len(cells) == len(head) + 1 and not cells[-1]:
                    del cells[-1]  # exports of UN Comtrade may end each line with a comma
                if len(cells) != len(head):
                    raise InputError(
                        f"{len(cells)} cells where the head has {len(head)}.",
                        Place(name, reader.line_num),
                    )
                stripped = (each.strip() for each in cells)
                yield Row(name, reader.line_num, dict(zip(head, stripped, strict=True)))
    except OSError as error:
        raise InputError(
            f"The file cannot be read: {error.strerror or error}.", Place(name)
        ) from None
    except (UnicodeDecodeError, csv.Error, EOFError, zlib.error) as error:
        raise InputError(f"This is no CSV file in UTF-8: {error}.", Place(name)) from None


def _opened(file: Path) -> TextIO:
    if file.suffix == ".gz":
        return cast("TextIO", gzip.open(file, "rt", encoding="utf-8-sig", newline=""))
    return file.open(encoding="utf-8-sig", newline="")
