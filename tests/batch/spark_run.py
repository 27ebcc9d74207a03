"""``python spark_run.py FOLDER``: what test_spark looks at, made in one Spark application.

FOLDER holds ``in`` (Parquet files) and ``law`` (a folder of law); ``out`` and ``said.json`` are written.
"""

import io
import json
import os
import sys
from contextlib import redirect_stderr, redirect_stdout
from datetime import date
from pathlib import Path

import pyarrow as pa
from pyspark.sql import SparkSession
from pyspark.sql.functions import spark_partition_id
from pyspark.sql.types import LongType, StructField, StructType

from licet.batch.spark import decide_in_spark, map_in_arrow
from licet.cli.main import main as licet
from licet.errors import InputError
from tests.batch.spark_home import FORMS, SHARED_LAWS


def main(folder):
    master = sys.argv[2]
    spark = SparkSession.builder.master(master).appName("licet tests").getOrCreate()
    try:
        said = made_by(spark, folder)
    finally:
        spark.stop()  # what is wrong is then said last
    (folder / "said.json").write_text(json.dumps(said))


def made_by(spark, folder):
    said = {}
    rows = spark.read.parquet(str(folder / "in"))
    fields = StructType([*rows.schema.fields, StructField("executor", LongType())])
    rows = map_in_arrow(rows, with_its_executor, fields)
    found = decide_in_spark(rows, on=date(2026, 1, 15), sovereigns=("US", "NL"), bits=True)
    found.withColumn("partition", spark_partition_id()).write.parquet(str(folder / "out"))

    for form in FORMS:
        rows = spark.read.parquet(str(folder / f"frames-{form}"))
        found = decide_in_spark(rows, on=date(2026, 1, 15), sovereigns=SHARED_LAWS, bits=True)
        found.write.parquet(str(folder / f"found-{form}"))

    changed = decide_in_spark(spark.range(1).withColumnRenamed("id", "speed"), law=folder / "law")
    page = next((folder / "law").rglob("*.md"))
    page.write_text(page.read_text() + "\nOne more sentence.\n")
    said["refused"] = error_of(changed.collect)
    said["twice"] = error_of(lambda: decide_in_spark(spark.range(1).select("id", "id")))
    for kind in ("parquet", "csv"):
        said[kind] = printed(_words(folder, f"in.{kind}", f"out.{kind}"))
    said["taken"] = printed(_words(folder, "in.parquet", "out.parquet"))[2]
    said["nowhere"] = printed(_words(folder, "nowhere.parquet", "out2.parquet"))[2]
    (folder / "ragged.csv").write_text("to,item_kind\nCN,other\nCN,other,1\n")
    said["ragged"] = printed(_words(folder, "ragged.csv", "out-ragged.csv"))[2]
    return said


def _words(folder, source, out):
    return ["batch", str(folder / source), "--out", str(folder / out), *sys.argv[3:], "--engine", "spark"]  # fmt: skip


def printed(words):
    held, wrong = io.StringIO(), io.StringIO()
    with redirect_stdout(held), redirect_stderr(wrong):
        code = licet(words)
    return [code, held.getvalue(), wrong.getvalue()]


def with_its_executor(batches):
    """Each row with the process that starts the Python workers of its executor."""
    for batch in batches:
        yield batch.append_column("executor", pa.array([os.getppid()] * batch.num_rows, pa.int64()))


def error_of(call):
    from pyspark.errors import PySparkException

    try:
        call()
    except (InputError, PySparkException) as error:
        return str(error)
    return None


if __name__ == "__main__":
    main(Path(sys.argv[1]))
