"""Transfers with every fact stated, drawn with a fixed seed, as plain data.

Numbers are drawn on, just under and between the lines of the rules.  Days of listing stand as
``20240115``, so that engines without dates can compare them.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date
from typing import Any

DAYS = (
    date(2024, 6, 3),  # before exception ACA was widened
    date(2025, 6, 2),  # after it, and after the letters of April 2025
    date(2025, 12, 1),  # with the reported arrangement
    date(2026, 2, 16),  # with the case-by-case review
    date(2026, 8, 3),  # after the Emirates changed groups
)
PLACES = (
    "AE", "CN", "CN", "CN", "DE", "HK", "IL", "IR", "JP", "KH", "MO", "MY", "RU", "SA", "SG", "TW", "VN",
)  # fmt: skip
SEATS = ("CN", "CN", "DE", "HK", "JP", "MO", "RU", "SG", "TW", "US", "US", "US", "VE", "AE", "MY")
ROLES = (
    "end_user", "end_user", "ultimate_consignee", "purchaser", "intermediate_consignee", "operator",
)  # fmt: skip
LISTS = ("US-EL", "US-UVL", "US-1260H", "US-MEU")
LETTER = "US-LTR-NVIDIA-2025-04-09"
RECIPIENTS = ("end_user", "ultimate_consignee", "purchaser", "operator")
TRANSACTING = ("end_user", "ultimate_consignee", "intermediate_consignee", "purchaser")
MILITARY = ("BY", "CN", "KH", "MM", "NI", "RU", "VE")
HUBS = ("MY", "SG", "TH", "ID", "AE", "TW", "TR")
EMBARGOED = ("CU", "IR", "KP", "SY")
_SPEEDS = (1599, 1600, 2368, 2399, 2400, 2896, 4799, 4800, 4992, 5285, 15832, 20999, 21000, 36000)
_DENSITIES = (1.59, 1.6, 2.91, 3.19, 3.2, 3.67, 5.91, 5.92, 6.04, 8.69, 19.45)
_OWNERS = {
    "us_nexus": ("us_origin",),
    "end_use": ("military",),
    "assurances": (
        "notified_days", "bis_objected", "notice_item_count", "written_purchase_order",
        "commercial_sample", "us_supply_certified", "tested_by_us_lab",
    ),
    "facts": (
        "total_processing_performance", "performance_density", "non_planar_logic_die",
        "designed_or_marketed_for_datacenter", "total_dram_bandwidth_gb_s",
        "aggregate_bidirectional_transfer_rate_gb_s",
    ),
}  # fmt: skip


@dataclass(frozen=True)
class Case:
    """One transfer on one day."""

    on: date
    facts: dict[str, Any]

    @property
    def day(self) -> int:
        """The day as a number: 20260216."""
        return number_of(self.on)


def number_of(day: date) -> int:
    """A day as a number whose order is that of days."""
    return day.year * 10000 + day.month * 100 + day.day


def cases(count: int, seed: int = 20260201) -> list[Case]:
    """As many transfers as asked for, the same each time."""
    draw = random.Random(seed)  # noqa: S311 - a fixed sample, no secret
    return [_case(draw) for _ in range(count)]


def _case(draw: random.Random) -> Case:
    def yes(chance: float = 0.5) -> bool:
        return draw.random() < chance

    speed = draw.choice(_SPEEDS) if yes() else draw.randrange(1200, 9000)
    density = draw.choice(_DENSITIES) if yes() else draw.randrange(100, 2500) / 100
    facts: dict[str, Any] = {
        "kind": draw.choice(("export", "export", "reexport", "transfer_in_country")),
        "item_kind": "integrated_circuit" if yes(0.9) else "other",
        "shipped_from": draw.choice(("US", "US", "US", "TW", "SG")),
        "destination": draw.choice(PLACES),
        "us_origin": yes(0.8),
        "total_processing_performance": speed,
        "performance_density": density,
        "non_planar_logic_die": True,
        "designed_or_marketed_for_datacenter": yes(0.7),
        "total_dram_bandwidth_gb_s": draw.choice((3350, 3999, 4000, 4800, 6499, 6500, 8000)),
        "aggregate_bidirectional_transfer_rate_gb_s": draw.choice((600, 1027, 1028, 1800)),
        "letters": [LETTER] if yes(0.2) else [],
        "notified_days": draw.choice((0, 24, 25, 40)) if yes(0.4) else 30,
        "bis_objected": yes(0.1),
        "notice_item_count": draw.choice((1, 6, 7)),
        "written_purchase_order": yes(0.8),
        "commercial_sample": yes(0.2),
        "us_supply_certified": yes(0.9),
        "tested_by_us_lab": yes(0.9),
        "military": yes(0.1),
        "parties": [_party(draw, place == 0) for place in range(draw.choice((1, 1, 2, 3, 4)))],
    }
    return Case(draw.choice(DAYS), facts)


def _party(draw: random.Random, first: bool) -> dict[str, Any]:
    country = draw.choice(SEATS)
    seat = country if draw.random() < 0.7 else draw.choice(SEATS)
    listed = draw.random() < 0.2
    since = date(draw.randrange(2019, 2027), draw.randrange(1, 13), draw.randrange(1, 29))
    return {
        "role": "end_user" if first else draw.choice(ROLES),
        "country": country,
        "headquarters": seat,
        "ultimate_parent_headquarters": seat if draw.random() < 0.7 else draw.choice(SEATS),
        "lists": [{"list": draw.choice(LISTS), "since": number_of(since)}] if listed else [],
        "distributor": draw.random() < 0.1,
        "military_end_user": draw.random() < 0.05,
    }


def raw_of(case: Case) -> dict[str, Any]:
    """The transfer in the form of a Licet case file."""
    facts = case.facts
    raw: dict[str, Any] = {
        "kind": facts["kind"],
        "from": facts["shipped_from"],
        "to": facts["destination"],
        "item": {"kind": facts["item_kind"], "facts": _some(facts, "facts")},
        "exporter": {"letters": facts["letters"]},
        "parties": [_raw_party(each) for each in facts["parties"]],
        "parties_complete": True,
    }
    for group in ("us_nexus", "end_use", "assurances"):
        raw[group] = _some(facts, group)
    return raw


def _some(facts: dict[str, Any], group: str) -> dict[str, Any]:
    return {name: facts[name] for name in _OWNERS[group]}


def _raw_party(party: dict[str, Any]) -> dict[str, Any]:
    listings = [
        {"list": each["list"], "since": _day(each["since"]), "footnotes": []}
        for each in party["lists"]
    ]
    return {**party, "lists": listings}


def _day(number: int) -> date:
    return date(number // 10000, number // 100 % 100, number % 100)
