"""A register's chains: license line, lot, serials, delivery, replies, return, as facts with who stated them and when.

One chain is one shipment. A fact that nothing in the register states is left out: it is not known.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Any

from licet.record import record
from licet.register.conditions.evidence import Inputs
from licet.register.entries import of_license
from licet.register.filings import filings
from licet.register.license_state import Draw, LicenseState
from licet.registry.books import known
from licet.watch.filed import Delivery, DueBack, Entry, Handover, entries
from licet.watch.replies import Heard, heard

OF_THE_LINE = frozenset({"chain.customs_units", "chain.line_units", "chain.report_days_over"})
"""Facts of a whole line, which stand with its last shipment."""
Working = Callable[[LicenseState], Callable[[date], bool] | None]


@record
class Evidence:
    """What a fact rests on: ``stated_by`` whom, ``at`` when it was entered (ISO 8601)."""

    fact: str
    says: str
    stated_by: str
    at: str


@record
class Chain:
    """One shipment with all that the register knows of it on a day."""

    license: str
    shipment: str
    line: str
    item: str
    party: str
    went: date
    facts: Mapping[str, Any]
    evidence: tuple[Evidence, ...]


@record
class Read:
    """The chains of some licenses, and returns that could not be read, a sentence each."""

    chains: tuple[Chain, ...]
    faults: tuple[str, ...]


def chains_of(states: Iterable[LicenseState], day: date, working: Working) -> Read:
    """Every shipment of these licenses up to ``day``; ``working`` gives an authority's working days by license."""
    held = sorted((each for each in states if each.number), key=lambda each: each.number)
    across = _Across(held, day)
    faults: list[str] = []
    found = []
    for state in held:
        filed, odd = across.filed[state.number]
        faults += odd
        last = {draw.line: draw.key for draw in state.draws if draw.date <= day}
        for draw in state.draws:
            if draw.date <= day:
                shipment = _Shipment(state, draw, filed, across, day)
                if (
                    last[draw.line] == draw.key
                ):  # what speaks of the line stands with its last shipment
                    shipment.line_told(working(state))
                found.append(shipment.chain())
    return Read(tuple(found), tuple(faults))


class _Across:
    """What one license alone does not tell: serials and addresses of all of them."""

    def __init__(self, states: list[LicenseState], day: date) -> None:
        self.filed = {each.number: entries(each) for each in states}
        self.drawn: dict[str, list[tuple[LicenseState, Draw]]] = defaultdict(list)
        self.addresses: dict[str, set[tuple[str, str]]] = defaultdict(set)
        for state in states:
            for draw in state.draws:
                if draw.date <= day:
                    for serial in draw.content.get("serials") or ():
                        self.drawn[serial].append((state, draw))
            for each in self.filed[state.number][0]:
                if isinstance(each.what, Delivery) and each.what.address and each.what.as_of <= day:
                    party = state.draw(each.what.shipment)
                    self.addresses[plain_address(each.what.address)].add((state.holder, party.party if party else ""))  # fmt: skip


