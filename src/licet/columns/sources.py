"""Where a fact of a row comes from, as questions to the columns of a frame.

A *source* answers, for the rows that it speaks for, what a leaf of a rule makes of the fact.  What it
asks of the frame are *keys*, which the circuit has as inputs and ``licet.columns.planes`` answers:

    Known(column)             the cell says something of its fact
    Filled(column)            something stands in the cell, if only a question mark
    Yes(column)               a yes-or-no cell says yes
    Test(column, test, may)   the cell passes a test of its words (may: might pass)
    Beyond(value, op, line)   a number is beyond a line
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from licet.columns.circuit import held
from licet.language.nodes import Arithmetic, Compare, Constant, FactNumber, Holds
from licet.record import record

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from decimal import Decimal

    from licet.book.evaluate import Test as Leaf
    from licet.columns.circuit import Circuit, Signal, Truth3
    from licet.facts.values import Truth
    from licet.language.nodes import Node, Quantity


@record
class Known:
    """Whether a column's cell is known."""

    column: str


@record
class Filled:
    """Whether anything stands in a column's cell, if only that it is not known."""

    column: str


@record
class Yes:
    """Whether a yes-or-no column's cell says yes."""

    column: str


@record
class Test:
    """Whether a word in a column passes a test: surely, or (``may``) perhaps.  An empty cell never does."""

    column: str
    test: Hashed
    may: bool


@record
class Beyond:
    """Whether a number made of columns stands so to a line; never where it is unknown."""

    value: Formula
    op: str
    line: Decimal


@record
class Defined:
    """Whether a number made of columns has a value: its cells are known and nothing is divided by nought."""

    value: Formula


@record
class Ranged:
    """Whether a table gives a range where a number would be worked with."""

    value: Formula


class Hashed:
    """A function with an identity of its own: two tests are the same where their keys are.

    ``does`` takes a cell's text and gives a truth or a value; it never sees an empty cell.
    """

    __slots__ = ("_does", "_found", "_hash", "dated", "key")

    def __init__(self, key: object, does: Callable[[str], Any], *, dated: bool = False) -> None:
        self.key = key
        self.dated = dated
        self._does = does
        self._hash = hash(key)
        self._found: dict[str, Any] = {}

    def does(self, text: str) -> Any:
        """What the function gives for a text; worked out once for each, unless it depends on the day."""
        if self.dated:
            return self._does(text)
        try:
            return self._found[text]
        except KeyError:
            if len(self._found) >= _REMEMBERED:
                self._found.clear()
            found = self._found[text] = self._does(text)
            return found

    def __eq__(self, other: object) -> bool:
        """By key."""
        return isinstance(other, Hashed) and self._hash == other._hash and self.key == other.key

    def __hash__(self) -> int:
        """By key."""
        return self._hash

    def __repr__(self) -> str:
        """The key."""
        return f"Hashed({self.key!r})"


_REMEMBERED = 100_000


@record
class Cells:
    """A column of numbers, as it stands."""

    column: str


@record
class Mapped:
    """Numbers that words of a column stand for; ``reads`` gives a Decimal, or None for what has none."""

    column: str
    reads: Hashed


@record
class Number:
    """A number written in the law."""

    value: Decimal


@record
class Sum:
    """Two formulas joined by ``+ - * /``."""

    left: Formula
    op: str
    right: Formula


@record
class First:
    """The first of several numbers that there is."""

    parts: tuple[Formula, ...]


Formula = Cells | Mapped | Number | Sum | First


def columns_of(formula: Formula) -> frozenset[str]:
    """The columns that a formula reads."""
    match formula:
        case Cells(column) | Mapped(column):
            return frozenset({column})
        case Sum(left, _, right):
            return columns_of(left) | columns_of(right)
        case First(parts):
            return frozenset().union(*map(columns_of, parts))
        case _:
            return frozenset()


def tables_in(formula: Formula) -> bool:
    """Whether some number of a formula comes out of a table."""
    match formula:
        case Mapped():
            return True
        case Sum(left, _, right):
            return tables_in(left) or tables_in(right)
        case First(parts):
            return any(map(tables_in, parts))
        case _:
            return False


# -- sources ---------------------------------------------------------------------------


class Source(Protocol):
    """Says what a leaf on its fact comes to, in the rows that it speaks for."""

    def truth(self, circuit: Circuit, node: Node, leaf: Leaf, key: object) -> Truth3:
        """The leaf's truth; ``leaf`` is its function of facts, ``key`` tells it from other leaves."""
        ...

    @property
    def formula(self) -> Formula | None:
        """The fact as a number to work with; None where it is none, or none that columns can work with."""
        return None


