"""Answers the questions of a circuit (``licet.columns.sources``) for the rows of one block."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

import numpy as np

from licet.columns.feeds import Feeds
from licet.columns.formulas import Formulas
from licet.columns.laying import beyond, laid, words_of
from licet.columns.native import picked, used
from licet.columns.native_rows import BITS
from licet.columns.reading import FlagColumn, NumberColumn, WordColumn
from licet.columns.sources import (
    Beyond,
    Cells,
    Defined,
    Filled,
    Known,
    Ranged,
    Test,
    Yes,
    columns_of,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date

    from numpy.typing import NDArray

    from licet.columns.feeds import Input
    from licet.columns.formulas import Table
    from licet.columns.reading import Mask, Plane, Texts

Eight = tuple["NDArray[np.uint8]", int]
_KEPT = 64
"""Tables of a column's words that are remembered."""
_REMEMBERED = 200_000
"""Texts of a column whose tests are remembered for a day."""
_FEW = 256
"""Words of a column beyond which it is worth looking which of them occur."""


class Tests:
    """The tests of one column's words, and where their planes go; what each text passes is kept by day."""

    __slots__ = ("_alike", "_distinct", "_kept", "_last", "asked", "column", "places")

    def __init__(self, column: str, alike: Callable[[str], str] | None = None) -> None:
        self.column = column
        self._alike = alike
        self.asked: list[Test] = []
        self.places: list[int] = []
        self._kept: dict[date, dict[str, bytes]] = {}
        self._last: tuple[Any, Any, Any] = (None, None, None)
        self._distinct: dict[bytes, tuple[list[Eight], list[int]]] = {}

    def distinct(self, table: NDArray[np.uint8]) -> tuple[list[Eight], list[int]]:
        """The tests that differ for some text of a table of texts by tests, and which of them each test is.

        They come by eights: a byte for each text, and how many of its bits are tests.
        """
        key = table.tobytes()
        found = self._distinct.get(key)
        if found is None:
            if len(self._distinct) >= _KEPT:
                self._distinct.clear()
            bits = np.unpackbits(table, axis=1, count=len(self.places), bitorder="little")
            several, which = np.unique(bits, axis=1, return_inverse=True)
            eights = [
                (
                    np.packbits(several[:, at : at + BITS], axis=1, bitorder="little")[:, 0].copy(),
                    min(BITS, several.shape[1] - at),
                )
                for at in range(0, several.shape[1], BITS)
            ]
            found = self._distinct[key] = eights, which.reshape(-1).tolist()
        return found

    def table(
        self, words: WordColumn, there: Mask | None, says: Mask, day: date
    ) -> NDArray[np.uint8]:
        """The tests that each text passes, a bit each, on a day; none for a text that is not ``there`` (None: all)."""
        texts = words.texts
        last = self._last  # once: another thread may set it meanwhile
        if last[0] != (day, texts):
            kept = self._of(day)
            nothing = bytes(-(-len(self.asked) // BITS))
            rows = b"".join([kept.get(text, nothing) for text in texts])
            table = np.frombuffer(bytearray(rows), dtype=np.uint8).reshape(len(texts), -1)
            last = (day, texts), table, np.array([text in kept for text in texts])
            self._last = last
        made: NDArray[np.uint8] = last[1]
        done: Mask = last[2]
        if not done.all():
            kept = self._of(day)
            for at in np.flatnonzero(~done if there is None else there & ~done).tolist():
                text = texts[at]
                known = self._alike(text) if self._alike and says[at] else text
                passed = kept.get(known)
                if passed is None:
                    bits = [says[at] and _passes(each, text) for each in self.asked]
                    passed = kept[known] = np.packbits(bits, bitorder="little").tobytes()
                kept[text] = passed
                made[at] = np.frombuffer(passed, dtype=np.uint8)
                done[at] = True
        return made

    def _of(self, day: date) -> dict[str, bytes]:
        """What texts pass on a day, as far as it was found; forgotten where it grows too large."""
        kept = self._kept.setdefault(day, {})
        if len(kept) >= _REMEMBERED or len(self._kept) >= _KEPT:
            kept = {}
            self._kept = {day: kept}
        return kept


class Asked:
    """The questions of a program by what answers them: tests of words, numbers made of columns, others.

    ``tables`` keeps from block to block what words stand for in numbers; ``alike`` gives, for a column whose
    words may stand for each other before its tests, what does.
    """

    __slots__ = ("columns", "made", "others", "size", "tables", "tests")

    def __init__(
        self, keys: Sequence[Any], alike: Callable[[str], Callable[[str], str] | None]
    ) -> None:
        self.size = len(keys)
        self.others: list[tuple[int, Any]] = []
        self.made: list[tuple[int, Beyond | Defined]] = []
        self.tables: dict[int, Table] = {}
        by_column: dict[str, Tests] = {}
        for place, key in enumerate(keys):
            if isinstance(key, Test):
                tests = by_column.get(key.column)
                if tests is None:
                    tests = by_column[key.column] = Tests(key.column, alike(key.column))
                tests.asked.append(key)
                tests.places.append(place)
            elif isinstance(key, Defined) or (
                isinstance(key, Beyond) and not isinstance(key.value, Cells)
            ):
                self.made.append((place, key))
            else:
                self.others.append((place, key))
        self.tests = tuple(by_column.values())
        keyed = (_asked_of(key) for _, key in (*self.others, *self.made))
        self.columns = frozenset(by_column).union(*keyed)


def _asked_of(key: Any) -> frozenset[str]:
    """The columns that a question is put to."""
    match key:
        case Known(column) | Filled(column) | Yes(column):
            return frozenset({column})
        case _:
            return columns_of(key.value)


class Block:
    """The columns of one block of rows, and what was answered of them so far."""

    def __init__(
        self, rows: int, columns: Mapping[str, NumberColumn | FlagColumn | WordColumn],
        texts: Mapping[str, Texts], day: date,
    ) -> None:  # fmt: skip
        self.rows = rows
        self.words = words_of(rows)
        self.columns = columns
        self._texts = texts
        self.day = day
        self._there: dict[str, Mask] = {}

    def only(self, rows: NDArray[np.int64], which: Plane, asked: Asked) -> Block:
        """The block of some of its rows, with the columns that questions are put to."""
        columns = {name: _only(self.columns[name], rows, which) for name in asked.columns}
        return Block(len(rows), columns, self._texts, self.day)

    def fed(self, asked: Asked) -> tuple[Feeds, list[Input]]:
        """What fills the planes of all questions, and the plane of each in order.

        The feeds refuse numbers that cannot be taken as they stand, whether or not they are asked for.
        """
        feeds = Feeds(self.rows)
        for each in self.columns.values():
            if isinstance(each, NumberColumn) and each.limits is not None:
                feeds.refuse(each.values, each.limits, each.known)
        found: list[Any] = [None] * asked.size
        formulas = Formulas(self.rows, self.columns, self._texts, asked.tables)
        for place, key in asked.others:
            match key:
                case Known(column):
                    found[place] = self._known(column, feeds)
                case Filled(column):
                    found[place] = self._filled(column, feeds)
                case Yes(column):
                    found[place] = self._flags(column).yes
                case Ranged(value):
                    found[place] = formulas.ranged(value)
                case Beyond(Cells(), _, _):
                    found[place] = self._beyond(key, feeds, formulas)
                case _:
                    raise TypeError(f"{key!r} is no question to a column")
        keys = [key for _, key in asked.made]
        for (place, _), plane in zip(asked.made, formulas.planes(keys), strict=True):
            found[place] = plane
        for tests in asked.tests:
            self._tests(tests, found, feeds)
        return feeds, found

    # -- words ----------------------------------------------------------------------------

    def _tests(self, asked: Tests, found: list[Any], feeds: Feeds) -> None:
        """The tests of a column's words: each distinct text once, then eight tests at a time by code."""
        words: Any = self.columns[asked.column]
        says = self._texts[asked.column].told(words.texts).says
        there = None
        if len(words.texts) > _FEW:  # words that no row has make tests differ that are alike here
            there = self._used(asked.column, words)
        table = asked.table(words, there, says, self.day)
        if there is not None:
            table = table * there[:, None].astype(np.uint8)
        distinct, which = asked.distinct(table)
        planes: list[Input] = []
        for eight, count in distinct:
            planes += feeds.spread(words.codes, eight, count)
        for place, number in zip(asked.places, which, strict=True):
            found[place] = planes[number]

    def _used(self, column: str, words: WordColumn) -> Mask:
        found = self._there.get(column)
        if found is None:
            found = self._there[column] = used(words.codes, len(words.texts))
        return found

    def _known(self, column: str, feeds: Feeds) -> Input:
        match self.columns[column]:
            case WordColumn(codes, texts, _):
                told = self._texts[column].told(texts).says.astype(np.uint8)
                return feeds.spread(codes, told, 1)[0]
            case NumberColumn(_, known) | FlagColumn(_, known):
                return self._all() if known is None else known

    def _filled(self, column: str, feeds: Feeds) -> Input:
        match self.columns[column]:
            case WordColumn(codes, texts, _):
                there = np.array([text != "" for text in texts], dtype=np.uint8)
                return feeds.spread(codes, there, 1)[0]
            case _:
                return self._known(column, feeds)

    def _all(self) -> Plane:
        return laid(np.ones(self.rows, dtype=bool), self.words)

    def _flags(self, column: str) -> FlagColumn:
        found = self.columns[column]
        if not isinstance(found, FlagColumn):
            raise TypeError(f"{column} is no column of yes and no")
        return found

    # -- numbers --------------------------------------------------------------------------

    def _beyond(self, key: Beyond, feeds: Feeds, formulas: Formulas) -> Input:
        """Cells held to a line."""
        bound = float(key.line)
        column: Any = self.columns[key.value.column]  # type: ignore[union-attr]
        if Decimal(repr(bound)) == key.line:
            return feeds.compare(column.values, key.op, bound, column.known)
        found = beyond(column.values, key.op, bound, self.words)
        where = np.flatnonzero(column.values == bound)
        if len(where):
            found = formulas.by_digits(key, where, found)
        return found if column.known is None else found & column.known


def _only(
    column: NumberColumn | FlagColumn | WordColumn, rows: NDArray[np.int64], which: Plane
) -> NumberColumn | FlagColumn | WordColumn:
    """Some rows of a column: their numbers, rising, and the same as a plane."""
    match column:
        case NumberColumn(values, known):
            return NumberColumn(values[rows], _few(known, which, len(rows)))
        case FlagColumn(yes, known):
            return FlagColumn(picked(yes, which, len(rows)), _few(known, which, len(rows)))
        case WordColumn(codes, texts, some_empty):
            return WordColumn(codes[rows], texts, some_empty)


def _few(known: Plane | None, which: Plane, count: int) -> Plane | None:
    return None if known is None else picked(known, which, count)


def _passes(test: Test, text: str) -> bool:
    truth = test.test.does(text)
    return truth is True or (test.may and truth is None)
