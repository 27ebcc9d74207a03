"""Numbers made of several columns, for the rows of one block: where they stand beyond a line, and where they are none.

They are worked with as floats, in short runs of rows.  A value that lies too near a line for a float to be
trusted is worked out again by its digits, as the single case does.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

import numpy as np

from licet.columns import native_formulas as kinds
from licet.columns.laying import (
    NEAR_LINE,
    OPERATORS,
    address,
    beyond,
    bits_of,
    laid,
    number_bits,
    words_of,
)
from licet.columns.native import native
from licet.columns.native_rows import WORD
from licet.columns.sources import Beyond, Cells, First, Mapped, Number, Sum
from licet.columns.spans import EVERY, spans
from licet.facts.values import Interval, combine
from licet.record import record

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from licet.columns.native import Native
    from licet.columns.reading import FlagColumn, Mask, NumberColumn, Plane, Texts, WordColumn
    from licet.columns.sources import Defined, Formula

    Floats = NDArray[np.float64]
    Columns = Mapping[str, NumberColumn | FlagColumn | WordColumn]
    Pick = Any
    """Numbers of rows, or a slice of them all."""

_ALL = slice(None)
_STEP = kinds.RUN * 8
"""Bytes of a plane in one run."""


@record
class Table:
    """What the texts of a column stand for: a number each, not a number where it is none, and which are ranges."""

    texts: tuple[str, ...]
    numbers: Floats
    ranges: Mask


class Formulas:
    """Worked for one block; ``tables`` are kept from block to block."""

    def __init__(
        self, rows: int, columns: Columns, texts: Mapping[str, Texts], tables: dict[int, Table]
    ) -> None:
        self.rows = rows
        self.words = words_of(rows)
        self.columns = columns
        self._texts = texts
        self._tables = tables

    def planes(self, keys: Sequence[Beyond | Defined]) -> list[Plane]:
        """For each question the plane of the rows where the number stands beyond its line, or has a value."""
        code = native()
        laid_ = self._by_numpy(keys) if code is None else _Steps(self).run(code, keys)
        found = []
        for key, (plane, near) in zip(keys, laid_, strict=True):
            where = np.flatnonzero(bits_of(near, self.rows)) if near is not None else ()
            settle = isinstance(key, Beyond) and len(where)
            found.append(self.by_digits(key, where, plane) if settle else plane)  # type: ignore[arg-type]
        return found

    def by_digits(self, key: Beyond, where: Any, found: Plane) -> Plane:
        """The plane with some rows settled by their digits, as a single case does."""
        leaves = tuple(dict.fromkeys(_leaves(key.value)))
        cells = np.stack(
            [np.broadcast_to(self.worked(leaf, where)[0], len(where)) for leaf in leaves]
        )
        several, back = np.unique(cells, axis=1, return_inverse=True)
        said = []
        for each in several.T.tolist():
            worked = _exact(key.value, dict(zip(leaves, map(_digits, each), strict=True)))
            said.append(worked is not None and bool(OPERATORS[key.op](worked, key.line)))
        rows = bits_of(found, self.rows).copy()
        rows[where] = np.array(said, dtype=bool)[back.reshape(-1)]
        return laid(rows, self.words)

    def ranged(self, value: Formula) -> Plane:
        """The plane of the rows in which a table gives a range where a number would be worked with."""
        found = self._ranges(value)
        return laid(np.zeros(self.rows, dtype=bool) if found is None else found, self.words)

    def _ranges(self, value: Formula) -> Mask | None:
        match value:
            case Mapped(column, _):
                table = self.table(value)
                words: Any = self.columns[column]
                return table.ranges[words.codes] if table.ranges.any() else None
            case Sum(left, _, right):
                return _either(self._ranges(left), self._ranges(right))
            case First(parts):
                found = None
                silent = np.ones(self.rows, dtype=bool)
                for part in parts:
                    here = self._ranges(part)
                    found = _either(found, None if here is None else here & silent)
                    silent &= np.isnan(self.worked(part)[0])
                return found
            case _:
                return None

    def table(self, value: Mapped) -> Table:
        """What the texts of a column stand for."""
        words: Any = self.columns[value.column]
        found = self._tables.get(
            id(value)
        )  # the plan keeps its formulas, and to hash one takes long
        if found is None or found.texts != words.texts:
            says = self._texts[value.column].told(words.texts).says.tolist()
            said = [
                value.reads.does(text) if told else None
                for text, told in zip(words.texts, says, strict=True)
            ]
            found = self._tables[id(value)] = Table(
                words.texts,
                np.array([float(e) if isinstance(e, Decimal) else np.nan for e in said]),
                np.array([isinstance(e, Interval) for e in said]),
            )
        return found

    # -- without machine code ---------------------------------------------------------------

    def _by_numpy(self, keys: Sequence[Beyond | Defined]) -> Iterator[tuple[Plane, Plane | None]]:
        """The plane of each question, and that of the rows which are too near its line."""
        for key in keys:
            numbers, sizes = self.worked(key.value)
            if not isinstance(key, Beyond):
                yield self._laid(~np.isnan(numbers)), None
                continue
            bound = float(key.line)
            with np.errstate(invalid="ignore"):
                near = np.abs(numbers - bound) <= NEAR_LINE * (sizes + abs(bound))
            numbers = np.broadcast_to(numbers, self.rows)
            yield beyond(numbers, key.op, bound, self.words), self._laid(near)

    def _laid(self, rows: Any) -> Plane:
        return laid(np.broadcast_to(rows, self.rows), self.words)

    def worked(self, value: Formula, pick: Pick = _ALL) -> tuple[Floats, Floats]:
        """A formula's values in some rows, and how large the numbers are that they are made of; not a number where unknown."""
        match value:
            case Cells(column):
                cells: Any = self.columns[column]
                numbers = cells.values[pick]
                if cells.known is not None:
                    numbers = np.where(bits_of(cells.known, self.rows)[pick], numbers, np.nan)
            case Number(number):
                numbers = np.array(float(number))
            case Mapped(column, _):
                words: Any = self.columns[column]
                numbers = self.table(value).numbers[words.codes[pick]]
            case Sum(left, op, right):
                (a, size_a), (b, size_b) = self.worked(left, pick), self.worked(right, pick)
                with np.errstate(all="ignore"):
                    if op == "/":
                        numbers = np.where(b == 0, np.nan, a / b)
                    else:
                        made = a + b if op == "+" else (a - b if op == "-" else a * b)
                        return made, size_a * size_b if op == "*" else size_a + size_b
            case First(parts):
                worked = [self.worked(part, pick)[0] for part in parts]
                numbers = worked[-1]
                for first in reversed(worked[:-1]):
                    numbers = np.where(np.isnan(first), numbers, first)
            case _:
                raise TypeError(f"{value!r} is no formula")
        return numbers, np.abs(numbers)


