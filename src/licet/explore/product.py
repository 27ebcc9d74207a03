"""A product as data: its record, and the figures of law that follow from it."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from licet.catalogue.shelves import SHELVES
from licet.facts.values import plain, show
from licet.transfer.build import Builder

if TYPE_CHECKING:
    from licet.catalogue.model import Product
    from licet.pack.store import Library

_RECORD = (
    "id", "shelf", "kind", "name", "vendor", "vendor_country", "headquarters", "family",
    "aliases", "announced", "notes", "confidence", "source",
)  # fmt: skip


def figures(product: Product, library: Library) -> dict[str, str]:
    """The recorded facts as text, and the figures that follow from them; unknown ones are absent."""
    builder = Builder(library.law.book, library.products)
    transfer = builder.complete(product.name, {}, product=product.id)
    dictionary = library.law.book.facts
    return {
        name: plain(round(value, 2)) if isinstance(value, Decimal) else show(value)
        for name, value in transfer.facts.items()
        if name in product.facts or dictionary[name].numeric
    }


def product_data(product: Product, library: Library) -> dict[str, Any]:
    """The record of a product, its ``facts``, and under ``worked_out`` what follows from them."""
    data: dict[str, Any] = {name: getattr(product, name) for name in _RECORD}
    for name, kind in SHELVES[product.shelf].details.items():
        value = product.details.get(name)
        if kind == "rates":
            data[name] = {each: str(rate) for each, rate in value.items()} if value else {}
        else:
            data[name] = str(value) if kind == "amount" and value is not None else value
    data["facts"] = {
        name: value if isinstance(value, bool) else str(value)
        for name, value in product.facts.items()
    }
    data["worked_out"] = {
        name: value
        for name, value in figures(product, library).items()
        if name not in product.facts
    }
    return data
