"""One law asked about items of one concept: what it says, on which texts, and where it draws lines."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from licet.book.evaluate import quantity
from licet.decide import answer as words
from licet.decide.decide import decide
from licet.decide.plan import plan_for
from licet.decide.situation import Situation
from licet.explore.own_law import own_law
from licet.language.nodes import Compare, Constant, FactNumber, facts_of, walk
from licet.record import record
from licet.transfer.by_label import with_register
from licet.transfer.reference import raw_transfer

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from licet.book.concepts import Concept, Label, Point, Raw, Reference
    from licet.decide.decide import Decision, Law
    from licet.decide.plan import Plan
    from licet.language.nodes import Any_, Quantity
    from licet.transfer.build import Builder
    from licet.transfer.model import Transfer

PROHIBITED, LICENSE, NOTICE = "prohibited", "license", "notice"
OPEN, UNREAD, UNNAMED, SUSPENDED, LISTED, MAYBE, FREE = (
    "open", "not read", "none named", "suspended", "listed", "perhaps listed", "none found",
)  # fmt: skip
CONTROLLED = frozenset({PROHIBITED, LICENSE, NOTICE})
"""Levels at which the reference transfer may not simply go: banned, licensed or to be notified."""
UNKNOWN = frozenset({OPEN, UNREAD, UNNAMED})


@record
class State:
    """What one law says of one item.  ``entries`` fit it; ``rests`` are the ids it rests on.

    ``open`` needs facts that are not stated.  ``not read``: a line is known or thought to exist
    and its text was not read.  ``none named``: no line of this law is known, and its list was not
    read in full.  None of these is ever "none found".  ``listed`` is named by an entry of the concept and needs no license
    for this transfer; ``perhaps listed`` needs none either way.
    """

    level: str
    entries: tuple[str, ...] = ()
    rests: tuple[str, ...] = ()
    confidence: str = "high"

    @property
    def controlled(self) -> bool | None:
        """Whether the reference transfer is controlled; None where that is open or not read."""
        return None if self.level in UNKNOWN else self.level in CONTROLLED

    @property
    def named(self) -> bool | None:
        """The same of being on the list, license or not."""
        if self.level in UNKNOWN or self.level == MAYBE:
            return None
        return self.level in CONTROLLED or self.level in (LISTED, SUSPENDED)


class Probe:
    """Asks one law about items of one concept; what was asked once is kept.

    ``made`` may be shared among probes of one concept, so that each transfer is made once.
    """

    def __init__(
        self,
        law: Law,
        builder: Builder,
        concept: Concept,
        reference: Reference,
        sovereign: str,
        *,
        made: dict[tuple[object, ...], Transfer] | None = None,
    ) -> None:
        self.law = own_law(law, sovereign, concept.items[0])
        self.builder = builder
        self.concept = concept
        self.reference = reference
        self.sovereign = sovereign
        self.labels = concept.labels_of(sovereign)
        self.states = {fact: value for each in self.labels for fact, value in each.states}
        self.provisions = frozenset(name for each in self.labels for name in each.provisions)
        self._made = {} if made is None else made
        self._kept: dict[tuple[object, ...], State] = {}
        self.mixed: set[str] = set()
        """Axes that this law tests in sums or products: between thresholds its line is a guess."""

    def transfer(self, facts: Mapping[str, Raw]) -> Transfer:
        """The reference transfer of an item with these facts.

        Laws that are asked about the same destination share one transfer but for where it
        leaves, as long as no formula of the dictionary looks at that.
        """
        if self.states and facts == self.concept.at(self.concept.points[0]):
            return self._stated(facts)
        leaves, arrives = self.reference.route(self.sovereign)
        key = (self.concept.items[0], arrives, *facts.items())
        if key not in self._made:
            item = {"kind": self.concept.items[0], "facts": dict(facts)}
            raw = raw_transfer(self.reference, self.sovereign, item)
            self._made[key] = self.builder.transfer(raw)
        found = self._made[key]
        if found.facts["shipped_from"] == leaves:
            return found
        return found.knowing("shipped_from", self.builder.book.facts["shipped_from"].read(leaves))  # type: ignore[arg-type]

    def _stated(self, facts: Mapping[str, Raw]) -> Transfer:
        """The representative item in this law's own words, with what its register says of the class."""
        item = {"kind": self.concept.items[0], "facts": {**facts, **self.states}}
        made = self.builder.transfer(raw_transfer(self.reference, self.sovereign, item))
        return with_register(made, self.builder.book)

    def decision(self, transfer: Transfer, on: date) -> Decision:
        """This law's answer alone."""
        return decide(transfer, self.law, on=on, sovereigns=(self.sovereign,))

    def state(self, facts: Mapping[str, Raw], on: date) -> State:
        """What this law says of an item on a day."""
        key = (on, *facts.items())
        if key not in self._kept:
            self._kept[key] = self.judge(self.decision(self.transfer(facts), on))
        return self._kept[key]

    def judge(self, decision: Decision) -> State:
        """A decision in one word, with the entries and provisions that it rests on."""
        answer = decision.answers[0]
        run, enforced = answer.run, answer.enforced
        mine = [
            unit for unit in run.living("classification") if unit.provision.id in self.provisions
        ]
        holds = [unit for unit in mine if run.truth(unit) is True]
        needs = [each for each in enforced.requirements if each.truth is True]
        notices = [each for each in answer.notifications if each.truth is True]
        if any(each.provision.kind == "prohibition" for each in needs):
            level = PROHIBITED
        elif enforced.license_required:
            level = LICENSE
        elif answer.status == words.NOTIFY:
            level, needs = NOTICE, notices
        elif enforced.license_required is None or answer.status in (words.UNKNOWN, words.STALE):
            level, needs = OPEN, [each for each in enforced.requirements if each.truth is None]
            if self.unnamed(decision.on):
                level = UNNAMED  # what is open is the rest of the list, not a line of the concept
            elif not self.provisions and self.unread(decision.on):
                level = UNREAD  # the same, where a line is known
        elif self.unnamed(decision.on):
            level = UNNAMED
        elif self.unread(decision.on):
            level = UNREAD
        elif any(each.truth is True for each in answer.suspended):
            level, needs = SUSPENDED, list(answer.suspended)
        elif holds:
            level = LISTED
        else:
            level = MAYBE if mine else FREE
        if level in CONTROLLED and not holds:
            holds = [u for u in run.living("classification") if run.truth(u) is True][:1]
        if level in (OPEN, UNREAD, UNNAMED, MAYBE):
            holds = [unit for unit in mine if run.truth(unit) is None] or holds
        versions = [unit.version for unit in holds] + [each.version for each in needs]
        return State(
            level,
            tuple(dict.fromkeys(unit.version.entry for unit in holds)),
            tuple(dict.fromkeys([*(u.provision.id for u in holds), *(each.id for each in needs)])),
            weakest(each.confidence for each in versions),
        )

    def unnamed(self, on: date) -> bool:
        """Whether no line of this law is known on the day, where one may stand unread."""
        return not any(each.named for each in self.labels) and (
            not self.labels or any(each.since is None or each.since <= on for each in self.labels)
        )

    def unread(self, on: date) -> Label | None:
        """The label of a line that stands, or may stand, on the day and was not read."""
        return next(
            (
                each for each in self.labels
                if not each.read and not each.absent and (each.since is None or each.since <= on)
            ),
            None,
        )  # fmt: skip

    def settling(self, facts: Mapping[str, Raw], on: date) -> tuple[str, ...]:
        """Facts of the item that would settle what is open, as far as the rules name any."""
        decision = self.decision(self.transfer(facts), on)
        return self.settled_by(decision, self.judge(decision))

    def settled_by(self, decision: Decision, state: State) -> tuple[str, ...]:
        """Facts of the item that a label of the concept, or what the state rests on, still asks for."""
        from licet.decide.missing import missing_facts

        facts, asking = self.law.book.facts, self.provisions | set(state.rests)
        return tuple(
            name for (name, party), asked in missing_facts(decision).items()
            if party is None and facts[name].owner == "item" and asking & set(asked)
        )  # fmt: skip

    def thresholds(self, on: date) -> dict[str, set[Decimal]]:
        """Every number that this law tests along the axes and that may matter to this concept.

        The rules run with the axes (and what is derived from them) unknown: a unit that is
        settled all the same draws no line here.
        """
        axes = {each.fact for each in self.concept.axes}
        open_facts = axes | _derived_from(axes, self.law)
        found: dict[str, set[Decimal]] = {name: set() for name in axes}
        for point in self.concept.points:
            situation = Situation(self.transfer(self.concept.at(point)), self.law.book, on)
            for name in open_facts:
                situation.facts.pop(name, None)
            situation.stated = {**situation.stated, **dict.fromkeys(open_facts, True)}
            plan = self.plan(on)
            truths, _ = plan.run(situation)
            first, seen = len(plan.leaf_nodes), set()
            for unit in plan.units:
                if truths[unit.slot] is None:
                    seen |= {slot for slot in unit.leaves if slot < first and truths[slot] is None}
            trees: list[Any_] = [plan.leaf_nodes[slot] for slot in seen]
            used = {name for tree in trees for name in facts_of(tree)} & open_facts
            trees += [tree for name in used - axes for tree in self.law.book.formulas.get(name, ())]
            for name, bounds in self._crossings(trees, axes, point):
                self.mixed.add(name)
                found[name] |= bounds
            for name, op, bound in _lines(trees):
                if name in axes and not _idle(self.law, name, op, bound):
                    found[name].add(bound)
        return found

    def _crossings(
        self, trees: list[Any_], axes: set[str], point: Point
    ) -> Iterator[tuple[str, set[Decimal]]]:
        """Where sums and products cross their bound along one axis, all else as the item has it.

        The item's own value stands beside it, so that the item is on the grid.
        """
        facts = self.transfer(self.concept.at(point)).facts
        for tree in trees:
            for node in walk(tree):
                match node:
                    case Compare(FactNumber(_), _, Constant(_)):
                        pass
                    case Compare(left, _, Constant(bound)):
                        for name in facts_of(node) & axes:
                            own = facts.get(name)
                            known = {own} if isinstance(own, Decimal) else set()
                            yield name, known | set(crossing(left, name, bound, facts))
                    case Compare(_, _, _):
                        yield from ((name, set()) for name in facts_of(node) & axes)
                    case _:
                        pass

    def plan(self, on: date) -> Plan:
        """This law's plan of the day for the concept's kind of item."""
        from datetime import date as day

        return plan_for(self.law.book, on, day.max, self.concept.items[0], self.sovereign)


