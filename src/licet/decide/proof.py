"""The proof of a finding: its rule, and only the branch that decided it, down to the facts.

A step is a provision (or a test it refers to) with its truth, citation and version; a leaf is
a comparison or membership with the fact it read, where the fact came from, and how far it
stands from the line.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from licet.book.evaluate import has_role
from licet.decide.tables import MOST
from licet.facts.values import Interval, show
from licet.language.nodes import (
    AnyParty,
    Compare,
    Constant,
    FactNumber,
    facts_of,
)
from licet.language.text import prose, rule_text
from licet.record import record
from licet.transfer.derive import arithmetic
from licet.transfer.model import DERIVED, DUE_CARE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from licet.book.book import RuleBook
    from licet.decide.join import Run
    from licet.decide.plan import Plan, Unit
    from licet.facts.values import Truth
    from licet.language.nodes import Node
    from licet.transfer.model import Transfer


@record
class Distance:
    """How far a number stands from a line: in the fact's unit, and in percent of the line.

    Of a range, ``value`` is the end that lies nearer to the line, and ``within`` the range.
    """

    fact: str
    value: Decimal
    line: Decimal
    unit: str
    within: Interval | None = None

    @classmethod
    def of(cls, fact: str, known: object, line: Decimal, unit: str) -> Distance | None:
        """The distance of what is known of a fact; None where nothing is, or a range crosses the line."""
        value = nearer_end(known, line)
        if value is None:
            return None
        return cls(fact, value, line, unit, known if isinstance(known, Interval) else None)

    @property
    def units(self) -> Decimal:
        """Value less line."""
        return self.value - self.line

    @property
    def percent(self) -> Decimal | None:
        """The same as a share of the line; None where the line is nought."""
        return self.units / self.line * 100 if self.line else None


@record
class Reading:
    """One leaf: what was tested, whether it holds, and the facts that it read."""

    test: str
    words: str
    truth: Truth
    facts: tuple[tuple[str, str, str], ...]
    missing: tuple[str, ...]
    distance: Distance | None = None
    sum: str = ""


@record
class Step:
    """A provision in the proof, with what decided it."""

    id: str
    part: str | None
    title: str
    truth: Truth
    rule: str
    words: str
    cite: tuple[str, ...]
    url: str
    since: str
    source: str
    confidence: str
    state: str
    readings: tuple[Reading, ...]
    steps: tuple[Step, ...]
    kind: str = ""
    is_scope: bool = False

    def every_reading(self) -> Iterator[Reading]:
        """Readings of this step and of all under it."""
        yield from self.readings
        for step in self.steps:
            yield from step.every_reading()


def distances(run: Run, book: RuleBook) -> tuple[Distance, ...]:
    """How far each known figure of the item stands from every line drawn through it, nearest first.

    A range that does not cross a line counts from its nearer end; one that crosses it has no
    distance.
    """
    found: dict[tuple[str, Decimal], Distance] = {}
    for fact, line, unit in _lines(run.plan, book):
        known = run.facts.get(fact)
        if known is not None and (gap := Distance.of(fact, known, line, unit)) is not None:
            found[fact, line] = gap
    measured = [each for each in found.values() if each.line]  # a line at nought has no scale
    apart = sorted(measured, key=lambda each: (abs(each.percent or 0), each.fact, each.line))
    return tuple(apart)


_LINES = "lines"
"""Where a plan keeps the lines that it draws, beside the texts of its leaves and units."""


def _lines(plan: Plan, book: RuleBook) -> tuple[tuple[str, Decimal, str], ...]:
    """Each line that a plan draws through a figure of the item: fact, line and unit."""
    known: tuple[tuple[str, Decimal, str], ...] | None = plan.texts.get(_LINES)
    if known is not None:
        return known
    found: dict[tuple[str, Decimal, str], None] = {}
    for node in plan.leaf_nodes:
        match node:
            case Compare(FactNumber(fact), _, Constant(line)) if book.facts[fact].owner == "item":
                found[fact, line, book.facts[fact].unit] = None
            case _:
                pass
    plan.texts[_LINES] = tuple(found)
    return tuple(found)


def nearer_end(value: object, line: Decimal) -> Decimal | None:
    """A number itself, or the end of a range that lies nearer to a line which it does not cross."""
    if isinstance(value, Interval):
        if value.low is not None and value.low >= line:
            return value.low
        return value.high if value.high is not None and value.high <= line else None
    return value if isinstance(value, Decimal) else None


def step_of(run: Run, unit: Unit, book: RuleBook, transfer: Transfer) -> Step:
    """The proof of one unit of a run; ``Prover`` proves several without doing shared steps twice."""
    return Prover(run, book, transfer).step(unit)


class Prover:
    """Proves units of one run.  What all runs share is kept on the plan, steps for the run."""

    def __init__(self, run: Run, book: RuleBook, transfer: Transfer) -> None:
        self.run = run
        self.book = book
        self.transfer = transfer
        self.first = len(run.plan.leaf_nodes)
        self._steps: dict[tuple[int, bool], Step] = {}
        self._readings: dict[int, Reading] = {}
        self._of_parties: dict[tuple[int, str], tuple[str, str, str] | str] = {}

    def step(self, unit: Unit, scope: str = "") -> Step:
        """The step of ``unit``; ``scope`` is the scope of the step above, so that it can be told apart."""
        key = (unit.slot, unit.provision.id == scope)
        found = self._steps.get(key)
        if found is None:
            found = self._steps[key] = self._proved(unit, is_scope=key[1])
        return found

    def _proved(self, unit: Unit, *, is_scope: bool) -> Step:
        readings, steps = [], []
        plan, known, first = self.run.plan, self._readings, self.first
        slot = unit.slot
        scope = unit.provision.scope
        for position in self.run.decisive[slot - first]:
            below = unit.leaves[position]
            if below < first:
                readings.append(known.get(below) or self.reading(below))
            else:
                steps.append(self.step(plan.units[below - first], scope))
        name, part, title, *rest, kind = plan.texts.get(slot) or self._texts(unit)
        return Step(*(  # by position, in the order of the fields
            name, part, title, self.run.truths[slot], *rest, tuple(readings), tuple(steps), kind,
            is_scope,
        ))  # fmt: skip

    def _texts(self, unit: Unit) -> tuple[Any, ...]:
        """What a unit's steps say whatever the facts, in the order of a step's fields."""
        provision, version = unit.provision, unit.version
        tree = dict(version.parts)[unit.part] if unit.part else version.rule
        found = self.run.plan.texts[unit.slot] = (
            provision.id, unit.part, provision.title,
            rule_text(tree), prose(tree, self.book.facts, self.book.titles),
            tuple(each.text for each in provision.cite), provision.cite[0].url,
            version.since.isoformat(), version.source, version.confidence, unit.state,
            provision.kind,
        )  # fmt: skip
        return found

    def reading(self, slot: int) -> Reading:
        """The reading of one leaf."""
        found = self._readings.get(slot)
        if found is None:
            found = self._readings[slot] = self._read(slot)
        return found

    def _read(self, slot: int) -> Reading:
        """A leaf of one fact reads alike wherever its value and source are alike, so that is kept."""
        texts = self.run.plan.texts
        node = self.run.plan.leaf_nodes[slot]
        if slot not in texts:
            tests_parties = isinstance(node, AnyParty)
            names = tuple(sorted(facts_of(node.test if isinstance(node, AnyParty) else node)))
            alone = names[0] if len(names) == 1 and not tests_parties else ""
            texts[slot] = (rule_text(node), prose(node, self.book.facts), names, alone, {})
        _, _, _, alone, kept = texts[slot]
        if not alone:
            return self._made(slot)
        value, source = self.run.facts.get(alone), self._source(alone)
        if source == DERIVED or isinstance(value, Interval):
            return self._made(slot)
        # Equal numbers may be written apart, and are shown as written.
        key = (str(value) if isinstance(value, Decimal) else value, source)
        found: Reading | None = kept.get(key)
        if found is None:
            if len(kept) >= MOST:
                kept.clear()
            found = kept[key] = self._made(slot)
        return found

    def _made(self, slot: int) -> Reading:
        node = self.run.plan.leaf_nodes[slot]
        test, words, names, _, _ = self.run.plan.texts[slot]
        facts, missing = (
            self._party_facts(node, names) if isinstance(node, AnyParty) else self._facts(names)
        )
        return Reading(
            test, words, self.run.truths[slot], facts, missing, self._distance(node), self._sum(node)
        )  # fmt: skip

    def _facts(
        self, names: tuple[str, ...]
    ) -> tuple[tuple[tuple[str, str, str], ...], tuple[str, ...]]:
        found, missing = [], []
        for name in names:
            value = self.run.facts.get(name)
            if value is None:
                missing.append(name)
            else:
                found.append((name, self._shown(name, value), self._source(name)))
        return tuple(found), tuple(missing)

    def _shown(self, name: str, value: object) -> str:
        unit = self.book.facts[name].unit
        return f"{show(value)} {unit}" if unit and not isinstance(value, bool) else show(value)

    def _source(self, name: str) -> str:
        return self.transfer.sources.get(
            name, DUE_CARE if name not in self.transfer.facts else "stated"
        )

    def _party_facts(
        self, node: AnyParty, names: tuple[str, ...]
    ) -> tuple[tuple[tuple[str, str, str], ...], tuple[str, ...]]:
        found, missing = [], []
        parties: Any = self.run.facts["*parties"]
        seen = self._of_parties
        for number, known in enumerate(parties):
            if node.roles and has_role(known.get("role"), node.roles) is False:
                continue
            for name in names:
                told = seen.get((number, name)) or self._of_party(number, name, known)
                if isinstance(told, str):
                    missing.append(told)
                else:
                    found.append(told)
        if self.run.facts.get("*complete") is not True:
            missing.append("parties_complete")
        return tuple(found), tuple(missing)

    def _of_party(
        self, number: int, name: str, known: dict[str, Any]
    ) -> tuple[str, str, str] | str:
        """A party's fact with its value and source; its name alone where it is missing."""
        party = self.transfer.parties[number]
        who = f"{known.get('role') or 'party'} {party.name}".strip()
        label = f"{name} of the {who}"
        told: tuple[str, str, str] | str = label
        if known.get(name) is not None:
            source = party.sources.get(name, "stated") if name in party.facts else DUE_CARE
            told = (label, _party_value(known[name]), source)
        self._of_parties[number, name] = told
        return told

    def _distance(self, node: Node) -> Distance | None:
        match node:
            case Compare(FactNumber(fact), _, Constant(line)):
                known, unit = self.run.facts.get(fact), self.book.facts[fact].unit
                return Distance.of(fact, known, line, unit)
            case _:
                pass
        return None

    def _sum(self, node: Node) -> str:
        match node:
            case Compare(FactNumber(fact), _, _) if self.transfer.sources.get(fact) == DERIVED:
                return arithmetic(fact, self.run.facts, self.book)
            case _:
                return ""


def _party_value(value: object) -> str:
    if isinstance(value, tuple):
        return ", ".join(map(str, value)) or "none"
    return show(value)
