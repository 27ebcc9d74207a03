"""Frames through compiled law: columns read, questions answered, the program run, answers put together."""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

from licet.columns import arrow_bits, tables
from licet.columns.answers import Answers
from licet.columns.classes import CLASS, DECLARED, Kinds, class_of
from licet.columns.compiled import Coded, Truth, compiled
from licet.columns.faults import in_turn, reader
from licet.columns.known import FLAG, NUMBER, ODD, WORDS, Shape
from licet.columns.laying import bits_of
from licet.columns.laying import laid as plane_of
from licet.columns.layout import Column
from licet.columns.layouts import MOST
from licet.columns.machine import run
from licet.columns.planes import Block
from licet.columns.reading import (
    NumberColumn,
    Texts,
    WordColumn,
    flags,
    numbers,
    plain,
    texts,
)
from licet.columns.row import FAULT, LAW_HASH
from licet.columns.singly import Singly
from licet.columns.terms import Today
from licet.decide.plan import span_of
from licet.record import record

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from licet.book.book import RuleBook
    from licet.columns.compiled import Compiled, Made
    from licet.columns.layout import Layout
    from licet.columns.machine import Ran
    from licet.columns.reading import FlagColumn, Mask, Plane
    from licet.columns.singly import Single
    from licet.columns.terms import Terms

    Row = Mapping[str, Any]
    Columns = dict[str, NumberColumn | FlagColumn | WordColumn]


@record
class _Seen:
    """Columns of a layout that had empty or vague cells, and how often there were more of them."""

    empty: frozenset[str] = frozenset()
    vague: frozenset[str] = frozenset()
    grown: int = 0


@record
class Laid:
    """A frame's columns as they are read, and what their texts come to."""

    rows: int
    shape: Shape
    columns: Columns
    told: Mapping[str, Texts]

    def block(self, day: date) -> Block:
        """The rows as of a day."""
        return Block(self.rows, self.columns, self.told, day)


