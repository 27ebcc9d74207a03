"""Every provision of one law as a signal: its rule over the facts, its parties, and a declared class.

The trees, their order and what each refers to are those of ``licet.decide.plan``, so that the columns
and the single case read one plan.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from licet.book.evaluate import has_role
from licet.columns.circuit import ALWAYS, NEVER, NO, YES, held
from licet.columns.classes import CLASS, Fits
from licet.columns.sources import Hashed, Test
from licet.columns.truths import truth_of
from licet.decide.plan import Builder
from licet.language.nodes import AnyParty, Node, Ref, Within
from licet.record import record

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from licet.book.book import RuleBook
    from licet.columns.circuit import Circuit, Signal, Truth3
    from licet.columns.known import Facts
    from licet.decide.plan import Plan, Unit


@record
class Units:
    """One law's units: ``raw`` by the facts alone, ``truths`` with the declared class taken into account.

    Both are by slot of the plan; ``conditions`` are the truths of each unit's conditions, by its id.
    ``several`` are the rows whose declared class names several paragraphs, which columns do not settle.
    """

    plan: Plan
    raw: Mapping[int, Truth3]
    truths: Mapping[int, Truth3]
    conditions: Mapping[str, tuple[Truth3, ...]]
    trees: Mapping[int, Node]
    several: Signal


class Rules:
    """Compiles the rules of a book for one day, law after law, over the same facts."""

    def __init__(self, facts: Facts, book: RuleBook, day: date, known_on: date) -> None:
        self.facts = facts
        self.circuit: Circuit = facts.circuit
        self.book = book
        self.day = day
        self.known_on = known_on
        self._single = frozenset(book.roles.get("single", ()))
        self._leaves: dict[tuple[Node, str], Truth3] = {}
        self._roles: dict[tuple[str, Any], Truth3] = {}
        self.whole = self._whole()

    def units(self, law: str, kind: str | None) -> Units:
        """The units of one law for one kind of item, or for any."""
        builder = Builder(self.book, self.day, self.known_on, kind, (law,))
        plan = builder.build()
        compiled = _Law(self, plan, law, builder.conditions())
        trees = {unit.slot: tree for unit, (_, _, tree) in zip(plan.units, builder.trees, strict=True)}  # fmt: skip
        return compiled.units(trees)

    def leaf(self, node: Node, law: str) -> Truth3:
        """A leaf on the transfer's facts, or a test of its parties."""
        found = self._leaves.get((node, law))
        if found is None:
            if isinstance(node, AnyParty):
                found = self._someone(node, law)
            else:
                found = self.facts.truths.leaf(node, self.facts.transfer, law)
            self._leaves[(node, law)] = found
        return found

    # -- parties -----------------------------------------------------------------------

    def _whole(self) -> Signal:
        """Where the parties stated are all: it is said, or due care was taken and a receiver is named."""
        circuit = self.circuit
        state = self.facts.transfer.get("parties_complete")
        receivers = self.book.roles.get("receivers", ())
        named = circuit.either(
            circuit.every([self.facts.present[label], self._is_one_of(label, receivers)])
            for label in self.facts.parties
        )
        by_care = circuit.every([self.facts.due, named])
        if state is None:
            return by_care
        from licet.language.nodes import Holds

        said = self.facts.truths.leaf(Holds("parties_complete"), {"parties_complete": state})
        known = state.known(circuit)
        return circuit.either([circuit.every([said[0], known]), circuit.every([by_care, known ^ 1])])  # fmt: skip

    def _is_one_of(self, label: str, roles: Iterable[str]) -> Signal:
        """Where a party's role is surely one of ``roles``; everywhere, where there are none."""
        return self.role(label, roles)[0] if roles else YES

    def role(self, label: str, roles: Iterable[str]) -> Truth3:
        """Whether a party's role is one of ``roles``."""
        wanted = frozenset(roles)
        key = (label, wanted)
        if key not in self._roles:
            state = self.facts.parties[label].get("role")
            leaf = lambda facts: has_role(facts.get("role"), wanted)  # noqa: E731
            found = held(None)
            if state is not None:
                node = Within("role", tuple(sorted(wanted)))
                found = state.truth(self.circuit, node, leaf, ("role", wanted))
            self._roles[key] = found
        return self._roles[key]

    def _someone(self, node: AnyParty, law: str) -> Truth3:
        """Whether some party in the roles meets a test."""
        circuit, facts = self.circuit, self.facts
        whole = self.whole
        if node.roles and self._single.issuperset(node.roles):  # naming the designer says who it is
            named = (
                circuit.every([facts.present[label], self.role(label, node.roles)[0]])
                for label in facts.parties
            )
            whole = circuit.either([whole, *named])
        votes = [(NO, whole ^ 1)]
        for label, states in facts.parties.items():
            fits = self.role(label, node.roles) if node.roles else ALWAYS
            if fits == NEVER:
                continue
            holds = facts.truths.tree(node.test, states, law)
            here = facts.present[label]
            votes.append(circuit.all3([(here, here), fits, holds]))
        return circuit.any3(votes)


