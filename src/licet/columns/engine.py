"""Frames through compiled law: columns read, questions answered, the program run, answers put together."""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

from licet.columns import tables
from licet.columns.answers import Answers
from licet.columns.compiled import compiled
from licet.columns.known import FLAG, NUMBER, WORDS, Shape
from licet.columns.layout import ITEM
from licet.columns.machine import run
from licet.columns.planes import Block
from licet.columns.reading import NumberColumn, Texts, WordColumn, flags, mask, numbers, texts
from licet.columns.row import FAULT, LAW_HASH
from licet.decide.plan import span_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from licet.book.book import RuleBook
    from licet.columns.compiled import Compiled
    from licet.columns.layout import Column, Layout
    from licet.columns.reading import FlagColumn, Mask

    Columns = dict[str, NumberColumn | FlagColumn | WordColumn]


class Engine:
    """One book, for frames of any shape; compiled plans are kept, and what each text of a column comes to."""

    def __init__(
        self, book: RuleBook, products: tables.Products, asked: tuple[str, ...],
        named: tuple[str, ...] | None, known_on: date, bits: tuple[str, ...],
        schema: Mapping[str, pl.DataType],
    ) -> None:  # fmt: skip
        self.book = book
        self.products = products
        self.asked = asked
        self.named = named
        self.known_on = known_on
        self.bits = bits
        self.schema = schema
        self._lock = Lock()
        self._today = tables.Day()
        self._compiled: dict[Any, Compiled] = {}
        self._texts: dict[Any, Texts] = {}
        self._kept: dict[Any, dict[Any, dict[str, bytes]]] = {}
        self._empty: dict[Any, frozenset[str]] = {}

    def decided(
        self, frame: pl.DataFrame, layout: Layout, on: date, kind: str | None
    ) -> tuple[pl.DataFrame, Mask]:
        """The answers to rows of one day, and which rows are to be decided one by one instead."""
        forms = tuple(_form(frame, each, self.book) for each in layout.columns)
        columns: Columns = {}
        for each, form in zip(layout.columns, forms, strict=True):
            columns[each.name] = self._column(frame[each.name], each, form)
        shape = self._shape(layout, forms, columns)
        plan = self._plan(shape, on, kind)
        told = {each.name: self.texts(each) for each in layout.columns}
        self._today.now = on
        block = Block(frame.height, columns, told, self._kept.setdefault((id(plan), on), {}))
        planes = run(plan.program, block.planes(plan.program.inputs), block.words)
        odd = mask(planes[plan.odd], frame.height).copy()
        for column in columns.values():
            if isinstance(column, NumberColumn) and column.odd is not None:
                odd |= column.odd
        if block.odd is not None:
            odd |= block.odd
        fault = self._faults(layout, columns, frame.height)
        void = None if fault is None else fault.is_not_null().to_numpy()
        declared = layout.of("declared_class")
        answers = Answers(
            plan, planes, frame.height, self.schema,
            columns[declared.name] if declared is not None else None,  # type: ignore[arg-type]
            void,
        )  # fmt: skip
        made = answers.columns()
        made[FAULT] = fault if fault is not None else pl.Series(FAULT, [None], dtype=pl.String).new_from_index(0, frame.height)  # fmt: skip
        sealed = pl.Series(LAW_HASH, [self.book.hash], dtype=self.schema[LAW_HASH]).new_from_index(0, frame.height)  # fmt: skip
        made[LAW_HASH] = sealed if void is None else sealed.set(pl.Series(void), None)
        return pl.DataFrame([made[name].alias(name) for name in self.schema]), odd

    def texts(self, column: Column) -> Texts:
        """What the texts of a column come to."""
        found = self._texts.get(column)
        if found is None:
            found = self._texts[column] = Texts(self._reader(column))
        return found

    def _reader(self, column: Column) -> Callable[[str], Any]:
        if not column.fact:
            return lambda text: text
        fact = self.book.facts[column.fact]
        if fact.type == "listings":
            return tables.entries(self.book, fact)
        return tables.cells(fact)

    def _column(
        self, series: pl.Series, column: Column, form: str
    ) -> NumberColumn | FlagColumn | WordColumn:
        if form == NUMBER:
            return numbers(series, self.book.facts[column.fact])
        return flags(series) if form == FLAG else texts(series)

    def _shape(self, layout: Layout, forms: tuple[str, ...], columns: Columns) -> Shape:
        """The shape of a frame; a column that once had an empty cell keeps a plan that allows for them."""
        empty = frozenset(name for each in layout.columns if self._has_empty(name := each.name, each, columns[each.name]))  # fmt: skip
        key = (layout.columns, forms)
        with self._lock:
            empty = self._empty[key] = self._empty.get(key, frozenset()) | empty
        return Shape(layout, forms, empty)

    def _has_empty(
        self, name: str, column: Column, content: NumberColumn | FlagColumn | WordColumn
    ) -> bool:
        del name
        if not isinstance(content, WordColumn):
            return content.known is not None
        told = self.texts(column)
        if any(told[text] is not True for text in content.texts[:-1]):
            return True
        return bool(len(content.codes)) and int(content.codes.max()) == len(content.texts) - 1

    def _plan(self, shape: Shape, on: date, kind: str | None) -> Compiled:
        key = (
            span_of(self.book, on, self.known_on), kind, shape.layout.columns, shape.forms, shape.empty,
        )  # fmt: skip
        with self._lock:
            found = self._compiled.get(key)
            if found is None:
                found = self._compiled[key] = compiled(
                    self.book, self.products, shape, on, self.known_on, kind, self.asked, self.named,
                    self.bits, self._today,
                )  # fmt: skip
        return found

    def _faults(self, layout: Layout, columns: Columns, rows: int) -> pl.Series | None:
        """What is wrong with each row, as the builder finds it first; None where nothing is."""
        found: np.ndarray[Any, Any] | None = None
        messages: list[str] = []
        for column in sorted(layout.columns, key=lambda each: _turn(each, layout, self.book)):
            content = columns[column.name]
            if not isinstance(content, WordColumn):
                continue
            told = self.texts(column)
            wrong = [told[text] if isinstance(told[text], str) else "" for text in content.texts]
            if not any(wrong):
                continue
            numbered = np.zeros(len(wrong), dtype=np.int64)
            for at, message in enumerate(wrong):
                if message:
                    messages.append(str(message))
                    numbered[at] = len(messages)
            here = numbered[content.codes]
            found = here if found is None else np.where(found != 0, found, here)
        if found is None or not found.any():
            return None
        table = pl.Series(FAULT, [None, *messages], dtype=pl.String)
        return table.gather(pl.Series(found))


