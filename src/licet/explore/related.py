"""What a provision does to others and others to it, and what its rule reads."""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING

from licet.book.patterns import fitting
from licet.language.nodes import OnList, Within, facts_of, refs_of, walk
from licet.record import record

if TYPE_CHECKING:
    from collections.abc import Mapping

    from licet.book.book import RuleBook
    from licet.book.provision import Provision, Version

_RELATIONS = ("carves_out", "overcomes", "reviews", "refines")


@record
class Backward:
    """By id, the provisions that name it: by relation, and by reference from a rule."""

    by_relation: Mapping[str, Mapping[str, tuple[str, ...]]]
    referring: Mapping[str, tuple[str, ...]]


@lru_cache(maxsize=4)
def backward(book: RuleBook) -> Backward:
    """Who names whom, read once for a book."""
    relations: dict[str, dict[str, list[str]]] = {name: defaultdict(list) for name in _RELATIONS}
    referring: dict[str, list[str]] = defaultdict(list)
    for each in book.provisions.values():
        for name in _RELATIONS:
            targets = {
                target
                for pattern in getattr(each, name)
                for target in fitting(pattern, book.provisions)
            }
            for target in targets:
                relations[name][target].append(each.id)
        for target in {ref.id for tree in each.trees for ref in refs_of(tree)} - {each.id}:
            referring[target].append(each.id)
    return Backward({name: _fixed(found) for name, found in relations.items()}, _fixed(referring))


def _fixed(found: dict[str, list[str]]) -> dict[str, tuple[str, ...]]:
    return {name: tuple(ids) for name, ids in found.items()}


def relations(provision: Provision, book: RuleBook) -> dict[str, list[str]]:
    """What it does to other provisions, and what others do to it, by a heading in words."""
    back = backward(book)

    def those(relation: str) -> list[str]:
        return list(back.by_relation[relation].get(provision.id, ()))

    charge = [f"{key.replace('_', ' ')} {value}" for key, value in provision.charge]
    return {
        "Kinds of item": list(provision.items),
        "Only where this law reaches": [provision.scope] if provision.scope else [],
        "Grounds": list(provision.grounds),
        "Code": [provision.code] if provision.code else [],
        "Charge": charge,
        "Carves out": list(provision.carves_out),
        "Overcomes": list(provision.overcomes),
        "Reviews": list(provision.reviews),
        "A form of": list(provision.refines),
        "Carved out by": those("carves_out"),
        "Overcome by": those("overcomes"),
        "Reviewed by": those("reviews"),
        "Has forms": those("refines"),
        "Referred to by": list(back.referring.get(provision.id, ())),
    }


@record
class Reads:
    """What the rule of one version reads: facts, country groups, party lists and provisions, by name."""

    facts: tuple[str, ...]
    groups: tuple[str, ...]
    lists: tuple[str, ...]
    provisions: tuple[str, ...]


def reads(version: Version) -> Reads:
    """Everything that the trees of a version name, each once, in the order of the text."""
    nodes = [node for tree in version.trees for node in walk(tree)]
    return Reads(
        tuple(dict.fromkeys(name for tree in version.trees for name in sorted(facts_of(tree)))),
        tuple(dict.fromkeys(g for node in nodes if isinstance(node, Within) for g in node.groups)),
        tuple(dict.fromkeys(node.list for node in nodes if isinstance(node, OnList))),
        tuple(dict.fromkeys(ref.id for tree in version.trees for ref in refs_of(tree))),
    )


@lru_cache(maxsize=4)
def _users(book: RuleBook) -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    found: dict[str, dict[str, list[str]]] = {
        "facts": defaultdict(list),
        "groups": defaultdict(list),
    }
    for each in book.provisions.values():
        read = [reads(version) for version in each.versions]
        for what, users in found.items():
            for name in {name for one in read for name in getattr(one, what)}:
                users[name].append(each.id)
    return {what: _fixed(users) for what, users in found.items()}


def users_of_group(name: str, book: RuleBook) -> tuple[str, ...]:
    """Provisions some version of which names the country group."""
    return _users(book)["groups"].get(name, ())


def users_of_fact(name: str, book: RuleBook) -> tuple[str, ...]:
    """Provisions some version of which reads the fact."""
    return _users(book)["facts"].get(name, ())
