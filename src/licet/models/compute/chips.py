"""What a chip counts for: H100-equivalents by compute, or weighted with memory bandwidth.

The figures come from the caller (the catalogue has them); none stands here.
"""

from __future__ import annotations

import math
from enum import Enum

from licet.errors import InputError
from licet.record import record

_BITS = 8


@record
class Chip:
    """One chip's figures; ``nan`` where unknown.

    ``tpp`` is total processing performance in the law's sense. Where a format of 4 bits sets it, it
    overstates dense 8-bit operations, so ``tops_8bit`` (10^12 a second) wins where it is known.
    ``bandwidth_gb_s`` is of the chip's own memory.
    """

    name: str
    tpp: float
    bandwidth_gb_s: float = math.nan
    tops_8bit: float = math.nan

    @property
    def performance(self) -> float:
        """Dense 8-bit operations times eight, on the scale of TPP; ``nan`` where neither is known."""
        return self.tpp if math.isnan(self.tops_8bit) else _BITS * self.tops_8bit


class Count(Enum):
    """Two ways to count chips; totals of one never add to totals of the other."""

    COMPUTE = "H100e"
    BANDWIDTH = "H100e, bandwidth-weighted"


def h100e(chip: Chip, anchor: Chip, count: Count = Count.COMPUTE) -> float:
    """Anchor chips that one ``chip`` counts for; ``nan`` where a figure that it needs is unknown.

    By ``BANDWIDTH`` it is the geometric mean of the ratios of compute and of memory bandwidth, since
    inference waits for memory.

    >>> h100 = Chip("H100", 15824, 3350)
    >>> round(h100e(Chip("H20", 2368, 4000), h100), 3)
    0.15
    >>> round(h100e(Chip("H20", 2368, 4000), h100, Count.BANDWIDTH), 3)
    0.423
    """
    if not anchor.performance > 0:
        raise InputError(
            f"{anchor.name} cannot be the unit: its performance is {anchor.performance}. Give its TPP."
        )
    compute = chip.performance / anchor.performance
    if count is Count.COMPUTE:
        return compute
    return math.sqrt(compute * chip.bandwidth_gb_s / anchor.bandwidth_gb_s)
