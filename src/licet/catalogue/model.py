"""What the catalogue holds: products, the families they belong to, and the whole of them.

Unknown is absent: a fact, rate or field that no source gives is left out, never zero and never
false.
"""

from __future__ import annotations

from decimal import Decimal

from licet.record import record

TYPE_CHECKING = False  # the standard library's own constant costs an import of typing
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path
    from typing import Any

    from licet.catalogue.search import Words

Fact = Decimal | str | bool
"""A number; what is known of one, kept as text (``">= 4800"``, ``"(1.5, 2.4]"``); yes or no; a word."""


def is_range(text: str) -> bool:
    """Whether a fact kept as text says what is known of a number, and is no word.

    >>> is_range("(1.5, 2.4]"), is_range("gallium")
    (True, False)
    """
    return text[:1] in ("<", ">", "=", "[", "(")


@record
class Product:
    """One product that law may speak of: a chip, a tool, a material.

    ``shelf`` is the word of its tables (``chip``), ``kind`` what kind of thing the law takes it
    for (a choice of the fact ``item_kind``).  ``facts`` is keyed by names of the dictionary, units
    in the names.  ``details`` holds what records of that shelf say beside them, such as
    ``dense_tops``, the peak dense rate per precision.  ``family`` is shared by the variants of
    one product.  ``vendor_country`` and ``headquarters`` (of the ultimate parent) are ISO 3166
    alpha-2, None for what has no vendor.
    """

    id: str
    shelf: str
    kind: str
    name: str
    family: str
    confidence: str
    source: str
    facts: Mapping[str, Fact]
    details: Mapping[str, Any]
    vendor: str | None = None
    vendor_country: str | None = None
    headquarters: str | None = None
    aliases: tuple[str, ...] = ()
    announced: str | None = None
    notes: str | None = None

    def __hash__(self) -> int:
        return hash(self.id)


@record
class Family:
    """A product as its vendor names it, with all its variants (form factor, memory, bin).

    A product with no variants is a family of one, with that product's name.
    """

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    products: tuple[Product, ...] = ()


@record
class Match:
    """A product that a search found, and how: ``exact``, ``words``, ``start`` or ``close``.

    ``exact`` means that the query is one of the product's names; ``words`` that each word of it
    is in them; ``start`` that some words only begin one of theirs; ``close`` that the query
    needed mending.
    """

    product: Product
    how: str


