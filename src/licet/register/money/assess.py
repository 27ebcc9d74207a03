"""What one shipment owes under each reading of the money, side by side."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from licet.book.book import RuleBook
from licet.facts.values import Truth
from licet.record import record
from licet.register.conditions.reporting import due_day
from licet.register.exact import exact
from licet.register.money.ledger import rounded
from licet.register.money.readings import CUSTOMS_VALUE, MARGIN, REVENUE, STANDINGS, Reading
from licet.register.rules import holds


@record
class Consignment:
    """A shipment as the money sees it; an amount that is None was not stated.

    ``facts`` are those of the transfer, with the item's, as the engine has them.  ``imported`` says whether
    the goods entered the country before, ``entry_day`` when.
    """

    ref: str
    product: str
    day: date
    currency: str
    facts: Mapping[str, Any]
    customs_value: Decimal | None = None
    revenue: Decimal | None = None
    margin: Decimal | None = None
    imported: bool | None = None
    entry_day: date | None = None

    def amount(self, base: str) -> Decimal | None:
        """The amount of a base."""
        return {CUSTOMS_VALUE: self.customs_value, REVENUE: self.revenue, MARGIN: self.margin}[base]


@record
class Assessment:
    """One reading applied to one shipment.

    ``as_read`` is rate times base, whether or not the reading reaches the shipment; ``holds`` says whether
    it does.  ``due_day`` is None where nothing is due or no day can be told.
    """

    shipment: str
    reading: str
    title: str
    standing: str
    holds: Truth
    why: str
    base: str
    base_amount: Decimal | None
    rate_pct: Decimal
    as_read: Decimal | None
    currency: str
    payer: str
    moment: str
    legal_basis: str
    band: str
    cite: str
    confidence: str
    day: date
    due_day: date | None = None
    missing: tuple[str, ...] = ()

    @property
    def due(self) -> Decimal | None:
        """What is due: nought where the reading does not reach the shipment, None where that is open."""
        if self.holds is False:
            return Decimal(0)
        return self.as_read if self.holds else None


def side_by_side(
    readings: tuple[Reading, ...], goods: Consignment, book: RuleBook, *,
    known_on: date = date.max, working: Callable[[date], bool] | None = None,
) -> tuple[Assessment, ...]:  # fmt: skip
    """The shipment under every reading, in their order; none is added to another."""
    return tuple(assess(each, goods, book, known_on=known_on, working=working) for each in readings)


@exact
def assess(
    reading: Reading, goods: Consignment, book: RuleBook, *,
    known_on: date = date.max, working: Callable[[date], bool] | None = None,
) -> Assessment:  # fmt: skip
    """What the reading makes of the shipment; ``working`` tells working days, for the due day."""
    day = goods.entry_day if reading.asks == "imported" and goods.entry_day else goods.day
    inside = holds(book, reading.band, goods.facts, day, known_on) if reading.band else True
    reaches, why, missing = _reaches(reading, goods, book, day, known_on, inside)
    rate, band = _rate(reading, inside)
    base = goods.amount(reading.base)
    if base is None:
        missing += (f"{_words(reading.base)} of {goods.ref} in {goods.currency}",)
    as_read = None
    if base is not None and rate is not None:
        as_read = rounded(base * rate / 100, goods.currency)
    due = None
    if reaches and as_read and reading.due_working_days is not None:
        due = _due(reading, goods, working)
        if due is None:
            missing += ("the day of entry, or the calendar of working days, for the due day",)
    return Assessment(
        goods.ref, reading.id, reading.title, reading.standing, reaches, why, reading.base, base,
        reading.rate_pct if rate is None else rate, as_read, goods.currency, reading.payer, reading.moment,
        reading.legal_basis, band, reading.cite, reading.confidence, day, due, missing,
    )  # fmt: skip


def _rate(reading: Reading, inside: Truth) -> tuple[Decimal | None, str]:
    """Rate and place by the band; no rate where it is not known on which side the goods lie."""
    if not reading.band:
        return reading.rate_pct, ""
    if inside is None:
        return None, "not known"
    if inside:
        return reading.rate_pct, "inside"
    return reading.outside_pct or Decimal(0), "outside"


def _reaches(  # noqa: PLR0917 - what a reading is held against
    reading: Reading, goods: Consignment, book: RuleBook, day: date, known_on: date, inside: Truth
) -> tuple[Truth, str, tuple[str, ...]]:  # fmt: skip
    """Whether the reading speaks of the shipment, in words, and what would settle it."""
    standing = STANDINGS[reading.standing]
    if day < reading.since or (reading.to is not None and day >= reading.to):
        end = f" to {reading.to}" if reading.to else ""
        return False, f"Not on {day}: it stands from {reading.since}{end} ({standing}).", ()
    if reading.products and goods.product not in reading.products:
        return False, f"It speaks of {', '.join(reading.products)}, not of {goods.product} ({standing}).", ()  # fmt: skip
    if reading.asks == "imported" and goods.imported is None:
        return None, "Due if the goods were imported before.", ("whether the goods entered the country before",)  # fmt: skip
    if reading.asks == "imported" and not goods.imported:
        return False, "The goods never entered the country, so no import duty fell on them.", ()
    provision = reading.outside if inside is False and reading.outside else reading.provision
    found = holds(book, provision, goods.facts, day, known_on)
    if found is None:
        return (
            None,
            "It depends on facts that are not stated.",
            (f"facts that {provision} turns on",),
        )
    if not found:
        return False, f"{provision} does not reach this shipment.", ()
    where = f", {'inside' if inside else 'outside'} the bands" if reading.band else ""
    return True, f"{provision} reaches it{where} ({standing}).", ()


def _due(
    reading: Reading, goods: Consignment, working: Callable[[date], bool] | None
) -> date | None:
    if goods.entry_day is None or reading.due_working_days is None:
        return None
    return due_day(goods.entry_day, reading.due_working_days, True, False, working)


def _words(base: str) -> str:
    return base.replace("_", " ")
