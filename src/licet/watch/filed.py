"""What was filed on a license that the watch reads: deliveries, replies, attestations, claims, hand-overs.

It stands in the ``content`` of returns (``licet register file``), each with who filed it and when. A list that nobody
filed is not known; it is not an empty one.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from licet.errors import InputError
from licet.record import fields_of, record
from licet.register.conditions.evidence import Reply, TestReport
from licet.register.license_state import LicenseState
from licet.store.records import read_record
from licet.watch.light import RoundTrip, Spot


@record
class Delivery:
    """What had been delivered of a shipment in all, by ``as_of``; ``country`` and ``address`` of where."""

    shipment: str
    units: Decimal
    as_of: date
    country: str = ""
    address: str = ""
    serials: tuple[str, ...] = ()
    ref: str = ""


@record
class Place:
    """A place in degrees, ``within_km`` of which it truly is."""

    name: str
    north: Decimal
    east: Decimal
    within_km: Decimal = Decimal(0)

    @property
    def spot(self) -> Spot:
        """The same for physics."""
        return Spot(self.name, float(self.north), float(self.east), float(self.within_km))


@record
class Trip:
    """One round trip to a landmark, in milliseconds."""

    landmark: Place
    ms: Decimal
    error_ms: Decimal

    @property
    def timed(self) -> RoundTrip:
        """The same for physics."""
        return RoundTrip(self.landmark.spot, float(self.ms), float(self.error_ms))


@record
class Measured:
    """Round trips of one chip, and the place that was stated for it."""

    serial: str
    day: date
    stated: Place
    trips: tuple[Trip, ...]
    ref: str = ""


@record
class Attestation:
    """Whether what a chip attests is what the records say of it."""

    serial: str
    day: date
    same: bool
    ref: str = ""


@record
class Claim:
    """Service or warranty asked for, and where."""

    serial: str
    day: date
    country: str
    ref: str = ""


@record
class Handover:
    """A later transfer of a shipment; ``consent`` is the authority's number, empty where none."""

    shipment: str
    day: date
    to: str
    country: str = ""
    consent: str = ""
    consent_day: date | None = None
    ref: str = ""


@record
class DueBack:
    """The day by which the goods of a shipment have to be back."""

    shipment: str
    day: date
    ref: str = ""


@record
class Filed:
    """All of one return that the watch reads."""

    deliveries: tuple[Delivery, ...] = ()
    replies: tuple[Reply, ...] = ()
    measured: tuple[Measured, ...] = ()
    attestations: tuple[Attestation, ...] = ()
    claims: tuple[Claim, ...] = ()
    handovers: tuple[Handover, ...] = ()
    due_back: tuple[DueBack, ...] = ()
    tests: tuple[TestReport, ...] = ()


@record
class Entry:
    """One thing that was filed, by whom and when (ISO 8601)."""

    what: Any
    by: str
    at: str


def entries(state: LicenseState) -> tuple[tuple[Entry, ...], tuple[str, ...]]:
    """Everything that was filed on a license, in order, and each return that cannot be read."""
    found: list[Entry] = []
    faults = []
    names = Filed.__match_args__
    for each in state.returns:
        content = each.get("content") or {}
        where = f"{state.number}, return {each['obligation']} {each['period']}"
        try:
            filed = read_record(Filed, {key: content[key] for key in names if key in content}, where, texts=True)  # fmt: skip
        except InputError as error:
            faults.append(f"{error} It is left out.")
            continue
        found += (Entry(one, each["by"], each["at"]) for one in _all(filed))
    return tuple(found), tuple(faults)


def _all(filed: Filed) -> Iterator[Any]:
    for _, value, _ in fields_of(filed):
        yield from value
