"""What each fact of a row is, told by the columns: the builder's steps, taken once for all rows.

``licet.transfer.build`` completes one transfer: it sets aside what is meaningless, closes what a no
closes, derives by formulas and fills in from the catalogue; the public record and the control lists then
add to it, and due care closes the rest.  Here the same steps, in the same order, make a *state* of each
fact: which source counts in which rows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from licet.book.evaluate import quantity
from licet.columns import tables
from licet.columns.circuit import NO, YES
from licet.columns.classes import DECLARED
from licet.columns.layout import DUE_CARE, ITEM
from licet.columns.reading import is_vague
from licet.columns.sources import (
    Cells,
    Defined,
    Filled,
    Fixed,
    Flag,
    Hashed,
    Known,
    Numbers,
    Other,
    State,
    Words,
    Yes,
    with_numbers,
)
from licet.columns.truths import Truths
from licet.decide.situation import closures
from licet.language.nodes import FactNumber, Holds, facts_of
from licet.record import record
from licet.transfer.public_record import facts_by_name

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from licet.columns.circuit import Circuit, Signal
    from licet.columns.layout import Column, Layout
    from licet.columns.sources import Source
    from licet.columns.terms import Terms, Today
    from licet.facts.dictionary import Fact

    States = dict[str, State]

NUMBER, FLAG, WORDS, ODD = "number", "flag", "words", "odd"
"""Forms of a column; cells of an odd one are nothing that columns read, and their rows are decided one by one."""


@record
class Shape:
    """How a frame says what it says: its layout and the form of each column.

    ``empty`` are columns that have empty cells; ``vague`` those in which a cell may mean one of several
    words, or a listing that may be another's.
    """

    layout: Layout
    forms: tuple[str, ...]
    empty: frozenset[str]
    vague: frozenset[str]

    def form(self, column: Column) -> str:
        """Whether a column is numbers, flags, words or odd."""
        return self.forms[self.layout.columns.index(column)]


class Facts:
    """States of the facts of the transfer and of its parties, on one day of one book."""

    def __init__(
        self, circuit: Circuit, shape: Shape, terms: Terms, day: date, today: Today
    ) -> None:
        self.circuit = circuit
        self.truths = Truths(circuit, terms.book, day, terms.known_on)
        self._shape = shape
        self._book = terms.book
        self._products = terms.products
        self._when = (day, terms.known_on)
        self._today = today
        care = shape.layout.of(DUE_CARE)
        self.due: Signal = NO if care is None else self._yes(care)
        self.declares = shape.layout.of(DECLARED) is not None
        self._own = self._stated("")
        self._catalogue = self._products_say()
        self.transfer = self._settled()
        self.parties = {label: self._party(label) for label in shape.layout.parties}
        self.present = {label: self._present(label) for label in shape.layout.parties}

    # -- columns -----------------------------------------------------------------------

    def known(self, column: str) -> Signal:
        """Where a column's cell is not empty."""
        return self.circuit.input(Known(column)) if column in self._shape.empty else YES

    def _yes(self, column: Column) -> Signal:
        state = self._state(column)
        return state.truth(self.circuit, Holds(column.fact), lambda f: f.get(column.fact), "yes")[0]

    def _state(self, column: Column) -> State:
        """What a column alone says of its fact."""
        fact = self._book.facts[column.fact]
        form, known = self._shape.form(column), self.known(column.name)
        if form == NUMBER:
            return State(fact.name, ((known, Numbers(fact.name, Cells(column.name))),))
        if form == FLAG:
            yes = self.circuit.input(Yes(column.name))
            return State(fact.name, ((known, Flag((yes, yes))),))
        if fact.type != "listings":
            return State(fact.name, (self._words(column.name, fact, "cell", tables.cells(fact)),))
        sources = []
        for due_care, where in ((True, self.due), (False, self.due ^ 1)):
            read = tables.listings(self._book, fact, self._today, due_care=due_care)
            told, words = self._words(column.name, fact, ("cell", due_care), read)
            sources.append((self.circuit.every([told, where]), words))
        return State(fact.name, tuple(sources))

    def _words(
        self, column: str, fact: Fact, key: object, read: tables.Reader, *, vague: bool = False
    ) -> tuple[Signal, Source]:
        """A source that takes the fact from words of a column, and where they say something of it.

        ``vague`` says that what they give may be a range, or one of several.
        """
        words = Words(
            fact.name,
            column,
            Hashed((key, fact.name), read, dated=fact.type == "listings"),
            vague or column in self._shape.vague,
        )
        return words.known(self.circuit), words

    def _stated(self, party: str) -> States:
        return {
            each.fact: self._state(each)
            for each in self._shape.layout.columns
            if each.party == party and each.fact and each.fact != DUE_CARE
        }

    # -- the transfer -------------------------------------------------------------------

    def _settled(self) -> States:
        facts = dict(self._own)
        for name, tree in self._book.meaningless.items():
            if name in facts:
                said = self.truths.tree(tree, facts)[0]  # type: ignore[arg-type]
                facts[name] = facts[name].masked(self.circuit, said ^ 1)
        self._own = dict(facts)
        for name, state in self._own.items():
            self._close(facts, name, state)
        stated = dict(facts)
        for _ in range(2):  # as the builder: a formula may use what another derives
            self._derive(facts, stated)
        for name, (when, source) in self._catalogue.items():
            _add(facts, name, when, source)
        self._registers(facts)
        self._record(facts)
        self._due_care(facts, closures(self._book)[0])
        return facts

    def _close(self, facts: States, name: str, state: State) -> None:
        """What a no to this fact settles of others."""
        fact = self._book.facts[name]
        if not fact.no_closes:
            return
        circuit, known = self.circuit, state.known(self.circuit)
        if fact.type == "boolean":
            refused = state.truth(circuit, Holds(name), lambda f: f.get(name), "holds")[1] ^ 1
        else:
            refused = state.truth(circuit, Holds(name), lambda f: f.get(name) == frozenset(), "none")[0]  # fmt: skip
        refused = circuit.every([known, refused])
        for other in fact.no_closes:
            _add(facts, other, refused, Fixed(other, self._book.facts[other].closed))

    def _products_say(self) -> dict[str, tuple[Signal, Source]]:
        if self._shape.layout.of(ITEM) is None:
            return {}
        book, known = self._book, self._products
        names = sorted({name for figures in known.values() for name in figures})
        facts = [fact for name in names if (fact := book.facts.get(name)) is not None]
        found = {}
        for fact in facts:
            read = tables.products(book, known, fact)
            vague = any(is_vague(read(product)) for product in known)
            found[fact.name] = self._words(ITEM, fact, "catalogue", read, vague=vague)
        return found

    def _derive(self, facts: States, stated: States) -> None:
        circuit = self.circuit
        for name, trees in self._book.formulas.items():
            fact = self._book.facts[name]
            for tree in trees if fact.owner != "party" else ():
                needs = facts_of(tree)
                merged = self._merged(facts, needs)
                if needs and not merged:
                    continue
                own = facts.get(name, State(name))
                catalogued = self._catalogue[name][0] if name in self._catalogue else NO
                used = circuit.either(stated[n].known(circuit) for n in needs if n in stated)
                free = circuit.every([own.known(circuit) ^ 1, circuit.either([catalogued ^ 1, used])])  # fmt: skip
                if fact.type == "boolean":
                    free = circuit.every([free, catalogued ^ 1])
                if free == NO:
                    continue
                figures = self._of_product(fact, tree, facts)
                if figures is not None:
                    _add(facts, name, circuit.every([figures[0], free]), figures[1])
                    free = circuit.every([free, figures[0] ^ 1])
                found = self._formula(fact, tree, merged, free)
                if found is not None:
                    _add(facts, name, circuit.every([found[0], free]), found[1])

    def _merged(self, facts: States, names: frozenset[str]) -> States:
        found = {name: facts[name] for name in names if name in facts}
        for name in names & self._catalogue.keys():
            _add(found, name, *self._catalogue[name])
        return found

    def _formula(
        self, fact: Fact, tree: Any, merged: States, free: Signal
    ) -> tuple[Signal, Source] | None:
        """Where a formula has a value, and the value; None where it has none anywhere."""
        circuit = self.circuit
        if not fact.numeric:
            truth = self.truths.tree(tree, merged)
            return circuit.is_known(truth), Flag(truth)
        if isinstance(tree, FactNumber):
            other = merged[tree.fact]
            return other.known(circuit), Other(fact.name, other)
        names = facts_of(tree)
        before = len(self.truths.odd)
        numbers, numeric, _ = self.truths.worked(names, merged)
        everywhere = [merged[n].known(circuit) if n in merged else NO for n in names]
        where = circuit.every([*everywhere, free])
        self.truths.odd[before:] = [circuit.every([e, where]) for e in self.truths.odd[before:]]
        if numeric == NO:
            return None
        value = with_numbers(tree, numbers)
        self.truths.odd.append(circuit.every([where, numeric, self.truths.ranged(value)]))
        return circuit.every([numeric, circuit.input(Defined(value))]), Numbers(fact.name, value)

    def _of_product(self, fact: Fact, tree: Any, facts: States) -> tuple[Signal, Source] | None:
        """A formula on the catalogue's figures alone, which may be ranges; where none of them is stated."""
        names = facts_of(tree)
        if isinstance(tree, FactNumber) or not (fact.numeric and names <= self._catalogue.keys()):
            return None
        stated = [facts[n].known(self.circuit) for n in names if n in facts]
        figures = {
            n: tables.products(self._book, self._products, self._book.facts[n]) for n in names
        }
        works = quantity(tree)

        def read(product: str) -> Any:
            return works({name: figure(product) for name, figure in figures.items()})

        when, source = self._words(ITEM, fact, ("worked", tree), read, vague=True)
        return self.circuit.every([when, self.circuit.either(stated) ^ 1]), source

    def _registers(self, facts: States) -> None:
        """The control list's row of the declared class: it yields to what is stated, and to nothing else."""
        declared = self._shape.layout.of(DECLARED)
        if declared is None:
            return
        sets, gives = tables.set_by_registers(self._book)
        for fact in sets:
            when, source = self._words(declared.name, fact, "register", tables.register(self._book, fact))  # fmt: skip
            own = self._own[fact.name].sources if fact.name in self._own else ()
            rest = facts[fact.name].sources[len(own) :] if fact.name in facts else ()
            facts[fact.name] = State(fact.name, (*own, (when, source), *rest))
        for fact in gives:
            read = tables.given(self._book, fact)
            _add(facts, fact.name, *self._words(declared.name, fact, "gives", read))

    def _record(self, facts: States) -> None:
        """What tables in force on the day say of the product, and of the exporter's name."""
        book = self._book
        if self._shape.layout.of(ITEM) is not None:
            named = {each.fact for each in book.tables.values() if each.fact}
            for fact in (book.facts[name] for name in sorted(named)):
                if fact.owner == "item":
                    read = tables.product_record(book, self._products, fact, *self._when)
                    _add(facts, fact.name, *self._words(ITEM, fact, ("record", *self._when), read))
        exporter = self._shape.layout.of("exporter.name")
        if exporter is not None:
            fact = book.facts["exporter.letters"]
            read = tables.letters(book, *self._when)
            _add(facts, fact.name, *self._words(exporter.name, fact, ("letters", *self._when), read))  # fmt: skip

    def _due_care(self, facts: States, closed: Mapping[str, Any]) -> None:
        if self.due != NO:
            for name, value in closed.items():
                _add(facts, name, self.due, Fixed(name, value))

    # -- parties ------------------------------------------------------------------------

    def _party(self, label: str) -> States:
        """One party's facts: stated, derived, on the public record, closed by due care."""
        facts = self._stated(label)
        book = self._book
        role = self._shape.layout.parties[label]
        if role is not None:
            facts["role"] = State("role", ((YES, Fixed("role", role)),))
        for name, trees in book.formulas.items():
            for tree in trees if book.facts[name].owner == "party" else ():
                holds = self.truths.tree(tree, facts)[0]  # type: ignore[arg-type]
                _add(facts, name, holds, Flag((YES, YES)))
        named = self._shape.layout.of(f"{label}.name", label)
        for name in facts_by_name(book) if named is not None else ():
            fact = book.facts[name]
            if fact.owner == "party" and named is not None:
                read = tables.record_of(book, fact, *self._when)
                _add(facts, name, *self._words(named.name, fact, ("named", *self._when), read))
        self._due_care(facts, closures(book)[1])
        return facts

    def _present(self, label: str) -> Signal:
        """Where a row has this party: some cell of it is not empty."""
        mine = (each for each in self._shape.layout.columns if each.party == label)
        return self.circuit.either(
            self.circuit.input(Filled(each.name)) if each.name in self._shape.empty else YES
            for each in mine
        )


def _add(facts: States, name: str, when: Signal, source: Source) -> None:
    """One more source of a fact, which counts where no other speaks."""
    if when != NO:
        facts[name] = facts.get(name, State(name)).after(when, source)
