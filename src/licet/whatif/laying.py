"""Kappa laid over a world table: for each sector that a basket is in, what is left of every flow."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from licet.assumptions.ledger import Ledger
from licet.models.trade.table import Tabled
from licet.record import record
from licet.whatif.baskets import baskets
from licet.whatif.bridging import Levy, left
from licet.whatif.laws import BUYER, OFFERED
from licet.whatif.steps import Asked
from licet.whatif.summing import Floats

TAKER = "USA"
"""Who takes the levy, which is on what the buyer is offered."""


@record
class Laid:
    """One law over a table's regions.

    ``kappa[sector]`` is [draws, buyers, sellers]; ``owed[draws]`` is what a levy takes a year, in the
    table's money.
    """

    kappa: Mapping[str, Floats]
    owed: Floats


def laid(
    asked: Asked, side: str, table: Tabled, ledger: Ledger, theta: Mapping[str, Floats]
) -> Laid:
    """The law of one side over ``table``; ``theta`` are draws of the elasticity of each sector with a basket."""
    count = len(next(iter(theta.values())))
    many = len(table.regions)
    kappas = {each.sector: np.ones((count, many, many)) for each in baskets().baskets}
    owed = np.zeros(count)
    levy = levy_of(asked, side)
    for basket in baskets().baskets:
        taken = levy if basket.id == OFFERED else Levy()
        found = left(
            asked.laws.statuses(side, basket), basket, ledger, theta[basket.sector],
            levy=taken, seed=asked.scenario.seed, nested=asked.scenario.choices.get("items") == "nested",
        )  # fmt: skip
        buyers, sellers = _places(table, found.buyers), _places(table, found.sellers)
        over = np.ix_(range(count), buyers, sellers)
        kappas[basket.sector][over] *= found.sector.transpose(0, 2, 1)
        if basket.id == OFFERED:
            flows = _flows(table, basket.sector)[np.ix_(buyers, sellers)]
            sold = (found.licensed.transpose(0, 2, 1) * flows).sum(axis=2)[
                :, found.buyers.index(BUYER)
            ]
            owed = taken.share * sold
    return Laid(kappas, owed)


def reduced(found: Laid, table: Tabled, onto: Mapping[str, str]) -> Laid:
    """The same over fewer regions: each new flow keeps the mean of its parts, weighted by their size."""
    names = tuple(dict.fromkeys(onto[name] for name in table.regions))
    where = np.array(
        [[onto[name] == other for other in names] for name in table.regions], dtype=float
    )
    kappas = {}
    for sector, kappa in found.kappa.items():
        flows = _flows(table, sector)
        whole = where.T @ flows @ where
        left_of = np.einsum("dni,ni,na,ib->dab", kappa, flows, where, where, optimize=True)
        kappas[sector] = np.where(whole > 0, left_of / np.where(whole > 0, whole, 1.0), 1.0)
    return Laid(kappas, found.owed)


def kappa_of(found: Laid, sectors: tuple[str, ...], many: int) -> Floats:
    """Kappa [draws, j, n, i] of a whole economy; 1 in sectors without a basket."""
    out = np.ones((len(found.owed), len(sectors), many, many))
    for sector, kappa in found.kappa.items():
        out[:, sectors.index(sector)] = kappa
    return out


def lump_sums(found: Laid, regions: tuple[str, ...]) -> Floats:
    """What each region pays (above nought) or gets by the levy [draws, n]; the rows add up to nought."""
    out = np.zeros((len(found.owed), len(regions)))
    out[:, regions.index(BUYER)] += found.owed
    out[:, regions.index(TAKER)] -= found.owed
    return out


def levy_of(asked: Asked, side: str) -> Levy:
    """The levy on the best chip that the buyer may be sold under the law of one side; none where none may."""
    found = asked.laws.offer(side)
    return found.levy if found else Levy()


def _places(table: Tabled, names: tuple[str, ...]) -> list[int]:
    return [table.regions.index(name) for name in names]


def _flows(table: Tabled, sector: str) -> Floats:
    """Sales of a sector [buyers, sellers], for use and for final demand."""
    at = table.sectors.index(sector)
    found: Floats = (table.flows[at].sum(axis=1) + table.final[at]).T
    return found
