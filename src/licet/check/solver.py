"""What only a solver finds: rules that can never hold, and review policies that clash.

Facts become z3 variables; a test of the parties becomes a witness party.  The encoding allows
at least every situation that the engine allows, so "can never hold" is certain.  A clash comes
with facts that show it; since the encoding may allow more than the engine does (a witness is
not held to be one and the same party in two tests), read them before you believe it.
"""

from __future__ import annotations

from datetime import date
from itertools import combinations
from typing import TYPE_CHECKING, Any

from licet.book.patterns import matches
from licet.check.finding import Finding
from licet.decide.plan import plan_for
from licet.errors import InputError
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
    from collections.abc import Iterator, Mapping

    from licet.book.book import RuleBook
    from licet.decide.plan import Unit
    from licet.language.nodes import Any_

_FAR = date.max


def solver_findings(book: RuleBook) -> Iterator[Finding]:
    """Dead rules and clashes, one finding each.  Needs the extra ``licet[check]``."""
    try:
        import z3
    except ImportError:
        raise InputError(
            "the solver is not installed; install licet[check], or leave it out with --no-solver"
        ) from None
    seen: set[tuple[object, ...]] = set()
    for sovereign in book.sovereigns:
        for day in _days(book):
            encoder = _Encoder(z3, book, day, sovereign)
            yield from encoder.dead(seen)
            yield from encoder.clashes(seen)


def _days(book: RuleBook) -> list[date]:
    """One day in each span in which some rule's text stands: the day each version starts."""
    return sorted({version.since for each in book.provisions.values() for version in each.versions})


