"""The rule book as plain JSON data and back: what the compiled law holds."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from licet.book.book import RuleBook, Sovereign, canonical_hash
from licet.book.decoded import Decoded
from licet.book.groups import Fold, Group, Span, Table
from licet.book.provision import Citation, Condition, Pause, Provision, Rationale, Version
from licet.book.registers import Registers
from licet.facts.dictionary import Dictionary, Fact
from licet.language.nodes import from_json, to_json
from licet.record import fields_of, is_record

if TYPE_CHECKING:
    from collections.abc import Iterable

Json = dict[str, Any]
_AS_THEY_ARE = frozenset({str, bool, int, float})


def _plain(value: object) -> object:
    """A field's value as JSON: dates and decimals as text, tuples as lists."""
    if value is None or type(value) in _AS_THEY_ARE:
        return value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, tuple | list | frozenset | set):
        return [_plain(each) for each in value]
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()}
    if type(value).__module__.startswith("licet.language"):
        return to_json(value)  # type: ignore[arg-type]
    if is_record(value):
        return _record(value)
    return value


def _record(value: object) -> Json:
    """A frozen value as a mapping, fields at their defaults left out."""
    out: Json = {}
    for name, content, default in fields_of(value):
        if content not in (default, ()):
            out[name] = _plain(content)
    return out


def book_to_json(  # noqa: PLR0917 - the parts of a book, in the order of its file
    facts: Dictionary,
    provisions: Iterable[Provision],
    groups: Iterable[Group],
    tables: Iterable[Table],
    folds: Iterable[Fold],
    roles: dict[str, tuple[str, ...]],
    sovereigns: Iterable[Sovereign],
    registers: Registers | None = None,
) -> Json:
    """Everything that is law, as JSON data in one fixed order."""
    from licet.book.formulas import formulas_of, meaningless_of

    return {
        "countries": dict(facts.countries),
        "facts": [_fact_record(fact) for fact in facts],
        "formulas": {
            name: [to_json(tree) for tree in trees] for name, trees in formulas_of(facts).items()
        },
        "meaningless": {name: to_json(tree) for name, tree in meaningless_of(facts).items()},
        "provisions": [_record(each) for each in sorted(provisions, key=lambda each: each.id)],
        "groups": [_record(each) for each in sorted(groups, key=lambda each: each.name)],
        "tables": [_record(each) for each in sorted(tables, key=lambda each: each.name)],
        "folds": [_record(each) for each in sorted(folds, key=lambda each: each.country)],
        "roles": {name: list(roles[name]) for name in sorted(roles)},
        "sovereigns": [_record(each) for each in sorted(sovereigns, key=lambda each: each.code)],
        "registers": [] if registers is None else registers.data,
    }


def _fact_record(fact: Fact) -> Json:
    record = _record(fact)
    if fact.type == "country":
        record.pop("choices", None)  # the countries, which stand once for all facts
    return record


def law_hash(data: Json) -> str:
    """The hash of the law in ``data``: what it says, not the names of the files that say it."""
    provisions = [{**each, "file": ""} for each in data["provisions"]]
    return canonical_hash({**data, "provisions": provisions})


def book_from_json(
    data: Json, known_hash: str = "", registers: Registers | None = None
) -> RuleBook:
    """The rule book of ``book_to_json``; the hash is recomputed unless it is given.

    ``registers`` stand in for those of ``data`` where they lie elsewhere and are read later.  A
    provision of ``data`` may be its id with its own JSON, which is parsed when it is looked up.
    """
    book = RuleBook(
        facts=Dictionary(map(_fact, data["facts"]), data["countries"]),
        provisions=Decoded(
            (
                each if isinstance(each, tuple) else (each["id"], each)
                for each in data["provisions"]
            ),
            _provision,
        ),
        groups=Decoded(((each["name"], each) for each in data["groups"]), _group),
        tables=Decoded(((each["name"], each) for each in data["tables"]), _table),
        folds=tuple(Fold(**{**each, "since": _day(each.get("since"))}) for each in data["folds"]),
        roles={name: tuple(roles) for name, roles in data["roles"].items()},
        sovereigns={each["code"]: _sovereign(each) for each in data["sovereigns"]},
        hash=known_hash or law_hash(data),
        formulas={name: tuple(map(from_json, trees)) for name, trees in data["formulas"].items()},
        meaningless={name: from_json(tree) for name, tree in data["meaningless"].items()},
        registers=Registers(lambda: list(data.get("registers", ())))
        if registers is None
        else registers,
    )
    if "edges" in data:  # worked out when the law was compiled
        for name in DAYS:
            book.__dict__[name] = tuple(map(_date, data[name]))
        book.__dict__["titles"] = data["titles"]
        book.__dict__["outlines"] = {
            law: tuple(map(tuple, each)) for law, each in data["outlines"].items()
        }
    return book