@record
class Words(Source):
    """A column of words; ``read`` makes a value of the fact of each, or None where it says nothing.

    ``vague`` says that a value may be one of several, so that a test of it may stay open.
    """

    fact: str
    column: str
    read: Hashed
    vague: bool

    def truth(self, circuit: Circuit, node: Node, leaf: Leaf, key: object) -> Truth3:  # noqa: ARG002 - as all sources
        """By each distinct word once."""
        fact, read = self.fact, self.read.does

        def does(text: str) -> Truth:
            value: Any = read(text)
            return leaf({fact: value})

        test = Hashed((self.read.key, key), does, dated=self.read.dated)
        surely = circuit.input(Test(self.column, test, False))
        return surely, circuit.input(Test(self.column, test, True)) if self.vague else surely

    def known(self, circuit: Circuit) -> Signal:
        """Where the words say something."""
        read: Any = self.read.does
        key = (self.read.key, "known")
        found = Hashed(key, lambda text: read(text) is not None, dated=self.read.dated)
        return circuit.input(Test(self.column, found, False))

    @property
    def formula(self) -> Formula | None:
        """What the words stand for as numbers."""
        return Mapped(self.column, self.read)


@record
class Numbers(Source):
    """A number: a column, or a formula over columns."""

    fact: str
    value: Formula

    def truth(self, circuit: Circuit, node: Node, leaf: Leaf, key: object) -> Truth3:  # noqa: ARG002 - as all sources
        """A comparison with a line."""
        match node:
            case Compare(left, op, Constant(line)):
                value = with_numbers(left, {self.fact: self.value})
                signal = circuit.input(Beyond(value, op, line))
                return signal, signal
            case _:
                raise TypeError(f"{node!r} is no comparison with a line")

    @property
    def formula(self) -> Formula | None:
        """The number."""
        return self.value


@record
class Flag(Source):
    """A yes or no that the circuit has already."""

    value: Truth3

    def truth(self, circuit: Circuit, node: Node, leaf: Leaf, key: object) -> Truth3:  # noqa: ARG002 - as all sources
        """The flag itself: a leaf on a yes-or-no fact asks nothing else."""
        if not isinstance(node, Holds):
            raise TypeError(f"{node!r} asks more of a yes-or-no fact than whether it holds")
        return self.value


@record
class Fixed(Source):
    """A value that is the same in every row that it speaks for, such as what due care closes."""

    fact: str
    value: Any

    def truth(self, circuit: Circuit, node: Node, leaf: Leaf, key: object) -> Truth3:  # noqa: ARG002 - as all sources
        """What the leaf makes of the value."""
        return held(leaf({self.fact: self.value}))


@record
class Other(Source):
    """The number of another fact, under this one's name."""

    fact: str
    other: State

    def truth(self, circuit: Circuit, node: Node, leaf: Leaf, key: object) -> Truth3:
        """What the leaf comes to on the other fact."""
        match node:
            case Compare(FactNumber(), op, right):
                moved = Compare(FactNumber(self.other.fact), op, right)
            case _:
                raise TypeError(f"{node!r} is no comparison with a line")
        own, other = self.fact, self.other.fact
        return self.other.truth(circuit, moved, lambda facts: leaf({own: facts.get(other)}), ("as", own, key))  # fmt: skip


# -- states ------------------------------------------------------------------------------


class State:
    """All that a row may know of one fact: sources in the order in which they count, each with where it speaks."""

    __slots__ = ("fact", "sources")

    def __init__(self, fact: str, sources: tuple[tuple[Signal, Source], ...] = ()) -> None:
        self.fact = fact
        self.sources = sources

    def after(self, when: Signal, source: Source) -> State:
        """With one more source, which counts where no other speaks."""
        return State(self.fact, (*self.sources, (when, source)))

    def known(self, circuit: Circuit) -> Signal:
        """Where the fact is known."""
        return circuit.either(when for when, _ in self.sources)

    def masked(self, circuit: Circuit, where: Signal) -> State:
        """The same, known only where ``where`` holds."""
        kept = ((circuit.every([when, where]), source) for when, source in self.sources)
        return State(self.fact, tuple(kept))

    def parts(self, circuit: Circuit) -> list[tuple[Signal, Source]]:
        """The sources, each with the rows in which it is the one that counts."""
        found: list[tuple[Signal, Source]] = []
        before: list[Signal] = []
        for when, source in self.sources:
            mine = circuit.every([when, *(each ^ 1 for each in before)])
            before.append(when)
            if mine:
                found.append((mine, source))
        return found

    def truth(self, circuit: Circuit, node: Node, leaf: Leaf, key: object) -> Truth3:
        """What a leaf on this fact comes to; what nothing makes of silence is the leaf's own to say."""
        silent = held(leaf({}))
        surely: list[Signal] = []
        perhaps: list[Signal] = []
        rest: list[Signal] = []
        for mine, source in self.parts(circuit):
            t, p = source.truth(circuit, node, leaf, key)
            surely.append(circuit.every([mine, t]))
            perhaps.append(circuit.every([mine, p]))
            rest.append(mine ^ 1)
        left = circuit.every(rest)
        surely.append(circuit.every([left, silent[0]]))
        perhaps.append(circuit.every([left, silent[1]]))
        return circuit.either(surely), circuit.either(perhaps)


def with_numbers(node: Quantity, numbers: Mapping[str, Formula]) -> Formula:
    """A quantity of a rule over formulas in place of facts."""
    match node:
        case FactNumber(fact):
            return numbers[fact]
        case Constant(value):
            return Number(value)
        case Arithmetic(left, op, right):
            return Sum(with_numbers(left, numbers), op, with_numbers(right, numbers))
