"""The readings of the money, each with its terms as the rule book has them on a day."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from licet.book.book import RuleBook
from licet.book.provision import Version
from licet.errors import LawError, UnknownName
from licet.record import record
from licet.register.law_file import LawFile, ReadingTold

CUSTOMS_VALUE, REVENUE, MARGIN = "customs_value", "revenue", "margin"
BASES = (CUSTOMS_VALUE, REVENUE, MARGIN)
LAW, ANNOUNCED, REPORTED = "law", "announced", "reported"
STANDINGS = {
    LAW: "a text in force says so",
    ANNOUNCED: "announced, and never made a rule",
    REPORTED: "reported; no text was published",
}


@record
class Reading:
    """One reading: what it takes, of what, from whom, when and on which ground.

    It binds ``since <= day < to``.  ``rate_pct`` is in percent of the base, ``outside_pct`` where the goods
    lie outside ``band``, None where it has no band.
    """

    id: str
    title: str
    standing: str
    provision: str
    base: str
    rate_pct: Decimal
    payer: str
    moment: str
    legal_basis: str
    heading: str
    cite: str
    source: str
    confidence: str
    since: date
    to: date | None
    band: str = ""
    outside: str = ""
    outside_pct: Decimal | None = None
    products: tuple[str, ...] = ()
    asks: str = ""
    due_working_days: int | None = None
    due_cite: str = ""
    note: str = ""


def readings_of(law: LawFile, book: RuleBook) -> tuple[Reading, ...]:
    """Every reading of the file, in its order.

    Raises:
        LawError: a reading names what the rule book does not hold, or lacks its rate.
    """
    return tuple(_reading(each, book) for each in law.readings)


def _reading(told: ReadingTold, book: RuleBook) -> Reading:
    if told.base not in BASES:
        raise LawError(str(UnknownName(f"base of {told.id}", told.base, BASES)))
    if told.standing not in STANDINGS:
        raise LawError(str(UnknownName(f"standing of {told.id}", told.standing, STANDINGS)))
    version = _last(told.provision, book)
    provision = book[told.provision]
    terms = dict(provision.charge)
    rate = told.rate_pct if told.rate_pct is not None else _rate(version, told.provision)
    return Reading(
        told.id, told.title, told.standing, told.provision, told.base, rate,
        told.payer or terms.get("payer", ""), told.moment or terms.get("moment", ""),
        told.legal_basis or terms.get("legal_basis", ""), terms.get("heading", ""),
        "; ".join(each.text for each in provision.cite), version.source, version.confidence,
        version.since, version.to, told.band, told.outside,
        _rate(_last(told.outside, book), told.outside) if told.outside else None,
        told.products, told.asks, told.due_working_days, told.due_cite, told.note,
    )  # fmt: skip


def _last(provision: str, book: RuleBook) -> Version:
    if provision not in book.provisions:
        raise LawError(str(UnknownName("provision", provision, book.provisions)))
    return book[provision].versions[-1]


def _rate(version: Version, provision: str) -> Decimal:
    if not version.rate_pct:
        raise LawError(f"{provision} has no rate; state rate_pct beside the reading")
    return Decimal(version.rate_pct)
