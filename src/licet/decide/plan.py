"""The law of one day, for one kind of item, made ready to run.

A plan lists *units* (provisions, and parts that others refer to) in an order in which each
stands after what it refers to, and the distinct *leaves* that they share.  Running it fills
one list of truths: leaves first, units after.  Plans are kept on the rule book, one for each
interval of constant law and kind of item.
"""

from __future__ import annotations

from bisect import bisect_right
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from licet.book.evaluate import Rule, leaf
from licet.book.patterns import fitting
from licet.book.provision import IN_FORCE
from licet.decide.situation import closures
from licet.decide.tables import Chunk, Leaves, Parties, Parts, arranged, leaves_of
from licet.language.nodes import (
    All,
    Always,
    AnyParty,
    Either,
    Node,
    Not,
    Part,
    Ref,
    Within,
)
from licet.record import record

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from datetime import date

    from licet.book.book import RuleBook
    from licet.book.provision import Pause, Provision, Version
    from licet.decide.situation import Situation
    from licet.facts.values import Truth


CHUNK = 12
"""Steps of a plan that are kept as one table: fewer are met more often alike, more cost less."""


@record
class Unit:
    """A provision in force on the day, or one of its parts, ready to run."""

    provision: Provision
    version: Version
    part: str | None
    state: str
    pause: Pause | None
    slot: int
    leaves: tuple[int, ...]
    conditions: tuple[tuple[Any, Rule, tuple[int, ...]] | None, ...] = ()
    reaches: frozenset[str] = frozenset()
    """Ids of the needs that an exception overcomes or a review policy reviews; for what is not
    modelled, the declared classes that settle it."""


class Plan:
    """See the module.  ``run`` gives the truths; the lists by kind are what ``join`` reads."""

    __slots__ = (
        "answers", "asked", "by_id", "by_kind", "chunks", "day", "known_on", "leaf_nodes", "leaves", "sovereign", "steps", "tested", "texts", "units",
    )  # fmt: skip

    def __init__(self, day: date, known_on: date, sovereign: str) -> None:
        self.day = day
        self.known_on = known_on
        self.sovereign = sovereign
        self.leaf_nodes: list[Node] = []
        self.units: list[Unit] = []
        self.by_id: dict[str, Unit] = {}
        self.by_kind: dict[str, tuple[Unit, ...]] = {}
        self.leaves: Leaves
        self.steps: list[tuple[Any, Rule]] = []
        self.chunks: tuple[Parts, ...] = ()
        self.tested: Parts
        """All conditions; the answer rests on these and on the truths of the units, and no more."""
        self.answers: dict[object, object] = {}
        """Answers by the outcomes that ``evaluated`` gives: whoever makes them keeps them here."""
        self.asked: dict[Any, Any] = {}
        """Questions by what they rest on, and what that is (``licet.decide.alike``)."""
        self.texts: dict[object, Any] = {}  # what slots say whatever the facts
        """What proofs say of each slot whatever the facts; kept here by whoever writes proofs."""

    def run(self, situation: Situation) -> tuple[list[Truth], list[tuple[int, ...]]]:
        """Truth of every slot (leaves, then units), and the decisive positions of each unit."""
        return self.evaluated(situation)[:2]

    def evaluated(
        self, situation: Situation
    ) -> tuple[list[Truth], list[tuple[int, ...]], tuple[int, ...]]:
        """What ``run`` gives, and numbers that are equal where all units and conditions are."""
        truths = self.leaves(situation.facts, situation.stated, situation.due_care)
        decisive: list[tuple[int, ...]] = []
        outcomes: list[int] = []
        keep_truths, keep_leaves, keep = truths.extend, decisive.extend, outcomes.append
        for pick, seen, fill in self.chunks:
            row = pick(truths)
            values, leaves, number = seen.get(row) or fill(row, truths)
            keep_truths(values)
            keep_leaves(leaves)
            keep(number)
        pick, seen, fill = self.tested
        row = pick(truths)
        keep((seen.get(row) or fill(row, truths, apart=True))[2])
        return truths, decisive, tuple(outcomes)