class _Steps:
    """The steps of machine code for some questions; each distinct number is worked once."""

    def __init__(self, formulas: Formulas) -> None:
        self._formulas = formulas
        self._nodes: dict[int, int] = {}
        self._records: list[tuple[Any, ...]] = []
        """Kind, source, what it takes, two nodes and its own, plane and its bytes a run."""
        self._count = 0
        self._kept: list[Any] = []

    def run(
        self, code: Native, keys: Sequence[Beyond | Defined]
    ) -> list[tuple[Plane, Plane | None]]:
        """The plane of each question, and that of the rows which are too near its line."""
        found = [self._asked(key) for key in keys]
        slots = np.empty(max(self._count, 1) * 2 * kinds.SLOT // 8)
        for first, last, places in spans(
            self._formulas.rows, kinds.RUN * WORD, [source for _, source, *_ in self._records]
        ):
            records = np.array(
                [
                    (kind, *where, *rest)
                    for (kind, _, *rest), where in zip(self._records, places, strict=True)
                ],
                dtype=np.int64,
            ).reshape(-1, kinds.FIELDS)
            code.formulas(
                first, last, address(records), len(records), address(slots), address(EVERY)
            )
        return found

    def _asked(self, key: Beyond | Defined) -> tuple[Plane, Plane | None]:
        node = self._node(key.value)
        plane = self._plane()
        if not isinstance(key, Beyond):
            self._step(kinds.DEFINED, node=node, plane=plane)
            return plane, None
        near = self._plane()
        line = number_bits(float(key.line))
        self._step(kinds.BY_OPERATOR[key.op], taken=line, node=node, plane=plane)
        self._step(kinds.NEAR, taken=line, node=node, plane=near)
        return plane, near

    def _plane(self) -> Plane:
        return np.empty(self._formulas.words, dtype=np.uint64)

    def _node(self, value: Formula) -> int:
        found = self._nodes.get(id(value))
        if found is None:
            found = self._nodes[id(value)] = self._made(value)
        return found

    def _made(self, value: Formula) -> int:
        columns = self._formulas.columns
        match value:
            case Cells(column):
                cells: Any = columns[column]
                known = EVERY if cells.known is None else cells.known
                return self._step(kinds.LOAD, source=cells.values, plane=known)
            case Number(number):
                return self._step(kinds.FIXED, taken=number_bits(float(number)))
            case Mapped(column, _):
                words: Any = columns[column]
                numbers = self._formulas.table(value).numbers
                self._kept.append(numbers)
                kind = kinds.BY_WIDTH[words.codes.itemsize]
                return self._step(kind, source=words.codes, taken=address(numbers))
            case Sum(left, op, right):
                return self._step(
                    kinds.BY_JOINT[op], node=self._node(left), other=self._node(right)
                )
            case First(parts):
                found = self._node(parts[-1])
                for part in reversed(parts[:-1]):
                    found = self._step(kinds.FIRST, node=self._node(part), other=found)
                return found
        raise TypeError(f"{value!r} is no formula")

    def _step(
        self, kind: int, *, source: Any = None, taken: int = 0, node: int = 0, other: int = 0,
        plane: Any = None,
    ) -> int:  # fmt: skip
        """Adds a step; the number of its node."""
        if source is not None:
            source = np.ascontiguousarray(source)
        self._kept.append((source, plane))
        own = self._count
        self._count += 1
        laid_ = (0, 0) if plane is None else (address(plane), 0 if plane is EVERY else _STEP)
        self._records.append((kind, source, taken, node, other, own, *laid_))
        return own


def _either(one: Mask | None, other: Mask | None) -> Mask | None:
    if one is None or other is None:
        return other if one is None else one
    return one | other


def _digits(number: float) -> Decimal:
    return Decimal(repr(number))


def _leaves(value: Formula) -> Iterator[Formula]:
    """The numbers that a formula is made of, as they stand in the rows."""
    match value:
        case Sum(left, _, right):
            yield from _leaves(left)
            yield from _leaves(right)
        case Number():
            pass
        case _:
            yield value


def _exact(value: Formula, cells: Mapping[Formula, Decimal]) -> Decimal | None:
    """A formula worked out in decimals, as the single case has it."""
    match value:
        case Number(number):
            return number
        case Sum(left, op, right):
            found = combine(_exact(left, cells), op, _exact(right, cells))
            return found if isinstance(found, Decimal) else None
        case _:
            return cells[value]
