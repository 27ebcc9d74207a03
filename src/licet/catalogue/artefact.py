"""The compiled catalogue: one line of JSON that loads in a few milliseconds.

Every number is decimal text, so that no float ever stands between a record and a verdict.
"""

from __future__ import annotations

import json
from decimal import Decimal
from types import MappingProxyType

from licet.catalogue.errors import CatalogueError
from licet.catalogue.model import Catalogue, Family, Product, is_range
from licet.catalogue.shelves import SHELVES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

FORMAT = "licet-catalogue/2"

_TEXTS = (
    "id",
    "shelf",
    "kind",
    "name",
    "family",
    "confidence",
    "source",
    "vendor",
    "vendor_country",
    "headquarters",
    "announced",
    "notes",
)


def dump(catalogue: Catalogue) -> str:
    """The artefact.  The same catalogue gives the same text.

    It carries the index of names too, which is derived: it saves a third of the first look-up
    and is no part of the hash.
    """
    head = {"format": FORMAT, "hash": catalogue.hash, "names": catalogue.names}
    return _canonical(head | _content(catalogue))


def digest(catalogue: Catalogue) -> str:
    """SHA-256 of the canonical JSON of all records and named families."""
    import hashlib

    return hashlib.sha256(_canonical(_content(catalogue)).encode()).hexdigest()


def parse(text: str | bytes) -> Catalogue:
    """The catalogue that an artefact holds.

    >>> len(parse(dump(Catalogue(()))))
    0

    Raises CatalogueError if the text is anything else.
    """
    try:
        content = json.loads(text)
        found = content.get("format") if isinstance(content, dict) else None
        if found == FORMAT:
            named = [Family(f["id"], f["name"], tuple(f["aliases"])) for f in content["families"]]
            return Catalogue.of_records(content["products"], named, dict(content["names"]))
    except (LookupError, TypeError, AttributeError, ValueError, ArithmeticError) as fault:
        raise CatalogueError(f"not a {FORMAT} artefact: {fault!r}") from fault
    except RecursionError as fault:
        raise CatalogueError(f"not a {FORMAT} artefact: nested too deeply") from fault
    raise CatalogueError(f"not a {FORMAT} artefact: its format is {found!r}")


def _canonical(content: dict[str, Any]) -> str:
    return json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def _content(catalogue: Catalogue) -> dict[str, Any]:
    return {
        "products": [_record(each) for each in catalogue.products],
        "families": [
            {"id": family.id, "name": family.name, "aliases": sorted(family.aliases)}
            for family in catalogue.named_families
        ],
    }


def _record(product: Product) -> dict[str, Any]:
    record: dict[str, Any] = {
        name: value for name in _TEXTS if (value := getattr(product, name)) is not None
    }
    if product.aliases:
        record["aliases"] = sorted(product.aliases)
    # Words stand apart from numbers, so that a code such as "1" could never come back as one.
    facts: dict[str, Any] = record.setdefault("facts", {})
    words: dict[str, Any] = {}
    for name, value in product.facts.items():
        word = isinstance(value, str) and not is_range(value)
        (words if word else facts)[name] = _written(value)
    if words:
        record["words"] = words
    if product.details:
        record["details"] = {name: _written(value) for name, value in product.details.items()}
    return record


def _written(value: Any) -> Any:
    if isinstance(value, Decimal):
        # 30 and 30.0 are one number and must hash alike; 'f' keeps 3E+1 from being written.
        return format(value.normalize(), "f")
    if isinstance(value, str | bool | int):
        return value
    return {name: _written(inner) for name, inner in value.items()}


def revive(record: dict[str, Any]) -> Product:
    """The product of one record of an artefact; CatalogueError if it is damaged."""
    try:
        facts = {name: _number(value) for name, value in record["facts"].items()}
        kinds = SHELVES[record["shelf"]].details
        details = {
            name: _detail(kinds[name], value) for name, value in record.get("details", {}).items()
        }
        changed: dict[str, Any] = {
            "aliases": tuple(record.get("aliases", ())),
            "facts": MappingProxyType(facts | record.get("words", {})),
            "details": MappingProxyType(details),
        }
        plain = {name: value for name, value in record.items() if name != "words"}
        return Product(**(plain | changed))
    except (LookupError, TypeError, AttributeError, ValueError, ArithmeticError) as fault:
        raise CatalogueError(f"not a product of a {FORMAT} artefact: {fault!r}") from fault


def _number(value: Any) -> Any:
    if isinstance(value, str) and not is_range(value):
        return Decimal(value)
    return value


def _detail(kind: str, value: Any) -> Any:
    if kind == "rates":
        return MappingProxyType({name: Decimal(rate) for name, rate in value.items()})
    return Decimal(value) if kind == "amount" else value
