"""What a plan remembers of patterns met: leaves by the fact they test, parties, runs of rules.

Each table is filled as patterns are met and gives what a walk over the law would give.  A
table that holds ``MOST`` patterns is emptied, so a long run keeps a bounded store.
"""

from __future__ import annotations

from itertools import count
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from licet.book.evaluate import COMPLETE, PARTIES, someone_of, truth, vote_of
from licet.language.nodes import All, Always, AnyParty, Either, Not, facts_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from licet.book.book import RuleBook
    from licet.book.evaluate import Rule, Test
    from licet.facts.values import Truth
    from licet.language.nodes import Node

Row = tuple[tuple["Truth", ...], tuple[tuple[int, ...], ...], int]
"""Truths of some steps, the decisive positions of each, and a number that stands for the truths."""
Parts = tuple[Any, dict[Any, Row], Any]
"""What picks the truths that a chunk reads, the rows met, and what fills in another."""
MOST = 4096
"""Patterns that a table holds at most."""


class Known(dict[Any, Any]):
    """What follows from each value of a fact, made when a value is first met."""

    __slots__ = ("_make",)

    def __init__(self, make: Callable[[Any], Any]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, value: Any) -> Any:
        """Make it, and keep it."""
        if len(self) >= MOST:
            self.clear()
        found = self[value] = self._make(value)
        return found


def leaves_of(node: Node) -> list[Node]:
    """The comparisons, memberships, party tests and references of a rule, in order."""
    match node:
        case All(parts) | Either(parts):
            return [leaf for part in parts for leaf in leaves_of(part)]
        case Not(part):
            return leaves_of(part)
        case Always():
            return []
        case _:
            return [node]


def arranged(nodes: Iterable[Node]) -> list[Node]:
    """Leaves that test the same one fact side by side, then those of several facts, then of parties."""
    groups: dict[str, list[Node]] = {}
    mixed: list[Node] = []
    parties: list[Node] = []
    for node in nodes:
        names = () if isinstance(node, AnyParty) else tuple(facts_of(node))
        if isinstance(node, AnyParty):
            parties.append(node)
        elif len(names) == 1:
            groups.setdefault(names[0], []).append(node)
        else:
            mixed.append(node)
    return [*(node for group in groups.values() for node in group), *mixed, *parties]


class Leaves:
    """Truths of all leaves of a plan, which stand as ``arranged`` puts them.

    A leaf that tests no stated fact is what silence makes of it: open, or closed by due care.
    """

    __slots__ = ("_mixed", "_parties", "_silent", "_single", "_span")

    def __init__(
        self, nodes: Sequence[Node], tests: Sequence[Test], closed: Mapping[str, Any], parties: Parties | None,
    ) -> None:  # fmt: skip
        spans: dict[str, list[int]] = {}
        self._mixed: dict[str, list[tuple[int, Test]]] = {}
        for slot, (node, test) in enumerate(zip(nodes, tests, strict=True)):
            if isinstance(node, AnyParty):
                continue
            names = facts_of(node)
            for name in names:
                if len(names) == 1:
                    spans.setdefault(name, []).append(slot)
                else:
                    self._mixed.setdefault(name, []).append((slot, test))
        self._single = {
            name: (slice(slots[0], slots[-1] + 1), Known(_row(name, [tests[s] for s in slots])))
            for name, slots in spans.items()
        }
        first = next((n for n, node in enumerate(nodes) if isinstance(node, AnyParty)), len(nodes))
        self._span = slice(first, len(nodes))
        self._parties = parties
        open_, shut = ([test(facts) for test in tests[:first]] for facts in ({}, closed))
        rest: list[Truth] = [None] * (len(nodes) - first)
        self._silent = {False: open_ + rest, True: shut + rest}

    def numbers(self, parties: Sequence[Mapping[str, Any]]) -> list[int | None]:
        """A number for each party, equal where no test of the law can tell two apart; None: ask all its facts."""
        return [None] * len(parties) if self._parties is None else self._parties.numbers(parties)

    def __call__(
        self,
        facts: Mapping[str, Any],
        stated: Iterable[str],
        due_care: bool,  # noqa: FBT001 - always by position
    ) -> list[Truth]:
        """The truths, of which the caller may make what it likes."""
        truths = self._silent[due_care].copy()
        get, single, mixed = facts.get, self._single, self._mixed
        for name in stated:
            if name in single:
                span, known = single[name]
                truths[span] = known[get(name)]
            if name in mixed:
                for slot, test in mixed[name]:
                    truths[slot] = test(facts)
        if self._parties is not None:
            truths[self._span] = self._parties(facts.get(PARTIES, ()), facts.get(COMPLETE) is True)
        return truths


def _row(name: str, tests: list[Test]) -> Callable[[Any], tuple[Truth, ...]]:
    return lambda value: tuple([test({name: value}) for test in tests])


