# ruff: noqa: S608 - all names and words are our own
"""DuckDB SQL: one query of projections upon projections, over a table in its memory.

Memberships are either bits of a mask, joined to each column of words once, or plain ``IN`` lists.
SQL's nulls are Kleene's unknowns, so one query serves complete and missing facts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import duckdb
import polars as pl

from benchmarks.columns.rules import BIT, WORD, Writer
from benchmarks.columns.say import PLACE, Dialect, filled

if TYPE_CHECKING:
    from decimal import Decimal

    from benchmarks.columns.sets import Given

_ROW = "#row"


class Sql(Dialect):
    """SQL; words in single quotes, lines and columns in braces until they are staged."""

    conjunction, disjunction = " AND ", " OR "

    def __init__(self, texts: dict[str, list[str]], *, masks: bool, unknowns: bool) -> None:
        self.texts, self.by_mask, self.kleene = texts, masks, unknowns
        self.masks: dict[str, list[frozenset[str]]] = {}

    def no(self, part: Any) -> Any:
        """It does not hold."""
        return f"(NOT {part})"

    def compare(self, left: Any, op: str, right: Any) -> Any:
        """Two numbers."""
        return f"({left} {'=' if op == '==' else op} {right})"

    math = compare

    def constant(self, number: Decimal) -> Any:
        """A number of the law, as a double."""
        return f"{float(number)!r}::DOUBLE"

    def among(self, column: str, inside: frozenset[str], node: Any) -> Any:
        """The word in a column is one of these."""
        del node
        if not inside:
            return f"CASE WHEN {{{column}}} IS NOT NULL THEN FALSE END" if self.kleene else False
        if not self.by_mask:
            return f"({{{column}}} IN ({', '.join(map(_quoted, sorted(inside)))}))"
        kept = self.masks.setdefault(column, [])
        if inside not in kept:
            kept.append(inside)
        return f"(({{{column}?mask}} & {1 << kept.index(inside)}) <> 0)"

    def choose(self, branches: list[tuple[Any, str]], otherwise: str) -> Any:
        """The word of the first branch that surely holds."""
        when = " ".join(f"WHEN {_bare(test)} THEN {_quoted(word)}" for test, word in branches)
        return f"CASE {when} ELSE {_quoted(otherwise)} END"

    def equals(self, line: str, word: str) -> Any:
        """A line of words is this word."""
        return f"({{{line}}} = {_quoted(word)})"

    def line(self, sort: str, name: str, text: Any) -> Any:
        """A settled line is spelled out."""
        del sort, name
        return _bare(text)

    def sure(self, part: Any) -> Any:
        """It is certain that it holds."""
        return f"({part} IS TRUE)" if self.kleene else part

    def failed(self, part: Any) -> Any:
        """It is certain that it does not hold."""
        if isinstance(part, bool) or not self.kleene:
            return super().failed(part)
        return f"({part} IS FALSE)"

    def unknown(self, part: Any) -> Any:
        """It is open."""
        return f"({part} IS NULL)" if self.kleene else False

    def present(self, columns: list[str]) -> Any:
        """A party is named."""
        return self.any([f"{{{name}}} IS NOT NULL" for name in columns]) if self.kleene else True

    def open_unless(self, column: str) -> Any:
        """Open, unless the column says that all parties are named."""
        if not self.kleene:
            return False
        return f"CASE WHEN {{{column}}} THEN FALSE END" if column else "NULL"

    def first(self, sources: list[Any]) -> Any:
        """The first of these that is not open."""
        return f"coalesce({', '.join(map(_bare, sources))})"

    def unless(self, test: Any, value: Any) -> Any:
        """A number, open where the test surely holds."""
        if isinstance(test, bool) or not self.kleene:
            return value
        return f"CASE WHEN {test} THEN NULL ELSE {value} END"

    def closed(self, told: Any, *, numeric: bool) -> Any:
        """No, or a number below every line, where ``told`` is no; open otherwise."""
        return f"CASE WHEN NOT {told} THEN {'-1e300::DOUBLE' if numeric else 'FALSE'} END"


def _bare(text: Any) -> str:
    return str(text).upper() if isinstance(text, bool) else text


def _quoted(word: str) -> str:
    return "'" + word.replace("'", "''") + "'"


def _name(name: str) -> str:
    return f'"{name}"'


class ByDuckDB:
    """The query over a table ``rows``, its answers as an Arrow table."""

    left_out = "all but bits, verdicts and status"

    def __init__(
        self, given: Given, *, masks: bool = True, unknowns: bool = False, threads: int = 2
    ) -> None:
        self.name = f"DuckDB, {'groups as bit masks' if masks else '`IN (...)` lists'}"
        self.threads = threads
        self.say = Sql(given.texts, masks=masks, unknowns=unknowns)
        lines = Writer(given, self.say).write()
        self.lines = {each.name: each.text for each in lines}
        self.bits = [each.name for each in lines if each.sort == BIT]
        self.verdicts = [each.name for each in lines if each.sort == WORD]
        self.columns = given.columns
        self.query = self._query()

    def _query(self) -> str:
        """Each line in the stage after the last that it reads; masks come in at the first."""
        stage: dict[str, int] = {}
        levels: list[list[str]] = []
        for name, text in self.lines.items():
            level = 1 + max((stage.get(each, -1) for each in PLACE.findall(text)), default=-1)
            stage[name] = level
            while len(levels) <= level:
                levels.append([])
            levels[level].append(f"{filled(text, _name)} AS {_name(name)}")
        joins = "".join(
            f' LEFT JOIN "mask {column}" ON "mask {column}".word = "rows".{_name(column)}'
            for column in self.say.masks
        )
        masks = "".join(f', "mask {c}".bits AS {_name(c + "?mask")}' for c in self.say.masks)
        source = f'SELECT "rows".*{masks} FROM "rows"{joins}'
        for level in levels:
            source = f"SELECT *, {', '.join(level)} FROM ({source})"
        wanted = ", ".join(map(_name, [_ROW, *self.bits, *self.verdicts]))
        return f"SELECT {wanted} FROM ({source})"

    def ready(self, frame: pl.DataFrame) -> duckdb.DuckDBPyConnection:
        """A database in memory that holds the rows, words as enumerations, and the masks."""
        base = duckdb.connect(config={"threads": self.threads, "preserve_insertion_order": True})
        table = frame.with_row_index(_ROW).with_columns(pl.col(pl.Categorical).cast(pl.String))
        base.register("given", table.to_arrow())
        casts = []
        for name in (_ROW, *frame.columns):
            if name in self.say.texts:
                kind = f"kind {name}"
                words = ", ".join(map(_quoted, self.say.texts[name]))
                base.execute(f'CREATE TYPE "{kind}" AS ENUM ({words})')
                casts.append(f'{_name(name)}::VARCHAR::"{kind}" AS {_name(name)}')
            else:
                casts.append(_name(name))
        base.execute(f'CREATE TABLE "rows" AS SELECT {", ".join(casts)} FROM given')
        base.unregister("given")
        for column, sets in self.say.masks.items():
            base.execute(f'CREATE TABLE "mask {column}" (word "kind {column}", bits BIGINT)')
            rows = [
                (word, sum(1 << place for place, inside in enumerate(sets) if word in inside))
                for word in self.say.texts[column]
            ]
            base.executemany(f'INSERT INTO "mask {column}" VALUES (?, ?)', rows)
        return base

    def run(self, base: duckdb.DuckDBPyConnection) -> Any:
        """All answers, as Arrow: a third cheaper than a table of DuckDB's own."""
        return base.sql(self.query).to_arrow_table()

    def answers(self, found: Any) -> pl.DataFrame:
        """The answers as columns, to be held to ours; joins lose the order of rows."""
        ordered = pl.DataFrame(found).sort(_ROW).drop(_ROW)
        return ordered.rename({name: f"holds.{name}" for name in self.bits})