def plan_for(book: RuleBook, day: date, known_on: date, kind: str | None, sovereign: str) -> Plan:
    """The plan for ``day`` as known on ``known_on``; ``kind`` None where the item's kind is open."""
    key = (*span_of(book, day, known_on), kind, sovereign)
    plan = book.plans.get(key)
    if plan is None:
        plan = book.plans[key] = Builder(book, day, known_on, kind, (sovereign,)).build()
    return plan  # type: ignore[return-value]


def span_of(book: RuleBook, day: date, known_on: date) -> tuple[int, int]:
    """Which intervals of constant law, and of what was published, the two days lie in."""
    return bisect_right(book.edges, day), bisect_right(book.publications, known_on)


def wanted(book: RuleBook, laws: Iterable[str], kind: str | None) -> list[str]:
    """Ids of the provisions of ``laws`` that fit the kind of item, without making any."""
    return [
        name
        for law in laws
        for name, _, items, _, _ in book.outlines.get(law, ())
        if kind is None or not items or kind in items
    ]


class Builder:
    """Makes one plan of the provisions of ``laws`` that stand on the day and fit the kind of item.

    ``only`` limits it to these ids.
    """

    def __init__(  # noqa: PLR0917 - a plan's key, and what it is limited to
        self, book: RuleBook, day: date, known_on: date, kind: str | None, laws: tuple[str, ...],
        only: Collection[str] | None = None,
    ) -> None:  # fmt: skip
        self.book = book
        self.kind = kind
        self.sovereign = laws[0] if len(laws) == 1 else ""
        self.plan = Plan(day, known_on, self.sovereign)
        self.versions: dict[str, Version] = {}
        names = only if only is not None else wanted(book, laws, kind)
        for name in names:
            provision = book.provisions[name]
            if provision.sovereign not in laws:
                continue
            if kind is not None and provision.items and kind not in provision.items:
                continue
            version = provision.on(day, known_on)
            if version is not None:
                self.versions[provision.id] = version
        self.carvers: dict[str, list[str]] = {name: [] for name in self.versions}
        for name in self.versions:
            for pattern in book[name].carves_out:
                for target in fitting(pattern, self.versions):
                    if target != name:
                        self.carvers[target].append(name)
        self.leaf_slots: dict[Node, int] = {}
        self.trees: list[tuple[Provision, str | None, Node]] = []
        self.slots: dict[tuple[str, str | None], int] = {}

    def order(
        self, names: Iterable[str] | None = None
    ) -> tuple[dict[str, tuple[Node | None, ...]], list[Node]]:
        """Put every tree in its place; returns the rules of all conditions, and those of them to test."""
        for name in self.versions if names is None else names:
            self.visit(name, None)
        conditions = self.conditions()
        testable = [rule for rules in conditions.values() for rule in rules if rule is not None]
        for ref in (ref for rule in testable for ref in _refs(rule)):
            if ref.id in self.versions:
                self.visit(ref.id, ref.part)
        return conditions, testable

    def build(self, names: Iterable[str] | None = None) -> Plan:
        """The plan; of ``names`` only, and of what they refer to, where they are given."""
        conditions, testable = self.order(names)
        for tree in (*(tree for _, _, tree in self.trees), *testable):
            self.collect(tree)
        plan, book = self.plan, self.book
        plan.leaf_nodes = arranged(self.leaf_slots)
        self.leaf_slots = {node: slot for slot, node in enumerate(plan.leaf_nodes)}
        self.tests(plan, book)
        first = len(plan.leaf_nodes)
        for offset, (provision, part, _) in enumerate(self.trees):
            self.slots[(provision.id, part)] = first + offset
        for offset, (provision, part, tree) in enumerate(self.trees):
            pick, rule, leaves = self.compiled(tree)
            plan.steps.append((pick, rule))
            version = self.versions[provision.id]
            state, pause = version.state(plan.day, plan.known_on)
            unit = Unit(
                provision, version, part, state, pause, first + offset, leaves,
                tuple(map(self.condition, conditions.get(provision.id, ()))) if part is None else (),
                self.reaches(provision),
            )  # fmt: skip
            plan.units.append(unit)
            if part is None:
                plan.by_id[provision.id] = unit
                plan.by_kind[provision.kind] = (*plan.by_kind.get(provision.kind, ()), unit)
        self.chunk(plan)
        classes = plan.by_kind.get("classification", ())
        plan.by_kind["classification"] = tuple(
            sorted(classes, key=lambda each: each.provision.rank)
        )
        return plan

    def reaches(self, provision: Provision) -> frozenset[str]:
        """Needs that an exception overcomes or a policy reviews; classes that settle what is not modelled."""
        if provision.kind == "not_modelled":
            classes = [
                self.book[each] for each in provision.refines if each in self.book.provisions
            ]
            return frozenset(version.entry for each in classes for version in each.versions)
        patterns = (*provision.overcomes, *provision.reviews)
        if not patterns:  # most provisions name no needs, and a plan is made at every start
            return frozenset()
        return frozenset(name for each in patterns for name in fitting(each, self.versions))

    def tests(self, plan: Plan, book: RuleBook) -> None:
        """The leaves as one table, and what silence makes of each."""
        when = (plan.day, plan.known_on, self.sovereign)
        tests = [
            _nothing if isinstance(node, AnyParty) else leaf(node, book, *when)
            for node in plan.leaf_nodes
        ]
        parties = [node for node in plan.leaf_nodes if isinstance(node, AnyParty)]
        about = Parties(parties, book, *when) if parties else None
        plan.leaves = Leaves(plan.leaf_nodes, tests, closures(book)[0], about)

    def chunk(self, plan: Plan) -> None:
        """The steps as tables of ``CHUNK`` each, and all conditions as one."""
        first, chunks = len(plan.leaf_nodes), []
        for start in range(0, len(plan.steps), CHUNK):
            units = plan.units[start : start + CHUNK]
            reads = (slot for unit in units for slot in unit.leaves if slot < first + start)
            chunks.append(Chunk(plan.steps[start : start + CHUNK], reads).parts)
        plan.chunks = tuple(chunks)
        conditions = [each for unit in plan.units for each in unit.conditions if each is not None]
        reads = (slot for _, _, slots in conditions for slot in slots)
        plan.tested = Chunk([(pick, rule) for pick, rule, _ in conditions], reads).parts

    # -- order -----------------------------------------------------------------------

    def visit(self, name: str, part: str | None) -> None:
        """Place the unit after everything that it refers to."""
        if (name, part) in self.slots:
            return
        self.slots[(name, part)] = -1
        tree = self.tree(name, part)
        for ref in _refs(tree):
            if ref.id in self.versions:
                self.visit(ref.id, ref.part)
        self.trees.append((self.book[name], part, tree))

    def tree(self, name: str, part: str | None) -> Node:
        """The full rule: with its parts written out, its scope, kinds of item and carve-outs."""
        provision, version = self.book[name], self.versions[name]
        parts = dict(version.parts)
        extra: list[Node] = []
        if provision.items and self.kind is None:
            extra.append(Within("item_kind", provision.items))
        if part is not None:  # its parts fit the kinds of item that the provision does
            rule = _expand(parts.get(part, Always(False)), parts)
            return All((rule, *extra)) if extra else rule
        rule = _expand(version.rule, parts)
        if provision.scope:
            extra.append(Ref(provision.scope))
        if provision.kind == "review_policy":
            extra += [
                _expand(each.rule, parts) for each in version.conditions if each.rule is not None
            ]
        for carver in self.carvers[name]:
            state, _ = self.versions[carver].state(self.plan.day, self.plan.known_on)
            if state == IN_FORCE:
                extra.append(Not(Ref(carver)))
        return All((rule, *extra)) if extra else rule

    def conditions(self) -> dict[str, tuple[Node | None, ...]]:
        """Rules of the conditions of each provision, None where only a person can tell."""
        return {
            name: tuple(
                None if each.rule is None else _expand(each.rule, dict(version.parts))
                for each in version.conditions
            )
            for name, version in self.versions.items()
            if version.conditions and (name, None) in self.slots
        }

    # -- leaves ----------------------------------------------------------------------

    def collect(self, tree: Node) -> None:
        """Give each leaf of the tree a slot."""
        for node in leaves_of(tree):
            if not isinstance(node, Ref) and node not in self.leaf_slots:
                self.leaf_slots[node] = len(self.leaf_slots)

    def compiled(self, tree: Node) -> tuple[Any, Rule, tuple[int, ...]]:
        """How to pick a rule's leaves out of the truths, the rule, and where the leaves stand."""
        positions: list[int] = []

        def shape(node: Node) -> Any:
            match node:
                case All(parts):
                    return ("all", tuple(map(shape, parts)))
                case Either(parts):
                    return ("any", tuple(map(shape, parts)))
                case Not(part):
                    return ("not", shape(part))
                case Always(value):
                    return ("const", value)
                case Ref(target, part):
                    if target not in self.versions:
                        return ("const", False)  # not in force: false, and so recorded
                    slot = self.slots[(target, part)]
                case _:
                    slot = self.leaf_slots[node]
            if slot not in positions:
                positions.append(slot)
            return ("leaf", positions.index(slot))

        form = shape(tree)
        pick = itemgetter(*positions) if positions else (lambda _truths: ())
        return pick, Rule(form), tuple(positions)

    def condition(self, tree: Node | None) -> tuple[Any, Rule, tuple[int, ...]] | None:
        """A condition as its leaves' picker, its rule and its leaves; None where only a person can tell."""
        return None if tree is None else self.compiled(tree)


