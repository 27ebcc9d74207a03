"""A rule book as one JSON document that any authority can write and any program can read."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from licet.book.formulas import formula
from licet.language.parse import Vocabulary
from licet.language.text import rule_text
from licet.publish.citations import citation_ids
from licet.publish.select import select
from licet.publish.tree import tree_to_data
from licet.record import fields_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from licet.book.book import RuleBook, Sovereign
    from licet.book.groups import Fold, Group, Table
    from licet.book.load import Source
    from licet.book.markdown import Row
    from licet.book.provision import Condition, Pause, Provision, Version
    from licet.book.registers import Register
    from licet.book.registers import Row as Entry
    from licet.facts.dictionary import Fact
    from licet.language.nodes import Any_

FORMAT = "licet-law/1"
MARK = ("mark", "value", "on", "except", "open", "see")
"""Keys of a mark of a register, in the order in which they are written."""
Json = dict[str, Any]


def document(source: Source, sovereigns: Iterable[str] = (), on: date | None = None) -> Json:
    """The law of ``source`` as JSON data: the same law gives the same document.

    Lists stand in order of their ids, except where order is law (versions, parts, members).
    What is not stated is left out; nothing is null.  Raises ``UnknownName`` for a sovereign
    that the book does not hold.
    """
    codes = tuple(sorted(set(sovereigns)))
    part = select(source, codes, on)
    book = part.book
    ids = citation_ids(_cited(book))
    excerpt: Json = {}
    if codes:
        excerpt["sovereigns"] = list(codes)
    if on is not None:
        excerpt["on"] = on.isoformat()
    words = Vocabulary(book.facts)
    return _kept(
        format=FORMAT,
        hash=book.hash,
        book=source.book.hash,
        excerpt=excerpt,
        sovereigns=[_sovereign(book.sovereigns[code]) for code in sorted(book.sovereigns)],
        countries=[{"code": code, "name": book.facts.countries[code]} for code in sorted(book.facts.countries)],
        facts=[_fact(fact, words) for fact in book.facts],
        roles=[{"name": name, "roles": list(book.roles[name])} for name in sorted(book.roles)],
        citations=[_kept(id=ids[each], text=each[1], url=each[2]) for each in ids],
        groups=[_group(book.groups[name], ids) for name in sorted(book.groups)],
        folds=[_fold(each) for each in book.folds],
        tables=[_table(book.tables[name], ids) for name in sorted(book.tables)],
        registers=[_register(each, ids) for each in book.registers.all],
        provisions=[
            _provision(book.provisions[name], ids, part.pages[name].rows if name in part.pages else ())
            for name in sorted(book.provisions)
        ],
    )  # fmt: skip


def to_bytes(data: Json) -> bytes:
    """A document as UTF-8 text that reads well in a diff, with a line end at its end."""
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()


def _cited(book: RuleBook) -> Iterable[tuple[str, str, str]]:
    for each in book.provisions.values():
        yield from ((each.sovereign, cite.text, cite.url) for cite in each.cite)
    listed: list[Group | Table | Register] = [
        *book.groups.values(), *book.tables.values(), *book.registers.all,
    ]  # fmt: skip
    for other in listed:
        yield from ((other.sovereign, text, url) for text, url in other.cite)


def _kept(**fields: object) -> Json:
    """Fields that say something: empty texts, lists and ``None`` are left out."""
    found = {}
    for name, value in fields.items():
        if value is not None and value not in ("", [], {}):
            found[name.rstrip("_")] = value.isoformat() if isinstance(value, date) else value
    return found


def _rule(tree: Any_, text: str = "") -> Json:
    return {"text": text or rule_text(tree), "tree": tree_to_data(tree)}


def _sovereign(each: Sovereign) -> Json:
    return _kept(
        code=each.code, title=each.title, authority=each.authority, statute=each.statute,
        default_scope=each.default_scope, subject=each.subject, checked=each.checked,
        status="draft" if each.draft else "complete",
        coverage=[_kept(area=area, state=state, note=note) for area, state, note in each.coverage],
    )  # fmt: skip


def _fact(fact: Fact, words: Vocabulary) -> Json:
    found: Json = {}
    for name, value, default in fields_of(fact):
        if value == default or (name == "choices" and fact.type == "country"):
            continue  # the countries stand once for all facts
        match name, value:
            case "derived", _:
                found[name] = [_rule(formula(fact, text, words), text) for text in value]
            case "meaningless_when", _:
                from licet.language.parse import parse_rule

                found[name] = _rule(parse_rule(value, words), value)
            case _, tuple():
                found[name] = list(value)
            case _, Decimal():
                found[name] = str(value)
            case _:
                found[name] = value
    return found


def _cites(sovereign: str, cite: Iterable[tuple[str, str]], ids: Mapping[Any, str]) -> list[str]:
    return [ids[sovereign, text, url] for text, url in cite]


def _group(each: Group, ids: Mapping[Any, str]) -> Json:
    return _kept(
        name=each.name, title=each.title, sovereign=each.sovereign,
        cite=_cites(each.sovereign, each.cite, ids), checked=each.checked,
        confidence=each.confidence, complete_from=each.complete_from, note=each.note,
        members=[
            _kept(
                country=span.name, from_=span.since, to=span.to, published=span.published,
                end_published=span.end_published, source=span.source,
                confidence=span.confidence, note=span.note,
            )
            for span in each.members
        ],
    )  # fmt: skip


def _fold(each: Fold) -> Json:
    return _kept(
        sovereign=each.sovereign, country=each.country, as_=each.treated_as, from_=each.since,
        source=each.source,
    )  # fmt: skip


def _table(each: Table, ids: Mapping[Any, str]) -> Json:
    dated = ("from", "to", "published")
    rows = []
    for row in each.rows:
        values = {key: row[key] for key in sorted(row) if key not in dated}
        rows.append(_kept(**{key: row.get(key) for key in dated}, values=values))
    return _kept(
        name=each.name, title=each.title, sovereign=each.sovereign,
        cite=_cites(each.sovereign, each.cite, ids), checked=each.checked,
        confidence=each.confidence, fact=each.fact, note=each.note, rows=rows,
    )  # fmt: skip


def _register(each: Register, ids: Mapping[Any, str]) -> Json:
    return _kept(
        name=each.name, title=each.title, sovereign=each.sovereign,
        cite=_cites(each.sovereign, each.cite, ids), checked=each.checked,
        confidence=each.confidence, note=each.note, by=each.by, sets=each.sets,
        rows=[_entry(row) for row in each.rows],
    )  # fmt: skip


def _entry(row: Entry) -> Json:
    gives = row.get("gives", {})
    return _kept(
        class_=row["class"], title=row["title"], gives={key: gives[key] for key in sorted(gives)},
        **{key: row.get(key) for key in ("reasons", "silent", "also", "sta_not")},
        marks=[{key: mark[key] for key in MARK if key in mark} for mark in row.get("marks", ())],
    )  # fmt: skip


def _provision(each: Provision, ids: Mapping[Any, str], rows: tuple[Row, ...]) -> Json:
    aim = each.rationale
    return _kept(
        id=each.id, title=each.title, kind=each.kind, sovereign=each.sovereign,
        cite=_cites(each.sovereign, [(cite.text, cite.url) for cite in each.cite], ids),
        rationale=_kept(aim=aim.aim, stated_by=aim.stated_by, where=aim.where),
        text=each.text, items=list(each.items), grounds=list(each.grounds), code=each.code,
        rank=each.rank or None, scope=each.scope,
        carves_out=list(each.carves_out), overcomes=list(each.overcomes),
        reviews=list(each.reviews), refines=list(each.refines), against=list(each.against),
        charge=[{"name": name, "value": value} for name, value in each.charge],
        versions=[_version(version) for version in each.versions],
        cases=[_case(row, each.versions[-1].since) for row in rows],
    )  # fmt: skip


def _version(each: Version) -> Json:
    return _kept(
        from_=each.since, to=each.to, comply_from=each.comply_from, published=each.published,
        end_published=each.end_published, checked=each.checked, source=each.source,
        confidence=each.confidence, entry=each.entry, policy=each.policy,
        rate_pct=each.rate_pct, note=each.note, rule=_rule(each.rule),
        parts=[{"name": name, **_rule(tree)} for name, tree in each.parts],
        conditions=[_condition(condition) for condition in each.conditions],
        pauses=[_pause(pause) for pause in each.pauses],
    )  # fmt: skip


def _condition(each: Condition) -> Json:
    rule = None if each.rule is None else _rule(each.rule)
    return _kept(code=each.code, text=each.text, cite=each.cite, rule=rule)


def _pause(each: Pause) -> Json:
    return _kept(
        kind=each.kind, from_=each.since, to=each.to, published=each.published,
        source=each.source, note=each.note,
    )  # fmt: skip


def _case(row: Row, last: date) -> Json:
    special = ("case", "holds", "on", "part", "due_care", "parties_complete")
    given = {head: row.cells[head] for head in sorted(row.cells) if head not in special}
    day = row.cells.get("on", "")
    return _kept(
        case=row.cells.get("case"), holds=row.cells.get("holds"),
        on=last if day in ("", "?") else day, part=row.cells.get("part"),
        due_care=row.cells.get("due_care"), parties_complete=row.cells.get("parties_complete"),
        given=given,
    )  # fmt: skip
