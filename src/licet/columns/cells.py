"""What the cells of a frame may say of each fact, value by value: enough to tell which rows a rule can reach.

Each distinct cell is read once, as a transfer would read it.  Where a fact may come from elsewhere (a
formula, a table of law, a class declared), its value is taken to be anything at all.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import polars as pl

from licet.columns.layout import DUE_CARE, ITEM, cell, layout
from licet.errors import InputError
from licet.language.nodes import facts_of
from licet.record import record
from licet.transfer.build import Builder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from numpy.typing import NDArray

    from licet.book.book import RuleBook
    from licet.facts.dictionary import Fact

    Bits = NDArray[np.bool_]
    Codes = NDArray[np.int32]

ANYTHING: Final = object()
"""Stands for a value of which nothing is known, not even whether there is one."""
YES: Bits = np.True_  # type: ignore[assignment]
NO: Bits = np.False_  # type: ignore[assignment]
"""One truth for all rows: it joins with bits as they do."""
MOST = 20_000
"""Distinct cells of a column that are read one by one; a column of more may say anything."""
_NAME, _EXPORTER, _CLASS = "name", "exporter.name", "declared_class"


@record
class Cells:
    """A fact in every row: ``values[codes[row]]``, which is None where it is surely not known."""

    codes: Codes
    values: tuple[Any, ...]

    def where(self, test: Callable[[Any], bool]) -> Bits:
        """The rows whose value passes a test."""
        return spread([test(each) for each in self.values], self.codes)


def spread(truths: list[bool], codes: Codes) -> Bits:
    """Truths by value as bits by row; one truth for all where they are all the same."""
    if all(truths) or not any(truths):
        return YES if truths and truths[0] else NO
    found: Bits = np.array(truths, np.bool_)[codes]
    return found


class Facts:
    """The facts of a frame's rows under one book; ``products`` are facts by id of the catalogue."""

    def __init__(
        self, frame: pl.DataFrame, book: RuleBook, products: Mapping[str, Mapping[str, Any]] | None
    ) -> None:
        self.frame, self.book = frame, book
        self.shape = layout(frame.columns, book)
        self._builder = Builder(book, products)
        self._made: dict[tuple[str, str], Cells] = {}
        self._making: set[tuple[str, str]] = set()
        self._codes: dict[str, tuple[Codes, tuple[Any, ...] | None]] = {}
        self._stated: dict[str, Bits] = {}
        self._present: dict[str, Bits] = {}

    @property
    def height(self) -> int:
        """How many rows."""
        return self.frame.height

    def cells(self, fact: str, party: str = "") -> Cells:
        """One fact of the transfer, or of the party with this label."""
        key = (party, fact)
        if key not in self._made:
            if key in self._making:  # a formula that leads back to itself
                return _all(self.height, ANYTHING)
            self._making.add(key)
            self._made[key] = self._cells(fact, party)
            self._making.discard(key)
        return self._made[key]

    def stated(self, name: str) -> Bits:
        """Rows in which a column says something."""
        if name not in self._stated:
            column = self.frame[name]
            said = column.is_not_null()
            if column.dtype in (pl.String, pl.Categorical, pl.Enum):
                said &= column.cast(pl.String) != ""
            self._stated[name] = said.fill_null(value=False).to_numpy()
        return self._stated[name]

    def present(self, party: str) -> Bits:
        """Rows that say something of the party."""
        if party not in self._present:
            names = [each.name for each in self.shape.columns if each.party == party]
            self._present[party] = _any((self.stated(name) for name in names), self.height)
        return self._present[party]

    def some(self, fact: str, party: str = "") -> Bits:
        """Rows in which the fact may have a value."""
        return self.cells(fact, party).where(lambda value: value is not None)

    @cached_property
    def items(self) -> Cells:
        """What the catalogue says of each row's product: facts by name, None where it names none."""
        if self.shape.of(ITEM) is None:
            return _all(self.height, None)
        return self.read(ITEM, self._product)

    # -- how a cell is made ------------------------------------------------------------------

    def _cells(self, name: str, party: str) -> Cells:
        fact = self.book.facts.get(name)
        if fact is None:
            return _all(self.height, ANYTHING)
        column = self.shape.of(fact.name, party)
        found = _all(self.height, None) if column is None else self.read(column.name, lambda raw: self._value(fact, raw))  # fmt: skip
        if not party:
            found = _filled(found, self._from_catalogue(fact))
        elsewhere = _any(self._elsewhere(fact, party), self.height)
        if elsewhere.any():
            found = _filled(found, Cells(elsewhere.astype(np.int32), (None, ANYTHING)))
        if fact.name in self.book.meaningless:  # others may set its value aside
            found = Cells(found.codes, tuple(None if each is None else ANYTHING for each in found.values))  # fmt: skip
        return _filled(found, self._closed(fact)) if fact.due_care else found

    def read(self, name: str, read: Callable[[Any], Any]) -> Cells:
        """What ``read`` makes of each distinct cell of a column; an empty cell is None."""
        codes, distinct = self._coded(name)
        if distinct is None:
            return Cells(codes, (None, ANYTHING))
        return Cells(codes, (None, *map(read, distinct)))

    def _coded(self, name: str) -> tuple[Codes, tuple[Any, ...] | None]:
        """For each row the place of its cell among the distinct ones, from 1; these are None where they are too many."""
        if name not in self._codes:
            column = self.frame[name]
            if column.dtype in (pl.Categorical, pl.Enum):
                column = column.cast(pl.String)
            distinct = column.unique(maintain_order=True).drop_nulls()
            if len(distinct) > MOST:
                self._codes[name] = column.is_not_null().cast(pl.Int32).to_numpy(), None
            else:
                places = pl.Series(range(1, len(distinct) + 1), dtype=pl.Int32)
                codes = column.replace_strict(distinct, places, default=0, return_dtype=pl.Int32)
                self._codes[name] = codes.fill_null(0).to_numpy(), tuple(distinct)
        return self._codes[name]

    def _value(self, fact: Fact, raw: Any) -> Any:
        if raw == "":
            return None
        try:
            said = cell(raw, fact)
            return self._builder.listings(said) if fact.type == "listings" else fact.read(said)
        except InputError:  # the row has no answer on either side, or is decided again
            return ANYTHING

    def _product(self, raw: Any) -> Any:
        known = self._builder.catalogue.get(str(raw))
        facts = ((self.book.facts.get(name), value) for name, value in (known or {}).items())
        return {fact.name: fact.read(value) for fact, value in facts if fact is not None} or None

    def _from_catalogue(self, fact: Fact) -> Cells:
        values = tuple(None if each is None else each.get(fact.name) for each in self.items.values)
        return Cells(self.items.codes, values)

    def _closed(self, fact: Fact) -> Cells:
        """What due care closes, where a row says that it was taken."""
        column = self.shape.of(DUE_CARE)
        if column is None:
            return _all(self.height, None)
        care = self.book.facts[DUE_CARE]
        said = self.read(column.name, lambda raw: self._value(care, raw))
        closed = {True: fact.closed, False: None, None: None}
        return Cells(said.codes, tuple(closed.get(each, ANYTHING) for each in said.values))

    def _elsewhere(self, fact: Fact, party: str) -> Iterator[Bits]:
        """Rows in which a fact that no column states may follow from others."""
        for tree in self.book.formulas.get(fact.name, ()):
            names = facts_of(tree)
            yield _any((self.some(name, party) for name in names), self.height) if names else np.ones(self.height, np.bool_)  # fmt: skip
        for other in self._closing.get(fact.name, ()):
            yield self.some(other)
        if fact.name in self._tabled:
            yield self._named(party)
        if not party and fact.name != _CLASS and any(map(fact.name.startswith, self._registered)):
            yield self.some(_CLASS)

    def _named(self, party: str) -> Bits:
        """Rows whose party, exporter or product has a name by which a table may know it."""
        name = self.shape.of(_NAME, party) if party else None
        names = [name, *(self.shape.of(each) for each in ((_EXPORTER, ITEM) if not party else ()))]
        return _any((self.stated(each.name) for each in names if each is not None), self.height)

    @cached_property
    def _closing(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for fact in self.book.facts:
            for other in fact.no_closes:
                found.setdefault(other, []).append(fact.name)
        return found

    @cached_property
    def _tabled(self) -> frozenset[str]:
        return frozenset(table.fact for table in self.book.tables.values() if table.fact)

    @cached_property
    def _registered(self) -> tuple[str, ...]:
        """Beginnings of the facts that registers set by a declared class."""
        found = dict.fromkeys(register.sets for register in self.book.registers.all)
        gives = (row.get("gives", {}) for register in self.book.registers.all for row in register.rows)  # fmt: skip
        return tuple({**found, **{name: None for each in gives for name in each}})


def _all(height: int, value: Any) -> Cells:
    return Cells(np.zeros(height, np.int32), (value,))


def _any(bits: Iterator[Bits], height: int) -> Bits:
    found = np.zeros(height, np.bool_)
    for each in bits:
        found |= each
    return found


def _filled(first: Cells, then: Cells) -> Cells:
    """``first`` with what ``then`` says where it says nothing."""
    if all(value is None for value in then.values):
        return first
    empty = first.where(lambda value: value is None)
    codes = np.where(empty, then.codes + len(first.values), first.codes)
    return Cells(codes.astype(np.int32), (*first.values, *then.values))
