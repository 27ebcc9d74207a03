"""The truth of a rule over states of facts: trees without references, leaf by leaf."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from licet.book.evaluate import leaf as leaf_of
from licet.columns.circuit import NO, OPEN, held, not3
from licet.columns.sources import (
    Beyond,
    Defined,
    First,
    Fixed,
    Hashed,
    Ranged,
    State,
    Sum,
    Test,
    Words,
    tables_in,
    with_numbers,
)
from licet.facts.values import NOT_MET
from licet.language.nodes import All, Always, Constant, Either, Not, facts_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from datetime import date

    from licet.book.book import RuleBook
    from licet.columns.circuit import Circuit, Signal, Truth3
    from licet.columns.sources import Formula
    from licet.language.nodes import Node

    States = Mapping[str, State]


def truth_of(circuit: Circuit, node: Node, leaf: Callable[[Node], Truth3]) -> Truth3:
    """The truth of a tree, by the truths of its leaves: comparisons, memberships, tests of parties, references."""
    match node:
        case All(parts):
            return circuit.all3(truth_of(circuit, part, leaf) for part in parts)
        case Either(parts):
            return circuit.any3(truth_of(circuit, part, leaf) for part in parts)
        case Not(part):
            return not3(truth_of(circuit, part, leaf))
        case Always(value):
            return held(value)
        case _:
            return leaf(node)


class Truths:
    """Makes circuits of rules, for one day of one book.

    ``odd`` gathers the signals of rows in which a sum mixes numbers of two origins (the catalogue's
    with stated ones): columns do not work those out, so they are decided one by one.
    """

    def __init__(self, circuit: Circuit, book: RuleBook, day: date, known_on: date) -> None:
        self.circuit = circuit
        self.book = book
        self.day = day
        self.known_on = known_on
        self.odd: list[Signal] = []
        self._folding = frozenset(each.sovereign for each in book.folds)
        self._tests: dict[Any, Callable[[Any], Any]] = {}

    def tree(self, node: Node, facts: States, sovereign: str = "") -> Truth3:
        """The truth of a whole tree."""
        return truth_of(self.circuit, node, lambda leaf: self.leaf(leaf, facts, sovereign))

    def leaf(self, node: Node, facts: States, sovereign: str = "") -> Truth3:
        """The truth of one leaf on the facts of the transfer, or of one party."""
        law = sovereign if sovereign in self._folding else ""  # others read countries alike
        key = (node, law, self.day, self.known_on)
        test = self._tests.get(key)
        if test is None:
            test = leaf_of(node, self.book, self.day, self.known_on, sovereign)
            self._tests[key] = test
        names = tuple(sorted(facts_of(node)))
        if len(names) > 1:
            return self._of_several(node, names, facts, test)
        state = facts.get(names[0])
        return held(test({})) if state is None else state.truth(self.circuit, node, test, key)

    def worked(self, names: Iterable[str], facts: States) -> tuple[dict[str, Formula], Signal, Signal]:  # fmt: skip
        """Facts as numbers to work with, where all of them are numbers, and where all say something.

        A fact that no column gives as a number is left out of the first.
        """
        circuit = self.circuit
        found: dict[str, Formula] = {}
        numeric: list[Signal] = []
        spoken: list[Signal] = []
        mixed: list[Signal] = []
        for name in names:
            parts = facts.get(name, State(name)).parts(circuit)
            mine = [(w, s.formula) for w, s in parts if s.formula is not None]
            formulas = tuple(dict.fromkeys(formula for _, formula in mine))
            if formulas:
                found[name] = formulas[0] if len(formulas) == 1 else First(formulas)
            fixed = [w for w, s in parts if isinstance(s, Fixed)]
            numeric.append(circuit.either(w for w, _ in mine))
            spoken.append(circuit.either([*(w for w, _ in mine), *fixed]))
            mixed += [w for w, s in parts if s.formula is None and not isinstance(s, Fixed)]
            mixed += self._passed_over(mine) if len(formulas) > 1 else []
        self.odd += mixed
        return found, circuit.every(numeric), circuit.every(spoken)

    def ranged(self, value: Formula) -> Signal:
        """Where a table gives a range for a number of the formula."""
        return self.circuit.input(Ranged(value)) if tables_in(value) else NO

    def _passed_over(self, parts: list[tuple[Signal, Formula]]) -> Iterator[Signal]:
        """Rows in which a number stands that does not count, and one after it does."""
        for at, (when, formula) in enumerate(parts[:-1]):
            later = self.circuit.either(each for each, _ in parts[at + 1 :])
            stands = self.circuit.input(Defined(formula))
            yield self.circuit.every([stands, when ^ 1, later])

    def _of_several(
        self, node: Any, names: tuple[str, ...], facts: States, test: Callable[[Any], Any]
    ) -> Truth3:
        """A comparison of several facts: by their numbers; with a closed one it does not hold, else it is open."""
        circuit = self.circuit
        numbers, numeric, spoken = self.worked(names, facts)
        found = held(test(dict.fromkeys(names, NOT_MET)))
        said = self._in_one_row(node, names, facts, test)
        if numeric != NO:
            left = with_numbers(node.left, numbers)
            if isinstance(node.right, Constant):
                line = node.right.value
            else:
                left, line = Sum(left, "-", with_numbers(node.right, numbers)), Decimal(0)
            beyond, defined = circuit.input(Beyond(left, node.op, line)), circuit.input(Defined(left))  # fmt: skip
            apart = NO if said is None else said[0]
            self.odd.append(circuit.every([numeric, self.ranged(left), apart ^ 1]))
            told = (circuit.every([defined, beyond]), circuit.either([defined ^ 1, beyond]))
            found = circuit.choose3(numeric, told, found)
        found = circuit.choose3(spoken, found, OPEN)
        return found if said is None else circuit.choose3(said[0], said[1], found)

    def _in_one_row(
        self, node: Any, names: tuple[str, ...], facts: States, test: Callable[[Any], Any]
    ) -> tuple[Signal, Truth3] | None:
        """Where all the facts come out of one row of a table, such as a product's, and what is so there."""
        rows = []
        for name in names:
            parts = facts.get(name, State(name)).parts(self.circuit)
            rows.append({s.column: (w, s.read) for w, s in parts if isinstance(s, Words)})
        shared = set(rows[0]).intersection(*rows[1:])
        if not shared:
            return None
        column = min(shared)
        reads = {name: row[column][1] for name, row in zip(names, rows, strict=True)}
        key = ("row", node, *(read.key for read in reads.values()))
        row_of = Hashed(key, lambda text: test({n: read.does(text) for n, read in reads.items()}))
        where = self.circuit.every(row[column][0] for row in rows)
        asked = (self.circuit.input(Test(column, row_of, may)) for may in (False, True))
        surely, perhaps = asked
        return where, (surely, perhaps)
