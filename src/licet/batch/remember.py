"""A batch that was just written, as the record by which its rows are asked again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from licet.batch.answering import AS_OF
from licet.batch.mapping import write
from licet.batch.naming import beside
from licet.batch.runs import kept
from licet.columns.schema import schema

if TYPE_CHECKING:
    from datetime import date

    from licet.batch.block import Source
    from licet.batch.options import Options
    from licet.batch.runs import Pairs, Run


def remember(source: Source, options: Options, on: date, constants: Pairs, rows: int) -> Run:
    """Keep the record of a batch and its law; ``on`` and ``constants`` are what it used for every row."""
    book, mapping = options.library.law.book, options.mapping
    target = options.out
    asked = [code for code in options.sovereigns or book.deciding if code in book.sovereigns]
    identity = source.identity() or {}
    return kept(
        options.library,
        f"duckdb:{target.path}#{target.table}" if target.kind == ".duckdb" else target.path,
        options.source, rows=rows, on=on, known_on=options.known_on, laws=options.sovereigns,
        mapping=write(mapping) if mapping else "", constants=None if mapping else dict(constants),
        answers=beside((*schema(book, asked), AS_OF), source.schema), source_hash=str(identity.get("sha256", "")),
    )  # fmt: skip
