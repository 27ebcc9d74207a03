"""Answers the questions of a circuit (``licet.columns.sources``) for the rows of one block."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

import numpy as np

from licet.columns.machine import words_of
from licet.columns.reading import FlagColumn, NumberColumn, WordColumn, mask, plane
from licet.columns.sources import (
    Beyond,
    Cells,
    Defined,
    Filled,
    Known,
    Mapped,
    Number,
    Sum,
    Test,
    Yes,
    columns_of,
)
from licet.facts.values import Interval, combine

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from numpy.typing import NDArray

    from licet.columns.reading import Mask, Plane, Texts
    from licet.columns.sources import Formula

    Floats = NDArray[np.float64]

NEAR_LINE = 1e-12
"""How near to a line, for its size, a worked-out float is not trusted to say on which side it lies."""
_BITS = 8
_SCARCE = 24
"""Words of a column beyond which it is worth looking which of them occur."""


class Tests:
    """The tests of one column's words, and where their planes go; what each text passes is kept by day."""

    __slots__ = ("asked", "column", "kept", "places")

    def __init__(self, column: str) -> None:
        self.column = column
        self.asked: list[Test] = []
        self.places: list[int] = []
        self.kept: dict[date, dict[str, bytes]] = {}

    def row(self, text: str, told: Texts) -> bytes:
        """The tests that a text passes, a bit each."""
        counts = told[text] is True
        bits = [counts and _passes(each, text) for each in self.asked]
        return np.packbits(bits, bitorder="little").tobytes()


class Asked:
    """The questions of a program by what answers them."""

    __slots__ = ("others", "size", "tests")

    def __init__(self, keys: Sequence[Any]) -> None:
        self.size = len(keys)
        self.others: list[tuple[int, Any]] = []
        by_column: dict[str, Tests] = {}
        for place, key in enumerate(keys):
            if isinstance(key, Test):
                tests = by_column.setdefault(key.column, Tests(key.column))
                tests.asked.append(key)
                tests.places.append(place)
            else:
                self.others.append((place, key))
        self.tests = tuple(by_column.values())


