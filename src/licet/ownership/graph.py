"""The graph of stakes through time, its nodes resolved, and the cut of one day.

Two nodes are one where they bear the same identifier (kind and value), or the same key.  A name
joins nothing: two records of one firm under two keys stay two until an identifier or a person
says otherwise.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

from licet.ownership.cut import Cut, cut_of
from licet.ownership.model import Node, Stake
from licet.record import record, replaced

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from licet.lists.model import Identifier


@record
class Graph:
    """Nodes by key, and every stake with the keys of ``nodes``.

    ``merged`` gives the key in use for each key that was joined to another; ``remarks`` are what
    a person should know of how the nodes were joined.
    """

    nodes: Mapping[str, Node]
    stakes: tuple[Stake, ...]
    merged: Mapping[str, str]
    remarks: tuple[str, ...] = ()

    __extra_slots__ = ("__dict__",)

    def on(self, day: date) -> Cut:
        """The stakes of one day, several records of one stake merged."""
        return cut_of(self.nodes, [each for each in self.stakes if each.holds(day)], day)

    def key(self, name: str) -> str | None:
        """The key in use of a node that is named by a key, or by an identifier such as ``LEI:...``."""
        if name in self.nodes:
            return name
        if name in self.merged:
            return self.merged[name]
        kind, colon, value = name.partition(":")
        return self._by_identifier.get((_folded(kind), _folded(value))) if colon else None

    def by_identifiers(self, identifiers: Iterable[Identifier]) -> tuple[str, ...]:
        """The nodes that bear one of these identifiers, each once, by key."""
        found = {self._by_identifier.get(_mark(each)) for each in identifiers}
        return tuple(sorted(each for each in found if each is not None))

    @cached_property
    def _by_identifier(self) -> dict[tuple[str, str], str]:
        return {
            _mark(each): node.key
            for node in self.nodes.values()
            for each in node.identifiers
        }  # fmt: skip


def graph_of(nodes: Iterable[Node], stakes: Iterable[Stake]) -> Graph:
    """A graph of records as they were read: nodes of one key or identifier become one.

    The key that comes first in the alphabet stays.  Whoever is named by a stake alone is a node.

    >>> found = graph_of([], [Stake("A", "B")])
    >>> sorted(found.nodes)
    ['A', 'B']
    """
    stakes = tuple(stakes)
    records: dict[str, list[Node]] = {}
    for node in nodes:
        records.setdefault(node.key, []).append(node)
    named = {each.owner for each in stakes} | {each.owned for each in stakes}
    bare = sorted(named - records.keys())  # named by stakes alone: nothing joins them to others
    merged, remarks = _joined(records)
    together: dict[str, list[Node]] = {}
    for key in sorted(records):
        together.setdefault(merged.get(key, key), []).extend(records[key])
    found: dict[str, Node] = {key: Node(key) for key in bare}
    for key, same in together.items():
        found[key], odd = _one(key, same)
        remarks += odd
    if merged:
        stakes = tuple(
            replaced(each, owner=merged.get(each.owner, each.owner), owned=merged.get(each.owned, each.owned))
            if each.owner in merged or each.owned in merged
            else each
            for each in stakes
        )  # fmt: skip
        own = [each for each in stakes if each.owner == each.owned]
        remarks += [f"{each.owner} now holds a stake in itself, which is left out." for each in own]
        stakes = tuple(each for each in stakes if each.owner != each.owned) if own else stakes
    return Graph(found, stakes, merged, tuple(remarks))


def _joined(records: Mapping[str, list[Node]]) -> tuple[dict[str, str], list[str]]:
    """Keys that stand for another key, because they share an identifier with it."""
    parent: dict[str, str] = {}

    def top(key: str) -> str:
        while key in parent:
            key = parent[key]
        return key

    holders: dict[tuple[str, str], str] = {}
    remarks = []
    for key in sorted(records):
        for node in records[key]:
            for identifier in node.identifiers:
                mark = _mark(identifier)
                first = top(holders.setdefault(mark, key))
                second = top(key)
                if first != second:
                    kept, gone = sorted((first, second))
                    parent[gone] = kept
                    remarks.append(
                        f"{gone} and {kept} bear the same {identifier.kind} {identifier.value}: taken as one, {kept}."
                    )
    return {key: top(key) for key in parent}, remarks


def _one(key: str, records: list[Node]) -> tuple[Node, list[str]]:
    """One node of several records: the first that says a thing counts; contradictions are told."""
    if len(records) == 1 and records[0].key == key:
        return records[0], []
    remarks = []
    values: dict[str, str] = {}
    for name in ("name", "kind", "country", "headquarters"):
        told = sorted({getattr(each, name) for each in records} - {""})
        own = next((getattr(each, name) for each in records if getattr(each, name)), "")
        if name in ("country", "headquarters") and len(told) > 1:
            remarks.append(
                f"{key}: its records name several for {name}, {', '.join(told)}: taken as not known."
            )
            own = ""
        values[name] = own
    identifiers: dict[tuple[str, str], Identifier] = {}
    for each in records:
        for identifier in each.identifiers:
            identifiers.setdefault(_mark(identifier), identifier)
    return Node(key, **values, identifiers=tuple(identifiers.values())), remarks


def _mark(identifier: Identifier) -> tuple[str, str]:
    """What two identifiers must share to be the same."""
    return _folded(identifier.kind), _folded(identifier.value)


def _folded(text: str) -> str:
    return re.sub(r"[\s./-]", "", text).upper()
