"""How many requests a person or an address may send: a bucket of tokens for each, in memory.

A bucket holds ``burst`` tokens and gains ``rate`` a second; a request takes one.  Buckets are of one
process: with several workers each counts its own.  The one user of a private desk is not counted.
"""

from __future__ import annotations

import os
from collections import OrderedDict
from math import ceil
from time import monotonic
from typing import TYPE_CHECKING

from licet.errors import InputError
from licet.record import record

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from licet.access.model import Person

_MOST_KEPT = 20_000


@record
class Limits:
    """Requests a second and at once, for those signed in and for visitors; a rate of 0 sets no limit."""

    rate: int = 50
    burst: int = 200
    visitor_rate: int = 10
    visitor_burst: int = 60

    @classmethod
    def of(cls, environment: Mapping[str, str] = os.environ) -> Limits:
        """What ``LICET_API_RATE`` says: ``RATE/BURST``, and after a comma the same for visitors.

        >>> Limits.of({"LICET_API_RATE": "100/500,5/20"})
        Limits(rate=100, burst=500, visitor_rate=5, visitor_burst=20)
        >>> Limits.of({"LICET_API_RATE": "0"}).rate
        0

        Raises:
            InputError: it cannot be read.
        """
        said = environment.get("LICET_API_RATE", "")
        if not said:
            return cls()
        numbers: list[int] = []
        for part in (said.split(",") * 2)[:2]:
            rate, slash, burst = part.strip().partition("/")
            if not rate.isdecimal() or (slash and not burst.isdecimal()):
                raise InputError(f"LICET_API_RATE is {said!r}; wanted RATE/BURST or RATE/BURST,RATE/BURST, such as 50/200,10/60, or 0 for no limit.")  # fmt: skip
            numbers += [int(rate), int(burst or rate)]
        return cls(*numbers)

    def for_(self, person: Person) -> tuple[int, int]:
        """Rate and burst of a person; zeros where there is no limit."""
        if person.how == "local":
            return 0, 0
        if person.signed_in:
            return self.rate, self.burst
        return self.visitor_rate, self.visitor_burst


@record
class Taken:
    """What a request was told: whether it may go on, and what is left (None where nothing is counted)."""

    granted: bool
    left: int | None = None
    burst: int = 0
    window: int = 0
    wait: int = 0

    def headers(self) -> list[tuple[bytes, bytes]]:
        """The same as headers of an answer."""
        if self.left is None:
            return []
        return [
            (b"ratelimit-policy", f'"requests";q={self.burst};w={self.window}'.encode()),
            (b"ratelimit", f'"requests";r={self.left};t={self.wait}'.encode()),
        ]


FREE = Taken(granted=True)


class Limiter:
    """Buckets by person or address; ``clock`` gives seconds."""

    def __init__(self, limits: Limits, clock: Callable[[], float] = monotonic) -> None:
        self.limits = limits
        self._clock = clock
        self._buckets: OrderedDict[tuple[str, object], tuple[float, float]] = OrderedDict()

    def take(self, person: Person, address: str) -> Taken:
        """One token for a request of ``person`` from ``address``."""
        rate, burst = self.limits.for_(person)
        if rate <= 0 or burst <= 0:
            return FREE
        key = (person.how, address if person.account is None else person.account)
        now = self._clock()
        held, since = self._buckets.pop(key, (float(burst), now))
        held = min(float(burst), held + (now - since) * rate)
        granted = held >= 1
        if granted:
            held -= 1
        self._buckets[key] = (held, now)
        if len(self._buckets) > _MOST_KEPT:
            self._buckets.popitem(last=False)
        wait = 0 if held >= 1 else max(1, ceil((1 - held) / rate))
        return Taken(granted, int(held), burst, ceil(burst / rate), wait)
