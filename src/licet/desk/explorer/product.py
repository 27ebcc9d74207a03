"""What the page of a product shows: its figures, its classes, its lines, and what is milder."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from licet.charts import tone_of
from licet.desk.explorer.judged import decided, hash_key, raw_transfer
from licet.desk.explorer.kept import Kept
from licet.explore.alternatives import alternatives
from licet.explore.classify import classify
from licet.explore.limits import limits
from licet.explore.products import REMARKS, announced, field_of, figures, origin, sources_of
from licet.explore.words import (
    ends_words,
    entries,
    in_short,
    limit_words,
    line_words,
    share_words,
)
from licet.facts.values import Interval
from licet.language.text import fact_words
from licet.record import record
from licet.transfer.public_record import with_public_record

if TYPE_CHECKING:
    from licet.catalogue.model import Product
    from licet.decide.decide import Decision
    from licet.desk.explorer.asked import Asked
    from licet.explore.alternatives import Alternative
    from licet.explore.classify import Sheet
    from licet.explore.products import Figure
    from licet.service.service import Service

_MOST = 12


@record
class Milder:
    """A product that meets less: how it compares, and what could still make it stricter."""

    product: Product
    figures: tuple[str, ...]
    entry: str
    says: str
    tone: str
    missing: str


@record
class Standing:
    """How a product stands on a route and a day."""

    decision: Decision
    says: str
    care: str
    tone: str
    review: str
    sheets: tuple[Sheet, ...]
    unlisted: tuple[str, ...]
    lines: tuple[tuple[str, tuple[str, ...]], ...]
    milder: tuple[Milder, ...]
    perhaps: tuple[Milder, ...]
    largest: tuple[tuple[str, tuple[str, ...]], ...]


@record
class Recorded:
    """What the catalogue says of a product."""

    figures: tuple[Figure, ...]
    rates: tuple[tuple[str, str], ...]
    origin: str
    announced: str
    sources: tuple[tuple[str, str], ...]
    remarks: tuple[tuple[str, str], ...]
    variants: tuple[Product, ...]
    family: str


_KEPT: Kept[Standing] = Kept(64)


def recorded(service: Service, product: Product) -> Recorded:
    """The catalogue's record of a product, as people read it."""
    library = service.library
    family = next(each for each in library.catalogue.families if each.id == product.family)
    rates = product.details.get("dense_tops") or {}
    return Recorded(
        figures=tuple(figures(product, library)),
        rates=tuple((name, f"{rate:,f}") for name, rate in rates.items()),
        origin=origin(product), announced=announced(product),
        sources=tuple(sources_of(product, library)),
        remarks=tuple((fact_words(name), str(text)) for name in REMARKS if (text := field_of(product, name))),
        variants=tuple(each for each in family.products if each.id != product.id),
        family=family.name,
    )  # fmt: skip


def standing(service: Service, product: Product, asked: Asked) -> Standing:
    """How the product stands on the route and day asked for; worked out once."""
    key = (hash_key(service), product.id, asked.to, asked.origin, asked.on, date.today())
    return _KEPT.get(key, lambda: _standing(service, product, asked))


def _standing(service: Service, product: Product, asked: Asked) -> Standing:
    law = service.library.law
    way = (asked.origin, asked.to)
    decision = decided(service, product, way, asked.on)
    found = classify(decision.transfer, law, on=asked.on)
    sheets = tuple(each for each in found.sheets if each.classification.candidates)
    said = in_short(decision)
    care = in_short(decision.with_due_care)
    milder = [_milder(each) for each in _alternatives(service, product, decision, asked)]
    levels = limits(decision) if product.shelf == "chip" else ()
    return Standing(
        decision=decision, says=said, care="" if care == said else care, tone=tone_at(decision),
        review=_review(decision), sheets=sheets,
        unlisted=tuple(e.sovereign for e in found.sheets if not e.classification.candidates),
        lines=tuple(
            (sheet.sovereign, line_words(line)) for sheet in sheets for line in sheet.lines
        ),
        milder=tuple(each for each in milder if not each.missing)[:_MOST],
        perhaps=tuple(each for each in milder if each.missing)[:_MOST],
        largest=tuple(
            (in_short(level.limits[0].sample), tuple(map(limit_words, level.limits))) for level in levels
        ),
    )  # fmt: skip


def _review(decision: Decision) -> str:
    range_ = decision.answers[0].enforced.review_range if decision.answers else ()
    return range_[0] if len(range_) == 1 else ""


def tone_at(decision: Decision) -> str:
    """The tone of a decision in a chart."""
    range_ = decision.answers[0].enforced.review_range if decision.answers else ()
    return tone_of(decision.status, range_)


# -- what is milder ------------------------------------------------------------------------


def _alternatives(
    service: Service, product: Product, decision: Decision, asked: Asked
) -> tuple[Alternative, ...]:
    """Products of the same kind that meet a milder requirement on the same route."""
    book = service.library.law.book
    candidates = []
    for each in service.library.catalogue.on(product.shelf).products:
        if each.kind == product.kind and each.id != product.id:
            raw = raw_transfer(each, (asked.origin, asked.to))
            transfer = service.transfers(raw)[0]
            candidates.append((each, with_public_record(transfer, book, asked.on, date.max)))
    return alternatives(decision, candidates)


def _milder(each: Alternative) -> Milder:
    facts = each.decision.transfer.facts
    figures_ = (
        _figure(facts.get("total_processing_performance")), share_words(each.performance),
        _figure(facts.get("total_dram_bandwidth_gb_s")),
    ) if each.product.shelf == "chip" else ()  # fmt: skip
    missing = " and ".join(map(fact_words, each.missing))
    return Milder(
        each.product, figures_, entries(each.decision).removesuffix("; no listed entry"), in_short(each.decision),
        tone_at(each.decision), missing,
    )  # fmt: skip


def _figure(value: Any) -> str:
    if isinstance(value, Interval):
        return ends_words(value.low, value.high)
    return ends_words(value, value)
