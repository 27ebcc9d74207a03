"""The search for fixed points of the exact-hat equations: one pass after the other, each mixed with those before."""

from __future__ import annotations

import numpy as np

from licet.models.trade.change import Change
from licet.models.trade.economy import Economy, Floats
from licet.models.trade.hat import Hat, Point
from licet.models.trade.mixing import Mixer
from licet.record import record

TOLERANCE = 1e-9
MOST = 3000
"""Passes before the solver gives up and says how far it came."""


@record
class Found:
    """Fixed points of s scenarios: ``gap[s]`` largest miss, ``passes[s]`` made; NaN where there is none."""

    at: Point
    gap: Floats
    passes: Floats


def search(
    economy: Economy, changes: Change, tolerance: float = TOLERANCE, most: int = MOST
) -> Found:
    """The fixed points of all scenarios of ``changes``, each as if it were alone.

    A scenario stands still at its first pass within ``tolerance``; one that has no fixed point (a buyer
    without any source) comes back as NaN, one that does not get there in ``most`` passes with its gap.
    """
    hat = Hat(economy, changes)
    count = hat.scenarios
    rows, open_ = hat.start(count), np.arange(count)
    last, gap, passes = rows.copy(), np.full(count, np.nan), np.zeros(count)
    mixer = Mixer(count, rows.shape[1])
    with np.errstate(all="ignore"):
        for turn in range(1, most + 1):
            new, miss, _ = hat.once(rows)
            last[open_], gap[open_], passes[open_] = new, miss, turn
            going = miss >= tolerance  # False where the miss is NaN
            rows = mixer.next(rows, new)
            if not going.all():
                open_, rows = open_[going], rows[going]
                hat.only(going)
                mixer.only(going)
                if not len(open_):
                    break
    last[np.isnan(gap)] = np.nan
    return Found(Hat(economy, changes).point(last), gap, passes)
