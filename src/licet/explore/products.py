"""What the catalogue says of a product, as people read it: its figures, where each is from, its origin.

The verbs ``chips``, ``tools`` and ``materials`` and the pages of products show the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from licet.catalogue.shelves import SHELVES
from licet.explore.words import label, short_unit
from licet.record import record

if TYPE_CHECKING:
    from collections.abc import Iterator

    from licet.catalogue.model import Product
    from licet.pack.store import Library

REMARKS = ("notes", "tpp_differs_because", "transfer_rate_basis", "die_area_basis")
"""Fields of a product that are sentences about its figures."""
RECORD, WORKED_OUT, BESIDE = "record", "worked out", "record, no fact of law"


@record
class Figure:
    """One figure of a product: its words, its value with the unit (``?`` where unknown), and its basis."""

    name: str
    label: str
    value: str
    basis: str


def field_of(product: Product, name: str) -> Any:
    """A field of the record, or one that only its shelf has; None where it is not given."""
    return product.details.get(name) if name in product.details else getattr(product, name, None)


def facts_of(product: Product, library: Library) -> dict[str, str]:
    """The recorded facts as text, and the figures that follow from them; unknown ones are absent."""
    from decimal import Decimal

    from licet.facts.values import plain, show
    from licet.transfer.build import Builder

    builder = Builder(library.law.book, library.products)
    transfer = builder.complete(product.name, {}, product=product.id)
    dictionary = library.law.book.facts
    return {
        name: plain(round(value, 2)) if isinstance(value, Decimal) else show(value)
        for name, value in transfer.facts.items()
        if name in product.facts or dictionary[name].numeric
    }


def origin(product: Product) -> str:
    """What it is, who makes it, and where its ultimate parent sits."""
    kind = str(field_of(product, "type") or product.kind).replace("_", " ")
    if product.vendor is None:
        return kind
    made = f"{product.vendor}, {product.vendor_country}; ultimate parent in {product.headquarters}"
    return made if product.shelf == "chip" else f"{kind}; {made}"


def announced(product: Product) -> str:
    """When it was announced; empty where no source says."""
    return f"announced {product.announced}" if product.announced else ""


def sources_of(product: Product, library: Library) -> Iterator[tuple[str, str]]:
    """What the keys in a record's sources stand for, where the catalogue's folder is at hand."""
    path = library.folder.parent / "catalogue" / "sources.toml" if library.folder else None
    if path is None or not path.is_file():
        return
    import re
    import tomllib

    said = f"{product.source} {field_of(product, 'die_area_basis') or ''}"
    for key, entry in tomllib.loads(path.read_text(encoding="utf-8")).items():
        if re.search(rf"(?<![\w-]){re.escape(key)}(?![\w-])", said):
            yield key, str(entry.get("what", ""))


def figures(product: Product, library: Library) -> Iterator[Figure]:
    """Every figure that a product of its shelf may have, unknown ones too, and those that follow from them."""
    dictionary = library.law.book.facts
    known = facts_of(product, library)
    for name in dict.fromkeys((*(SHELVES[product.shelf].facts or ()), *known)):
        fact = dictionary[name]
        unit = short_unit(fact.unit) if name in known else ""
        basis = "" if name not in known else RECORD if name in product.facts else WORKED_OUT
        yield Figure(name, label(name, fact.unit), f"{known.get(name, '?')} {unit}".strip(), basis)
    for name, kind in SHELVES[product.shelf].details.items():
        value = product.details.get(name)
        if kind == "amount" and product.shelf != "chip" and value:
            yield Figure(
                name, label(name, "nm"), f"{value:,f}{' nm' * name.endswith('_nm')}", BESIDE
            )


def as_data(product: Product, library: Library) -> dict[str, Any]:
    """The product as JSON data."""
    data: dict[str, Any] = {
        name: getattr(product, name)
        for name in (
            "id", "shelf", "kind", "name", "vendor", "vendor_country", "headquarters", "family",
            "aliases", "announced", "notes", "confidence", "source",
        )
    }  # fmt: skip
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
        for name, value in facts_of(product, library).items()
        if name not in product.facts
    }
    return data
