"""From figures to an entry: the arithmetic, the entries that may fit, and how far each line is."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from licet.decide.decide import decide
from licet.decide.proof import Distance, step_of
from licet.errors import InputError
from licet.facts.values import plain
from licet.language.nodes import (
    Compare,
    Constant,
    FactNumber,
    Part,
    Ref,
    walk,
)
from licet.record import record
from licet.transfer.derive import arithmetic

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from licet.decide.answer import Classification
    from licet.decide.decide import Decision, Law
    from licet.decide.join import Run
    from licet.decide.plan import Unit
    from licet.decide.proof import Step
    from licet.facts.dictionary import Fact
    from licet.facts.values import Truth
    from licet.language.nodes import Node
    from licet.transfer.model import Transfer

PERFORMANCE = "total_processing_performance"
DENSITY = "performance_density"


@record
class Rate:
    """A peak dense rate and the length in bits of the larger input.

    ``tops`` is in 10^12 operations a second (TOPS or TFLOPS), a multiply-add counted as two.
    """

    tops: Decimal
    bits: Decimal

    @property
    def product(self) -> Decimal:
        """Its processing performance, TOPS x bit."""
        return self.tops * self.bits


def performance(rates: Sequence[Rate]) -> Rate:
    """The rate whose product is highest: total processing performance is taken at that one.

    Source: 15 CFR Part 774, Supp. No. 1, 3A090, Technical Note 2.  Raises ``InputError`` where
    there is no rate.

    >>> performance([Rate(Decimal(989), Decimal(16)), Rate(Decimal(67), Decimal(64))]).product
    Decimal('15824')
    """
    if not rates:
        raise InputError("no rate was given, so there is no performance to work out")
    return max(rates, key=lambda each: each.product)


@record
class Line:
    """A line of the law on a figure of the item, and how far the item stands from it.

    ``provisions`` are the ids of those that draw it, ``entries`` the entries that they stand
    for; ``distance`` is None where the figure is unknown or a range.
    """

    fact: str
    line: Decimal
    unit: str
    provisions: tuple[str, ...]
    entries: tuple[str, ...]
    distance: Distance | None


@record
class Sheet:
    """One sovereign's classification of an item.

    ``decisive`` is the proof of each entry that fits or may; ``turned_down`` of the entries of
    higher rank that do not.  ``notes`` are the tests and presumptions that those refer to, with
    their truth.  ``missing`` are the questions whose answers would narrow an open result.
    """

    sovereign: str
    classification: Classification
    decisive: tuple[Step, ...]
    turned_down: tuple[Step, ...]
    notes: tuple[tuple[str, str, Truth], ...]
    lines: tuple[Line, ...]
    missing: tuple[Fact, ...]
    forms_need: tuple[Fact, ...]


@record
class Classified:
    """An item's classification under every law loaded; ``sums`` show derived figures."""

    decision: Decision
    sums: tuple[str, ...]
    sheets: tuple[Sheet, ...]


def classify(transfer: Transfer, law: Law, *, on: date) -> Classified:
    """Classify the item of ``transfer`` under the law of ``on``; unknown figures leave it open."""
    decision = decide(transfer, law, on=on)
    sheets = tuple(_sheet(decision, answer.sovereign) for answer in decision.answers)
    return Classified(decision, tuple(_sums(transfer, law)), sheets)


def _sums(transfer: Transfer, law: Law) -> Iterator[str]:
    for name in sorted(transfer.facts):
        worked = arithmetic(name, transfer.facts, law.book)
        if worked and transfer.sources.get(name) == "derived":
            unit = law.book.facts[name].unit
            yield f"{name.replace('_', ' ')} = {worked} {unit}".rstrip()


