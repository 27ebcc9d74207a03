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

from licet.columns.faults import wrong
from licet.columns.machine import words_of
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
    """``values`` hold nought where a cell is empty; ``known`` and ``odd`` are None where all are, or none is."""

    values: NDArray[np.float64]
    known: Mask | None
    odd: Mask | None


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


def plane(mask: Mask, words: int) -> Plane:
    """A mask of rows as a plane of so many words."""
    packed = np.packbits(mask, bitorder="little")
    if len(packed) == words * 8:
        return packed.view(np.uint64)
    found = np.zeros(words, dtype=np.uint64)
    found.view(np.uint8)[: len(packed)] = packed
    return found


def mask(plane_: Plane, rows: int) -> Mask:
    """A plane as a mask of rows."""
    return np.unpackbits(plane_.view(np.uint8), count=rows, bitorder="little").view(np.bool_)


def numbers(series: pl.Series, fact: Fact) -> NumberColumn:
    """A column of numbers: of any numeric type, or as text."""
    odd: Mask | None = None
    if not series.dtype.is_numeric() or series.dtype.is_decimal():
        text = series.cast(pl.String).str.strip_chars()
        made = text.cast(pl.Float64, strict=False)
        plain = text.is_in(UNKNOWN) | (made.is_not_null() & (text.str.len_bytes() <= MOST_DIGITS))
        odd = _mask_of(plain.not_() & text.is_not_null())
        series = made
    elif series.dtype.is_integer():
        odd = _mask_of(series.abs().cast(pl.Float64) > LARGEST) if series.dtype in _WIDE else None
    series = series.cast(pl.Float64)
    known = None if not series.null_count() else _mask_of(series.is_not_null())
    values = series.fill_null(0.0).to_numpy() if known is not None else series.to_numpy()
    strange = _strange(values, fact)
    if known is not None and strange is not None:
        strange &= known
    if odd is None or strange is None:
        odd = odd if strange is None else strange
    else:
        odd |= strange
    return NumberColumn(values, known, odd if odd is not None and odd.any() else None)


UNKNOWN = ["", "?", "unknown", "null", "~", "Unknown", "UNKNOWN", "NULL", "Null"]
_WIDE = (pl.Int64, pl.UInt64, pl.Int128)


def _mask_of(series: pl.Series) -> Mask:
    return series.fill_null(value=False).to_numpy().astype(bool)


def _strange(values: NDArray[np.float64], fact: Fact) -> Mask | None:
    """Numbers that the dictionary refuses, or that a float may not hold; None where there are none."""
    if not len(values):
        return None
    low, high = float(values.min()), float(values.max())  # both are nan where one is
    within = low > -LARGEST and high < LARGEST and not _tiny(values).any()
    small = fact.minimum is None or low >= float(fact.minimum)
    above = fact.exclusive_minimum is None or low > float(fact.exclusive_minimum)
    under = fact.maximum is None or high <= float(fact.maximum)
    whole = fact.type != "integer" or not np.mod(values, 1).any()
    if within and small and above and under and whole:
        return None
    found = ~(np.abs(values) < LARGEST) | _tiny(values)
    if fact.minimum is not None:
        found |= values < float(fact.minimum)
    if fact.exclusive_minimum is not None:
        found |= values <= float(fact.exclusive_minimum)
    if fact.maximum is not None:
        found |= values > float(fact.maximum)
    if fact.type == "integer":
        found |= np.mod(values, 1) != 0
    return found


def _tiny(values: NDArray[np.float64]) -> Mask:
    """Numbers smaller than any quantity, which the dictionary refuses."""
    found: Mask = (np.abs(values) < SMALLEST) & (values != 0)
    return found


SMALLEST = 1e-50


def flags(series: pl.Series) -> FlagColumn:
    """A column of yes and no."""
    words = words_of(len(series))
    known = None if not series.null_count() else plane(_mask_of(series.is_not_null()), words)
    return FlagColumn(_bits(series, words), known)


def _bits(series: pl.Series, words: int) -> Plane:
    """The yes of a Boolean column as a plane: its own bits where they lie whole, else packed anew."""
    arrow = series.rechunk().to_arrow()
    found = np.zeros(words, dtype=np.uint64)
    if arrow.offset % 8:
        arrow = pa.concat_arrays([arrow])
    start = arrow.offset // 8
    size = -(-len(series) // 8)
    if len(series):
        data = np.frombuffer(arrow.buffers()[1], dtype=np.uint8)[start : start + size]
        found.view(np.uint8)[:size] = data
        if arrow.buffers()[0] is not None:  # what stands under an empty cell is anything
            valid = np.frombuffer(arrow.buffers()[0], dtype=np.uint8)[start : start + size]
            found.view(np.uint8)[:size] &= valid
        if len(series) % 8:
            found.view(np.uint8)[size - 1] &= (1 << len(series) % 8) - 1
    return found


def plain(dtype: pl.DataType) -> bool:
    """Whether cells of this type can be read as words; rows with others are decided one by one."""
    inner = dtype.inner if isinstance(dtype, pl.List) else dtype
    return not isinstance(inner, pl.DataType) or not (
        inner.is_nested() or inner in (pl.Object, pl.Binary)
    )


def texts(series: pl.Series) -> WordColumn:
    """A column of words, of any type; what is no text is read as it would be written."""
    if isinstance(series.dtype, pl.List):
        joined = series.cast(pl.List(pl.String)).list.join("|")
        series = pl.select(pl.when(joined == "").then(pl.lit("none")).otherwise(joined)).to_series()
    if not plain(series.dtype):
        nothing = np.zeros(len(series), dtype=np.uint8)
        return WordColumn(nothing, ("",), some_empty=True)
    if isinstance(series.dtype, pl.Enum):
        codes, known = series.to_physical(), series.dtype.categories.to_list()
    else:
        arrow = series.rechunk().to_arrow()
        if not pa.types.is_dictionary(arrow.type):
            arrow = series.cast(pl.String).rechunk().to_arrow().dictionary_encode()
        codes, known = pl.Series(arrow.indices), arrow.dictionary.to_pylist()
    empty, some_empty = len(known), codes.null_count() > 0
    if some_empty:
        codes = codes.cast(pl.UInt32).fill_null(empty)
    return WordColumn(codes.to_numpy(), (*known, ""), some_empty)


class Texts:
    """What each distinct text of a column comes to: known, unknown or bad; read once, and kept."""

    __slots__ = ("_column", "_read", "seen", "vague")

    def __init__(self, column: Column, read: Callable[[str], Any]) -> None:
        self._column = column
        self._read = read
        self.seen: dict[str, bool | str] = {}
        self.vague: set[str] = set()
        """Texts met that leave it open which of several values they mean."""

    def __getitem__(self, text: str) -> bool | str:
        """True where it says something, False where it says that nothing is known; else what is wrong with it."""
        found = self.seen.get(text)
        if found is None:
            found = wrong(self._column, text, self._read) if text else False
            if found == "":
                value = self._read(text)
                found = value is not None
                if is_vague(value):
                    self.vague.add(text)
            self.seen[text] = found
        return found


def is_vague(value: Any) -> bool:
    """Whether a value leaves open what it is: a range, one of several, a listing that may be another's."""
    if isinstance(value, tuple):
        return any(not each.certain or each.footnotes is None for each in value)
    return isinstance(value, Interval | OneOf)
