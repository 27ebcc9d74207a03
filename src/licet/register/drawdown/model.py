"""A drawdown as it is asked for and as it was answered; goods that came back; the book of both."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from licet.decide.report import plain_data
from licet.errors import InputError
from licet.record import record, replaced
from licet.register.conditions.model import Finding
from licet.register.exact import exact
from licet.register.license import Party
from licet.store.plain import digest

LEVELS = (80, 90, 95, 100)
"""Percent of a line at which its holder is told."""


@record
class Request:
    """What is to be taken from one line of a license on ``day``, the day of shipment.

    ``key`` is the holder's own and makes the request safe to send twice.  ``declaration`` is the customs
    number (ITN, MRN), empty where none is filed yet.  The goods are named by ``serials`` or ``lot``.
    """

    key: str
    line: str
    item: str
    quantity: Decimal
    unit: str
    day: date
    country: str
    parties: tuple[Party, ...] = ()
    value: Decimal | None = None
    currency: str = ""
    declaration: str = ""
    serials: tuple[str, ...] = ()
    lot: str = ""

    @property
    @exact
    def content(self) -> str:
        """Hash of all but the key; parties and serials in any order, and 5 as 5.0."""
        quantity, value = self.quantity.normalize(), self.value and self.value.normalize()
        parties = tuple(sorted(self.parties, key=lambda each: (each.role, each.key)))
        same = replaced(
            self, key="", quantity=quantity, value=value, parties=parties,
            serials=tuple(sorted(self.serials)),
        )  # fmt: skip
        return digest(plain_data(same))


@record
class Reason:
    """Why a drawdown is refused; ``code`` is one of ``CODES``."""

    code: str
    text: str


CODES = {
    "key_reused": "the key was used for another request",
    "drawn_before": "the same goods were drawn under another key",
    "not_usable": "the license cannot be used as it stands",
    "not_valid_on_day": "the day lies outside the license's span",
    "no_such_line": "the license has no such line",
    "other_item": "the line is for another item",
    "other_unit": "the line counts in another unit",
    "quantity_odd": "the quantity is not above nought, or not that of the serials",
    "not_identified": "neither serials nor a lot name the goods",
    "country_not_named": "the line does not name the country",
    "party_not_named": "a party is not the one that the line names",
    "value_missing": "the line has a value and the request has none",
    "other_currency": "the line is in another currency",
    "over_quantity": "more than is left of the quantity",
    "over_value": "more than is left of the value, tolerance included",
    "condition": "a condition does not hold, or is not known to",
}


@record
class Balance:
    """What is left of a line after the drawdowns; ``value`` None where the line has none."""

    line: str
    unit: str
    quantity: Decimal
    drawn: Decimal
    left: Decimal
    currency: str = ""
    value: Decimal | None = None
    value_drawn: Decimal = Decimal(0)
    value_left: Decimal | None = None
    """Without the tolerance; below nought where the tolerance is being used."""


@record
class Alert:
    """A line whose use has reached ``level`` percent with this drawdown, in ``of`` (quantity or value)."""

    line: str
    level: int
    of: str
    text: str


@record
class Drawn:
    """The answer to a request: taken or refused, with every condition as it was found."""

    license: str
    request: Request
    at: datetime
    by: str
    taken: bool
    refused: tuple[Reason, ...]
    findings: tuple[Finding, ...]
    balance: Balance | None
    alerts: tuple[Alert, ...] = ()
    notes: tuple[str, ...] = ()
    stated: tuple[str, ...] = ()
    """Which evidence was the asker's own word, and not the register's."""


@record
class Back:
    """Goods that came back from a drawdown.

    They do not fill the balance again unless an officer says so, by name, in ``restored_by``.
    """

    key: str
    of: str
    quantity: Decimal
    day: date
    ref: str
    serials: tuple[str, ...] = ()
    value: Decimal | None = None
    restored_by: str = ""
    reason: str = ""


@record
class Book:
    """All answers so far, refusals among them, and goods that came back; in order."""

    drawn: tuple[Drawn, ...] = ()
    back: tuple[Back, ...] = ()

    def under(self, key: str) -> Drawn | None:
        """The answer given under a key."""
        return next((each for each in self.drawn if each.request.key == key), None)

    @property
    def taken(self) -> tuple[Drawn, ...]:
        """What was drawn."""
        return tuple(each for each in self.drawn if each.taken)

    def with_answer(self, drawn: Drawn) -> Book:
        """The book with one more answer; one whose key it holds leaves it as it is."""
        if self.under(drawn.request.key) is not None:
            return self
        return replaced(self, drawn=(*self.drawn, drawn))

    @exact
    def with_back(self, back: Back) -> Book:
        """The book with goods that came back; the same record twice counts once.

        Raises:
            InputError: more came back than was drawn, or from a drawdown that the book does not hold.
        """
        if back in self.back:
            return self
        if any(each.key == back.key for each in self.back):
            raise InputError(f"{back.key} was used for other goods that came back")
        drawn = self.under(back.of)
        if drawn is None or not drawn.taken:
            raise InputError(
                f"nothing was drawn under {back.of!r}, so nothing can come back from it"
            )
        before = sum((each.quantity for each in self.back if each.of == back.of), Decimal(0))
        if back.quantity <= 0 or before + back.quantity > drawn.request.quantity:
            raise InputError(f"{back.of} took {drawn.request.quantity}; {before} came back, and {back.quantity} more cannot")  # fmt: skip
        foreign = set(back.serials) - set(drawn.request.serials)
        if foreign:
            raise InputError(f"{', '.join(sorted(foreign))} did not go under {back.of}")
        if (back.value or 0) > (drawn.request.value or 0):
            raise InputError(f"{back.of} was worth {drawn.request.value}, not {back.value}")
        if back.restored_by and not back.reason.strip():
            raise InputError(f"{back.key}: say why the balance is filled again")
        return replaced(self, back=(*self.back, back))

    @exact
    def restored(self, key: str) -> tuple[Decimal, Decimal]:
        """Quantity and value that were given back to the balance from one drawdown."""
        held = [each for each in self.back if each.of == key and each.restored_by]
        return (
            sum((each.quantity for each in held), Decimal(0)),
            sum((each.value or Decimal(0) for each in held), Decimal(0)),
        )
