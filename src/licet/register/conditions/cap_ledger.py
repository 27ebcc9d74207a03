"""The two sides of a ratio cap in the order of time, with the ratio after each entry."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

from licet.record import record
from licet.register.conditions.evidence import Inputs, Shipment
from licet.register.conditions.ratio import APPLICATION, RatioCap, percent_of
from licet.register.conditions.sums import going_to, total, with_now
from licet.register.exact import exact

COUNTED, HOME = "counted", "home"


@record
class CapRow:
    """One shipment; ``amount`` is None where it cannot be counted, and so are the sums from there on.

    ``percent`` is the ratio after it, None where there is none; ``exact`` says whether it is rounded.
    """

    day: date
    ref: str
    side: str
    amount: Decimal | None
    counted: Decimal | None
    home: Decimal | None
    percent: Decimal | None
    exact: bool
    within: bool | None


@exact
def cap_ledger(cap: RatioCap, item: str, inputs: Inputs, until: date) -> tuple[CapRow, ...]:
    """Every shipment of ``item`` that the cap counts, by day; of one day those at home come first."""
    home_until = inputs.application_day if cap.home_until == APPLICATION else until
    gone = tuple(each for each in inputs.elsewhere or () if each.day <= until)
    home = going_to(inputs.home or (), cap.home, item=item, since=cap.since, until=home_until)
    away = going_to((*gone, *with_now(inputs)), cap.countries, item=item, since=cap.since)
    entries = [(each, HOME) for each in home] + [(each, COUNTED) for each in away]
    entries.sort(key=lambda each: (each[0].day, each[1] == COUNTED, each[0].ref))
    sums: dict[str, Decimal | None] = {COUNTED: Decimal(0), HOME: Decimal(0)}
    rows = []
    for shipment, side in entries:
        amount = total((shipment,), cap.basis, inputs, cap.currency).amount
        before = sums[side]
        sums[side] = None if amount is None or before is None else before + amount
        rows.append(_row(shipment, side, amount, sums, cap))
    return tuple(rows)


def _row(
    shipment: Shipment, side: str, amount: Decimal | None, sums: dict[str, Decimal | None], cap: RatioCap
) -> CapRow:  # fmt: skip
    counted, home = sums[COUNTED], sums[HOME]
    percent, is_exact, within = None, True, None
    if counted is not None and home is not None:
        within = counted * 100 <= cap.most_pct * home
        if home:
            percent, is_exact = percent_of(Fraction(counted) / Fraction(home))
    return CapRow(
        shipment.day, shipment.ref, side, amount, counted, home, percent, is_exact, within
    )
