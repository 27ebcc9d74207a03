"""Whether a law has anything to say of a transfer, asked of all laws at once.

Most laws claim none of what leaves another country.  One small plan over all of them holds each
law's claim, the scopes of its needs and whatever stands outside every scope; where nothing of a
law holds there and nothing is open, no need of it can hold, and its full plan is not run.
"""

from __future__ import annotations

from copy import copy
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from licet.book.provision import NEEDS
from licet.decide.answer import Answer, Classification
from licet.decide.join import Run, all_but_run, answer_of
from licet.decide.plan import Builder, referred, span_of, wanted
from licet.decide.tables import MOST
from licet.record import replaced

if TYPE_CHECKING:
    from datetime import date

    from licet.book.book import RuleBook
    from licet.decide.plan import Plan
    from licet.decide.situation import Situation
    from licet.facts.values import Truth

Kept = tuple[Any, tuple[Any, ...]]
"""An answer's severity, and its fields without its run."""

_OUTSIDE = frozenset(
    {"jurisdiction", "carve_out", "presumption", "charge", "conflict", "alert", "not_modelled"}
)
"""Kinds that stand outside every scope.  Entries, reliefs and reviews attach to needs, so they
are of no account where no need can hold."""

_UNCLASSIFIED = Classification(None, ())


class Gate:
    """The small plan, and where the units of each law stand in it."""

    __slots__ = ("_laws", "_seen", "_sovereigns", "_views", "plan")

    def __init__(self, book: RuleBook, day: date, known_on: date, kind: str | None) -> None:
        laws = gated(book)
        first, every = _names(book, laws, day, known_on, kind)
        self.plan = Builder(book, day, known_on, kind, laws, every).build(first)
        slots: dict[str, list[int]] = {law: [] for law in laws}
        for unit in self.plan.units:
            slots[unit.provision.sovereign].append(unit.slot)
        self._laws: dict[str, Any] = {
            law: itemgetter(*found, found[0]) for law, found in slots.items() if found
        }
        self._views = {law: _view(self.plan, law) for law in self._laws}
        self._seen: dict[tuple[int, ...], dict[str, Kept]] = {}
        self._sovereigns = book.sovereigns

    def quiet(self, seen: Situation) -> dict[str, tuple[Any, Answer]]:
        """Answers, after their severity, of the laws of which nothing holds and nothing is open, by code."""
        truths, decisive, outcomes = self.plan.evaluated(seen)
        runs = {
            law: Run.kept(view, seen.facts, truths, decisive, {}, [])
            for law, view in self._views.items()
        }
        kept = self._seen.get(outcomes)
        if kept is None:
            if len(self._seen) >= MOST:
                self._seen.clear()
            kept = self._seen[outcomes] = self._quiet(runs, truths)
        return {
            law: (severity, Answer(*(*values, runs[law])))
            for law, (severity, values) in kept.items()
        }

    def _quiet(self, runs: dict[str, Run], truths: list[Truth]) -> dict[str, Kept]:
        found = {}
        for law, pick in self._laws.items():
            units = pick(truths)
            if True not in units and None not in units:
                # A declared class is of one transfer alone, and the answer is kept for others.
                answer = replaced(
                    answer_of(runs[law], self._sovereigns[law]), classification=_UNCLASSIFIED
                )
                found[law] = (answer.severity, all_but_run(answer))
        return found


def _view(plan: Plan, law: str) -> Plan:
    """The plan as one law's answer reads it: of the units by kind, its own alone."""
    view = copy(plan)
    view.by_kind = {
        kind: tuple(unit for unit in units if unit.provision.sovereign == law)
        for kind, units in plan.by_kind.items()
    }
    return view


def _names(
    book: RuleBook, laws: tuple[str, ...], day: date, known_on: date, kind: str | None
) -> tuple[list[str], list[str]]:
    """Ids of what the gate asks, and of that with all it refers to; in the order of the book.

    Of the needs only as many are looked at as tell which scopes are in use on the day.
    """
    names = wanted(book, laws, kind)
    fitting = set(names)
    asked: set[str] = set()
    scopes: set[str] = set()
    carvers: list[str] = []
    for law in laws:
        for name, sort, _, scope, carves in book.outlines.get(law, ()):
            if name not in fitting:
                continue
            if carves:
                carvers.append(name)
            if outside(sort, scope):
                asked.add(name)
            if scope and scope not in scopes and book[name].on(day, known_on) is not None:
                scopes.add(scope)
    first = [
        name
        for name in names
        if (name in asked or name in scopes) and book[name].on(day, known_on) is not None
    ]
    waiting = list(first)
    held: set[str] = set()
    while waiting or carvers:
        name = waiting.pop() if waiting else carvers.pop()  # what carves out may be referred to
        version = book[name].on(day, known_on) if name in fitting else None
        if version is not None and name not in held:
            held.add(name)
            waiting += [scope] if (scope := book[name].scope) else []
            waiting += referred(version)
    return first, [name for name in names if name in held]


def outside(kind: str, scope: str) -> bool:
    """Whether a provision of this kind and scope may matter where no scope of its law holds."""
    return not scope if kind in NEEDS else kind in _OUTSIDE


def gated(book: RuleBook) -> tuple[str, ...]:
    """Laws that stand behind the gate: those that treat no country as another.

    A law that does reads country codes in its own way, so it has a plan of its own.
    """
    folding = {fold.sovereign for fold in book.folds}
    return tuple(code for code in book.sovereigns if code not in folding)


def gate_for(book: RuleBook, day: date, known_on: date, kind: str | None) -> Gate:
    """The gate for ``day`` as known on ``known_on``, kept on the book."""
    key = ("gate", *span_of(book, day, known_on), kind)
    gate = book.plans.get(key)
    if gate is None:
        gate = book.plans[key] = Gate(book, day, known_on, kind)
    return gate  # type: ignore[return-value]
