"""Rules of one day as formulas of z3: facts become variables, a test of the parties a witness party.

A yes-or-no fact is a Boolean, a number a real within its bounds, a word the number under which
it was first met (its choices first, so that they are a range).  The encoding allows at least
every situation that the engine allows.
"""

from __future__ import annotations

from bisect import bisect_right
from datetime import date
from typing import TYPE_CHECKING, Any

from licet.language.nodes import (
    All,
    Always,
    AnyParty,
    Arithmetic,
    Compare,
    Constant,
    Either,
    FactNumber,
    HasCode,
    Holds,
    Not,
    OnList,
    Ref,
    Within,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from licet.book.book import RuleBook
    from licet.check.needed import Needed
    from licet.language.nodes import Any_

YES_NO, NUMBER, WORD, CODE, LISTED = "yes or no", "number", "word", "code", "listed"
"""Sorts of variables: what a fact is, or that a list of codes, or of listings, holds something."""


class Encoder:
    """The rules of one sovereign; ``on`` says which day's.  What stays as it is is encoded once.

    ``variables`` are all facts met, by the party whose they are ("" for the transfer), their
    sort, their name and what of them is meant; ``witnesses`` the parties, by test and span of
    constant groups.
    """

    def __init__(self, z3: Any, book: RuleBook, sovereign: str, needed: Needed) -> None:
        self.z3 = z3
        self.book = book
        self.sovereign = sovereign
        self.needed = needed
        self.day = date.min
        self._groups = 0
        self.trees: Mapping[tuple[str, str | None], Any_] = {}
        self.solver = z3.Solver()
        self.variables: dict[tuple[str, str, str, object], Any] = {}
        self.words: dict[str, dict[str, int]] = {}
        self.witnesses: dict[tuple[AnyParty, int], tuple[str, Any]] = {}
        self._units: dict[tuple[str, str | None, int], Any] = {}
        self._members: dict[tuple[str, str, frozenset[str]], Any] = {}

    def on(self, day: date, trees: Mapping[tuple[str, str | None], Any_]) -> Encoder:
        """The same, asked about another day and its rules in full."""
        self.day, self.trees = day, trees
        self._groups = bisect_right(self.needed.shared, day)
        return self

    def apart(self) -> None:
        """Take the groups of this law for others than those of an encoder that shares its witnesses."""
        self._groups = -1 - self._groups

    def model(self, *formulas: Any) -> Any:
        """A model in which all these hold; None where there is none, or none was found."""
        self.solver.push()
        self.solver.add(*formulas)
        found = self.solver.model() if self.solver.check() == self.z3.sat else None
        self.solver.pop()
        return found

    def impossible(self, formula: Any) -> bool:
        """Whether no facts at all make it hold."""
        self.solver.push()
        self.solver.add(formula)
        found = self.solver.check()
        self.solver.pop()
        return bool(found == self.z3.unsat)

    def unit(self, name: str, part: str | None = None) -> Any:
        """A provision's full rule, or that of its part; false where it is not in force."""
        key = (name, part, self.needed.span(self.day, self.needed.names(name)))
        if key not in self._units:
            tree = self.trees.get((name, part))
            self._units[key] = self.z3.BoolVal(False) if tree is None else self.encode(tree, "")
        return self._units[key]

    def one_and_the_same(self) -> None:
        """Hold every witness party to every test: one that passes a test is somebody who does.

        After this the parties are exactly the witnesses that exist, as the engine sees them.
        """
        for who, exists in tuple(self.witnesses.values()):
            for (node, _), (other, found) in tuple(self.witnesses.items()):
                if who != other:
                    passes = self.z3.And(
                        exists, self.role(node.roles, who), self.encode(node.test, who)
                    )
                    self.solver.add(self.z3.Implies(passes, found))

    # -- truths ----------------------------------------------------------------------

    def encode(self, node: Any_, who: str) -> Any:
        """The tree as a formula about the transfer, or about the party ``who``."""
        z3 = self.z3
        match node:
            case All(parts):
                return z3.And([self.encode(part, who) for part in parts])
            case Either(parts):
                return z3.Or([self.encode(part, who) for part in parts])
            case Not(part):
                return z3.Not(self.encode(part, who))
            case Always(value):
                return z3.BoolVal(value)
            case Ref(target, part):
                return self.unit(target, part)
            case Holds(fact):
                return self.variable(who, YES_NO, fact)
            case HasCode(fact, code):
                return self.variable(who, CODE, fact, code)
            case OnList(name, footnote):
                listed = self.variable(who, LISTED, name)
                if footnote is None:
                    return listed
                return z3.And([listed, self.variable(who, LISTED, name, footnote)])
            case Within():
                return self.within(node, who)
            case Compare(left, op, right):
                return self.compare(self.number(left, who), op, self.number(right, who))
            case AnyParty():
                return self.party(node)
            case _:
                raise TypeError(f"{node!r} has no encoding")

    def compare(self, left: Any, op: str, right: Any) -> Any:
        """Two numbers compared."""
        match op:
            case ">=":
                return left >= right
            case ">":
                return left > right
            case "<=":
                return left <= right
            case "<":
                return left < right
            case "==":
                return left == right
            case _:
                return left != right

    def within(self, node: Within, who: str) -> Any:
        """A word of these, or of the groups as they stand on the day."""
        words: set[str] = set()
        for group in node.groups:
            words |= self.book.members(group, self.day)
        country = self.book.facts[node.fact].type == "country"
        for word in node.words:
            words |= self.book.same_as(word, self.day, self.sovereign) if country else {word}
        return self.is_one_of(node.fact, words, who)

    def is_one_of(self, fact: str, words: Collection[str], who: str) -> Any:
        """The fact is one of these words."""
        key = (who, fact, frozenset(words))
        if key not in self._members:
            variable = self.variable(who, WORD, fact)
            known = self.words[fact]
            numbers = sorted(known.setdefault(word, len(known)) for word in sorted(words))
            self._members[key] = self.z3.Or([variable == number for number in numbers])
        return self._members[key]

    def role(self, roles: tuple[str, ...], who: str) -> Any:
        """The party's role is one of these, if any are named."""
        return self.is_one_of("role", roles, who) if roles else self.z3.BoolVal(True)

    def party(self, node: AnyParty) -> Any:
        """Somebody passes the test: a party of its own, who does if it exists."""
        key = (node, self._groups)
        if key not in self.witnesses:
            who = f"witness{len(self.witnesses)}"
            exists = self.z3.Bool(f"{who} exists")
            self.witnesses[key] = who, exists
            passes = self.z3.And([self.encode(node.test, who), self.role(node.roles, who)])
            self.solver.add(self.z3.Implies(exists, passes))
        return self.witnesses[key][1]

    # -- values ----------------------------------------------------------------------

    def number(self, node: Any_, who: str) -> Any:
        """A sum as a term."""
        match node:
            case Constant(value):
                return self.z3.RealVal(str(value))
            case FactNumber(fact):
                return self.variable(who, NUMBER, fact)
            case Arithmetic(left, op, right):
                a, b = self.number(left, who), self.number(right, who)
                return {
                    "+": lambda: a + b,
                    "-": lambda: a - b,
                    "*": lambda: a * b,
                    "/": lambda: a / b,
                }[op]()
            case _:
                raise TypeError(f"{node!r} is no number")

    def variable(self, who: str, sort: str, fact: str, what: object = None) -> Any:
        """The variable of a fact, with its bounds stated the first time."""
        key = (who, sort, fact, what)
        found = self.variables.get(key)
        if found is None:
            name = f"{who}.{fact}" if what is None else f"{who}.{fact}: {what}"
            if sort == NUMBER:
                found = self.z3.Real(name)
                self.bounds(found, fact)
            elif sort == WORD:
                found = self.z3.Int(name)
                self.choices(found, fact)
            else:
                found = self.z3.Bool(f"{name} ({sort})")
            self.variables[key] = found
        return found

    def bounds(self, variable: Any, fact: str) -> None:
        """What the dictionary says a number can be."""
        declared = self.book.facts[fact]
        if declared.minimum is not None:
            self.solver.add(variable >= self.z3.RealVal(str(declared.minimum)))
        if declared.maximum is not None:
            self.solver.add(variable <= self.z3.RealVal(str(declared.maximum)))

    def choices(self, variable: Any, fact: str) -> None:
        """A word is one of its choices, which are numbered from nought; a country may be any."""
        declared = self.book.facts[fact]
        choices = () if declared.type == "country" else declared.choices
        known = self.words.setdefault(fact, {})
        for choice in choices:
            known.setdefault(choice, len(known))
        self.solver.add(variable >= 0)
        if choices:
            self.solver.add(variable < len(choices))
