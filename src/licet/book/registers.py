"""Registers: tables of law that say of an item what follows from a label stated for it.

A register names the fact that its rows are found ``by`` (a declared class) and the facts that they
set: all whose name starts with ``sets``.  One row stands for one entry.  Its *marks* say which of
these facts hold, for which paragraphs.  A register may be long and most transfers ask none, so it
is read when it is first asked.
"""

from __future__ import annotations

from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Any

from licet.record import record

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from licet.facts.values import Truth

Row = dict[str, Any]
Mark = dict[str, Any]


@record
class Register:
    """One table by label; ``rows`` in the order of the law."""

    name: str
    title: str
    sovereign: str
    by: str
    sets: str
    cite: tuple[tuple[str, str], ...]
    checked: str
    confidence: str
    rows: tuple[Row, ...]
    note: str = ""


class Registers:
    """All registers of a book, parsed when first asked for."""

    def __init__(self, read: Callable[[], list[dict[str, Any]]] = list) -> None:
        self._read = read

    @cached_property
    def data(self) -> list[dict[str, Any]]:
        """The registers as JSON data, by name."""
        return self._read()

    @cached_property
    def all(self) -> tuple[Register, ...]:
        """The registers, by name."""
        return tuple(
            Register(**{
                **each,
                "cite": tuple((text, url) for text, url in each["cite"]),
                "rows": tuple(each["rows"]),
            })
            for each in self.data
        )  # fmt: skip

    @cached_property
    def entries(self) -> Mapping[str, tuple[Register, Row]]:
        """Register and row by the label of the entry."""
        return {row["class"]: (each, row) for each in self.all for row in each.rows}

    def find(self, label: str) -> tuple[Register, Row, str] | None:
        """The row of the entry that ``label`` names or lies under, with the paragraph inside it.

        The paragraph is empty, or starts with a point: ``.b.2`` of ``3A001.b.2``.
        """
        entry, point, paragraph = label.partition(".")
        found = self.entries.get(entry)
        return None if found is None else (*found, point + paragraph)


def is_silent(row: Row, paragraph: str) -> bool:
    """Whether the row leaves the paragraph to provisions of its own."""
    return any(_under(paragraph, each) for each in row.get("silent", ()))


def stands(mark: Mark, paragraph: str) -> Truth:
    """Whether a mark covers a paragraph: ``None`` where it covers part of it, or asks what no label tells.

    >>> stands({"mark": "NS_1", "on": [".b.2"]}, ".b.2.a")
    True
    >>> stands({"mark": "NS_1", "on": [".b.2"]}, ".b") is None
    True
    >>> stands({"mark": "NS_1", "except": [".y"]}, ".y.3")
    False
    """
    if "on" in mark and not any(_under(paragraph, each) for each in mark["on"]):
        if not any(_under(each, paragraph) for each in mark["on"]):
            return False
        whole = False
    else:
        whole = True
    for each in mark.get("except", ()):
        if _under(paragraph, each):
            return False
        whole = whole and not _under(each, paragraph)
    return True if whole and "open" not in mark else None


def value_of(
    row: Row, name: str, paragraph: str, *, numeric: bool = False
) -> bool | Decimal | None:
    """What the row says of the mark ``name`` for a paragraph: yes, no, a number, or ``None`` where open.

    A number that no mark gives is nought.
    """
    doubtful = False
    for mark in row.get("marks", ()):
        if mark["mark"] != name:
            continue
        truth = stands(mark, paragraph)
        if truth is True:
            return Decimal(str(mark["value"])) if numeric else True
        doubtful = doubtful or truth is None
    if doubtful:
        return None
    return Decimal(0) if numeric else False


def _under(paragraph: str, heading: str) -> bool:
    return not heading or paragraph == heading or paragraph.startswith(f"{heading}.")
