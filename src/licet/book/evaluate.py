"""A rule's leaves as functions of the facts, and a rule as a function of its leaves.

A leaf (a comparison, a membership, a yes-or-no fact, a test of the parties) is compiled once
into a closure ``facts -> truth``.  A whole rule is then a table from the truths of its leaves
to its own truth and to the leaves that decide it, filled as patterns are met: the walk over
the tree is paid once a pattern, not once a decision.
"""

from __future__ import annotations

import operator
from datetime import date
from typing import TYPE_CHECKING, Any

from licet.facts.values import Interval, OneOf, above, at_least, combine, equal, not3
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
    Node,
    Not,
    OnList,
    Quantity,
    Within,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping
    from decimal import Decimal

    from licet.book.book import RuleBook
    from licet.facts.values import Number, Truth

    Facts = Mapping[str, Any]
    Test = Callable[[Facts], Truth]

PARTIES, COMPLETE = "*parties", "*complete"
"""Keys of the facts of a transfer under which its parties, and whether those are all, stand."""
LISTINGS = "lists"
ANY_LIST = "*"
"""Stands for a list's code in a listing that may be on any list."""


def quantity(node: Quantity) -> Callable[[Facts], Number | None]:
    """A formula as a function of the facts; ``None`` where a fact is missing or it is undefined."""
    match node:
        case FactNumber(fact):
            return lambda facts: facts.get(fact)
        case Constant(value):
            return lambda _facts: value
        case Arithmetic(left, op, right):
            first, second = quantity(left), quantity(right)
            return lambda facts: combine(first(facts), op, second(facts))


def leaf(
    node: Node, book: RuleBook, day: date, known_on: date = date.max, sovereign: str = ""
) -> Test:
    """A leaf as a function of the facts on ``day``, as known on ``known_on``."""
    match node:
        case Compare():
            return _comparison(node)
        case Holds(fact):
            return lambda facts: facts.get(fact)
        case Within(fact):
            return membership(fact, _words(node, book, day, known_on, sovereign))
        case HasCode(fact, code):
            return lambda facts: None if (codes := facts.get(fact)) is None else code in codes
        case OnList(name, footnote):
            return _listing(name, footnote)
        case AnyParty(roles, test):
            return _any_party(
                frozenset(roles),
                truth(test, book, day, known_on, sovereign),
                frozenset(book.roles.get("single", ())),
            )
        case Always(value):
            return lambda _facts: value
        case _:
            raise TypeError(f"{node!r} is no leaf")


def truth(
    node: Node, book: RuleBook, day: date, known_on: date = date.max, sovereign: str = ""
) -> Test:
    """A whole tree without references, as one function: for the few rules outside a plan."""
    match node:
        case All(parts):
            tests = [truth(part, book, day, known_on, sovereign) for part in parts]
            return lambda facts: all3(test(facts) for test in tests)
        case Either(parts):
            tests = [truth(part, book, day, known_on, sovereign) for part in parts]
            return lambda facts: any3(test(facts) for test in tests)
        case Not(part):
            test = truth(part, book, day, known_on, sovereign)
            return lambda facts: not3(test(facts))
        case _:
            return leaf(node, book, day, known_on, sovereign)


def all3(truths: Any) -> Truth:
    """Kleene's and over any number of truths."""
    found: Truth = True
    for each in truths:
        if each is False:
            return False
        if each is None:
            found = None
    return found


def any3(truths: Any) -> Truth:
    """Kleene's or over any number of truths."""
    found: Truth = False
    for each in truths:
        if each is True:
            return True
        if each is None:
            found = None
    return found


def _comparison(node: Compare) -> Test:
    if not isinstance(node.right, Constant):
        return _difference(node)
    bound: Decimal = node.right.value
    op = node.op
    if not isinstance(node.left, FactNumber):
        value = quantity(node.left)
        return lambda facts: _against(value(facts), op, bound)
    fact = node.left.fact
    if op == ">=":
        return lambda facts: at_least(facts.get(fact), bound)
    return lambda facts: _against(facts.get(fact), op, bound)


def _against(value: Number | None, op: str, bound: Decimal) -> Truth:
    if value is None:
        return None
    if value.__class__ is not Interval:
        return bool(_OPERATORS[op](value, bound))
    match op:
        case ">=":
            return at_least(value, bound)
        case ">":
            return above(value, bound)
        case "<":
            return not3(at_least(value, bound))
        case "<=":
            return not3(above(value, bound))
        case "==":
            return equal(value, bound)
        case _:
            return not3(equal(value, bound))


_OPERATORS: dict[str, Callable[[Any, Any], Any]] = {
    ">=": operator.ge, ">": operator.gt, "<": operator.lt, "<=": operator.le,
    "==": operator.eq, "!=": operator.ne,
}  # fmt: skip


