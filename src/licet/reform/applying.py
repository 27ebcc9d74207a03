"""A rule book and reforms in, the reformed rule book out.  Nothing is changed in place."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

from licet.book.codec import book_from_json, book_to_json, law_hash
from licet.book.groups import Span as Stay
from licet.book.link import link
from licet.book.load import facts_in, try_facts
from licet.book.markdown import Page
from licet.book.patterns import matches
from licet.book.read import provision_from
from licet.errors import InputError, LawError, UnknownName
from licet.facts.dictionary import Dictionary
from licet.language.parse import Vocabulary
from licet.record import fields_of, replaced
from licet.reform.conflicts import refuse_conflicts
from licet.reform.model import Add, Members, Repeal, Replace, Rows, Set
from licet.reform.setting import set_to
from licet.reform.spans import cut, explained, inside, marked, respanned, without

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from licet.book.book import RuleBook
    from licet.book.provision import Provision, Version
    from licet.errors import Place
    from licet.reform.model import Patch, Reform

_DATED = frozenset({"versions", "file", "text", "title", "cite", "rationale"})
"""Fields of a provision that another text may have of its own: the others hold through all time."""
_LISTS = frozenset({"carves_out", "overcomes", "reviews", "refines", "against"})


def apply(book: RuleBook, *reforms: Reform) -> RuleBook:
    """``book`` as it would be if these reforms were law, each from its date on.

    The hash of the result is that of the law it says, whatever reforms led to it; with no reform, or
    with reforms that patch nothing, it is ``book`` itself.

    Raises:
        InputError: a patch does not fit the law, or two reforms touch the same thing; with places.
    """
    wanted = [each for each in reforms if each.patches or each.facts]
    if not wanted:
        return book
    refuse_conflicts(wanted)
    data = _data(book)
    if law_hash(data) != book.hash:
        raise InputError(
            "this rule book was read without its prose or its drafts, so the hash of the reformed law could not be "
            "told; take the whole one: licet.reform.base(library)"
        )
    found = _Law(book)
    try:
        for each in wanted:
            found.take(each)
        return found.book()
    except LawError as error:
        raise InputError(error.message, error.place) from None


def _data(book: RuleBook) -> dict[str, Any]:
    return book_to_json(
        book.facts, book.provisions.values(), book.groups.values(), book.tables.values(), book.folds,
        dict(book.roles), book.sovereigns.values(), book.registers,
    )  # fmt: skip


class _Law:
    """A rule book while reforms are put to it."""

    def __init__(self, book: RuleBook) -> None:
        self.base = book
        self.facts = book.facts
        self.provisions = dict(book.provisions)
        self.groups = dict(book.groups)
        self.tables = dict(book.tables)
        self.pages: dict[str, Page] = {}
        self.places: dict[str, Place] = {}

    def take(self, reform: Reform) -> None:
        """Put one reform to the law as it stands."""
        self._ask(reform)
        added = {str(e.page.front.get("id")) for e in reform.patches if isinstance(e, Add)}
        for patch in reform.patches:
            self._put(patch, reform, added)

    def book(self) -> RuleBook:
        """The law as it stands, every name in it leading somewhere."""
        blank = Page("a reform", {}, "", (), "")
        pages = {name: self.pages.get(name, blank) for name in self.provisions}
        link(self.provisions, pages)
        made = replaced(
            self.base, facts=self.facts, provisions=self.provisions, groups=self.groups, tables=self.tables
        )  # fmt: skip
        data = _data(made)
        return book_from_json(data, law_hash(data), self.base.registers)

    # -- facts -------------------------------------------------------------------------

    def _ask(self, reform: Reform) -> None:
        new = [each for name, text in reform.facts for each in facts_in(text, name)]
        for fact, place in new:
            if fact.name in self.facts:
                raise InputError(f"the law asks {fact.name} already; leave it out", place)
        if new:
            facts = Dictionary([*self.facts, *(fact for fact, _ in new)], self.facts.countries)
            try_facts([fact for fact, _ in new], facts, {fact.name: place for fact, place in new})
            self.facts = facts

    # -- patches -----------------------------------------------------------------------

    def _put(self, patch: Patch, reform: Reform, added: set[str]) -> None:
        match patch:
            case Add():
                self._add(patch)
            case Replace():
                self._replace(patch, added)
            case Repeal(id, span):
                old = self._held(id, patch.place)
                new = respanned(old, span, lambda _: ())
                self._keep(
                    explained(
                        new, f"Not law from {span.since} to {span.until}, by reform {reform}."
                    ),
                    old,
                    patch.place,
                )
            case Set():
                self._set(patch, reform)
            case Members():
                self._members(patch, reform)
            case Rows():
                self._rows(patch)

    def _held(self, name: str, place: Place) -> Provision:
        if name not in self.provisions:
            raise UnknownName("provision", name, self.provisions, place)
        return self.provisions[name]

    def _keep(self, new: Provision, old: Provision, place: Place) -> None:
        if new.versions == old.versions:
            raise InputError(f"{old.id} says that already on these days; the patch would change nothing", place)  # fmt: skip
        self.provisions[new.id] = new

    def _read(self, page: Page) -> Provision:
        name = page.front.get("id")
        first = str(name).partition(".")[0].upper()
        law = self.base.sovereigns.get(first)
        if law is None:
            known = ", ".join(code.lower() for code in self.base.sovereigns)
            raise InputError(f"the id {name!r} begins with the code of no law; these are {known}", page.place("id"))  # fmt: skip
        words = Vocabulary(self.facts, self.groups, self.base.roles)
        return provision_from(page, first, law.default_scope, words)

    def _add(self, patch: Add) -> None:
        made = self._read(patch.page)
        if made.id in self.provisions:
            raise InputError(f"the law has a provision {made.id}; use [[replace]] for another text of it", patch.page.place("id"))  # fmt: skip
        self._not_before(made, patch)
        self.provisions[made.id] = replaced(made, versions=_within(made, patch))
        self.pages[made.id] = patch.page

    def _not_before(self, made: Provision, patch: Add | Replace) -> None:
        for version in made.versions:
            if version.since < patch.span.since:
                raise InputError(
                    f"a text begins on {version.since}, and the patch on {patch.span.since}: a reform changes nothing "
                    "before its date",
                    patch.page.place(str(version.since)),
                )

    def _replace(self, patch: Replace, added: set[str]) -> None:
        made = self._read(patch.page)
        old = self._held(made.id, patch.page.place("id"))
        self._not_before(made, patch)
        changed = {}
        for name, value, _ in fields_of(made):
            was = getattr(old, name)
            if name in _DATED or value == was:
                continue
            grown = set(value) - set(was) if name in _LISTS and set(was) <= set(value) else None
            if grown is None or not all(_only_new(pattern, self.provisions, added) for pattern in grown):  # fmt: skip
                raise InputError(
                    f"{name} has no dates, and another one would change the law before {patch.span.since}: repeal "
                    f"{made.id} from that day and add a provision of another id",
                    patch.page.place(name),
                )
            changed[name] = value
        spans = respanned(old, patch.span, lambda _: _within(made, patch))
        new = replaced(spans, text=made.text, title=made.title, cite=made.cite, **changed)
        self._keep(new, old, patch.place)
        self.pages[made.id] = patch.page

    def _set(self, patch: Set, reform: Reform) -> None:
        old = self._held(patch.id, patch.place)
        live = [e for e in old.versions if e.to is None or e.to > patch.span.since]
        parts = {n for e in live for n in (*dict(e.parts), *(c.code for c in e.conditions))}
        if patch.part and patch.part not in parts:
            raise UnknownName(f"part or condition of {old.id}", patch.part, parts, patch.place)
        law = replaced(self.base, facts=self.facts, groups=self.groups)
        change = set_to(old, patch, law, f"reform {reform}")

        def each(versions: Iterable[Any]) -> list[Any]:
            made = [(one, change(one)) for one in versions]
            return [
                one if new == one else replaced(new, source=marked(new.source, reform.name))
                for one, new in made
            ]

        new = respanned(old, patch.span, each)
        if new.versions == old.versions:
            raise InputError(f"{old.id} says that already on these days; the patch would change nothing", patch.place)  # fmt: skip
        self.provisions[old.id] = new

    def _members(self, patch: Members, reform: Reform) -> None:
        if patch.group not in self.groups:
            raise UnknownName("country group", patch.group, self.groups, patch.place)
        group = self.groups[patch.group]
        for code in (*patch.gains, *patch.loses):
            if self.facts.countries and code not in self.facts.countries:
                raise UnknownName("country code", code, self.facts.countries, patch.place)
        stays = list(group.members)
        for code in patch.loses:
            mine = [each for each in stays if each.name == code]
            if not inside(mine, patch.span):
                raise InputError(f"{code} is not in {group.name} on these days, so it cannot leave it", patch.place)  # fmt: skip
            stays = [each for each in stays if each.name != code] + list(without(mine, patch.span))
        for code in patch.gains:
            mine = [each for each in stays if each.name == code]
            if len(list(without(mine, patch.span))) == len(mine) - 1 or any(
                (e.since or date.min) <= patch.span.since and e.to is None for e in mine
            ):
                raise InputError(f"{code} is in {group.name} on these days already", patch.place)
            came = Stay(
                code, patch.span.since, patch.span.until, f"reform {reform}", "", "", patch.span.published
            )  # fmt: skip
            stays = [each for each in stays if each.name != code] + [*without(mine, patch.span), came]  # fmt: skip
        places = {
            e.name: at for at, e in reversed(list(enumerate(self.base.groups[group.name].members)))
        }
        ordered = tuple(
            sorted(
                stays, key=lambda e: (places.get(e.name, len(places)), e.name, e.since or date.min)
            )
        )
        self.groups[patch.group] = replaced(group, members=ordered)

    def _rows(self, patch: Rows) -> None:
        if patch.table not in self.tables:
            raise UnknownName("table of law", patch.table, self.tables, patch.place)
        table = self.tables[patch.table]
        rows = list(table.rows)
        first, last = patch.span.since, patch.span.until
        for cells in patch.loses:
            fits = [r for r in rows if cells.items() <= r.items() and _covers(r, patch)]
            if not fits:
                raise InputError(f"no row of {table.name} on these days has {dict(cells)}", patch.place)  # fmt: skip
            for row in fits:
                rows.remove(row)
                if row.get("from") is None or row["from"] < first:  # type: ignore[operator]
                    rows.append({**row, "to": first})
                end = row.get("to")
                if last is not None and (end is None or end > last):  # type: ignore[operator]
                    rows.append({**row, "from": last})
        for cells in patch.gains:
            days = {"from": first, "published": patch.span.published}
            rows.append({**days, **cells, **({} if last is None else {"to": last})})
        if rows == list(table.rows):
            raise InputError(f"{table.name} says that already", patch.place)
        held = [_as_text(row) for row in self.base.tables[table.name].rows]
        ordered = sorted(rows, key=lambda row: _row_place(row, held))
        self.tables[patch.table] = replaced(table, rows=tuple(ordered))


def _as_text(row: Mapping[str, object]) -> str:
    return json.dumps(row, sort_keys=True, default=str)


def _row_place(row: Mapping[str, object], held: list[str]) -> tuple[int, str]:
    """Rows that the table has keep their order; others stand behind them, by what they say."""
    text = _as_text(row)
    return (held.index(text) if text in held else len(held), text)


def _within(made: Provision, patch: Add | Replace) -> tuple[Version, ...]:
    """The texts of a file, ended where the patch ends."""
    span = patch.span
    return tuple(cut(made.versions, date.min, span.until or date.max, span.published))


def _covers(row: Mapping[str, Any], patch: Rows) -> bool:
    since, end = row.get("from"), row.get("to")
    return (since is None or since < (patch.span.until or date.max)) and (
        end is None or end > patch.span.since
    )


def _only_new(pattern: str, provisions: Mapping[str, Provision], added: set[str]) -> bool:
    """Whether a pattern means provisions of this reform alone."""
    return all(name in added for name in provisions if matches(pattern, name))
