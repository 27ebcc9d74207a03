"""What a license is at a moment: lines with what was drawn, spans, versions; all made by replay."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from licet.record import record
from licet.register.exact import exact
from licet.register.table import NONE

Entry = Mapping[str, Any]


@record
class Line:
    """A line: quantities are decimals in ``unit``; ``used`` is what was drawn so far."""

    id: str
    item: str
    quantity: Decimal
    unit: str
    used: Decimal
    content: Entry

    @property
    @exact
    def balance(self) -> Decimal:
        """What is left."""
        return self.quantity - self.used


@record
class Draw:
    """A shipment drawn from a line.  ``key`` makes a repeated message the same shipment."""

    key: str
    line: str
    quantity: Decimal
    date: date
    party: str
    by: str
    at: datetime
    content: Entry


@record
class Back:
    """Goods of a shipment that came back; ``restored_by`` is the officer who let them be drawn again."""

    key: str
    of: str
    line: str
    quantity: Decimal
    at: datetime
    content: Entry
    restored_by: str = ""
    reason: str = ""


@record
class Suspension:
    """A span in which the license may not be used; ``to`` is None where it has no end of its own."""

    cause: str
    since: date
    to: date | None
    by: str
    at: datetime
    ended: datetime | None = None


@record
class Edition:
    """What the license said from one moment on; those before stay as they were."""

    number: int
    at: datetime
    by: str
    content: Entry


@record
class LicenseState:
    """A license after its events so far; ``state`` is ``none`` before the first."""

    case: str = ""
    state: str = NONE
    seq: int = 0
    last: datetime | None = None
    number: str = ""
    application: str = ""
    authority: str = ""
    holder: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    lines: tuple[Line, ...] = ()
    parties: tuple[Entry, ...] = ()
    countries: tuple[str, ...] = ()
    conditions: tuple[Entry, ...] = ()
    preconditions: tuple[str, ...] = ()
    met: tuple[str, ...] = ()
    editions: tuple[Edition, ...] = ()
    draws: tuple[Draw, ...] = ()
    backs: tuple[Back, ...] = ()
    suspensions: tuple[Suspension, ...] = ()
    put_forward: tuple[tuple[str, str], ...] = ()
    mandates: tuple[str, ...] = ()
    holders: tuple[str, ...] = ()
    returns: tuple[Entry, ...] = ()
    refused: tuple[Entry, ...] = ()
    money: tuple[Entry, ...] = ()
    messages: tuple[Entry, ...] = ()
    reason: str = ""
    replaced_by: str = ""
    laboratories: tuple[str, ...] = ()

    @property
    def registered(self) -> date | None:
        """The day by which the authority's policy is found."""
        return self.valid_from

    @property
    def firm(self) -> str:
        """Whose file it is."""
        return self.holder

    @property
    def open_preconditions(self) -> tuple[str, ...]:
        """What must still be met before first use."""
        return tuple(each for each in self.preconditions if each not in self.met)

    def line(self, name: str) -> Line | None:
        """The line of that id."""
        return next((each for each in self.lines if each.id == name), None)

    def draw(self, key: str) -> Draw | None:
        """The shipment of that key."""
        return next((each for each in self.draws if each.key == key), None)

    def back(self, key: str) -> Back | None:
        """The goods that came back under that key."""
        return next((each for each in self.backs if each.key == key), None)

    def condition(self, name: str) -> Entry | None:
        """The adopted condition of that id."""
        return next((each for each in self.conditions if each.get("id") == name), None)
