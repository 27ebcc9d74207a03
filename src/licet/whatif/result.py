"""What comes out of a scenario: parts, each with its numbers, its tables, its plots and its words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from licet.errors import UnknownName
from licet.record import record
from licet.whatif.number import Number

Cell = str | float | int | bool | None


@record
class Column:
    """A column of a table: its name, its unit (empty where it has none) and what it says."""

    name: str
    unit: str = ""
    what: str = ""


@record
class Table:
    """A table of a result; ``None`` in a cell is what is not known."""

    id: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str = ""


@record
class Plot:
    """A picture of one table: its kind (``licet.whatif.pictures``), and which column is what in it."""

    id: str
    title: str
    table: str
    kind: str
    look: Mapping[str, str]


@record
class Swing:
    """What one number becomes where one assumption stands at the low, and at the high, end of its range."""

    number: str
    assumption: str
    at_low: float
    at_high: float

    @property
    def width(self) -> float:
        """How far the two lie apart."""
        return abs(self.at_high - self.at_low)


@record
class Part:
    """What one model says of a scenario.

    ``says`` are plain sentences, ``cannot`` what the model cannot say, ``missing`` why a part gave nothing.
    """

    name: str
    numbers: tuple[Number, ...] = ()
    tables: tuple[Table, ...] = ()
    plots: tuple[Plot, ...] = ()
    swings: tuple[Swing, ...] = ()
    says: tuple[str, ...] = ()
    cannot: tuple[str, ...] = ()
    missing: str = ""


@record
class Stamp:
    """What a result rests on, as SHA-256: both laws, the ledger as it was set, data sets by id, the code."""

    law_before: str
    law_after: str
    ledger: str
    data: Mapping[str, str]
    code: str


@record
class Result:
    """One scenario's answer; the same scenario on the same stamp is the same bytes."""

    scenario: Mapping[str, Any]
    stamp: Stamp
    parts: tuple[Part, ...]

    def numbers(self) -> Iterator[Number]:
        """Every number, part by part."""
        for part in self.parts:
            yield from part.numbers

    def explain(self, name: str) -> Number:
        """A number by its id; ``UnknownName`` with those nearest to it."""
        found = {each.id: each for each in self.numbers()}
        if name not in found:
            raise UnknownName("number of this result", name, found)
        return found[name]
