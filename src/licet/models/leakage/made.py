"""A made world of trade with diversion of known size in it: no public data say which route diverts.

Flows are gravity-sized and over-dispersed, share the swings of their product and hub, and are
reported by two sides with lags, wrong codes and holes. Some routes divert a known part after the
rule; some honest ones look as if they did (decoys): bought ahead of the rule, a real data-centre boom, lawful
new trade, a change in how a reporter counts.
"""

from __future__ import annotations

from enum import IntEnum

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

from licet.assumptions.ledger import Ledger, stream
from licet.assumptions.model import Floats
from licet.models.leakage.routes import Routes
from licet.models.leakage.windows import Ints
from licet.record import record

_PREFIX = "leakage_made_"
_FIRST = np.datetime64("2022-01", "M")


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
    newness: float
    newness_noise: float
    unit_noise: float
    front_loading: float
    front_loading_size: float
    data_centers: float
    data_centers_size: float
    new_trade: float
    absorbs_over: float


def world_from(ledger: Ledger) -> World:
    """The made world of a ledger."""
    return World(*(ledger.central(_PREFIX + each) for each in World.__match_args__))


@record
class Made:
    """Made routes and the truth of each: its ``story``, the part ``diverted`` and the month ``began`` (-1: never)."""

    routes: Routes
    story: NDArray[np.int64]
    diverted: Floats
    began: Ints

    @property
    def label(self) -> Floats:
        """1 where the route diverts."""
        return (self.story == Story.DIVERTED).astype(np.float64)


