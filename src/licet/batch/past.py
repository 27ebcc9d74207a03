"""The rows of a past batch as the law read them, and the answers that they were given, from its output."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from licet.batch.mapping import read_text
from licet.batch.naming import beside
from licet.batch.options import Options
from licet.batch.prepared import Prepared
from licet.batch.runs import BESIDE
from licet.batch.sinks import Target
from licet.batch.sources import open_source
from licet.columns.row import FAULT
from licet.errors import InputError, Place

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import polars as pl

    from licet.batch.block import Block, Source
    from licet.batch.runs import Run
    from licet.pack.store import Library


class Past:
    """The output of a batch.

    Raises:
        InputError: it is gone, or its columns are not those that the batch wrote.
    """

    def __init__(self, run: Run, library: Library) -> None:
        self.run = run
        self.source: Source = open_source(run.out)
        self.answers = self._answers()
        ours = {*self.answers.values()}
        self.heads = tuple(name for name in self.source.schema if name not in ours)
        mapping = read_text(run.mapping, library.law.book) if run.mapping else None
        told = Options(
            library, run.out, Target(Path(run.out), ""), mapping=mapping, constants=() if mapping else run.constants,
        )  # fmt: skip
        self._prepared = Prepared(_Input(self.source, self.heads), told)

    def blocks(self, rows: int) -> Iterator[Block]:
        """The rows of the output, in order."""
        return self.source.blocks(rows)

    def frame(self, block: Block) -> pl.DataFrame:
        """The rows of a block as the law reads them."""
        return self._prepared(block.frame.select(self.heads))

    def told(self, block: Block) -> pl.DataFrame:
        """The answers that they were given, by the names of the schema."""
        names = {out: name for name, out in self.answers.items()}
        return block.frame.select(list(names)).rename(names)

    def _answers(self) -> Mapping[str, str]:
        found = dict(self.run.answers) or beside((FAULT,), ())
        gone = [name for name in found.values() if name not in self.source.schema]
        if gone:
            raise InputError(
                f"it has no column {gone[0]!r}, which its batch wrote (see {Path(self.run.out).name}{BESIDE}); "
                "decide it anew with licet batch",
                Place(self.run.out),
            )
        return found


class _Input:
    """An output as the input that it was: without the columns of the answers."""

    def __init__(self, source: Source, heads: tuple[str, ...]) -> None:
        self.what = source.what
        self.schema = {name: source.schema[name] for name in heads}
        self.heads = heads
        self.total, self.size = source.total, source.size
        self.identity, self.blocks = source.identity, source.blocks
