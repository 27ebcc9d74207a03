"""The compiled catalogue: one line of JSON that loads in a few milliseconds.

Every number is decimal text, so that no float ever stands between a record and a verdict.
"""

from __future__ import annotations

import json
from decimal import Decimal
from types import MappingProxyType

from licet.catalogue.errors import CatalogueError
from licet.catalogue.model import FACTS, Catalogue, Chip, Fact, Family

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

FORMAT = "licet-catalogue/1"

_NUMBERS = frozenset(name for name, kind in FACTS.items() if kind == "number")
_TEXTS = (
    "id",
    "name",
    "vendor",
    "vendor_country",
    "headquarters",
    "family",
    "confidence",
    "source",
    "announced",
    "notes",
    "foundry",
    "transistor_count",
    "dram_type",
    "die_area_basis",
    "tpp_set_by",
    "tpp_differs_because",
    "transfer_rate_basis",
)
_DECIMALS = ("physical_die_area_mm2", "tpp_if_tf32_is_32_bits")


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
            return Catalogue.of_records(content["chips"], named, dict(content["names"]))
    except (LookupError, TypeError, AttributeError, ValueError, ArithmeticError) as fault:
        raise CatalogueError(f"not a {FORMAT} artefact: {fault!r}") from fault
    except RecursionError as fault:
        raise CatalogueError(f"not a {FORMAT} artefact: nested too deeply") from fault
    raise CatalogueError(f"not a {FORMAT} artefact: its format is {found!r}")


def _canonical(content: dict[str, Any]) -> str:
    return json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def _content(catalogue: Catalogue) -> dict[str, Any]:
    return {
        "chips": [_record(chip) for chip in catalogue.chips],
        "families": [
            {"id": family.id, "name": family.name, "aliases": sorted(family.aliases)}
            for family in catalogue.named_families
        ],
    }


def _record(chip: Chip) -> dict[str, Any]:
    record: dict[str, Any] = {
        name: value for name in _TEXTS if (value := getattr(chip, name)) is not None
    }
    for name in _DECIMALS:
        if (number := getattr(chip, name)) is not None:
            record[name] = _text(number)
    if chip.aliases:
        record["aliases"] = sorted(chip.aliases)
    record["facts"] = {
        name: _text(value) if isinstance(value, Decimal) else value
        for name, value in chip.facts.items()
    }
    record["dense_tops"] = {name: _text(rate) for name, rate in chip.dense_tops.items()}
    return record


def _text(number: Decimal) -> str:
    # 30 and 30.0 are one number and must hash alike; 'f' keeps 3E+1 from being written.
    return format(number.normalize(), "f")


def revive(record: dict[str, Any]) -> Chip:
    """The chip of one record of an artefact; CatalogueError if it is damaged."""
    try:
        facts = {name: _fact(name, value) for name, value in record["facts"].items()}
        rates = {name: Decimal(rate) for name, rate in record["dense_tops"].items()}
        changed: dict[str, Any] = {
            name: Decimal(record[name]) for name in _DECIMALS if name in record
        }
        changed["aliases"] = tuple(record.get("aliases", ()))
        changed["facts"] = MappingProxyType(facts)
        changed["dense_tops"] = MappingProxyType(rates)
        return Chip(**(record | changed))
    except (LookupError, TypeError, AttributeError, ValueError, ArithmeticError) as fault:
        raise CatalogueError(f"not a chip of a {FORMAT} artefact: {fault!r}") from fault


def _fact(name: str, value: Fact) -> Fact:
    if isinstance(value, str) and name in _NUMBERS and value[0] not in "<>":
        return Decimal(value)
    return value
