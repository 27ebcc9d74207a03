"""From what law asks of a basket to what is left of each flow: draws of kappa, seller by buyer."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from licet.assumptions.ledger import Ledger
from licet.models.bridge import FREE, Codes, Floats, Odds, kappa, license_price, whole_flow
from licet.record import record
from licet.whatif.baskets import Basket
from licet.whatif.statuses import Statuses

IDS = (
    "bridge_approval", "bridge_despite", "bridge_open", "bridge_months", "bridge_hurdle",
    "bridge_aging", "bridge_passed_on", "bridge_eta",
)  # fmt: skip
"""Assumptions that the bridge itself rests on; a basket names its own."""


@record
class Levy:
    """What a sale under a license owes: a share of revenue, or of the value at customs."""

    share: float = 0.0
    on_revenue: bool = True


@record
class Left:
    """What is left of a basket's flows, float64[draws, sellers, buyers], and of the whole sector's.

    ``basket`` is of the goods in the basket, ``sector`` of all that the seller's sector sells there;
    ``licensed`` is the part of the latter that goes under a license.
    """

    sellers: tuple[str, ...]
    buyers: tuple[str, ...]
    basket: Floats
    sector: Floats
    licensed: Floats


def left(
    found: Statuses, basket: Basket, ledger: Ledger, theta: Floats,
    *, levy: Levy, seed: int, nested: bool = False,
) -> Left:  # fmt: skip
    """Draws of kappa for every flow of a basket; ``theta`` are the draws of its sector's trade elasticity.

    ``nested``: classes of goods stand in for each other by ``bridge_eta``, and one that is denied is missed
    more; otherwise as well as goods of different countries do.
    """
    count = len(theta)
    drawn = ledger.draw((*IDS, *basket.assumptions), count, seed)
    price = license_price(
        levy=np.full(count, levy.share), on_revenue=levy.on_revenue, passed_on=drawn["bridge_passed_on"],
        months=drawn["bridge_months"], hurdle=drawn["bridge_hurdle"], aging=drawn["bridge_aging"],
    )  # fmt: skip
    weights = np.stack([drawn[tier.weight] for tier in basket.tiers], axis=1)
    weights = weights / weights.sum(axis=1, keepdims=True)
    kappas = np.ones((count, len(found.sellers), len(found.buyers)))
    licensed = np.zeros_like(kappas)
    eta = drawn["bridge_eta"] if nested else theta + 1
    for at, seller in enumerate(found.sellers):
        made = np.array([not tier.makers or seller in tier.makers for tier in basket.tiers])
        shares = np.where(made, weights, 0.0)
        shares = shares / shares.sum(axis=1, keepdims=True)
        codes, owner = _items(found, basket, at)
        own = np.stack([drawn[basket.tiers[tier].approval] for tier in owner], axis=1)
        odds = Odds(own, drawn["bridge_despite"], drawn["bridge_open"], price, theta, eta)
        each = kappa(codes, shares[:, owner] / np.bincount(owner)[owner], odds)
        kappas[:, at], licensed[:, at] = each.kappa, each.licensed
    share = np.stack([drawn[basket.sellers[seller]] for seller in found.sellers], axis=1)
    touched = share[:, :, None]
    whole = whole_flow(kappas, touched)
    return Left(found.sellers, found.buyers, kappas, whole, licensed * touched)


def _items(found: Statuses, basket: Basket, seller: int) -> tuple[Codes, NDArray[np.intp]]:
    """Codes [items, buyers] of one seller, and which tier each item is of; a tier without products is one free item."""
    codes, owner = [], []
    for tier, each in enumerate(basket.tiers):
        for product in each.products:
            codes.append(found.codes[found.products.index(product), seller])
            owner.append(tier)
        if not each.products:
            codes.append(np.full(len(found.buyers), FREE, dtype=np.int8))
            owner.append(tier)
    return np.stack(codes), np.array(owner)
