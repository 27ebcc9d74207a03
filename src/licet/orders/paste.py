"""Lines of an order as people paste them: CSV with a first line of names, or JSON.

Cells are parted by tabs, commas or semicolons, whichever the first line has.  A column ``fact:NAME``
states a fact of the item.
"""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING, Any

from licet.orders.read import OrderFaults
from licet.screen.records import records_of

if TYPE_CHECKING:
    from collections.abc import Iterator

_FACT = "fact:"
LONGEST = 4_000_000
"""Letters of a pasted text that are read."""


def order_of(text: str) -> dict[str, Any]:
    """A whole order from JSON.

    Raises:
        OrderFaults: it is no JSON object.
    """
    data = _json(text, "order")
    if not isinstance(data, dict):
        raise OrderFaults((("order", "wanted one JSON object with ref, from, parties and lines"),))
    return data


def rows_of(text: str, what: str = "lines") -> list[dict[str, Any]]:
    """Rows from a JSON list or from CSV; empty text gives none.

    Raises:
        OrderFaults: with the line of the text, where a row cannot be read.
    """
    if len(text) > LONGEST:
        raise OrderFaults(((what, f"{len(text):,} letters; at most {LONGEST:,} are read"),))
    if text.lstrip()[:1] in ("[", "{"):
        data = _json(text, what)
        data = data.get("lines", [data]) if isinstance(data, dict) else data
        if isinstance(data, list):
            return data
        raise OrderFaults(((what, "wanted a list of rows"),))
    return list(_csv(text, what))


def _json(text: str, what: str) -> Any:
    try:
        return json.loads(text, parse_float=str, parse_constant=str)
    except RecursionError:
        raise OrderFaults(((what, "the JSON is nested beyond reason"),)) from None
    except ValueError as error:
        raise OrderFaults(((what, f"this is no JSON: {error}"),)) from None


def _csv(text: str, what: str) -> Iterator[dict[str, Any]]:
    first = text.lstrip("\n").partition("\n")[0]
    delimiter = next((each for each in "\t;," if each in first), ",")
    records = records_of(io.StringIO(text, newline=None), delimiter)
    head = next(records, None)
    if head is None:
        return
    names = [each.strip() for each in head.cells]
    faults = [(f"{what}, row {head.number}", head.fault)] if head.fault else []
    found = []
    for number, cells, fault in records:
        if fault or (len(cells) > len(names) and any(map(str.strip, cells[len(names) :]))):
            faults.append((f"{what}, row {number}", fault or f"{len(cells)} cells, and the first line has {len(names)} names"))  # fmt: skip
        elif any(each.strip() for each in cells):
            found.append(_row(dict(zip(names, map(str.strip, cells), strict=False))))
    if faults:
        raise OrderFaults(tuple(faults))
    yield from found


def _row(cells: dict[str, str]) -> dict[str, Any]:
    row: dict[str, Any] = {name: each for name, each in cells.items() if not name.startswith(_FACT)}
    facts = {name.removeprefix(_FACT): each for name, each in cells.items() if name.startswith(_FACT) and each}  # fmt: skip
    return {**row, "facts": facts} if facts else row
