"""A table of a DuckDB file, or what a query of it gives: ``duckdb:FILE#TABLE``, ``duckdb:FILE#SELECT ...``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import duckdb

from licet.batch.arrow_frames import blocks_of, frame_of, types_of
from licet.batch.identity import of_file
from licet.errors import InputError, Place, UnknownName

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import polars as pl

    from licet.batch.block import After, Block


class DuckDb:
    """Rows of a DuckDB file, which is opened to be read alone."""

    size = None

    def __init__(self, path: Path, asked: str) -> None:
        self.path = path
        self.asked = asked.strip().rstrip(";")
        with self._open() as held:
            if is_query(self.asked):
                self.query = self.asked
            else:
                tables = [str(row[0]) for row in held.sql("SHOW TABLES").fetchall()]
                if not self.asked and len(tables) == 1:
                    self.asked = tables[0]
                if self.asked not in tables:
                    raise UnknownName("table", self.asked, tables, Place(str(path)))
                self.query = f"SELECT * FROM {quoted(self.asked)}"  # noqa: S608 - quoted, and read only # nosec B608
            try:
                self.arrow = held.sql(self.query).limit(0).to_arrow_table().schema
                counted = held.sql(f"SELECT count(*) FROM ({self.query})").fetchall()  # noqa: S608 - as above # nosec B608
            except duckdb.Error as error:
                raise InputError(f"the query cannot be run: {error}", Place(str(path))) from None
        self.total = int(counted[0][0])
        self.heads = tuple(self.arrow.names)
        self.schema = types_of(self.arrow, str(path))
        self.what = "a DuckDB table"

    def identity(self) -> dict[str, Any]:
        """Size, day and both ends of the file, and the query."""
        return of_file(self.path, self.query)

    def blocks(self, rows: int, after: After = ()) -> Iterator[Block]:
        """Rows behind ``after``: how many were read."""
        yield from blocks_of(self._frames(rows), rows, after[0] if after else 0)

    def _frames(self, rows: int) -> Iterator[pl.DataFrame]:
        with self._open() as held:
            for batch in held.sql(self.query).to_arrow_reader(rows):
                yield frame_of(batch)

    def _open(self) -> Any:
        try:
            return duckdb.connect(str(self.path), read_only=True)
        except duckdb.Error as error:
            raise InputError(
                f"it cannot be opened as DuckDB: {error}", Place(str(self.path))
            ) from None


def is_query(text: str) -> bool:
    """Whether what stands behind the ``#`` is a query and no name.

    >>> is_query("select * from parts"), is_query("selected")
    (True, False)
    """
    first = text.split(None, 1)[:1]
    return bool(first) and len(text.split()) > 1 and first[0].lower() in ("select", "with", "from")


def quoted(name: str) -> str:
    """A name as SQL writes it."""
    return '"' + name.replace('"', '""') + '"'
