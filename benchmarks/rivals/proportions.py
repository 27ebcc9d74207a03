"""How the subset's rules compare with the book's: kinds, parties, lists, conditions."""

from __future__ import annotations

from datetime import date
from typing import Any

from benchmarks.rivals.groups import SUBSET
from licet.book.book import RuleBook
from licet.book.load import load_folder
from licet.decide.plan import trees_of
from licet.language.nodes import All, AnyParty, Either, Not, OnList
from licet.pack.store import open_library

DAY = date(2026, 2, 1)
KINDS = (
    "test", "jurisdiction", "classification", "requirement", "letter", "exception",
    "review_policy", "alert", "charge", "not_modelled",
)  # fmt: skip


def proportions() -> dict[str, dict[str, float]]:
    """Counts and shares, subset beside book."""
    subset, book = _counts(load_folder(SUBSET).book), _counts(open_library().law.book)
    return {
        name: {
            "subset": subset[name], "subset_share": subset[name] / subset["provisions"],
            "book": book[name], "book_share": book[name] / book["provisions"],
        }
        for name in subset
    }  # fmt: skip


def _counts(book: RuleBook) -> dict[str, int]:
    trees = trees_of(book, DAY, date.max, "integrated_circuit", "US")
    rules = {name: tree for (name, part), tree in trees.items() if part is None}
    kinds = [book[name].kind for name in rules]
    versions = {name: book[name].on(DAY, date.max) for name in rules}
    return {
        "provisions": len(rules),
        **{kind: kinds.count(kind) for kind in KINDS},
        "rules that look at parties": sum(_holds(tree, AnyParty) for tree in rules.values()),
        "rules that look at lists": sum(_holds(tree, OnList) for tree in rules.values()),
        "conditions": sum(len(each.conditions) for each in versions.values() if each is not None),
    }


def _holds(node: Any, wanted: type) -> bool:
    if isinstance(node, wanted):
        return True
    match node:
        case All(parts) | Either(parts):
            return any(_holds(part, wanted) for part in parts)
        case Not(part):
            return _holds(part, wanted)
        case AnyParty(_, test):
            return _holds(test, wanted)
        case _:
            return False
