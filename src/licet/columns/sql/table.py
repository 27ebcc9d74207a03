"""What is known of the table that an SQL text is for: where it is, its columns, and the words in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from licet.columns.known import FLAG, NUMBER, WORDS
from licet.columns.layout import ITEM, ON
from licet.columns.sql.spelling import is_nested, name
from licet.record import record

if TYPE_CHECKING:
    from collections.abc import Mapping

    from licet.book.book import RuleBook
    from licet.columns.layout import Column


@record
class Told:
    """A column as DuckDB describes it; ``nullable`` says that a cell may be empty."""

    name: str
    type: str
    nullable: bool = True


@record
class Table:
    """A table: ``source`` is what stands behind FROM; ``words`` are the texts of its columns of words, by name."""

    source: str
    columns: tuple[Told, ...]
    words: Mapping[str, tuple[str, ...]]

    def of(self, name: str) -> Told:
        """The column of a name."""
        return next(each for each in self.columns if each.name == name)


def form_of(column: Column, type_: str, book: RuleBook) -> str:
    """Whether a column is read as numbers, as flags or as words, as the engine in columns does."""
    if not column.fact or column.name in (ITEM, ON):
        return WORDS
    fact, truth = book.facts[column.fact], type_.upper() == "BOOLEAN"
    if fact.numeric and not truth:
        return NUMBER
    return FLAG if truth and fact.type == "boolean" else WORDS


def is_plain(column: Column, type_: str, book: RuleBook) -> bool:
    """Whether cells of a column can be words at all: neither nested, nor lists or truths where the fact is none."""
    if is_nested(type_):
        return False
    fact = book.facts[column.fact] if column.fact else None
    if type_.upper().endswith("[]"):
        return fact is not None and fact.type in ("codes", "listings")
    return type_.upper() != "BOOLEAN" or fact is None or not fact.numeric


UNREAD = "..."
"""Stands for a cell that is no word."""


def cell_of(column: Column, type_: str, book: RuleBook) -> str:
    """A cell of a column of words as the text that is looked up.

    Of a list only plain entries are joined: any other, an empty one too, would be read as what it is not.
    """
    own = name(column.name)
    if not is_plain(column, type_, book):
        return f"CASE WHEN {own} IS NULL THEN NULL ELSE '{UNREAD}' END"
    if not type_.upper().endswith("[]"):
        return f"CAST({own} AS VARCHAR)"
    entry = "CAST(x AS VARCHAR)"
    odd = f"x IS NULL OR NOT regexp_full_match({entry}, '{_ENTRY}') OR lower({entry}) IN ('none', 'null', 'unknown')"  # fmt: skip
    return (
        f"CASE WHEN len({own}) = 0 THEN 'none' WHEN len(list_filter({own}, lambda x: {odd})) > 0 THEN '{UNREAD}' "
        f"ELSE array_to_string({own}, '|') END"
    )


_ENTRY = "[A-Za-z0-9][A-Za-z0-9_./+?-]*( since [0-9-]+)?"
