"""The answers to one block: of the day, of a second day beside it, and none for rows that are broken."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

import polars as pl

from licet.batch.prepared import Prepared
from licet.batch.tally import counted, reached
from licet.columns.decider import Decider
from licet.columns.layout import ON
from licet.columns.row import FAULT, HOLDS, LAW_HASH, VERDICT
from licet.record import record

if TYPE_CHECKING:
    from collections.abc import Mapping

    from licet.batch.block import Block, Source
    from licet.batch.options import Options
    from licet.batch.tally import Tally
    from licet.pack.store import Library

AS_OF = "as_of"
"""The column that says by the law of which day a row was decided."""
THEN, CHANGED = "then.", "changed"
"""What stands before the columns of the second day, and the column that says whether its answer is another."""
_NOT_MODELLED = "not_modelled"
"""The kind of provision that says of itself that it is not encoded."""
_KEPT = 4
"""Deciders that are kept ready: of one day, of a second, and as many for somebody else."""
_COMPARED = ("status", "license_required", "review_policy", "exceptions")


_FOUND = {
    "index": pl.Int64, "column": pl.String, "found": pl.String, "wanted": pl.String, "answered": pl.String,
}  # fmt: skip
"""One thing wrong with one row; ``answered`` is ``yes`` where it stood in nobody's way."""


@record
class Answered:
    """A block with its answers, what is wrong with its rows, and what was counted."""

    block: Block
    answers: pl.DataFrame
    faults: pl.DataFrame
    tally: Tally


class Answering:
    """The law of one day, or of two, for block after block; it may run in several threads at once."""

    def __init__(self, source: Source, options: Options) -> None:
        library = options.library
        self.prepared = Prepared(source, options)
        self.decider = _decider(
            library, options.on, options.known_on, options.sovereigns, options.bits
        )
        self.schema: Mapping[str, pl.DataType] = {**self.decider.schema, AS_OF: pl.Date()}
        provisions = library.law.book.provisions
        self.outside = [
            name for name in self.decider.bits if provisions[name].kind == _NOT_MODELLED
        ]
        self.then: Decider | None = None
        if options.compare is not None:
            self.then = _decider(
                library, options.compare, options.known_on, options.sovereigns, False
            )
            second = {
                f"{THEN}{name}": kind for name, kind in self.then.schema.items() if _is_told(name)
            }
            self.schema = {**self.schema, **second, CHANGED: pl.Boolean()}

    def __call__(self, block: Block) -> Answered:
        """The answers to a block."""
        answers, faults = self._checked(block, self.answers(block.frame))
        tally = counted(answers)
        tally.add(reached(answers, self.outside))
        return Answered(block, answers, faults, tally)

    def answers(self, frame: pl.DataFrame) -> pl.DataFrame:
        """The answers to rows that are not broken: of one day, or of two."""
        frame = self.prepared(frame)
        answers = self._dated(self.decider(frame), frame)
        if self.then is None:
            return answers
        return self._compared(answers, self.then(frame.drop(ON, strict=False)))

    def _dated(self, answers: pl.DataFrame, frame: pl.DataFrame) -> pl.DataFrame:
        """The answers with the day of the law that each rests on; none where there is no answer."""
        days = self.decider.parts.days(frame).alias(AS_OF)
        if answers[FAULT].null_count() < answers.height:
            days = pl.select(pl.when(answers[FAULT].is_null()).then(days).alias(AS_OF)).to_series()
        return answers.with_columns(days)

    def _compared(self, now: pl.DataFrame, then: pl.DataFrame) -> pl.DataFrame:
        names = [name for name in then.columns if name in _COMPARED or name.startswith(VERDICT)]
        differs = pl.any_horizontal(
            now[name].cast(pl.String).ne_missing(then[name].cast(pl.String)) for name in names
        )
        second = then.select(pl.col(name).alias(f"{THEN}{name}") for name in then.columns if _is_told(name))  # fmt: skip
        both = now.hstack(second.get_columns())
        broken = now[FAULT].is_not_null() | then[FAULT].is_not_null()
        fault = pl.coalesce(pl.col(FAULT), then[FAULT])
        told = pl.when(broken).then(None).otherwise(pl.select(differs).to_series())
        return both.with_columns(fault.alias(FAULT), told.alias(CHANGED))

    def _checked(self, block: Block, answers: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
        """The answers without those of broken rows, and all faults in the order of rows."""
        stops = [self.prepared.reads(each.column) for each in block.troubles]
        broken: dict[int, str] = {}
        for each, stop in zip(block.troubles, stops, strict=True):
            if stop:
                broken.setdefault(each.index, str(each))
        unread = answers[FAULT]
        if broken:
            told = pl.Series(
                [broken.get(index) for index in range(answers.height)], dtype=pl.String
            )
            unread = pl.select(pl.when(told.is_null()).then(unread)).to_series()
            answers = answers.with_columns(pl.when(told.is_null()).then(pl.all()))
            answers = answers.with_columns(pl.coalesce(told, pl.col(FAULT)).alias(FAULT))
        found = [
            (each.index, each.column or None, each.found, each.wanted, "no" if stop else "yes")
            for each, stop in zip(block.troubles, stops, strict=True)
        ]
        troubles = pl.DataFrame(found, schema=_FOUND, orient="row")
        faults = pl.concat([troubles, _parted(unread, self.prepared.headers)]).sort(
            "index", maintain_order=True
        )
        return answers, _placed(faults, block)


@lru_cache(_KEPT)
def _decider(
    library: Library, on: date | None, known_on: date | None, sovereigns: tuple[str, ...] | None,
    bits: bool,  # noqa: FBT001
) -> Decider:  # fmt: skip
    """The decider of one question.  To compile its law takes a second, so the last few are kept."""
    return Decider(
        library.law, library.products, on=on, known_on=known_on, sovereigns=sovereigns, bits=bits
    )


def _parted(unread: pl.Series, headers: dict[str, str]) -> pl.DataFrame:
    """The faults that the law's own reader found: where, what was found, and what was wanted."""
    told = unread.alias("told").to_frame().with_row_index("index").drop_nulls()
    first = pl.col("told").str.splitn(": ", 2)
    rest = first.struct[1].str.splitn("; ", 2)
    return told.select(
        pl.col("index").cast(pl.Int64), first.struct[0].replace(headers).alias("column"), rest.struct[0].alias("found"),
        rest.struct[1].alias("wanted"), pl.lit("no").alias("answered"),
    )  # fmt: skip


def _placed(faults: pl.DataFrame, block: Block) -> pl.DataFrame:
    """Faults with the line of the file and the number of the row in place of the index."""
    where = block.line
    lines = [None if where is None else where(index) for index in faults["index"]]
    return faults.select(
        pl.Series("line", lines, dtype=pl.Int64),
        (pl.col("index") + block.row).alias("row"),
        pl.exclude("index"),
    )


def _is_told(name: str) -> bool:
    return name not in (FAULT, LAW_HASH) and not name.startswith(HOLDS)
