"""Who followed whose measure, after how many days and how fully: computed from the law, concept by concept."""

from __future__ import annotations

from collections import Counter, defaultdict
from statistics import median
from typing import TYPE_CHECKING, Any

from licet.explore.overview import Cell, cell
from licet.record import fields_of, record

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from licet.book.concepts import Concept
    from licet.explore.gaps import Gap, Line, Mapper
    from licet.happened.linking import Link
    from licet.happened.model import Happening


@record
class Step:
    """One law's part in a concept.

    ``days`` after the leader (0: the same day; None: a first day is not known); ``lies`` how its line
    lies to the leader's on the day asked, in the words of the gap map (``equal``, ``wider``, ...); ``unsure``
    where a date or line rests on text that is not verified.  ``events`` are ids of the timeline behind its first day.
    """

    sovereign: str
    first: date | None
    days: int | None
    lies: str
    unsure: bool
    events: tuple[str, ...] = ()


@record
class Aligned:
    """One concept: who was first, and how the others followed.

    ``leader`` is empty where no first day is known; ``perhaps_earlier`` names laws that had a control
    already where the book begins, so that they may have been first.
    """

    concept: str
    title: str
    leader: str
    since: date | None
    steps: tuple[Step, ...]
    leading_events: tuple[str, ...] = ()
    perhaps_earlier: tuple[str, ...] = ()


@record
class Pair:
    """All concepts in which one law followed another.  ``lies`` counts how fully, most frequent first."""

    leader: str
    follower: str
    concepts: int
    same_day: int
    median_days: float
    least: int
    most: int
    lies: tuple[tuple[str, int], ...]


class Behind:
    """Which events of the timeline stand behind a day of a law."""

    def __init__(self, linked: Iterable[tuple[Happening, Sequence[Link]]]) -> None:
        self._by: dict[tuple[str, date], dict[str, set[str]]] = defaultdict(
            lambda: defaultdict(set)
        )
        for each, links in linked:
            for link in links:
                for actor in each.states:
                    self._by[(actor, link.on)][each.id].add(link.subject)

    def ids(self, line: Line, day: date | None) -> tuple[str, ...]:
        """Events whose rule versions of that day the line rests on; all of that law and day where none does."""
        there: Mapping[str, set[str]] = self._by.get((line.sovereign, day), {}) if day else {}
        resting = [name for name, subjects in there.items() if subjects & set(line.rests)]
        return tuple(sorted(resting or there))


def aligned(
    mapper: Mapper, concepts: Iterable[Concept], codes: Sequence[str], on: date, behind: Behind
) -> tuple[Aligned, ...]:
    """One line a concept, in the order given; days are counted from whoever came first."""
    return tuple(_one(mapper, each, mapper.check(codes), on, behind) for each in concepts)


def _one(
    mapper: Mapper, concept: Concept, codes: Sequence[str], on: date, behind: Behind
) -> Aligned:
    gap = mapper.gap(concept, codes, on)
    known = {line.sovereign: line.first for line in gap.lines if line.first and not line.older}
    if not known:
        return Aligned(concept.id, concept.title, "", None, tuple(_step(each, gap, None, behind) for each in gap.lines))  # fmt: skip
    leader, since = min(known.items(), key=lambda each: (each[1], codes.index(each[0])))
    if leader != codes[0]:  # the lines are held against the first law named
        gap = mapper.gap(concept, (leader, *(code for code in codes if code != leader)), on)
    first, *others = gap.lines
    earlier = [
        line.sovereign for line in others if line.older and line.first and line.first <= since
    ]
    return Aligned(
        concept.id, concept.title, leader, since,
        tuple(_step(line, gap, since, behind) for line in others),
        behind.ids(first, since), tuple(earlier),
    )  # fmt: skip


def _step(line: Line, gap: Gap, since: date | None, behind: Behind) -> Step:
    shown: Cell = cell(line, gap)
    dated = since is not None and line.first is not None and not line.older
    days = (line.first - since).days if dated and line.first and since else None
    return Step(
        line.sovereign, line.first, days, shown.said, shown.unsure or shown.first_unsure,
        behind.ids(line, line.first) if not line.older else (),
    )  # fmt: skip


def pairs(found: Iterable[Aligned]) -> tuple[Pair, ...]:
    """Over all concepts: who followed whom, how often, after how long and how fully."""
    days: dict[tuple[str, str], list[int]] = defaultdict(list)
    lies: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for each in found:
        for step in each.steps:
            if step.days is not None and not each.perhaps_earlier:
                days[(each.leader, step.sovereign)].append(step.days)
                lies[(each.leader, step.sovereign)][step.lies] += 1
    return tuple(
        Pair(
            leader, follower, len(all_days), all_days.count(0), float(median(all_days)),
            min(all_days), max(all_days), tuple(lies[(leader, follower)].most_common()),
        )
        for (leader, follower), all_days in sorted(days.items())
    )  # fmt: skip


def align_data(value: object) -> Any:
    """A line or a pair as JSON data."""
    match value:
        case Aligned() | Step() | Pair():
            return {name: align_data(content) for name, content, _ in fields_of(value)}
        case tuple():
            return [align_data(each) for each in value]
        case None | str() | bool() | int() | float():
            return value
        case _:
            return str(value)
