"""The declared class of each row beside its kind of item, as one column of words.

What a class says depends on the entries that its law has for the kind of item, so tests of it are put to
both at once: a text is the class and the kind, parted by a sign that stands in neither.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from licet.columns import tables
from licet.columns.layout import ITEM
from licet.columns.reading import WordColumn
from licet.decide.entries import UNLISTED, is_named, is_own, prefix
from licet.errors import InputError
from licet.record import record

if TYPE_CHECKING:
    from collections.abc import Mapping

    from licet.columns.layout import Layout
    from licet.columns.terms import Terms
    from licet.decide.plan import Unit

DECLARED = "declared_class"
CLASS = "\0class"
"""The name of the column in which class and kind stand together."""
_APART = "\x1f"


class Kinds:
    """Joins class and kind, block after block; remembers what texts say of the kind."""

    def __init__(self, terms: Terms) -> None:
        self._book = terms.book
        self._products = terms.products
        self._known: dict[tuple[str, str], Any] = {}

    def joined(self, layout: Layout, columns: Mapping[str, Any]) -> WordColumn | None:
        """Class and kind of each row; None where no class is declared."""
        declared = layout.of(DECLARED)
        if declared is None:
            return None
        kinds, names = self._kinds(layout, columns, declared.name)
        classes: WordColumn = columns[declared.name]
        both = classes.codes.astype(np.int64) * len(names) + kinds
        there = np.zeros(len(classes.texts) * len(names), dtype=bool)
        there[both] = True
        used = np.flatnonzero(there)
        codes = (np.cumsum(there, dtype=np.uint32) - np.uint32(1))[both]
        last = len(classes.texts) - 1
        texts = tuple(
            "" if at // len(names) == last else f"{classes.texts[at // len(names)]}{_APART}{names[at % len(names)]}"
            for at in used.tolist()
        )  # fmt: skip
        return WordColumn(codes, (*texts, ""), some_empty=False)

    def _kinds(
        self, layout: Layout, columns: Mapping[str, Any], declared: str
    ) -> tuple[Any, list[str]]:
        """The kind of each row, by number: as stated, of the product, or as the class gives it; "" where it is open."""
        book = self._book
        fact = book.facts["item_kind"]
        stated = layout.of("item_kind")
        sources = [(declared, tables.given(book, fact))]
        if layout.of(ITEM) is not None:
            sources.insert(0, (ITEM, tables.products(book, self._products, fact)))
        if stated is not None:
            sources.insert(0, (stated.name, tables.cells(fact)))
        names: dict[str, int] = {"": 0}
        codes = np.zeros(len(columns[declared].codes), dtype=np.int64)
        settled = np.zeros(len(codes), dtype=bool)
        for name, read in sources:
            column: WordColumn = columns[name]
            said = [self._kind((name, text), read) for text in column.texts]
            table = np.array([names.setdefault(e if isinstance(e, str) else "", len(names)) for e in said])  # fmt: skip
            says = np.array([each is not None for each in said])[column.codes] & ~settled
            codes[says] = table[column.codes][says]
            settled |= says
        return codes, list(names)

    def _kind(self, key: tuple[str, str], read: tables.Reader) -> Any:
        """The kind of item that a text says; None where it says nothing, or cannot be read, which is told elsewhere."""
        if key not in self._known:
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            try:
                self._known[key] = read(key[1]) if key[1] else None
            except InputError:
                self._known[key] = None
        return self._known[key]


_REMEMBERED = 200_000


def class_of(text: str) -> str:
    r"""The class of a class and a kind.

    >>> class_of("3A090.a\x1fintegrated_circuit")
    '3A090.a'
    """
    return text.partition(_APART)[0]


@record
class Fits:
    """What a declared class says of the entries of one law, for the kind of item that stands beside it."""

    entries: tuple[Unit, ...]

    def standing(self, text: str) -> tuple[str, list[Unit]]:
        """The class, and the entries that the law has for the kind of item; all of them where it is open."""
        declared, _, kind = text.partition(_APART)
        fits = [u for u in self.entries if not (kind and u.provision.items) or kind in u.provision.items]  # fmt: skip
        return declared.strip(), fits

    def counts(self, text: str) -> bool:
        """Whether the class settles what is open among the entries of this law."""
        declared, fits = self.standing(text)
        return declared == UNLISTED or prefix(declared) in {prefix(u.version.entry) for u in fits}

    def named(self, text: str) -> list[Unit]:
        """The entries that it names: itself, or else all under it."""
        declared, fits = self.standing(text)
        same = [unit for unit in fits if unit.version.entry == declared]
        return same or [unit for unit in fits if is_named(declared, unit.version.entry)]

    def chosen(self, text: str) -> Unit | None:
        """The one entry that it names."""
        found = self.named(text)
        return found[0] if found else None

    def several(self, text: str) -> bool:
        """Whether it names several entries, so that only what holds under each of them holds."""
        return self.counts(text) and len(self.named(text)) > 1

    def leaves(self, text: str, reaches: frozenset[str]) -> bool:
        """Whether it leaves behind a part of the law that is not modelled and would reach these entries."""
        return self.counts(text) and self.standing(text)[0] in reaches

    def known(self, text: str) -> bool:
        """Whether it is an entry."""
        declared, fits = self.standing(text)
        return any(unit.version.entry == declared for unit in fits)

    def some_under(self, text: str) -> bool:
        """Whether it is an entry or a heading above some."""
        declared, fits = self.standing(text)
        return any(is_named(declared, unit.version.entry) for unit in fits)

    def own(self, text: str) -> bool:
        """Whether it may be a class of this law that no entry here names."""
        declared, fits = self.standing(text)
        every = {unit.version.entry for unit in fits}
        return declared != UNLISTED and (is_own(declared, every) or not every)

    def under(self, text: str, entry: str) -> bool:
        """Whether it names the entry, or a heading above it."""
        return is_named(self.standing(text)[0], entry)
