"""The truth of one provision on given facts, outside a decision."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from licet.book.book import RuleBook
from licet.book.evaluate import truth
from licet.decide.plan import trees_of
from licet.errors import UnknownName
from licet.facts.values import Truth
from licet.language.nodes import All, Always, Either, Node, Not, Ref

Test = Callable[[Mapping[str, Any]], Truth]
Trees = dict[tuple[str, str | None], Node]


def holds(
    book: RuleBook, provision: str, facts: Mapping[str, Any], day: date, known_on: date = date.max
) -> Truth:
    """Whether the provision's rule holds on ``day``; False where no version of it is in force.

    ``facts`` are those of a transfer as ``licet.transfer.build`` makes them, derived ones included.

    Raises:
        UnknownName: the rule book holds no such provision.
    """
    if provision not in book.provisions:
        raise UnknownName("provision", provision, book.provisions)
    return _test(book, provision, _edge(book, day), known_on)(facts)


def _edge(book: RuleBook, day: date) -> date:
    """The last day on or before ``day`` on which the law changed: it has been the same since."""
    place = bisect_right(book.edges, day)
    return book.edges[place - 1] if place else day


@lru_cache(maxsize=256)
def _test(book: RuleBook, provision: str, day: date, known_on: date) -> Test:
    sovereign = book[provision].sovereign
    trees = trees_of(book, day, known_on, None, sovereign)
    return truth(_resolved(Ref(provision), trees), book, day, known_on, sovereign)


def _resolved(node: Node, trees: Trees) -> Node:
    """The tree with what it refers to in place; what is not in force is false."""
    match node:
        case Ref(target, part):
            held = trees.get((target, part))
            return Always(False) if held is None else _resolved(held, trees)
        case All(parts):
            return All(tuple(_resolved(each, trees) for each in parts))
        case Either(parts):
            return Either(tuple(_resolved(each, trees) for each in parts))
        case Not(part):
            return Not(_resolved(part, trees))
        case _:
            return node
