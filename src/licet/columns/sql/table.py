"""What is known of the table that an SQL text is for: where it is, its columns, and the words in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from licet.columns.known import FLAG, NUMBER, WORDS
from licet.columns.layout import ITEM, ON
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