def weakest(confidences: Iterable[str]) -> str:
    """The least sure of some confidences; ``high`` where there are none."""
    from licet.book.provision import CONFIDENCE

    return max(confidences, key=CONFIDENCE.index, default=CONFIDENCE[0])


def _derived_from(axes: set[str], law: Law) -> set[str]:
    found: set[str] = set()
    asked = law.book.plans.get("asked by formulas")  # facts that each formula looks at; once a book
    if asked is None:
        asked = law.book.plans["asked by formulas"] = {
            name: {fact for tree in trees for fact in facts_of(tree)}
            for name, trees in law.book.formulas.items()
        }
    while True:
        more = {
            name for name, looked in asked.items()  # type: ignore[attr-defined]
            if name not in found and name not in axes and looked & (axes | found)
        }  # fmt: skip
        if not more:
            return found
        found |= more


def least(law: Law, fact: str) -> Decimal | None:
    """The least value that a fact may have; a test that every value passes draws no line."""
    known = law.book.facts[fact]
    return known.minimum if known.minimum is not None else known.exclusive_minimum


def _idle(law: Law, fact: str, op: str, bound: Decimal) -> bool:
    """Whether a test draws no line since every value that the fact may have lies on one side."""
    known = law.book.facts[fact]
    if known.exclusive_minimum is not None and bound <= known.exclusive_minimum:
        return True
    least = known.minimum
    return least is not None and (bound < least or (bound == least and op in (">=", "<")))


def _lines(trees: Iterable[Any_]) -> Iterator[tuple[str, str, Decimal]]:
    for tree in trees:
        for node in walk(tree):
            match node:
                case Compare(FactNumber(fact), op, Constant(bound)):
                    yield fact, op, bound
                case _:
                    pass


def crossing(
    left: Quantity, fact: str, bound: Decimal, facts: Mapping[str, object]
) -> Iterator[Decimal]:
    """The value of ``fact`` at which a quantity that rises or falls evenly with it is ``bound``.

    Rounded to four decimals; nothing where another figure is missing or it does not run evenly.
    """
    at = quantity(left)
    tried = [at({**facts, fact: Decimal(x)}) for x in (1, 2, 3)]
    one, two, three = tried
    if not (isinstance(one, Decimal) and isinstance(two, Decimal) and isinstance(three, Decimal)):
        return
    slope = two - one
    if slope and three - two == slope:
        value = 1 + (bound - one) / slope
        if value > 0:
            yield Decimal(f"{value:.4f}".rstrip("0").rstrip("."))
