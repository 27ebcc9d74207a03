"""Answers the questions of a circuit (``licet.columns.sources``) for the rows of one block."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

import numpy as np

from licet.columns.machine import words_of
from licet.columns.reading import FlagColumn, NumberColumn, WordColumn, plane
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
)
from licet.facts.values import Interval

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from licet.columns.reading import Mask, Plane, Texts
    from licet.columns.sources import Formula

    Floats = NDArray[np.float64]

_NEAR = 1e-12
"""How near to a line, for its size, a worked-out float is not trusted to say on which side it lies."""
_BITS = 8


class Block:
    """The columns of one block of rows, and what was answered of them so far.

    ``odd`` are rows that were found too near to a line to trust a float: they are decided one by one.
    """

    def __init__(
        self, rows: int, columns: Mapping[str, NumberColumn | FlagColumn | WordColumn],
        texts: Mapping[str, Texts], kept: dict[Any, dict[str, bytes]],
    ) -> None:  # fmt: skip
        self.rows = rows
        self.words = words_of(rows)
        self.columns = columns
        self.odd: Mask | None = None
        self._texts = texts
        self._kept = kept
        self._floats: dict[Formula, tuple[Floats, Floats]] = {}

    def planes(self, keys: Sequence[Any]) -> list[Plane]:
        """A plane for each question, in order."""
        found: dict[Any, Plane] = {}
        tests: dict[str, list[Test]] = {}
        for key in keys:
            match key:
                case Test(column):
                    tests.setdefault(column, []).append(key)
                case Known(column):
                    found[key] = self._known(column)
                case Filled(column):
                    found[key] = self._filled(column)
                case Yes(column):
                    found[key] = self._flags(column).yes
                case Defined(value):
                    found[key] = self._defined(value)
                case Beyond(value, op, line):
                    found[key] = plane(self._beyond(value, op, line), self.words)
                case _:
                    raise TypeError(f"{key!r} is no question to a column")
        for column, asked in tests.items():
            found.update(self._tests(column, tuple(asked)))
        return [found[key] for key in keys]

    # -- words ----------------------------------------------------------------------------

    def _tests(self, column: str, asked: tuple[Test, ...]) -> dict[Test, Plane]:
        """The tests of a column's words: each distinct text once, then eight tests at a time by code."""
        words: Any = self.columns[column]
        width = -(-len(asked) // _BITS)
        kept = self._kept.setdefault((column, asked), {})
        texts = self._texts[column]
        rows = []
        for text in words.texts:
            row = kept.get(text)
            if row is None:
                told = texts[text] is True
                bits = [told and _passes(each, text) for each in asked]
                row = kept[text] = np.packbits(bits, bitorder="little").tobytes()
            rows.append(row)
        table = np.frombuffer(b"".join(rows), dtype=np.uint8).reshape(-1, width)
        found = {}
        for at in range(width):
            column_of = np.ascontiguousarray(table[:, at])
            if not column_of.any():
                eight = None
            else:
                eight = column_of[words.codes]
            for bit, each in enumerate(asked[at * _BITS : (at + 1) * _BITS]):
                if eight is None:
                    found[each] = np.zeros(self.words, dtype=np.uint64)
                else:
                    found[each] = plane(eight & np.uint8(1 << bit), self.words)
        return found

    def _known(self, column: str) -> Plane:
        match self.columns[column]:
            case NumberColumn(_, known, _):
                return plane(np.ones(self.rows, bool) if known is None else known, self.words)
            case FlagColumn(_, known):
                return self._all() if known is None else known
            case WordColumn(codes, texts):
                told = np.array([self._texts[column][text] is True for text in texts])
                return plane(told[codes], self.words)

    def _filled(self, column: str) -> Plane:
        match self.columns[column]:
            case WordColumn(codes, texts):
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
                self._doubt(column.values == bound)
            return found  # type: ignore[no-any-return]
        numbers, sizes = self._floats_of(value)
        with np.errstate(invalid="ignore"):
            self._doubt(np.abs(numbers - bound) <= _NEAR * (sizes + abs(bound)))
            return _OPERATORS[op](numbers, bound)  # type: ignore[no-any-return]

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


def _passes(test: Test, text: str) -> bool:
    truth = test.test.does(text)
    return truth is True or (test.may and truth is None)


_OPERATORS: dict[str, Any] = {
    ">=": np.greater_equal, ">": np.greater, "<": np.less, "<=": np.less_equal,
    "==": np.equal, "!=": np.not_equal,
}  # fmt: skip