class Parties:
    """Truths of all tests of the parties, by what is known of each.

    A party counts by what its facts make of the distinct tests inside ``any_party``: parties
    that these cannot tell apart have the same *number*, and answers are kept by the numbers.
    """

    __slots__ = ("_combined", "_facts", "_mixed", "_next", "_numbers", "_only", "_votes", "_width")

    def __init__(self, nodes: Sequence[AnyParty], book: RuleBook, *when: Any) -> None:
        single = frozenset(book.roles.get("single", ()))
        tests = [vote_of(frozenset(n.roles), truth(n.test, book, *when)) for n in nodes]
        self._votes = tests
        self._width = len(nodes)
        self._only = {
            place: frozenset(node.roles)
            for place, node in enumerate(nodes)
            if node.roles and single.issuperset(node.roles)
        }
        by_fact: dict[str, list[Test]] = {}
        self._mixed: list[Test] = []
        for node in dict.fromkeys(each for n in nodes for each in leaves_of(n.test)):
            names = tuple(facts_of(node))
            test = truth(node, book, *when)
            if len(names) == 1:
                by_fact.setdefault(names[0], []).append(test)
            else:
                self._mixed.append(test)
        self._facts = [
            (name, Known(_numbered(_row(name, found)))) for name, found in by_fact.items()
        ]
        self._numbers: dict[Any, tuple[int, tuple[Truth, ...]]] = {}
        self._next = count()
        self._combined: dict[Any, tuple[Truth, ...]] = {}

    def __call__(self, parties: Sequence[Mapping[str, Any]], whole: bool) -> tuple[Truth, ...]:  # noqa: FBT001 - always by position
        """Truths of the tests, in order; ``whole`` where all parties are stated."""
        found = [self._number(party) for party in parties]
        key = (whole, *sorted([number for number, _ in found]))
        truths = self._combined.get(key)
        if truths is None:
            if len(self._combined) >= MOST:
                self._combined.clear()
            rows = [votes for _, votes in found]
            truths = self._combined[key] = self._joined(parties, rows, whole)
        return truths

    def numbers(self, parties: Sequence[Mapping[str, Any]]) -> list[int | None]:
        """What stands for each party; None where some test reads several of its facts at once."""
        return [None if self._mixed else self._number(each)[0] for each in parties]

    def _number(self, party: Mapping[str, Any]) -> tuple[int, tuple[Truth, ...]]:
        get = party.get
        key = (get("role"), *[known[get(name)] for name, known in self._facts])
        if self._mixed:
            key = (*key, *[test(party) for test in self._mixed])
        found = self._numbers.get(key)
        if found is None:
            if len(self._numbers) >= MOST:
                self._numbers.clear()
            votes = tuple([vote(party) for vote in self._votes])
            found = self._numbers[key] = (next(self._next), votes)
        return found

    def _joined(
        self, parties: Sequence[Mapping[str, Any]], rows: list[tuple[Truth, ...]], whole: bool  # noqa: FBT001 - always by position
    ) -> tuple[Truth, ...]:  # fmt: skip
        columns: Iterable[tuple[Truth, ...]] = (
            zip(*rows, strict=True) if rows else [()] * self._width
        )
        truths = []
        for place, votes in enumerate(columns):
            closed = whole
            if not closed and place in self._only:
                closed = any(party.get("role") in self._only[place] for party in parties)
            truths.append(someone_of(votes, closed))
        return tuple(truths)


def _numbered(make: Callable[[Any], Any]) -> Callable[[Any], int]:
    """``make``, with a small number in place of each distinct result."""
    seen: dict[Any, int] = {}
    return lambda value: seen.setdefault(make(value), len(seen))


class Chunk:
    """Some steps that stand in a row, as one table from the truths that they read to their own.

    ``steps`` are pairs of what picks a rule's leaves out of the truths, and the rule.  Each row
    gives the truths, the decisive positions and a number that stands for these truths.
    """

    __slots__ = ("_outcomes", "_steps", "parts", "seen")

    def __init__(self, steps: Sequence[tuple[Any, Rule]], reads: Iterable[int]) -> None:
        slots = tuple(dict.fromkeys(reads))
        self._steps = steps
        self._outcomes: dict[tuple[Truth, ...], int] = {}
        self.seen: dict[Any, Row] = {}
        pick: Any = itemgetter(*slots) if slots else (lambda _truths: ())
        self.parts: Parts = (pick, self.seen, self.fill)

    def fill(self, row: Any, truths: list[Truth], *, apart: bool = False) -> Row:
        """Run the steps and keep what they give for ``row``; ``apart`` where none reads another."""
        first = len(truths)
        made: list[Truth] = []
        decisive = []
        for pick, rule in self._steps:
            value, leaves = rule(pick(truths))
            made.append(value)
            if not apart:
                truths.append(value)
            decisive.append(leaves)
        del truths[first:]
        values = tuple(made)
        if len(self.seen) >= MOST:
            self.seen.clear()
        number = self._outcomes.setdefault(values, len(self._outcomes))
        found = self.seen[row] = (values, tuple(decisive), number)
        return found
