"""What of a book goes out: all of it, or some sovereigns, with everything that they rest on."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from licet.book.codec import book_from_json, book_to_json
from licet.book.load import Source
from licet.book.patterns import fitting, matches
from licet.book.registers import Registers
from licet.errors import UnknownName
from licet.facts.dictionary import Dictionary
from licet.language.nodes import Within, facts_of, refs_of, walk

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from licet.book.book import RuleBook
    from licet.book.markdown import Page
    from licet.book.provision import Provision
    from licet.book.registers import Register
    from licet.facts.dictionary import Fact

FRAME = {
    "item_kind": ("choice", ""),
    "declared_class": ("text", "item"),
    "kind": ("choice", "transfer"),
    "shipped_from": ("country", "transfer"),
    "destination": ("country", "transfer"),
    "declared_to": ("country", "transfer"),
    "route": ("codes", "transfer"),
    "transshipment": ("boolean", "transfer"),
    "parties_complete": ("boolean", "transfer"),
    "no_knowledge_beyond_stated": ("boolean", "end_use"),
    "role": ("choice", "party"),
    "lists": ("listings", "party"),
    "owned_by_listed_pct": ("number", "party"),
}
"""Facts that every statement of a transfer has room for, with type and owner (empty: any).
A law that does not name them cannot be asked anything."""
_CUSTOMARY = (
    "exporter.name", "exporter.letters", "country", "headquarters", "ultimate_parent_headquarters", "owners",
)  # fmt: skip
_RELATIONS = ("carves_out", "overcomes", "reviews", "refines")
_NO_FACTS = {"case", "holds", "on", "part", "due_care", "parties_complete"}


def select(source: Source, sovereigns: Iterable[str] = (), on: date | None = None) -> Source:
    """The law of ``sovereigns`` (all where none is named) that stands on ``on`` (any day).

    A provision goes out whole, with all its versions, since its cases ask about its past; and
    with it whatever it refers to and whatever carves it out.  The dictionary shrinks to the
    facts in use, unless the whole book was asked for.  Raises ``UnknownName``.
    """
    book = source.book
    codes = tuple(sovereigns)
    for code in codes:
        if code not in book.sovereigns:
            raise UnknownName("sovereign of the rule book", code, book.sovereigns)
    if not codes and on is None:
        return source
    wanted = {
        each.id
        for each in book.provisions.values()
        if (not codes or each.sovereign in codes)
        and (on is None or each.on(on, date.max) is not None)
    }
    homes = {book.sovereigns[code] for code in codes or book.sovereigns}
    wanted |= {name for each in homes for name in (each.default_scope, each.subject) if name}
    provisions = _closed(book, wanted & set(book.provisions))
    pages = {name: source.pages[name] for name in provisions if name in source.pages}
    return Source(_cut(book, provisions, {each.code for each in homes}, pages), pages)


def _closed(book: RuleBook, wanted: set[str]) -> dict[str, Provision]:
    found: dict[str, Provision] = {}
    todo = sorted(wanted)
    carvers = [each for each in book.provisions.values() if each.carves_out]
    while todo := todo or _opposed(book, found):
        name = todo.pop()
        if name in found:
            continue
        found[name] = provision = book[name]
        todo += [ref.id for tree in provision.trees for ref in refs_of(tree)]
        todo += [provision.scope] if provision.scope else []
        for relation in _RELATIONS:
            for pattern in getattr(provision, relation):
                todo += [each for each in book.provisions if matches(pattern, each)]
        todo += [c.id for c in carvers if any(matches(each, name) for each in c.carves_out)]
    return found


def _opposed(book: RuleBook, found: dict[str, Provision]) -> list[str]:
    """What a conflict stands against in laws of which a part goes out, but not yet this part."""
    laws = {each.split(".", 1)[0] for each in found}
    wanted = {
        pattern
        for each in found.values()
        for pattern in each.against
        if pattern.split(".", 1)[0] in laws and not fitting(pattern, found)
    }
    return sorted(name for pattern in wanted for name in fitting(pattern, book.provisions))


def _cut(
    book: RuleBook, provisions: dict[str, Provision], codes: set[str], pages: Mapping[str, Page]
) -> RuleBook:
    codes = codes | {each.sovereign for each in provisions.values()}
    trees = [tree for each in provisions.values() for tree in each.trees]
    named = {g for t in trees for n in walk(t) if isinstance(n, Within) for g in n.groups}
    groups = [g for g in book.groups.values() if g.sovereign in codes or g.name in named]
    codes |= {each.sovereign for each in groups}
    tables = [each for each in book.tables.values() if each.sovereign in codes]
    used = {fact for tree in trees for fact in facts_of(tree)}
    used |= {each.fact for each in tables if each.fact}
    used |= {*FRAME, *_CUSTOMARY, *_columns(book, pages)}
    registers = [each for each in book.registers.all if each.sovereign in codes]
    used |= {name for each in registers for name in _named(each, book)}
    data = book_to_json(
        Dictionary(_facts(book, used), book.facts.countries),
        provisions.values(),
        groups,
        tables,
        [each for each in book.folds if each.sovereign in codes],
        dict(book.roles),
        [each for each in book.sovereigns.values() if each.code in codes],
        Registers(lambda: [each for each in book.registers.data if each["sovereign"] in codes]),
    )
    return book_from_json(data)


def _named(register: Register, book: RuleBook) -> Iterator[str]:
    """Facts that a register is found by, gives or sets."""
    yield register.by
    for row in register.rows:
        yield from row.get("gives", ())
    yield from (each.name for each in book.facts if each.name.startswith(register.sets))


def _columns(book: RuleBook, pages: Mapping[str, Page]) -> Iterator[str]:
    """Facts that stand over a column of a case table."""
    role = book.facts.get("role")
    roles = role.choices if role else ()
    for page in pages.values():
        for row in page.rows:
            for head in row.cells:
                first, _, inner = head.partition(".")
                if head not in _NO_FACTS:
                    yield inner if first in roles and inner else head


def _facts(book: RuleBook, used: set[str]) -> list[Fact]:
    """The facts in use with those that they are worked out from, close or count."""
    found: dict[str, Fact] = {}
    todo = sorted(used)
    while todo:
        fact = book.facts.get(todo.pop())
        if fact is None or fact.name in found:
            continue
        found[fact.name] = fact
        trees = list(book.formulas.get(fact.name, ()))
        trees += [book.meaningless[fact.name]] if fact.name in book.meaningless else []
        todo += [name for tree in trees for name in facts_of(tree)]
        todo += [*fact.no_closes, *fact.counts_lists]
    return list(found.values())
