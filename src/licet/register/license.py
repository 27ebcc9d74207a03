"""A license as drawdowns see it: its lines, who may take part, how long it runs and whether it can be used.

The states of a license are worked out elsewhere, by replay; ``LicenseView`` is what is left of them here.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from licet.record import record


@record
class Party:
    """One party by role; ``id`` is the number of a register, where one is known."""

    role: str
    name: str
    country: str
    id: str = ""

    @property
    def key(self) -> tuple[str, str]:
        """What tells this party from others: its number, or else its name and country."""
        return (self.id, "") if self.id else (" ".join(self.name.casefold().split()), self.country)


@record
class Line:
    """One line of a license.

    ``value`` is the most that may be shipped in ``currency``, None where the license states no value.
    ``value_tolerance`` is the part of ``value`` that may be shipped beyond it (0.25 is a quarter), where
    the law behind the license allows it; the quantity has none.  A role that ``parties`` names may be
    filled by those parties only.  ``countries`` are where the goods may go; none named, none allowed.
    """

    number: str
    item: str
    quantity: Decimal
    unit: str
    countries: tuple[str, ...]
    parties: tuple[Party, ...] = ()
    value: Decimal | None = None
    currency: str = ""
    value_tolerance: Decimal = Decimal(0)


@record
class LicenseView:
    """A license at one moment; it runs ``since <= day < to``, and ``to`` None is no end stated.

    ``usable`` is the word of the state machine, ``why_not`` its reason where it says no: not issued yet,
    suspended, revoked, a condition before use not met.  A role of ``closed_roles`` that a line does not name
    may be filled by nobody (the roles that make a party to the transaction, by law/roles.toml).
    """

    number: str
    holder: str
    lines: tuple[Line, ...]
    since: date
    to: date | None = None
    usable: bool = True
    why_not: str = ""
    application_day: date | None = None
    closed_roles: tuple[str, ...] = ()

    def line(self, number: str) -> Line | None:
        """The line of that number."""
        return next((each for each in self.lines if each.number == number), None)

    def runs_on(self, day: date) -> bool:
        """Whether ``day`` lies in the license's span."""
        return self.since <= day and (self.to is None or day < self.to)
