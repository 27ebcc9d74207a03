"""A result as files: tables in three forms, plots in two, the memo, and all of it as JSON."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from licet.charts.picture import as_files
from licet.disk import put
from licet.whatif.kept import as_json, fields, result_data
from licet.whatif.memo import memo
from licet.whatif.number import Number
from licet.whatif.pictures import pictures
from licet.whatif.result import Cell, Column, Result, Table
from licet.whatif.sheet import can_set, sheet


def write(result: Result, folder: Path) -> list[Path]:
    """Every file of a result, each whole or not at all; gives what was written, in order.

    ``result.json`` comes last: where it is, all the others are.
    """
    written = []
    for name, data in contents(result):
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        put(file, data, mode=0o644)
        written.append(file)
    return written


def contents(result: Result) -> Iterator[tuple[str, bytes]]:
    """Each file's name under the folder and its bytes; the same result gives the same bytes."""
    for table in (numbers_table(result), *(each for part in result.parts for each in part.tables)):
        yield f"tables/{table.id}.csv", as_csv(table)
        yield f"tables/{table.id}.json", as_json(table_data(table))
        yield f"tables/{table.id}.parquet", as_parquet(table)
    for part in result.parts:
        for plot, table, picture in pictures(part):
            svg, png = as_files(picture, plot.title)
            yield f"plots/{plot.id}.svg", svg
            yield f"plots/{plot.id}.png", png
            yield f"plots/{plot.id}.csv", as_csv(table)
    yield "memo.md", memo(result).encode()
    if can_set():
        yield "memo.pdf", sheet(result)
    yield "result.json", as_json(result_data(result))


def numbers_table(result: Result) -> Table:
    """Every number of a result as one table, with all that ``explain`` says of it."""
    names = Number.__match_args__
    rows = tuple(tuple(_cell(getattr(each, name)) for name in names) for each in result.numbers())
    return Table("numbers", "Every number", tuple(map(Column, names)), rows)


def _cell(value: object) -> Cell:
    if isinstance(value, tuple):
        return " ".join(value)
    return value if isinstance(value, str | float | int) else str(value)


def table_data(table: Table) -> dict[str, object]:
    """A table as plain data: its title, what its columns say, and a mapping a row."""
    names = [each.name for each in table.columns]
    rows = [dict(zip(names, row, strict=True)) for row in table.rows]
    return {
        "id": table.id, "title": table.title, "note": table.note,
        "columns": [fields(each) for each in table.columns], "rows": rows,
    }  # fmt: skip


def as_csv(table: Table) -> bytes:
    """A table as CSV (RFC 4180), its units in the heads; what is not known is an empty cell."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([_head(each) for each in table.columns])
    writer.writerows(["" if cell is None else _safe(cell) for cell in row] for row in table.rows)
    return out.getvalue().encode()


def _head(column: Column) -> str:
    return f"{column.name} ({column.unit})" if column.unit else column.name


def _safe(cell: Cell) -> Cell:
    """A text that a spreadsheet would run as a formula, made a text for good."""
    return f"'{cell}" if isinstance(cell, str) and cell[:1] in ("=", "+", "-", "@", "\t") else cell


def as_parquet(table: Table) -> bytes:
    """A table as Parquet, with titles and units in the metadata."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    columns = list(zip(*table.rows, strict=True)) or [() for _ in table.columns]
    arrays = [_array(values, pa) for values in columns]
    described = [
        pa.field(each.name, array.type, metadata={"unit": each.unit, "what": each.what})
        for each, array in zip(table.columns, arrays, strict=True)
    ]
    about = {"title": table.title, "note": table.note}
    schema = pa.schema(described, metadata={"licet": json.dumps(about, sort_keys=True)})
    out = io.BytesIO()
    pq.write_table(pa.Table.from_arrays(arrays, schema=schema), out)
    return out.getvalue()


def _array(values: tuple[Cell, ...], pa: Any) -> Any:
    kinds = {type(each) for each in values if each is not None}
    make = pa.array
    if kinds <= {int, float} and float in kinds:
        return make([None if each is None else float(each) for each in values])
    if len(kinds) > 1:
        return make([None if each is None else str(each) for each in values])
    return make(list(values))
