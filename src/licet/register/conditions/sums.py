"""Shipments added up in units, in total processing performance, or in value; exact, or not known."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from licet.facts.values import plain
from licet.record import record
from licet.register.conditions.evidence import Inputs, Shipment

UNITS, TPP, VALUE = "units", "TPP", "value"
BASES = (UNITS, TPP, VALUE)
_TPP_FACT = "total_processing_performance"


@record
class Sum:
    """A total with the shipments in it; ``amount`` is None where one of them lacks what is added."""

    amount: Decimal | None
    unit: str
    used: tuple[str, ...]
    missing: tuple[str, ...] = ()


def total(shipments: Iterable[Shipment], basis: str, inputs: Inputs, unit: str = "") -> Sum:
    """The shipments added up in ``basis``, one of ``BASES``; ``unit`` is the unit, or the currency of a value, that is wanted.

    TPP of a shipment is its units times the TPP of one, which stands on it or among the parameters.
    """
    amount, used, missing = Decimal(0), [], []
    for each in shipments:
        part, lacks = _part(each, basis, inputs, unit)
        if part is None:
            missing.append(lacks)
        else:
            amount += part
        used.append(each.ref)
    return Sum(None if missing else amount, _unit(basis, unit), tuple(used), tuple(missing))


def _unit(basis: str, unit: str) -> str:
    return {UNITS: unit or "units", TPP: "TPP"}.get(basis, unit)


def _part(each: Shipment, basis: str, inputs: Inputs, unit: str) -> tuple[Decimal | None, str]:
    if basis == UNITS:
        return _counted(each.units, "units", each)
    if basis == TPP:
        one = each.tpp if each.tpp is not None else _stated(each.item, inputs)
        if one is None:
            return None, f"TPP of one {each.item} ({each.ref})"
        return _counted(each.units * one, "TPP", each)
    if each.value is None:
        return None, f"value of {each.ref}"
    if unit and each.currency != unit:
        return (
            None,
            f"value of {each.ref} in {unit}; it is stated in {each.currency or 'no currency'}",
        )
    return _counted(each.value, "value", each)


def _counted(amount: Decimal, what: str, each: Shipment) -> tuple[Decimal | None, str]:
    """What goes the other way is no shipment: it would make room under a cap."""
    if amount < 0:
        return None, f"{what} of {each.ref}: {plain(amount)} is below nought"
    return amount, ""


def _stated(item: str, inputs: Inputs) -> Decimal | None:
    found = (inputs.parameters or {}).get(item, {}).get(_TPP_FACT)
    return found if isinstance(found, Decimal) else None


def going_to(
    shipments: Iterable[Shipment], countries: tuple[str, ...], *,
    item: str = "", since: date | None = None, until: date | None = None,
) -> tuple[Shipment, ...]:  # fmt: skip
    """Those to the countries (none named: any), of the item, ``since <= day <= until``."""
    return tuple(
        each
        for each in shipments
        if (not countries or each.country in countries)
        and (not item or each.item == item)
        and (since is None or each.day >= since)
        and (until is None or each.day <= until)
    )


def with_now(inputs: Inputs) -> tuple[Shipment, ...]:
    """What was drawn under the license, and what is about to be."""
    return inputs.drawn if inputs.now is None else (*inputs.drawn, inputs.now)
