"""Read the catalogue's TOML records, strictly.

A record is refused rather than guessed at: an unknown key, a number that is text, a negative
rate or a name that two products share is a CatalogueError with the file and, where it can be
found, the line.
"""

from __future__ import annotations

from decimal import Decimal
from types import MappingProxyType

from licet.catalogue.errors import CatalogueError
from licet.catalogue.model import FACTS, PRECISION_BITS, Catalogue, Chip, Family
from licet.catalogue.search import family_names, normalise

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path
    from typing import Any, NoReturn

CONFIDENCE = ("high", "medium", "low")
BOUNDS = (">=", "<=", ">", "<")

_LARGEST = Decimal(10) ** 18  # far above any count here; keeps 1e999999 out of the arithmetic
_MOST_PLACES = 12
_COUNTRY = 2  # letters in a country code
_WIDE = 60  # characters of a wrong value that a message shows

_REQUIRED = {
    "id": "id",
    "name": "text",
    "vendor": "text",
    "vendor_country": "country",
    "headquarters": "country",
    "family": "id",
    "confidence": "confidence",
    "source": "text",
}
_OPTIONAL = {
    "announced": "text",
    "notes": "text",
    "foundry": "text",
    "dram_type": "text",
    "die_area_basis": "text",
    "tpp_set_by": "precision",
    "tpp_differs_because": "text",
    "transfer_rate_basis": "text",
    "transistor_count": "count",
    "physical_die_area_mm2": "amount",
    "tpp_if_tf32_is_32_bits": "amount",
    "aliases": "texts",
}


def load(folder: Path) -> Catalogue:
    """The catalogue of all ``chips/*.toml`` files in ``folder``.

    Raises CatalogueError for a file that cannot be read, a record that is not well formed, or
    records that contradict each other.
    """
    paths = sorted((folder / "chips").glob("*.toml"))
    if not paths:
        raise CatalogueError(f"{folder}: wanted a folder with chips/*.toml in it; found none")
    families: list[Family] = []
    chips: list[Chip] = []
    for path in paths:
        try:
            data = path.read_bytes()
        except OSError as fault:
            raise CatalogueError(f"{path}: cannot be read: {fault.strerror}") from fault
        more_families, more_chips = read(data, str(path))
        families += more_families
        chips += more_chips
    return assemble(chips, families)


