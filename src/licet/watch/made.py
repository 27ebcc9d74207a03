"""A made register with diversion of known kinds in it, and innocent shipments that look like it: nobody publishes a true one.

Each shipment has a story; a story shows each of its signs with a chance, so some diversion shows none. All of it is invented,
and the chances are judgement: they say what the watch does on such a register, and nothing of how common diversion is.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import numpy as np

from licet.assumptions.ledger import stream
from licet.errors import InputError
from licet.record import record
from licet.register.events import frozen
from licet.register.license_state import Back, Draw, Edition, LicenseState, Line

DIVERTED: Mapping[str, Mapping[str, float]] = {
    "sold on": {
        "elsewhere": 0.4, "moved": 0.2, "timed away": 0.4, "no consent": 0.3, "claim": 0.15, "silent": 0.3, "slow": 0.2,
        "sent away": 0.15,
    },
    "never arrived": {"short": 0.6, "silent": 0.6, "customs": 0.4},
    "swapped": {"twice": 0.5, "attested": 0.5, "strange": 0.3, "untested": 0.3, "unnamed": 0.3, "more back": 0.15},
    "through shells": {"hands": 0.6, "shared": 0.6, "silent": 0.3, "new party": 0.3},
    "lent and kept": {"due": 1.0, "silent": 0.4, "elsewhere": 0.2},
}  # fmt: skip
"""Stories of diversion: which signs each shows, and with what chance."""
INNOCENT: Mapping[str, Mapping[str, float]] = {
    "plain": {"silent": 0.03, "slow": 0.05, "timed wrong": 0.002},
    "network exit": {"elsewhere": 1.0},
    "new network": {"moved near": 1.0},
    "wrong clock": {"timed wrong": 1.0},
    "office tower": {"shared": 1.0},
    "head office": {"sent near": 0.8, "claim": 0.4},
    "typing error": {"twice": 1.0},
    "late vessel": {"short": 0.3, "short early": 0.7},
    "board exchanged": {"attested": 1.0, "strange": 0.3},
    "switched off": {"silent": 1.0},
    "group lease": {"consented": 1.0},
    "consent not entered": {"no consent": 1.0},
    "merger": {"new party": 1.0},
    "lot misspelled": {"untested": 1.0},
    "spare parts": {"unnamed": 1.0},
    "boxes counted": {"customs": 1.0},
    "loan prolonged": {"due": 1.0},
    "loan ended": {"due": 1.0, "back": 1.0},
    "two returns as one": {"more back": 1.0},
}
"""Stories without diversion; all but the first look like one."""
DIVERTED_PART, LOOKS_ALIKE_PART = 0.06, 0.2
"""Of all shipments: those diverted, and those innocent that look like it."""
LATE_REPORT = {True: 0.25, False: 0.05}
"""Chance that the license's last report is overdue, where any of its shipments is diverted and where none is."""
TESTED, COUNTED = 0.8, 0.7
"""Chance that test reports, and a count by customs, were filed on a license; elsewhere they are not known."""
DAY = date(2026, 9, 30)
SHIPMENTS, UNITS, _PART = 6, 8, 3
"""Shipments of a license, units of a shipment, and units of those that are short, unnamed or not counted."""
_HOME, _NEAR_BY, _AWAY = "MY", "SG", "CN"
_SITE = {"name": "Johor", "north": "1.49", "east": "103.74", "within_km": "30"}
_NEAR = {"name": "landmark Singapore", "north": "1.35", "east": "103.82", "within_km": "5"}
_FAR = {"name": "landmark Hong Kong", "north": "22.32", "east": "114.17", "within_km": "5"}
_LABORATORY = {"name": "made laboratory", "headquarters": "US", "tested_in": "US"}
_SITE_TO_FAR_MS = 26.0
"""A usual round trip between the made site and the far landmark, through glass."""


@record
class Made:
    """Licenses, and of each shipment (license, key) the story that it tells."""

    states: tuple[LicenseState, ...]
    story: Mapping[tuple[str, str], str]

    def diverted(self, license_: str, shipment: str) -> bool:
        """Whether a shipment was diverted."""
        return self.story[license_, shipment] in DIVERTED


def made(seed: int = 0, licenses: int = 200) -> Made:
    """A register of ``licenses`` with six shipments each; same seed and number, same register.

    Raises:
        InputError: fewer than one license.
    """
    if licenses < 1:
        raise InputError(f"A register of {licenses} licenses says nothing. Take 1 or more.")
    random = stream(seed, "watch.made")
    stories: dict[tuple[str, str], str] = {}
    states = []
    for number in range(licenses):
        maker = _Maker(number, random)
        states.append(maker.state())
        stories.update(maker.stories)
    return Made(tuple(states), stories)


