"""What the catalogue holds: chips, the families they belong to, and the whole of them.

Unknown is absent: a fact, rate or field that no source gives is left out or None, never
zero and never false.
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
"""A number; a bound on one, kept as text (``">= 4800"``); yes or no; a country code."""

FACTS: dict[str, str] = {
    "total_processing_performance": "number",
    "performance_density": "number",
    "die_area_mm2": "number",
    "non_planar_logic_die": "flag",
    "aggregate_bidirectional_transfer_rate_gb_s": "number",
    "programmable_to_higher_transfer_rate": "flag",
    "total_dram_bandwidth_gb_s": "number",
    "dram_capacity_gb": "number",
    "processing_tops_8bit": "number",
    "designed_or_marketed_for_datacenter": "flag",
    "production_node_nm": "number",
    "applicable_advanced_logic_ic": "flag",
    "contains_hbm": "flag",
    "designed_or_made_by_headquarters": "country",
}
"""The facts that a chip's record may state, in the order they are written, and their kinds."""

PRECISION_BITS: dict[str, int] = {
    "fp64": 64,
    "fp32": 32,
    "tf32": 19,  # what the multiplier takes in; stored in 32 (an open reading, see the README)
    "fp16": 16,
    "bf16": 16,
    "fp8": 8,
    "fp6": 6,
    "fp4": 4,
    "int8": 8,
    "int4": 4,
}
"""Bits of the larger input of a multiplication, per precision."""


@record
class Chip:
    """One product: an integrated circuit, or a package sold as one.

    ``dense_tops`` is the peak dense rate per precision in TOPS or TFLOPS, a multiply-add
    counted as two.  ``facts`` is keyed by the names of FACTS, units in the names.
    ``family`` is shared by the variants of one product.  ``vendor_country`` and
    ``headquarters`` (of the ultimate parent) are ISO 3166 alpha-2.
    """

    id: str
    name: str
    vendor: str
    vendor_country: str
    headquarters: str
    family: str
    confidence: str
    source: str
    facts: Mapping[str, Fact]
    dense_tops: Mapping[str, Decimal]
    aliases: tuple[str, ...] = ()
    announced: str | None = None
    notes: str | None = None
    foundry: str | None = None
    transistor_count: int | None = None
    dram_type: str | None = None
    die_area_basis: str | None = None
    physical_die_area_mm2: Decimal | None = None
    tpp_set_by: str | None = None
    tpp_differs_because: str | None = None
    tpp_if_tf32_is_32_bits: Decimal | None = None
    transfer_rate_basis: str | None = None

    def __hash__(self) -> int:
        return hash(self.id)


@record
class Family:
    """A product as its vendor names it, with all its variants (form factor, memory, bin).

    A product with no variants is a family of one, with the name of its chip.
    """

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    chips: tuple[Chip, ...] = ()


@record
class Match:
    """A chip that a search found, and how: ``exact``, ``words``, ``start`` or ``close``.

    ``exact`` means that the query is one of the chip's names; ``words`` that each word of it
    is in them; ``start`` that some words only begin one of theirs; ``close`` that the query
    needed mending.
    """

    chip: Chip
    how: str


class Catalogue:
    """All chips, sorted by id.  A value: what it says never changes once it is made.

    ``named`` are the families declared with a name of their own; families of one need none.
    Records are taken as they are: ``licet.catalogue.load`` is what checks them.
    """

    __slots__ = ("_chips", "_families", "_hash", "_named", "_names", "_place", "_records", "_words")

    def __init__(self, chips: Iterable[Chip], named: Iterable[Family] = ()) -> None:
        ordered = sorted(chips, key=lambda chip: chip.id)
        self._start([chip.id for chip in ordered], list(ordered), named)

    def _start(
        self, ids: list[str], records: list[Chip | dict[str, Any]], named: Iterable[Family]
    ) -> None:
        # Records of an artefact stay as they were parsed until somebody asks for the chip:
        # most programs look one up and leave the rest alone.
        self._records = records
        self._place = {chip_id: place for place, chip_id in enumerate(ids)}
        self._named = {family.id: family for family in sorted(named, key=lambda f: f.id)}
        self._chips: tuple[Chip, ...] | None = None
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
        """Every normalised name and the places (see ``at``) of the chips that it stands for."""
        if self._names is None:
            from licet.catalogue.search import index

            self._names = index(self)
        return self._names

    @property
    def words(self) -> Words:
        """Of each chip, by id, the words that a search may find it by."""
        if self._words is None:
            from licet.catalogue.search import vocabulary

            self._words = vocabulary(self)
        return self._words

    def at(self, place: int) -> Chip:
        """The chip at a place in the order of ids, from zero."""
        record = self._records[place]
        if isinstance(record, Chip):
            return record
        from licet.catalogue.artefact import revive

        chip = self._records[place] = revive(record)
        return chip

    @property
    def chips(self) -> tuple[Chip, ...]:
        """Every chip, sorted by id."""
        if self._chips is None:
            self._chips = tuple([self.at(place) for place in range(len(self._records))])
        return self._chips

    @property
    def families(self) -> tuple[Family, ...]:
        """Every family with its chips, sorted by id."""
        if self._families is None:
            grouped: dict[str, list[Chip]] = {}
            for chip in self.chips:
                grouped.setdefault(chip.family, []).append(chip)
            self._families = tuple(
                Family(key, *self._title(key, chips), chips=tuple(chips))
                for key, chips in sorted(grouped.items())
            )
        return self._families

    def _title(self, key: str, chips: list[Chip]) -> tuple[str, tuple[str, ...]]:
        named = self._named.get(key)
        return (named.name, named.aliases) if named else (chips[0].name, ())

    def get(self, id: str) -> Chip:  # noqa: A002 - the word the records use
        """The chip with this id.  Raises UnknownProduct, with suggestions, if there is none."""
        place = self._place.get(id)
        if place is None:
            from licet.catalogue.search import unknown

            raise unknown(self, id)
        return self.at(place)

    def __contains__(self, chip_id: object) -> bool:
        return chip_id in self._place

    def __len__(self) -> int:
        return len(self._records)

    def resolve(self, text: str) -> tuple[Chip, ...]:
        """The chips that ``text`` names; see :func:`licet.catalogue.search.resolve`."""
        from licet.catalogue.search import resolve

        return resolve(self, text)

    def find(self, query: str, *, limit: int = 10) -> tuple[Match, ...]:
        """The chips nearest a query, best first; see :func:`licet.catalogue.search.find`."""
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
        """The families that were declared with a name of their own, without their chips."""
        return tuple(self._named.values())

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Catalogue):
            return NotImplemented
        return self.chips == other.chips and self._named == other._named

    def __hash__(self) -> int:
        return hash(tuple(self._place))

    def __repr__(self) -> str:
        return f"Catalogue({len(self)} chips)"
