"""What else in the catalogue meets a milder requirement for the same transfer."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from licet.decide.decide import decide
from licet.explore.outline import severity
from licet.facts.values import Interval
from licet.record import record

if TYPE_CHECKING:
    from collections.abc import Iterable

    from licet.catalogue.model import Product
    from licet.decide.decide import Decision
    from licet.transfer.model import Transfer

PERFORMANCE, BANDWIDTH = "total_processing_performance", "total_dram_bandwidth_gb_s"


@record
class Alternative:
    """A product that meets a milder requirement, and how it compares.

    ``performance`` and ``bandwidth`` are shares of the reference (1 is equal), None where
    either figure is unknown or a range.  ``missing`` names facts of the product that could
    still make the answer stricter; where there are any, it only *may* be milder.
    """

    product: Product
    decision: Decision
    performance: Decimal | None
    bandwidth: Decimal | None
    missing: tuple[str, ...]


def alternatives(
    reference: Decision, candidates: Iterable[tuple[Product, Transfer]]
) -> tuple[Alternative, ...]:
    """The candidates whose answer is milder than the reference's, nearest in performance first.

    Nearness is by total processing performance, then by DRAM bandwidth; a product without a
    performance figure comes last.
    """
    bar = severity(reference)
    found = []
    for product, transfer in candidates:
        if product.id == reference.transfer.product:
            continue
        decision = decide(transfer, reference.law, on=reference.on, known_on=reference.known_on)
        if severity(decision) >= bar:
            continue
        found.append(
            Alternative(
                product,
                decision,
                _share(decision, reference, PERFORMANCE),
                _share(decision, reference, BANDWIDTH),
                _missing(decision),
            )
        )
    return tuple(sorted(found, key=_distance))


def _distance(each: Alternative) -> tuple[object, ...]:
    gaps = [
        None if share is None else abs(share - 1) for share in (each.performance, each.bandwidth)
    ]
    return (*((gap is None, gap or Decimal(0)) for gap in gaps), each.product.id)


def _share(decision: Decision, reference: Decision, fact: str) -> Decimal | None:
    mine, other = (_number(each.transfer.facts.get(fact)) for each in (decision, reference))
    return mine / other if mine is not None and other else None


def _number(value: object) -> Decimal | None:
    if isinstance(value, Interval):
        return value.low  # a lower bound is the better guess of a product's rank
    return value if isinstance(value, Decimal) else None


def _missing(decision: Decision) -> tuple[str, ...]:
    """Unknown facts of the item under a classification that is open."""
    from licet.decide.missing import missing_facts

    if all(each.classification.settled for each in decision.claiming):
        return ()
    facts = decision.law.book.facts
    listed = {
        unit.provision.id
        for answer in decision.claiming
        for unit in answer.run.units("classification")
        if not unit.provision.refines
    }
    return tuple(
        name
        for (name, party), asked in missing_facts(decision).items()
        if party is None and facts[name].owner == "item" and listed & set(asked)
    )
