"""Outputs that cannot grow: an Arrow file, a workbook, a DuckDB table.  They are made at the end, from Parquet."""

from __future__ import annotations

import re
import zipfile
from datetime import datetime
from typing import TYPE_CHECKING, Any

import polars as pl

from licet.batch.duckdb_source import quoted
from licet.batch.parquet_sink import ParquetSink
from licet.batch.sink import put_in_place
from licet.errors import InputError, Place

if TYPE_CHECKING:
    from pathlib import Path

    from licet.batch.block import Block
    from licet.batch.sink import Form, Mark

SHEET_ROWS = 1_048_576
"""Rows of a sheet, as Excel has them; the first is the header."""
_DAY = datetime(1980, 1, 1)  # noqa: DTZ001 - the first that a zip file can name
_PIECE = 50_000


class ArrowSink(ParquetSink):
    """One Arrow IPC file."""

    def finish(self) -> None:
        """Make the file of what has grown."""
        made = self.grown.path.with_name("made")
        pl.scan_parquet(self.complete()).sink_ipc(made, sync_on_close="all")
        put_in_place(made, self.out)


class ExcelSink(ParquetSink):
    """One workbook with one sheet.  Text stays text, whatever it starts with."""

    total = 0

    def write(self, block: Block, answers: pl.DataFrame) -> None:
        """The rows, as long as a sheet has room for them."""
        self.total = block.row + block.frame.height
        if self.total > SHEET_ROWS:
            raise InputError(
                f"a sheet has {SHEET_ROWS:,} rows and no more; write .csv or .parquet",
                Place(str(self.out)),
            )
        super().write(block, answers)

    def finish(self) -> None:
        """Make the workbook of what has grown."""
        from openpyxl import Workbook

        rows = self.complete()
        book = Workbook(write_only=True)
        sheet = book.create_sheet("answers")
        sheet.append([_cell(sheet, each) for each in self.form.heads])
        frame = pl.scan_parquet(rows)
        for start in range(0, pl.scan_parquet(rows).select(pl.len()).collect().item(), _PIECE):
            for row in frame.slice(start, _PIECE).collect().iter_rows():
                sheet.append([_cell(sheet, each) for each in row])
        raw, made = rows.with_name("raw"), rows.with_name("made")
        book.save(raw)
        _undated(raw, made)
        put_in_place(made, self.out)


class DuckDbSink(ParquetSink):
    """One table of a DuckDB file, made in one transaction; the file may hold others."""

    def __init__(
        self, folder: Path, out: Path, form: Form, mark: Mark | None, *, table: str
    ) -> None:
        self.table = table
        self.fresh = not out.exists()
        if not self.fresh:
            refuse_taken(out, table)
        super().__init__(folder, out, form, mark)

    def finish(self) -> None:
        """Make the table of what has grown."""
        import duckdb

        rows = self.complete()
        made = rows.with_name("made") if self.fresh else self.out
        if self.fresh:
            made.unlink(missing_ok=True)
        try:
            with duckdb.connect(str(made)) as held:
                made_of = f"CREATE TABLE {quoted(self.table)} AS SELECT * FROM read_parquet(?)"  # noqa: S608 - quoted # nosec B608
                held.execute(made_of, [str(rows)])
        except duckdb.Error as error:
            raise InputError(f"the table cannot be made: {error}", Place(str(self.out))) from None
        if self.fresh:
            put_in_place(made, self.out)


def refuse_taken(out: Path, table: str) -> None:
    """``InputError`` where a DuckDB file has such a table, or is none."""
    import duckdb

    try:
        with duckdb.connect(str(out), read_only=True) as held:
            names = {str(row[0]) for row in held.sql("SHOW TABLES").fetchall()}
    except duckdb.Error as error:
        raise InputError(f"it cannot be opened as DuckDB: {error}", Place(str(out))) from None
    if table in names:
        raise InputError(f"there is a table {table!r} already; drop it, or name another: duckdb:{out}#NAME")  # fmt: skip


def _cell(sheet: Any, value: Any) -> Any:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    if isinstance(value, (list, dict)):
        value = str(value)
    if not isinstance(value, str):
        return value
    cell = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("\ufffd", value))
    cell.data_type = "s"  # "=1+1" is what somebody wrote, and no formula
    return cell


def _undated(raw: Path, made: Path) -> None:
    """The workbook without the hour at which it was made, so that the same answers are the same bytes."""
    moment = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
    with zipfile.ZipFile(raw) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            told = zipfile.ZipInfo(entry.filename, _DAY.timetuple()[:6])
            told.compress_type = zipfile.ZIP_DEFLATED
            with old.open(entry) as source, new.open(told, "w", force_zip64=True) as target:
                if entry.filename == "docProps/core.xml":
                    target.write(moment.sub(rb"\g<1>1980-01-01T00:00:00Z", source.read()))
                else:
                    while part := source.read(1 << 20):
                        target.write(part)
