"""The few provisions that one provision rests on, and the plan of those alone.

A row tests one rule.  The whole law of its day would be made ready for it hundreds of times
over; what the rule refers to, what carves it out, and what those refer to in turn, is enough
to decide it, and the same engine runs it.
"""

from __future__ import annotations

from bisect import bisect_right
from datetime import date
from typing import TYPE_CHECKING

from licet.book.patterns import fitting
from licet.decide.plan import part_of_plan, plan_for
from licet.language.nodes import refs_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from licet.book.book import RuleBook
    from licet.decide.plan import Plan

_KNOWN = date.max


class Needed:
    """What provisions of one book rest on; plans are kept, one for each span of constant law."""

    def __init__(self, book: RuleBook) -> None:
        self.book = book
        self._carvers: dict[str, list[str]] = {}
        for each in book.provisions.values():
            for pattern in each.carves_out:
                for target in fitting(pattern, book.provisions):
                    self._carvers.setdefault(target, []).append(each.id)
        spans = [span for group in book.groups.values() for span in group.members]
        days = [day for span in spans for day in (span.since, span.to)]
        days += [fold.since for fold in book.folds]
        self.shared = sorted({day for day in days if day is not None})
        """Days on which a group changes: each may change any rule."""
        self._direct: dict[str, list[str]] = {}
        self._names: dict[str, tuple[str, ...]] = {}
        self._edges: dict[tuple[str, ...], list[date]] = {}
        self._plans: dict[object, Plan] = {}

    def names(self, *names: str) -> tuple[str, ...]:
        """Ids of the provisions that these rest on on any day, themselves included."""
        return tuple(sorted({each for name in names for each in self._of(name)}))

    def _of(self, name: str) -> tuple[str, ...]:
        found = self._names.get(name)
        if found is None:
            inside: set[str] = set()
            waiting = [name]
            while waiting:
                each = waiting.pop()
                if each not in inside and each in self.book.provisions:
                    inside.add(each)
                    waiting += self._below(each)
            found = self._names[name] = tuple(sorted(inside))
        return found

    def _below(self, name: str) -> list[str]:
        found = self._direct.get(name)
        if found is None:
            provision = self.book[name]
            scope = [provision.scope] if provision.scope else []
            refs = {ref.id for tree in provision.trees for ref in refs_of(tree)}
            found = self._direct[name] = [*self._carvers.get(name, ()), *scope, *sorted(refs)]
        return found

    def span(self, day: date, names: tuple[str, ...]) -> int:
        """Which of the spans in which the text of all of ``names`` stays as it is ``day`` falls in."""
        edges = self._edges.get(names)
        if edges is None:
            edges = self._edges[names] = sorted({*self.shared, *self._days(names)})
        return bisect_right(edges, day)

    def plan(self, day: date, kind: str | None, sovereign: str, names: tuple[str, ...]) -> Plan:
        """The plan of ``day`` for ``names`` (made by ``names``) alone: its truths are the whole plan's."""
        key = (names, self.span(day, names), kind, sovereign)
        plan = self._plans.get(key)
        if plan is None:
            plan = self._plans[key] = part_of_plan(self.book, day, _KNOWN, kind, sovereign, names)
        return plan

    def whole(self, day: date, kind: str | None, sovereign: str) -> Plan:
        """The plan of all law of the day, for what looks beyond one provision."""
        return plan_for(self.book, day, _KNOWN, kind, sovereign)

    def _days(self, names: tuple[str, ...]) -> Iterator[date]:
        for name in names:
            for version in self.book[name].versions:
                spans = [(version.since, version.to), (version.comply_from, None)]
                spans += [(pause.since, pause.to) for pause in version.pauses]
                yield from (day for span in spans for day in span if day is not None)
