"""At most so many units, or so much money, under the license."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from licet.facts.values import plain
from licet.record import record
from licet.register.conditions.evidence import Inputs
from licet.register.conditions.model import Said
from licet.register.conditions.sums import UNITS, VALUE, going_to, total, with_now


@record
class QuantityCap:
    """``most`` in ``unit``; of one item or of all, to some countries or to any."""

    most: Decimal
    unit: str
    item: str = ""
    countries: tuple[str, ...] = ()


@record
class ValueCap:
    """``most`` in ``currency``; values in another currency leave the sum not known."""

    most: Decimal
    currency: str
    item: str = ""
    countries: tuple[str, ...] = ()


def quantity_cap(cap: QuantityCap, inputs: Inputs, at: datetime) -> Said:  # noqa: ARG001 - a cap has no hour
    """Whether the units drawn, this drawdown among them, stay within the cap."""
    return _within(cap, UNITS, cap.unit, inputs)


def value_cap(cap: ValueCap, inputs: Inputs, at: datetime) -> Said:  # noqa: ARG001 - a cap has no hour
    """Whether the value drawn, this drawdown among it, stays within the cap."""
    return _within(cap, VALUE, cap.currency, inputs)


def _within(cap: QuantityCap | ValueCap, basis: str, unit: str, inputs: Inputs) -> Said:
    counted = going_to(with_now(inputs), cap.countries, item=cap.item)
    found = total(counted, basis, inputs, unit)
    cap_text = f"{plain(cap.most)} {unit}"
    if found.amount is None:
        return Said(None, f"What was drawn cannot be added up against {cap_text}.", found.used, found.missing)  # fmt: skip
    left = cap.most - found.amount
    said = f"{plain(found.amount)} of {cap_text}"
    figures = (("drawn", str(found.amount)), ("most", str(cap.most)), ("left", str(left)))
    if left < 0:
        return Said(False, f"{said}: {plain(-left)} {unit} over.", found.used, figures=figures)
    return Said(True, f"{said}; {plain(left)} {unit} left.", found.used, figures=figures)
