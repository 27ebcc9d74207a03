"""What an applicant or an officer states for the tests of conditions, joined with what catalogue and law know."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from licet.errors import InputError
from licet.facts.values import Interval
from licet.pack.store import Library
from licet.record import replaced
from licet.register.conditions.evidence import Inputs
from licet.register.conditions.expiry import happenings_of_law
from licet.register.drawdown.model import Drawn
from licet.register.money.assess import Consignment
from licet.store.records import read_record
from licet.transfer.build import Builder

_STATED = ("customs_value", "revenue", "margin", "imported", "entry_day")


def inputs_of(
    raw: Mapping[str, Any], library: Library, *, items: Iterable[str], conditions: Iterable[Mapping[str, Any]], day: date
) -> Inputs:  # fmt: skip
    """Inputs of plain data, with the items' figures from the catalogue and what befell the rules behind ``conditions``.

    What ``raw`` states of figures and happenings stands in their place.  ``conditions`` are mappings that may
    name their ``provision``.

    Raises:
        InputError: a field that cannot be read, with what was wanted.
    """
    found = read_record(Inputs, raw, "the inputs", texts=True)
    if found.parameters is None:
        known = {name: _figures(library.products[name]) for name in items if name in library.products}  # fmt: skip
        found = replaced(found, parameters=known)
    if found.happenings is None:
        book = library.law.book
        rules = dict.fromkeys(str(each.get("provision") or "") for each in conditions)
        events = (e for rule in rules if rule in book.provisions for e in happenings_of_law(book, rule, day))  # fmt: skip
        found = replaced(found, happenings=tuple(events))
    return found


def _figures(product: Mapping[str, Any]) -> dict[str, Decimal | Interval]:
    return {name: value for name, value in product.items() if isinstance(value, Decimal | Interval)}


def consignment_of(
    drawn: Drawn, raw: Mapping[str, Any], library: Library, *, origin: str
) -> Consignment:
    """A shipment that was taken as the money sees it; ``raw`` states what only the parties know.

    ``raw`` may hold customs_value, revenue (default: the value of the drawdown), margin, imported, entry_day.

    Raises:
        InputError: another field, or one that cannot be read.
    """
    asked = drawn.request
    raw = {"revenue": None if asked.value is None else str(asked.value), **raw}
    for name in raw:
        if name not in _STATED:
            raise InputError(f"{name!r} is nothing that a shipment states for the money; it states {', '.join(_STATED)}")  # fmt: skip
    transfer = Builder(library.law.book, library.products).transfer(
        {"kind": "export", "item": {"id": asked.item}, "from": origin, "to": asked.country, "exporter": {"letters": []}}
    )  # fmt: skip
    whole = {"ref": asked.key, "product": asked.item, "day": asked.day, "currency": asked.currency, "facts": {}, **raw}  # fmt: skip
    return replaced(read_record(Consignment, whole, f"shipment {asked.key}", texts=True), facts=transfer.facts)  # fmt: skip
