"""The law of one day written out, so that two days, or two laws, can be held against each other.

Each rule stands as nested tuples (a *form*) without names that stand for other things: parts are
written out, groups are the countries in them on the day, carve-outs in force and the scope of the law
stand in the rule.  Rules that say the same in another order have the same form.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from licet.decide.plan import Builder
from licet.language.nodes import (
    All,
    Always,
    AnyParty,
    Either,
    Not,
    Ref,
    Within,
    facts_of,
)
from licet.record import record

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from datetime import date

    from licet.book.book import RuleBook
    from licet.book.provision import Version
    from licet.language.nodes import Node

Form = tuple[Any, ...]
"""``("all", {forms})``, ``("any", {forms})``, ``("not", form)``, ``("ref", id, part)``,
``("party", {roles}, form)``, ``("in", fact, {words}, mark)``, ``("leaf", node, mark)``, ``("const", truth)``."""
Key = tuple[str, "str | None"]
"""A provision's id, and which part of it; None for the provision itself."""


@record
class Side:
    """A law on a day, by what was published by ``known_on``."""

    book: RuleBook
    day: date
    known_on: date


@record
class Folded:
    """``forms`` of all units in force, what each provision says beside its rule, and its version.

    ``members`` are the countries of each group that a provision tests; ``conditions`` its conditions.
    """

    side: Side
    forms: Mapping[Key, Form]
    said: Mapping[str, Mapping[str, Any]]
    versions: Mapping[str, Version]
    members: Mapping[str, frozenset[str]]

    def below(self, name: str) -> frozenset[str]:
        """Ids that the rule of a provision, its parts or its conditions refer to."""
        forms = [form for key, form in self.forms.items() if key[0] == name]
        forms += [each for each in self.said[name]["conditions"] if each is not None]
        return frozenset(each for form in forms for each in refs_in(form))


def folded(side: Side, laws: Collection[str], changed: Collection[str] = (), mark: str = "") -> Folded:  # fmt: skip
    """All law of ``laws`` in force on the side's day.

    Leaves that read a fact of ``changed`` bear ``mark``, so that they equal no leaf of another side.
    """
    forms: dict[Key, Form] = {}
    said: dict[str, Mapping[str, Any]] = {}
    versions: dict[str, Version] = {}
    members: dict[str, frozenset[str]] = {}
    for law in laws:
        builder = Builder(side.book, side.day, side.known_on, None, (law,))
        conditions, _ = builder.order()
        writer = _Writer(side, law, frozenset(changed), mark, members)
        forms |= {(each.id, part): writer.form(tree) for each, part, tree in builder.trees}
        versions |= builder.versions
        for name, version in builder.versions.items():
            tested = tuple(None if rule is None else writer.form(rule) for rule in conditions.get(name, ()))  # fmt: skip
            said[name] = _said(side, builder, name, version, tested)
    return Folded(side, forms, said, versions, members)


def refs_in(form: Form) -> Iterator[str]:
    """Ids of the provisions that a form refers to."""
    match form:
        case ("all" | "any", parts):
            for part in parts:
                yield from refs_in(part)
        case ("not", inner) | ("party", _, inner):
            yield from refs_in(inner)
        case ("ref", name, _):
            yield name
        case _:
            pass


def _said(
    side: Side, builder: Builder, name: str, version: Version, conditions: tuple[Form | None, ...]
) -> dict[str, Any]:
    provision = side.book[name]
    return {
        "kind": provision.kind,
        "state": version.state(side.day, side.known_on)[0],
        "policy": version.policy,
        "entry": version.entry,
        "code": provision.code,
        "rank": provision.rank,
        "items": provision.items,
        "unverified": version.confidence == "unverified",
        "against": provision.against,
        "reaches": builder.reaches(provision),
        "carved": tuple(sorted(builder.carvers[name])),
        "conditions": conditions,
    }


class _Writer:
    """Writes out rules of one law on one side."""

    def __init__(
        self, side: Side, law: str, changed: frozenset[str], mark: str, members: dict[str, frozenset[str]]
    ) -> None:  # fmt: skip
        self.side, self.law, self.changed, self.mark = side, law, changed, mark
        self.members = members
        self._done: dict[Node, Form] = {}

    def form(self, node: Node) -> Form:
        found = self._done.get(node)
        if found is None:
            found = self._done[node] = self._form(node)
        return found

    def _form(self, node: Node) -> Form:
        match node:
            case All(parts):
                return _joined("all", map(self.form, parts))
            case Either(parts):
                return _joined("any", map(self.form, parts))
            case Not(part):
                return ("not", self.form(part))
            case Always(value):
                return ("const", value)
            case Ref(name, part):
                return ("ref", name, part)
            case AnyParty(roles, test):
                return ("party", frozenset(roles), self.form(test))
            case Within(fact):
                return ("in", fact, self._words(node), self._mark(node))
            case _:
                return ("leaf", node, self._mark(node))

    def _words(self, node: Within) -> frozenset[str]:
        book, day, known = self.side.book, self.side.day, self.side.known_on
        for group in node.groups:
            if group not in self.members:
                self.members[group] = book.members(group, day, known)
        if node.groups:
            return frozenset().union(*(self.members[group] for group in node.groups))
        if book.facts[node.fact].type == "country":
            return frozenset().union(*(book.same_as(word, day, self.law) for word in node.words))
        return frozenset(node.words)

    def _mark(self, node: Node) -> str:
        return self.mark if self.changed and not self.changed.isdisjoint(facts_of(node)) else ""


def _joined(kind: str, forms: Iterator[Form]) -> Form:
    """Forms under one ``all`` or ``any``, those of its like among them taken up."""
    parts: set[Form] = set()
    for each in forms:
        if each[0] == kind:
            parts |= each[1]
        else:
            parts.add(each)
    return next(iter(parts)) if len(parts) == 1 else (kind, frozenset(parts))
