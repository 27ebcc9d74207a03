"""What reforms change, in four forms: law text, prose, who flips, and a situation that shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from licet.errors import InputError
from licet.explore.causes import KIND_RANK
from licet.record import record
from licet.reform.applying import apply
from licet.reform.flips import flips
from licet.reform.libraries import base, reformed
from licet.reform.texts import regrouped, worded

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from licet.book.book import RuleBook
    from licet.pack.store import Library
    from licet.reform.model import Reform
    from licet.reform.texts import Regrouped, Worded
    from licet.reform.witness import Witness

_COUNTED = ("end_user_class", "standing_before", "standing_after")


@record
class Sides:
    """The law without reforms and under them, as books and as libraries, on the day that is looked at."""

    reforms: tuple[Reform, ...]
    on: date
    before: RuleBook
    after: RuleBook
    library: Library
    reformed: Library

    @property
    def laws(self) -> tuple[str, ...]:
        """Whose law the reforms touch, by what they patch."""
        names = {each.id.partition(".")[0].upper() for each in self.worded}
        homes = {name: each.sovereign for name, each in self.after.groups.items()}
        homes |= {name: each.sovereign for name, each in self.after.tables.items()}
        names |= {homes[each.name] for each in self.regrouped}
        return tuple(code for code in self.after.sovereigns if code in names)

    @property
    def worded(self) -> tuple[Worded, ...]:
        """Provisions that say or do something else."""
        return worded(self.before, self.after, self.on)

    @property
    def regrouped(self) -> tuple[Regrouped, ...]:
        """Country groups and tables that are others."""
        return regrouped(self.before, self.after, self.on)

    def flips(self, rows: pl.DataFrame, laws: Sequence[str] = ()) -> pl.DataFrame:
        """The flip table over the rows of a grid, by the laws touched unless others are named."""
        return flips(rows, self.library, self.reformed, self.on, self.on, laws=tuple(laws) or self.laws)  # fmt: skip

    def witness(self) -> Witness | None:
        """A situation that shows a difference, by the solver; None where no rule can hold on one side alone."""
        from licet.reform.witness import witness

        rules = [each for each in self.worded if each.kind not in ("alert", "charge")]
        ranked = sorted(rules, key=lambda each: (_rank(each.kind), each.id))
        return witness(self.before, self.after, self.on, [each.id for each in ranked])


def _rank(kind: str) -> int:
    return KIND_RANK.index(kind) if kind in KIND_RANK else len(KIND_RANK)


def sides(library: Library, reforms: Sequence[Reform], on: date | None = None) -> Sides:
    """Both laws, on ``on``: by default the day from which every patch counts.

    Raises:
        InputError: the day is one on which no patch counts; a reform does not fit the law.
    """
    book = base(library)
    day = on or max((p.span.since for each in reforms for p in each.patches), default=None)
    if day is None:
        raise InputError("the reform has no patch, so it changes nothing")
    return Sides(
        tuple(reforms), day, book, apply(book, *reforms), library, reformed(library, *reforms)
    )


def counted(table: pl.DataFrame) -> pl.DataFrame:
    """How many rows go from which standing to which, by class of end user, largest first."""
    flipped = table.filter("flipped")
    counts = flipped.group_by(_COUNTED).agg(
        rows=pl.len(), items=pl.col("item").n_unique(), destinations=pl.col("destination").n_unique(),
        weight=pl.col("weight").sum(),
    )  # fmt: skip
    return counts.sort(["rows", *_COUNTED], descending=[True, False, False, False])