def _difference(node: Compare) -> Test:
    from decimal import Decimal

    first, second, op = quantity(node.left), quantity(node.right), node.op
    nought = Decimal(0)

    def compare(facts: Facts) -> Truth:
        left, right = first(facts), second(facts)
        if isinstance(left, Interval) or isinstance(right, Interval):
            return None
        return _against(combine(left, "-", right), op, nought)

    return compare


def _words(
    node: Within, book: RuleBook, day: date, known_on: date, sovereign: str
) -> frozenset[str]:
    if node.groups:
        return frozenset().union(*(book.members(group, day, known_on) for group in node.groups))
    if book.facts[node.fact].type == "country":
        return frozenset().union(*(book.same_as(word, day, sovereign) for word in node.words))
    return frozenset(node.words)


def membership(fact: str, inside: frozenset[str]) -> Test:
    """Whether a word fact is one of ``inside``, as a function of the facts."""

    def member(facts: Facts) -> Truth:
        word = facts.get(fact)
        if word is None:
            return None
        if word.__class__ is OneOf:
            shared = word.words & inside
            return (True if shared == word.words else None) if shared else False
        return word in inside

    return member


def _listing(name: str, footnote: int | None) -> Test:
    def listed(facts: Facts) -> Truth:
        listings = facts.get(LISTINGS)
        if listings is None:
            return None
        found: Truth = False
        for entry in listings:
            if entry.list not in (name, ANY_LIST):
                continue
            notes = entry.footnotes
            if footnote is not None and notes is not None and footnote not in notes:
                continue
            if entry.certain and (footnote is None or notes is not None):
                return True
            found = None  # possibly its entry, or possibly with the footnote
        return found

    return listed


def _any_party(roles: frozenset[str], test: Test, single: frozenset[str]) -> Test:
    only_one = bool(roles) and roles <= single
    vote = vote_of(roles, test)

    def someone(facts: Facts) -> Truth:
        parties = facts.get(PARTIES, ())
        whole = facts.get(COMPLETE) is True
        if only_one and not whole:  # naming the designer says who it is
            whole = any(party.get("role") in roles for party in parties)
        return someone_of([vote(party) for party in parties], whole)

    return someone


def vote_of(roles: frozenset[str], test: Test) -> Test:
    """Whether one party is in the roles and meets the test, as a function of the party's facts."""

    def vote(party: Facts) -> Truth:
        fits = has_role(party.get("role"), roles) if roles else True
        if fits is False:
            return False
        holds = test(party)
        return None if holds is True and fits is None else holds

    return vote


def someone_of(votes: Collection[Truth], whole: bool) -> Truth:  # noqa: FBT001 - always by position
    """Whether some party meets a test, by each party's vote; ``whole`` where these are all parties."""
    if True in votes:
        return True
    return None if None in votes or not whole else False


def has_role(role: str | OneOf | None, roles: Collection[str]) -> Truth:
    """Whether a party's role is one of ``roles``."""
    if role is None:
        return None
    if role.__class__ is OneOf:
        shared = role.words.intersection(roles)
        return (True if shared == role.words else None) if shared else False
    return role in roles


class Rule:
    """A rule as a table from the truths of its leaves to its truth and its decisive leaves."""

    __slots__ = ("_tree", "seen")

    def __init__(self, tree: Any) -> None:
        self._tree = tree
        self.seen: dict[Any, tuple[Truth, tuple[int, ...]]] = {}

    def __call__(self, truths: Any) -> tuple[Truth, tuple[int, ...]]:
        """Truth, and the positions of the leaves that decide it."""
        found = self.seen.get(truths)
        if found is None:
            row = truths if isinstance(truths, tuple) else (truths,)
            found = self.seen[truths] = _decisive(self._tree, row)
        return found


def _decisive(tree: Any, row: tuple[Truth, ...]) -> tuple[Truth, tuple[int, ...]]:
    """Walk ``tree`` (nested tuples over leaf positions) for one row of leaf truths."""
    kind = tree[0]
    if kind == "leaf":
        return row[tree[1]], (tree[1],)
    if kind == "const":
        return tree[1], ()
    if kind == "not":
        inner, leaves = _decisive(tree[1], row)
        return not3(inner), leaves
    settling = kind == "any"  # one true branch settles an or, one false branch an and
    branches = [_decisive(branch, row) for branch in tree[1]]
    settled = [leaves for value, leaves in branches if value is settling]
    if settled:
        return settling, min(settled, key=len)
    still_open = [leaves for value, leaves in branches if value is None]
    outcome: Truth = None if still_open else not settling
    chosen = still_open or [leaves for _, leaves in branches]
    return outcome, tuple(dict.fromkeys(each for leaves in chosen for each in leaves))
