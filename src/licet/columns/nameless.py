"""Declared classes that the law has no name for: a part number by mistake, a code of one's own firm.

There is no end of them, and to the law they are all one: none is an entry, a heading above one or a
paragraph below one, and no rule compares with it.  So one of them is put to the tests for all.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from licet.columns.classes import CLASS, DECLARED, class_of
from licet.columns.layout import UNTOLD
from licet.decide.entries import UNLISTED
from licet.language.nodes import Within, walk

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from licet.book.book import RuleBook

    Alike = Callable[[str], str]

_PLAIN = re.compile(r"[A-Za-z0-9_-]+")
"""Signs of a word that is no paragraph, bears no law's sign in front, and is one word alone."""
_NAMELESS = "\0nameless"


def alike(book: RuleBook, column: str, declared: str | None) -> Alike | None:
    """What stands for a text of a column before its tests: one name for all classes that the law has none for.

    None for columns of other things; ``declared`` is the column in which classes are declared.
    """
    if column not in (CLASS, declared):
        return None
    named = _named(book)

    def stands(text: str) -> str:
        word = class_of(text)
        plain = _PLAIN.fullmatch(word) is not None and word.casefold() not in named
        return _NAMELESS + text[len(word) :] if plain else text

    return stands


def _named(book: RuleBook) -> frozenset[str]:
    """Every word that law of any day has for a class, and every heading above it; small letters count as large ones."""
    kept = book.plans.get("named classes")
    if not isinstance(kept, frozenset):
        parts = (re.split(r"[^A-Za-z0-9_-]", word.casefold()) for word in _words(book))
        heads = {part for each in parts for part in each}
        kept = book.plans["named classes"] = frozenset(heads | {UNLISTED, *UNTOLD, "none"})
    return kept


def _words(book: RuleBook) -> Iterator[str]:
    yield from book.registers.entries
    for provision in book.provisions.values():
        yield from (version.entry for version in provision.versions if version.entry)
        for node in (node for tree in provision.trees for node in walk(tree)):
            if isinstance(node, Within) and node.fact == DECLARED:
                yield from node.words
                for group in node.groups:
                    yield from (span.name for span in book.groups[group].members)