class Engine:
    """One book, for frames of any shape; compiled plans are kept, and what each text of a column comes to."""

    def __init__(self, terms: Terms, schema: Mapping[str, pl.DataType]) -> None:
        self.terms = terms
        self.book = terms.book
        self.schema = schema
        self._lock = Lock()
        self._kinds = Kinds(terms)
        declared = tables.cells(self.book.facts[DECLARED])
        self._classes = Texts(Column(CLASS, "", ""), lambda text: declared(class_of(text)))
        self._numbers = {
            name: {word: at for at, word in enumerate(kind.categories.to_list())}
            for name, kind in schema.items()
            if isinstance(kind, pl.Enum)
        }
        self.today = Today()
        self._compiled: dict[Any, Compiled] = {}
        self._texts: dict[Any, Texts] = {}
        self._seen: dict[Any, _Seen] = {}

    def decided(
        self, frame: pl.DataFrame, layout: Layout, on: date, one: Callable[[Row], Single]
    ) -> pl.DataFrame:
        """The answers to rows of one day; ``one`` decides a row that columns cannot say."""
        laid = self.laid(frame, layout)
        columns = laid.columns
        plan = self._plan(laid.shape, on, _one_kind(layout, columns))
        block = laid.block(on)
        made_of = plan.answers
        ran, refused = self.ran(made_of, block, tuple(made_of.spelled.values()))
        odd = bits_of(ran.planes[plan.odd] | refused, frame.height) | odd_rows(frame, laid)
        where = np.flatnonzero(odd)
        few = frame[where].iter_rows(named=True) if len(where) else ()
        singly = Singly(where, [one(row) for row in few])
        fault = self.faults(layout, columns)
        void = None if fault is None else fault.is_not_null().to_numpy()
        answers = Answers(
            made_of, ran, schema=self.schema, numbers=self._numbers, void=void, singly=singly,
            rows=frame.height,
        )  # fmt: skip
        made: dict[str, pl.Series] = {}
        stated = layout.of(DECLARED)
        declared: Any = None if stated is None else columns[stated.name]
        for column in made_of.columns:
            if isinstance(column, Coded) and column.name == "classification":
                made[column.name] = answers.classes(column, declared, plan.declared)
            elif not isinstance(column, Truth):
                made[column.name] = answers.words(column)
        made["next_question"] = self._questions(plan, block, answers)
        if fault is None:
            fault = pl.Series(FAULT, [None], dtype=pl.String).new_from_index(0, frame.height)
        made[FAULT] = singly.told(FAULT, fault)
        sealed = pl.Series(LAW_HASH, [self.book.hash], dtype=self.schema[LAW_HASH])
        made[LAW_HASH] = answers.sealed(sealed)
        truths = answers.truths([each for each in made_of.columns if isinstance(each, Truth)])
        made |= {each.name: each for each in truths}
        return pl.DataFrame([made[name] for name in self.schema])

    def laid(self, frame: pl.DataFrame, layout: Layout) -> Laid:
        """A frame as it is read: each column in its form, and class beside kind where a class is declared."""
        types = frame.schema  # asked once: Polars makes an Enum anew at each look
        forms = tuple(_form(types[each.name], each, self.book) for each in layout.columns)
        ready = arrow_bits.of_frame(frame, types)
        columns: Columns = {
            each.name: self._column(frame[each.name], types[each.name], each, form, ready.get(each.name))
            for each, form in zip(layout.columns, forms, strict=True)
        }  # fmt: skip
        shape = self._shape(layout, forms, columns)
        told = {each.name: self.texts(each) for each in layout.columns}
        joined = self._kinds.joined(layout, columns)
        if joined is not None:
            columns[CLASS], told[CLASS] = joined, self._classes
        return Laid(frame.height, shape, columns, told)

    def ran(
        self, made: Made, block: Block, spelled: tuple[tuple[int, ...], ...] = ()
    ) -> tuple[Ran, Plane]:
        """What a program makes of a block, and the plane of the rows with a number that was refused."""
        self.today.now = block.day
        feeds, inputs = block.fed(made.asked)
        return run(made.program, feeds, inputs, spelled), feeds.odd

    def _questions(self, plan: Compiled, block: Block, answers: Answers) -> pl.Series:
        """The next question of the rows that have something open: those alone are looked at again."""
        opened = bits_of(answers.planes[plan.open], block.rows)
        rows = np.flatnonzero(opened)
        if not len(rows):
            nothing = np.zeros(block.rows, dtype=np.uint8)
            return answers.series("next_question", nothing, (), np.packbits(nothing))
        made = plan.questions
        (column,) = made.columns
        few = block.only(rows, plane_of(opened, block.words), made.asked)
        ran, _ = self.ran(made, few, tuple(made.spelled.values()))
        codes = np.zeros(block.rows, dtype=ran.codes[0].dtype)
        codes[rows] = ran.codes[0]
        opened[rows] = bits_of(ran.planes[column.known], few.rows)  # type: ignore[union-attr]
        valid = np.packbits(opened, bitorder="little")
        return answers.series("next_question", codes, (), answers.within(valid))

    def texts(self, column: Column) -> Texts:
        """What the texts of a column come to."""
        found = self._texts.get(column.name)
        if found is None:
            found = self._texts[column.name] = Texts(column, reader(column, self.book))
        return found

    def _column(
        self, series: pl.Series, dtype: pl.DataType, column: Column, form: str, ready: Any
    ) -> NumberColumn | FlagColumn | WordColumn:
        if form == ODD:
            return WordColumn(np.zeros(len(series), dtype=np.uint8), ("",), some_empty=True)
        if form == NUMBER:
            own = ready if dtype == pl.Float64 else None
            return numbers(series, dtype, self.book.facts[column.fact], own)
        if form == FLAG:
            return flags(series, ready)
        return texts(series, dtype, ready if isinstance(dtype, pl.Enum) else None)

    def _shape(self, layout: Layout, forms: tuple[str, ...], columns: Columns) -> Shape:
        """The shape of a frame; a column that once had an empty or a vague cell keeps a plan that allows for them.

        After a few such plans every column counts as one with empty cells.
        """
        empty, vague = set(), set()
        for each in layout.columns:
            content = columns[each.name]
            if not isinstance(content, WordColumn):
                if content.known is not None:
                    empty.add(each.name)
                continue
            told = self.texts(each).told(content.texts)
            if content.some_empty or told.empty:
                empty.add(each.name)
            if told.vague:
                vague.add(each.name)
        key = (layout.known, forms)
        with self._lock:
            seen = self._seen.get(key, _Seen())
            if not (empty <= seen.empty and vague <= seen.vague):
                empty = {*layout.known} if seen.grown > MOST else empty | seen.empty
                seen = self._seen[key] = _Seen(frozenset(empty), seen.vague | vague, seen.grown + 1)
        return Shape(layout, forms, seen.empty, seen.vague)

    def _plan(self, shape: Shape, on: date, kind: str | None) -> Compiled:
        key = (
            span_of(self.book, on, self.terms.known_on), kind,
            shape.layout.known, shape.forms, shape.empty, shape.vague,
        )  # fmt: skip
        with self._lock:
            found = self._compiled.get(key)
            if found is None:
                found = self._compiled[key] = compiled(
                    self.terms, shape, on, kind, self.today, numbers=self._numbers
                )
        return found

    def faults(self, layout: Layout, columns: Columns) -> pl.Series | None:
        """What is wrong with each row, as the builder finds it first; None where nothing is."""
        found: np.ndarray[Any, Any] | None = None
        messages: list[str] = []
        for column in in_turn(layout, self.book):
            content = columns[column.name]
            if not isinstance(content, WordColumn):
                continue
            faults = self.texts(column).told(content.texts).faults
            if not faults:
                continue
            numbered = np.zeros(len(faults), dtype=np.int64)
            for at, message in enumerate(faults):
                if message:
                    messages.append(message)
                    numbered[at] = len(messages)
            here = numbered[content.codes]
            found = here if found is None else np.where(found != 0, found, here)
        if found is None or not found.any():
            return None
        table = pl.Series(FAULT, [None, *messages], dtype=pl.String)
        return table.gather(pl.Series(found))


