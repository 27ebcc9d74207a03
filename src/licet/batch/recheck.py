"""Which rows of a past batch change their answer after a change of law: block by block over its output.

    report = recheck(asked(run, library, since=date(2026, 1, 1)))

A date asks what changed with time: the law of that day (or of the batch, where that is later) against the
law of today.  A hash asks what changed in the text: the law of that hash against the law in use, both on
the day of the batch.  Without either, the batch as it was decided is held against the law in use today.
"""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING, Any

from licet.batch.block import ROWS
from licet.batch.laws import kept_law
from licet.batch.past import Past
from licet.batch.rechecking import MOVED_BY, NOW, ROW, THEN, Question, Rechecking
from licet.errors import InputError, UnknownName
from licet.record import record

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    import polars as pl

    from licet.batch.block import Source
    from licet.batch.runs import Run
    from licet.columns.moved import Move
    from licet.pack.store import Library

SHOWN = 20
"""Changed rows that a report holds in full."""


@record
class Asked:
    """One batch to look at again.  ``stored``: the answers in its output are those of ``before``."""

    run: Run
    before: Question
    after: Question
    stored: bool
    everything: bool = False
    said: tuple[str, ...] = ()


@record
class Report:
    """What came of it.  ``turns`` counts rows by what they were and are; ``by`` rows by what moved them."""

    asked: Asked
    rows: int
    reached: int
    changed: int
    provisions: Mapping[str, Move]
    turns: Counter[tuple[str, str]]
    reviews: Counter[tuple[str, str]]
    verdicts: Counter[tuple[str, str, str]]
    by: Counter[str]
    first: tuple[dict[str, Any], ...]
    why_all: tuple[str, ...] = ()
    on_record: tuple[str, ...] = ()


def asked(  # noqa: PLR0917 - a batch, a law, and how to hold them against each other
    run: Run,
    library: Library,
    since: date | str | None = None,
    on: date | None = None,
    known_on: date | None = None,
    home: Path | None = None,
    *,
    everything: bool = False,
) -> Asked:
    """The two questions of a recheck; ``since`` is a date, or the beginning of a law's hash.

    Raises:
        InputError: the law of the batch is not kept any more, or no law begins so.
    """
    said = []
    header = library.header
    if isinstance(since, str) and not run.law.startswith(since):
        old = kept_law(since, "", home)
    elif (run.law, run.catalogue) == (header["law"], header["catalogue"]):
        old = library
    else:
        try:
            old = kept_law(run.law, run.catalogue, home)
        except UnknownName as error:
            raise InputError(
                f"the law that this batch was decided by ({run.law[:12]}) is not kept any more, so what moved "
                "since cannot be told: decide the file anew with licet batch"
            ) from error
    first = max(since, run.on) if isinstance(since, date) else run.on
    last = on or (run.on if isinstance(since, str) else date.today())
    before = Question(old, first, run.known_on, run.laws)
    after = Question(library, last, known_on if known_on is not None else run.known_on, run.laws)
    stored = (old.header["law"], first) == (run.law, run.on)
    if run.code != header["code"]:
        said.append(
            "Licet itself is another release than the one that decided this batch. Rows that no moved "
            "provision reaches were not decided again; --all decides every row."
        )
    said.append(_of_lists(run, home))
    return Asked(run, before, after, stored, everything, tuple(said))


def recheck(
    asked: Asked,
    write: Callable[[Past, Any, pl.DataFrame], None] | None = None,
    watch: Callable[[Source], Callable[[int, int], None]] | None = None,
) -> Report:
    """Look at every row of a batch's output; only rows that can have changed are decided.

    ``write`` gets the past batch, each block and its changed rows; ``watch`` gets its
    source, and gives what hears of rows and bytes done.

    Raises:
        InputError: the output is gone or was changed.
    """
    past = Past(asked.run, asked.before.library)
    told = watch(past.source) if watch else None
    again = Rechecking(asked.before, asked.after, everything=asked.everything)
    rows = reached = changed = 0
    turns: Counter[tuple[str, str]] = Counter()
    reviews: Counter[tuple[str, str]] = Counter()
    verdicts: Counter[tuple[str, str, str]] = Counter()
    by: Counter[str] = Counter()
    first: list[dict[str, Any]] = []
    for block in past.blocks(ROWS):
        found = again(past.frame(block), past.told(block) if asked.stored else None)
        rows, reached, changed = rows + found.rows, reached + found.reached, changed + found.changed.height  # fmt: skip
        if found.changed.height:
            turns.update(_pairs(found.changed, "status"))
            reviews.update(each for each in _pairs(found.changed, "review_policy") if each[0] != each[1])  # fmt: skip
            for name in found.changed.columns:
                code = name.removeprefix(f"{THEN}verdict.")
                if code != name:
                    pairs = _pairs(found.changed, f"verdict.{code}")
                    verdicts.update((code, *each) for each in pairs if each[0] != each[1])
            by.update(each for text in found.changed[MOVED_BY] for each in text.split(",") if each)
            some = found.changed.head(max(0, SHOWN - len(first)))
            first += [{**row, ROW: row[ROW] + block.row} for row in some.iter_rows(named=True)]
            if write is not None:
                write(past, block, found.changed)
        if told is not None:
            told(rows, block.after[0] if block.after else 0)
    movement = again.movement
    return Report(
        asked, rows, reached, changed, again.provisions, turns, reviews, verdicts, by, tuple(first),
        movement.everything, movement.rows,
    )  # fmt: skip


def _pairs(changed: pl.DataFrame, name: str) -> list[tuple[str, str]]:
    if f"{THEN}{name}" not in changed.columns:
        return []
    return list(zip(changed[f"{THEN}{name}"], changed[f"{NOW}{name}"], strict=True))


def _of_lists(run: Run, home: Path | None) -> str:
    """What a change of lists of parties means for the batch."""
    if not run.lists:
        return (
            "No name was screened in this batch: listings are those that its rows state, and editions of "
            "lists change none of its answers. Screen names with licet screen --file."
        )
    from licet.lists.shelf import Shelf
    from licet.settings import read_settings

    settings = read_settings()
    shelf = Shelf((home or settings.home) / "lists", settings.lists)
    now = {each.list: each.content for each in shelf.kept_on(date.today())}
    other = [code for code, content in run.lists if now.get(code) != content]
    if not other:
        return "The lists that its names were screened against are the editions in force today."
    return f"Editions of {', '.join(other)} are others than those that its names were screened against: screen the names again."  # fmt: skip
