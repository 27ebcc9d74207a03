"""Facts that follow from others: formulas, and what a settled fact closes or makes meaningless."""

from __future__ import annotations

from datetime import date
from heapq import heappop, heappush
from typing import TYPE_CHECKING, Any

from licet.book.evaluate import quantity, truth
from licet.facts.values import Interval, NotMet, show
from licet.language.nodes import facts_of
from licet.language.text import rule_text
from licet.transfer.model import CATALOGUE, DERIVED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from licet.book.book import RuleBook
    from licet.facts.dictionary import Fact
    from licet.facts.values import Value

_ANY_DAY = date(2000, 1, 1)  # formulas name no group and no list, so the day is of no account


def deriver_of(book: RuleBook) -> Deriver:
    """The book's formulas, made ready once and kept on it."""
    found = book.plans.get("deriver")
    if found is None:
        found = book.plans["deriver"] = Deriver(book)
    return found  # type: ignore[return-value]


class Deriver:
    """The formulas of one book, ready to run."""

    def __init__(self, book: RuleBook) -> None:
        self.facts = book.facts
        self.formulas: list[tuple[Fact, frozenset[str], Callable[[Any], Any]]] = []
        self.of_party: list[tuple[str, Callable[[Any], Any]]] = []
        for name, trees in book.formulas.items():
            fact = book.facts[name]
            for tree in trees:
                formula: Callable[[Any], Any] = (
                    quantity(tree) if fact.numeric else truth(tree, book, _ANY_DAY)  # type: ignore[arg-type]
                )
                if fact.owner == "party":
                    self.of_party.append((name, formula))
                else:
                    self.formulas.append((fact, facts_of(tree), formula))
        self.using: dict[str, list[int]] = {"": []}
        """Formulas by the facts that they use, and under "" those that use none."""
        for number, (_, needs, _) in enumerate(self.formulas):
            for name in needs or ("",):
                self.using.setdefault(name, []).append(number)
        self.meaningless: list[tuple[Fact, Callable[[Any], Any], str]] = [
            (book.facts[name], truth(tree, book, _ANY_DAY), book.facts[name].meaningless_when)  # type: ignore[arg-type]
            for name, tree in book.meaningless.items()
        ]

    def settle_party(self, facts: dict[str, Any]) -> None:
        """Complete one party's facts in place: a formula that holds says yes, and else nothing."""
        for name, formula in self.of_party:
            if name not in facts and formula(facts) is True:
                facts[name] = True

    def settle(
        self, facts: dict[str, Value], sources: dict[str, str], catalogue: dict[str, Value]
    ) -> list[str]:
        """Complete ``facts`` in place; returns remarks on what was set aside.

        Stated beats derived and derived beats the catalogue: a formula runs on stated facts
        first, so that a stated performance replaces the catalogue's density as well.
        """
        remarks = list(self._set_aside(facts, facts, sources))
        for name, value in list(facts.items()):
            fact = self.facts[name]
            if fact.no_closes and (value is False or value == frozenset()):
                for other in fact.no_closes:
                    if other not in facts:
                        facts[other] = self.facts[other].closed
                        sources[other] = DERIVED
        stated = set(facts)
        merged = {**catalogue, **facts}
        self.set_aside(merged, catalogue)
        for _ in range(2):  # a formula may use what another derives; none is deeper than that
            self._derive(facts, sources, catalogue, merged, stated)
        for name, value in merged.items():
            if name not in facts:
                facts[name] = value
                sources[name] = CATALOGUE
        return remarks

    def set_aside(self, basis: dict[str, Value], among: dict[str, Value]) -> None:
        """Take out of ``among`` what ``basis`` makes meaningless."""
        list(self._set_aside(basis, among, {}))

    def _derive(
        self, facts: dict[str, Value], sources: dict[str, str],
        catalogue: dict[str, Value], merged: dict[str, Value], stated: set[str],
    ) -> None:  # fmt: skip
        """Run in order every formula that has something to work on: of unknown facts nothing follows."""
        ready = {number for name in merged for number in self.using.get(name, ())}
        ready.update(self.using[""])
        waiting = sorted(ready)  # a heap: what a formula derives may make later ones ready
        while waiting:
            number = heappop(waiting)
            fact, needs, formula = self.formulas[number]
            if fact.name in stated or fact.name in facts:
                continue
            if fact.name in catalogue and not (needs & stated):
                continue
            value = formula(merged)
            if value is not None and not (fact.type == "boolean" and fact.name in catalogue):
                merged[fact.name] = facts[fact.name] = value
                sources[fact.name] = DERIVED
                for later in self.using.get(fact.name, ()):
                    if later > number and later not in ready:
                        ready.add(later)
                        heappush(waiting, later)

    def _set_aside(
        self, basis: dict[str, Value], among: dict[str, Value], sources: dict[str, str]
    ) -> Iterator[str]:
        for fact, test, rule in self.meaningless:
            if fact.name in among and test(basis) is True:
                value = among.pop(fact.name)
                basis.pop(fact.name, None)
                sources.pop(fact.name, None)
                yield f"{fact.name} of {show(value)} was set aside, since {rule}"


def arithmetic(name: str, facts: Mapping[str, Any], book: RuleBook) -> str:
    """The sum behind a derived number, as a person would redo it; empty where there is none.

    ``15,832 / 814 = 19.45``
    """
    for tree in book.formulas.get(name, ()) if book.facts[name].numeric else ():
        result = quantity(tree)(facts)  # type: ignore[arg-type]
        if result is None or isinstance(result, NotMet):
            continue
        worked = (
            rule_text(tree).removeprefix("(").removesuffix(")")
            if _wrapped(rule_text(tree))
            else rule_text(tree)
        )
        for each in sorted(facts_of(tree), key=len, reverse=True):
            worked = worked.replace(each, show(facts[each]))
        shown = (
            str(result)
            if isinstance(result, Interval)
            else f"{result:,.4f}".rstrip("0").rstrip(".")
        )
        return f"{worked} = {shown}"
    return ""


def _wrapped(text: str) -> bool:
    """Whether one pair of brackets stands round the whole text."""
    depth = 0
    for place, letter in enumerate(text):
        depth += (letter == "(") - (letter == ")")
        if not depth:
            return letter == ")" and place == len(text) - 1
    return False