class _Shipment:
    def __init__(
        self, state: LicenseState, draw: Draw, filed: tuple[Entry, ...], across: _Across, day: date
    ) -> None:
        self.state, self.draw, self.across, self.day = state, draw, across, day
        self.serials = frozenset(draw.content.get("serials") or ())
        self.filed = tuple(each for each in filed if each.at[:10] <= day.isoformat())
        self.facts: dict[str, Any] = {}
        self.evidence: list[Evidence] = []

    def told(self, fact: str, value: Any, says: str, by: str = "", at: str = "") -> None:
        """Enter one fact and what it rests on."""
        self.facts[f"chain.{fact}"] = Decimal(value) if type(value) is int else value
        self.evidence.append(Evidence(f"chain.{fact}", says, by or self.draw.by, at or self.draw.at.isoformat()))  # fmt: skip

    def chain(self) -> Chain:
        """The shipment with every fact."""
        self.told(
            "shipped", self.draw.quantity, f"{self.draw.quantity} units went on {self.draw.date}"
        )
        for part in (
            self._deliveries,
            self._lot,
            self._serials,
            self._replies,
            self._returns,
            self._hands,
            self._parties,
        ):
            part()
        line = self.state.line(self.draw.line)
        return Chain(
            self.state.number, self.draw.key, self.draw.line, line.item if line else "", self.draw.party,
            self.draw.date, self.facts, tuple(self.evidence),
        )  # fmt: skip

    def of(self, kind: type[Any]) -> list[Entry]:
        """What was filed on this very shipment."""
        return [each for each in self.filed if isinstance(each.what, kind) and each.what.shipment == self.draw.key]  # fmt: skip

    @property
    def countries(self) -> frozenset[str]:
        """Where the goods may be: where the license lets them go, and where consent let them go on."""
        line = self.state.line(self.draw.line)
        named = {*self.state.countries, str(line.content.get("country", "")) if line else ""}
        consented = {
            each.what.country for each in self.of(Handover) if not _lacks_consent(each.what)
        }
        return frozenset((named | consented) - {""})

    def _outside(self, countries: Iterable[str]) -> bool | None:
        """Whether any country is not allowed; None where none is told, or the license names none."""
        told = {each for each in countries if each}
        return bool(told - self.countries) if told and self.countries else None

    def _deliveries(self) -> None:
        found = sorted(self.of(Delivery), key=lambda each: each.what.as_of)
        if not found:
            return
        newest = found[-1]
        at = {"by": newest.by, "at": newest.at}
        says = f"{newest.what.units} units delivered as of {newest.what.as_of}"
        self.told("delivered", newest.what.units, says, **at)
        self.told("days_out", (newest.what.as_of - self.draw.date).days, f"reported as of {newest.what.as_of}", **at)  # fmt: skip
        outside = self._outside(each.what.country for each in found)
        if outside is not None:
            where = ", ".join(sorted({each.what.country for each in found if each.what.country}))
            self.told("delivered_elsewhere", outside, f"delivered in {where}", **at)
        places = {plain_address(each.what.address) for each in found if each.what.address}
        if places:
            own = (self.state.holder, self.draw.party)
            others = {each for place in places for each in self.across.addresses[place] if each[0] != own[0] and each[1] != own[1]}  # fmt: skip
            self.told("address_shared_by", len(others), f"address {newest.what.address}; of other holders there: {len(others)}", **at)  # fmt: skip

    def _lot(self) -> None:
        tests = [each for each in self.filed if hasattr(each.what, "laboratory")]
        lot = self.draw.content.get("lot") or ""
        if tests and (lot or self.serials):
            named = frozenset(serial for each in tests for serial in each.what.serials)
            covered = (lot and any(each.what.lot == lot for each in tests)) or (self.serials and self.serials <= named)  # fmt: skip
            self.told("lot_tested", bool(covered), f"lot {lot or 'not named'}; test reports filed: {len(tests)}", tests[-1].by, tests[-1].at)  # fmt: skip

    def _serials(self) -> None:
        if not self.serials:
            return
        self.told(
            "unnamed_units", self.draw.quantity - len(self.serials), f"{len(self.serials)} serials"
        )
        twice = sorted(each for each in self.serials if self._went_elsewhere(each))
        others = sorted({f"{state.number}/{draw.key}" for serial in twice for state, draw in self.across.drawn[serial] if draw is not self.draw})  # fmt: skip
        self.told("serial_elsewhere", bool(twice), f"{', '.join(twice[:3])} also in {', '.join(others)}" if twice else "each serial once")  # fmt: skip
        named = [serial for each in self.of(Delivery) for serial in each.what.serials]
        named += [serial for each in self.state.backs if each.of == self.draw.key for serial in each.content.get("serials") or ()]  # fmt: skip
        if named:
            strange = sorted(set(named) - self.serials)
            self.told("strange_serials", len(strange), f"not in the shipment: {', '.join(strange[:3]) or 'none'}")  # fmt: skip

    def _went_elsewhere(self, serial: str) -> bool:
        went = sorted(self.across.drawn[serial], key=lambda each: (each[1].date, each[1].at))
        for (state, first), (_, second) in pairwise(went):
            back = any(
                each.of == first.key and serial in (each.content.get("serials") or ()) and each.at <= second.at
                for each in state.backs
            )  # fmt: skip
            if not back and self.draw in (first, second):
                return True
        return False

    def _replies(self) -> None:
        found: Heard = heard(self.filed, self.serials, self.day)
        for fact, value, says, entry in found.facts:
            self.told(fact, value, says, entry.by, entry.at)
        for fact, places in (("reply_outside", found.replied), ("claim_outside", found.claimed)):
            outside = self._outside(place for place, _ in places)
            if outside is not None:
                entry = next(entry for place, entry in places if place)
                told = ", ".join(sorted({place for place, _ in places if place}))
                self.told(fact, outside, f"from {told}", entry.by, entry.at)

    def _returns(self) -> None:
        back = sum(
            (each.quantity for each in self.state.backs if each.of == self.draw.key), Decimal(0)
        )
        self.told("returned", back, f"{back} units came back")
        for each in self.of(DueBack):
            over = max(0, (self.day - each.what.day).days)
            self.told("due_back_days_over", over, f"due back on {each.what.day}", each.by, each.at)

    def _hands(self) -> None:
        found = [each for each in self.of(Handover) if each.what.day <= self.day]
        if found:
            lacking = [each for each in found if _lacks_consent(each.what)]
            says = " -> ".join(each.what.to for each in found)
            self.told("handovers", len(found), says, found[-1].by, found[-1].at)
            self.told("handover_without_consent", bool(lacking), f"without consent: {len(lacking)}", found[-1].by, found[-1].at)  # fmt: skip

    def _parties(self) -> None:
        changed = [each for each in self.state.editions if each.number > 1 and each.content.get("parties") and each.at.date() <= self.draw.date]  # fmt: skip
        if changed:
            last = changed[-1]
            days = (self.draw.date - last.at.date()).days
            self.told("days_from_party_change", days, f"parties changed on {last.at.date()}", last.by, last.at.isoformat())  # fmt: skip

    def line_told(self, working: Callable[[date], bool] | None) -> None:
        """Facts of the whole line: customs and overdue reports."""
        line = self.state.line(self.draw.line)
        told = [each for each in self.state.messages if each.get("line") == self.draw.line and each.get("used") is not None]  # fmt: skip
        if told and line:
            used = Decimal(str(told[-1]["used"]))
            self.told("customs_units", used, f"customs: {used}", str(told[-1]["by"]), str(told[-1]["at"]))  # fmt: skip
            self.told("line_units", line.used, f"register: {line.used}")
        inputs = known(Inputs(drawn=tuple(_shipments(self.state))), self.state, working)
        owed = filings(of_license(self.state.conditions), inputs, self.day)
        late = [each for each in owed if each.outstanding(self.day)]
        if late or all(each.due is not None for each in owed):
            days = max(((self.day - each.due).days for each in late if each.due), default=0)
            says = "; ".join(f"{each.obligation} {each.period}, due {each.due}" for each in late)
            self.told("report_days_over", days, says or "no report is overdue", "the register", self.day.isoformat())  # fmt: skip


def _shipments(state: LicenseState) -> Iterator[Any]:
    from licet.register.conditions.evidence import Shipment

    for each in state.draws:
        yield Shipment(each.key, "", each.date, each.quantity, str(each.content.get("country", "")))


def _lacks_consent(each: Handover) -> bool:
    return not each.consent or (each.consent_day is not None and each.consent_day > each.day)


def plain_address(text: str) -> str:
    """An address for comparing: case, punctuation and spaces left out.

    >>> plain_address("Unit 4, 12 Harbor Rd.") == plain_address("unit 4 12 HARBOR RD")
    True
    """
    return "".join(each for each in text.casefold() if each.isalnum())
