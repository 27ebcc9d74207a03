"""Excel workbooks: one sheet, its cells as text.  A sheet has at most 1,048,576 rows and is read whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import fastexcel
import polars as pl

from licet.batch.arrow_frames import blocks_of
from licet.batch.identity import of_file
from licet.batch.naming import each_once
from licet.errors import InputError, Place, UnknownName

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from licet.batch.block import After, Block

_MIDNIGHT = " 00:00:00"


class Excel:
    """One sheet of a workbook; the first unless named.  Its first row names the columns."""

    size = None

    def __init__(self, path: Path, sheet: str = "") -> None:
        self.path = path
        try:
            book = fastexcel.read_excel(path)
            names = book.sheet_names
            if sheet and sheet not in names:
                raise UnknownName("sheet", sheet, names, Place(str(path)))
            self.sheet = sheet or names[0]
            found = book.load_sheet(self.sheet, header_row=None, dtypes="string").to_polars()
        except fastexcel.FastExcelError as error:
            said = str(error).partition("\n")[0]
            raise InputError(f"it cannot be read as a workbook: {said}", Place(str(path))) from None
        if not found.height:
            raise InputError(f"the sheet {self.sheet!r} is empty; its first row names the columns", Place(str(path)))  # fmt: skip
        self.heads = tuple(each or "" for each in found.row(0))
        self.schema = dict.fromkeys(each_once(self.heads), pl.String())
        found.columns = list(self.schema)
        body = found.slice(1).with_columns(pl.all().str.strip_suffix(_MIDNIGHT))
        empty = pl.all_horizontal(
            pl.all().is_null()
        )  # a row of a sheet that somebody once formatted
        self._rows = body.with_row_index("\0row", 2).filter(~body.select(empty).to_series())
        self._numbers = self._rows["\0row"]
        self._rows = self._rows.drop("\0row")
        self.total = self._rows.height
        self.what = f"a workbook, sheet {self.sheet!r}"

    def identity(self) -> dict[str, Any]:
        """Size, day and both ends of the file, and the sheet."""
        return of_file(self.path, self.sheet)

    def blocks(self, rows: int, after: After = ()) -> Iterator[Block]:
        """Rows behind ``after``: how many were read.  A row's line is its row of the sheet."""
        done = after[0] if after else 0
        yield from blocks_of([self._rows], rows, done, 0, lambda number: int(self._numbers[number - 1]))  # fmt: skip
