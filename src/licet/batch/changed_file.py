"""The rows of a past batch that change, as a file of any kind that a batch writes."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import polars as pl

from licet.batch.block import Block
from licet.batch.naming import beside
from licet.batch.rechecking import ROW
from licet.batch.sink import Form
from licet.batch.sinks import open_sink, target_of
from licet.errors import InputError, Place

if TYPE_CHECKING:
    from licet.batch.past import Past
    from licet.batch.recheck import Asked
    from licet.batch.sink import Sink


class Changed:
    """A file that appears whole when it is finished, and not at all where it is not.

    Raises:
        InputError: nothing can be written there, or it is what is read.
    """

    def __init__(self, named: str, asked: Asked) -> None:
        self.target = target_of(named)
        if self.target.path.resolve() == Path(asked.run.out):
            raise InputError("the rows that change would overwrite what is read; give --out another name", Place(named))  # fmt: skip
        self._folder = Path(
            tempfile.mkdtemp(prefix=".licet-", dir=self.target.path.resolve().parent)
        )
        self._sink: Sink | None = None

    def __enter__(self) -> Self:
        """Itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Let go, and take away what is not whole."""
        if self._sink is not None:
            self._sink.close()
        shutil.rmtree(self._folder, ignore_errors=True)

    def write(self, past: Past, block: Block, changed: pl.DataFrame) -> None:
        """Take the changed rows of a block."""
        places = changed[ROW]
        frame = block.frame.select(past.heads)[places]
        beside_ = changed.with_columns(pl.col(ROW) + block.row, pl.col(pl.String).replace("", None))
        if self._sink is None:
            self._sink = self._opened(_Rows(dict(frame.schema)), beside_)
        raw = None if block.raw is None else tuple(block.raw[place] for place in places)
        self._sink.write(
            Block(frame, block.row, block.after, None, (), raw, block.escaped), beside_
        )

    def finish(self) -> None:
        """Give the file its name; where no row changed there is none, and an old one is left as it was."""
        if self._sink is not None:
            self._sink.finish()

    def _opened(self, source: Any, changed: pl.DataFrame) -> Sink:
        answers = dict(changed.schema)
        names = beside(answers, source.schema)
        form = Form(source, answers, {name: names[name] for name in answers})
        return open_sink(self.target, self._folder, form, None)


class _Rows:
    """Changed rows as the source that a sink writes the columns of."""

    what = "rows that change"
    total = size = None

    def __init__(self, schema: dict[str, Any]) -> None:
        self.schema = schema
        self.heads = tuple(schema)

    def identity(self) -> None:
        """None: it is made anew each time."""

    def blocks(self, _rows: int, _after: Any = ()) -> Any:
        """Nothing: its rows are written as they are found."""
        return iter(())
