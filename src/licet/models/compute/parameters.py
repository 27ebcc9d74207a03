"""The parameters of the compute model: arrays of draws, read from the ledger by name and nowhere else."""

from __future__ import annotations

import numpy as np

from licet.assumptions.ledger import Ledger, stream
from licet.assumptions.model import Floats
from licet.record import record, replaced

_PREFIX = "compute_"
_MARKUP = "leakage_markup"
_ROLL = "compute_acceptance_roll"


@record
class Parameters:
    """One array (draws,) a field; what each is and its unit: ``assumptions/compute.toml``, by ``compute_`` and the name.

    Two differ: ``markup`` is ``leakage_markup``, the price gap of chips in China where no legal route
    is open, and ``acceptance_roll`` is uniform in [0, 1), the draw that settles what China lets in.
    """

    world_stock: Floats
    world_growth: Floats
    growth_fade: Floats
    us_share: Floats
    china_share: Floats
    smuggled_held: Floats
    delta: Floats
    budget: Floats
    budget_growth: Floats
    pass_through: Floats
    approval: Floats
    accepts: Floats
    blocks: Floats
    limited: Floats
    displaced: Floats
    hopper_price: Floats
    hopper_us_volume: Floats
    hopper_us_growth: Floats
    hopper_supply: Floats
    hopper_supply_growth: Floats
    blackwell_price: Floats
    blackwell_us_volume: Floats
    blackwell_us_growth: Floats
    blackwell_supply: Floats
    blackwell_supply_growth: Floats
    die_starts: Floats
    yield_: Floats
    yield_best: Floats
    learning: Floats
    dies_per_package: Floats
    stacks_per_package: Floats
    die_bank: Floats
    die_bank_left: Floats
    hbm_stock: Floats
    hbm_left: Floats
    hbm_output: Floats
    packaging: Floats
    die_growth: Floats
    hbm_growth: Floats
    packaging_growth: Floats
    tools_growth: Floats
    tools_allowed: Floats
    induced_growth: Floats
    domestic_perf_growth: Floats
    other_domestic: Floats
    domestic_price: Floats
    smuggled_price: Floats
    proxy: Floats
    remote: Floats
    world_bandwidth: Floats
    china_bandwidth: Floats
    markup: Floats
    acceptance_roll: Floats

    @property
    def draws(self) -> int:
        """How many draws."""
        return len(self.world_stock)

    def part(self, start: int, stop: int) -> Parameters:
        """The draws from ``start`` to before ``stop``, without a copy."""
        return Parameters(*(getattr(self, name)[start:stop] for name in self.__match_args__))

    def with_values(self, **values: float | Floats) -> Parameters:
        """Some parameters at one value each, or at a draw each."""
        whole = {
            name: np.broadcast_to(np.asarray(each, dtype=np.float64), (self.draws,))
            for name, each in values.items()
        }
        return replaced(self, **whole)


FIELDS: tuple[str, ...] = Parameters.__match_args__


def id_of(field: str) -> str:
    """The ledger's id of a field, for results that name what they rest on.

    >>> id_of("yield_"), id_of("markup")
    ('compute_yield', 'leakage_markup')
    """
    return _MARKUP if field == "markup" else _PREFIX + field.rstrip("_")


IDS: tuple[str, ...] = tuple(id_of(each) for each in FIELDS if id_of(each) != _ROLL)
"""Every assumption that the compute model rests on."""


def from_ledger(ledger: Ledger) -> Parameters:
    """One draw, each at its central value."""
    return Parameters(
        *(np.array([0.5 if id_of(each) == _ROLL else ledger.central(id_of(each))]) for each in FIELDS)
    )  # fmt: skip


def draws(ledger: Ledger, count: int, seed: int) -> Parameters:
    """``count`` draws of all of them; same seed, same bytes."""
    found = ledger.draw(IDS, count, seed)
    roll = stream(seed, _ROLL).random(count)
    return Parameters(*(roll if id_of(each) == _ROLL else found[id_of(each)] for each in FIELDS))
