"""Shares as whole numbers: no share is ever rounded to the other side of a line.

A share is counted in parts of which ``WHOLE`` (10 to the twelfth) make up the whole, so that one
percent is ``PERCENT`` (10 to the tenth).  49.995 % is a whole number of parts, and so is every
percentage of up to ten decimals; a fraction such as 1/3 lies between two parts and is held as the
range from the one to the other.
"""

from __future__ import annotations

import re
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from functools import lru_cache

from licet.facts.values import Interval, parse_number, plain

WHOLE = 10**12
PERCENT = WHOLE // 100
Range = tuple[int, int]
"""The least and the most that a share may be, in parts, both included."""
UNKNOWN: Range = (0, WHOLE)
_FRACTION = re.compile(r"(\d{1,18})\s*/\s*(\d{1,18})", re.ASCII)


@lru_cache(4096)
def read_share(text: str) -> Range:
    """Read ``50``, ``49.995 %``, ``1/3``, ``[40, 60]``, ``> 25``, ``25..50`` or ``?``; empty is unknown.

    >>> read_share("49.995") == (499_950_000_000, 499_950_000_000)
    True
    >>> read_share("(25, 50]") == (250_000_000_001, 500_000_000_000)
    True
    >>> read_share("1/3")
    (333333333333, 333333333334)

    Raises ``ValueError`` saying what was wanted.
    """
    cleaned = text.strip().removesuffix("%").strip()
    if cleaned in ("", "?"):
        return UNKNOWN
    if fraction := _FRACTION.fullmatch(cleaned):
        over, under = int(fraction[1]), int(fraction[2])
        if not under or over > under:
            raise ValueError(f"{text!r} is no share: a fraction lies between 0 and 1")
        return over * WHOLE // under, -(-over * WHOLE // under)
    found = parse_number(cleaned)
    if isinstance(found, Decimal):
        return of_percent(found, found)
    if isinstance(found, Interval):
        low = Decimal(0) if found.low is None else found.low
        high = Decimal(100) if found.high is None else found.high
        return of_percent(low, high, low_open=found.low_open, high_open=found.high_open)
    raise ValueError(f"{text!r} is no share; write it as 50, 49.995, 1/3, '[40, 60]' or ?")


def of_percent(
    low: Decimal, high: Decimal, *, low_open: bool = False, high_open: bool = False
) -> Range:
    """A range in percent as parts; an open bound leaves its own number out.

    Raises ``ValueError`` where it is not between 0 and 100, or holds nothing.
    """
    if low < 0 or high > 100 or low > high:  # noqa: PLR2004 - percent
        raise ValueError(f"a share lies between 0 and 100 %, not from {low} to {high}")
    bottom, top = low * PERCENT, high * PERCENT
    least = int(bottom.to_integral_value(ROUND_FLOOR))
    most = int(top.to_integral_value(ROUND_CEILING))
    least += 1 if low_open and least == bottom else 0
    most -= 1 if high_open and most == top else 0
    if least > most:
        raise ValueError(f"the range from {low} to {high} % holds no share")
    return least, most


def percent(parts: int) -> Decimal:
    """Parts as percent, exactly.

    >>> percent(499_950_000_000)
    Decimal('49.995')
    """
    found = Decimal(parts).scaleb(-10)
    whole = found.to_integral_value()
    return whole if found == whole else found.normalize()


def as_value(share: Range) -> Decimal | Interval:
    """A share as the value of a fact, in percent: exact, or a range."""
    low, high = share
    return percent(low) if low == high else Interval(percent(low), percent(high))


def shown(share: Range) -> str:
    """A share as a person reads it.

    >>> shown((499_950_000_000, 499_950_000_000)), shown((400_000_000_000, 600_000_000_000))
    ('49.995 %', '40 to 60 %')
    >>> shown(UNKNOWN), shown((250_000_000_001, WHOLE)), shown((0, 0))
    ('an unknown share', 'more than 25 %', 'nothing')
    """
    low, high = share
    if share == UNKNOWN:
        return "an unknown share"
    if low == high:
        return f"{plain(percent(low))} %" if low else "nothing"
    bottom, low_open = _near(low, -1)
    top, high_open = _near(high, 1)
    if low_open or high_open:
        first = f"more than {bottom}" if low_open else f"{bottom}"
        if high == WHOLE:
            return f"{first} %"
        return f"{first} to {'under ' if high_open else ''}{top} %"
    return f"{bottom} to {top} %"


def written(share: Range) -> str:
    """A share as ``read_share`` reads it back, to the part."""
    low, high = share
    if share == UNKNOWN:
        return "?"
    return f"{percent(low):f}" if low == high else f"[{percent(low):f}, {percent(high):f}]"


def _near(parts: int, step: int) -> tuple[str, bool]:
    """The round percentage that a bound stands just beside, and whether it does."""
    beside = parts + step
    is_beside = beside % 10_000 == 0 and parts % 10_000 != 0
    return plain(percent(beside if is_beside else parts)), is_beside
