"""Names in a published document: each declared once, and each reference leading somewhere."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from licet.book.patterns import matches
from licet.book.provision import SPEAKS_OF, STATES
from licet.errors import LawError, Place, nearest
from licet.facts.dictionary import Dictionary, Fact, fact_from
from licet.publish.fault import Fault, Path, pointer
from licet.publish.select import FRAME
from licet.record import replaced

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

Json = dict[str, Any]
KEYS = {
    "sovereigns": "code", "countries": "code", "facts": "name", "roles": "name", "citations": "id",
    "groups": "name", "tables": "name", "registers": "name", "provisions": "id",
}  # fmt: skip
_WHAT = {
    "sovereigns": "sovereign", "countries": "country", "facts": "fact", "roles": "set of roles",
    "citations": "citation", "groups": "country group", "tables": "table", "registers": "register",
    "provisions": "provision",
}  # fmt: skip


class Declared:
    """What a document declares, as far as it can be read; ``unsound`` items are named, not trusted."""

    def __init__(self, data: Json, unsound: Collection[tuple[str | int, ...]] = ()) -> None:
        self.data = data
        self.unsound = frozenset(unsound)
        self.names = {kind: self._names(kind, key) for kind, key in KEYS.items()}
        self.cited: set[str] = set()

    def _names(self, kind: str, key: str) -> Counter[str]:
        found = (each.get(key) for each in self._all(kind) if isinstance(each, dict))
        return Counter(name for name in found if isinstance(name, str))

    def _all(self, kind: str) -> list[Any]:
        value = self.data.get(kind, [])
        return value if isinstance(value, list) else []

    def each(self, kind: str) -> Iterator[tuple[Json, Path]]:
        """The items of a list that fit the schema, with their places."""
        for number, item in enumerate(self._all(kind)):
            if (kind, number) not in self.unsound and (kind,) not in self.unsound:
                yield item, (kind, number)

    def known(self, kind: str, name: str, path: Path) -> Iterator[Fault]:
        """A fault where nothing of this kind has the name; any country goes where none is listed."""
        if kind == "countries" and not self.names[kind]:
            return
        if name not in self.names[kind]:
            yield unknown(_WHAT[kind], name, self.names[kind], path)


def unknown(what: str, name: str, names: Iterable[str], path: Path) -> Fault:
    """The fault of a name that nothing declares."""
    near = nearest(name, list(names))
    hint = f"did you mean {', '.join(near)}? Or add it" if near else f"add the {what} to this file"
    return Fault("names", pointer(path), f"{name!r} is no {what} of this file", hint)


def name_faults(found: Declared) -> Iterator[Fault]:
    """Double names, and references to what the file does not declare."""
    for kind, key in KEYS.items():
        seen: set[str] = set()
        for item, path in found.each(kind):
            if item[key] in seen:
                yield Fault("names", pointer((*path, key)), f"the {_WHAT[kind]} {item[key]!r} is declared twice", "keep one, or give it a name of its own")  # fmt: skip
            seen.add(item[key])
    for item, path in found.each("sovereigns"):
        for key in ("default_scope", "subject"):
            if key in item:
                yield from found.known("provisions", item[key], (*path, key))
    for item, path in found.each("folds"):
        yield from found.known("sovereigns", item["sovereign"], (*path, "sovereign"))
        for key in ("country", "as"):
            yield from found.known("countries", item[key], (*path, key))
    for kind in ("groups", "tables", "registers", "provisions"):
        for item, path in found.each(kind):
            yield from found.known("sovereigns", item["sovereign"], (*path, "sovereign"))
            for number, name in enumerate(item["cite"]):
                found.cited.add(name)
                yield from found.known("citations", name, (*path, "cite", number))
    for item, path in found.each("groups"):
        for number, member in enumerate(item.get("members", ())):
            yield from found.known("countries", member["country"], (*path, "members", number, "country"))  # fmt: skip
    for item, path in found.each("tables"):
        if "fact" in item:
            yield from found.known("facts", item["fact"], (*path, "fact"))
    for item, path in found.each("provisions"):
        yield from _relations(item, path, found)
    if not found.unsound:
        for item, path in found.each("citations"):
            if item["id"] not in found.cited:
                yield Fault("names", pointer(path), f"nothing refers to the citation {item['id']}", "refer to it, or take it out")  # fmt: skip


def _relations(item: Json, path: Path, found: Declared) -> Iterator[Fault]:
    if "scope" in item:
        yield from found.known("provisions", item["scope"], (*path, "scope"))
    for key in ("carves_out", "overcomes", "reviews", "refines"):
        for number, pattern in enumerate(item.get(key, ())):
            if not any(matches(pattern, each) for each in found.names["provisions"]):
                yield unknown("provision", pattern, found.names["provisions"], (*path, key, number))
    kind = item["kind"]
    if kind in SPEAKS_OF and SPEAKS_OF[kind] not in item:
        yield Fault("names", pointer(path), f"a provision of kind {kind} lacks {SPEAKS_OF[kind]}", f"name the provisions that it speaks of under {SPEAKS_OF[kind]}")  # fmt: skip
    yield from _against(item, path, found)
    needed = STATES.get(kind)
    for number, version in enumerate(item["versions"]):
        if needed and needed not in version:
            yield Fault("names", pointer((*path, "versions", number)), f"a version of a {kind} lacks {needed}", f"add {needed}")  # fmt: skip


def _against(item: Json, path: Path, found: Declared) -> Iterator[Fault]:
    """A conflict names needs of other laws; they must be there where that law is in the file."""
    patterns = item.get("against", ())
    if (item["kind"] == "conflict") is not bool(patterns):
        yield Fault("names", pointer(path), f"the provision is of kind {item['kind']} and has {'an' if patterns else 'no'} against", "a conflict names under against the needs of other laws that it forbids to follow; no other kind does")  # fmt: skip
    loaded = {each.split(".", 1)[0] for each in found.names["provisions"]}
    for number, pattern in enumerate(patterns):
        at, home = (*path, "against", number), pattern.split(".", 1)[0]
        if home == item["id"].split(".", 1)[0]:
            yield Fault("names", pointer(at), f"{pattern} is of the same law", "name needs of another law; a conflict lies between two")  # fmt: skip
        elif home in loaded and not any(matches(pattern, each) for each in found.names["provisions"]):  # fmt: skip
            yield unknown("provision", pattern, found.names["provisions"], at)


# -- the dictionary --------------------------------------------------------------------


def dictionary_of(found: Declared) -> tuple[Dictionary, list[Fault]]:
    """The facts that can be used, and what is wrong with the others."""
    faults: list[Fault] = []
    facts: dict[str, Fact] = {}
    for item, path in found.each("facts"):
        fields = {**item, "derived": [each["text"] for each in item.get("derived", ())]}
        if "meaningless_when" in item:
            fields["meaningless_when"] = item["meaningless_when"]["text"]
        try:
            facts.setdefault(item["name"], fact_from(fields, Place(pointer(path))))
        except LawError as error:
            faults.append(Fault("facts", pointer(path), error.message, "correct the fact"))
        for number, other in enumerate(item.get("no_closes", ())):
            faults += found.known("facts", other, (*path, "no_closes", number))
    countries = {item["code"]: item["name"] for item, _ in found.each("countries")}
    try:
        dictionary = Dictionary(facts.values(), countries)
    except LawError as error:
        faults.append(Fault("facts", "/facts", error.message, "give each fact names of its own"))
        bare = (replaced(fact, aliases=()) for fact in facts.values())
        dictionary = Dictionary(bare, countries)
    if facts and not any(place[:1] == ("facts",) for place in found.unsound):
        faults += _frame(dictionary)
    return dictionary, faults


def _frame(facts: Dictionary) -> Iterator[Fault]:
    """Facts that each statement of a transfer has room for must be there."""
    for name, (kind, owner) in FRAME.items():
        fact = facts.get(name)
        if fact is None or fact.name != name:
            yield Fault("facts", "/facts", f"the fact {name} is missing; every transfer states it", f"add it with type {kind}, as licet law export writes it")  # fmt: skip
        elif fact.type != kind or (owner and fact.owner != owner):
            yield Fault("facts", "/facts", f"the fact {name} is a {fact.type} of the {fact.owner}; a {kind} of the {owner or 'item'} was wanted", "write it as licet law export does")  # fmt: skip
