"""Where answers go, by the ending of ``--out``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from licet.batch.faults_file import faults_beside
from licet.batch.sources import parted
from licet.errors import InputError, Place
from licet.record import record

if TYPE_CHECKING:
    from licet.batch.block import Source
    from licet.batch.sink import Form, Mark, Sink

KINDS = ".csv, .tsv, .parquet, .arrow, .jsonl, .xlsx, or duckdb:FILE#TABLE"
_DUCKDB = (".duckdb", ".db")
_LARGEST = 4_000_000
"""Rows of a row group up to which the answers beside it are held at once."""


@record
class Target:
    """A file to write; of a DuckDB file, the table."""

    path: Path
    kind: str
    table: str = ""

    def faults(self, count: int) -> str:
        """Where faults are told, if there are any: in a file beside it."""
        side = faults_beside(self.path)
        return str(side) if count or side.exists() else ""


def target_of(named: str) -> Target:
    """What ``--out`` names; ``InputError`` where nothing can be written there."""
    name, part = (
        parted(named.removeprefix("duckdb:")) if named.startswith("duckdb:") else (named, "")
    )
    if not part and Path(name).suffix.lower() not in (".csv", ".jsonl"):
        name, part = parted(name)
    path = Path(name)
    kind = ".duckdb" if named.startswith("duckdb:") else path.suffix.lower()
    if kind in _DUCKDB:
        kind, part = ".duckdb", part or "answers"
    elif part:
        raise InputError(f"only a DuckDB file has tables; leave out #{part}")
    kind = {".tab": ".tsv", ".pq": ".parquet", ".ndjson": ".jsonl", ".feather": ".arrow", ".ipc": ".arrow"}.get(kind, kind)  # fmt: skip
    if kind not in (".csv", ".tsv", ".parquet", ".arrow", ".jsonl", ".xlsx", ".duckdb"):
        raise InputError(f"answers are written as {KINDS}", Place(named))
    if path.is_dir():
        raise InputError("the answers cannot be written: it is a folder", Place(str(path)))
    if not path.resolve().parent.is_dir():
        raise InputError(
            "the answers cannot be written: there is no such folder", Place(str(path.parent))
        )
    return Target(path, kind, part)


def open_sink(target: Target, folder: Path, form: Form, mark: Mark | None) -> Sink:
    """The sink of a target, at a mark."""
    match target.kind:
        case ".csv" | ".tsv":
            from licet.batch.text_sink import TextSink

            return TextSink(folder, target.path, form, mark)
        case ".jsonl":
            from licet.batch.json_sink import JsonSink

            return JsonSink(folder, target.path, form, mark)
        case ".parquet":
            from licet.batch.parquet_sink import ParquetSink

            copied = form.source.path if copies(form.source, target) else None  # type: ignore[attr-defined]
            return ParquetSink(folder, target.path, form, mark, copied)
        case ".arrow":
            from licet.batch.converted import ArrowSink

            return ArrowSink(folder, target.path, form, mark)
        case ".xlsx":
            from licet.batch.converted import ExcelSink

            return ExcelSink(folder, target.path, form, mark)
    from licet.batch.converted import DuckDbSink

    return DuckDbSink(folder, target.path, form, mark, table=target.table)


def copies(source: Source, target: Target) -> bool:
    """Whether the columns of the input are copied as bytes, and need not be read to be written."""
    groups = getattr(source, "groups", None)
    return target.kind == ".parquet" and groups is not None and max(groups, default=0) <= _LARGEST
