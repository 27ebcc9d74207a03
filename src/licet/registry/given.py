"""What a party states of a shipment for the money, joined with what the register and the catalogue know of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from licet.errors import InputError
from licet.pack.store import Library
from licet.record import replaced
from licet.register.drawdown.model import Drawn
from licet.register.money.assess import Consignment
from licet.store.records import read_record
from licet.transfer.build import Builder

_STATED = ("customs_value", "revenue", "margin", "imported", "entry_day")


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
