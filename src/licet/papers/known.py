"""What an answer knows that papers ask for, and the marks by which it calls for them.

It reads the sealed answer (``licet.letters.sealed``), of a determination or of this moment, and nothing else.
Where variants of a product differ, all values are given: none is picked.
"""

from __future__ import annotations

import json
from decimal import Decimal, InvalidOperation
from functools import partial
from typing import TYPE_CHECKING, Any

from licet.record import record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Json = dict[str, Any]
_ROLES = ("end_user", "ultimate_consignee", "intermediate_consignee", "purchaser", "forwarder")
"""Roles that fill entries.  One never stands in for another: who is not stated stays empty."""
_FIGURES = (
    "total_processing_performance", "performance_density", "total_dram_bandwidth_gb_s",
    "aggregate_bidirectional_transfer_rate_gb_s", "production_node_nm", "die_area_mm2",
)  # fmt: skip
_LISTS = (
    ("exception", "exceptions", "available"), ("notification", "notifications", "holds"),
    ("alert", "alerts", "holds"),
)  # fmt: skip
_DIGITS = 4
"""Digits after the point that a paper shows."""
LISTED = "list:"
"""Mark of a party that screening found on a list, with the list's code behind it."""


@record
class Known:
    """``values`` fill entries by name; ``marks`` are what holds of the answer (None: it may)."""

    values: dict[str, str]
    marks: dict[str, bool | None]
    day: str
    rests: tuple[tuple[str, str], ...]


def known(answer: bytes, sovereign: str, number: int | None = None, code: str = "") -> Known:
    """What a sealed answer knows, as the law of ``sovereign`` sees it."""
    found = json.loads(answer, parse_float=str)
    reports = found if isinstance(found, list) else [found]
    asked = (reports[0].get("asked") or {}).get("transfer") or {}
    values = {name: text for name, text in _values(reports, asked, sovereign) if text}
    if number is not None:
        values["determination"] = f"determination {number}, code {code}"
    marks: dict[str, bool | None] = {}
    for mark, holds in _marks(reports, sovereign):
        marks[mark] = True if holds or marks.get(mark) else None
    return Known(values, marks, reports[0]["on"], tuple(sorted(reports[0]["hashes"].items())))


def _values(reports: list[Json], asked: Json, sovereign: str) -> Iterator[tuple[str, str]]:
    yield "item", ", ".join(dict.fromkeys(str(each["item"]) for each in reports))
    yield "class", _each(reports, lambda data: _law(data, sovereign).get("classification"))
    yield "forms", _each(reports, lambda data: ", ".join(_law(data, sovereign).get("as_shipped_in_other_forms", ())))  # fmt: skip
    yield "answer", _each(reports, lambda data: data.get("headline"))
    for name in ("shipped_from", "destination", "kind", "route", *_FIGURES):
        yield name, _each(reports, partial(_fact, name=name))
    yield "day", reports[0]["on"]
    yield "exporter", str((asked.get("exporter") or {}).get("name") or "")
    yield "asked_by", str((reports[0].get("asked") or {}).get("by") or "")
    parties = asked.get("parties") or []
    for role in _ROLES:
        yield from _party(role, next((each for each in parties if each.get("role") == role), {}))
    for party in parties:
        for listed in party.get("lists") or ():
            yield from _party(LISTED + str(listed["list"] if isinstance(listed, dict) else listed), party)  # fmt: skip
    for hit in (reports[0].get("screening") or {}).get("hits", ()):
        if hit["standing"] != "not_a_match" and hit["party"] is not None and not hit["owner"]:
            yield from _party(LISTED + _list(hit), parties[hit["party"]] if hit["party"] < len(parties) else {})  # fmt: skip


def _party(head: str, party: Json) -> Iterator[tuple[str, str]]:
    for key in ("name", "address", "country"):
        yield f"{head}.{key}", str(party.get(key) or "")


def _list(hit: Json) -> str:
    """The code of the list that a hit stands on."""
    return str(hit["edition"]).split(" ", 1)[0]


def _each(reports: list[Json], value: Callable[[Json], Any]) -> str:
    """The value of all reports, or each with whose it is where they differ."""
    found = {str(data["item"]): str(value(data) or "") for data in reports}
    several = list(dict.fromkeys(found.values()))
    if len(several) == 1:
        return several[0]
    return "; ".join(f"{item}: {text or 'not known'}" for item, text in found.items())


def _fact(data: Json, name: str) -> str:
    fact = data["facts"].get(name)
    return _short(str(fact["value"])) if fact else ""


def _short(text: str) -> str:
    """A quotient with many digits, rounded and saying so; other values as they are.

    >>> _short("2.909090909090909"), _short("2,368")
    ('about 2.9091', '2,368')
    """
    if text.count(".") != 1 or len(text.partition(".")[2]) <= _DIGITS:
        return text
    try:
        return f"about {round(Decimal(text.replace(',', '')), _DIGITS):,f}"
    except InvalidOperation:
        return text


def _law(data: Json, sovereign: str) -> Json:
    return next((each for each in data["answers"] if each["sovereign"] == sovereign), {})


def _marks(reports: list[Json], sovereign: str) -> Iterator[tuple[str, bool | None]]:
    for data in reports:
        law = _law(data, sovereign)
        yield f"status:{law.get('status', 'none')}", True
        for prefix, key, truth in _LISTS:
            for each in law.get(key, ()):
                if each[truth] is not False:
                    yield f"{prefix}:{each['code']}", each[truth]
        for prefix, name in (("from", "shipped_from"), ("to", "destination"), ("kind", "kind")):
            if text := _fact(data, name):
                yield f"{prefix}:{text}", True
        for hit in (data.get("screening") or {}).get("hits", ()):
            if hit["standing"] != "not_a_match":
                yield LISTED + _list(hit), True if not hit["for_a_person"] else None
