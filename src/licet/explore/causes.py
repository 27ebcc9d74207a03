"""Which change of the law made two decisions of one transfer differ.

A provision whose truth, state or version differs is an *effect*; it is traced down through the
tests that it refers to until a version, a pause, a country group or a listing is found that
itself changed between the two days.  Those events are its *causes*.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from licet.book.patterns import matches
from licet.book.provision import IN_FORCE
from licet.decide import answer as words
from licet.explore.outline import Difference, differences
from licet.explore.timeline import (
    BEGINS,
    ENDS,
    FOLDED,
    Event,
    between,
    fold_events,
    group_events,
    provision_events,
)
from licet.language.nodes import OnList, Within, refs_of, walk
from licet.record import record

if TYPE_CHECKING:
    from collections.abc import Iterator

    from licet.book.provision import Provision
    from licet.decide.decide import Decision
    from licet.decide.join import Run
    from licet.decide.plan import Unit
    from licet.facts.values import Truth
    from licet.language.nodes import Node

NEEDS = ("requirement", "letter", "prohibition")
_OWN_KINDS = {
    "status": (*NEEDS, "notification", "not_modelled", "exception"),
    "review": ("review_policy",),
    "exceptions": ("exception",),
    "classification": ("classification",),
    "grounds": (*NEEDS, "jurisdiction"),
    "codified": (*NEEDS, "exception"),
    "revives_on": NEEDS,
    "conditions": ("exception", "review_policy", "requirement", "jurisdiction", "notification"),
    "charges": ("charge",),
    "alerts": ("alert",),
}
"""Kinds of provision that a facet of an answer is read from."""
KIND_RANK = (
    *NEEDS, "notification", "exception", "review_policy", "charge", "carve_out", "group", "fold",
    "listing", "classification", "jurisdiction", "alert", "test",
)  # fmt: skip
"""Kinds of event in the order in which a reader wants them."""
_CERTAIN = frozenset({words.LICENSE, words.EXCEPTION, words.PROHIBITED})
"""Statuses that a requirement brings about only where it holds for certain."""


@record
class Standing:
    """How a provision stands on a day.  ``truth`` is that of its whole rule; None is open."""

    truth: Truth
    state: str
    since: str


@record
class Effect:
    """A provision that stands otherwise after than before; ``None`` where it was not there.

    ``causes`` are the events behind it, by day; none where only facts of the transfer changed,
    such as a letter taken up.
    """

    id: str
    title: str
    kind: str
    cite: tuple[str, ...]
    url: str
    before: Standing | None
    after: Standing | None
    causes: tuple[Event, ...]

    @property
    def turned(self) -> bool:
        """Whether it holds for certain on one of the two days only."""
        return _certain(self.before) is not _certain(self.after)


@record
class Explained:
    """One facet that differs, with the effects that it is read from."""

    difference: Difference
    effects: tuple[Effect, ...]

    @property
    def causes(self) -> tuple[Event, ...]:
        """The events behind it, each once, by day."""
        found = dict.fromkeys(event for effect in self.effects for event in effect.causes)
        return tuple(sorted(found, key=rank))


def rank(event: Event) -> tuple[object, ...]:
    """Order of events behind one change: by day, needs first, what comes before what goes."""
    place = KIND_RANK.index(event.kind) if event.kind in KIND_RANK else len(KIND_RANK)
    return (event.on, place, {BEGINS: 0, ENDS: 2}.get(event.what, 1), event.subject)


def explained(before: Decision, after: Decision) -> tuple[Explained, ...]:
    """Every facet that differs between two decisions of one transfer, with its effects.

    ``before.on`` must not be later than ``after.on``.  A facet that no provision of its own kind
    accounts for is put down to the requirements, since exceptions and reviews follow from them.
    """
    tracers: dict[str, _Tracer] = {}
    found = []
    for difference in differences(before, after):
        name = difference.sovereign
        if name not in tracers:
            tracers[name] = _Tracer(before, after, name)
        effects = tracers[name].effects
        found.append(Explained(difference, _telling(difference, effects, after)))
    return tuple(found)


def _telling(
    difference: Difference, effects: tuple[Effect, ...], after: Decision
) -> tuple[Effect, ...]:
    """The effects that account for a difference: the narrowest set that is not empty."""
    kinds = _OWN_KINDS[difference.facet]
    sides = {*difference.before, *difference.after}
    if difference.facet == "status" and words.EXCEPTION not in sides:
        kinds = tuple(kind for kind in kinds if kind != "exception")
    own = [each for each in effects if each.kind in kinds]
    needs = [each for each in effects if each.kind in (*NEEDS, "carve_out", "jurisdiction")]
    chosen: list[list[Effect]] = [own, needs]
    if difference.facet == "grounds" or (difference.facet == "status" and sides & _CERTAIN):
        chosen.insert(0, [each for each in own if each.turned])
    if difference.facet == "classification":
        moved = set(difference.before) ^ set(difference.after)
        chosen.insert(0, [each for each in own if moved & entries(after.law.book[each.id])])
    return next((tuple(each) for each in chosen if each), ())


def entries(provision: Provision) -> frozenset[str]:
    """The entries of a control list that a provision stands for, through time."""
    return frozenset(version.entry for version in provision.versions if version.entry)


class _Tracer:
    """Effects and causes between two runs of one sovereign's law."""

    def __init__(self, before: Decision, after: Decision, sovereign: str) -> None:
        first, last = before.answer(sovereign), after.answer(sovereign)
        if first is None or last is None:
            raise ValueError(f"both decisions must answer for {sovereign}")
        self.book = after.law.book
        self.first, self.last = before.on, after.on
        self.known = before.known_on, after.known_on
        self.old: Run = first.run
        self.new: Run = last.run
        self.carvers = [
            self.book[name] for name, *_, carves in self.book.outlines[sovereign] if carves
        ]

    @cached_property
    def effects(self) -> tuple[Effect, ...]:
        """Every provision that stands otherwise and may matter: true or open on a day at least."""
        names = dict.fromkeys((*self.old.plan.by_id, *self.new.plan.by_id))
        return tuple(effect for name in names if (effect := self.effect(name)) is not None)

    def effect(self, name: str) -> Effect | None:
        """The effect on one provision, if it stands otherwise."""
        old, new = self.old.plan.by_id.get(name), self.new.plan.by_id.get(name)
        before, after = _standing(self.old, old), _standing(self.new, new)
        conditions = [
            tuple((each.condition.code, each.truth) for each in run.tested(unit)) if unit else ()
            for run, unit in ((self.old, old), (self.new, new))
        ]
        idle = all(each is None or each.truth is False for each in (before, after))
        if idle or (before == after and conditions[0] == conditions[1]):
            return None
        provision = self.book[name]
        causes = dict.fromkeys(self.causes(name, set()))
        return Effect(
            provision.id, provision.title, provision.kind, tuple(c.text for c in provision.cite),
            provision.cite[0].url, before, after, tuple(sorted(causes, key=lambda each: each.on)),
        )  # fmt: skip

    def causes(self, name: str, seen: set[str]) -> Iterator[Event]:
        """Events behind a provision that stands otherwise, its own first."""
        if name in seen:
            return
        seen.add(name)
        provision = self.book[name]
        old, new = self.old.plan.by_id.get(name), self.new.plan.by_id.get(name)
        own = between(provision_events(provision), self.first, self.last)
        if own and (_text(old) != _text(new)):
            yield from own
            return
        unit = new or old
        if unit is None:
            return
        trees = unit.version.trees
        for tree in trees:
            yield from self.movements(tree)
        below = [ref.id for tree in trees for ref in refs_of(tree)]
        below += [provision.scope] if provision.scope else []
        below += [
            each.id
            for each in self.carvers
            if any(matches(pattern, name) for pattern in each.carves_out)
        ]
        for other in dict.fromkeys(below):
            if self.differs(other):
                yield from self.causes(other, seen)

    def differs(self, name: str) -> bool:
        """Whether a provision, or one of its parts, has another truth or text after than before."""
        old, new = self.old.plan.by_id.get(name), self.new.plan.by_id.get(name)
        if _standing(self.old, old) != _standing(self.new, new):
            return True
        shared = _parts(self.old, name).items() & _parts(self.new, name).items()
        return len(shared) < len(_parts(self.old, name).keys() & _parts(self.new, name).keys())

    def movements(self, tree: Node) -> Iterator[Event]:
        """Groups that a country of the transfer joined or left, and listings that began."""
        for node in walk(tree):
            match node:
                case Within(fact, literal, groups):
                    for group in groups:
                        yield from self.group(fact, group)
                    if literal and self.book.facts[fact].type == "country":
                        yield from self.folds(fact, frozenset(literal))
                case OnList(name):
                    yield from self.listings(name)
                case _:
                    pass

    def group(self, fact: str, group: str) -> Iterator[Event]:
        """Events of a group that moved a country which the transfer names under ``fact``."""
        before = self.book.members(group, self.first, self.known[0])
        after = self.book.members(group, self.last, self.known[1])
        moved = (before ^ after) & self.countries(fact)
        if not moved:
            return
        spans = {*moved, *(fold.treated_as for fold in self.book.folds if fold.country in moved)}
        for event in between(group_events(self.book.groups[group]), self.first, self.last):
            if spans & set(event.names):
                yield event
        yield from self.folds(fact, before | after)

    def folds(self, fact: str, inside: frozenset[str]) -> Iterator[Event]:
        """Days on which a country of the transfer came to be read as one of ``inside``."""
        mine = self.countries(fact)
        for event in between(fold_events(self.book), self.first, self.last):
            if event.what == FOLDED and event.subject in mine and set(event.names) & inside:
                yield event

    def listings(self, name: str) -> Iterator[Event]:
        """Entries of parties on a list that began between the days."""
        for party in self.new.facts["*parties"]:
            for entry in party.get("lists") or ():
                if entry.list == name and entry.since and self.first < entry.since <= self.last:
                    yield Event(
                        entry.since, None, "", "listing", name, f"entry on {name}", "begins",
                        "as stated of the party",
                    )  # fmt: skip

    def countries(self, fact: str) -> frozenset[str]:
        """Countries that the transfer or a party of it gives for ``fact``."""
        people = self.new.facts["*parties"]
        values = [self.new.facts.get(fact), *(each.get(fact) for each in people)]
        return frozenset(each for each in values if isinstance(each, str)).union(
            *(each.words for each in values if hasattr(each, "words"))
        )


def _certain(standing: Standing | None) -> bool:
    return standing is not None and standing.truth is True and standing.state == IN_FORCE


def _standing(run: Run, unit: Unit | None) -> Standing | None:
    if unit is None:
        return None
    return Standing(run.truth(unit), unit.state, unit.version.since.isoformat())


def _parts(run: Run, name: str) -> dict[str, Truth]:
    return {
        unit.part: run.truth(unit)
        for unit in run.plan.units
        if unit.part is not None and unit.provision.id == name
    }


def _text(unit: Unit | None) -> tuple[str, str] | None:
    return None if unit is None else (unit.version.since.isoformat(), unit.state)
