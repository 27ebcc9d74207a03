"""The watch on a made register: of the diverted shipments how many each signal finds, and how many innocent ones it names."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from licet.record import record
from licet.watch.chain import Chain, chains_of
from licet.watch.made import DAY, DIVERTED, Made, made
from licet.watch.odds import estimate
from licet.watch.signals import Seen, Signals

_HALF = 0.5


@record
class Row:
    """One signal, or a way of reading them together: shipments ``found`` of the diverted, and innocent ones named."""

    name: str
    found: int
    diverted: int
    false_alarms: int
    innocent: int

    @property
    def recall(self) -> float:
        """Part of the diverted that is found."""
        return self.found / self.diverted if self.diverted else float("nan")

    @property
    def false_rate(self) -> float:
        """Part of the innocent that is named."""
        return self.false_alarms / self.innocent if self.innocent else float("nan")

    @property
    def precision(self) -> float:
        """Part of those named that is diverted."""
        named = self.found + self.false_alarms
        return self.found / named if named else float("nan")


@record
class Score:
    """What the watch made of one made register."""

    seed: int
    licenses: int
    together: tuple[Row, ...]
    by_signal: tuple[Row, ...]
    by_story: tuple[Row, ...]


@record
class Tried:
    """One chain and every signal on it."""

    chain: Chain
    seen: tuple[Seen, ...]

    @property
    def raised(self) -> tuple[Seen, ...]:
        """The signals that are raised."""
        return tuple(each for each in self.seen if each.truth is True)


def tried(signals: Signals, chains: Iterable[Chain], day: date) -> tuple[Tried, ...]:
    """Every signal on every chain."""
    return tuple(Tried(each, signals.tried("chain", each.facts, day)) for each in chains)


def score(signals: Signals, seed: int = 1, licenses: int = 200) -> Score:
    """Make a register, look at it, and count. Same seed and number, same counts."""
    world = made(seed, licenses)
    found = tried(signals, chains_of(world.states, DAY, lambda _: None).chains, DAY)
    halves: dict[tuple[str, ...], bool] = {}

    def likely(each: Tried) -> bool:
        codes = tuple(sorted(seen.code for seen in each.raised))
        if codes not in halves:
            shares = estimate(signals, "chain", each.raised).shares
            halves[codes] = next(one for one in shares if one.hypothesis == "lawful").middle < _HALF
        return halves[codes]

    together = (
        _row("any signal", found, world, lambda each: bool(each.raised)),
        _row("a strong signal", found, world, _strong),
        _row("signals of two groups", found, world, lambda each: len({signals.strength(one.code).group for one in each.raised}) > 1),
        _row("lawful under a half, at the median", found, world, likely),
    )  # fmt: skip
    codes = sorted({seen.code for each in found for seen in each.seen})
    by_signal = (_row(code, found, world, lambda each, code=code: any(one.code == code for one in each.raised)) for code in codes)  # type: ignore[misc] # fmt: skip
    stories = sorted(set(world.story.values()), key=lambda name: (name not in DIVERTED, name))
    by_story = (
        _row(name, [e for e in found if world.story[e.chain.license, e.chain.shipment] == name], world, _strong)
        for name in stories
    )  # fmt: skip
    return Score(seed, licenses, together, tuple(by_signal), tuple(by_story))


def _strong(each: Tried) -> bool:
    return any(one.strength == "strong" for one in each.raised)


def _row(name: str, found: Iterable[Tried], world: Made, named: Callable[[Tried], bool]) -> Row:
    counts = {(truth, call): 0 for truth in (True, False) for call in (True, False)}
    for each in found:
        counts[world.diverted(each.chain.license, each.chain.shipment), named(each)] += 1
    hits, false = counts[True, True], counts[False, True]
    return Row(name, hits, hits + counts[True, False], false, false + counts[False, False])
