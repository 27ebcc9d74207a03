"""``decide_in_spark``: the same function of Arrow batches, on every partition of a Spark DataFrame.

The law is not translated for Spark: each of its Python workers runs Licet's own columns.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from licet.batch.arrow import answer_types, read_from
from licet.batch.spark_session import MISSING
from licet.batch.task import task
from licet.errors import InputError

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Iterator, Mapping
    from datetime import date

    import pyarrow as pa
    from pyspark.sql import DataFrame
    from pyspark.sql.types import StructType

    from licet.batch.arrow import Answers


def decide_in_spark(
    df: DataFrame,
    *,
    on: date | None = None,
    known_on: date | None = None,
    sovereigns: tuple[str, ...] | None = None,
    bits: bool = False,
    law: str | os.PathLike[str] | None = None,
    columns: Mapping[str, str] | None = None,
) -> DataFrame:
    """The rows of ``df`` with their answers behind them, each partition in its own order.

    Options are those of ``licet.columns.decider.decide_all``; ``law`` names a folder that every worker
    can read, in place of the law installed there, and ``columns`` maps names of columns to facts.
    Answers are text and Booleans.  Nothing runs until Spark is asked for rows.

    Raises:
        InputError: Spark is not installed, two columns have one name, or (when rows are asked for,
            inside Spark's own error) a worker's law or code is not the driver's.
    """
    spark_types()
    work = task(on=on, known_on=known_on, sovereigns=sovereigns, bits=bits, law=law, columns=columns)  # fmt: skip
    read_from(df.columns, work.decider, columns)
    return map_in_arrow(df, work, fields_of(df, work.decider))


def fields_of(df: DataFrame, decider: Answers) -> StructType:
    """The columns of ``df``, and those of the answers behind them, in Spark's types."""
    types = spark_types()
    answers = [
        types.StructField(
            each.name, types.BooleanType() if each.type == "bool" else types.StringType()
        )
        for each in answer_types(decider, df.columns)
    ]
    found: StructType = types.StructType([*df.schema.fields, *answers])
    return found


def map_in_arrow(
    df: DataFrame,
    function: Callable[[Iterator[pa.RecordBatch]], Iterator[pa.RecordBatch]],
    schema: StructType,
) -> DataFrame:
    """Spark's ``mapInArrow``, which cannot by itself take columns with a point in their name."""
    names = df.columns
    numbered = df.toDF(*(f"c{place}" for place in range(len(names))))

    def partition(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        return function(batch.rename_columns(names) for batch in batches)

    return numbered.mapInArrow(partition, schema)


def spark_types() -> Any:
    """Spark's module of types.

    Raises:
        InputError: Spark is not installed.
    """
    try:
        from pyspark.sql import types
    except ImportError:
        raise InputError(MISSING) from None
    return types