class _Maker:
    """One license with its shipments; draws from ``random`` in a fixed order."""

    def __init__(self, number: int, random: np.random.Generator) -> None:
        self.number, self.random, self.name = number, random, f"D-MADE-{number:04d}"
        self.stories: dict[tuple[str, str], str] = {}
        self.content: dict[str, list[dict[str, Any]]] = {}
        self.changed: list[date] = []
        self.backs: list[Back] = []
        self.tested, self.uncounted = self.random.random() < TESTED, 0

    def state(self) -> LicenseState:
        """The license after all its shipments."""
        draws = tuple(self._draw(each) for each in range(SHIPMENTS))
        drawn = Decimal(SHIPMENTS * UNITS)
        start = _moment(date(2026, 1, 15))
        parties = frozen({"parties": [{"id": "p1", "name": self._party}]}, self.name)
        later = tuple(
            Edition(2 + at, _moment(day), "olga", parties) for at, day in enumerate(self.changed)
        )
        return LicenseState(
            case=self.name, state="partly_used", number=self.name, authority="US", holder=f"holder {self.number:04d}",
            valid_from=start.date(), valid_to=date(2029, 12, 31), countries=(_HOME,),
            lines=(Line("1", "made accelerator", drawn * 2, "piece", drawn, frozen({"country": _HOME}, self.name)),),
            conditions=(frozen(_REPORTS, self.name),), editions=(Edition(1, start, "olga", frozen({}, self.name)), *later),
            draws=draws, returns=tuple(self._returns()), backs=tuple(self.backs), messages=tuple(self._messages(drawn)),
        )  # fmt: skip

    @property
    def _party(self) -> str:
        return f"consignee {self.number:04d}"

    def _story(self) -> Mapping[str, float]:
        kind = self.random.random()
        table = DIVERTED if kind < DIVERTED_PART else INNOCENT
        names = list(table) if table is DIVERTED else list(table)[1:]
        picked = names[int(self.random.integers(len(names)))]
        if kind >= DIVERTED_PART + LOOKS_ALIKE_PART:
            picked = "plain"
        self.stories[self.name, f"s{len(self.stories) + 1}"] = picked
        return table[picked]

    def _draw(self, at: int) -> Draw:
        story = self._story()
        signs = {sign for sign, chance in story.items() if self.random.random() < chance}
        key, went = (
            f"s{at + 1}",
            date(2026, 2, 1) + timedelta(days=25 * at + int(self.random.integers(20))),
        )
        serials = [f"{self.number:04d}-{at + 1}-{unit:02d}" for unit in range(UNITS)]
        if "twice" in signs:  # a chip that went with the first shipment of the license before
            serials[0] = f"{max(self.number - 1, 0):04d}-1-00" if self.number else serials[0]
        self._told(key, went, serials, signs)
        self._came_back(key, went, signs)
        named = serials[: UNITS - _PART] if "unnamed" in signs else serials
        lot = f"lot {self.name} {key}"
        self._tested(lot, went, signs)
        body = {"key": key, "line": "1", "country": _HOME, "serials": named, "lot": lot}
        return Draw(
            key, "1", Decimal(UNITS), went, self._party, "ann", _moment(went), frozen(body, self.name)
        )  # fmt: skip

    def _told(self, key: str, went: date, serials: list[str], signs: set[str]) -> None:
        """What is filed of one shipment."""
        if "new party" in signs:
            self.changed.append(went - timedelta(days=5))
        short = signs & {"short", "short early"}
        after = 30 if "short early" in short else 75
        seen = list(serials)
        if "strange" in signs:
            seen[-1] = f"other-{self.name}-{key}"
        where = _AWAY if "sent away" in signs else _NEAR_BY if "sent near" in signs else _HOME
        address = "Level 8, Tower One" if "shared" in signs else f"{self.number} Harbor Road"
        self._add(
            "deliveries", shipment=key, units=str(UNITS - _PART if short else UNITS), as_of=_day(went, after),
            country=where, address=address, serials=seen[: UNITS - _PART if short or "unnamed" in signs else UNITS],
        )  # fmt: skip
        if "hands" in signs or "no consent" in signs or "consented" in signs:
            consent = "" if "no consent" in signs else "C-1"
            for hop in range(1 if "no consent" in signs else 2):
                self._add("handovers", shipment=key, day=_day(went, 20 + hop), to=f"reseller {hop + 1}", country=_HOME, consent=consent)  # fmt: skip
        if "customs" in signs:
            self.uncounted += _PART
        self._heard(serials[: UNITS - _PART], signs)

    def _came_back(self, key: str, went: date, signs: set[str]) -> None:
        """Goods that had to come back, and those that did."""
        if "due" in signs:
            self._add("due_back", shipment=key, day=_day(went, 60))
        if signs & {"back", "more back"}:
            units = Decimal(UNITS + 2 if "more back" in signs else UNITS)
            came = _moment(went + timedelta(days=50))
            self.backs.append(Back(f"back {key}", key, "1", units, came, frozen({}, self.name)))

    def _tested(self, lot: str, went: date, signs: set[str]) -> None:
        """The laboratory's report on the lot; one that names another lot where it was never tested, or misspelled."""
        if self.tested:
            named = f"{lot} other" if "untested" in signs else lot
            self._add("tests", ref=f"T {lot}", laboratory=_LABORATORY, day=_day(went, -10), item="made accelerator", measured={}, lot=named)  # fmt: skip

    def _messages(self, drawn: Decimal) -> list[Mapping[str, Any]]:
        """What customs counted on the line, where it told."""
        if not self.uncounted and self.random.random() > COUNTED:
            return []
        said = {"line": "1", "used": str(drawn - self.uncounted), "by": "cus", "at": _moment(DAY - timedelta(days=20)).isoformat()}  # fmt: skip
        return [frozen(said, self.name)]

    def _heard(self, serials: list[str], signs: set[str]) -> None:
        """What one chip of the shipment answered."""
        chip, asked = serials[-1], DAY - timedelta(days=40)
        if signs & {"moved", "moved near"}:
            before = asked - timedelta(days=30)
            self._add("replies", serial=chip, asked=before.isoformat(), answered=_day(before, 1), country=_HOME)  # fmt: skip
        reply: dict[str, Any] = {"serial": chip, "asked": asked.isoformat()}
        if "silent" not in signs:
            reply["answered"] = _day(asked, 10 if "slow" in signs else 1)
            away = _AWAY if signs & {"elsewhere", "moved"} else _HOME
            reply["country"] = _NEAR_BY if "moved near" in signs else away
        self._add("replies", **reply)
        noise = float(self.random.exponential(4.0))
        if self.random.random() < 0.4 or signs & {"timed away", "timed wrong"}:  # noqa: PLR2004 - judgement, as above
            far = 3.0 + noise if "timed away" in signs else _SITE_TO_FAR_MS + noise
            if "timed wrong" in signs:
                far = 1.0
            near = 45.0 + noise if "timed away" in signs else 2.0 + noise
            trips = [{"landmark": mark, "ms": f"{ms:.3f}", "error_ms": "0.5"} for mark, ms in ((_NEAR, near), (_FAR, far))]  # fmt: skip
            self._add("measured", serial=chip, day=_day(asked, 1), stated=_SITE, trips=trips)
        if "attested" in signs:
            self._add("attestations", serial=chip, day=_day(asked, 1), same="no")
        if "claim" in signs:
            self._add("claims", serial=chip, day=_day(asked, 5), country=_AWAY)

    def _add(self, name: str, **said: Any) -> None:
        self.content.setdefault(name, []).append(said)

    def _returns(self) -> list[Mapping[str, Any]]:
        diverted = any(each in DIVERTED for each in self.stories.values())
        late = self.random.random() < LATE_REPORT[diverted]
        filed: list[tuple[str, date, Mapping[str, Any]]] = [("2026-Q1", date(2026, 4, 20), {})]
        if not late:
            filed.append(("2026-Q2", date(2026, 7, 20), {}))
        rows = [*filed, ("evidence", DAY - timedelta(days=1), self.content)]
        return [
            frozen({
                "obligation": "other" if period == "evidence" else "deliveries", "period": period, "hash": "made",
                "content": content, "kind": "return_filed", "by": "ann", "at": _moment(day).isoformat(),
            }, self.name)
            for period, day, content in rows
        ]  # fmt: skip


def _moment(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)


def _day(since: date, after: int) -> str:
    return (since + timedelta(days=after)).isoformat()


_REPORTS = {
    "id": "reports", "kind": "reporting", "text": "A report of deliveries for each quarter.",
    "parameters": {"obligation": "deliveries", "every": "quarter", "days": "30", "since": "2026-01-15"},
    "tested": ["schedule"], "history": [{"act": "adopted", "by": "olga", "at": "2026-01-14T12:00:00+00:00"}],
}  # fmt: skip
