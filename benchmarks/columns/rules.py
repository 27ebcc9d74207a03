"""The reference law as ordered lines that any engine can be told: written once, spelled by each.

``Writer`` walks the trees of the rules.  Tables of countries, lists and codes are settled for the
day and for the words that stand in the columns; a fact that no column states is what the
dictionary derives it from.  Lines stand after what they refer to, and end in the status of each law.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from licet.book.evaluate import leaf
from licet.book.provision import BEYOND_TEXT, IN_FORCE, STALE, SUSPENDED
from licet.columns.layout import Layout, cell, layout
from licet.decide import answer as words
from licet.decide.plan import plan_for, trees_of
from licet.language import nodes
from licet.transfer.build import Builder

if TYPE_CHECKING:
    from collections.abc import Iterator

    from benchmarks.columns.say import Dialect
    from benchmarks.columns.sets import Given
    from licet.decide.plan import Plan, Unit

BIT, NUMBER, HELP, WORD = "bit", "number", "help", "word"
STATUS, VERDICT = "status", "verdict."


@dataclass(frozen=True)
class Line:
    """One line: what it is, its name, and how the engine spells it (or true, false)."""

    sort: str
    name: str
    text: Any


@dataclass(frozen=True)
class Unstated:
    """What rests on facts that no column states and nothing derives."""

    facts: frozenset[str]


class Writer:
    """The lines of a law on its day, for the columns of a set and the words that stand in them."""

    def __init__(self, given: Given, say: Dialect) -> None:
        self.book, self.day, self.texts, self.say = given.book, given.day, given.texts, say
        self.shape: Layout = layout(given.columns, given.book)
        self.builder = Builder(given.book)
        self.lines: list[Line] = []
        self._facts: dict[str, Any] = {}
        self._names: dict[tuple[str, str | None], str] = {}
        self._busy: set[str] = set()
        self.sovereign = ""

    def write(self) -> list[Line]:
        """All lines, in order of use."""
        verdicts = {}
        for law in self.book.sovereigns:
            self.sovereign = law
            for (name, part), tree in trees_of(self.book, self.day, date.max, None, law).items():
                label = f"{name}#{part}" if part else name
                self._names[name, part] = self._put(HELP if part else BIT, label, self.of(tree))
            verdicts[law] = self._verdict(law, plan_for(self.book, self.day, date.max, None, law))
        order = [each for each in words.ORDER if each != words.NOTHING]
        found = [
            (self._any(self.say.equals(name, status) for name in verdicts.values()), status)
            for status in order
        ]
        self._choose(STATUS, found)
        return self.lines

    # -- rules -----------------------------------------------------------------------------

    def of(self, node: Any, party: str = "") -> Any:
        """A tree as the engine spells it; true or false where that is settled."""
        match node:
            case nodes.Always(value):
                return value
            case nodes.All(parts):
                return self._all(self.of(part, party) for part in parts)
            case nodes.Either(parts):
                return self._any(self.of(part, party) for part in parts)
            case nodes.Not(part):
                return self._no(self.of(part, party))
            case nodes.Compare(left, op, right):
                first, second = self._number(left, party), self._number(right, party)
                unstated = [each for each in (first, second) if isinstance(each, Unstated)]
                return unstated[0] if unstated else self.say.compare(first, op, second)
            case nodes.Holds(fact):
                return self._fact(fact, party)
            case nodes.Within(fact) | nodes.HasCode(fact):
                return self._word(fact, party, node)
            case nodes.OnList():
                return self._word("lists", party, node)
            case nodes.AnyParty(roles, test):
                return self._someone(roles, test)
            case nodes.Ref(target, part):
                known = self._names.get((target, part))
                return False if known is None else self.say.name(known)
            case _:
                raise TypeError(f"{node!r} is no node of a rule")

    def _number(self, node: Any, party: str) -> Any:
        match node:
            case nodes.Constant(value):
                return self.say.constant(value)
            case nodes.Arithmetic(left, op, right):
                first, second = self._number(left, party), self._number(right, party)
                unstated = [each for each in (first, second) if isinstance(each, Unstated)]
                return unstated[0] if unstated else self.say.math(first, op, second)
            case nodes.FactNumber(fact):
                return self._fact(fact, party)

    def _someone(self, roles: tuple[str, ...], test: Any) -> Any:
        labels = [label for label, role in self.shape.parties.items() if not roles or role in roles]
        if self.say.members and labels:
            return self.say.some_member(self.of(test, labels[0]), labels)
        votes = []
        for label in labels:
            there = self.say.present([e.name for e in self.shape.columns if e.party == label])
            votes.append(self._all([there, self.of(test, label)]))
        whole = self.shape.of("parties_complete")
        return self._any([*votes, self.say.open_unless("" if whole is None else whole.name)])

    def _word(self, fact: str, party: str, node: Any) -> Any:
        column = self.shape.of(fact, party)
        if column is None:
            return Unstated(frozenset({fact}))
        inside = frozenset(
            text for text in self.texts[column.name] if self._truth(fact, text, node)
        )
        return self.say.among(column.name, inside, node)

    def _truth(self, fact: str, text: str, node: Any) -> Any:
        known = self.book.facts[fact]
        raw = cell(text, known)
        value: Any
        if fact == "lists":
            value = [
                each
                for each in self.builder.listings(raw)
                if each.since is None or each.since <= self.day
            ]
        else:
            value = known.read(raw)
        return leaf(node, self.book, self.day, date.max, self.sovereign)({fact: value})

    # -- facts -----------------------------------------------------------------------------

    def _fact(self, name: str, party: str = "") -> Any:
        """A number or a yes or no: as its column states it, or else as the dictionary derives it."""
        key = f"{party}.{name}" if party else name
        if key not in self._facts:
            if key in self._busy:
                return Unstated(frozenset({name}))
            self._busy.add(key)
            self._facts[key] = self._stated(key, name, party)
            self._busy.remove(key)
        return self._facts[key]

    def _stated(self, key: str, name: str, party: str) -> Any:
        fact, column = self.book.facts[name], self.shape.of(name, party)
        sources: list[Any] = []
        if column is not None:
            value = self.say.column(column.name, fact.type)
            tree: Any = self.book.meaningless.get(name)
            sources.append(value if tree is None else self.say.unless(self._raw(tree), value))
        if self.say.kleene and not party:
            sources += self._closing(name)
        derived = column is None or self.say.kleene
        for tree in self.book.formulas.get(name, ()) if derived and not party else ():
            sources.append(self._number(tree, "") if fact.numeric else self.of(tree))
        sources = [each for each in sources if not isinstance(each, Unstated)]
        if not sources:
            return Unstated(frozenset({name}))
        settled = next(
            (n for n, each in enumerate(sources) if isinstance(each, bool)), len(sources)
        )
        sources = sources[: settled + 1]
        sort = NUMBER if fact.numeric else HELP
        if len(sources) == 1 or (not self.say.kleene and not isinstance(sources[0], bool)):
            if column is not None or isinstance(sources[0], bool):
                return sources[0]
            return self.say.name(self._put(sort, f"fact {key}", sources[0]))
        return self.say.name(self._put(sort, f"fact {key}", self.say.first(sources)))

    def _closing(self, name: str) -> Iterator[Any]:
        """What a stated "no" of another fact says of this one."""
        for other in self.book.facts:
            column = self.shape.of(other.name) if name in other.no_closes else None
            if column is not None and other.type == "boolean":
                told = self.say.column(column.name, "boolean")
                yield self.say.closed(told, numeric=self.book.facts[name].numeric)

    def _raw(self, tree: Any) -> Any:
        """A test of what columns state alone."""
        match tree:
            case nodes.Not(nodes.Holds(fact)):
                column = self.shape.of(fact)
                return (
                    False if column is None else self._no(self.say.column(column.name, "boolean"))
                )
            case _:
                raise TypeError(f"{tree!r} is more than this benchmark can tell engines")

    # -- the answer ------------------------------------------------------------------------

    def _verdict(self, law: str, plan: Plan) -> str:
        say, name = self.say, {unit.provision.id: self._line(unit) for unit in plan.by_id.values()}

        def units(*kinds: str) -> Iterator[Unit]:
            return (unit for kind in kinds for unit in plan.by_kind.get(kind, ()))

        def sure(found: Any) -> Any:
            return self._any(say.sure(name[unit.provision.id]) for unit in found)

        enforced = (IN_FORCE, BEYOND_TEXT)
        needs = list(units("requirement", "letter", "prohibition"))
        binding = [unit for unit in needs if unit.state in enforced]
        licenses = [unit for unit in binding if unit.provision.kind != "prohibition"]
        told = [unit for unit in units("notification") if unit.state in enforced]
        required = self._named(f"needs.{law}", sure(licenses))
        free = self._named(f"free.{law}", self._any(
            self._relief(unit, licenses, name) for unit in units("exception") if unit.state in enforced
        ))  # fmt: skip
        found = [
            (sure(unit for unit in binding if unit not in licenses), words.PROHIBITED),
            (self._all([required, self._no(free)]), words.LICENSE),
            (sure(unit for unit in needs if unit.state == STALE), words.STALE),
            (self._any(say.unknown(name[unit.provision.id]) for unit in [*binding, *told]), words.UNKNOWN),
            (sure(told), words.NOTIFY),
            (required, words.EXCEPTION),
            (sure(units("not_modelled")), words.OUT_OF_SCOPE),
            (sure(unit for unit in needs if unit.state == SUSPENDED), words.SUSPENDED),
        ]  # fmt: skip
        return self._choose(f"{VERDICT}{law}", found)

    def _relief(self, unit: Unit, needs: list[Unit], name: dict[str, Any]) -> Any:
        beyond = [need for need in needs if need.provision.id not in unit.reaches]
        parts = dict(unit.version.parts)
        rules = (
            self.of(_spelled(each.rule, parts))
            for each in unit.version.conditions
            if each.rule is not None
        )
        failing = [each if isinstance(each, Unstated) else self.say.failed(each) for each in rules]
        others = [self.say.sure(name[need.provision.id]) for need in beyond]
        return self._all(
            [self.say.sure(name[unit.provision.id]), self._no(self._any([*others, *failing]))]
        )

    def _line(self, unit: Unit) -> Any:
        return self.say.name(self._names[unit.provision.id, None])

    # -- settled truths --------------------------------------------------------------------

    def _all(self, parts: Any) -> Any:
        return self._joined(parts, settling=False, join=self.say.all)

    def _any(self, parts: Any) -> Any:
        return self._joined(parts, settling=True, join=self.say.any)

    def _joined(self, parts: Any, *, settling: bool, join: Any) -> Any:
        every = list(dict.fromkeys(part for part in parts if part is not (not settling)))
        if settling in every:
            return settling
        unstated = [each for each in every if isinstance(each, Unstated)]
        rest = [each for each in every if not isinstance(each, Unstated)]
        if unstated:
            return Unstated(frozenset().union(*(each.facts for each in unstated)))
        return join(rest) if len(rest) > 1 else rest[0] if rest else not settling

    def _no(self, part: Any) -> Any:
        if isinstance(part, bool):
            return not part
        return part if isinstance(part, Unstated) else self.say.no(part)

    def _named(self, name: str, text: Any) -> Any:
        return text if isinstance(text, bool) else self.say.name(self._put(HELP, name, text))

    def _choose(self, name: str, found: list[tuple[Any, str]]) -> str:
        return self._put(
            WORD,
            name,
            self.say.choose([each for each in found if each[0] is not False], words.NOTHING),
        )

    def _put(self, sort: str, name: str, text: Any) -> str:
        if isinstance(text, Unstated):
            raise ValueError(  # noqa: TRY004 - the set is at fault, not a type
                f"{name} rests on facts without a column: {', '.join(sorted(text.facts))}"
            )
        self.lines.append(Line(sort, name, self.say.line(sort, name, text)))
        return name


def _spelled(node: Any, parts: dict[str, Any]) -> Any:
    match node:
        case nodes.Part(name):
            return _spelled(parts[name], parts)
        case nodes.All(each):
            return nodes.All(tuple(_spelled(part, parts) for part in each))
        case nodes.Either(each):
            return nodes.Either(tuple(_spelled(part, parts) for part in each))
        case nodes.Not(part):
            return nodes.Not(_spelled(part, parts))
        case _:
            return node
