"""What several steps of a run ask of its two laws, each worked out once."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from licet.whatif.baskets import Basket, baskets
from licet.whatif.offer import Offer, offer
from licet.whatif.opening import Opened
from licet.whatif.scenario import Scenario
from licet.whatif.statuses import Statuses, Under, statuses

T = TypeVar("T")
SIDES = ("before", "after")
"""The two laws of a scenario, by their names in its file."""
BUYER, OFFERED = "CHN", "ai-chips"
"""Whose best offer is asked for, and of which basket."""


class Laws:
    """Both laws of one run. What was asked is kept: laws do not change while a run lasts."""

    def __init__(self, opened: Opened, scenario: Scenario) -> None:
        self._opened, self._scenario = opened, scenario
        self._kept: dict[tuple[str, ...], Any] = {}

    def under(self, side: str) -> Under:
        """The law of one side, ``before`` or ``after``, on its day."""
        return Under(getattr(self._opened, side), getattr(self._scenario, side).on)

    def statuses(self, side: str, basket: Basket) -> Statuses:
        """What the law of one side asks of a basket."""
        return self._once(
            ("statuses", side, basket.id), lambda: statuses(self.under(side), basket, baskets())
        )

    def offer(self, side: str) -> Offer | None:
        """The best chip that the buyer may be sold under the law of one side, and its terms; None where none may."""
        among = baskets()
        basket = among.named(OFFERED)
        return self._once(
            ("offer", side),
            lambda: offer(self.under(side), basket, self.statuses(side, basket), among, BUYER),
        )

    def rules(self, of: Iterable[Basket]) -> tuple[str, ...]:
        """Every provision by which either law settles something of these baskets."""
        found = (self.statuses(side, each).rules for each in of for side in SIDES)
        return tuple(sorted({rule for rules in found for rule in rules}))

    def _once(self, key: tuple[str, ...], work: Callable[[], T]) -> T:
        if key not in self._kept:
            self._kept[key] = work()
        found: T = self._kept[key]
        return found
