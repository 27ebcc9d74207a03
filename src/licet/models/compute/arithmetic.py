"""Published sums on AI compute, done again from their own figures: for ``licet replicate``.

All figures come in as arguments, so that moving one by 1 % moves the answer.
"""

from __future__ import annotations

from licet.models.compute.chips import Chip
from licet.record import record

_PETA, _ZETTA = 1e15, 1e21
_MONTHS = 12


@record
class Bernstein:
    """Compute that came on in 2025, in 10^21 operations a second (ZF)."""

    china_domestic: float
    china_low: float
    china_high: float
    blackwell: float
    allies: float

    @property
    def ratio_low(self) -> float:
        """The least that the United States and its allies added for each unit of China's."""
        return self.allies / self.china_high


def zettaflops(chips: float, petaflops: float) -> float:
    """So many chips of so many 10^15 operations a second, in 10^21.

    >>> round(zettaflops(1.5e6, 0.4), 3), round(zettaflops(4e6, 4.5), 3)
    (0.6, 18.0)
    """
    return chips * petaflops * _PETA / _ZETTA


def bernstein(
    *, domestic_chips: float, domestic_pf: float, imports_low_zf: float, imports_high_zf: float,
    blackwell_chips: float, blackwell_pf: float, other_zf: float,
) -> Bernstein:  # fmt: skip
    """Bernstein's sum of December 2025, as the press gave it, from its own parts.

    ``other_zf`` is what custom chips of US makers (TPU and others) add.
    """
    own = zettaflops(domestic_chips, domestic_pf)
    newest = zettaflops(blackwell_chips, blackwell_pf)
    return Bernstein(
        own, own + imports_low_zf, own + imports_high_zf, newest, newest + other_zf
    )  # fmt: skip


def times_as_fast(first: Chip, second: Chip) -> float:
    """TPP of the first over TPP of the second.

    >>> round(times_as_fast(Chip("H200", 15832), Chip("H20", 2368)), 2)
    6.69
    """
    return first.tpp / second.tpp


def packages_of(stacks: float, a_package: float) -> float:
    """Packages that a store of HBM stacks is enough for.

    >>> packages_of(13e6, 8)
    1625000.0
    """
    return stacks / a_package


def growth_of_doubling(months: float) -> float:
    """Growth a year, as a factor, of what doubles in so many months.

    >>> round(growth_of_doubling(7), 1)
    3.3
    """
    return float(2.0 ** (_MONTHS / months))
