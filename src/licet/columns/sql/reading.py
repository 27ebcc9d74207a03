"""The columns of a table in SQL: what each cell says, and the questions of the circuit put to them."""

from __future__ import annotations

from bisect import bisect_right
from datetime import date
from typing import TYPE_CHECKING, Any

from licet.columns import tables
from licet.columns.classes import CLASS, DECLARED
from licet.columns.faults import in_turn, reader
from licet.columns.known import FLAG, NUMBER, Shape
from licet.columns.layout import ITEM, ON
from licet.columns.reading import Texts
from licet.columns.sources import (
    Beyond,
    Cells,
    Defined,
    Filled,
    Known,
    Mapped,
    Ranged,
    Test,
    Yes,
    columns_of,
)
from licet.columns.sql.classes import Classes
from licet.columns.sql.faults import NEAR, OTHER_DAY, of_row, told
from licet.columns.sql.numbers import Figures, by_digits, compared, near, worked
from licet.columns.sql.spelling import name
from licet.columns.sql.table import cell_of, form_of
from licet.columns.sql.words import Among, Lexicon

if TYPE_CHECKING:
    from collections.abc import Hashable

    from licet.columns.decider import Decider
    from licet.columns.layout import Column, Layout
    from licet.columns.sources import Formula
    from licet.columns.sql.table import Table


