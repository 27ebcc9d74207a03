"""What truly moves in the made world: honest trade, stories that look odd, and goods that are diverted."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from licet.assumptions.model import Floats
from licet.models.leakage.windows import Ints
from licet.models.leakage.world import Noise, Story, World
from licet.record import record

_WAYS = (1.5, 1.5, 0.7, 0.7)
"""How diverted goods go, as weights: never recorded by the hub; sent on without a word; sent on under
a neighboring code; kept on the hub's books."""
_CERTAIN = 4.0
"""How alike routes are in what the target records of them."""
_RAMP, _SLOW_RAMP = 3.0, 6.0
"""Months until diversion, and honest growth, stand at full size."""


@record
class Traffic:
    """True flows, (routes, months) in dollars unless said.

    ``into`` and ``out`` are honest trade with the hub and on to the target, ``gone`` what is diverted
    on top, ``level`` the mean of the hub's trade, ``absorbed`` what its data centres can take in.
    ``unseen`` is the part of ``gone`` that the hub never records; ``recorded`` what the target
    records of it under its own code and ``concealed`` under a neighbor's. ``ramp`` is in [0, 1].
    """

    story: NDArray[np.int64]
    size: Floats
    began: Ints
    ramp: Floats
    into: Floats
    out: Floats
    level: Floats
    absorbed: Floats
    gone: Floats
    unseen: Floats
    recorded: Floats
    concealed: Floats


def traffic(
    noise: Noise, rule: Ints, panel: Ints, base_rate: float, sizes: tuple[float, ...]
) -> Traffic:
    """Flows of all routes; ``rule`` and ``panel`` are (routes,), a panel a product."""
    world, rng, (count, months) = noise.world, noise.rng, noise.shape
    story = _stories(world, count, base_rate, rng)
    guilty = story == Story.DIVERTED
    size = np.where(guilty, np.asarray(sizes)[rng.integers(0, len(sizes), count)], 0.0)
    month = np.arange(months)[None, :]

    growth = world.boom * month
    swings = noise.walk(world.product_noise, int(panel[-1]) + 1)[panel] + growth
    middle = np.log(world.size) + noise.routes(world.size_spread)
    mean = middle + swings + noise.walk(world.hub_noise)
    into = np.exp(mean + noise.lasting()) * noise.dispersed()
    part = rng.uniform(world.onward_low, world.onward_high, count)
    part = np.where(rng.random(count) < world.entrepots, world.entrepot_onward, part)
    out = part[:, None] * np.exp(mean + noise.lasting()) * noise.dispersed()
    absorbed = np.exp(
        middle + np.log(world.absorbs_over) + noise.routes(world.absorbs_spread) + growth
    )
    more_in, more_out, more_room = _decoys(noise, story, month - rule[:, None])

    began = np.where(guilty, rule + rng.integers(0, int(world.onset) + 1, count), -1)
    ramp = np.clip((month - began[:, None] + 1) / _RAMP, 0.0, 1.0) * guilty[:, None]
    level = np.exp(mean)
    gone = ramp * size[:, None] * level * noise.dispersed()
    ways = rng.dirichlet(_WAYS, count)[..., None]
    alike = _CERTAIN * world.recorded, _CERTAIN * (1 - world.recorded)
    seen = rng.beta(*alike, count)[:, None] * gone
    return Traffic(
        story, size, began.astype(np.int64), ramp, into * more_in, out * more_out, level,
        absorbed * more_room, gone, ways[:, 0] * gone, (ways[:, 0] + ways[:, 1]) * seen,
        ways[:, 2] * seen,
    )  # fmt: skip


def _stories(world: World, count: int, base_rate: float, rng: np.random.Generator) -> Ints:
    honest = (
        (Story.FRONT_LOADED, world.front_loading), (Story.DATA_CENTERS, world.data_centers),
        (Story.NEW_TRADE, world.new_trade),
    )  # fmt: skip
    story = np.full(count, Story.PLAIN, dtype=np.int64)
    roll, at = rng.random(count), 0.0
    for each, part in honest:
        story[(roll >= at) & (roll < at + part)] = each
        at += part
    story[rng.permutation(count)[: round(base_rate * count)]] = Story.DIVERTED
    return story


def _decoys(noise: Noise, story: Ints, clock: Ints) -> tuple[Floats, Floats, Floats]:
    """Factors of honest surges on what comes in, goes on, and can be absorbed.

    Bought ahead of the rule, with a trough after it; new data centres, round the rule's date or later;
    lawful trade with the target. ``clock`` is months since the rule.
    """
    world, rng, count = noise.world, noise.rng, len(story)
    ahead = rng.integers(2, 6, count)[:, None]
    times = rng.uniform(1.4, world.front_loading_size, count)[:, None]
    bought = np.where((clock < 0) & (clock >= -ahead), times, 1.0)
    bought = np.where((clock >= 0) & (clock < ahead), 1.0 / np.sqrt(times), bought)
    bought = np.where((story == Story.FRONT_LOADED)[:, None], bought, 1.0)
    begins = rng.integers(-4, 8, count)[:, None]
    grown = rng.uniform(1.3, world.data_centers_size, count)[:, None]
    boom = 1.0 + (grown - 1.0) * np.clip((clock - begins) / _SLOW_RAMP, 0.0, 1.0)
    boom = np.where((story == Story.DATA_CENTERS)[:, None], boom, 1.0)
    more = rng.uniform(0.1, world.new_trade_size, count)[:, None]
    lawful = 1.0 + more * np.clip(clock / _SLOW_RAMP, 0.0, 1.0)
    lawful = np.where((story == Story.NEW_TRADE)[:, None], lawful, 1.0)
    return bought * boom, bought * lawful, boom
