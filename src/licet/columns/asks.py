"""Which missing facts leave a law's answer open, as signals (``licet.decide.missing``, over all rows).

An open rule rests on its open parts: from the rules that are open down to the leaves, each part that is
open under an open one is *asked*.  A fact is missing where an asked leaf reads it and it is not known.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from licet.book.evaluate import LISTINGS
from licet.columns.circuit import NEVER, NO, held
from licet.columns.sources import Fixed, State
from licet.columns.truths import truth_of
from licet.facts.values import Interval
from licet.language.nodes import All, Always, AnyParty, Either, Holds, Node, Not, Ref, facts_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from licet.columns.circuit import Circuit, Signal, Truth3
    from licet.columns.join import Join, Said
    from licet.columns.units import Rules, Units

_ASKING = ("in_force", "stale", "beyond_text")


class Asks:
    """The facts that one law's open rules ask for."""

    def __init__(self, rules: Rules, units: Units, join: Join, law: str) -> None:
        self.rules = rules
        self.circuit: Circuit = rules.circuit
        self.units = units
        self.join = join
        self.law = law
        self.slots = {(unit.provision.id, unit.part): unit.slot for unit in units.plan.units}
        self.asked: dict[int, list[Signal]] = {}
        self.leaves: dict[Node, list[Signal]] = {}
        self._seen: dict[Any, Truth3] = {}

    def opened(self, said: Said) -> Signal:
        """Where some rule that the answer rests on is open."""
        return self.circuit.either(signal for _, signal in self._roots(said))

    def missing(self, said: Said, where: Signal) -> dict[str, Signal]:
        """Each fact with the rows, of those in ``where``, in which it is missing."""
        for slot, signal in self._roots(said):
            self._ask(slot, self.circuit.every([signal, where]))
        for unit in reversed(self.units.plan.units):
            whens = self.asked.get(unit.slot)
            when = NO if whens is None else self.circuit.either(whens)
            if when != NO:
                self._down(self.units.trees[unit.slot], when)
        found: dict[str, list[Signal]] = {}
        for node, whens in self.leaves.items():
            when = self.circuit.either(whens)
            for name, unknown in self._unknown(node):
                signal = self.circuit.every([when, unknown])
                if signal != NO:
                    found.setdefault(name, []).append(signal)
        return {name: self.circuit.either(each) for name, each in found.items()}

    def _roots(self, said: Said) -> list[tuple[int, Signal]]:
        """Rules whose openness leaves the answer open."""
        join, circuit = self.join, self.circuit
        found: list[tuple[int, Signal]] = []
        plan = self.units.plan
        for kind in ("requirement", "letter", "prohibition", "notification"):
            found += [(u.slot, join.is_open(u)) for u in plan.by_kind.get(kind, ()) if u.state in _ASKING]  # fmt: skip
        needed = said.license[0]
        for unit in plan.by_kind.get("exception", ()):
            if unit.state == "in_force":
                found.append((unit.slot, circuit.every([needed, join.is_open(unit)])))
        for unit in plan.by_kind.get("review_policy", ()):
            if unit.state == "in_force":
                reviewed = circuit.either(
                    join.holds(n) for n in join.licenses if n.provision.id in unit.reaches
                )
                found.append((unit.slot, circuit.every([needed, reviewed, join.is_open(unit)])))
        for kind in ("classification", "charge", "presumption"):
            found += [(u.slot, join.is_open(u)) for u in plan.by_kind.get(kind, ())]
        return found

    def _ask(self, slot: int, when: Signal) -> None:
        if when != NO:
            self.asked.setdefault(slot, []).append(when)

    def _down(self, node: Node, when: Signal) -> None:
        """Ask what is open under an open rule."""
        match node:
            case All(parts) | Either(parts):
                for part in parts:
                    below = self.circuit.every([when, self.circuit.is_open(self._truth(part))])
                    if below != NO:
                        self._down(part, below)
            case Not(part):
                self._down(part, when)
            case Always():
                pass
            case Ref(target, part):
                slot = self.slots.get((target, part))
                if slot is not None:
                    self._ask(slot, when)
            case _:
                self.leaves.setdefault(node, []).append(when)

    def _truth(self, node: Node) -> Truth3:
        found = self._seen.get(node)
        if found is None:
            found = self._seen[node] = truth_of(self.circuit, node, self._leaf)
        return found

    def _leaf(self, node: Node) -> Truth3:
        if not isinstance(node, Ref):
            return self.rules.leaf(node, self.law)
        slot = self.slots.get((node.id, node.part))
        return NEVER if slot is None else self.units.truths[slot]

    # -- leaves ---------------------------------------------------------------------------

    def _unknown(self, node: Node) -> list[tuple[str, Signal]]:
        """The facts that a leaf reads, each with where it is not known."""
        facts, circuit = self.rules.facts, self.circuit
        if not isinstance(node, AnyParty):
            names = sorted(facts_of(node))
            return [(name, self._settled(facts.transfer.get(name), name) ^ 1) for name in names]
        found = []
        for label, states in facts.parties.items():
            fits = self.rules.role(label, node.roles)[1] if node.roles else NO ^ 1
            here = circuit.every([facts.present[label], fits])
            for name in sorted(facts_of(node.test)):
                unknown = self._settled_of_party(states.get(name), name) ^ 1
                found.append((name, circuit.every([here, unknown])))
        complete = self.rules.whole
        found.append(("parties_complete", complete ^ 1))
        return found

    def _settled(self, state: State | None, name: str) -> Signal:
        """Where a fact of the transfer is known as one value: a range, or one of several, is not."""
        return _where(self.circuit, state, name, "one value", _one)

    def _settled_of_party(self, state: State | None, name: str) -> Signal:
        """Where a party's fact is known: a range is not, nor listings that may be another's."""
        counts = _listed if name == LISTINGS else _told
        return _where(self.circuit, state, name, "told", counts)


def _where(
    circuit: Circuit, state: State | None, name: str, key: str, counts: Callable[[Any], bool]
) -> Signal:
    """Where the state has a value that counts."""
    if state is None:
        return NO
    found = []
    for when, source in state.parts(circuit):
        if isinstance(source, Fixed):
            known = held(counts(source.value))
        elif hasattr(source, "read"):
            known = source.truth(circuit, Holds(name), lambda f: counts(f.get(name)), (key, name))  # fmt: skip
        else:
            known = held(True)
        found.append(circuit.every([when, known[0]]))
    return circuit.either(found)


def _one(value: Any) -> bool:
    return isinstance(value, Decimal | str | bool | frozenset)


def _told(value: Any) -> bool:
    return value is not None and not isinstance(value, Interval)


def _listed(value: Any) -> bool:
    return value is not None and all(each.certain for each in value)
