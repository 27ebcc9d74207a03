"""A Postgres table, or what a query gives: ``postgresql://USER@HOST/DB#TABLE``, read in one read-only transaction."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import polars as pl

from licet.batch.arrow_frames import blocks_of
from licet.batch.duckdb_source import is_query
from licet.batch.naming import each_once
from licet.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from licet.batch.block import After, Block

_TYPES: dict[str, pl.DataType] = {
    "bool": pl.Boolean(), "int2": pl.Int16(), "int4": pl.Int32(), "int8": pl.Int64(),
    "float4": pl.Float32(), "float8": pl.Float64(), "date": pl.Date(), "timestamp": pl.Datetime("us"),
}  # fmt: skip
"""Types that are kept; all others (numeric too, with every digit) come as the text that Postgres prints."""


class Postgres:
    """Rows of a Postgres database, in the order of the primary key where there is one."""

    size = None

    def __init__(self, address: str, asked: str) -> None:
        self.address = address
        asked = asked.strip().rstrip(";")
        if not asked:
            raise InputError("no table is named; write postgresql://USER@HOST/DB#TABLE")
        with self._open() as held:
            query = asked if is_query(asked) else f"SELECT * FROM {self._table(held, asked)}"  # noqa: S608 - quoted # nosec B608
            from psycopg import sql

            head = f"SELECT * FROM ({query}) AS rows LIMIT 0"  # noqa: S608 - read only # nosec B608
            found = held.execute(_composed(sql, head)).description or []
            self.heads = tuple(each.name for each in found)
            names = each_once(self.heads)
            kinds = [_TYPES.get(each.type_display) for each in found]
            self.schema = {
                name: kind or pl.String() for name, kind in zip(names, kinds, strict=True)
            }
            labels = [f"c{place}" for place in range(len(names))]
            columns = ", ".join(
                label if kind else f"{label}::text"
                for label, kind in zip(labels, kinds, strict=True)
            )
            self.query = f"SELECT {columns} FROM ({query}) AS rows({', '.join(labels)})"  # noqa: S608 - as above # nosec B608
            row = held.execute(_composed(sql, f"SELECT count(*) FROM ({query}) AS rows")).fetchone()  # noqa: S608 - as above # nosec B608
        self.total = int(row[0]) if row else None
        self.what = "a Postgres table"

    def identity(self) -> None:
        """None: a table may change between two looks, and Postgres does not say so."""
        return

    def blocks(self, rows: int, after: After = ()) -> Iterator[Block]:
        """All rows; a run on a table starts anew."""
        yield from blocks_of(self._frames(rows), rows, after[0] if after else 0)

    def _frames(self, rows: int) -> Iterator[pl.DataFrame]:
        from psycopg import sql

        with self._open() as held, held.cursor("licet_rows") as cursor:
            cursor.execute(_composed(sql, self.query))
            while found := cursor.fetchmany(rows):
                yield pl.DataFrame(found, schema=self.schema, orient="row")

    @contextmanager
    def _open(self) -> Iterator[Any]:
        try:
            import psycopg
        except ImportError:
            raise InputError("Postgres needs its driver: pip install 'licet[postgres]'") from None
        try:
            with psycopg.connect(self.address) as held:
                held.read_only = True
                held.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
                yield held
        except psycopg.Error as error:
            raise InputError(f"Postgres says: {str(error).strip()}") from None

    def _table(self, held: Any, asked: str) -> str:
        """The table by its name, quoted, in the order of its key."""
        from psycopg import sql

        name = sql.Identifier(*asked.split(".")).as_string(held)
        keys = held.execute(
            "SELECT a.attname FROM pg_index i JOIN pg_attribute a ON a.attrelid = i.indrelid "
            "AND a.attnum = ANY(i.indkey) WHERE i.indrelid = %s::regclass AND i.indisprimary "
            "ORDER BY array_position(i.indkey::int2[], a.attnum)",
            (name,),
        ).fetchall()
        order = ", ".join(sql.Identifier(key).as_string(held) for (key,) in keys) or "ctid"
        return f"{name} ORDER BY {order}"


def _composed(sql: Any, text: str) -> Any:
    return sql.SQL(text.replace("{", "{{").replace("}", "}}")).format()