def read(data: bytes, where: str) -> tuple[list[Family], list[Chip]]:
    r"""The declared families and the chips of one file; ``where`` is how errors call it.

    >>> try:
    ...     read(b"[[chip]]\nid = 7", "x.toml")
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
    for key in document:
        if key not in ("chip", "family"):
            place.at(key).fail(f"unknown key; wanted [[chip]] or [[family]]{_near(key, ['chip'])}")
    families = [_family(table, spot) for table, spot in place.tables(document, "family")]
    chips = [_chip(table, spot) for table, spot in place.tables(document, "chip")]
    return families, chips


def assemble(chips: Iterable[Chip], families: Iterable[Family] = ()) -> Catalogue:
    """A catalogue of records that agree: no id twice, no name for two products.

    Raises CatalogueError that names both records.
    """
    chips, families = list(chips), list(families)
    _distinct((chip.id for chip in chips), "chip")
    _distinct((family.id for family in families), "family")
    catalogue = Catalogue(chips, families)
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
        if len(family.chips) > 1 and family.id not in named:
            raise CatalogueError(
                f"family {family.id!r} has {len(family.chips)} chips "
                f"({', '.join(chip.id for chip in family.chips)}) but no [[family]] names it"
            )
        if len({chip.vendor for chip in family.chips}) > 1:
            raise CatalogueError(f"family {family.id!r} has chips of more than one vendor")
        named.discard(family.id)
    if named:
        raise CatalogueError(f"family {min(named)!r} is named but no chip belongs to it")


def _check_names(catalogue: Catalogue) -> None:
    owner: dict[str, tuple[str, str]] = {}
    for family in catalogue.families:
        claims = [(name, family.id) for name in family_names(family)]
        for chip in family.chips:
            claims += [(name, chip.id) for name in (chip.id, chip.name, *chip.aliases)]
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
            elif section == inside and stripped.partition("=")[0].strip() == key:
                return number
        return 0

    def tables(self, document: dict[str, Any], kind: str) -> list[tuple[dict[str, Any], _Place]]:
        """The ``[[kind]]`` tables with the place of each."""
        found = document.get(kind, [])
        if not isinstance(found, list) or not all(isinstance(table, dict) for table in found):
            self.at(kind).fail(f"wanted [[{kind}]] tables, found {_shown(found)}")
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


def _chip(table: dict[str, Any], place: _Place) -> Chip:
    _only(table, [*_REQUIRED, *_OPTIONAL, "facts", "dense_tops"], place)
    fields = {key: _value(key, kind, table, place) for key, kind in _REQUIRED.items()}
    for key, kind in _OPTIONAL.items():
        if key in table:
            fields[key] = _value(key, kind, table, place)
    facts = _table("facts", FACTS, table, place)
    rates = _table("dense_tops", dict.fromkeys(PRECISION_BITS, "amount"), table, place)
    return Chip(**fields, facts=MappingProxyType(facts), dense_tops=MappingProxyType(rates))


def _table(
    name: str, kinds: dict[str, str], table: dict[str, Any], place: _Place
) -> dict[str, Any]:
    found = table.get(name, {})
    if not isinstance(found, dict):
        place.at(name).fail(f"wanted a table, found {_shown(found)}")
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
            place.at(key, inside).fail(f"unknown key{_near(key, known)}")


def _value(key: str, kind: str, table: dict[str, Any], place: _Place, inside: str = "") -> Any:
    if key not in table:
        place.fail(f"{key} is missing")
    wanted, reader = _READERS[kind]
    try:
        return reader(table[key])
    except _Wrong:
        place.at(key, inside).fail(f"wanted {wanted}, found {_shown(table[key])}")


class _Wrong(Exception):
    """A value is not of its kind."""


def _read_text(value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise _Wrong
    return value


def _read_texts(value: object) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise _Wrong
    return tuple(sorted(map(_read_text, value)))


def _read_id(value: object) -> str:
    text = _read_text(value)
    parts = text.split("-")
    if not all(part.isascii() and part.isalnum() and part == part.lower() for part in parts):
        raise _Wrong
    return text


def _read_country(value: object) -> str:
    text = _read_text(value)
    if len(text) != _COUNTRY or not (text.isascii() and text.isalpha() and text.isupper()):
        raise _Wrong
    return text


def _read_confidence(value: object) -> str:
    if value not in CONFIDENCE:
        raise _Wrong
    return str(value)


def _read_precision(value: object) -> str:
    if not isinstance(value, str) or value not in PRECISION_BITS:
        raise _Wrong
    return value


def _read_flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise _Wrong
    return value


def _read_amount(value: object) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise _Wrong
    amount = Decimal(value)
    if not amount.is_finite() or not 0 < amount <= _LARGEST:
        raise _Wrong
    if int(amount.as_tuple().exponent) < -_MOST_PLACES:
        raise _Wrong
    return amount


def _read_count(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 < value <= _LARGEST:
        raise _Wrong
    return value


def _read_number(value: object) -> Decimal | str:
    if not isinstance(value, str):
        return _read_amount(value)
    sign, _, limit = value.partition(" ")
    plain = limit.isascii() and limit.replace(".", "", 1).isdigit() and limit[-1] != "."
    if sign not in BOUNDS or not plain or limit[0] == ".":
        raise _Wrong
    return f"{sign} {format(_read_amount(Decimal(limit)).normalize(), 'f')}"


_READERS: dict[str, tuple[str, Callable[[object], Any]]] = {
    "text": ("text that is not empty", _read_text),
    "texts": ("a list of texts that are not empty", _read_texts),
    "id": ("small letters, digits and hyphens", _read_id),
    "country": ("a country code of two capitals (ISO 3166)", _read_country),
    "confidence": (f"one of {', '.join(CONFIDENCE)}", _read_confidence),
    "precision": (f"one of {', '.join(PRECISION_BITS)}", _read_precision),
    "flag": ("true or false", _read_flag),
    "amount": ("a number above zero (leave out what is unknown)", _read_amount),
    "count": ("a whole number above zero (leave out what is unknown)", _read_count),
    "number": (
        'a number above zero, or a bound such as ">= 4800" (leave out what is unknown)',
        _read_number,
    ),
}


def _shown(value: object) -> str:
    if isinstance(value, Decimal | bool):
        return str(value).lower()
    if isinstance(value, dict | list):
        return "a table" if isinstance(value, dict) else "a list"
    try:
        text = repr(value)
    except ValueError:  # Python will not write out a whole number of thousands of digits
        return "a very large number"
    return text if len(text) <= _WIDE else text[:_WIDE] + "..."


def _near(key: str, known: list[str]) -> str:
    from difflib import get_close_matches

    near = get_close_matches(key[:80], known, n=1)
    return f"; did you mean {near[0]!r}?" if near else ""
