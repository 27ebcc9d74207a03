"""``licet batch --engine spark``: the same batch on a cluster, from any path that Spark reads to any that it writes.

What a worker does with a partition is what one machine does with a block (``licet.batch.answering``).
"""

from __future__ import annotations

import os
from datetime import date
from typing import TYPE_CHECKING, Any

import polars as pl
import pyarrow as pa

from licet.batch.answering import Answering
from licet.batch.arrow import regrouped
from licet.batch.arrow_frames import blocks_of, frame_of, types_of
from licet.batch.delimited import NAMES
from licet.batch.local import Done
from licet.batch.naming import beside
from licet.batch.share import Answers, share_of
from licet.batch.spark import fields_of, map_in_arrow
from licet.batch.spark_session import in_a_sentence, session
from licet.batch.tally import Tally, counted
from licet.columns.row import FAULT, HOLDS, VERDICT
from licet.errors import InputError, Place
from licet.pack.store import folder_in_use
from licet.record import record, replaced

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from pyspark.sql import DataFrame, SparkSession

    from licet.batch.block import After, Block
    from licet.batch.options import Options
    from licet.pack.store import Library

_CSV = {
    "header": "true", "escape": '"', "nullValue": "", "emptyValue": "",
    "ignoreLeadingWhiteSpace": "false", "ignoreTrailingWhiteSpace": "false",
}  # fmt: skip
"""CSV as everybody else writes it: a quote in a cell is doubled, and blanks are part of a cell."""
_READ = {"mode": "FAILFAST", "multiLine": "true", "enforceSchema": "false"}
"""A row with a cell too many is an error, not a row that lost a cell; cells may hold line ends."""


@record
class SparkTarget:
    """A folder of files that Spark writes: ``path`` as it was named, ``kind`` ``parquet`` or ``csv``."""

    path: str
    kind: str
    options: tuple[tuple[str, str], ...] = ()

    def faults(self, count: int) -> str:
        """Where faults are told: workers know no lines, so there is no file beside it."""
        return "its column fault" if count else ""


class SparkSource:
    """Files that Spark reads, as a table; nothing is read until it is asked for."""

    what = "files that Spark reads"
    total = None
    size = None

    def __init__(self, spark: SparkSession, df: DataFrame, named: str, *, ours: bool) -> None:
        from pyspark.sql.pandas.types import to_arrow_schema

        self.spark = spark
        self.df = df
        self.ours = ours
        self.heads = tuple(df.columns)
        self.schema: Mapping[str, pl.DataType] = types_of(to_arrow_schema(df.schema), named)

    def identity(self) -> dict[str, Any] | None:
        """None: a run that Spark broke off starts anew."""
        return None

    def blocks(self, rows: int, after: After = ()) -> Iterator[Block]:
        """The first rows alone, for whoever wants to see what the columns hold."""
        del after
        numbered = self.df.toDF(*(f"c{place}" for place in range(len(self.heads)))).limit(rows)
        with in_a_sentence():
            table = numbered.toArrow()
        yield from blocks_of([frame_of(table.rename_columns(list(self.heads)))], rows)


def open_source(
    named: str, *, separator: str = "", encoding: str = "", master: str = ""
) -> SparkSource:
    """What Spark finds under a path: Parquet, or text with cells where the name ends in .csv or .tsv.

    Raises:
        InputError: Spark or Java is missing, there is nothing at the path, or it cannot be read.
    """
    from_outside = _active()
    spark = from_outside or session(master)
    kind, options = _kind(named, separator)
    if encoding:
        options["encoding"] = encoding
    with in_a_sentence():
        df = spark.read.options(**options, **_READ).format(kind).load(named)
        return SparkSource(spark, df, named, ours=from_outside is None)


def target_of(named: str) -> Any:
    """The folder of an output; .csv and .tsv are text, everything else is Parquet."""
    kind, options = _kind(named)
    return SparkTarget(named, kind, tuple(options.items()))


def run(source: SparkSource, options: Options, told: Callable[[int, int], None] | None = None) -> Done:  # fmt: skip
    """Decide every row on the cluster and write them; the output is there when it is whole.

    Raises:
        InputError: what cannot be read or written, or a worker whose law is not the driver's.
    """
    del told  # Spark shows its own progress
    options = replaced(options, on=options.on or date.today())
    try:
        return _run(source, options)
    finally:
        if source.ours:
            source.spark.stop()


