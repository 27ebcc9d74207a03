"""Concepts: one thing that several laws may control, each under a label of its own.

law/concepts/*.toml             one concept a file
law/concepts/_references.toml   the transfers by which laws are compared

A concept names no line and no day.  It says what a representative item is (facts of the
dictionary), along which facts the lines may differ, and which provisions of each law speak of it.
Where a line lies, and since when, is asked of the rules.  Labels that look alike are never
joined: what belongs together stands together in one file.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from licet.book.markdown import parse_toml, read_text
from licet.book.provision import CONFIDENCE
from licet.errors import LawError, Place, UnknownName
from licet.record import record, replaced

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

Raw = str | int | bool | Decimal
"""A value as a file states it; the dictionary of facts reads it."""
_KEYS = {
    "id", "title", "plain", "group", "items", "reference", "note", "facts", "point", "axis", "label",
}  # fmt: skip
_LABEL = {
    "sovereign",
    "code",
    "provisions",
    "confidence",
    "read",
    "from",
    "older",
    "absent",
    "named",
    "states",
    "note",
}
_REFERENCE = {"name", "words", "kind", "to", "to_from", "from_of"}


@record
class Reference:
    """A transfer by which laws are compared: from each sovereign's own ground to one place.

    ``departs`` gives the place of departure where that is not the sovereign's own code;
    ``arrives`` another destination for some sovereigns (China's own law is not asked about
    China).
    """

    name: str
    words: str
    kind: str
    to: str
    arrives: tuple[tuple[str, str], ...] = ()
    departs: tuple[tuple[str, str], ...] = ()

    def route(self, sovereign: str) -> tuple[str, str]:
        """Where the transfer leaves and where it goes, for one sovereign's law."""
        return (
            dict(self.departs).get(sovereign, sovereign),
            dict(self.arrives).get(sovereign, self.to),
        )


@record
class Point:
    """A representative item: the concept's facts, with some of them set so."""

    name: str
    facts: tuple[tuple[str, Raw], ...] = ()


@record
class Axis:
    """A fact along which lines may differ, with the short word for it."""

    fact: str
    words: str = ""


@record
class Label:
    """How one sovereign writes the concept, and the provisions of the book that hold it.

    ``read`` is False where such a line is known or thought to exist and its text was not read;
    ``since`` is then the first day on which it may stand.  ``provisions`` is empty where the
    book holds none.  ``older`` says that the line stood before the first text that was read;
    ``absent`` that this law was looked through for the concept and none was found.

    ``named`` is False where no line of this law is known for the concept, and the text in which
    one would stand was not read in full.  ``states`` are facts in this
    law's own words, such as the class that its list gives the item where the book holds no figures
    of the entry: the law is asked about the representative item so, and about no other item.
    """

    sovereign: str
    code: str
    provisions: tuple[str, ...]
    confidence: str
    read: bool = True
    since: date | None = None
    older: bool = False
    absent: bool = False
    named: bool = True
    states: tuple[tuple[str, Raw], ...] = ()
    note: str = ""


@record
class Concept:
    """One controlled thing.  ``items`` are kinds of item, that of the representative first."""

    id: str
    title: str
    plain: str
    group: str
    items: tuple[str, ...]
    reference: str
    facts: tuple[tuple[str, Raw], ...]
    points: tuple[Point, ...]
    axes: tuple[Axis, ...]
    labels: tuple[Label, ...]
    note: str = ""
    file: str = ""

    def at(self, point: Point) -> dict[str, Raw]:
        """The facts of a representative item."""
        return {**dict(self.facts), **dict(point.facts)}

    def labels_of(self, sovereign: str) -> tuple[Label, ...]:
        """How one sovereign writes it; none where it has no such line, as far as known."""
        return tuple(each for each in self.labels if each.sovereign == sovereign)


@record
class Concepts:
    """Every concept of a folder of law by id, in the order of groups, and the references.

    ``between`` are the sovereigns that are compared unless others are asked for;
    ``counted_from`` the one after which days of following are counted where it takes part.
    """

    by_id: Mapping[str, Concept]
    references: Mapping[str, Reference]
    between: tuple[str, ...] = ()
    counted_from: str = ""
    hash: str = ""
    """SHA-256 over what the files say: that of the law does not cover them."""

    def __getitem__(self, name: str) -> Concept:
        """The concept with this id; ``UnknownName`` names near ones."""
        try:
            return self.by_id[name]
        except KeyError:
            raise UnknownName("concept", name, self.by_id) from None

    def reference(self, concept: Concept) -> Reference:
        """The transfer by which this concept is compared."""
        return self.references[concept.reference]


def read_concepts(law: Path) -> Concepts:
    """Every concept under ``law/concepts``; none where there is no such folder.

    Raises ``LawError`` with the file for what cannot be read.  Names of facts and provisions
    are not tried here: ``licet law check`` does that.
    """
    folder = law / "concepts"
    references: dict[str, Reference] = {}
    between: tuple[str, ...] = ()
    counted_from = ""
    path = folder / "_references.toml"
    if path.exists():
        data, name = _toml(path, law)
        between = _texts(data, "between", name)
        counted_from = _text(data, "counted_from", name)
        for table in _tables(data, "reference", name):
            one = _reference(table, name)
            references[one.name] = one
    found: dict[str, Concept] = {}
    for path in sorted(folder.glob("[!_]*.toml")):
        data, name = _toml(path, law)
        concept = _concept(data, name)
        if concept.id != path.stem:
            raise LawError(f"the file of {concept.id} is called {path.name}", Place(name, 1, 1))
        if concept.reference not in references:
            raise LawError(
                str(UnknownName("reference transfer", concept.reference, references)), Place(name)
            )
        found[concept.id] = concept
    ordered = sorted(found.values(), key=lambda each: (each.group, each.id))
    made = Concepts({each.id: each for each in ordered}, references, between, counted_from)
    return with_hash(made)


