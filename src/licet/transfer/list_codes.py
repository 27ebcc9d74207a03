"""The lists that a party may be said to be on: those that a rule reads, and those of the catalog of lists.

A code that nobody knows would count as "on no list that matters", which is an answer that nobody gave.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from licet.errors import InputError, nearest
from licet.language.nodes import OnList, walk
from licet.lists.catalog import code_for, is_other, known

if TYPE_CHECKING:
    from licet.book.book import RuleBook
    from licet.errors import Place


def check_code(code: str, book: RuleBook, place: Place | None = None) -> None:
    """``InputError`` with the nearest codes where no rule and no list knows ``code``.

    A rest such as ``CN-OTHER`` is known of every country.  Whether the list is loaded does not matter.
    """
    if code in known() or is_other(code) or code in read_by_rules(book):
        return
    codes = sorted({*known(), *read_by_rules(book)})
    meant = code_for(code)
    near = (meant,) if meant else nearest(code, codes) or nearest(code, codes, cutoff=0)
    raise InputError(f"{code!r} is no list that a rule or the catalog of lists knows; one such as {', '.join(near)} was wanted", place)  # fmt: skip


def read_by_rules(book: RuleBook) -> frozenset[str]:
    """Codes of the lists that some rule or some fact of the book reads; found once for each book."""
    kept: Any = book.plans.get("lists_read")
    if kept is None:
        trees = (tree for each in book.provisions.values() for tree in each.trees)
        named = {node.list for tree in trees for node in walk(tree) if isinstance(node, OnList)}
        counted = {code for fact in book.facts for code in fact.counts_lists}
        kept = book.plans["lists_read"] = frozenset(named | counted)
    found: frozenset[str] = kept
    return found
