"""Files that a drawdown, its match and an issue read: the request, and what conditions are tested on."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from licet.cli.register_open import file_of
from licet.errors import InputError, Place

if TYPE_CHECKING:
    from licet.register.conditions.evidence import Inputs
    from licet.register.drawdown.model import Request


def mapping_of(path: Path, what: str) -> dict[str, Any]:
    """A file that is a mapping."""
    found = file_of(path, what)
    if not isinstance(found, dict):
        raise InputError(f"{what} is a mapping", Place(str(path)))
    return found


def request_of(path: Path) -> Request:
    """The request of a file: key, line, item, quantity, unit, day, country, parties, value, serials or lot."""
    from licet.register.drawdown.model import Request
    from licet.store.records import read_record

    found: Request = read_record(Request, mapping_of(path, "a request"), str(path), texts=True)
    return found


def inputs_of(path: Path | None) -> Inputs:
    """What the file states of certificates, reports, shipments elsewhere; nothing where there is none."""
    from licet.register.conditions.evidence import Inputs
    from licet.store.records import read_record

    if path is None:
        return Inputs()
    raw = mapping_of(path, "what conditions are tested on")
    found: Inputs = read_record(Inputs, raw, str(path), texts=True)
    return found
