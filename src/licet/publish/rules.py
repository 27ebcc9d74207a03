"""The rules of a published document: each parsed, held against its tree, and followed."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from licet.book.formulas import formula
from licet.book.patterns import matches
from licet.errors import LawError
from licet.language.nodes import Part, refs_of, walk
from licet.language.parse import Vocabulary, parse_rule
from licet.language.text import rule_text
from licet.publish.fault import Fault, Path, pointer
from licet.publish.names import Declared, unknown
from licet.publish.tree import tree_from_data

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from licet.facts.dictionary import Dictionary
    from licet.language.nodes import Any_

Json = dict[str, Any]
_LARGEST = 100_000
_DEEPEST = 60
_CHAIN = 100
_WORD = re.compile(r"[A-Za-z_][A-Za-z0-9_.]*")


class RuleReader:
    """Reads every rule; ``faults`` collects what is wrong, ``links`` what each provision leads to."""

    def __init__(self, found: Declared, facts: Dictionary) -> None:
        self.found = found
        self.facts = facts
        self.faults: list[Fault] = []
        self.links: dict[str, set[str]] = {}
        roles = {item["name"]: tuple(item["roles"]) for item, _ in found.each("roles")}
        self.words = Vocabulary(facts, found.names["groups"], roles)
        # A fact that cannot be read is a fault already; the rules that use it are not faulted too.
        self.dark = {name for name in found.names["facts"] if name not in facts}
        self.parts_of: dict[str, set[str]] = {}

    def read(self) -> list[Fault]:
        """Every fault of every rule, in order of the file as far as it goes."""
        self._formulas()
        self._roles()
        for item, _ in self.found.each("provisions"):
            names = {part["name"] for each in item["versions"] for part in each.get("parts", ())}
            self.parts_of.setdefault(item["id"], names)
        for item, path in self.found.each("provisions"):
            self._provision(item, path)
        self._circles()
        return self.faults

    def _fault(self, check: str, path: Path, message: str, way_out: str) -> None:
        self.faults.append(Fault(check, pointer(path), message, way_out))

    def _tree(self, item: Json, path: Path, parse: Callable[[str], Any_]) -> Any_ | None:
        """The tree of ``item``'s text, held against the tree that stands beside it."""
        if self.dark and self.dark & set(_WORD.findall(item["text"])):
            return None
        try:
            tree = parse(item["text"])
        except LawError as error:
            column = error.place.column if error.place else 1
            self._fault("rules", (*path, "text"), f"column {column}: {error.message}", "correct the rule; docs/how-a-provision-is-written.md shows the language")  # fmt: skip
            return None
        if "tree" in item:
            self._same(tree, item["tree"], path)
        return tree

    def _same(self, tree: Any_, data: Json, path: Path) -> None:
        try:
            other = tree_from_data(data)
            said = "" if other == tree else f"the tree says {rule_text(other)[:300]!r}, which the text does not"  # fmt: skip
        except (ValueError, ArithmeticError, RecursionError) as error:
            said = f"the tree cannot be read: {error}"
        if said:
            self._fault("rules", (*path, "tree"), said, "leave the tree out, or make it say what the text says")  # fmt: skip

    # -- facts and roles -------------------------------------------------------------

    def _formulas(self) -> None:
        words = Vocabulary(self.facts)
        for item, path in self.found.each("facts"):
            fact = self.facts.get(item["name"])
            if fact is None:
                continue
            for number, each in enumerate(item.get("derived", ())):
                self._tree(each, (*path, "derived", number), lambda text: formula(fact, text, words))  # noqa: B023 - called at once  # fmt: skip
            if "meaningless_when" in item:
                self._tree(item["meaningless_when"], (*path, "meaningless_when"), lambda text: parse_rule(text, words))  # fmt: skip

    def _roles(self) -> None:
        fact = self.facts.get("role")
        choices = fact.choices if fact else ()
        for item, path in self.found.each("roles"):
            for number, role in enumerate(item["roles"]):
                if fact is not None and role not in choices:
                    self.faults.append(unknown("choice of the fact role", role, choices, (*path, "roles", number)))  # fmt: skip

    # -- provisions ------------------------------------------------------------------

    def _provision(self, item: Json, path: Path) -> None:
        links = self.links.setdefault(item["id"], set())
        links |= {item["scope"]} if "scope" in item else set()
        kinds = self.facts.get("item_kind")
        for number, kind in enumerate(item.get("items", ())):
            if kinds is not None and kind not in kinds.choices:
                self.faults.append(unknown("choice of the fact item_kind", kind, kinds.choices, (*path, "items", number)))  # fmt: skip
        versions = item["versions"]
        for number, version in enumerate(versions):
            at = (*path, "versions", number)
            if version.get("to", "9999") <= version["from"]:
                self._fault("dates", (*at, "to"), f"the version ends on {version['to']}, not after {version['from']}", "to is the first day on which the text no longer stands")  # fmt: skip
            for tree, where in self._version(version, at):
                self._refs(tree, where, links)
        for number, (one, other) in enumerate(pairwise(versions), 1):
            if other["from"] <= one["from"]:
                self._fault("dates", (*path, "versions", number, "from"), f"versions stand in order of their dates; {other['from']} follows {one['from']}", "put them in order, one a day")  # fmt: skip

    def _version(self, version: Json, at: Path) -> Iterator[tuple[Any_, Path]]:
        names = [part["name"] for part in version.get("parts", ())]
        words = self.words.with_parts(set(names))

        def parse(text: str) -> Any_:
            return parse_rule(text, words)

        trees: dict[str, Any_] = {}
        rule = self._tree(version["rule"], (*at, "rule"), parse)
        if rule is not None:
            yield rule, (*at, "rule", "text")
        for number, part in enumerate(version.get("parts", ())):
            where = (*at, "parts", number)
            if part["name"] in names[:number]:
                self._fault("names", (*where, "name"), f"the part {part['name']} is declared twice", "give it a name of its own")  # fmt: skip
            tree = self._tree(part, where, parse)
            if tree is not None:
                trees[part["name"]] = tree
                yield tree, (*where, "text")
        self._expansion(rule, trees, at)
        for number, condition in enumerate(version.get("conditions", ())):
            if "rule" in condition:
                where = (*at, "conditions", number, "rule")
                tree = self._tree(condition["rule"], where, parse)
                if tree is not None:
                    yield tree, (*where, "text")

    def _expansion(self, rule: Any_ | None, trees: dict[str, Any_], at: Path) -> None:
        """Parts lead back to none of themselves, and written out they stay of a size to work with."""
        sizes: dict[str, int] = {}

        def size(tree: Any_, trail: tuple[str, ...]) -> int:
            total = 0
            for each in walk(tree):
                if not isinstance(each, Part) or each.name not in trees:
                    total += 1
                elif each.name in trail:
                    loop = " -> ".join((*trail[trail.index(each.name) :], each.name))
                    raise _Loop(f"these parts refer to each other in a circle: {loop}")
                elif len(trail) > _DEEPEST:
                    raise _Loop(f"parts refer to parts more than {_DEEPEST} deep")
                else:
                    if each.name not in sizes:
                        sizes[each.name] = size(trees[each.name], (*trail, each.name))
                    total += sizes[each.name]
                if total > _LARGEST:
                    raise _Loop(f"written out, the rule has more than {_LARGEST:,} tests")
            return total

        try:
            for name, tree in trees.items():
                size(tree, (name,))
            if rule is not None:
                size(rule, ())
        except _Loop as error:
            self._fault("rules", (*at, "parts"), str(error), "let each part say something of its own")  # fmt: skip

    def _refs(self, tree: Any_, where: Path, links: set[str]) -> None:
        for ref in refs_of(tree):
            links.add(ref.id)
            if ref.id not in self.found.names["provisions"]:
                self.faults.append(unknown("provision", ref.id, self.found.names["provisions"], where))  # fmt: skip
            elif ref.part and ref.id in self.parts_of and ref.part not in self.parts_of[ref.id]:
                self.faults.append(unknown(f"part of {ref.id}", ref.part, self.parts_of[ref.id], where))  # fmt: skip

    def _circles(self) -> None:
        """References, scopes and carve-outs lead back nowhere, and not too deep."""
        places = {item["id"]: path for item, path in reversed(list(self.found.each("provisions")))}
        for item, _ in self.found.each("provisions"):
            for pattern in item.get("carves_out", ()):
                for target in self.links:
                    if matches(pattern, target):
                        self.links[target].add(item["id"])
        for names, deep in _strange(self.links):
            path = places[names[0]]
            if deep:
                self._fault("rules", path, f"{names[0]} rests on provisions more than {_CHAIN} deep", "name what it rests on directly")  # fmt: skip
            else:
                self._fault("rules", path, f"these provisions refer to each other in a circle: {' -> '.join(names)}", "let one of them not refer to the others")  # fmt: skip


class _Loop(Exception):
    pass


def _strange(links: dict[str, set[str]]) -> Iterator[tuple[list[str], bool]]:
    """Each circle that a walk meets, and each provision at the top of too long a chain."""
    depth: dict[str, int] = {}
    for start, first in links.items():
        if start in depth:
            continue
        trail: list[str] = [start]
        inside = {start}
        todo = [iter(sorted(first))]
        while todo:
            target = next(todo[-1], None)
            if target is None:
                todo.pop()
                name = trail.pop()
                inside.discard(name)
                depth[name] = 1 + max((depth.get(each, 0) for each in links[name]), default=0)
                if depth[name] == _CHAIN + 1:
                    yield [name], True
            elif target in inside:
                yield [*trail[trail.index(target) :], target], False
            elif target in links and target not in depth:
                trail.append(target)
                inside.add(target)
                todo.append(iter(sorted(links[target])))
