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
from licet.decide.answer import Classification
from licet.decide.join import Run, answer_of
from licet.decide.plan import Builder, span_of
from licet.record import replaced

if TYPE_CHECKING:
    from datetime import date

    from licet.book.book import RuleBook
    from licet.book.provision import Provision
    from licet.decide.answer import Answer
    from licet.decide.plan import Plan
    from licet.decide.situation import Situation

_OUTSIDE = frozenset(
    {"jurisdiction", "carve_out", "presumption", "charge", "conflict", "alert", "not_modelled"}
)
"""Kinds that stand outside every scope.  Entries, reliefs and reviews attach to needs, so they
are of no account where no need can hold."""

_UNCLASSIFIED = Classification(None, ())


class Gate:
    """The small plan, and where the units of each law stand in it."""

    __slots__ = ("_laws", "_quiet", "_sovereigns", "_views", "plan")

    def __init__(self, book: RuleBook, day: date, known_on: date, kind: str | None) -> None:
        laws = gated(book)
        builder = Builder(book, day, known_on, kind, laws)
        scopes = {book[name].scope for name in builder.versions}
        self.plan = builder.build(
            name for name in builder.versions if name in scopes or outside(book[name])
        )
        slots: dict[str, list[int]] = {law: [] for law in laws}
        for unit in self.plan.units:
            slots[unit.provision.sovereign].append(unit.slot)
        self._laws: dict[str, Any] = {
            law: itemgetter(*found, found[0]) for law, found in slots.items() if found
        }
        self._views = {law: _view(self.plan, law) for law in self._laws}
        self._quiet: dict[str, Answer] = {}
        self._sovereigns = book.sovereigns

    def quiet(self, seen: Situation) -> dict[str, Answer]:
        """Answers of the laws of which nothing holds and nothing is open, by code."""
        done = self.plan.run(seen)
        found = {}
        for law, pick in self._laws.items():
            units = pick(done[0])
            if True in units or None in units:
                continue
            run = Run.quiet(self._views[law], seen, done)
            if law not in self._quiet:
                answer = answer_of(run, self._sovereigns[law])
                # A declared class is of this transfer alone, and the answer is kept for others.
                self._quiet[law] = replaced(answer, classification=_UNCLASSIFIED)
            found[law] = replaced(self._quiet[law], run=run)
        return found


def _view(plan: Plan, law: str) -> Plan:
    """The gate's plan as one law's answer may read it: of the units by kind, its own alone."""
    view = copy(plan)
    view.by_kind = {
        kind: tuple(unit for unit in units if unit.provision.sovereign == law)
        for kind, units in plan.by_kind.items()
    }
    return view


def outside(provision: Provision) -> bool:
    """Whether a provision may matter where no scope of its law holds."""
    if provision.kind in NEEDS:
        return not provision.scope
    return provision.kind in _OUTSIDE


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
