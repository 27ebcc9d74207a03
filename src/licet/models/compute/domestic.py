"""China's own output: the least of good dies, HBM and packaging, with what is left over kept.

Growth of all three answers to tools (controls slow it) and to the price gap (controls spur it):
g = g0 + g1 * tools allowed + g2 * log price gap.
"""

from __future__ import annotations

import numpy as np

from licet.assumptions.model import Floats
from licet.models.compute.parameters import Parameters
from licet.record import record

MILLION = 1e6


@record
class Domestic:
    """Packages made and what is left of dies and stacks, each (years, draws); ``h100e`` is of all makers."""

    packages: Floats
    h100e: Floats
    dies_in: Floats
    dies_left: Floats
    stacks_in: Floats
    stacks_left: Floats


def domestic_output(
    parameters: Parameters, gap: Floats, tools: Floats, per_package: Floats | float
) -> Domestic:
    """Output along a path of the log price gap, (years, draws); ``tools`` in [0, 1], (draws,).

    ``per_package`` is H100e of one package of the first year. The growth of a year answers to the
    gap of the year before, since fabs are not built in a day: the first year stands as planned.
    ``dies_in`` and ``stacks_in`` hold what was stored at the start in the first year too, so that
    in = used + left at the end of each year.
    """
    p = parameters
    shape = gap.shape
    packages, compute = np.empty(shape), np.empty(shape)
    dies_in, dies_left = np.empty(shape), np.empty(shape)
    stacks_in, stacks_left = np.empty(shape), np.empty(shape)
    starts, stacks, lines = p.die_starts, p.hbm_output, p.packaging
    reached = np.zeros(p.draws)
    bank, store = p.die_bank * p.die_bank_left, p.hbm_stock * p.hbm_left
    perf = per_package * (1.0 + p.other_domestic)
    better = 1.0 + p.domestic_perf_growth
    by_tools = p.tools_growth * tools
    rate = p.learning / MILLION
    short = p.yield_best - p.yield_
    for year in range(shape[0]):
        if year:
            spur = by_tools + p.induced_growth * gap[year - 1]
            starts = starts * (1.0 + p.die_growth + spur)
            stacks = stacks * (1.0 + p.hbm_growth + spur)
            lines = lines * (1.0 + p.packaging_growth + spur)
            perf = perf * better
        good = p.yield_best - short * np.exp(-rate * reached)
        reached = reached + starts
        np.add(starts * good, bank if not year else 0.0, out=dies_in[year])
        np.add(stacks, store if not year else 0.0, out=stacks_in[year])
        dies = dies_in[year] + (dies_left[year - 1] if year else 0.0)
        memory = stacks_in[year] + (stacks_left[year - 1] if year else 0.0)
        made = np.minimum(dies / p.dies_per_package, memory / p.stacks_per_package)
        np.minimum(made, lines, out=made)
        packages[year] = made
        np.multiply(made, perf, out=compute[year])
        np.subtract(dies, made * p.dies_per_package, out=dies_left[year])
        np.subtract(memory, made * p.stacks_per_package, out=stacks_left[year])
    return Domestic(packages, compute, dies_in, dies_left, stacks_in, stacks_left)
