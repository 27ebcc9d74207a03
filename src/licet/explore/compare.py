"""One transfer on two days: what changed in its answer, and which rule did it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from licet.decide.decide import decide
from licet.errors import InputError
from licet.explore.causes import Explained, explained
from licet.record import record

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from licet.decide.decide import Decision, Law
    from licet.explore.timeline import Event
    from licet.transfer.model import Transfer


@record
class Comparison:
    """The decisions of two days and every facet in which they differ, the weightiest first."""

    before: Decision
    after: Decision
    changes: tuple[Explained, ...]

    @property
    def causes(self) -> tuple[Event, ...]:
        """Every event behind the differences, each once, by day."""
        found = dict.fromkeys(event for each in self.changes for event in each.causes)
        return tuple(sorted(found, key=lambda event: event.on))


def compare(
    transfer_on: Callable[[date], Transfer],
    law: Law,
    *,
    first: date,
    last: date,
    known_on: date | None = None,
) -> Comparison:
    """Decide on both days and account for each difference.

    ``transfer_on`` gives the transfer as it would be stated on a day.  Raises ``InputError``
    where the days are not in order.
    """
    if first >= last:
        raise InputError(f"two different days in order were wanted, not {first} and {last}")
    before = decide(transfer_on(first), law, on=first, known_on=known_on)
    after = decide(transfer_on(last), law, on=last, known_on=known_on)
    return Comparison(before, after, explained(before, after))
