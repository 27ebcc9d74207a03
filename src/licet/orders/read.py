"""An order as an order system sends it, read into frozen values; each fault names its line.

    {"ref": "SO-1001", "on": "2026-12-01", "from": "US", "exporter": {"name": "Nordic Boards Inc."},
     "parties": [{"role": "end_user", "name": "Acme Works", "country": "MY"}],
     "end_use": {"text": "rendering"},
     "lines": [{"line": 10, "item": "nvidia-h200", "quantity": 8, "unit": "pcs", "value": "240000", "currency": "USD"}]}

What is not known here stays in the body and is named among the notes of a check.  Quantity and value stay
with the order: what a rule is to read of them (such as ``value_usd``) is stated under a line's ``facts``.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from licet.errors import InputError
from licet.record import record
from licet.transfer.build import read_day

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

MOST_LINES = 10_000
MOST_PARTIES = 200
LONGEST_REF = 200
ALSO = {
    "date": "on", "ship_date": "on", "reference": "ref", "order": "ref",
    "part": "item", "part_no": "item", "part_number": "item", "product": "item", "material": "item",
    "eccn": "class", "qty": "quantity", "no": "line", "item_kind": "kind",
}  # fmt: skip
"""Other names under which order systems send a column."""
ROLES = {
    "buyer": "purchaser", "sold_to": "purchaser", "bill_to": "purchaser", "payer": "purchaser",
    "consignee": "ultimate_consignee", "ship_to": "ultimate_consignee", "user": "end_user",
    "carrier": "forwarder",
}  # fmt: skip
"""Words of order systems for the roles that the law knows."""
_GOES_TO = ("ultimate_consignee", "end_user", "operator", "purchaser")
_TOP = (
    "ref", "on", "from", "to", "kind", "exporter", "parties", "end_use", "lines",
    "route", "declared_to", "transshipment", "us_nexus", "assurances", "parties_complete", "facts",
)  # fmt: skip
_PASSED_ON = ("route", "declared_to", "transshipment", "us_nexus", "assurances", "facts")
_LINE = ("line", "item", "quantity", "unit", "value", "currency", "class", "kind", "facts")
_GROUPED = re.compile(r"\d{1,3}(,\d{3})+(\.\d+)?")


class OrderFaults(InputError):
    """An order that cannot be read; ``faults`` are where each is (``line 17``, ``parties 2``) and what it is."""

    def __init__(self, faults: tuple[tuple[str, str], ...]) -> None:
        self.faults = faults
        super().__init__(" ".join(f"{where}: {what}" for where, what in faults))


@record
class Line:
    """One line: an item by product or part number, its own declared class, and what it costs."""

    line: str
    item: str
    quantity: Decimal | None
    unit: str
    value: Decimal | None
    currency: str
    declared: str
    kind: str
    facts: Mapping[str, Any]


@record
class Said:
    """An order as read; ``transfer`` is what all lines share, ``unread`` names what no rule reads."""

    ref: str
    on: date | None
    transfer: Mapping[str, Any]
    lines: tuple[Line, ...]
    body: Mapping[str, Any]
    unread: tuple[str, ...] = ()


def read_order(data: object, party_facts: frozenset[str] = frozenset()) -> Said:
    """The order of JSON data; ``party_facts`` are names of facts that the law knows of parties.

    Raises:
        OrderFaults: what cannot be read, each with its line and the way out.
    """
    faults: list[tuple[str, str]] = []
    if not isinstance(data, dict):
        raise OrderFaults(
            (("order", f"wanted an object with ref, from, parties and lines, not {_kind(data)}"),)
        )
    top = _renamed(data)
    unread = [f"the order's {key}" for key in top if key not in _TOP]
    ref = str(top.get("ref") or "").strip()
    if not ref or len(ref) > LONGEST_REF:
        faults.append(("ref", f"wanted the order's own number, of at most {LONGEST_REF} letters"))
    elif not ref.isprintable():
        faults.append(("ref", f"{ref!r} has a sign that cannot be seen; write the number without it"))  # fmt: skip
    on = None
    try:
        on = read_day(top.get("on"))
    except InputError as error:
        faults.append(("on", str(error)))
    parties = list(_parties(top.get("parties"), party_facts, faults, unread))
    lines = tuple(_lines(top.get("lines"), faults, unread))
    if faults:
        raise OrderFaults(tuple(faults))
    transfer = {key: top[key] for key in _PASSED_ON if top.get(key)}
    exporter, end_use = top.get("exporter") or {}, top.get("end_use") or {}
    transfer.update(
        kind=top.get("kind") or "export", parties=parties,
        exporter={"name": exporter} if isinstance(exporter, str) else exporter,
        end_use={"text": end_use} if isinstance(end_use, str) else end_use,
        parties_complete=top.get("parties_complete"),
        **{"from": top.get("from"), "to": top.get("to") or _destination(parties)},
    )  # fmt: skip
    return Said(ref, on, transfer, lines, data, tuple(dict.fromkeys(unread)))


def _renamed(data: Mapping[str, Any]) -> dict[str, Any]:
    """Keys in small letters and by our own names; the first of two of one meaning wins."""
    found: dict[str, Any] = {}
    for key, value in data.items():
        name = str(key).strip().lower().replace(" ", "_").replace("-", "_")
        found.setdefault(ALSO.get(name, name), value)
    return found


def _objects(
    raw: list[Any], where: str, wanted: str, faults: list[tuple[str, str]]
) -> Iterator[tuple[int, dict[str, Any]]]:
    """Each object of a list with its place from one, its keys in our spelling; others are faults."""
    for place, each in enumerate(raw, 1):
        if isinstance(each, dict):
            yield place, _renamed(each)
        else:
            what = f"wanted an object with {wanted}, not {_kind(each)}"
            faults.append((f"{where} {place}", what))


def _lines(raw: object, faults: list[tuple[str, str]], unread: list[str]) -> Iterator[Line]:
    if not isinstance(raw, list) or not raw:
        faults.append(("lines", "wanted a list with a line at least"))
        return
    if len(raw) > MOST_LINES:
        faults.append(
            ("lines", f"{len(raw):,} lines; at most {MOST_LINES:,} are read in one order")
        )
        return
    seen: set[str] = set()
    for place, row in _objects(raw, "line", "item, quantity and so on", faults):
        given = row.get("line")
        name = str(place if given in (None, "") else given).strip()
        where = f"line {name}"
        if name in seen:
            faults.append((where, "another line has this number; give each its own"))
        seen.add(name)
        unread += [f"the lines' {key}" for key in row if key not in _LINE]
        item, declared = str(row.get("item") or "").strip(), str(row.get("class") or "").strip()
        if not item and not declared:
            faults.append((where, "wanted an item (product or part number) or its class"))
        facts = row.get("facts") or {}
        if not isinstance(facts, dict):
            faults.append((where, f"facts are an object of names and values, not {_kind(facts)}"))
            continue
        quantity, value = (
            _number(row.get(key), where, key, faults) for key in ("quantity", "value")
        )
        yield Line(
            name, item, quantity, str(row.get("unit") or ""), value,
            str(row.get("currency") or "").upper(), declared, str(row.get("kind") or ""), facts,
        )  # fmt: skip


def _number(raw: object, where: str, key: str, faults: list[tuple[str, str]]) -> Decimal | None:
    """A number of at least nought; commas between thousands are read over."""
    text = str(raw if raw is not None else "").strip()
    if not text:
        return None
    try:
        found = Decimal(text.replace(",", "") if _GROUPED.fullmatch(text) else text)
    except InvalidOperation:
        found = Decimal(-1)
    if isinstance(raw, bool) or not found.is_finite() or found < 0:
        faults.append((where, f"{key} is {text[:40]!r}; wanted a number such as 1200 or 1200.50"))
        return None
    return found


def _parties(
    raw: object, known: frozenset[str], faults: list[tuple[str, str]], unread: list[str]
) -> Iterator[dict[str, Any]]:
    if raw in (None, ""):
        return
    if not isinstance(raw, list) or len(raw) > MOST_PARTIES:
        faults.append(
            ("parties", f"wanted a list of at most {MOST_PARTIES} parties, each with role and name")
        )
        return
    for _place, row in _objects(raw, "parties", "role, name and country", faults):
        role = str(row.get("role") or "").strip().lower().replace(" ", "_").replace("-", "_")
        party: dict[str, Any] = {
            "name": str(row.get("name") or "").strip(),
            "role": ROLES.get(role, role),
        }
        if row.get("country"):
            party["country"] = str(row["country"]).strip().upper()
        if row.get("identifiers"):
            party["identifiers"] = _identifiers(row["identifiers"])
        for key, value in row.items():
            if key in party or key == "identifiers":
                continue
            if known and key not in known:
                unread.append(f"the parties' {key}")
            else:
                party[key] = value
        yield party


def _identifiers(raw: object) -> list[str]:
    """Numbers as ``KIND:NUMBER``, from an object, a list or text with semicolons."""
    if isinstance(raw, dict):
        return [f"{kind}:{value}" for kind, value in raw.items() if value]
    parts = raw if isinstance(raw, list) else str(raw).split(";")
    return [
        f"{each.get('kind', '')}:{each.get('value', '')}"
        if isinstance(each, dict)
        else str(each).strip()
        for each in parts
        if each
    ]


def _destination(parties: list[dict[str, Any]]) -> str | None:
    """Where the goods go, if it is not said: to the ultimate consignee, else to who comes next to it."""
    for role in _GOES_TO:
        places = {
            each["country"] for each in parties if each["role"] == role and each.get("country")
        }
        if len(places) == 1:
            return str(places.pop())
    return None


def _kind(value: object) -> str:
    words = {
        "str": "a text",
        "list": "a list",
        "NoneType": "nothing",
        "int": "a number",
        "float": "a number",
        "bool": "yes or no",
    }
    return words.get(type(value).__name__, type(value).__name__)
