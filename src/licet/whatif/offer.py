"""The best chip that a place may be sold under a law, and on what terms: cap, money, review."""

from __future__ import annotations

from licet.book.concepts import Reference
from licet.decide.decide import decide
from licet.errors import LawError
from licet.models.bridge import FREE, LICENSED
from licet.pack.store import law_folder
from licet.record import record
from licet.register.conditions.asked import conditions_of
from licet.register.law_file import read_law
from licet.transfer.build import Builder
from licet.transfer.public_record import with_public_record
from licet.transfer.reference import raw_transfer
from licet.whatif.baskets import Basket, Baskets, Tier
from licet.whatif.bridging import Levy
from licet.whatif.statuses import Statuses, Under

TPP = "total_processing_performance"


@record
class Offer:
    """A chip that may be had: the product, its class, whether each sale is reviewed, and the terms.

    ``cap`` is the most that may go there, as a share of what the home market had (None: no cap);
    ``rules`` are the provisions that say so.
    """

    product: str
    tier: Tier
    reviewed: bool
    levy: Levy
    cap: float | None
    rules: tuple[str, ...]


def offer(
    under: Under, basket: Basket, found: Statuses, among: Baskets, buyer: str
) -> Offer | None:
    """The first chip, of the tier of most TPP, that some seller may send to ``buyer``, a region; None where none may.

    The terms are those of the export that a case-by-case review asks for: from a country of
    ``basket.through`` where there is one.
    """
    to = found.buyers.index(buyer)
    codes = {
        name: int(found.codes[place, :, to].min()) for place, name in enumerate(found.products)
    }
    for tier in sorted(basket.tiers, key=lambda each: -_strength(under, each)):
        for product in tier.products:
            if codes[product] in (FREE, LICENSED):
                levy, cap, rules = _terms(under, product, basket, among.regions[buyer])
                return Offer(product, tier, codes[product] == LICENSED, levy, cap, rules)
    return None


def _strength(under: Under, tier: Tier) -> float:
    """The most TPP of a tier's products; nought where none is known."""
    known = (under.library.catalogue.get(each).facts.get(TPP) for each in tier.products)
    return max((float(str(each)) for each in known if each is not None), default=0.0)


def _terms(under: Under, product: str, basket: Basket, to: str) -> tuple[Levy, float | None, tuple[str, ...]]:  # fmt: skip
    law, on = under.law, under.on
    builder = Builder(law.book, under.library.products)
    origin = basket.through[0] if basket.through else to
    stated = builder.transfer(
        raw_transfer(Reference("", "", "export", to), origin, {"id": product})
    )
    answers = decide(with_public_record(stated, law.book, on, on), law, on=on).answers
    levies: dict[bool, float] = {}
    rules = []
    for charge in (each for answer in answers for each in answer.charges):
        rate = charge.terms.get("rate_pct")
        if charge.finding.truth is True and rate is not None:
            on_revenue = "revenue" in str(charge.terms.get("base", ""))
            levies[on_revenue] = levies.get(on_revenue, 0.0) + float(rate) / 100
            rules.append(charge.finding.provision.id)
    on_revenue = max(levies, key=lambda base: levies[base], default=False)
    reviews = {each.provision.id for answer in answers for each in answer.enforced.reviews}
    cap, rule = _cap(under, reviews, to)
    return Levy(levies.get(on_revenue, 0.0), on_revenue), cap, (*rules, *rule)


def _cap(under: Under, reviews: set[str], to: str) -> tuple[float | None, tuple[str, ...]]:
    """The tightest ratio cap among the conditions of the review rules that speak of this sale."""
    caps: list[tuple[float, str]] = []
    for rule in read_law(law_folder()).rules:
        if rule.provision not in reviews:
            continue
        try:
            made = conditions_of(rule, under.law.book, under.on)
        except LawError:  # a reform took the rule, or a number of it, away
            continue
        for each in made.conditions:
            if each.kind == "ratio_cap" and to in each.parameters["countries"]:
                caps.append((float(each.parameters["most_pct"]) / 100, rule.provision))
    if not caps:
        return None, ()
    most, provision = min(caps)
    return most, (provision,)