class Catalogue:
    """All products, sorted by id.  A value: what it says never changes once it is made.

    ``named`` are the families declared with a name of their own; families of one need none.
    Records are taken as they are: ``licet.catalogue.load`` is what checks them.
    """

    __slots__ = (
        "_families",
        "_hash",
        "_named",
        "_names",
        "_place",
        "_products",
        "_records",
        "_words",
    )

    def __init__(self, products: Iterable[Product], named: Iterable[Family] = ()) -> None:
        ordered = sorted(products, key=lambda each: each.id)
        self._start([each.id for each in ordered], list(ordered), named)

    def _start(
        self, ids: list[str], records: list[Product | dict[str, Any]], named: Iterable[Family]
    ) -> None:
        # Records of an artefact stay as they were parsed until somebody asks for the product:
        # most programs look one up and leave the rest alone.
        self._records = records
        self._place = {key: place for place, key in enumerate(ids)}
        self._named = {family.id: family for family in sorted(named, key=lambda f: f.id)}
        self._products: tuple[Product, ...] | None = None
        self._families: tuple[Family, ...] | None = None
        self._names: dict[str, list[int]] | None = None
        self._words: Words | None = None
        self._hash: str | None = None

    @classmethod
    def of_records(
        cls, records: list[Any], named: Iterable[Family], names: dict[str, list[int]]
    ) -> Catalogue:
        """The catalogue of an artefact's records, which are sorted by id, and its index."""
        catalogue = cls(())
        catalogue._start([record["id"] for record in records], records, named)
        catalogue._names = names
        return catalogue

    @property
    def names(self) -> dict[str, list[int]]:
        """Every normalised name and the places (see ``at``) of the products that it stands for."""
        if self._names is None:
            from licet.catalogue.search import index

            self._names = index(self)
        return self._names

    @property
    def words(self) -> Words:
        """Of each product, by id, the words that a search may find it by."""
        if self._words is None:
            from licet.catalogue.search import vocabulary

            self._words = vocabulary(self)
        return self._words

    def at(self, place: int) -> Product:
        """The product at a place in the order of ids, from zero."""
        record = self._records[place]
        if isinstance(record, Product):
            return record
        from licet.catalogue.artefact import revive

        product = self._records[place] = revive(record)
        return product

    @property
    def products(self) -> tuple[Product, ...]:
        """Every product, sorted by id."""
        if self._products is None:
            self._products = tuple([self.at(place) for place in range(len(self._records))])
        return self._products

    @property
    def families(self) -> tuple[Family, ...]:
        """Every family with its products, sorted by id."""
        if self._families is None:
            grouped: dict[str, list[Product]] = {}
            for each in self.products:
                grouped.setdefault(each.family, []).append(each)
            self._families = tuple(
                Family(key, *self._title(key, variants), products=tuple(variants))
                for key, variants in sorted(grouped.items())
            )
        return self._families

    def _title(self, key: str, variants: list[Product]) -> tuple[str, tuple[str, ...]]:
        named = self._named.get(key)
        return (named.name, named.aliases) if named else (variants[0].name, ())

    def on(self, shelf: str) -> Catalogue:
        """The part of the catalogue on one shelf: ``chip``, ``tool`` or ``material``."""
        products = [each for each in self.products if each.shelf == shelf]
        used = {each.family for each in products}
        return Catalogue(products, [each for key, each in self._named.items() if key in used])

    def get(self, id: str) -> Product:  # noqa: A002 - the word the records use
        """The product with this id.  Raises UnknownProduct, with suggestions, if there is none."""
        place = self._place.get(id)
        if place is None:
            from licet.catalogue.search import unknown

            raise unknown(self, id)
        return self.at(place)

    def __contains__(self, product_id: object) -> bool:
        return product_id in self._place

    def __len__(self) -> int:
        return len(self._records)

    def resolve(self, text: str) -> tuple[Product, ...]:
        """The products that ``text`` names; see :func:`licet.catalogue.search.resolve`."""
        from licet.catalogue.search import resolve

        return resolve(self, text)

    def find(self, query: str, *, limit: int = 10) -> tuple[Match, ...]:
        """The products nearest a query, best first; see :func:`licet.catalogue.search.find`."""
        from licet.catalogue.search import find

        return find(self, query, limit=limit)

    @property
    def hash(self) -> str:
        """SHA-256, in hexadecimal, of all records in canonical form.

        The order of files and records and the way a number is written do not move it.
        """
        if self._hash is None:
            from licet.catalogue.artefact import digest

            self._hash = digest(self)
        return self._hash

    def to_json(self) -> str:
        """The compiled artefact: all records as one line of JSON, numbers as decimal text."""
        from licet.catalogue.artefact import dump

        return dump(self)

    @staticmethod
    def from_json(text: str | bytes) -> Catalogue:
        """The catalogue of an artefact that ``to_json`` wrote.

        Raises CatalogueError if it is not one.  The records are not checked again; one that is
        damaged raises CatalogueError when it is asked for.
        """
        from licet.catalogue.artefact import parse

        return parse(text)

    @staticmethod
    def load(folder: Path) -> Catalogue:
        """Read and check the TOML records; see :func:`licet.catalogue.load.load`."""
        from licet.catalogue.load import load

        return load(folder)

    @property
    def named_families(self) -> tuple[Family, ...]:
        """The families that were declared with a name of their own, without their products."""
        return tuple(self._named.values())

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Catalogue):
            return NotImplemented
        return self.products == other.products and self._named == other._named

    def __hash__(self) -> int:
        return hash(tuple(self._place))

    def __repr__(self) -> str:
        return f"Catalogue({len(self)} products)"
