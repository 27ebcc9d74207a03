"""Read the catalogue's TOML records, strictly.

A record is refused rather than guessed at: an unknown key, a number that is text, a negative
rate or a name that two products share is a CatalogueError with the file and, where it can be
found, the line.
"""

from __future__ import annotations

from decimal import Decimal
from types import MappingProxyType

from licet.catalogue.errors import CatalogueError
from licet.catalogue.model import Catalogue, Family, Product
from licet.catalogue.read import READERS, Wrong, near, shown
from licet.catalogue.search import family_names, normalise
from licet.catalogue.shelves import PRECISION_BITS, SHELVES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path
    from typing import Any, NoReturn

    from licet.catalogue.shelves import Shelf

_REQUIRED = {
    "id": "id",
    "name": "text",
    "family": "id",
    "confidence": "confidence",
    "source": "text",
}
_OPTIONAL = {"announced": "text", "notes": "text", "aliases": "texts"}


def load(folder: Path) -> Catalogue:
    """The catalogue of all files of all shelves (``chips/*.toml`` and so on) in ``folder``.

    Raises CatalogueError for a file that cannot be read, a record that is not well formed, or
    records that contradict each other.
    """
    families: list[Family] = []
    products: list[Product] = []
    for shelf in SHELVES.values():
        for path in sorted((folder / shelf.folder).glob("*.toml")):
            try:
                data = path.read_bytes()
            except OSError as fault:
                raise CatalogueError(f"{path}: cannot be read: {fault.strerror}") from fault
            more_families, more_products = read(data, str(path), shelf)
            families += more_families
            products += more_products
    if not products:
        wanted = ", ".join(f"{shelf.folder}/*.toml" for shelf in SHELVES.values())
        raise CatalogueError(f"{folder}: wanted a folder with {wanted} in it; found none")
    return assemble(products, families)


def read(data: bytes, where: str, shelf: Shelf) -> tuple[list[Family], list[Product]]:
    r"""The declared families and the products of one file; ``where`` is how errors call it.

    >>> try:
    ...     read(b"[[chip]]\nid = 7", "x.toml", SHELVES["chip"])
    ... except CatalogueError as error:
    ...     print(error)
    x.toml, line 2, chip 1, id: wanted small letters, digits and hyphens, found 7
    """
    import tomllib

    try:
        text = data.decode("utf-8")
        document = tomllib.loads(text, parse_float=Decimal)
    except (ValueError, ArithmeticError) as fault:
        raise CatalogueError(f"{where}: not TOML in UTF-8: {fault}") from fault
    except RecursionError as fault:
        raise CatalogueError(f"{where}: not TOML we read: nested too deeply") from fault
    place = _Place(where, text)
    word = shelf.word
    for key in document:
        if key not in (word, "family"):
            place.at(key).fail(f"unknown key; wanted [[{word}]] or [[family]]{near(key, [word])}")
    families = [_family(table, spot) for table, spot in place.tables(document, "family")]
    products = [_product(table, spot, shelf) for table, spot in place.tables(document, word)]
    return families, products


def assemble(products: Iterable[Product], families: Iterable[Family] = ()) -> Catalogue:
    """A catalogue of records that agree: no id twice, no name for two products, on any shelf.

    Raises CatalogueError that names both records.
    """
    products, families = list(products), list(families)
    _distinct((each.id for each in products), "product")
    _distinct((family.id for family in families), "family")
    catalogue = Catalogue(products, families)
    _check_families(catalogue)
    _check_names(catalogue)
    return catalogue


def _distinct(ids: Iterable[str], what: str) -> None:
    seen: set[str] = set()
    for each in ids:
        if each in seen:
            raise CatalogueError(f"{what} {each!r} is there twice; wanted each id once")
        seen.add(each)


def _check_families(catalogue: Catalogue) -> None:
    named = {family.id for family in catalogue.named_families}
    for family in catalogue.families:
        if len(family.products) > 1 and family.id not in named:
            raise CatalogueError(
                f"family {family.id!r} has {len(family.products)} products "
                f"({', '.join(each.id for each in family.products)}) but no [[family]] names it"
            )
        if len({(each.shelf, each.vendor) for each in family.products}) > 1:
            raise CatalogueError(
                f"family {family.id!r} has products of more than one vendor, or of several shelves"
            )
        named.discard(family.id)
    if named:
        raise CatalogueError(f"family {min(named)!r} is named but no product belongs to it")


def _check_names(catalogue: Catalogue) -> None:
    owner: dict[str, tuple[str, str]] = {}
    for family in catalogue.families:
        claims = [(name, family.id) for name in family_names(family)]
        for each in family.products:
            claims += [(name, each.id) for name in (each.id, each.name, *each.aliases)]
        for name, claimant in claims:
            key = normalise(name)
            if not key:
                raise CatalogueError(f"{claimant!r} has the name {name!r}: no letter or digit")
            other_family, other = owner.setdefault(key, (family.id, claimant))
            if other_family != family.id:
                raise CatalogueError(
                    f"{other!r} and {claimant!r} are both called {name!r}; "
                    "wanted one product for a name"
                )