DAYS = ("edges", "publications")


def worked_out(data: Json) -> Json:
    """What a book works out of all its provisions, to be kept with its data.

    Days on which the law changes or became known, titles, and what tells which provisions a plan
    wants: with these at hand no provision need be read that is not looked at.
    """
    book = book_from_json(data, "-")
    return {
        **{name: [day.isoformat() for day in getattr(book, name)] for name in DAYS},
        "titles": book.titles,
        "outlines": book.outlines,
    }


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _date(text: str) -> date:
    return date.fromisoformat(text)


def _fact(data: Json) -> Fact:
    values: Json = dict(data)
    for name in ("aliases", "choices", "derived", "no_closes", "counts_lists"):
        values[name] = tuple(values.get(name, ()))
    for name in ("minimum", "exclusive_minimum", "maximum"):
        if name in values:
            values[name] = Decimal(values[name])
    return Fact(**values)


def _provision(stated: Json | bytes) -> Provision:
    data: Json = json.loads(stated) if isinstance(stated, bytes) else stated
    values: Json = dict(data)
    for name in ("items", "grounds", "carves_out", "overcomes", "reviews", "refines", "against"):
        values[name] = tuple(values.get(name, ()))
    values["cite"] = tuple(Citation(**each) for each in data["cite"])
    values["rationale"] = Rationale(**data["rationale"])
    values["charge"] = tuple((key, value) for key, value in data.get("charge", ()))
    values["versions"] = tuple(_version(each) for each in data["versions"])
    return Provision(**values)


def _version(data: Json) -> Version:
    values: Json = dict(data)
    for name in ("since", "published", "checked"):
        values[name] = _date(data[name])
    for name in ("to", "comply_from", "end_published"):
        values[name] = _day(data.get(name))
    values["rule"] = from_json(data["rule"])
    values["parts"] = tuple((name, from_json(tree)) for name, tree in data.get("parts", ()))
    values["conditions"] = tuple(_condition(each) for each in data.get("conditions", ()))
    values["pauses"] = tuple(_pause(each) for each in data.get("pauses", ()))
    return Version(**values)


def _condition(data: Json) -> Condition:
    tree = data.get("rule")
    rule: Any = from_json(tree) if tree else None
    return Condition(data["code"], data["text"], rule, data.get("cite", ""))


def _pause(data: Json) -> Pause:
    values: Json = dict(data)
    values["since"], values["published"] = _date(data["since"]), _date(data["published"])
    values["to"] = _day(data.get("to"))
    return Pause(**values)


def _group(data: Json) -> Group:
    values: Json = dict(data)
    values["cite"] = tuple((text, url) for text, url in data.get("cite", ()))
    values["checked"] = _date(data["checked"])
    values["complete_from"] = _day(data.get("complete_from"))
    values["members"] = tuple(
        Span(
            **{
                **each,
                **{
                    key: _day(each.get(key))
                    for key in ("since", "to", "published", "end_published")
                },
            }
        )
        for each in data.get("members", ())
    )
    return Group(**values)


def _table(data: Json) -> Table:
    values: Json = dict(data)
    values["cite"] = tuple((text, url) for text, url in data.get("cite", ()))
    values["checked"] = _date(data["checked"])
    values["rows"] = tuple(
        {
            key: _day(value) if key in ("from", "to", "published") else value
            for key, value in row.items()
        }
        for row in data.get("rows", ())
    )
    return Table(**values)


def _sovereign(data: Json) -> Sovereign:
    values: Json = dict(data)
    values["checked"] = _date(data["checked"])
    values["coverage"] = tuple((a, b, c) for a, b, c in data.get("coverage", ()))
    return Sovereign(**values)
