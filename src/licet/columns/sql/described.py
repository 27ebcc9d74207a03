"""A table of DuckDB as an SQL text is made for it: its columns, and every word that stands in them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from licet.columns.classes import DECLARED
from licet.columns.known import WORDS
from licet.columns.layout import ON, layout
from licet.columns.sql.table import UNREAD, Table, Told, cell_of, form_of, is_plain
from licet.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from licet.book.book import RuleBook

MOST = 50_000
"""Different words of one column that an SQL text is made with at most: each is a line of it."""


def described(connection: Any, source: str, book: RuleBook, *, words: bool = True) -> Table:
    """The table that stands behind FROM as ``source``, with the distinct words of its columns.

    Raises:
        InputError: a column has more different words than an SQL text can hold.
    """
    rows = connection.execute(f"DESCRIBE SELECT * FROM {source}").fetchall()  # nosec B608 - names are quoted, and a person runs it
    columns = tuple(Told(str(row[0]), str(row[1]), row[2] != "NO") for row in rows)
    types = {each.name: each.type for each in columns}
    found: dict[str, tuple[str, ...]] = {}
    for column in layout(types, book).columns if words else ():
        type_ = types[column.name]
        if column.name == ON or form_of(column, type_, book) != WORDS or not is_plain(column, type_, book):  # fmt: skip
            continue
        cell = cell_of(column, type_, book)
        there = f"NOT IN ('', '{UNREAD}')" if UNREAD in cell else "<> ''"
        query = f"SELECT DISTINCT {cell} AS t FROM {source} WHERE {cell} {there} ORDER BY 1 LIMIT {MOST + 1}"  # nosec B608 - names are quoted, and a person runs it
        said = connection.execute(query).fetchall()
        if len(said) > MOST:
            raise InputError(
                f"the column {column.name!r} has more than {MOST:,} different words, too many for an SQL text: "
                "leave it out of the table (a view without it), or use licet batch"
            )
        found[column.name] = tuple(str(row[0]) for row in said)
    return Table(source, columns, found)


def with_words(table: Table, more: dict[str, Iterable[str]]) -> Table:
    """The table with further words of its columns."""
    words = {name: tuple(dict.fromkeys((*table.words.get(name, ()), *more.get(name, ())))) for name in {**table.words, **more}}  # fmt: skip
    return Table(table.source, table.columns, words)


def closed_words(table: Table, book: RuleBook) -> dict[str, Iterable[str]]:
    """Words that may come to stand in the table's columns: every country, every choice, yes and no, every entry.

    Not every kind of item where classes are declared: each would stand beside each class.
    """
    found: dict[str, Iterable[str]] = {}
    shape = layout((each.name for each in table.columns), book)
    for column in shape.columns:
        fact = book.facts[column.fact] if column.fact else None
        if fact is None or column.name not in table.words:
            continue
        if fact.name == "item_kind" and shape.of(DECLARED) is not None:
            continue
        if fact.type == "country":
            found[column.name] = (*sorted(book.facts.countries), "?")
        elif fact.type == "boolean":
            found[column.name] = ("yes", "no", "true", "false", "1", "0", "?")
        elif fact.name == DECLARED:
            found[column.name] = sorted({v.entry for p in book.provisions.values() for v in p.versions if v.entry})  # fmt: skip
        elif fact.choices:
            found[column.name] = (*fact.choices, "?")
    return found
