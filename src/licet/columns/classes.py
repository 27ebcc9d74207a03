"""The declared class of each row beside its kind of item, as one column of words.

What a class says depends on the entries that its law has for the kind of item, so tests of it are put to
both at once: a text is the class and the kind, parted by a sign that stands in neither.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from licet.columns import tables
from licet.columns.layout import ITEM
from licet.columns.reading import WordColumn
from licet.decide.entries import UNLISTED, is_named, is_own, prefix
from licet.errors import InputError
from licet.record import record

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

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
        self._known: dict[tuple[str, str], str | None] = {}

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
            "" if at // len(names) == last else with_kind(classes.texts[at // len(names)], names[at % len(names)])
            for at in used.tolist()
        )  # fmt: skip
        return WordColumn(codes, (*texts, ""), some_empty=False)

    def sources(self, layout: Layout) -> list[tuple[str, tables.Reader]]:
        """The columns that tell the kind of an item, and how: as stated, of the product, or as the class gives it."""
        fact = self._book.facts["item_kind"]
        found = []
        for name, read in (
            ("item_kind", tables.cells(fact)),
            (ITEM, tables.products(self._book, self._products, fact)),
            (DECLARED, tables.given(self._book, fact)),
        ):
            column = layout.of(name)
            if column is not None:
                found.append((column.name, read))
        return found

    def _kinds(
        self, layout: Layout, columns: Mapping[str, Any], declared: str
    ) -> tuple[Any, list[str]]:
        """The kind of each row, by number; "" where it is open."""
        names: dict[str, int] = {"": 0}
        codes = np.zeros(len(columns[declared].codes), dtype=np.int64)
        settled = np.zeros(len(codes), dtype=bool)
        for name, read in self.sources(layout):
            column: WordColumn = columns[name]
            said = [self.kind(name, text, read) for text in column.texts]
            table = np.array([names.setdefault(each or "", len(names)) for each in said])
            says = np.array([each is not None for each in said])[column.codes] & ~settled
            codes[says] = table[column.codes][says]
            settled |= says
        return codes, list(names)

    def kind(self, name: str, text: str, read: tables.Reader) -> str | None:
        """The kind of item that a text of a column says, "" where it leaves it open; None where it says nothing, or cannot be read, which is told elsewhere."""
        key = (name, text)
        if key not in self._known:
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            try:
                found = read(text) if text else None
            except InputError:
                found = None
            self._known[key] = found if found is None or isinstance(found, str) else ""
        return self._known[key]


_REMEMBERED = 200_000


def with_kind(declared: str, kind: str) -> str:
    r"""A class and a kind of item as one text.

    >>> with_kind("3A090.a", "integrated_circuit")
    '3A090.a\x1fintegrated_circuit'
    """
    return f"{declared}{_APART}{kind}"


def class_of(text: str) -> str:
    r"""The class of a class and a kind.

    >>> class_of("3A090.a\x1fintegrated_circuit")
    '3A090.a'
    """
    return text.partition(_APART)[0]


@record
class Fits:
    """What a declared class says of the entries of one law, for the kind of item that stands beside it."""

    __extra_slots__ = ("__dict__",)

    entries: tuple[Unit, ...]

    @cached_property
    def _listed(self) -> dict[str, Listed]:
        return {}

    @cached_property
    def _named(self) -> dict[str, list[Unit]]:
        return {}

    def standing(self, text: str) -> tuple[str, Listed]:
        """The class, and the entries that the law has for the kind of item; all of them where it is open."""
        declared, _, kind = text.partition(_APART)
        found = self._listed.get(kind)
        if found is None:
            units = (u for u in self.entries if not (kind and u.provision.items) or kind in u.provision.items)  # fmt: skip
            found = self._listed[kind] = listed(units)
        return declared.strip(), found

    def counts(self, text: str) -> bool:
        """Whether the class settles what is open among the entries of this law."""
        declared, fits = self.standing(text)
        return declared == UNLISTED or prefix(declared) in fits.prefixes

    def named(self, text: str) -> list[Unit]:
        """The entries that it names: itself, or else all under it."""
        found = self._named.get(text)
        if found is None:
            declared, fits = self.standing(text)
            found = [unit for unit in fits.units if unit.version.entry == declared]
            found = found or [u for u in fits.units if is_named(declared, u.version.entry)]
            if len(self._named) >= _REMEMBERED:
                self._named.clear()
            self._named[text] = found
        return found

    def turns(self, text: str) -> tuple[object, ...]:
        """All that the kind of item turns: texts of one class in which this is the same are answered alike by all of these."""
        named = (unit.slot for unit in self.named(text))
        return self.counts(text), (*named,), self.known(text), self.some_under(text), self.own(text)

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
        return declared in fits.names

    def some_under(self, text: str) -> bool:
        """Whether it is an entry or a heading above some."""
        declared, fits = self.standing(text)
        return any(is_named(declared, each) for each in fits.names)

    def own(self, text: str) -> bool:
        """Whether it may be a class of this law that no entry here names."""
        declared, fits = self.standing(text)
        return declared != UNLISTED and (is_own(declared, fits.names) or not fits.names)

    def under(self, text: str, entry: str) -> bool:
        """Whether it names the entry, or a heading above it."""
        return is_named(self.standing(text)[0], entry)


@record
class Listed:
    """Entries that stand for one kind of item, their names, and the laws' own signs in front of these."""

    units: tuple[Unit, ...]
    names: frozenset[str]
    prefixes: frozenset[str]


def listed(units: Iterable[Unit]) -> Listed:
    """The entries, with what is asked of them time and again."""
    found = tuple(units)
    names = frozenset(unit.version.entry for unit in found)
    return Listed(found, names, frozenset(map(prefix, names)))