class _Place:
    """Where in a file a value stands, for messages."""

    __slots__ = ("line", "text", "title", "where")

    def __init__(self, where: str, text: str, title: str = "", line: int = 0) -> None:
        self.where, self.text, self.title, self.line = where, text, title, line

    def fail(self, message: str) -> NoReturn:
        line = f", line {self.line}" if self.line else ""
        title = f", {self.title}" if self.title else ""
        raise CatalogueError(f"{self.where}{line}{title}: {message}")

    def at(self, key: str, inside: str = "") -> _Place:
        """The place of ``key`` below here: its line, if it is found, else ours."""
        title = ", ".join(filter(None, (self.title, key)))
        line = self._search(key, inside) if self.text else 0
        return _Place(self.where, self.text, title, line or self.line)

    def _search(self, key: str, inside: str) -> int:
        # tomllib tells no lines; a plain scan from our header finds keys written plainly.
        section = ""
        for number, raw in enumerate(self.text.splitlines()[self.line :], self.line + 1):
            stripped = raw.strip()
            if stripped.startswith("[["):
                if self.line:
                    return 0
            elif stripped.startswith("["):
                section = stripped.strip("[] ").rpartition(".")[2]
            elif section == inside and stripped.partition("=")[0].strip(' "') == key:
                return number
        return 0

    def tables(self, document: dict[str, Any], kind: str) -> list[tuple[dict[str, Any], _Place]]:
        """The ``[[kind]]`` tables with the place of each."""
        found = document.get(kind, [])
        if not isinstance(found, list) or not all(isinstance(table, dict) for table in found):
            self.at(kind).fail(f"wanted [[{kind}]] tables, found {shown(found)}")
        lines = self.text.splitlines()
        headers = [n for n, line in enumerate(lines, 1) if line.strip() == f"[[{kind}]]"]
        headers += [0] * len(found)
        return [
            (table, _Place(self.where, self.text, f"{kind} {number}", headers[number - 1]))
            for number, table in enumerate(found, 1)
        ]


def _family(table: dict[str, Any], place: _Place) -> Family:
    _only(table, ["id", "name", "aliases"], place)
    return Family(
        id=_value("id", "id", table, place),
        name=_value("name", "text", table, place),
        aliases=_value("aliases", "texts", table, place) if "aliases" in table else (),
    )


def _product(table: dict[str, Any], place: _Place, shelf: Shelf) -> Product:
    required = {**_REQUIRED, **shelf.required}
    optional = {**_OPTIONAL, **shelf.details}
    _only(table, [*required, *optional, "facts"], place)
    fields = {key: _value(key, kind, table, place) for key, kind in required.items()}
    for key, kind in optional.items():
        if kind == "rates":
            fields[key] = MappingProxyType(_table(key, _RATES, table, place))
        elif key in table:
            fields[key] = _value(key, kind, table, place)
    details = {key: fields.pop(key) for key in shelf.details if key in fields}
    return Product(
        **{"kind": shelf.kind, **fields},
        shelf=shelf.word,
        facts=MappingProxyType(_table("facts", shelf.facts, table, place)),
        details=MappingProxyType(details),
    )


_RATES = dict.fromkeys(PRECISION_BITS, "amount")


def _table(
    name: str, kinds: Mapping[str, str] | None, table: dict[str, Any], place: _Place
) -> dict[str, Any]:
    """The table ``name`` inside a record; without ``kinds`` any key may stand in it."""
    found = table.get(name, {})
    if not isinstance(found, dict):
        place.at(name).fail(f"wanted a table, found {shown(found)}")
    if kinds is None:
        kinds = dict.fromkeys(sorted(found), "fact")
    _only(found, list(kinds), place, inside=name)
    # In our order, not the file's: a record is the same however its lines are sorted.
    return {
        key: _value(key, kind, found, place, inside=name)
        for key, kind in kinds.items()
        if key in found
    }


def _only(table: dict[str, Any], known: list[str], place: _Place, inside: str = "") -> None:
    for key in table:
        if key not in known:
            place.at(key, inside).fail(f"unknown key{near(key, known)}")


def _value(key: str, kind: str, table: dict[str, Any], place: _Place, inside: str = "") -> Any:
    if key not in table:
        place.fail(f"{key} is missing")
    wanted, reader = READERS[kind]
    try:
        return reader(table[key])
    except Wrong:
        place.at(key, inside).fail(f"wanted {wanted}, found {shown(table[key])}")
