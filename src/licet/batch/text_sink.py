"""Answers as CSV or TSV: the cells of the input as they were, quoted where they must be."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import polars as pl

from licet.batch.bytes import back
from licet.batch.sink import Lines, with_answers
from licet.errors import InputError

if TYPE_CHECKING:
    from pathlib import Path

    from licet.batch.block import Block
    from licet.batch.sink import Form, Mark


class TextSink(Lines):
    """One CSV or TSV file."""

    def __init__(self, folder: Path, out: Path, form: Form, mark: Mark | None) -> None:
        self.separator = "\t" if out.suffix.lower() in (".tsv", ".tab") else ","
        nested = [name for name, kind in form.schema.items() if kind.is_nested()]
        if nested:
            raise InputError(f"the column {nested[0]!r} holds lists or objects, which a text table cannot; write .parquet or .jsonl")  # fmt: skip
        super().__init__(folder, out, form, mark)
        if mark is None:
            self.grown.file.write(self._head())

    def write(self, block: Block, answers: pl.DataFrame) -> None:
        """The rows as lines."""
        held = io.BytesIO()
        with_answers(self.form, block, _bare(answers)).write_csv(held, include_header=False, separator=self.separator)  # fmt: skip
        self.grown.file.write(back(held.getvalue()) if block.escaped else held.getbuffer())

    def _head(self) -> bytes:
        held = io.StringIO()
        csv.writer(held, delimiter=self.separator, lineterminator="\n").writerow(self.form.heads)
        mark = "\ufeff" if getattr(self.form.source, "marked", False) else ""
        return back((mark + held.getvalue()).encode())


def _bare(answers: pl.DataFrame) -> pl.DataFrame:
    """The answers with nothing, and no pair of quotes, where a list of words is empty."""
    lists = [
        name for name in answers.columns if name.rpartition(".")[2] in ("exceptions", "beside")
    ]
    return answers.with_columns(
        pl.when(pl.col(name).cast(pl.String) != "").then(pl.col(name)).alias(name) for name in lists
    )
