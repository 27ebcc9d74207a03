"""Baskets: which part of a flow of the world table a rule on chips or tools can touch, and which products stand for it."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from licet.record import record


@record
class Tier:
    """A part of a basket: the assumption with its weight, and products of the catalogue that stand for it.

    ``market`` names the price and supply that the compute model knows it under; ``makers`` are the regions
    that make it (all sellers of the basket where empty). ``approval`` is the assumption of how many licenses
    are granted. Without products no rule is asked: it is free.
    """

    id: str
    weight: str
    products: tuple[str, ...]
    market: str = ""
    makers: tuple[str, ...] = ()
    approval: str = "bridge_approval"


@record
class Basket:
    """Goods within one sector: ``sellers`` map regions to the assumption of their share in the region's sales.

    ``receiver`` are facts stated of every transfer, ``=`` standing for the country it goes to; ``through`` are
    countries by which a seller may also send them.
    """

    id: str
    what: str
    sector: str
    sellers: Mapping[str, str]
    receiver: Mapping[str, str]
    through: tuple[str, ...]
    tiers: tuple[Tier, ...]

    @property
    def assumptions(self) -> tuple[str, ...]:
        """Ids of everything in the ledger that it rests on."""
        tiers = (name for each in self.tiers for name in (each.weight, each.approval))
        return tuple(dict.fromkeys((*self.sellers.values(), *tiers)))


@record
class Baskets:
    """All baskets, and the country that law is asked about for each region of the world table.

    ``own_border`` are countries whose own rules on what comes in are a choice of the scenario.
    """

    regions: Mapping[str, str]
    own_border: frozenset[str]
    baskets: tuple[Basket, ...]

    def named(self, name: str) -> Basket:
        """The basket of that id."""
        return next(each for each in self.baskets if each.id == name)


@cache
def baskets() -> Baskets:
    """The baskets that ship with Licet."""
    told = tomllib.loads((files("licet.whatif") / "baskets.toml").read_text("utf-8"))
    return Baskets(
        told["regions"], frozenset(told["own_border"]), tuple(map(_basket, told["basket"]))
    )


def _basket(told: dict[str, Any]) -> Basket:
    tiers = tuple(map(_tier, told.pop("tier")))
    through = tuple(told.pop("through", ()))
    return Basket(**told, through=through, tiers=tiers)


def _tier(told: dict[str, Any]) -> Tier:
    products, makers = tuple(told.pop("products")), tuple(told.pop("makers", ()))
    return Tier(**told, products=products, makers=makers)
