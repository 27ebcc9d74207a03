"""How two law books read and complete a transfer: facts, and rows of tables, that differ between them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from licet.language.nodes import facts_of
from licet.transfer.public_record import stands

if TYPE_CHECKING:
    from licet.book.book import RuleBook
    from licet.columns.folded import Side
    from licet.facts.dictionary import Fact


def changed_facts(one: RuleBook, other: RuleBook) -> frozenset[str]:
    """Facts that are read, closed or derived otherwise, and those that follow from them."""
    if one is other or one.hash == other.hash:
        return frozenset()
    names = {fact.name for book in (one, other) for fact in book.facts}
    found = {name for name in names if _meaning(one, name) != _meaning(other, name)}
    waiting = True
    while waiting:  # what follows from a changed fact has changed
        waiting = False
        for book in (one, other):
            for name, trees in book.formulas.items():
                if name not in found and any(facts_of(tree) & found for tree in trees):
                    found.add(name)
                    waiting = True
    return frozenset(found)


def changed_rows(before: Side, after: Side) -> tuple[str, ...]:
    """Rows of tables that set a fact and stand on one side alone, in words."""
    one, other = _standing(before), _standing(after)
    return tuple(dict.fromkeys(
        f"{table}: {_short(row)}"
        for key, (table, row) in (*one.items(), *other.items()) if (key in one) is not (key in other)
    ))  # fmt: skip


def _meaning(book: RuleBook, name: str) -> Any:
    """All of a fact that an answer may rest on."""
    fact = book.facts.get(name)
    if fact is None or fact.name != name:
        return None
    return (*_reading(fact), book.formulas.get(name), book.meaningless.get(name))


def _reading(fact: Fact) -> tuple[Any, ...]:
    return (
        fact.type, fact.owner, fact.aliases, fact.choices, fact.due_care, fact.minimum,
        fact.exclusive_minimum, fact.maximum, fact.no_closes, fact.counts_lists,
    )  # fmt: skip


def _standing(side: Side) -> dict[str, tuple[str, dict[str, Any]]]:
    return {
        repr((name, table.fact, sorted(row.items(), key=lambda each: each[0]))): (name, row)
        for name, table in side.book.tables.items()
        if table.fact
        for row in table.rows
        if stands(row, side.day, side.known_on)
    }


def _short(row: dict[str, Any]) -> str:
    said = row.get("id") or row.get("name") or f"products {row.get('prefix')}"
    days = [f"{word} {row[key]}" for key, word in (("from", "from"), ("to", "to")) if row.get(key)]
    return " ".join(map(str, (said, *days)))