def _run(source: SparkSource, options: Options) -> Done:
    target: Any = options.out
    answering = Answering(source, options)
    work = share_of(source, options, _named(options.library))
    found = map_in_arrow(source.df, work, fields_of(source.df, Answers(answering)))
    place = _Folder(source.spark, target.path)
    place.made_free()
    try:
        with in_a_sentence():
            found.write.mode("overwrite").options(**dict(target.options)).format(target.kind).save(target.path)  # fmt: skip
            tally = _tally(source, options, answering)
    except BaseException:
        place.dropped()
        raise
    prepared = answering.prepared
    return Done(
        tally, options.on or date.today(), tuple(prepared.constants.items()), (), prepared.kept
    )


def _named(library: Library) -> str | None:
    """The folder of law that workers are to read; None where it is what every installation carries."""
    usual = None if os.environ.get("LICET_LAW") else folder_in_use()
    return None if library.folder in (None, usual) else str(library.folder.absolute())


def _tally(source: SparkSource, options: Options, answering: Answering) -> Tally:
    """The counts of what stands in the output, read back from it: each row once, whatever was tried twice."""
    target: Any = options.out
    schema = fields_of(source.df, Answers(answering))
    names = beside(answering.schema, source.heads)
    reader = (
        source.spark.read.schema(schema)
        .options(**dict(target.options), **_READ)
        .format(target.kind)
    )
    df = reader.load(target.path)
    numbers = {name: place for place, name in enumerate(schema.names)}
    kinds: Any = {name: kind for name, kind in answering.schema.items() if name == FAULT or _is_counted(name, kind)}  # fmt: skip
    told = list(kinds)
    numbered = df.toDF(*(f"c{place}" for place in range(len(numbers))))
    asked = numbered.select(*(f"c{numbers[names[name]]}" for name in told))

    def sums(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        tally = Tally()
        for table in regrouped(batches):
            tally.add(counted(frame_of(table.rename_columns(told)).cast(kinds)))
        rows = [
            (name, key, count) for name, keys in tally.tables.items() for key, count in keys.items()
        ]
        yield pa.RecordBatch.from_pylist(
            [{"name": name, "key": key, "count": count} for name, key, count in rows],
            schema=pa.schema([("name", pa.string()), ("key", pa.string()), ("count", pa.int64())]),
        )

    total = Tally()
    for row in asked.mapInArrow(sums, "name string, key string, count long").collect():
        total.add(Tally({row["name"]: {row["key"]: row["count"]}}))
    return total


def _is_counted(name: str, kind: pl.DataType) -> bool:
    """Whether a column may be counted: words of a closed set and truths, of whole answers."""
    return isinstance(kind, pl.Enum | pl.Boolean) and not name.startswith((HOLDS, VERDICT))


def _kind(named: str, separator: str = "") -> tuple[str, dict[str, str]]:
    name = named.lower().rstrip("/").removesuffix(".gz")
    if not separator and not name.endswith((".csv", ".tsv", ".tab")):
        return "parquet", {}
    sign = NAMES.get(separator, separator) or ("," if name.endswith(".csv") else "\t")
    return "csv", {**_CSV, "sep": sign}


def _active() -> SparkSession | None:
    try:
        from pyspark.sql import SparkSession
    except ImportError:
        return None
    found: SparkSession | None = SparkSession.getActiveSession()
    return found


class _Folder:
    """The folder of an output, in whatever file system it lies."""

    def __init__(self, spark: Any, named: str) -> None:
        self.named = named
        self.path = spark._jvm.org.apache.hadoop.fs.Path(named)  # noqa: SLF001 - Spark has no other way
        self.files = self.path.getFileSystem(spark._jsc.hadoopConfiguration())  # noqa: SLF001

    def made_free(self) -> None:
        """``InputError`` where something stands there, unless it is what a broken run left."""
        if not self.files.exists(self.path):
            return
        inside = {each.getPath().getName() for each in self.files.listStatus(self.path)}
        if not self.files.getFileStatus(self.path).isDirectory() or inside - {"_temporary"}:
            raise InputError("there is something at the place of the answers; take it away, or give --out another name", Place(self.named))  # fmt: skip

    def dropped(self) -> None:
        """Take away what a run that failed has begun."""
        self.files.delete(self.path, True)
