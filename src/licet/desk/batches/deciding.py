"""One batch decided: the file with its answers, its faults, a summary, and the answers to look rows up in."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

from licet.batch.mapping import read_text
from licet.batch.options import Options
from licet.batch.prepared import Prepared
from licet.batch.run import run_batch
from licet.batch.sinks import target_of
from licet.columns.decider import Decider
from licet.columns.row import FAULT, HOLDS
from licet.desk.batches.reading import BLOCK, blocks, opened

if TYPE_CHECKING:
    from collections.abc import Callable

    from licet.batch.summary import Summary
    from licet.desk.batches.kept import Batch, Batches
    from licet.service.service import Service

OURS = "licet_"
"""What stands before the name of an answer where the file has a column of that name."""
NOT_MODELLED = "not_modelled"
"""The kind of provision that says of itself that it is not encoded."""
ROW, LINE, LABEL = "row", "line", "label"
_LABEL_LETTERS = 80


def options_of(batches: Batches, batch: Batch, service: Service) -> Options:
    """What is asked of a batch."""
    library = service.library
    mapping = read_text(batch.mapping, library.law.book, library.catalogue)
    return Options(
        library, str(batches.input(batch)), target_of(str(output(batches, batch))),
        on=_day(batch.on), compare=_day(batch.compare), mapping=mapping, rows=BLOCK, workers=1,
    )  # fmt: skip


def output(batches: Batches, batch: Batch) -> Path:
    """Where the file with its answers stands."""
    return batches.folder(batch) / f"output{'.csv' if batch.ending == '.txt' else batch.ending}"


def decided(
    batches: Batches, batch: Batch, service: Service, tell: Callable[[int, int], None]
) -> int:
    """Decide every row; how many there were.  ``tell`` hears of rows done and rows in all.

    Raises:
        InputError: what cannot be read.
    """
    options = options_of(batches, batch, service)
    summary = run_batch(
        opened(batches.input(batch)), options, lambda done, _bytes: tell(done, batch.rows)
    )
    _keep_answers(batches, batch)
    told = {**_plain(summary), "outside": _outside(options, service)}
    (batches.folder(batch) / "summary.json").write_text(json.dumps(told), "utf-8")
    return summary.rows


def answers_file(batches: Batches, batch: Batch) -> Path:
    """The answers by row, as Parquet."""
    return batches.folder(batch) / "answers.parquet"


def _keep_answers(batches: Batches, batch: Batch) -> None:
    """The answer columns of the output with the row, its line, and its first cell that says what it is."""
    given = opened(batches.input(batch))
    made = opened(output(batches, batch))
    ours = list(made.schema)[len(given.schema) :]
    names = {name: _bare(name) for name in ours}
    item = next((each.header for each in batch.columns if each.guess.column == "item"), None)
    label = item or next(iter(given.schema))
    parts = []
    for asked, told in zip(blocks(given), blocks(made), strict=True):
        frame = told.frame.select(pl.col(ours).cast(pl.String)).rename(names)
        line = asked.line
        parts.append(frame.with_columns(
            pl.Series(ROW, range(asked.row, asked.row + frame.height), dtype=pl.Int64),
            pl.Series(LINE, [None if line is None else line(at) for at in range(frame.height)], dtype=pl.Int64),
            asked.frame[label].cast(pl.String).str.slice(0, _LABEL_LETTERS).alias(LABEL),
        ))  # fmt: skip
    pl.concat(parts).write_parquet(answers_file(batches, batch))


def _outside(options: Options, service: Service) -> list[tuple[str, str, str, int, int]]:
    """What is not modelled and may reach rows: id, title, law, rows that it reaches, rows where that is open."""
    law = service.library.law
    outside = {
        name: each for name, each in law.book.provisions.items() if each.kind == NOT_MODELLED
    }
    decider = Decider(law, service.library.products, on=options.on, bits=True)
    asked = [name for name in decider.bits if name in outside]
    reached, perhaps = dict.fromkeys(asked, 0), dict.fromkeys(asked, 0)
    source = opened(Path(options.source))
    prepared = Prepared(source, options)
    for block in blocks(source):
        found = decider(prepared(block.frame)).filter(pl.col(FAULT).is_null())
        for name in asked:
            bits = found[f"{HOLDS}{name}"]
            reached[name] += int(bits.sum() or 0)
            perhaps[name] += bits.null_count()
    met = (name for name in asked if reached[name] or perhaps[name])
    return [
        (name, outside[name].title, outside[name].sovereign, reached[name], perhaps[name])
        for name in sorted(met, key=lambda name: (-reached[name], -perhaps[name], name))
    ]


def _bare(name: str) -> str:
    while name.startswith(OURS):
        name = name.removeprefix(OURS)
    return name


def _plain(summary: Summary) -> dict[str, Any]:
    return {
        "facts": {name: value for name, value in summary.facts.items() if name not in ("in", "out", "faults in")},
        "said": list(summary.said), "rows": summary.rows, "faults": summary.faults, "waiting": summary.waiting,
        "tables": [
            {"name": e.name, "title": e.title, "note": e.note, "heads": list(e.heads), "rows": [list(row) for row in e.rows]}
            for e in summary.tables
        ],
    }  # fmt: skip


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