def _sheet(decision: Decision, sovereign: str) -> Sheet:
    answer = decision.answer(sovereign)
    if answer is None:
        raise InputError(f"the law of {sovereign} is not in this rule book")
    run: Run = answer.run
    units = [unit for unit in run.units("classification") if not unit.provision.refines]
    forms = [unit for unit in run.units("classification") if unit.provision.refines]
    fits = [
        unit
        for unit in (*units, *forms)
        if run.truth(unit) is not False and unit.version.entry in answer.classification.candidates
    ]
    last = max((unit.provision.rank for unit in fits), default=0)
    refused = [unit for unit in units if run.truth(unit) is False and unit.provision.rank <= last]
    open_ = units if not answer.classification.settled else []
    return Sheet(
        sovereign=sovereign,
        classification=answer.classification,
        decisive=tuple(step_of(run, unit, decision.law.book, decision.transfer) for unit in fits),
        turned_down=tuple(
            step_of(run, unit, decision.law.book, decision.transfer) for unit in refused
        ),
        notes=tuple(_notes(run, [*fits, *refused])),
        lines=tuple(_lines(decision, run, [*units, *forms])),
        missing=_missing(decision, open_),
        forms_need=_missing(decision, forms) if answer.classification.forms else (),
    )


def _notes(run: Run, units: list[Unit]) -> Iterator[tuple[str, str, Truth]]:
    """Tests that the entries refer to (other entries apart), and presumptions."""
    seen: dict[str, None] = {}
    for unit in units:
        for tree in _trees(unit):
            seen.update((node.id, None) for node in walk(tree) if isinstance(node, Ref))
    seen.update((unit.provision.id, None) for unit in run.units("presumption"))
    for name in seen:
        found = run.plan.by_id.get(name)
        if found is not None and found.provision.kind != "classification":
            yield name, found.provision.title, run.truth(found)


def _trees(unit: Unit) -> Iterator[Node]:
    yield unit.version.rule
    yield from (tree for _, tree in unit.version.parts)


def _lines(decision: Decision, run: Run, units: list[Unit]) -> Iterator[Line]:
    """Every line on a figure of the item, by figure and then by height."""
    facts = decision.law.book.facts
    drawn: dict[tuple[str, Decimal], list[Unit]] = {}
    for unit in units:
        for tree in _reached(run, unit, set()):
            for node in walk(tree):
                match node:
                    case Compare(FactNumber(fact), _, Constant(bound)):
                        if facts[fact].owner == "item" and bound:
                            known = drawn.setdefault((fact, bound), [])
                            if unit not in known:
                                known.append(unit)
                    case _:
                        pass
    for (fact, bound), by in sorted(drawn.items(), key=lambda each: each[0]):
        value = run.facts.get(fact)
        gap = Distance(fact, value, bound, facts[fact].unit) if isinstance(value, Decimal) else None
        yield Line(
            fact, bound, facts[fact].unit, tuple(unit.provision.id for unit in by),
            tuple(dict.fromkeys(unit.version.entry for unit in by)), gap,
        )  # fmt: skip


def _reached(run: Run, unit: Unit, seen: set[str]) -> Iterator[Node]:
    """The trees of a unit and of the tests (no other entries) that it refers to."""
    parts = dict(unit.version.parts)
    todo = [unit.version.rule]
    done: set[str] = set()
    while todo:
        tree = todo.pop()
        yield tree
        for node in walk(tree):
            if isinstance(node, Part) and node.name not in done:
                done.add(node.name)
                todo.append(parts[node.name])
            elif isinstance(node, Ref) and node.id not in seen:
                seen.add(node.id)
                other = run.plan.by_id.get(node.id)
                if other is not None and other.provision.kind != "classification":
                    yield from _reached(run, other, seen)


def _missing(decision: Decision, units: list[Unit]) -> tuple[Fact, ...]:
    """Unknown facts of the item that leave one of ``units`` open."""
    from licet.decide.missing import missing_facts

    facts, wanted = decision.law.book.facts, {unit.provision.id for unit in units}
    return tuple(
        facts[name]
        for (name, party), asked in missing_facts(decision).items()
        if party is None and facts[name].owner == "item" and wanted & set(asked)
    )


def shown_sum(rates: Sequence[Rate]) -> str:
    """The performance as a person would work it out.

    >>> shown_sum([Rate(Decimal(989), Decimal(16))])
    'TPP = 989 x 16 = 15,824'
    """
    best = performance(rates)
    return f"TPP = {plain(best.tops)} x {plain(best.bits)} = {plain(best.product)}"