class Block:
    """The columns of one block of rows, and what was answered of them so far.

    ``odd`` are rows in which a table gives a range where a number was to be worked with: they are decided
    one by one.
    """

    def __init__(
        self, rows: int, columns: Mapping[str, NumberColumn | FlagColumn | WordColumn],
        texts: Mapping[str, Texts], day: date,
    ) -> None:  # fmt: skip
        self.rows = rows
        self.words = words_of(rows)
        self.columns = columns
        self.odd: Mask | None = None
        self._texts = texts
        self._day = day
        self._none = np.zeros(self.words, dtype=np.uint64)
        self._floats: dict[Formula, tuple[Floats, Floats]] = {}

    def only(self, rows: NDArray[np.int64]) -> Block:
        """The block of some of its rows."""
        columns = {name: _only(column, rows) for name, column in self.columns.items()}
        return Block(len(rows), columns, self._texts, self._day)

    def planes(self, asked: Asked) -> list[Plane]:
        """A plane for each question, in order."""
        found: list[Any] = [None] * asked.size
        for place, key in asked.others:
            match key:
                case Known(column):
                    found[place] = self._known(column)
                case Filled(column):
                    found[place] = self._filled(column)
                case Yes(column):
                    found[place] = self._flags(column).yes
                case Defined(value):
                    found[place] = self._defined(value)
                case Beyond(value, op, line):
                    found[place] = plane(self._beyond(value, op, line), self.words)
                case _:
                    raise TypeError(f"{key!r} is no question to a column")
        for tests in asked.tests:
            self._tests(tests, found)
        return found

    # -- words ----------------------------------------------------------------------------

    def _tests(self, asked: Tests, found: list[Any]) -> None:
        """The tests of a column's words: each distinct text once, then eight tests at a time by code."""
        words: Any = self.columns[asked.column]
        told = self._texts[asked.column]
        kept = asked.kept.setdefault(self._day, {})
        rows = [kept.get(text) or kept.setdefault(text, asked.row(text, told)) for text in words.texts]  # fmt: skip
        table = np.frombuffer(b"".join(rows), dtype=np.uint8).reshape(len(rows), -1)
        if len(rows) > _SCARCE:  # words that no row has make tests differ that are alike here
            used = np.zeros(len(rows), dtype=bool)
            used[words.codes] = True
            table = table * used[:, None].astype(np.uint8)
        bits = np.unpackbits(table, axis=1, count=len(asked.places), bitorder="little")
        distinct, which = np.unique(bits, axis=1, return_inverse=True)
        planes: list[Plane] = []
        for at in range(0, distinct.shape[1], _BITS):
            eight = np.packbits(distinct[:, at : at + _BITS], axis=1, bitorder="little")[:, 0]
            spread = eight[words.codes] if eight.any() else None
            for bit in range(min(_BITS, distinct.shape[1] - at)):
                planes.append(
                    self._none if spread is None else plane(spread & np.uint8(1 << bit), self.words)
                )
        for place, number in zip(asked.places, which.reshape(-1).tolist(), strict=True):
            found[place] = planes[number]

    def _known(self, column: str) -> Plane:
        match self.columns[column]:
            case NumberColumn(_, known, _):
                return plane(np.ones(self.rows, bool) if known is None else known, self.words)
            case FlagColumn(_, known):
                return self._all() if known is None else known
            case WordColumn(codes, texts, _):
                told = np.array([self._texts[column][text] is True for text in texts])
                return plane(told[codes], self.words)

    def _filled(self, column: str) -> Plane:
        match self.columns[column]:
            case WordColumn(codes, texts, _):
                return plane(np.array([text != "" for text in texts])[codes], self.words)
            case _:
                return self._known(column)

    def _all(self) -> Plane:
        return np.full(self.words, 0xFFFFFFFFFFFFFFFF, dtype=np.uint64)

    def _flags(self, column: str) -> FlagColumn:
        found = self.columns[column]
        if not isinstance(found, FlagColumn):
            raise TypeError(f"{column} is no column of yes and no")
        return found

    # -- numbers --------------------------------------------------------------------------

    def _beyond(self, value: Formula, op: str, line: Decimal) -> Mask:
        bound = float(line)
        if isinstance(value, Cells):
            column: Any = self.columns[value.column]
            found = _OPERATORS[op](column.values, bound)
            if column.known is not None:
                found &= column.known
            if Decimal(repr(bound)) != line:
                self._by_digits(value, op, line, column.values == bound, found)
            return found  # type: ignore[no-any-return]
        numbers, sizes = self._floats_of(value)
        with np.errstate(invalid="ignore"):
            found = np.array(_OPERATORS[op](numbers, bound))
            near = np.abs(numbers - bound) <= NEAR_LINE * (sizes + abs(bound))
        self._by_digits(value, op, line, near, found)
        return found

    def _by_digits(self, value: Formula, op: str, line: Decimal, near: Mask, found: Mask) -> None:
        """Settle the rows that are near a line by their digits, as a single case does."""
        where = np.flatnonzero(near)
        if not len(where):
            return
        names = sorted(columns_of(value))
        cells = np.stack([self._floats_of(self._leaf(value, name))[0][where] for name in names])
        several, back = np.unique(cells, axis=1, return_inverse=True)
        said = [
            _OPERATORS[op](worked, line) if (worked := _exact(value, dict(zip(names, map(_digits, each), strict=True)))) is not None else False
            for each in several.T.tolist()
        ]  # fmt: skip
        found[where] = np.array(said, dtype=bool)[back.reshape(-1)]

    def _leaf(self, value: Formula, name: str) -> Formula:
        """The part of a formula that reads a column."""
        match value:
            case Sum(left, _, right):
                return self._leaf(left if name in columns_of(left) else right, name)
            case _:
                return value

    def _doubt(self, where: Mask) -> None:
        if where.any():
            self.odd = where if self.odd is None else self.odd | where

    def _defined(self, value: Formula) -> Plane:
        return plane(~np.isnan(self._floats_of(value)[0]), self.words)

    def _floats_of(self, value: Formula) -> tuple[Floats, Floats]:
        """A formula's values, and how large the numbers are that they are made of; not a number where unknown."""
        found = self._floats.get(value)
        if found is None:
            with np.errstate(all="ignore"):
                found = self._floats[value] = self._worked(value)
        return found

    def _worked(self, value: Formula) -> tuple[Floats, Floats]:
        match value:
            case Cells(column):
                cells: Any = self.columns[column]
                numbers = cells.values if cells.known is None else np.where(cells.known, cells.values, np.nan)  # fmt: skip
                return numbers, np.abs(numbers)
            case Number(number):
                return np.array(float(number)), np.array(abs(float(number)))
            case Mapped(column, reads):
                words: Any = self.columns[column]
                said = [self._said(column, reads.does, text) for text in words.texts]
                table = np.array([float(e) if isinstance(e, Decimal) else np.nan for e in said])
                self._doubt(np.array([isinstance(e, Interval) for e in said])[words.codes])
                numbers = table[words.codes]
                return numbers, np.abs(numbers)
            case Sum(left, op, right):
                (a, size_a), (b, size_b) = self._floats_of(left), self._floats_of(right)
                if op == "/":
                    quotient = np.where(b == 0, np.nan, a / b)
                    return quotient, np.abs(quotient)
                made = a + b if op == "+" else (a - b if op == "-" else a * b)
                return made, size_a * size_b if op == "*" else size_a + size_b
        raise TypeError(f"{value!r} is no formula")

    def _said(self, column: str, read: Any, text: str) -> Any:
        return read(text) if self._texts[column][text] is True else None


def _only(
    column: NumberColumn | FlagColumn | WordColumn, rows: NDArray[np.int64]
) -> NumberColumn | FlagColumn | WordColumn:
    match column:
        case NumberColumn(values, known, _):
            return NumberColumn(values[rows], None if known is None else known[rows], None)
        case FlagColumn(yes, known):
            words, size = words_of(len(rows)), int(rows[-1]) + 1
            return FlagColumn(
                plane(mask(yes, size)[rows], words),
                None if known is None else plane(mask(known, size)[rows], words),
            )
        case WordColumn(codes, texts, some_empty):
            return WordColumn(codes[rows], texts, some_empty)


def _digits(number: float) -> Decimal:
    return Decimal(repr(number))


def _exact(value: Formula, cells: Mapping[str, Decimal]) -> Decimal | None:
    """A formula worked out in decimals, as the single case has it."""
    match value:
        case Number(number):
            return number
        case Sum(left, op, right):
            found = combine(_exact(left, cells), op, _exact(right, cells))
            return found if isinstance(found, Decimal) else None
        case Cells(column) | Mapped(column):
            return cells[column]


def _passes(test: Test, text: str) -> bool:
    truth = test.test.does(text)
    return truth is True or (test.may and truth is None)


_OPERATORS: dict[str, Any] = {
    ">=": np.greater_equal, ">": np.greater, "<": np.less, "<=": np.less_equal,
    "==": np.equal, "!=": np.not_equal,
}  # fmt: skip