class _Encoder:
    def __init__(self, z3: Any, book: RuleBook, day: date, sovereign: str) -> None:
        self.z3 = z3
        self.book = book
        self.day = day
        self.plan = plan_for(book, day, _FAR, None, sovereign)
        self.trees = _trees(book, day, sovereign)
        self.memo: dict[str, Any] = {}
        self.witnesses: dict[AnyParty, Any] = {}
        self.side: list[Any] = []

    # -- the two questions -----------------------------------------------------------

    def dead(self, seen: set[tuple[object, ...]]) -> Iterator[Finding]:
        for unit in self.plan.units:
            key = ("dead", unit.provision.id, unit.part, unit.version.since)
            if unit.version.since != self.day or key in seen:
                continue
            seen.add(key)
            solver = self.z3.Solver()
            formula = self.unit(unit.provision.id, unit.part)
            solver.add(formula, *self.side)
            if solver.check() == self.z3.unsat:
                name = f"part {unit.part} of the" if unit.part else "the"
                message = (
                    f"{name} rule from {unit.version.since} can never hold, whatever the facts"
                )
                yield Finding("dead", unit.provision.file, unit.provision.id, message)

    def clashes(self, seen: set[tuple[object, ...]]) -> Iterator[Finding]:
        policies = self.plan.by_kind.get("review_policy", ())
        changed = any(unit.version.since == self.day for unit in policies)
        for one, other in combinations(policies, 2):
            key = (
                "clash",
                one.provision.id,
                other.provision.id,
                one.version.since,
                other.version.since,
            )
            if key in seen or not changed or one.version.policy == other.version.policy:
                continue
            seen.add(key)
            shared = self._shared(one, other)
            if not shared:
                continue
            solver = self.z3.Solver()
            both = [
                self.unit(one.provision.id, None),
                self.unit(other.provision.id, None),
                self.unit(shared, None),
            ]
            solver.add(*both, *self.side)
            if solver.check() == self.z3.sat:
                witness = self._witness(solver.model())
                yield Finding(
                    "clash", one.provision.file, one.provision.id,
                    f"on {self.day} both this ({one.version.policy}) and {other.provision.id} "
                    f"({other.version.policy}) review {shared}, and neither gives way; for example with {witness}. "
                    "Let one carve out the other",
                )  # fmt: skip

    def _shared(self, one: Unit, other: Unit) -> str:
        """A requirement that both review, unless one gives way to the other."""
        if any(matches(pattern, other.provision.id) for pattern in one.provision.carves_out):
            return ""
        if any(matches(pattern, one.provision.id) for pattern in other.provision.carves_out):
            return ""
        for name in self.plan.by_id:
            if all(any(matches(p, name) for p in unit.provision.reviews) for unit in (one, other)):
                return name
        return ""

    def _witness(self, model: Any) -> str:
        found = [
            f"{item.name()} = {model[item]}"
            for item in model.decls()
            if not item.name().startswith("witness")
        ]
        return ", ".join(sorted(found)[:6])

    # -- encoding --------------------------------------------------------------------

    def unit(self, name: str, part: str | None) -> Any:
        key = f"{name}#{part or ''}"
        if key not in self.memo:
            tree = self.trees.get((name, part))
            self.memo[key] = self.z3.BoolVal(False) if tree is None else self.encode(tree, "")
        return self.memo[key]

    def encode(self, node: Any_, who: str) -> Any:
        z3 = self.z3
        match node:
            case All(parts):
                return z3.And(*(self.encode(part, who) for part in parts))
            case Either(parts):
                return z3.Or(*(self.encode(part, who) for part in parts))
            case Not(part):
                return z3.Not(self.encode(part, who))
            case Always(value):
                return z3.BoolVal(value)
            case Ref(target, part):
                return self.unit(target, part)
            case Holds(fact):
                return z3.Bool(who + fact)
            case HasCode(fact, code):
                return z3.Bool(f"{who}{fact}: {code}")
            case OnList(name, footnote):
                listed = z3.Bool(f"{who}on {name}")
                return (
                    listed
                    if footnote is None
                    else z3.And(listed, z3.Bool(f"{who}on {name}/{footnote}"))
                )
            case Within():
                return self.within(node, who)
            case Compare(left, op, right):
                return self.compare(self.number(left, who), op, self.number(right, who))
            case AnyParty(roles, test):
                return self.party(node, roles, test)
            case _:
                raise TypeError(f"{node!r} has no encoding")

    def compare(self, left: Any, op: str, right: Any) -> Any:
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

    def number(self, node: Any_, who: str) -> Any:
        match node:
            case Constant(value):
                return self.z3.RealVal(str(value))
            case FactNumber(fact):
                variable = self.z3.Real(who + fact)
                declared = self.book.facts[fact]
                if declared.minimum is not None:
                    self.side.append(variable >= self.z3.RealVal(str(declared.minimum)))
                if declared.maximum is not None:
                    self.side.append(variable <= self.z3.RealVal(str(declared.maximum)))
                return variable
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

    def within(self, node: Within, who: str) -> Any:
        words: set[str] = set()
        for group in node.groups:
            words |= self.book.members(group, self.day)
        for word in node.words:
            country = self.book.facts[node.fact].type == "country"
            words |= self.book.same_as(word, self.day, self.plan.sovereign) if country else {word}
        variable = self.z3.String(who + node.fact)
        declared = self.book.facts[node.fact]
        choices = () if declared.type == "country" else declared.choices
        if choices:
            self.side.append(self.z3.Or(*(variable == choice for choice in choices)))
        return self.z3.Or(*(variable == word for word in sorted(words)))

    def party(self, node: AnyParty, roles: tuple[str, ...], test: Any_) -> Any:
        if node not in self.witnesses:
            who = f"witness{len(self.witnesses)}."
            holds = self.z3.Bool(f"{who}exists")
            inner = self.encode(test, who)
            role = self.z3.String(f"{who}role")
            fits = self.z3.Or(*(role == each for each in roles)) if roles else self.z3.BoolVal(True)
            self.side.append(self.z3.Implies(holds, self.z3.And(inner, fits)))
            self.witnesses[node] = holds
        return self.witnesses[node]


def _trees(book: RuleBook, day: date, sovereign: str) -> Mapping[tuple[str, str | None], Any_]:
    from licet.decide.plan import trees_of

    return trees_of(book, day, _FAR, None, sovereign)
