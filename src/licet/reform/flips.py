"""Who flips: the answers of two laws, or of two days, to the same questions, held against each other.

    table = flips(before, after, day, day, items, destinations, classes)

Both laws are compiled once and run over all rows at a time; nothing is decided one by one but what
columns cannot say.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

from licet.columns.decider import Decider
from licet.columns.reach import Reach
from licet.decide import answer as words
from licet.explore.causes import KIND_RANK
from licet.reform.grid import KEYS, asked_of, weights_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from licet.columns.moved import Movement
    from licet.columns.reading import Mask
    from licet.pack.store import Library

NONE_FOUND, LICENSE, DENIED, OPEN = "none_found", "license", "denied", "open"
STANDINGS = (NONE_FOUND, LICENSE, DENIED, OPEN)
"""How a row stands, in short: no need found, or one that an exception or a notice meets; a license that may
be had; a license that is presumed to be denied, or a prohibition; not settled by what is stated."""
STRICTER, MILDER, OTHER = "stricter", "milder", "other"
_STATUS = pl.Enum([*words.ORDER, words.CONFLICT])
_STANDING = pl.Enum(STANDINGS)
_LEVEL = pl.Enum(words.SEVERITY)
_DENYING = ("policy_of_denial", "presumption_of_denial")
_SHUT = tuple(f"{words.LICENSE}:{policy}" for policy in _DENYING)
_SIDES = ("before", "after")
_SAID = ("standing", "status", "review", "lower", "upper", "law")
SCHEMA: dict[str, pl.DataType] = {
    **dict.fromkeys(KEYS, pl.String()),
    **{
        f"{name}_{side}": {"standing": _STANDING, "status": _STATUS, "lower": _LEVEL, "upper": _LEVEL}.get(name, pl.String())
        for name in _SAID
        for side in _SIDES
    },
    "way": pl.Enum([STRICTER, MILDER, OTHER]),
    "flipped": pl.Boolean(),
    "marginal_rule": pl.String(),
    "marginal_why": pl.String(),
    "moved_rules": pl.List(pl.String()),
    "weight": pl.Float64(),
}  # fmt: skip
"""Columns of a flip table; docs/reforms.md says what each means."""


def statuses(rows: pl.DataFrame, library: Library, on: date, laws: Sequence[str] = ()) -> pl.DataFrame:  # fmt: skip
    """The answer to each row of a grid under one law: ``KEYS`` and the six columns of one side."""
    return pl.concat([rows.select(KEYS), said(_decider(library, on, laws), asked_of(rows))], how="horizontal")  # fmt: skip


def flips(
    rows: pl.DataFrame, before: Library, after: Library, on_before: date, on_after: date,
    *, laws: Sequence[str] = (), weights: Mapping[str, float] | None = None, every: bool = False,
) -> pl.DataFrame:  # fmt: skip
    """Rows of a grid that are answered otherwise by ``after`` on its day than by ``before`` on its own.

    ``laws`` are the sovereigns asked, joined; all that decide where there are none.  ``every`` keeps the
    rows that are answered alike as well.  The columns are those of ``SCHEMA``.
    """
    asked = asked_of(rows)
    one, other = _decider(before, on_before, laws), _decider(after, on_after, laws)
    sides = [
        said(each, asked).rename({name: f"{name}_{side}" for name in _SAID})
        for each, side in zip((one, other), _SIDES, strict=True)
    ]
    table = pl.concat([rows.select(KEYS), *sides, weights_of(rows, weights).to_frame()], how="horizontal")  # fmt: skip
    differs = [pl.col(f"{name}_before").ne_missing(pl.col(f"{name}_after")) for name in ("standing", "status", "review", "lower", "upper")]  # fmt: skip
    table = table.with_columns(
        flipped=pl.col("standing_before") != pl.col("standing_after"), way=_way(), moved=pl.any_horizontal(differs)
    )  # fmt: skip
    places = np.flatnonzero(table["moved"].to_numpy())
    names, whys, lists = _rules(one, other, asked[places])
    ruled = pl.DataFrame({"place": places, "marginal_rule": names, "marginal_why": whys, "moved_rules": lists}, schema_overrides={"place": pl.UInt32, "marginal_rule": pl.String, "marginal_why": pl.String, "moved_rules": pl.List(pl.String)})  # fmt: skip
    table = table.with_row_index("place").join(ruled, on="place", how="left", maintain_order="left")
    if not every:
        table = table.filter("moved")
    return table.select(pl.col(name).cast(kind) for name, kind in SCHEMA.items())


def _decider(library: Library, on: date, laws: Sequence[str]) -> Decider:
    """A decider of a day and laws; one that was made is kept with the book, since to compile takes a second."""
    law = library.whole if laws else library.law
    key = ("flips", on, tuple(laws), library.header["catalogue"])
    held: Any = law.book.plans
    if key not in held:
        held[key] = Decider(law, library.products, on=on, sovereigns=tuple(laws) or None)
    found: Decider = held[key]
    return found


def said(decider: Decider, asked: pl.DataFrame) -> pl.DataFrame:
    """What one law says of each row, in the columns of one side."""
    found = decider(asked)
    status = pl.col("status").cast(pl.String)
    lower = pl.col("lower").cast(pl.String)
    review = pl.col("review_policy").cast(pl.String)
    shut = pl.when(review.is_not_null()).then(review.is_in(_DENYING)).otherwise(lower.is_in(_SHUT))
    standing = (
        pl.when(status == words.PROHIBITED).then(pl.lit(DENIED))
        .when((status == words.LICENSE) & shut).then(pl.lit(DENIED))
        .when(status == words.LICENSE).then(pl.lit(LICENSE))
        .when(status.is_in((words.UNKNOWN, words.STALE, words.CONFLICT))).then(pl.lit(OPEN))
        .otherwise(pl.lit(NONE_FOUND))
    )  # fmt: skip
    return found.select(
        standing=standing.cast(_STANDING), status=pl.col("status").cast(_STATUS), review=pl.col("review_policy").cast(pl.String),
        lower=pl.col("lower").cast(_LEVEL), upper=pl.col("upper").cast(_LEVEL), law=pl.col("law").cast(pl.String),
    )  # fmt: skip


def _way() -> pl.Expr:
    """Stricter or milder by the standing where that changed, else by both bounds; other where neither can be said."""
    place = {NONE_FOUND: 0, LICENSE: 1, DENIED: 2}
    was, now = (pl.col(f"standing_{side}").cast(pl.String).replace_strict(place, default=None, return_dtype=pl.Int16) for side in _SIDES)  # fmt: skip
    low, high = (pl.col(f"{name}_after").to_physical().cast(pl.Int16) - pl.col(f"{name}_before").to_physical().cast(pl.Int16) for name in ("lower", "upper"))  # fmt: skip
    up = (low >= 0) & (high >= 0) & ((low > 0) | (high > 0))
    down = (low <= 0) & (high <= 0) & ((low < 0) | (high < 0))
    differs = was != now
    return (
        pl.when(differs & (now > was)).then(pl.lit(STRICTER))
        .when(differs).then(pl.lit(MILDER))
        .when(up).then(pl.lit(STRICTER))
        .when(down).then(pl.lit(MILDER))
        .otherwise(pl.lit(OTHER))
    )  # fmt: skip


# -- which rule did it -----------------------------------------------------------------


def _rules(
    one: Decider, other: Decider, asked: pl.DataFrame
) -> tuple[list[str | None], list[str | None], list[list[str]]]:
    """For each row the first rule whose own change moves it, why that rule moved, and all of them."""
    if not asked.height:
        return [], [], []
    reach = Reach(one, other, questions=False)
    _, by = reach(asked)
    movement = reach.movement(one.on, other.on)
    ranked = _ranked(movement, by)
    if not ranked:
        return [None] * asked.height, [None] * asked.height, [[]] * asked.height
    masks = np.stack([by[name] for name in ranked])
    first = np.where(masks.any(axis=0), masks.argmax(axis=0), -1)
    whys = ["; ".join(movement.provisions[name].own) for name in ranked]
    lists = [[ranked[at] for at in np.flatnonzero(column)] for column in masks.T]
    return (
        [ranked[at] if at >= 0 else None for at in first],
        [whys[at] if at >= 0 else None for at in first],
        lists,
    )


def _ranked(movement: Movement, by: Mapping[str, Mask]) -> list[str]:
    """Rules that moved by themselves and differ in some row: needs first, then what frees from them."""

    def place(name: str) -> tuple[int, str]:
        for side in (movement.after, movement.before):
            if name in side.said:
                kind = side.said[name]["kind"]
                return (KIND_RANK.index(kind) if kind in KIND_RANK else len(KIND_RANK), name)
        return (len(KIND_RANK), name)

    return sorted((name for name in by if movement.provisions[name].own), key=place)
