"""A folder of law to a ``RuleBook``.

law/facts/*.toml            the dictionary of facts
law/roles.toml              named sets of roles
law/<sovereign>/sovereign.toml, groups/*.toml, tables/*.toml, and one .md a provision
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, TypeVar

from licet.book.book import RuleBook, Sovereign
from licet.book.codec import book_from_json, book_to_json
from licet.book.formulas import formula
from licet.book.groups import Fold, Group, Span, Table
from licet.book.link import link
from licet.book.markdown import Page, parse_page, parse_toml, read_text
from licet.book.provision import CONFIDENCE, Provision
from licet.book.read import provision_from
from licet.book.read_registers import registers_in
from licet.book.registers import Registers
from licet.errors import LawError, Place, UnknownName
from licet.facts.dictionary import Dictionary, Fact, fact_from
from licet.language.parse import Vocabulary, parse_rule
from licet.record import record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

Front = dict[str, object]
T = TypeVar("T")


@record
class Source:
    """A rule book together with the pages that it was read from."""

    book: RuleBook
    pages: dict[str, Page]


def load_folder(folder: Path) -> Source:
    """Read, parse and link every law file under ``folder``.

    Raises ``LawError`` with file, line and column for whatever cannot be read, for a name
    that nothing declares, and for references that go in a circle.
    """
    if not (folder / "facts").is_dir():
        raise LawError(
            "here is no folder of law: it would hold facts/, roles.toml and a folder a sovereign",
            Place(str(folder)),
        )
    facts = _facts(folder)
    roles = _roles(folder, facts)
    sovereigns: dict[str, Sovereign] = {}
    groups: dict[str, Group] = {}
    tables: dict[str, Table] = {}
    folds: list[Fold] = []
    provisions: dict[str, Provision] = {}
    pages: dict[str, Page] = {}
    homes = sorted(path.parent for path in folder.glob("*/sovereign.toml"))
    for home in homes:
        sovereign = _sovereign(home, folder)
        _once(sovereigns, sovereign.code, sovereign, _name(home / "sovereign.toml", folder))
        for group, name in _groups(home, folder, sovereign.code):
            _once(groups, group.name, group, name)
        folds += _folds(home, folder, sovereign.code)
        for table, name in _tables(home, folder, sovereign.code):
            _once(tables, table.name, table, name)
    words = Vocabulary(facts, groups, roles)
    codes = {home: _sovereign(home, folder).code for home in homes}
    for home in homes:
        sovereign = sovereigns[codes[home]]
        for path in sorted(home.rglob("*.md")):
            if path.name == "README.md":
                continue
            name = _name(path, folder)
            page = parse_page(read_text(path, name), name)
            provision = provision_from(page, sovereign.code, sovereign.default_scope, words)
            if provision.id in provisions:
                first = provisions[provision.id].file
                raise LawError(
                    f"{provision.id} is declared here and in {first}", page.place(provision.id)
                )
            provisions[provision.id] = provision
            pages[provision.id] = page
    for home in homes:
        _scopes(home, folder, provisions)
    link(provisions, pages)
    data = book_to_json(
        facts,
        provisions.values(),
        groups.values(),
        tables.values(),
        folds,
        roles,
        sovereigns.values(),
        Registers(lambda: registers_in(codes, folder, facts)),
    )
    book = book_from_json(data)
    return Source(book, pages)


def _name(path: Path, folder: Path) -> str:
    return f"{folder.name}/{path.relative_to(folder).as_posix()}"


def _toml(path: Path, folder: Path) -> tuple[Front, str]:
    name = _name(path, folder)
    return parse_toml(read_text(path, name), name), name


def _once(found: dict[str, T], key: str, value: T, name: str) -> None:
    if key in found:
        raise LawError(f"{key} is declared a second time", Place(name, 1, 1))
    found[key] = value


def _facts(folder: Path) -> Dictionary:
    """Every fact; what one says of others is tried here, where its file is known."""
    places: dict[str, Place] = {}
    found: list[Fact] = []
    for path in sorted((folder / "facts").glob("*.toml")):
        name = _name(path, folder)
        for fact, place in facts_in(read_text(path, name), name):
            if fact.name in places:
                raise LawError(
                    f"the fact {fact.name} stands here and at {places[fact.name]}", place
                )
            places[fact.name] = place
            found.append(fact)
    try:
        facts = Dictionary(found, _countries(folder))
    except LawError as error:
        raise LawError(error.message, Place(f"{folder.name}/facts")) from None
    try_facts(facts, facts, places)
    return facts


def facts_in(text: str, name: str) -> Iterator[tuple[Fact, Place]]:
    """The facts of one file, each with the place where it stands."""
    data = parse_toml(text, name)
    shared = _defaults(data, name)
    tables = _list(data, "fact", name)
    heads = [i for i, line in enumerate(text.split("\n"), 1) if line.strip() == "[[fact]]"]
    for number, table in enumerate(tables):
        place = Place(name, heads[number] if len(heads) == len(tables) else 1, 1)
        yield fact_from({**shared, **table}, place), place


def try_facts(some: Iterable[Fact], facts: Dictionary, places: Mapping[str, Place]) -> None:
    """What facts say of others can be read; ``LawError`` with the place of the one that says it."""
    words = Vocabulary(facts)
    for fact in some:
        place = places[fact.name]
        for text in fact.derived:
            formula(fact, text, words, place)
        if fact.meaningless_when:
            parse_rule(fact.meaningless_when, words, place)
        for other in fact.no_closes:
            if other not in facts:
                raise LawError(
                    str(UnknownName("fact", other, [each.name for each in facts])), place
                )


def _defaults(data: Front, name: str) -> Front:
    """What a file of facts says once for each of its facts; a fact that says otherwise wins."""
    if odd := sorted(set(data) - {"fact", "defaults"}):
        raise LawError(
            f"a file of facts holds [[fact]] and [defaults], not {odd[0]!r}", Place(name)
        )
    shared = data.get("defaults", {})
    if not isinstance(shared, dict):
        raise LawError("write it as [defaults]", Place(name))
    if "name" in shared:
        raise LawError("each fact has a name of its own, so [defaults] has none", Place(name))
    return shared


def _list(data: Front, key: str, name: str) -> list[Front]:
    value = data.get(key, [])
    if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
        raise LawError(f"write it as [[{key}]]", Place(name))
    return value


def _countries(folder: Path) -> dict[str, str]:
    path = folder / "countries.toml"
    if not path.exists():
        return {}
    data, name = _toml(path, folder)
    for code, title in data.items():
        if not isinstance(title, str):
            raise LawError(f'{code} lacks its name: {code} = "..."', Place(name))
    return {code: str(data[code]) for code in sorted(data)}


def _roles(folder: Path, facts: Dictionary) -> dict[str, tuple[str, ...]]:
    path = folder / "roles.toml"
    if not path.exists():
        return {}
    data, name = _toml(path, folder)
    found: dict[str, tuple[str, ...]] = {}
    for table in _list(data, "roles", name):
        roles = table.get("roles")
        if not isinstance(table.get("name"), str) or not isinstance(roles, list):
            raise LawError("a set of roles is name = ..., roles = [...]", Place(name))
        role_fact = facts.get("role")
        known = role_fact.choices if role_fact else ()
        for role in roles:
            if role not in known:
                raise LawError(str(UnknownName("role", str(role), known)), Place(name))
        _once(found, str(table["name"]), tuple(roles), name)
    return found


def _text(data: Front, key: str, name: str, default: str | None = None) -> str:
    value = data.get(key, default)
    if not isinstance(value, str):
        raise LawError(f"{key} is missing, or is no text", Place(name))
    return value


def _day(data: Front, key: str, name: str) -> date:
    value = data.get(key)
    if type(value) is not date:
        raise LawError(f"{key} must be a date such as 2026-01-15", Place(name))
    return value


def _optional_day(data: Front, key: str, name: str) -> date | None:
    return None if data.get(key) is None else _day(data, key, name)


def _confidence(data: Front, name: str, default: str = "") -> str:
    value = _text(data, "confidence", name, default)
    if value and value not in CONFIDENCE:
        raise LawError(f"confidence {value!r} is none of {', '.join(CONFIDENCE)}", Place(name))
    return value


def _cite(data: Front, name: str) -> tuple[tuple[str, str], ...]:
    entries = data.get("cite")
    if not isinstance(entries, list) or not entries:
        raise LawError("cite = [{ text = ..., url = ... }] is missing", Place(name))
    if not all(isinstance(each, dict) and isinstance(each.get("text"), str) for each in entries):
        raise LawError("a citation is { text = ..., url = ... }", Place(name))
    return tuple((each["text"], str(each.get("url", ""))) for each in entries)


def _sovereign(home: Path, folder: Path) -> Sovereign:
    data, name = _toml(home / "sovereign.toml", folder)
    coverage = tuple(
        (_text(each, "area", name), _text(each, "state", name), _text(each, "note", name, ""))
        for each in _list(data, "coverage", name)
    )
    return Sovereign(
        _text(data, "code", name), _text(data, "title", name), _text(data, "authority", name),
        _text(data, "statute", name, ""), _text(data, "default_scope", name, ""),
        _text(data, "subject", name, ""), _day(data, "checked", name), coverage,
        _status(data, name) == "draft",
    )  # fmt: skip


def _scopes(home: Path, folder: Path, provisions: dict[str, Provision]) -> None:
    """What a law says that it applies to, and reaches unless told otherwise, is a provision."""
    path = home / "sovereign.toml"
    data, name = _toml(path, folder)
    for key in ("default_scope", "subject"):
        wanted = _text(data, key, name, "")
        if wanted and wanted not in provisions:
            lines = read_text(path, name).split("\n")
            line = next((i for i, each in enumerate(lines, 1) if each.startswith(key)), 1)
            raise LawError(
                f"{key}: {UnknownName('provision', wanted, provisions)}", Place(name, line, 1)
            )


def _status(data: Front, name: str) -> str:
    status = _text(data, "status", name, "complete")
    if status not in ("complete", "draft"):
        raise LawError(f"status {status!r} is neither complete nor draft", Place(name))
    return status


def _groups(home: Path, folder: Path, sovereign: str) -> Iterator[tuple[Group, str]]:
    for path in sorted((home / "groups").glob("[!_]*.toml")):
        data, name = _toml(path, folder)
        members = tuple(
            Span(
                _country(each, name), _optional_day(each, "from", name), _optional_day(each, "to", name),
                _text(each, "source", name, ""), _confidence(each, name), _text(each, "note", name, ""),
                _optional_day(each, "published", name),
                _optional_day(each, "end_published", name),
            )
            for each in _list(data, "member", name)
        )  # fmt: skip
        group = Group(
            _text(data, "name", name), _text(data, "title", name), sovereign, _cite(data, name),
            _day(data, "checked", name), _confidence(data, name), members,
            _text(data, "note", name, ""), _optional_day(data, "complete_from", name),
        )  # fmt: skip
        yield group, name


def _country(data: Front, name: str, key: str = "country") -> str:
    code = _text(data, key, name)
    if not (len(code) == 2 and code.isalpha() and code.isupper() and code.isascii()):  # noqa: PLR2004 - ISO 3166 alpha-2
        raise LawError(f"{code!r} is no country of two capital letters", Place(name))
    return code


def _folds(home: Path, folder: Path, sovereign: str) -> Iterator[Fold]:
    path = home / "groups" / "_treated_as.toml"
    if path.exists():
        data, name = _toml(path, folder)
        for each in _list(data, "treated_as", name):
            yield Fold(
                _country(each, name), _country(each, name, "as"),
                _optional_day(each, "from", name), _text(each, "source", name, ""), sovereign,
            )  # fmt: skip


def _tables(home: Path, folder: Path, sovereign: str) -> Iterator[tuple[Table, str]]:
    for path in sorted((home / "tables").glob("*.toml")):
        data, name = _toml(path, folder)
        rows = tuple(_list(data, "row", name) or _list(data, "letter", name))
        for row in rows:
            _row(row, name)
        table = Table(
            _text(data, "name", name, path.stem), _text(data, "title", name), sovereign, _cite(data, name),
            _day(data, "checked", name), _confidence(data, name), rows, _text(data, "note", name, ""),
            _text(data, "fact", name, ""),
        )  # fmt: skip
        yield table, name


def _row(row: Front, name: str) -> None:
    for key, value in row.items():
        if key in ("from", "to", "published"):
            _day(row, key, name)
        elif not _is_plain(value):
            raise LawError(
                f"{key} must be a text, a number, a date or a list of these", Place(name)
            )


def _is_plain(value: object) -> bool:
    if isinstance(value, list):
        return all(map(_is_plain, value))
    if isinstance(value, dict):
        return all(map(_is_plain, value.values()))
    return isinstance(value, str | int | Decimal) or type(value) is date
