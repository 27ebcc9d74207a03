"""Small transfers to be decided, and batches run in this process."""

import csv
import io
import json
from pathlib import Path

import polars as pl

from licet.batch.options import Options
from licet.batch.run import run_batch
from licet.batch.sinks import target_of
from licet.batch.sources import open_source

ON = "2026-11-01"
ITEMS = ("nvidia-h200", "nvidia-l20", "nvidia-a100")
PLACES = ("CN", "NO", "TW", "MY")


def transfers(rows):
    """A frame of transfers of which no two in a row are alike."""
    return pl.DataFrame(
        {
            "part": [f"{index:07d}" for index in range(rows)],
            "item": [ITEMS[index % 3] for index in range(rows)],
            "destination": [PLACES[index // 3 % 4] for index in range(rows)],
            "quantity": range(rows),
            "note": [f"lot {index}" for index in range(rows)],
        }
    )


def csv_rows(path):
    """Heads, and rows as lists of cells, as Python's own reader sees a CSV file."""
    heads, *rows = csv.reader(io.StringIO(Path(path).read_bytes().decode(), newline=""))
    return heads, rows


def faults_of(out):
    """The side file beside an output, as dictionaries."""
    path = Path(f"{out}.faults.csv")
    if not path.exists():
        return []
    return list(csv.DictReader(io.StringIO(path.read_text(), newline="")))


def answers_of(path):
    """An output of any kind as a frame of text."""
    path = Path(path)
    match path.suffix:
        case ".csv":
            frame = pl.read_csv(path, infer_schema=False)
        case ".tsv":
            frame = pl.read_csv(path, infer_schema=False, separator="\t")
        case ".jsonl":
            frame = pl.DataFrame([json.loads(line) for line in path.read_text().splitlines()], infer_schema_length=None)  # fmt: skip
        case ".parquet":
            frame = pl.read_parquet(path)
        case ".arrow":
            frame = pl.read_ipc(path)
        case ".xlsx":
            frame = pl.read_excel(path, infer_schema_length=0)
            day = pl.col("as_of").str.head(len(ON))  # a date of a workbook is read with a time
            frame = frame.with_columns(day) if "as_of" in frame.columns else frame
    return frame.select(pl.all().cast(pl.String)).with_columns(
        pl.when(pl.all() != "").then(pl.all())
    )


class Batches:
    """Runs batches on one open library."""

    def __init__(self, library):
        self.library = library

    def __call__(self, source, out, told=None, **asked):
        """Run one; gives its summary."""
        from datetime import date

        separator, encoding = asked.pop("separator", ""), asked.pop("encoding", "")
        on = asked.pop("on", ON)
        options = Options(
            self.library, str(source), target_of(str(out)), on=on and date.fromisoformat(on),
            separator=separator, encoding=encoding, **asked,
        )  # fmt: skip
        opened = open_source(str(source), separator=separator, encoding=encoding)
        return run_batch(opened, options, told)
