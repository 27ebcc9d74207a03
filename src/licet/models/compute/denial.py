"""Does denial speed self-sufficiency up? The sign of d(domestic in the last year) / d(denial), and where it flips.

A step of denial moves the price gap of chips from a policy's to a ban's, and, by ``tools_weight``, the
tool imports still allowed towards none. So the derivative has two terms: induced demand (g2, never
negative) and tools (never positive). A rule on chips alone has no tools term, and no switch: there,
any g2 above nought means that denial raises output.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from licet.assumptions.model import Floats
from licet.models.compute.domestic import domestic_output
from licet.models.compute.parameters import Parameters
from licet.record import record

Slope = Callable[[Floats], Floats]

_STEP = 1e-3
_ROUNDS = 40


@record
class Denial:
    """The derivative and its terms, a unit of denial, (draws,): H100e a year in the last year.

    ``demand`` holds tools, ``tools`` holds the gap; ``whole`` moves both. ``switch`` is the g2 at
    which ``whole`` is nought in that draw, ``nan`` where no g2 up to ``most`` does it; ``rises`` the
    part of draws, of those known, in which denial raises output.
    """

    whole: Floats
    demand: Floats
    tools: Floats
    switch: Floats
    rises: float


def denial_effect(
    parameters: Parameters, gap: Floats, per_package: float, *, tools_weight: float, most: float = 1.0
) -> Denial:  # fmt: skip
    """Effect of denial at a policy whose log price gap is ``gap`` (years, draws).

    ``tools_weight`` is how far one unit of denial takes the tools still allowed to none (0: a rule on
    chips alone; 1: all). Under a ban the gap cannot widen, so a unit is taken from no gap at all.
    """
    p = parameters
    ban = np.log1p(p.markup)
    widest = np.broadcast_to(ban, gap.shape)
    room = np.where((gap >= widest).all(axis=0), widest, widest - gap)

    def last(by_gap: float, by_tools: float, with_: Parameters) -> Floats:
        allowed = with_.tools_allowed * (1.0 - by_tools * tools_weight)
        found: Floats = domestic_output(with_, gap + by_gap * room, allowed, per_package).h100e[-1]
        return found

    def slope(by_gap: float, by_tools: float, with_: Parameters = p) -> Floats:
        up, down = (last(by_gap * step, by_tools * step, with_) for step in (_STEP, -_STEP))
        return (up - down) / (2 * _STEP)

    whole = slope(1, 1)
    switch = _switch(lambda g2: slope(1, 1, p.with_values(induced_growth=g2)), p.draws, most)
    known = ~np.isnan(whole)
    rises = float(np.mean(whole[known] > 0)) if known.any() else float("nan")
    return Denial(whole, slope(1, 0), slope(0, 1), switch, rises)


def _switch(slope: Slope, draws: int, most: float) -> Floats:
    """The g2 in (0, most) at which the slope turns positive, draw by draw, by halving."""
    low, high = np.zeros(draws), np.full(draws, most)
    turns = (slope(low) < 0) & (slope(high) > 0)
    for _ in range(_ROUNDS):
        middle = (low + high) / 2
        below = slope(middle) < 0
        low, high = np.where(below, middle, low), np.where(below, high, middle)
    return np.where(turns, (low + high) / 2, np.nan)
