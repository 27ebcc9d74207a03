"""Where rows come from, by the ending of a file's name or the start of an address."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from licet.errors import InputError, Place

if TYPE_CHECKING:
    from licet.batch.block import Source

TEXT = (".csv", ".tsv", ".tab", ".txt")
KINDS = (
    ".csv and .tsv (also .gz), .xlsx, .parquet, .arrow (.feather, .ipc, .arrows), .jsonl (.ndjson), "
    "duckdb:FILE#TABLE, postgresql://...#TABLE"
)


def open_source(named: str, *, separator: str = "", encoding: str = "") -> Source:
    """The source of a name; a sheet, a table or a query stands behind a ``#``."""
    scheme = named.partition(":")[0]
    if scheme in ("postgresql", "postgres"):
        from licet.batch.postgres_source import Postgres

        return Postgres(*parted(named))
    if scheme == "duckdb":
        from licet.batch.duckdb_source import DuckDb

        name, asked = parted(named.removeprefix("duckdb:"))
        return DuckDb(_there(Path(name)), asked)
    name, part = (named, "") if Path(named).exists() else parted(named)
    path = _there(Path(name))
    ending = ending_of(path)
    if part and ending not in (".xlsx", ".duckdb", ".db"):
        raise InputError(f"a part behind # is the sheet of a workbook or a table: {named}")
    match ending:
        case ".parquet" | ".pq":
            from licet.batch.parquet_source import Parquet

            return Parquet(path)
        case ".arrow" | ".arrows" | ".feather" | ".ipc":
            from licet.batch.arrow_source import ArrowIpc

            return ArrowIpc(path)
        case ".jsonl" | ".ndjson":
            from licet.batch.json_source import JsonLines

            return JsonLines(path, encoding=encoding)
        case ".xlsx" | ".xlsm" | ".xls" | ".xlsb" | ".ods":
            from licet.batch.excel_source import Excel

            return Excel(path, part)
        case ".duckdb" | ".db":
            from licet.batch.duckdb_source import DuckDb

            return DuckDb(path, part)
        case _ if ending in TEXT or separator:
            from licet.batch.delimited import Delimited

            return Delimited(path, separator=separator, encoding=encoding)
    raise InputError(f"what kind of file it is does not show in its name; known are {KINDS}", Place(named))  # fmt: skip


def parted(named: str) -> tuple[str, str]:
    """A name, and what stands behind the first ``#`` of it.

    >>> parted("parts.duckdb#select a from b")
    ('parts.duckdb', 'select a from b')
    """
    name, _, part = named.partition("#")
    return name, part


def ending_of(path: Path) -> str:
    """The ending that says what a file holds, without a ``.gz`` behind it."""
    return Path(path.name.lower().removesuffix(".gz")).suffix


def _there(path: Path) -> Path:
    if path.is_dir():
        raise InputError("it is a folder; name one file of it", Place(str(path)))
    if not path.exists():
        raise InputError("there is no such file", Place(str(path)))
    return path
