"""The made world's numbers, and the noise that all its flows are made of."""

from __future__ import annotations

from enum import IntEnum

import numpy as np

from licet.assumptions.ledger import Ledger
from licet.assumptions.model import Floats
from licet.record import record

_PREFIX = "leakage_made_"


class Story(IntEnum):
    """What a made route really is."""

    PLAIN = 0
    DIVERTED = 1
    FRONT_LOADED = 2
    DATA_CENTERS = 3
    NEW_TRADE = 4


@record
class World:
    """What the made world rests on: ``assumptions/leakage.toml``, by ``leakage_made_`` and the name."""

    cif_spread: float
    mirror_noise: float
    mirror_drift: float
    breaks: float
    pair_wide: float
    break_size: float
    months: float
    rule_month: float
    hubs: float
    size_spread: float
    size: float
    boom: float
    product_noise: float
    hub_noise: float
    route_noise: float
    memory: float
    over_dispersion: float
    beside_noise: float
    misclassified: float
    onward_low: float
    onward_high: float
    entrepots: float
    entrepot_onward: float
    missing_month: float
    missing_series: float
    missing_power: float
    missing_network: float
    missing_weight: float
    onset: float
    recorded: float
    under_invoiced: float
    under_invoiced_part: float
    newness: float
    newness_noise: float
    unit_noise: float
    front_loading: float
    front_loading_size: float
    data_centers: float
    data_centers_size: float
    new_trade: float
    new_trade_size: float
    absorbs_over: float
    absorbs_spread: float


def world_from(ledger: Ledger) -> World:
    """The made world of a ledger."""
    found: World = World(*(ledger.central(_PREFIX + each) for each in World.__match_args__))
    return found


class Noise:
    """All randomness of one made world, drawn in a fixed order from one stream."""

    def __init__(self, rng: np.random.Generator, world: World, shape: tuple[int, int]) -> None:
        self.rng, self.world, self.shape = rng, world, shape

    def routes(self, spread: float = 1.0) -> Floats:
        """One normal number a route, (routes, 1)."""
        return np.asarray(spread * self.rng.standard_normal((self.shape[0], 1)))

    def months(self, spread: float) -> Floats:
        """One normal number a route and month."""
        return np.asarray(spread * self.rng.standard_normal(self.shape))

    def walk(self, step: float, rows: int | None = None) -> Floats:
        """A sum of normal steps, for good: (rows, months), a row a route unless said."""
        shape = (rows or self.shape[0], self.shape[1])
        return np.cumsum(step * self.rng.standard_normal(shape), axis=1)

    def lasting(self) -> Floats:
        """How a route strays, of which ``memory`` lasts into the next month."""
        memory, found = self.world.memory, self.months(1.0)
        new = np.sqrt(1 - memory**2)
        for month in range(1, self.shape[1]):
            found[:, month] = memory * found[:, month - 1] + new * found[:, month]
        return self.world.route_noise * found

    def dispersed(self) -> Floats:
        """A month's factor beyond all that, of mean one: gamma."""
        square = self.world.over_dispersion
        return self.rng.gamma(1.0 / square, square, self.shape)

    def reported(self, flow: Floats) -> Floats:
        """A flow as one side reports it: part of it under a wrong code, and not quite right."""
        wrong = self.rng.beta(1.0, 1.0 / self.world.misclassified - 1.0, self.shape)
        return flow * (1 - wrong) * np.exp(self.months(self.world.mirror_noise))

    def counted(self) -> tuple[Floats, Floats]:
        """How far one side's reports stray for good: all goods of the pair alike, and this product alone.

        Freight, rates of exchange and habits wander; now and then a reporter begins to count otherwise.
        """
        world, rng, rows = self.world, self.rng, (self.shape[0], 1)
        broken = rng.random(rows) < world.breaks
        month = rng.integers(6, self.shape[1] - 2, rows)
        size = self.routes(world.break_size)
        step = np.exp(np.where(broken & (np.arange(self.shape[1])[None, :] >= month), size, 0.0))
        wide = rng.random(rows) < world.pair_wide
        parts = np.sqrt(world.pair_wide), np.sqrt(1.0 - world.pair_wide)
        whole, own = (np.exp(self.walk(part * world.mirror_drift)) for part in parts)
        return whole * np.where(wide, step, 1.0), own * np.where(wide, 1.0, step)

    def holes(self, series: Floats, missing: float | None = None) -> Floats:
        """Without the months, and the whole series, that nobody reported."""
        whole = self.world.missing_series if missing is None else missing
        month = self.rng.random(self.shape) < self.world.missing_month
        gone = self.rng.random((self.shape[0], 1)) < whole
        return np.where(month | gone, np.nan, series)
