"""A made world of trade with diversion of known size in it: no public data say which route diverts.

Flows are gravity-sized and over-dispersed, share the swings of their product and hub, and are
reported by two sides with lags, wrong codes and holes. Some routes divert a known part after the
rule; some honest ones look as if they did (decoys): bought ahead of the rule, a real data-centre boom, lawful
new trade, a change in how a reporter counts.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

from licet.assumptions.ledger import stream
from licet.assumptions.model import Floats
from licet.models.leakage.routes import Routes
from licet.models.leakage.traffic import Traffic, traffic
from licet.models.leakage.windows import Ints
from licet.models.leakage.world import Noise, Story, World
from licet.record import record

_FIRST = np.datetime64("2022-01", "M")
_YEAR = 12
_USD_PER_KG = 2000.0  # the level drops out of every detector
_NEAR_IN, _NEAR_OUT = 2.0, 1.0
"""The neighbors in the chapter, as multiples of the product's mean flow."""
_NEW = -2.0
"""Log odds of new consignees among honest ones."""


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
        found: Floats = (self.story == Story.DIVERTED).astype(np.float64)
        return found


def made(
    world: World, count: int, *, name: str, seed: int, base_rate: float, sizes: tuple[float, ...],
    cif: float, usd_per_h100e: float,
) -> Made:  # fmt: skip
    """``count`` routes, ``base_rate`` of them diverting one of ``sizes`` of the flow; same name and seed, same bytes.

    ``name`` keeps the streams of training and test apart whatever their seeds.
    """
    noise = Noise(stream(seed, f"leakage.made.{name}"), world, (count, int(world.months)))
    panel = np.arange(count) // int(world.hubs)
    rule = int(world.rule_month) + noise.rng.integers(-3, 4, panel[-1] + 1)[panel]
    true = traffic(noise, rule, panel, base_rate, sizes)
    routes = _reports(noise, true, rule, panel, cif=cif, usd_per_h100e=usd_per_h100e)
    return Made(routes, true.story, true.size, true.began)


def _reports(
    noise: Noise, true: Traffic, rule: Ints, panel: Ints, *, cif: float, usd_per_h100e: float
) -> Routes:  # fmt: skip
    """What each side says of the true flows: with lags, wrong codes and holes."""
    world, count = noise.world, len(rule)
    late = noise.rng.random(count)[:, None]
    whole_in, own_in = noise.counted()
    whole_out, own_out = noise.counted()
    habit_in, habit_out = (cif * np.exp(noise.routes(world.cif_spread)) for _ in range(2))
    received = _lagged(true.into + true.gone - true.unseen, late)
    received = noise.reported(received) * habit_in * whole_in * own_in
    arrived = noise.reported(_lagged(true.out + true.recorded, late))
    arrived *= habit_out * whole_out * own_out
    near_in, near_out = (
        times * true.level * np.exp(noise.months(world.beside_noise))
        for times in (_NEAR_IN, _NEAR_OUT)
    )
    near_out = near_out + true.concealed
    beside_in = noise.reported(_lagged(near_in, late)) * cif * whole_in
    beside_out = noise.reported(_lagged(near_out, late)) * cif * whole_out
    cheap = np.where(noise.rng.random((count, 1)) < world.under_invoiced_part, -1.0, 1.0)
    weight = true.out + true.recorded * np.exp(-world.under_invoiced * cheap)
    kg = weight * whole_out * own_out * np.exp(noise.months(world.unit_noise)) / _USD_PER_KG
    odd = _NEW + noise.routes(0.5) + world.newness * true.ramp * 2.0 * np.sqrt(true.size)[:, None]
    absorbs = true.absorbed * _YEAR / usd_per_h100e * np.exp(noise.routes(0.1))
    holes = noise.holes
    return Routes(
        hub=tuple(f"hub {each:02d}" for each in np.arange(count) % int(world.hubs)),
        product=tuple(f"product {each:05d}" for each in panel),
        months=_FIRST + np.arange(noise.shape[1]),
        rule=rule.astype(np.int64),
        sent=holes(noise.reported(true.into + true.gone)),
        matched=holes(received),
        received=holes(received),
        onward=holes(noise.reported(true.out)),
        arrived=holes(arrived),
        kg=holes(kg, world.missing_weight),
        beside_sent=holes(noise.reported(near_in)),
        beside_matched=holes(beside_in),
        beside_received=holes(beside_in),
        beside_onward=holes(noise.reported(near_out)),
        beside_arrived=holes(beside_out),
        absorbs=holes(absorbs, world.missing_power),
        newness=holes(expit(odd + noise.months(world.newness_noise)), world.missing_network),
    )


def _lagged(flow: Floats, late: Floats) -> Floats:
    """Recorded one to two months after it was sent."""
    one = np.hstack([flow[:, :1], flow[:, :-1]])
    two = np.hstack([one[:, :1], one[:, :-1]])
    return late * one + (1 - late) * two