_TURNS = ("exporter", "jurisdiction", "assurance", "transfer", "end_use", "party")
_FIRST = ("item_kind", "declared_class")
_TOP = ("kind", "shipped_from", "destination", "declared_to", "route", "transshipment", "parties_complete")  # fmt: skip


def _turn(column: Column, layout: Layout, book: RuleBook) -> tuple[int, int]:
    """When the builder comes to a column: the item, the transfer, then what surrounds it, then the parties."""
    at = layout.columns.index(column)
    name = column.fact
    if column.party:
        return len(_TURNS) + 10, at
    if name in _FIRST:
        return 0, _FIRST.index(name)
    if not name:
        return 1, at
    owner = book.facts[name].owner
    if owner == "item":
        return 2, at
    if name in _TOP:
        return 3, _TOP.index(name)
    return 4 + _TURNS.index(owner), at


def _form(frame: pl.DataFrame, column: Column, book: RuleBook) -> str:
    """Whether a column is read as numbers, as flags or as words."""
    if not column.fact or column.name == ITEM:
        return WORDS
    fact, dtype = book.facts[column.fact], frame.schema[column.name]
    if fact.numeric and dtype != pl.Boolean:
        return NUMBER
    return FLAG if fact.type == "boolean" and dtype == pl.Boolean else WORDS
