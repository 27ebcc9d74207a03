"""A frame's columns made ready: numbers as floats, flags as bits, words as codes into their distinct texts.

Cells that columns cannot say are told apart, never guessed at: a cell that cannot be read is *bad*, with
the dictionary's own message; a number that is a range, too long for a float or out of bounds is *odd*, and
its row is decided one by one, which words its fault as a single case does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl
import pyarrow as pa

from licet.columns import arrow_bits
from licet.columns.faults import wrong
from licet.columns.laying import bits_of, words_of
from licet.columns.native import used
from licet.columns.tables import REMEMBERED
from licet.facts.values import Interval, OneOf
from licet.record import record

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from licet.columns.layout import Column
    from licet.facts.dictionary import Fact

    Plane = NDArray[np.uint64]
    Mask = NDArray[np.bool_]

MOST_DIGITS = 15
"""Digits that a float keeps whatever they are (IEEE 754); a longer number is decided one by one."""
LARGEST = 10.0**MOST_DIGITS


@record
class NumberColumn:
    """Numbers: ``values`` hold anything where a cell is empty; ``known`` (a plane) is None where none is.

    ``odd`` are cells that are no plain number, None where all are; ``limits`` what a plain number of the
    fact may be: least, greatest, least beside nought, and whether it is a whole one.
    """

    values: NDArray[np.float64]
    known: Plane | None
    odd: Mask | None = None
    limits: tuple[float, float, float, bool] | None = None


@record
class FlagColumn:
    """Yes or no: ``yes`` as a plane, ``known`` as a plane or None where every cell is."""

    yes: Plane
    known: Plane | None


@record
class WordColumn:
    """``codes`` into ``texts``, of which the last stands for an empty cell; ``some_empty`` says if there are any."""

    codes: NDArray[Any]
    texts: tuple[str, ...]
    some_empty: bool


def numbers(
    series: pl.Series, dtype: pl.DataType, fact: Fact, ready: pa.Array | None = None
) -> NumberColumn:
    """A column of numbers: of any numeric type, or as text; ``ready`` is its own array, where it is at hand."""
    odd: Mask | None = None
    if not dtype.is_numeric() or dtype.is_decimal():
        text = series.cast(pl.String).str.strip_chars()
        made = text.cast(pl.Float64, strict=False)
        short = (text.str.len_bytes() <= MOST_DIGITS) & text.str.contains("[eE]").not_()
        plainly = text.is_in(UNKNOWN) | (made.is_not_null() & short)
        odd = _mask_of(plainly.not_() & text.is_not_null())
        series = made
    elif dtype in _WIDE:
        odd = _mask_of(series.abs().cast(pl.Float64) > LARGEST)
    whole = arrow_bits.buffers_of(series.cast(pl.Float64)) if ready is None else ready
    known = arrow_bits.known(whole, words_of(len(series)))
    values = arrow_bits.values(whole, np.float64)
    return NumberColumn(
        values, known, odd if odd is not None and odd.any() else None, _limits(fact)
    )


UNKNOWN = ["", "?", "unknown", "null", "~", "Unknown", "UNKNOWN", "NULL", "Null"]
_WIDE = (pl.Int64, pl.UInt64, pl.Int128)


def _mask_of(series: pl.Series) -> Mask:
    return series.fill_null(value=False).to_numpy().astype(bool)


def _limits(fact: Fact) -> tuple[float, float, float, bool]:
    """What a plain number of the fact may be."""
    low = -LARGEST if fact.minimum is None else float(fact.minimum)
    if fact.exclusive_minimum is not None:
        low = max(low, float(np.nextafter(float(fact.exclusive_minimum), np.inf)))
    high = LARGEST if fact.maximum is None else float(fact.maximum)
    return low, high, SMALLEST, fact.type == "integer"


SMALLEST = 1e-50
"""Beside nought no quantity is smaller; the dictionary refuses such numbers."""


def flags(series: pl.Series, ready: pa.Array | None = None) -> FlagColumn:
    """A column of yes and no."""
    words = words_of(len(series))
    whole = arrow_bits.buffers_of(series) if ready is None else ready
    return FlagColumn(arrow_bits.truths(whole, words), arrow_bits.known(whole, words))


def plain(dtype: pl.DataType, fact: Fact | None) -> bool:
    """Whether cells of this type can be read in columns; rows with others are decided one by one."""
    if dtype.is_nested() or dtype in (pl.Object, pl.Binary):
        return False
    return fact is None or not fact.numeric or dtype != pl.Boolean


def texts(
    series: pl.Series, dtype: pl.DataType | None = None, ready: pa.Array | None = None
) -> WordColumn:
    """A column of words, of any type; what is no text is read as it would be written."""
    dtype = series.dtype if dtype is None else dtype
    if dtype == pl.Boolean:  # as Python writes them, and so the single case
        series = series.cast(pl.String).str.to_titlecase()
    if isinstance(dtype, pl.Enum):
        arrow, known = ready, dtype.categories.to_list()
        if arrow is None:
            arrow = series.to_physical().rechunk().to_arrow()
    elif dtype == pl.Categorical:
        arrow, known = _categories(series)
    else:
        arrow = series.rechunk().to_arrow()
        if not pa.types.is_dictionary(arrow.type):
            arrow = series.cast(pl.String).rechunk().to_arrow().dictionary_encode()
        arrow, known = arrow.indices, arrow.dictionary.to_pylist()
    codes = arrow_bits.values(arrow, arrow.type.to_pandas_dtype())
    there = arrow_bits.known(arrow_bits.aligned(arrow), words_of(len(codes)))
    if there is not None:
        empty = len(known)
        wide = codes.dtype if empty <= np.iinfo(codes.dtype).max else np.dtype(np.uint32)
        codes = np.where(
            bits_of(there, len(codes)), codes.astype(wide, copy=False), wide.type(empty)
        )
    return WordColumn(codes, (*known, ""), there is not None)


def _categories(series: pl.Series) -> tuple[pa.Array, list[str]]:
    """The words of a column that share numbers with other columns, numbered for this one alone."""
    numbers = series.to_physical().fill_null(0).to_numpy()
    there = used(numbers, int(numbers.max()) + 1 if len(numbers) else 1)
    mine = np.flatnonzero(there).astype(np.uint32)
    kind = np.min_scalar_type(len(mine))
    dense = (np.cumsum(there) - 1).astype(kind)[numbers]
    words = pl.Series(mine).cat.to(series.dtype).cast(pl.String).to_list()
    empty = series.is_null().to_numpy() if series.null_count() else None
    return pa.array(dense, mask=empty), words


@record
class Told:
    """What the texts of a column come to.

    Which say something, what is wrong with those that cannot be read (nothing at all where all can), and
    whether some are empty or vague.
    """

    says: Mask
    faults: tuple[str, ...]
    empty: bool
    vague: bool


class Texts:
    """What each distinct text of a column comes to: known, unknown or bad; read once, and kept."""

    __slots__ = ("_column", "_last", "_read", "_seen")

    def __init__(self, column: Column, read: Callable[[str], Any]) -> None:
        self._column = column
        self._read = read
        self._seen: dict[str, tuple[bool, str, bool]] = {}
        self._last: tuple[tuple[str, ...], Told] = ((), Told(np.zeros(0, bool), (), False, False))

    def told(self, texts: tuple[str, ...]) -> Told:
        """What the texts of a column come to, of which the last stands for an empty cell."""
        last = self._last
        if last[0] == texts:
            return last[1]
        found = [self._one(text) for text in texts]
        told = Told(
            np.array([says for says, _, _ in found], dtype=bool),
            tuple(fault for _, fault, _ in found) if any(fault for _, fault, _ in found) else (),
            not all(says for says, _, _ in found[:-1]),
            any(vague for _, _, vague in found),
        )
        self._last = (texts, told)
        return told

    def _one(self, text: str) -> tuple[bool, str, bool]:
        """Whether a text says something, what is wrong with it, and whether it is vague."""
        found = self._seen.get(text)
        if found is None:
            fault = wrong(self._column, text, self._read) if text else ""
            value = self._read(text) if text and not fault else None
            if len(self._seen) >= REMEMBERED:
                self._seen.clear()
            found = self._seen[text] = (value is not None, fault, is_vague(value))
        return found


def is_vague(value: Any) -> bool:
    """Whether a value leaves open what it is: a range, one of several, a listing that may be another's."""
    if isinstance(value, tuple):
        return any(not each.certain or each.footnotes is None for each in value)
    return isinstance(value, Interval | OneOf)
