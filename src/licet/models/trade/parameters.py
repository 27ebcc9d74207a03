"""The trade model's parameters out of the ledger, one value each or many draws."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from licet.assumptions.ledger import Ledger
from licet.errors import UnknownName
from licet.models.trade.economy import Floats, place
from licet.models.trade.fast import Limits
from licet.models.trade.split import parts, split
from licet.models.trade.table import WorldTable
from licet.models.trade.world import KINDS, PARTS
from licet.record import record

LONG, DECADE, YEAR = "long run", "decade", "first year"
HORIZONS = (LONG, DECADE, YEAR)
_LIMITS = ("trade_layer_first", "trade_layer_second")


@record
class Parameters:
    """Elasticities by kind of sector, one each or [n] draws, and limits of the fast layers.

    ``used`` are the ids in the ledger that they come from.
    """

    thetas: Mapping[str, Floats]
    limits: Limits
    horizon: str
    used: tuple[str, ...]

    def theta(self, sectors: Sequence[str]) -> Floats:
        """Elasticity of each sector [j], or [n,j] for draws; ``UnknownName`` for a sector of no known kind."""
        for name in sectors:
            if name not in KINDS:
                raise UnknownName("sector", name, KINDS)
        return np.stack([np.asarray(self.thetas[KINDS[name]]) for name in sectors], axis=-1)


def ids(horizon: str = LONG) -> dict[str, str]:
    """The ledger's id of each kind's elasticity at a horizon."""
    if horizon not in HORIZONS:
        raise UnknownName("horizon", horizon, HORIZONS)
    short = {DECADE: "trade_theta_decade", YEAR: "trade_theta_first_year"}
    return {kind: short.get(horizon, f"trade_theta_{kind}") for kind in sorted(set(KINDS.values()))}


def from_ledger(ledger: Ledger, horizon: str = LONG) -> Parameters:
    """Central values."""
    names = ids(horizon)
    central = {kind: np.array(ledger.central(name)) for kind, name in names.items()}
    return _parameters(ledger, horizon, central)


def draws(ledger: Ledger, count: int, seed: int, horizon: str = LONG) -> Parameters:
    """``count`` draws of each elasticity; kinds that share an id share its draws.

    A slope holds for one set of elasticities. Draw a few dozen, and give each its share of the scenarios.
    """
    names = ids(horizon)
    found = ledger.draw(sorted(set(names.values())), count, seed)
    return _parameters(ledger, horizon, {kind: found[name] for kind, name in names.items()})


def _parameters(ledger: Ledger, horizon: str, thetas: Mapping[str, Floats]) -> Parameters:
    limits = Limits(*(ledger.central(name) for name in _LIMITS))
    return Parameters(thetas, limits, horizon, (*sorted(set(ids(horizon).values())), *_LIMITS))


def with_satellites(ledger: Ledger, table: WorldTable) -> WorldTable:
    """The table with chips and servers split off electronics, and chip tools off machinery.

    The shares are the ledger's, none of them is in the table, and the table's totals stay. Tools are
    what chip makers invest in, so final use of them follows what each region bought.
    """
    for sector, names in PARTS.items():
        made = {part: _by(ledger, f"trade_split_{part.lower()}_") for part in names}
        used = {part: _by(ledger, f"trade_use_{part.lower()}_") for part in names}
        final = {part: _investors(ledger, table, made[part]) for part in names if part == "TOOLS"}
        table = split(table, parts(table, sector, made, used=used, final=final))
    return table


def _by(ledger: Ledger, start: str) -> dict[str, float]:
    rest: Iterable[str] = (name for name in ledger if name.startswith(start))
    named = {name.removeprefix(start): ledger.central(name) for name in rest}
    return {("*" if name == "others" else name): value for name, value in named.items()}


def _investors(ledger: Ledger, table: WorldTable, made: Mapping[str, float]) -> dict[str, float]:
    """How readily each region's investors take tools, so that they come near to what it bought."""
    bought = _by(ledger, "trade_tools_bought_")
    chips = table.output[place("sector", "CHIPS", table.sectors)]
    rest = np.array([name not in bought for name in table.regions])
    shared = bought["*"] * chips * rest / max((chips * rest).sum(), 1e-300)
    wanted = np.array([bought.get(name, 0.0) for name in table.regions]) + shared
    share = np.array([made.get(name, made["*"]) for name in table.regions])
    use = share @ table.final[place("sector", "MAC", table.sectors)]
    weight = wanted / np.maximum(use, use.max() * 1e-12)
    return dict(zip(table.regions, (weight / weight.max()).tolist(), strict=True))