def _nothing(_facts: object) -> Truth:
    """What a test of the parties alone makes of no facts; ``Parties`` runs those."""
    return None


def _expand(node: Node, parts: Mapping[str, Node]) -> Node:
    """The tree with its named parts written out."""
    match node:
        case Part(name):
            return _expand(parts[name], parts)
        case All(each):
            return All(tuple(_expand(part, parts) for part in each))
        case Either(each):
            return Either(tuple(_expand(part, parts) for part in each))
        case Not(part):
            return Not(_expand(part, parts))
        case _:
            return node


def referred(version: Version) -> set[str]:
    """Ids of the provisions that a version's rule, parts and conditions refer to."""
    return {ref.id for tree in version.trees for ref in _refs(tree)}


def _refs(node: Node) -> list[Ref]:
    return [each for each in leaves_of(node) if isinstance(each, Ref)]


def trees_of(
    book: RuleBook, day: date, known_on: date, kind: str | None, sovereign: str
) -> dict[tuple[str, str | None], Node]:
    """Every rule in force on ``day`` in full, by id and part, in order: what the solver reads."""
    builder = Builder(book, day, known_on, kind, (sovereign,))
    builder.order()
    return {(provision.id, part): tree for provision, part, tree in builder.trees}


def part_of_plan(  # noqa: PLR0917 - a plan's key, and what it is limited to
    book: RuleBook, day: date, known_on: date, kind: str | None, sovereign: str,
    only: Collection[str],
) -> Plan:  # fmt: skip
    """The plan of ``only`` these provisions, which with what they refer to must all be named.

    Truths are those of the whole plan; which needs an exception or a policy reaches is not.
    """
    return Builder(book, day, known_on, kind, (sovereign,), only).build()
