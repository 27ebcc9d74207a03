"""One subject of the watch (a transfer, a shipment, a route) with its signals, evidence and estimate, as one value."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from licet.book.book import RuleBook
from licet.decide.decide import Decision
from licet.decide.report import plain_data
from licet.language.nodes import facts_of
from licet.language.text import prose
from licet.record import record
from licet.watch.chain import Chain, Evidence
from licet.watch.odds import Estimate, estimate
from licet.watch.signals import Seen, Signals


@record
class Subject:
    """What was looked at on a day, and what was seen; ``note`` is what else a reader must know."""

    kind: str
    name: str
    on: date
    seen: tuple[Seen, ...]
    evidence: tuple[Evidence, ...]
    estimate: Estimate
    note: str = ""

    @property
    def raised(self) -> tuple[Seen, ...]:
        """Signals that are raised."""
        return tuple(each for each in self.seen if each.truth is True)

    @property
    def open(self) -> tuple[Seen, ...]:
        """Signals that are not known: neither raised nor quiet."""
        return tuple(each for each in self.seen if each.truth is None)


def of_chain(signals: Signals, chain: Chain, day: date) -> Subject:
    """A shipment of the register."""
    seen = signals.tried("chain", chain.facts, day)
    used = {name for each in seen if each.truth is True for name, _ in each.facts}
    evidence = tuple(each for each in chain.evidence if each.fact in used)
    return _subject(signals, "chain", f"{chain.license}/{chain.shipment}", day, seen, evidence)


def of_decision(signals: Signals, decision: Decision, book: RuleBook) -> Subject:
    """A transfer: those alerts of the laws asked that are signals of diversion (``strengths.toml``).

    The facts behind them are what somebody stated of the transfer.
    """
    found: dict[str, Seen] = {}
    for each in (one for answer in decision.answers for one in answer.alerts):
        strength = signals.strengths.of(each.provision.code)
        if strength is None:
            continue
        names = sorted(facts_of(each.version.rule))
        stated = decision.transfer.facts
        found[each.id] = Seen(
            each.provision.code, each.provision.title, each.truth,
            prose(each.version.rule, book.facts, book.titles), tuple(one.text for one in each.provision.cite),
            each.version.confidence, strength.strength, strength.looks_alike,
            tuple((name, stated[name]) for name in names if stated.get(name) is not None),
            tuple(name for name in names if stated.get(name) is None),
        )  # fmt: skip
    return _subject(
        signals, "transfer", decision.transfer.item or "transfer", decision.on, found.values(), ()
    )


def of_decisions(
    signals: Signals, decisions: Iterable[Decision], book: RuleBook
) -> tuple[Subject, ...]:
    """The same of several, such as the variants of a product; those that show the same signals stand once."""
    found: dict[tuple[str, ...], Subject] = {}
    for each in decisions:
        one = of_decision(signals, each, book)
        found.setdefault(tuple(seen.code for seen in one.raised), one)
    return tuple(found.values())


def of_route(signals: Signals, name: str, day: date, facts: dict[str, Any], note: str) -> Subject:
    """A route of a trade table."""
    seen = signals.tried("trade", facts, day)
    evidence = tuple(
        Evidence(key, f"{value}", "the table", day.isoformat()) for key, value in facts.items()
    )
    return _subject(signals, "route", name, day, seen, evidence, note)


def _subject(  # noqa: PLR0917 - here only
    signals: Signals, kind: str, name: str, day: date, seen: Iterable[Seen], evidence: tuple[Evidence, ...], note: str = ""
) -> Subject:  # fmt: skip
    found = tuple(seen)
    return Subject(kind, name, day, found, evidence, estimate(signals, kind, found), note)


def data_of(each: Subject) -> dict[str, Any]:
    """A subject as JSON data: signals that are raised in full, the others by code."""
    return {
        "kind": each.kind, "subject": each.name, "on": each.on.isoformat(),
        "signals": [plain_data(one) for one in each.raised],
        "not_known": {one.code: list(one.wanted) for one in each.open},
        "quiet": [one.code for one in each.seen if one.truth is False],
        "evidence": [plain_data(one) for one in each.evidence],
        "estimate": estimate_data(each.estimate), "note": each.note,
    }  # fmt: skip


def estimate_data(found: Estimate) -> dict[str, Any]:
    """An estimate as JSON data: each explanation as low, median and high, decimals as text, before and after."""

    def spans(shares: Any) -> dict[str, list[str]]:
        return {
            each.hypothesis: [f"{one:.4f}" for one in (each.low, each.middle, each.high)]
            for each in shares
        }

    return {
        "shares": spans(found.shares),
        "before": spans(found.before),
        "counted": list(found.counted),
        "rests_on": found.source,
    }
