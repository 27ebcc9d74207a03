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

_HEAD = re.compile(r"[A-Za-z0-9_-]+")
"""What a class begins with, up to the point, colon or blank that parts it."""
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
        head = _head(word)
        known = (
            not head or ":" in word or head in named
        )  # what stands before a colon tells whose class it is
        return text if known else _NAMELESS + text[len(word) :]

    return stands


def _named(book: RuleBook) -> frozenset[str]:
    """What every word begins with that law of any day has for a class: so does each heading above it, and all below."""
    kept = book.plans.get("named classes")
    if not isinstance(kept, frozenset):
        heads = map(_head, (*_words(book), UNLISTED, *UNTOLD))
        kept = book.plans["named classes"] = frozenset(heads)
    return kept


def _head(word: str) -> str:
    """Small letters count as large ones here: a word too many costs a little time, one too few an answer."""
    found = _HEAD.match(word.strip())
    return found[0].casefold() if found else ""


def _words(book: RuleBook) -> Iterator[str]:
    yield from book.registers.entries
    for provision in book.provisions.values():
        yield from (version.entry for version in provision.versions if version.entry)
        for node in (node for tree in provision.trees for node in walk(tree)):
            if isinstance(node, Within) and node.fact == DECLARED:
                yield from node.words
                for group in node.groups:
                    yield from (span.name for span in book.groups[group].members)
