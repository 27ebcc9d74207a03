"""Which facts are missing: those that the parts of rules read that are open, in the order of reading."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from licet.book.evaluate import LISTINGS, has_role
from licet.decide.possible import OWNERS, perhaps_owned
from licet.facts.values import Interval
from licet.language.nodes import AnyParty, facts_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from licet.decide.decide import Decision
    from licet.decide.join import Run
    from licet.decide.plan import Unit
    from licet.transfer.model import Transfer

Key = tuple[str, "int | None"]
"""A fact, and the number of the party that it is about; None where it is about the transfer."""

_NAMES = "names"
"""Where a plan keeps which facts each of its leaves reads, beside the texts of its leaves and units."""


def missing_facts(decision: Decision) -> dict[Key, tuple[str, ...]]:
    """Every unknown fact under an open need, exception or review, with the provisions that ask for it."""
    found: dict[Key, dict[str, None]] = {}
    for answer in decision.answers:
        unknown = _Unknown(answer.run, decision.transfer)
        for unit in _open_units(answer.run, answer):
            for key in unknown.under(unit):
                found.setdefault(key, {})[unit.provision.id] = None
    return {key: tuple(ids) for key, ids in found.items()}


def _open_units(run: Run, answer: Any) -> Iterator[Unit]:
    kinds = ("requirement", "letter", "prohibition", "notification")
    for unit in run.units(*kinds):
        if run.truth(unit) is None and unit.state in ("in_force", "stale", "beyond_text"):
            yield unit
    if answer.license_required is True:
        fitting = {finding.id for finding in answer.enforced.reviews}
        for unit in run.units("exception", "review_policy"):
            relevant = unit.provision.kind == "exception" or unit.provision.id in fitting
            if relevant and run.truth(unit) is None and unit.state == "in_force":
                yield unit
    yield from (
        unit
        for unit in run.units("classification", "charge", "presumption")
        if run.truth(unit) is None
    )


class _Unknown:
    """Unknown facts in the parts of rules that left them open; a part that many rules share is read once."""

    def __init__(self, run: Run, transfer: Transfer) -> None:
        self._run = run
        self._transfer = transfer
        self._by_slot: dict[int, tuple[Key, ...]] = {}
        self._names: dict[int, tuple[str, ...]] = run.plan.texts.setdefault(_NAMES, {})

    def under(self, unit: Unit) -> tuple[Key, ...]:
        """The unknown facts of a rule, in the order in which it reads them."""
        if unit.slot not in self._by_slot:
            self._by_slot[unit.slot] = tuple(dict.fromkeys(self._parts(unit)))
        return self._by_slot[unit.slot]

    def _parts(self, unit: Unit) -> Iterator[Key]:
        first = len(self._run.plan.leaf_nodes)
        for position in self._run.decisive[unit.slot - first]:
            slot = unit.leaves[position]
            if slot >= first:
                yield from self.under(self._run.plan.units[slot - first])
                continue
            if slot not in self._by_slot:
                self._by_slot[slot] = tuple(self._leaf(slot))
            yield from self._by_slot[slot]

    def _leaf(self, slot: int) -> Iterator[Key]:
        facts: Any = self._run.facts
        node: Any = self._run.plan.leaf_nodes[slot]
        names = self._names.get(slot)
        if names is None:
            names = self._names[slot] = _names(node.test if isinstance(node, AnyParty) else node)
        if not isinstance(node, AnyParty):
            for name in names:
                if not isinstance(facts.get(name), Decimal | str | bool | frozenset):
                    yield name, None
            return
        for number, party in enumerate(facts["*parties"]):
            if node.roles and has_role(party.get("role"), node.roles) is False:
                continue
            for name in names:
                known = party.get(name)
                if known is None or isinstance(known, Interval):
                    if perhaps_owned(self._transfer.parties[number], name):
                        yield OWNERS, number
                    yield name, number
                elif name == LISTINGS and any(not each.certain for each in known):
                    yield name, number
        if facts.get("*complete") is not True:
            yield "parties_complete", None


def _names(node: Any) -> tuple[str, ...]:
    return tuple(sorted(facts_of(node)))
