"""One limit of the law moved through many values, and how the rows of a grid stand at each."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from licet.columns.decider import Decider
from licet.decide.decide import Law
from licet.errors import InputError, Place
from licet.facts.values import plain
from licet.reform.applying import apply
from licet.reform.flips import STANDINGS, said
from licet.reform.grid import asked_of
from licet.reform.libraries import base
from licet.reform.model import Reform, Span
from licet.reform.read import set_patch
from licet.reform.sizes import quiet

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from licet.pack.store import Library

PLACE = Place("the path of the sweep")


def swept(path: str, to: Decimal, on: date, was: str = "") -> Reform:
    """The reform that sets one limit from a day on; ``InputError`` where the path names none."""
    patch = set_patch(path, str(to), was, Span(on, None, on), PLACE)
    if patch is None:
        raise InputError(f"{path!r} is no path to a limit, such as ID#PART/FACT or ID/FACT")
    return Reform(
        "sweep", f"{path} at {plain(to)}", "", "counterfactual", on, None, "judgement", "", (), (patch,), (), (), Path(),
    )  # fmt: skip


def sweep(
    rows: pl.DataFrame, library: Library, path: str, values: Sequence[Decimal], on: date,
    *, laws: Sequence[str] = (), was: str = "", progress: Callable[[int, int], None] = quiet,
) -> pl.DataFrame:  # fmt: skip
    """How many rows stand how at each value of the limit, and how many stand otherwise than under the law as it is.

    Columns: ``value``, one for each of ``STANDINGS``, and ``flipped``.  The value that the law has needs not be
    among them; it may be.
    """
    asked, book = asked_of(rows), base(library)
    laws = tuple(laws) or (path.partition(".")[0].upper(),)

    def standing(law: Law) -> pl.Series:
        return said(Decider(law, library.products, on=on, sovereigns=laws), asked)["standing"]

    before = standing(Law(book))
    found = []
    for number, value in enumerate(values, 1):
        try:
            law = Law(apply(book, swept(path, value, on, was)))
        except InputError as error:
            if "change nothing" not in error.message:
                raise
            law = Law(book)
        now = before if law.book is book else standing(law)
        counts = {name: int((now == name).sum()) for name in STANDINGS}
        found.append({"value": float(value), **counts, "flipped": int((now != before).sum())})
        progress(number, len(values))
    schema = {"value": pl.Float64, **dict.fromkeys((*STANDINGS, "flipped"), pl.Int64)}
    return pl.DataFrame(found, schema=schema)