def made(
    world: World, count: int, *, name: str, seed: int, base_rate: float, sizes: tuple[float, ...],
    cif: float, usd_per_h100e: float,
) -> Made:  # fmt: skip
    """``count`` routes, ``base_rate`` of them diverting one of ``sizes`` of the flow; same name and seed, same bytes.

    ``name`` keeps the streams of training and test apart whatever their seeds.
    """
    random = stream(seed, f"leakage.made.{name}")
    months, hubs = int(world.months), int(world.hubs)
    shape = (count, months)
    panel = np.arange(count) // hubs
    rule = int(world.rule_month) + random.integers(-3, 4, panel[-1] + 1)[panel]
    story = _stories(world, count, base_rate, random)
    size = np.where(story == Story.DIVERTED, np.asarray(sizes)[random.integers(0, len(sizes), count)], 0.0)
    clock = np.arange(months)[None, :] - rule[:, None]

    # What moves: product, hub, route, month; then the stories.
    swings = _walk(random, world.product_noise, (panel[-1] + 1, months))[panel]
    swings += world.boom * np.arange(months)
    hub_swing = _walk(random, world.hub_noise, shape)
    middle = np.log(world.size) + world.size_spread * random.standard_normal(count)
    into = np.exp(middle[:, None] + swings + hub_swing + _lasting(random, world, shape))
    into *= _dispersed(random, world.over_dispersion, shape)
    entrepot = random.random(count) < world.entrepots
    part = random.uniform(world.onward_low, world.onward_high, count)
    part = np.where(entrepot, world.entrepot_onward, part)
    out = part[:, None] * np.exp(middle[:, None] + swings + hub_swing + _lasting(random, world, shape))
    out *= _dispersed(random, world.over_dispersion, shape)
    level = np.exp(middle[:, None] + swings + hub_swing)
    absorbed = np.exp(middle[:, None] + np.log(world.absorbs_over) + 0.5 * random.standard_normal((count, 1)))
    absorbed = absorbed * np.exp(world.boom * np.arange(months))[None, :]
    into, absorbed, out = _decoys(world, random, story, clock, into, absorbed, out)
    began = np.where(story == Story.DIVERTED, rule + random.integers(0, int(world.onset) + 1, count), -1)
    ramp = np.clip((np.arange(months)[None, :] - began[:, None] + 1) / 3.0, 0.0, 1.0)
    ramp = np.where(began[:, None] >= 0, ramp, 0.0)
    gone = ramp * size[:, None] * level * _dispersed(random, world.over_dispersion, shape)
    ways = random.dirichlet((1.5, 1.5, 0.7, 0.7), count)[..., None]
    seen = random.beta(4 * world.recorded, 4 * (1 - world.recorded), count)[:, None]

    # What is reported: by lag, with a wrong code now and then, with holes.
    late = random.random(count)[:, None]
    recorded = (ways[:, 0] + ways[:, 1]) * seen * gone
    sent = _reported(random, world, into + gone)
    received = _reported(random, world, _lagged(into + (1 - ways[:, 0]) * gone, late)) * cif
    shift = np.exp(world.cif_spread * random.standard_normal((count, 1)))
    whole_in, own_in = _counted(random, world, shape)
    received *= shift * whole_in * own_in
    onward = _reported(random, world, out)
    arrived = _reported(random, world, _lagged(out + recorded, late)) * cif
    arrived *= np.exp(world.cif_spread * random.standard_normal((count, 1)))
    whole_out, own_out = _counted(random, world, shape)
    arrived *= whole_out * own_out
    near_in, near_out = (_beside(random, world, times * level) for times in (2.0, 1.0))
    concealed = ways[:, 2] * seen * gone
    beside_sent = _reported(random, world, near_in)
    beside_in = _reported(random, world, _lagged(near_in, late)) * cif * whole_in
    beside_onward = _reported(random, world, near_out + concealed)
    beside_out = _reported(random, world, _lagged(near_out + concealed, late)) * cif * whole_out
    invoiced = world.under_invoiced * np.where(random.random(count) < 0.7, -1.0, 1.0)
    weight = out + recorded / np.exp(invoiced)[:, None]
    kg = weight * whole_out * own_out * cif / 2000.0 * np.exp(world.unit_noise * random.standard_normal(shape))
    strange = -2.0 + random.standard_normal((count, 1)) * 0.5
    strange = strange + world.newness * (ramp * (size[:, None] > 0)) * np.sqrt(size)[:, None] * 2.0
    newness = expit(strange + world.newness_noise * random.standard_normal(shape))
    absorbs = absorbed * 12 / usd_per_h100e * np.exp(0.1 * random.standard_normal((count, 1)))

    months_named = _FIRST + np.arange(months)
    holes = _Holes(random, world)
    return Made(
        Routes(
            tuple(f"hub {each:02d}" for each in np.arange(count) % hubs),
            tuple(f"product {each:05d}" for each in panel), months_named, rule.astype(np.int64),
            holes(sent), holes(received), holes(received), holes(onward), holes(arrived),
            holes(kg, world.missing_weight), holes(beside_sent), holes(beside_in), holes(beside_in),
            holes(beside_onward), holes(beside_out),
            holes(absorbs, world.missing_power), holes(newness, world.missing_network),
        ),
        story, size, began.astype(np.int64),
    )  # fmt: skip


def _stories(world: World, count: int, base_rate: float, random: np.random.Generator) -> Ints:
    honest = (
        (Story.FRONT_LOADED, world.front_loading), (Story.DATA_CENTERS, world.data_centers),
        (Story.NEW_TRADE, world.new_trade),
    )  # fmt: skip
    story = np.full(count, Story.PLAIN, dtype=np.int64)
    roll, at = random.random(count), 0.0
    for each, part in honest:
        story[(roll >= at) & (roll < at + part)] = each
        at += part
    guilty = round(base_rate * count)
    story[random.permutation(count)[:guilty]] = Story.DIVERTED
    return story