class _Law:
    """One law's units, in the order of its plan."""

    def __init__(
        self, rules: Rules, plan: Plan, law: str, conditions: Mapping[str, tuple[Node | None, ...]]
    ) -> None:
        self.rules = rules
        self.circuit = rules.circuit
        self.plan = plan
        self.law = law
        self.conditions = conditions
        self.slots = {(unit.provision.id, unit.part): unit.slot for unit in plan.units}

    def units(self, trees: Mapping[int, Node]) -> Units:
        raw: dict[int, Truth3] = {}
        for unit in self.plan.units:
            raw[unit.slot] = self.tree(trees[unit.slot], raw)
        several = NO
        truths: Mapping[int, Truth3] = raw
        entries = self.plan.by_kind.get("classification", ())
        if self.rules.facts.declares:
            truths, several = self._pinned(trees, entries)
        found = {
            name: tuple(held(None) if rule is None else self.tree(rule, truths) for rule in rules)
            for name, rules in self.conditions.items()
        }
        return Units(self.plan, raw, truths, found, trees, several)

    def tree(self, node: Node, truths: Mapping[int, Truth3]) -> Truth3:
        """The truth of a rule, its references taken from the units before it."""

        def leaf(part: Node) -> Truth3:
            if not isinstance(part, Ref):
                return self.rules.leaf(part, self.law)
            slot = self.slots.get((part.id, part.part))
            return NEVER if slot is None else truths[slot]  # not in force: false, and so recorded

        return truth_of(self.circuit, node, leaf)

    def _pinned(
        self, trees: Mapping[int, Node], entries: tuple[Unit, ...]
    ) -> tuple[Mapping[int, Truth3], Signal]:
        """The truths once a declared class has settled the open classifications (``licet.decide.join``)."""
        circuit = self.circuit
        fits = Fits(entries)

        def asks(name: Any, does: Any) -> Signal:
            return circuit.input(Test(CLASS, Hashed(("pin", self.law, name), does), False))

        counts = asks("counts", fits.counts)
        classes = {unit.slot for unit in entries}
        truths: dict[int, Truth3] = {}
        for unit in self.plan.units:
            found = self.tree(trees[unit.slot], truths)
            if unit.slot in classes:
                chosen = asks(unit.slot, lambda text, u=unit: fits.chosen(text) is u)
                opened = circuit.every([circuit.is_open(found), counts, chosen])
                surely = circuit.either([found[0], opened])
                found = circuit.choose3(counts, (surely, surely), found)
            elif unit.provision.kind == "not_modelled" and unit.reaches:
                left = asks(unit.slot, lambda text, u=unit: fits.leaves(text, u.reaches))
                found = circuit.choose3(left, NEVER, found)
            truths[unit.slot] = found
        return truths, asks("several", fits.several)
