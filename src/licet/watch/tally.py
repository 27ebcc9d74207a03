"""Counting on made subjects, of which it is known what became of them: what a signal finds, and what it names in vain."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable

from licet.record import record
from licet.watch.signals import Seen

SHIPMENTS, LICENSES, ROUTES = "shipments", "licenses", "routes"
"""What a row counts."""


@record
class Judged:
    """A made subject: every signal on it, and its story."""

    seen: tuple[Seen, ...]
    story: str
    diverted: bool

    @property
    def raised(self) -> tuple[Seen, ...]:
        """The signals that are raised."""
        return tuple(each for each in self.seen if each.truth is True)


@record
class Row:
    """One signal, or a way of reading them together: what it ``found`` of the diverted, and innocent ones that it names.

    ``of`` says what is counted; ``mostly`` is the innocent story that is named most often, empty where none is.
    """

    name: str
    found: int
    diverted: int
    false_alarms: int
    innocent: int
    of: str = SHIPMENTS
    mostly: str = ""

    @property
    def recall(self) -> float:
        """Part of the diverted that is found."""
        return self.found / self.diverted if self.diverted else float("nan")

    @property
    def false_rate(self) -> float:
        """Part of the innocent that is named."""
        return self.false_alarms / self.innocent if self.innocent else float("nan")

    @property
    def raised(self) -> bool:
        """Whether it was raised at all: what never is, these figures do not try."""
        return bool(self.found or self.false_alarms)


def row(name: str, found: Iterable[Judged], named: Callable[[Judged], bool], of: str = SHIPMENTS) -> Row:  # fmt: skip
    """The counts of one way of naming."""
    counts: Counter[tuple[bool, bool]] = Counter()
    vain: Counter[str] = Counter()
    for each in found:
        call = named(each)
        counts[each.diverted, call] += 1
        vain[each.story] += call and not each.diverted
    hits, false = counts[True, True], counts[False, True]
    mostly = min(+vain, key=lambda story: (-vain[story], story), default="")
    return Row(name, hits, hits + counts[True, False], false, false + counts[False, False], of, mostly)  # fmt: skip


def by_signal(found: Iterable[Judged], codes: Iterable[str], of: str) -> tuple[Row, ...]:
    """The counts of each signal."""
    all_ = tuple(found)
    return tuple(row(code, all_, shows(code), of) for code in sorted(codes))


def by_story(found: Iterable[Judged], named: Callable[[Judged], bool], of: str) -> tuple[Row, ...]:
    """The counts of each story, those of diversion first."""
    all_ = tuple(found)
    names = sorted({(not each.diverted, each.story) for each in all_})
    return tuple(
        row(name, (each for each in all_ if each.story == name), named, of) for _, name in names
    )


def shows(code: str) -> Callable[[Judged], bool]:
    """Whether a signal is raised."""
    return lambda each: any(one.code == code for one in each.raised)


def codes_of(found: Iterable[Judged]) -> frozenset[str]:
    """Every signal that was tried."""
    return frozenset(one.code for each in found for one in each.seen)