def _decoys(
    world: World, random: np.random.Generator, story: Ints, clock: Ints, into: Floats, absorbed: Floats,
    out: Floats,
) -> tuple[Floats, Floats, Floats]:  # fmt: skip
    """Honest surges: before the rule with a trough after it; with new data centres; lawful trade with the target."""
    count = len(story)
    ahead = random.integers(2, 6, count)[:, None]
    times = random.uniform(1.4, world.front_loading_size, count)[:, None]
    bought = np.where((clock < 0) & (clock >= -ahead), times, 1.0)
    bought = np.where((clock >= 0) & (clock < ahead), 1.0 / np.sqrt(times), bought)
    early = (story == Story.FRONT_LOADED)[:, None]
    begins = random.integers(-4, 8, count)[:, None]
    grown = random.uniform(1.3, world.data_centers_size, count)[:, None]
    boom = 1.0 + (grown - 1.0) * np.clip((clock - begins) / 6.0, 0.0, 1.0)
    building = (story == Story.DATA_CENTERS)[:, None]
    lawful = 1.0 + random.uniform(0.1, 0.6, count)[:, None] * np.clip(clock / 6.0, 0.0, 1.0)
    trading = (story == Story.NEW_TRADE)[:, None]
    factor = np.where(early, bought, 1.0) * np.where(building, boom, 1.0)
    return (
        into * factor, absorbed * np.where(building, boom, 1.0),
        out * np.where(early, bought, 1.0) * np.where(trading, lawful, 1.0),
    )  # fmt: skip


def _walk(random: np.random.Generator, step: float, shape: tuple[int, int]) -> Floats:
    found: Floats = np.cumsum(step * random.standard_normal(shape), axis=1)
    return found


def _lasting(random: np.random.Generator, world: World, shape: tuple[int, int]) -> Floats:
    """Noise of which ``memory`` lasts into the next month."""
    noise = random.standard_normal(shape)
    new = np.sqrt(1 - world.memory**2)
    for month in range(1, shape[1]):
        noise[:, month] = world.memory * noise[:, month - 1] + new * noise[:, month]
    return np.asarray(world.route_noise * noise, dtype=np.float64)


def _dispersed(random: np.random.Generator, square: float, shape: tuple[int, int]) -> Floats:
    return random.gamma(1.0 / square, square, shape)


def _lagged(flow: Floats, late: Floats) -> Floats:
    """Recorded one to two months after it was sent."""
    one = np.hstack([flow[:, :1], flow[:, :-1]])
    two = np.hstack([one[:, :1], one[:, :-1]])
    return late * one + (1 - late) * two


def _reported(random: np.random.Generator, world: World, flow: Floats) -> Floats:
    wrong = random.beta(1.0, 1.0 / world.misclassified - 1.0, flow.shape)
    return np.asarray(
        flow * (1 - wrong) * np.exp(world.mirror_noise * random.standard_normal(flow.shape)),
        dtype=np.float64,
    )


def _counted(random: np.random.Generator, world: World, shape: tuple[int, int]) -> tuple[Floats, Floats]:
    """How far one side's reports stray for good: all goods of the pair alike, and this product alone.

    Freight, rates of exchange and habits wander; now and then a reporter begins to count otherwise.
    """
    step = _step(random, world, shape)
    wide = random.random((shape[0], 1)) < world.pair_wide
    parts = np.sqrt(world.pair_wide), np.sqrt(1.0 - world.pair_wide)
    whole, own = (np.exp(_walk(random, part * world.mirror_drift, shape)) for part in parts)
    return whole * np.where(wide, step, 1.0), own * np.where(wide, 1.0, step)


def _step(random: np.random.Generator, world: World, shape: tuple[int, int]) -> Floats:
    broken = random.random((shape[0], 1)) < world.breaks
    month = random.integers(6, shape[1] - 2, (shape[0], 1))
    step = world.break_size * random.standard_normal((shape[0], 1))
    return np.exp(np.where(broken & (np.arange(shape[1])[None, :] >= month), step, 0.0))


def _beside(random: np.random.Generator, world: World, flow: Floats) -> Floats:
    return flow * np.exp(world.beside_noise * random.standard_normal(flow.shape))


class _Holes:
    """Months, and whole series, that nobody reported."""

    def __init__(self, random: np.random.Generator, world: World) -> None:
        self._random, self._world = random, world

    def __call__(self, series: Floats, missing: float | None = None) -> Floats:
        whole = self._world.missing_series if missing is None else missing
        month = self._random.random(series.shape) < self._world.missing_month
        gone = self._random.random((len(series), 1)) < whole
        return np.where(month | gone, np.nan, series)