def _form(dtype: pl.DataType, column: Column, book: RuleBook) -> str:
    """Whether a column is read as numbers, as flags or as words."""
    fact = book.facts[column.fact] if column.fact else None
    if not plain(dtype, fact):
        return ODD
    if fact is None:
        return WORDS
    if fact.numeric:
        return NUMBER
    return FLAG if fact.type == "boolean" and dtype == pl.Boolean else WORDS


def odd_rows(frame: pl.DataFrame, laid: Laid) -> Mask:
    """Rows with a cell that columns cannot say."""
    found = np.zeros(frame.height, dtype=bool)
    for content in laid.columns.values():
        if isinstance(content, NumberColumn) and content.odd is not None:
            found |= content.odd
    for column, form in zip(laid.shape.layout.columns, laid.shape.forms, strict=True):
        if form == ODD:
            found |= frame[column.name].is_not_null().to_numpy()
    return found


def _one_kind(layout: Layout, columns: Columns) -> str | None:
    """The kind of item, where all rows state the same one."""
    stated = layout.of("item_kind")
    kinds: Any = None if stated is None else columns[stated.name]
    if kinds is None or kinds.some_empty or len(kinds.texts) > _FEW or not len(kinds.codes):
        return None
    first = int(kinds.codes[0])
    text: str = kinds.texts[first]
    return text if text.isidentifier() and bool((kinds.codes == first).all()) else None


_FEW = 64
