"""What a page shows of one subject: signals with citation and evidence, what is not known, explanations as intervals.

It is made of a subject as data (``licet.watch.subject.data_of``), which is what a case file keeps too.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from licet.charts.picture import on_page
from licet.charts.spans import Span, ranges
from licet.desk.page import service_of
from licet.desk.watch.looking import signals_of
from licet.record import record

if TYPE_CHECKING:
    from starlette.requests import Request

    from licet.book.provision import Provision
    from licet.charts.drawn import Drawn
    from licet.facts.dictionary import Fact

EXPLAINED = {
    "diversion": "diversion",
    "error": "an error of record",
    "lawful": "a lawful reason",
}
"""The explanations in words."""
_SHORT = {"diversion": "diversion", "error": "error of record", "lawful": "lawful reason"}
_TONES = {"diversion": "need", "error": "open", "lawful": "calm"}
KINDS = {"chain": "shipment", "transfer": "transfer", "route": "route of a trade table"}
"""What is looked at, in words."""


@record
class Signal:
    """A raised signal: ``cites`` are text and address, ``law`` the page of its provision, perhaps empty.

    ``rests`` is what it rests on: what is said, by whom and when.
    """

    title: str
    about: str
    strength: str
    confidence: str
    rule: str
    cites: tuple[tuple[str, str], ...]
    law: str
    rests: tuple[tuple[str, str], ...]
    looks_alike: str


@record
class Open:
    """A signal that is not known, and the questions that would settle it."""

    title: str
    asks: tuple[str, ...]


@record
class Shown:
    """All that a page shows of a subject."""

    kind: str
    name: str
    on: str
    note: str
    signals: tuple[Signal, ...]
    open: tuple[Open, ...]
    quiet: int
    drawn: Drawn
    counted: tuple[str, ...]
    rests_on: str


def shown(request: Request, data: Mapping[str, Any]) -> Shown:
    """A subject for its page; ``data`` as ``data_of`` gives it."""
    words = _Words(request)
    estimate = data["estimate"]
    return Shown(
        KINDS.get(data["kind"], data["kind"]), data["subject"], data["on"], data["note"],
        tuple(words.signal(each, data) for each in sorted(data["signals"], key=lambda one: one["strength"] != "strong")),
        tuple(Open(words.title(code), tuple(words.asks(name) for name in wanted)) for code, wanted in data["not_known"].items()),
        len(data["quiet"]), _drawn(estimate), tuple(words.title(code) for code in estimate["counted"]), estimate["rests_on"],
    )  # fmt: skip


def interval(data: Mapping[str, Any], hypothesis: str = "diversion") -> str:
    """The share of one explanation as an interval, from an estimate as data.

    >>> interval({"shares": {"diversion": ["0.0023", "0.1", "0.345"]}})
    '0.23 to 34 %'
    """
    low, _, high = data["shares"][hypothesis]
    return f"{100 * float(low):.2g} to {100 * float(high):.2g} %"


def _drawn(estimate: Mapping[str, Any]) -> Drawn:
    def rows(spans: Mapping[str, Any], when: str, tone: str = "") -> list[Span]:
        return [
            Span(f"{_SHORT[name].split()[0]}{when}" if when else _SHORT[name], 0.0, 100 * float(low), 100 * float(high), tone or _TONES[name])
            for name, (low, _, high) in spans.items()
        ]  # fmt: skip

    now, before = rows(estimate["shares"], ""), rows(estimate["before"], ", before", "none")
    both = [each for pair in zip(now, before, strict=True) for each in pair]
    return on_page(ranges(both, unit="% of such cases"))


class _Words:
    """Titles, citations and questions by code and name, of the signals' own book and of the laws."""

    def __init__(self, request: Request) -> None:
        _, signals = signals_of(request)
        law = service_of(request).library.law.book
        self._law = law
        alerts = {each.code: each for each in law.provisions.values() if each.kind == "alert"}
        own = {each.code: each for each in signals.book.provisions.values()}
        self._by_code: dict[str, Provision] = {**alerts, **own}
        self._facts: dict[str, Fact] = {each.name: each for each in (*law.facts, *signals.book.facts)}  # fmt: skip

    def title(self, code: str) -> str:
        return self._by_code[code].title if code in self._by_code else code

    def asks(self, name: str) -> str:
        return self._facts[name].question if name in self._facts else name

    def signal(self, one: Mapping[str, Any], data: Mapping[str, Any]) -> Signal:
        provision = self._by_code.get(one["code"])
        law = f"/law/{provision.id}?on={data['on']}" if provision and provision.id in self._law.provisions else ""  # fmt: skip
        urls = {each.text: each.url for each in provision.cite} if provision else {}
        used = [name for name, _ in one["facts"]]
        told = [
            (each["says"], f"stated by {each['stated_by']}, {each['at'][:10]}")
            for each in data["evidence"]
            if each["fact"] in used and data["kind"] == "chain"
        ] or [(f"{self.asks(name)} {_said(value)}", "as stated") for name, value in one["facts"]]  # fmt: skip
        about, alike = _about(provision.text) if provision and not law else ("", "")
        return Signal(
            one["title"], about, one["strength"], one["confidence"], one["rule"], tuple((each, urls.get(each, "")) for each in one["cite"]),
            law, tuple(told), f"{alike} {one['looks_alike']}".strip(),
        )  # fmt: skip


def _about(text: str) -> tuple[str, str]:
    """What the text of a signal says of it, and what looks alike, without the pointer to its source.

    >>> _about("Two places. Looks alike: a head office. See [15 CFR](https://x).")
    ('Two places.', 'A head office.')
    """
    about, _, alike = text.partition(" See [")[0].partition("Looks alike: ")
    return about.strip(), alike.strip()[:1].upper() + alike.strip()[1:]


def _said(value: Any) -> str:
    match value:
        case bool():
            return "yes" if value else "no"
        case list():
            return ", ".join(str(each) for each in value) or "none"
        case _:
            return str(value)
