"""Since when a law controls an item: its own change days are walked, no date is stated here."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from licet.book.patterns import matches
from licet.language.nodes import Within, refs_of, walk
from licet.record import record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from licet.book.book import RuleBook
    from licet.book.concepts import Raw
    from licet.explore.probe import Probe, State


@record
class Span:
    """A stretch of days in which one law says the same of an item; ``to`` None: to the day asked."""

    since: date
    to: date | None
    state: State


class Changes:
    """Days on which the part of one law that a concept rests on may change."""

    def __init__(self, book: RuleBook, sovereign: str) -> None:
        self.book = book
        self.mine = {
            name: each for name, each in book.provisions.items() if each.sovereign == sovereign
        }
        self.sovereign = sovereign
        self.below: dict[str, set[str]] = {}
        self.above: dict[str, set[str]] = defaultdict(set)
        for name, each in self.mine.items():
            self.below[name] = {ref.id for tree in each.trees for ref in refs_of(tree)}
            if each.scope:
                self.below[name].add(each.scope)
            for target in self.below[name]:
                self.above[target].add(name)
        self.carvers: dict[str, set[str]] = defaultdict(set)
        for name, each in self.mine.items():
            for pattern in each.carves_out:
                for target in self.mine:
                    if matches(pattern, target):
                        self.carvers[target].add(name)
        self._days: dict[tuple[str, frozenset[str]], tuple[date, ...]] = {}

    def days(self, starts: Iterable[str], destination: str) -> tuple[date, ...]:
        """Days on which these provisions, what rests on them or what these refer to change."""
        key = (destination, frozenset(starts))
        if key not in self._days:
            self._days[key] = tuple(sorted(set(self._walk(key[1], destination))))
        return self._days[key]

    def _walk(self, starts: frozenset[str], destination: str) -> Iterator[date]:
        resting = _closure(starts & self.mine.keys(), self.above)
        entries = {name for name in self.mine if self.mine[name].kind == "classification"}
        seen, stack = set(resting), list(resting)
        while stack:  # what it refers to, but for the other entries of the list
            name = stack.pop()
            for other in (self.below[name] | self.carvers[name]) & self.mine.keys():
                if other not in seen and other not in entries:
                    seen.add(other)
                    stack.append(other)
        for name in seen:
            for version in self.mine[name].versions:
                yield version.since
                yield from (day for day in (version.to, version.comply_from) if day)
                for pause in version.pauses:
                    yield from (day for day in (pause.since, pause.to) if day)
        groups = {
            group for name in seen for tree in self.mine[name].trees for node in walk(tree)
            if isinstance(node, Within) for group in node.groups
        }  # fmt: skip
        places = {destination} | {f.treated_as for f in self.book.folds if f.country == destination}
        for group in groups & self.book.groups.keys():
            for span in self.book.groups[group].members:
                if span.name in places:
                    yield from (day for day in (span.since, span.to) if day)


def spans(probe: Probe, facts: dict[str, Raw], days: Iterable[date], on: date) -> tuple[Span, ...]:
    """What the law says of an item from its first change day to ``on``, oldest first."""
    walked = [day for day in days if day <= on]
    walked += [
        each.since for each in probe.labels
        if not each.read and each.since is not None and each.since <= on
    ]  # fmt: skip
    if not walked or max(walked) < on:
        walked.append(on)
    found: list[Span] = []
    for day in sorted(set(walked)):
        state = probe.state(facts, day)
        if found and found[-1].state.level == state.level:
            continue
        if found:
            last = found.pop()
            found.append(Span(last.since, day, last.state))
        found.append(Span(day, None, state))
    return tuple(found)


def _closure(starts: Iterable[str], edges: dict[str, set[str]]) -> set[str]:
    seen, stack = set(), list(starts)
    while stack:
        name = stack.pop()
        if name not in seen:
            seen.add(name)
            stack += edges.get(name, ())
    return seen