def with_hash(concepts: Concepts) -> Concepts:
    """The same with the hash of what it holds."""
    from licet.book.concepts_codec import hash_of

    return replaced(concepts, hash=hash_of(concepts))


def _toml(path: Path, law: Path) -> tuple[dict[str, object], str]:
    name = f"{law.name}/{path.relative_to(law).as_posix()}"
    return parse_toml(read_text(path, name), name), name


def _concept(data: dict[str, object], name: str) -> Concept:
    _only(data, _KEYS, "a concept", name)
    points = tuple(
        Point(_text(each, "name", name), tuple(_facts(each, name)))
        for each in _tables(data, "point", name)
    )
    return Concept(
        id=_text(data, "id", name),
        title=_text(data, "title", name),
        plain=_text(data, "plain", name),
        group=_text(data, "group", name),
        items=_texts(data, "items", name),
        reference=_text(data, "reference", name),
        facts=tuple(_facts(data, name)),
        points=points or (Point("as described"),),
        axes=tuple(
            Axis(_text(each, "fact", name), _text(each, "words", name, ""))
            for each in _tables(data, "axis", name)
        ),
        labels=tuple(_label(each, name) for each in _tables(data, "label", name)),
        note=_text(data, "note", name, ""),
        file=name,
    )


def _label(data: dict[str, object], name: str) -> Label:
    _only(data, _LABEL, "a label", name)
    confidence = _text(data, "confidence", name)
    if confidence not in CONFIDENCE:
        raise LawError(f"confidence is one of {', '.join(CONFIDENCE)}", Place(name))
    since = data.get("from")
    read, older = _flag(data, "read", name, default=True), _flag(data, "older", name)
    absent, named = _flag(data, "absent", name), _flag(data, "named", name, default=True)
    states = tuple(_facts(data, name, "states"))
    if not named and read:
        raise LawError("a label with named = false was not read: add read = false", Place(name))
    if since is not None and type(since) is not date:
        raise LawError("from must be a date such as 2026-01-15", Place(name))
    provisions = _texts(data, "provisions", name) if "provisions" in data else ()
    if read and not absent and not provisions and not states:
        raise LawError(
            "a label that was read names its provisions, or states the class", Place(name)
        )
    return Label(
        _text(data, "sovereign", name), _text(data, "code", name), provisions, confidence, read,
        since, older, absent, named, states, _text(data, "note", name, ""),
    )  # fmt: skip


def _reference(data: dict[str, object], name: str) -> Reference:
    _only(data, _REFERENCE, "a reference transfer", name)
    return Reference(
        _text(data, "name", name), _text(data, "words", name), _text(data, "kind", name),
        _text(data, "to", name), tuple(_pairs(data, "to_from", name)), tuple(_pairs(data, "from_of", name)),
    )  # fmt: skip


def _facts(data: dict[str, object], name: str, key: str = "facts") -> Iterator[tuple[str, Raw]]:
    table = data.get(key, {})
    if not isinstance(table, dict):
        raise LawError(f"{key} = {{ fact = value, ... }}", Place(name))
    for fact, value in table.items():
        if not isinstance(value, str | int | Decimal):
            raise LawError(f"{fact} must be a text, a number, true or false", Place(name))
        yield fact, value


def _pairs(data: dict[str, object], key: str, name: str) -> Iterator[tuple[str, str]]:
    table = data.get(key, {})
    if not isinstance(table, dict):
        raise LawError(f"{key} = {{ SOVEREIGN = place }}", Place(name))
    yield from ((code, str(place)) for code, place in table.items())


def _tables(data: dict[str, object], key: str, name: str) -> list[dict[str, object]]:
    value = data.get(key, [])
    if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
        raise LawError(f"write it as [[{key}]]", Place(name))
    return value


def _text(data: dict[str, object], key: str, name: str, default: str | None = None) -> str:
    value = data.get(key, default)
    if not isinstance(value, str):
        raise LawError(f"{key} is missing, or is no text", Place(name))
    return value


def _flag(data: dict[str, object], key: str, name: str, *, default: bool = False) -> bool:
    value = data.get(key, default)
    if not isinstance(value, bool):
        raise LawError(f"{key} is true or false", Place(name))
    return value


def _texts(data: dict[str, object], key: str, name: str) -> tuple[str, ...]:
    value = data.get(key)
    if not isinstance(value, list) or not value or not all(isinstance(each, str) for each in value):
        raise LawError(f"{key} is a list of texts, not empty", Place(name))
    return tuple(value)


def _only(data: dict[str, object], known: set[str], what: str, name: str) -> None:
    for key in data:
        if key not in known:
            raise LawError(str(UnknownName(f"key of {what}", key, known)), Place(name))
