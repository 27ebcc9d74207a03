"""Which parameter moves an answer most: each at its low and high end, all others at the centre."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from licet.assumptions.ledger import Ledger
from licet.record import record


@record
class Bar:
    """One parameter's reach: the answer with it at its low and at its high end."""

    id: str
    low: float
    high: float

    @property
    def reach(self) -> float:
        """How far apart the two answers are."""
        return abs(self.high - self.low)


def tornado(
    ledger: Ledger, answer: Callable[[Ledger], float], ids: Iterable[str]
) -> tuple[float, tuple[Bar, ...]]:
    """The answer at the centre, and one bar a parameter that has a range, the widest first.

    ``answer`` takes a ledger and reads its central values. What China accepts should be fixed in the
    policy, or the draw at the centre decides it.
    """
    bars = []
    for name in ids:
        each = ledger[name]
        if each.low < each.high:
            ends = (answer(ledger.set({name: end})) for end in (each.low, each.high))
            bars.append(Bar(name, *ends))
    ordered = sorted(bars, key=lambda bar: (-bar.reach, bar.id))
    return answer(ledger), tuple(ordered)
