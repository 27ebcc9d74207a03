"""What a law asks of the products of a basket, for every seller and buyer: codes of ``licet.models.bridge``."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from licet.models.bridge import DENIED, FREE, LICENSED, OPEN, PRESUMED_DENIED, Codes
from licet.record import record

if TYPE_CHECKING:
    from licet.columns.decider import Decider
    from licet.decide.decide import Law
    from licet.pack.store import Library
    from licet.whatif.baskets import Basket, Baskets

_BY_STATUS = {
    "prohibited": DENIED, "unknown_need_facts": OPEN, "stale_law": OPEN, "conflict_of_laws": OPEN,
}  # fmt: skip
"""Statuses that are no license and are not free; every other one lets a sale go."""
_HARD = frozenset({"presumption_of_denial", "policy_of_denial", "denial"})
MILDEST = (FREE, LICENSED, OPEN, PRESUMED_DENIED, DENIED)
"""From the mildest to the strictest: of several ways a seller takes the first that is open to it."""


@record
class Under:
    """The law that is asked, with the catalogue it is asked about, and the day."""

    library: Library
    on: date

    @property
    def law(self) -> Law:
        """The rule book with its hashes."""
        return self.library.law


@record
class Statuses:
    """One basket under one law: ``codes[product, seller, buyer]``, and the ground of each, by provision."""

    products: tuple[str, ...]
    sellers: tuple[str, ...]
    buyers: tuple[str, ...]
    codes: Codes
    reasons: tuple[tuple[tuple[str, ...], ...], ...]

    @property
    def rules(self) -> tuple[str, ...]:
        """Every provision that settles one of them, once."""
        told = (reason for rows in self.reasons for row in rows for reason in row if reason)
        return tuple(sorted(set(told)))


def statuses(under: Under, basket: Basket, among: Baskets) -> Statuses:
    """The codes of every product of ``basket`` from each of its sellers to each region of ``among``.

    The receiver is a firm of the country it sits in, screened, on no list, after due care. The law of a place
    of ``own_border`` is not asked about what comes there. Where goods may also go through another country,
    the milder way counts.
    """
    products = tuple(dict.fromkeys(name for tier in basket.tiers for name in tier.products))
    sellers, buyers = tuple(basket.sellers), tuple(among.regions)
    ways = {
        seller: tuple(dict.fromkeys((among.regions[seller], *basket.through))) for seller in sellers
    }
    found = _answers(under, basket, among, ways)
    codes = np.zeros((len(products), len(sellers), len(buyers)), dtype=np.int8)
    reasons = [[["" for _ in buyers] for _ in sellers] for _ in products]
    for place, product in enumerate(products):
        for at, seller in enumerate(sellers):
            for to, buyer in enumerate(buyers):
                if seller != buyer:
                    choices = [found[product, way, among.regions[buyer]] for way in ways[seller]]
                    code, reason = min(choices, key=lambda each: MILDEST.index(each[0]))
                    codes[place, at, to], reasons[place][at][to] = code, reason
    told = tuple(tuple(tuple(row) for row in rows) for rows in reasons)
    return Statuses(products, sellers, buyers, codes, told)


def _answers(
    under: Under, basket: Basket, among: Baskets, ways: Mapping[str, tuple[str, ...]]
) -> dict[tuple[str, str, str], tuple[int, str]]:  # fmt: skip
    """Code and ground by product, country of departure and country of arrival."""
    import polars as pl

    origins = dict.fromkeys(way for each in ways.values() for way in each)
    rows = [
        _row(basket, product, origin, to)
        for tier in basket.tiers for product in tier.products
        for origin in origins for to in among.regions.values()
    ]  # fmt: skip
    found = {}
    for barred in (*sorted(among.own_border), ""):
        some = [
            row for row in rows if barred == (row["to"] if row["to"] in among.own_border else "")
        ]
        if not some:
            continue
        asked = tuple(code for code in under.law.book.deciding if code != barred)
        answers = _decider(under, asked)(pl.DataFrame(some))
        columns = answers.select("status", "license_required", "review_policy", "reason").rows()
        for row, (status, required, policy, reason) in zip(some, columns, strict=True):
            code = _code(status, required, policy)
            found[row["item"], row["from"], row["to"]] = (code, reason or "")
    return found


@lru_cache(maxsize=4)
def _decider(under: Under, asked: tuple[str, ...]) -> Decider:
    """The law of one side as columns: compiled once for scenarios that differ in other things."""
    from licet.columns.decider import Decider

    return Decider(under.law, under.library.products, on=under.on, sovereigns=asked)


def _row(basket: Basket, product: str, origin: str, to: str) -> dict[str, str]:
    stated = {key: to if value == "=" else value for key, value in basket.receiver.items()}
    seat = {f"end_user.{name}": to for name in ("country", "headquarters", "parent")}
    return {
        "item": product, "from": origin, "to": to, "kind": "export", **seat, "end_user.lists": "none",
        "parties_complete": "yes", "due_care": "yes", **stated,
    }  # fmt: skip


def _code(status: str | None, required: bool | None, policy: str | None) -> int:  # noqa: FBT001 - a cell of a row
    """A row's answer as a code; a license whose review turns on conditions that an applicant can meet may be had."""
    if required is True and status == "license_required":
        return PRESUMED_DENIED if policy in _HARD else LICENSED
    return _BY_STATUS.get(status or "unknown_need_facts", FREE)