class Reading:
    """A table's columns as the law reads them on the day of a decider."""

    def __init__(self, decider: Decider, table: Table, layout: Layout) -> None:
        self.decider = decider
        self.book = decider.law.book
        self.table = table
        self.layout = layout
        self.forms: dict[str, str] = {}
        self.words: dict[str, Lexicon] = {}
        self.figures: dict[str, Figures] = {}
        self.aliases: dict[str, str] = {}
        for at, column in enumerate(layout.columns):
            type_ = table.of(column.name).type
            form = self.forms[column.name] = form_of(column, type_, self.book)
            alias = self.aliases[column.name] = f"c{at}"
            if column.name == ON:
                continue
            if form == NUMBER:
                self.figures[column.name] = Figures(column, alias, type_, self.book.facts[column.fact])  # fmt: skip
            elif form != FLAG:
                read = Texts(column, reader(column, self.book))
                said = table.words.get(column.name, ())
                cell = cell_of(column, type_, self.book)
                self.words[column.name] = Lexicon(column, alias, cell, said, read)
        declares = layout.of(DECLARED) is not None
        self.classes = Classes(decider, layout, self.words) if declares else None
        self._lexicons = {**self.words, **({CLASS: self.classes.lexicon} if self.classes else {})}
        self._worked: dict[Formula, int] = {}
        self._doubted: dict[Beyond, str] = {}

    def shape(self) -> Shape:
        """The table's shape, as plans are compiled for one."""
        empty = (each.name for each in self.layout.columns if self.table.of(each.name).nullable)
        vague = {each.column.name for each in self.words.values() if each.vague} | {ITEM}
        more = {each for each in self.words if not self._always(each)}
        forms = tuple(self.forms[each.name] for each in self.layout.columns)
        return Shape(self.layout, forms, frozenset(empty) | more, frozenset(vague))

    def _always(self, column: str) -> bool:
        """Whether every word of a column says something."""
        lexicon = self.words[column]
        return bool(lexicon.words) and all(lexicon.says(each) for each in lexicon.words)

    # -- questions -----------------------------------------------------------------------

    def answer(self, key: Any) -> Hashable:
        """What a question comes to over the words of the table: settled, or a question."""
        if isinstance(key, Test | Known | Filled) and (lexicon := self._lexicons.get(key.column)):
            return lexicon.answer(key)
        if isinstance(key, Ranged):
            return False  # a word with a range for a figure is a fault
        return Known(key.column) if isinstance(key, Filled) else key

    def condition(self, key: Any) -> str:
        """A question as a condition on a row that was read."""
        match key:
            case Among(column):
                return self._lexicons[column].condition(key)
            case Known(column):
                return f"{self._read(column)} IS NOT NULL"
            case Yes(column):
                return self._read(column)
            case Defined(value):
                return f"f{self._number(value)} IS NOT NULL"
            case Beyond(Cells(column), op, line):
                return compared(self._read(column), op, line)
            case Beyond(value, op, line):
                at = self._number(value)
                close = near(f"f{at}", f"s{at}", line)
                floats = compared(f"f{at}", op, line)
                digits = self._digits(key)
                return f"CASE WHEN {close} THEN {digits} ELSE {floats} END"
        raise TypeError(f"{key!r} is no question to a table")

    def _read(self, column: str) -> str:
        return f"{self.aliases[column]}v" if column in self.figures else f"{self.aliases[column]}c"

    def _number(self, value: Formula) -> int:
        return self._worked.setdefault(value, len(self._worked))

    def _digits(self, asked: Beyond) -> str:
        """The comparison in decimals; where there is none, the row has a fault."""
        at = self._number(asked.value)
        digits = by_digits(asked, self._leaf, positive=all(map(self._positive, columns_of(asked.value))))  # fmt: skip
        close = near(f"f{at}", f"s{at}", asked.line)
        self._doubted[asked] = close if digits is None else f"{close} AND ({digits}) IS NULL"
        return digits or "NULL"

    def _leaf(self, leaf: Cells | Mapped) -> str:
        if isinstance(leaf, Mapped):
            return self.words[leaf.column].number(leaf)
        return self._read(leaf.column)

    def _positive(self, column: str) -> bool:
        found = self.figures.get(column)
        if found is None:
            return column in self.words
        least = (found.fact.minimum, found.fact.exclusive_minimum)
        return any(each is not None and each >= 0 for each in least)

    # -- days and kinds --------------------------------------------------------------------

    def span(self) -> tuple[date | None, date | None]:
        """From which day, and to before which, neither the law nor a listing named changes."""
        edges = set(self.decider.parts.edges)
        for lexicon in self.words.values():
            column = lexicon.column
            if column.fact and self.book.facts[column.fact].type == "listings":
                read = tables.entries(self.book, self.book.facts[column.fact])
                for text in lexicon.words:
                    listed = read(text) if lexicon.says(text) else ()
                    edges |= {each.since for each in listed if each.since is not None}
        days = sorted(edges)
        at = bisect_right(days, self.decider.on)
        return (days[at - 1] if at else None), (days[at] if at < len(days) else None)

    # -- SQL -----------------------------------------------------------------------------

    def cells(self) -> list[tuple[str, str]]:
        """The columns of the first step: each cell as the law reads it."""
        found = []
        for each in self.layout.columns:
            alias = self.aliases[each.name]
            if each.name in self.figures:
                figures = self.figures[each.name]
                found += [(f"{alias}v", figures.cell()), (f"{alias}c", figures.raw())]
            elif each.name in self.words:
                found.append((f"{alias}c", self.words[each.name].cell))
            else:
                found.append((f"{alias}c", name(each.name)))
        return found

    def tables(self) -> list[tuple[str, str, str]]:
        """The tables of words: name, columns, rows."""
        found = [each.table() for each in self.words.values() if not each.few]
        return [*found, self.classes.table()] if self.classes else found

    def cases(self) -> list[tuple[str, str]]:
        """What cells of few words come to, without a table."""
        return [case for each in self.words.values() if each.few for case in each.cases()]

    def joins(self) -> list[str]:
        """The joins of the tables of words."""
        several = (each.alias for each in self.words.values() if not each.few)
        found = [f"LEFT JOIN licet_w{each} ON {each}c = {each}t" for each in several]
        return [*found, self.classes.join()] if self.classes else found

    def formulas(self) -> list[tuple[str, str]]:
        """Figures worked out of a row, each with its size."""
        found = []
        for value, at in self._worked.items():
            number, size = worked(value, self._leaf)
            found += [(f"f{at}", number), (f"s{at}", size)]
        return found

    def fault(self) -> str:
        """The first thing that is wrong with a row, NULL where nothing is."""
        found = []
        for column in in_turn(self.layout, self.book):
            if column.name in self.words:
                found.append(self.words[column.name].fault())
            elif column.name in self.figures:
                found.append(self.figures[column.name].fault())
            elif column.name == ON:
                found.append(self._day_fault(column))
        near_ = [f"CASE WHEN {each} THEN {of_row(NEAR)} END" for each in self._doubted.values()]
        return "coalesce(" + ",\n    ".join([*found, *near_, "NULL"]) + ")"

    def _day_fault(self, column: Column) -> str:
        """A fault where the row's day is not one of those of which this is the law."""
        since, until = self.span()
        cell = f"{self.aliases[column.name]}c"
        text = f"trim(CAST({cell} AS VARCHAR))"
        day = f"TRY_CAST(CASE WHEN regexp_full_match({text}, '{_DAY}') THEN left({text}, 10) END AS DATE)"
        parts = [f"{day} IS NOT NULL"]
        parts += [f"{day} >= DATE '{since}'"] if since else []
        parts += [f"{day} < DATE '{until}'"] if until else []
        span = f": it is the law from {since or 'the start'} to before {until or 'the next change'}"
        silent = f"{text} IN ('', '?')"
        return f"CASE WHEN {cell} IS NULL OR {silent} OR coalesce({' AND '.join(parts)}, false) THEN NULL ELSE {told(column.name, cell, OTHER_DAY, span)} END"


_DAY = "[0-9]{4}-[0-9]{2}-[0-9]{2}([T ]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9]([.][0-9]+)?)?)?"
"""A day, with a time or without; one with a zone is left to the engine, since a connection turns it into its own."""
