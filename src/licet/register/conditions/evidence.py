"""What conditions are tested on.

In ``Inputs`` a list that is None was not stated: nobody has said, so a test of it is not known.  An empty
list was stated, and there is none.  Amounts are decimals in the unit or currency beside them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal

from licet.facts.values import Interval
from licet.record import record
from licet.register.license import Party


@record
class Shipment:
    """Goods that went, or are about to go, to one country for one use.

    ``tpp`` is the total processing performance of one unit; None where it is not stated here.
    ``value`` is that of the whole shipment.
    """

    ref: str
    item: str
    day: date
    units: Decimal
    country: str
    tpp: Decimal | None = None
    value: Decimal | None = None
    currency: str = ""
    lot: str = ""
    serials: tuple[str, ...] = ()
    parties: tuple[Party, ...] = ()


@record
class Certificate:
    """A signed statement that something is so (``holds``) or is not; valid ``day <= when < until``."""

    subject: str
    signer: str
    day: date
    ref: str
    holds: bool = True
    until: date | None = None
    withdrawn: date | None = None


@record
class Laboratory:
    """The laboratory of a report; what is None was not stated."""

    name: str
    headquarters: str
    tested_in: str
    controlled_from: tuple[str, ...] | None = None
    stake_in_party: bool | None = None
    id: str = ""
    revoked: date | None = None


@record
class TestReport:
    """What a laboratory measured on a lot or on serials; ``measured`` is by fact, in the fact's unit.

    ``units`` is how many the lot has, by the report; None where it does not say.
    """

    ref: str
    laboratory: Laboratory
    day: date
    item: str
    measured: Mapping[str, Decimal]
    lot: str = ""
    serials: tuple[str, ...] = ()
    filed: date | None = None
    hash: str = ""
    signer: str = ""
    units: Decimal | None = None

    __test__ = False


@record
class Screened:
    """One party as it was screened; ``open`` are hits that nobody has closed, ``is_it`` those that are it."""

    name: str
    role: str
    day: date
    ref: str
    open: int = 0
    is_it: int = 0


@record
class Access:
    """One remote user, by report; ``parent`` is where its ultimate parent is headquartered."""

    user: str
    country: str
    headquarters: str = ""
    parent: str = ""
    barred: bool | None = None


@record
class AccessReport:
    """Who used the computing remotely from ``since`` up to, not on, ``to``."""

    ref: str
    since: date
    to: date
    users: tuple[Access, ...]
    signer: str = ""


@record
class Return:
    """A report that was filed for a period, or for a shipment, by its name."""

    obligation: str
    period: str
    filed: date
    ref: str


@record
class Reply:
    """What a chip answered when it was asked where it is; ``site`` is empty where only a country is told."""

    serial: str
    asked: date
    answered: date | None = None
    country: str = ""
    site: str = ""
    ref: str = ""


@record
class Onward:
    """A later transfer of goods of the license; ``consent`` is the authority's number, empty where none."""

    ref: str
    day: date
    country: str
    consent: str = ""
    consent_day: date | None = None


@record
class Happening:
    """Something that may end a condition or a license: a rule repealed, suspended, a merger."""

    event: str
    day: date
    ref: str


@record
class Paid:
    """What was assessed and paid for one shipment under one reading of the law on money."""

    shipment: str
    reading: str
    assessed: Decimal | None
    paid: Decimal
    currency: str
    due: date | None
    ref: str = ""


@record
class Inputs:
    """Everything that is known when a condition is tested.

    ``now`` is the shipment the test is for, None where it is for none.  ``drawn`` are the earlier
    drawdowns under this license, ``elsewhere`` other shipments of the holder to the places that a ratio
    counts, ``home`` those that it is measured against.  ``holder`` is who holds the license.  ``parameters`` are facts by item.  ``working`` tells
    a working day of the authority's calendar.
    """

    now: Shipment | None = None
    drawn: tuple[Shipment, ...] = ()
    elsewhere: tuple[Shipment, ...] | None = None
    home: tuple[Shipment, ...] | None = None
    application_day: date | None = None
    holder: str = ""
    parameters: Mapping[str, Mapping[str, Decimal | Interval]] | None = None
    certificates: tuple[Certificate, ...] | None = None
    tests: tuple[TestReport, ...] | None = None
    screened: tuple[Screened, ...] | None = None
    access: tuple[AccessReport, ...] | None = None
    returns: tuple[Return, ...] | None = None
    replies: tuple[Reply, ...] | None = None
    onward: tuple[Onward, ...] | None = None
    happenings: tuple[Happening, ...] | None = None
    paid: tuple[Paid, ...] | None = None
    working: Callable[[date], bool] | None = None
