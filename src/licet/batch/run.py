"""One batch from start to end: open, check, decide, sum up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from licet.batch.engines import engine
from licet.batch.faults_file import faults_beside
from licet.batch.remember import remember
from licet.batch.summary import summary_of
from licet.errors import InputError, Place
from licet.lists.shelf import Shelf
from licet.record import replaced
from licet.settings import read_settings

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from licet.batch.block import Source
    from licet.batch.options import Options
    from licet.batch.summary import Summary


def run_batch(
    source: Source, options: Options, told: Callable[[int, int], None] | None = None
) -> Summary:
    """Decide every row of ``source`` and write the answers to ``options.out``; what came of it.

    ``told`` hears of progress: rows done, and bytes read where the source counts them.

    Raises:
        InputError: what cannot be read or written; the output is then as it was before.
    """
    refuse_own(source, options)
    done = engine(options.engine).run(source, options, told)
    try:
        remember(source, options, done.on, done.constants, done.tally.rows)
    except InputError as error:  # the answers are whole; only licet recheck will not find them
        done = replaced(done, said=(*done.said, f"No record of this batch was kept: {error}"))
    try:
        lists = lists_on(done.on)
    except InputError as error:
        lists, done = {}, replaced(done, said=(*done.said, f"The lists that are loaded cannot be told: {error}"))  # fmt: skip
    return summary_of(done, options, options.source, lists)


def lists_on(day: date) -> dict[str, str]:
    """Of each list that was loaded, by its code, of which day the edition is that is in force on ``day``.

    Raises:
        InputError: what the shelf says of them is damaged.
    """
    shelf = Shelf.of(read_settings())
    return {each.list: str(each.as_of) for each in shelf.kept_on(day)}


def refuse_own(source: Source, options: Options) -> None:
    """``InputError`` where the output would overwrite what is read."""
    path = getattr(source, "path", None)
    if path is None:
        return
    for out in (options.out.path, faults_beside(options.out.path)):
        same = out.exists() and path.exists() and out.samefile(path)
        if same and options.out.kind != ".duckdb":
            raise InputError("the answers would overwrite what is read; give --out another name", Place(str(out)))  # fmt: skip
