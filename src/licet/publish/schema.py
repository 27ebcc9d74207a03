"""The JSON Schema (2020-12) of ``licet-law/1``, made from the closed sets that the loader knows.

Import checks a file by this very schema, so what the schema says is what is asked for.
"""

from __future__ import annotations

from typing import Any

from licet.book.provision import (
    BEYOND_TEXT,
    CONFIDENCE,
    KINDS,
    NOT_ENFORCED,
    POLICIES,
    SUSPENDED,
)
from licet.book.read_registers import OPEN
from licet.facts.dictionary import OWNERS, TYPES
from licet.publish.export import FORMAT

Json = dict[str, Any]

_NO_CONTROLS = r"\u0000-\u0008\u000b-\u001f\u007f\u202a-\u202e\u2066-\u2069"
_MANY = 10_000
_FACT = r"^[a-z][a-z0-9_]*(\.[A-Za-z][A-Za-z0-9_]*)?$"


def schema() -> Json:
    """The whole schema; every object is closed, every set that the law closes is listed."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:licet:law:1",
        "title": "Law that one can run, licet-law/1",
        **_object(
            {
                "format": {"const": FORMAT},
                "hash": _HASH,
                "book": _HASH,
                "excerpt": _object({"sovereigns": _list(_ref("code")), "on": _ref("date")}, ()),
                "sovereigns": _list(_ref("sovereign"), 1, 200),
                "countries": _list(_object({"code": _ref("country"), "name": _ref("line")}), 0, 700),
                "facts": _list(_ref("fact"), 1, _MANY),
                "roles": _list(
                    _object({"name": _ref("name"), "roles": _list(_ref("name"))}), 0, 1000
                ),
                "citations": _list(
                    _object({"id": _ref("citation_id"), "text": _ref("line"), "url": _ref("url")}, ("id", "text")),
                    0, _MANY,
                ),
                "groups": _list(_ref("group"), 0, _MANY),
                "folds": _list(_ref("fold"), 0, 1000),
                "tables": _list(_ref("table"), 0, 1000),
                "registers": _list(_ref("register"), 0, 1000),
                "provisions": _list(_ref("provision"), 1, _MANY),
            },
            ("format", "sovereigns", "facts", "citations", "provisions"),
        ),
        "$defs": {**_words(), **_trees(), **_dictionary(), **_lists_of_law(), **_registers(), **_provisions()},
    }  # fmt: skip


# -- shapes ----------------------------------------------------------------------------

_HASH: Json = {"type": "string", "pattern": "^[0-9a-f]{64}$"}


def _ref(name: str) -> Json:
    return {"$ref": f"#/$defs/{name}"}


def _object(properties: Json, required: tuple[str, ...] | None = None) -> Json:
    """A closed object; all its keys are wanted unless ``required`` names fewer."""
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties if required is None else required),
        "additionalProperties": False,
    }


def _list(items: Json, least: int = 0, most: int = 500) -> Json:
    return {"type": "array", "items": items, "minItems": least, "maxItems": most}


def _text(pattern: str, most: int = 200) -> Json:
    return {"type": "string", "pattern": pattern, "maxLength": most}


def _words() -> Json:
    number = r"^[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]{1,2})?$"
    return {
        "code": _text("^[A-Z]{2}$"),
        "country": _text("^[A-Z]{2}$"),
        "date": {
            **_text("^(19|20|21)[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$", 10),
            "format": "date",
        },
        "name": _text("^[A-Za-z][A-Za-z0-9_]*$", 100),
        "part_name": _text("^[A-Za-z0-9_]+$", 100),
        "fact_name": _text(_FACT, 100),
        "provision_id": _text(r"^[A-Za-z0-9_]+(\.[A-Za-z0-9_]+)*$", 150),
        "provisions_named": _list(_text(r"^[A-Za-z0-9_]+(\.[A-Za-z0-9_]+)*(\.\*)?$", 150), 1, 1000),
        "citation_id": _text("^[a-z0-9][a-z0-9.-]*$", 120),
        "cite": {**_list(_ref("citation_id"), 1, 50), "uniqueItems": True},
        "url": _text(r"^https?://[^\s<>\"\\]+$", 2000),
        "line": {**_text(f"^[^\\t\\n{_NO_CONTROLS}]+$", 4000), "minLength": 1},
        "prose": {**_text(f"^[^{_NO_CONTROLS}]+$", 100_000), "minLength": 1},
        "cell": _text(f"^[^\\t\\n{_NO_CONTROLS}]*$", 1000),
        "number_text": _text(number, 60),
        "confidence": {"enum": list(CONFIDENCE)},
        "rule_text": {**_text(f"^[^{_NO_CONTROLS}]+$", 4000), "minLength": 1},
        "rule": _object({"text": _ref("rule_text"), "tree": _ref("node")}, ("text",)),
    }


def _trees() -> Json:
    """One definition a node: truth nodes under ``node``, numbers under ``number``."""
    fact = _ref("fact_name")
    comparing = {"enum": [">=", ">", "<=", "<", "==", "!="]}
    truths = {
        "always": ({"value": {"type": "boolean"}}, ()),
        "all": ({"of": _list(_ref("node"), 2, 1000)}, ()),
        "any": ({"of": _list(_ref("node"), 2, 1000)}, ()),
        "not": ({"of": _ref("node")}, ()),
        "compare": ({"left": _ref("number"), "op": comparing, "right": _ref("number")}, ()),
        "holds": ({"fact": fact}, ()),
        "within": (
            {"fact": fact, "words": _list(_ref("cell"), 1, 1000), "groups": _list(_ref("name"), 1)},
            ("words", "groups"),
        ),
        "has_code": ({"fact": fact, "code": _ref("cell")}, ()),
        "on_list": ({"list": _ref("cell"), "footnote": _whole(0, 10**6)}, ("footnote",)),
        "any_party": ({"roles": _list(_ref("name"), 0), "test": _ref("node")}, ()),
        "provision": ({"id": _ref("provision_id"), "part": _ref("part_name")}, ("part",)),
        "part": ({"name": _ref("part_name")}, ()),
    }
    numbers = {
        "quantity": ({"fact": fact}, ()),
        "number": ({"value": _ref("number_text")}, ()),
        "arithmetic": (
            {"left": _ref("number"), "op": {"enum": ["+", "-", "*", "/"]}, "right": _ref("number")},
            (),
        ),
    }
    found: Json = {
        "node": {"oneOf": [_ref(f"node_{name}") for name in truths]},
        "number": {"oneOf": [_ref(f"node_{name}") for name in numbers]},
        "node_or_number": {"oneOf": [_ref(f"node_{name}") for name in (*truths, *numbers)]},
    }
    for name, (keys, optional) in {**truths, **numbers}.items():
        wanted = ("node", *(key for key in keys if key not in optional))
        found[f"node_{name}"] = _object({"node": {"const": name}, **keys}, wanted)
    return found


def _whole(low: int, high: int) -> Json:
    return {"type": "integer", "minimum": low, "maximum": high}


def _dictionary() -> Json:
    formula = _object({"text": _ref("rule_text"), "tree": _ref("node_or_number")}, ("text",))
    texts, names = _list(_ref("line"), 1), _list(_ref("fact_name"), 1)
    return {
        "fact": _object(
            {
                "name": _ref("fact_name"), "type": {"enum": list(TYPES)}, "owner": {"enum": list(OWNERS)},
                "question": _ref("line"), "why": _ref("line"), "unit": _ref("line"),
                "aliases": names, "choices": texts, "due_care": {"type": "boolean"},
                "minimum": _ref("number_text"), "exclusive_minimum": _ref("number_text"),
                "maximum": _ref("number_text"), "derived": _list(formula, 1),
                "meaningless_when": _ref("rule"), "no_closes": names, "counts_lists": texts,
                "source": _ref("line"), "note": _ref("prose"),
            },
            ("name", "type", "owner", "question", "why"),
        ),
        "sovereign": _object(
            {
                "code": _ref("code"), "title": _ref("line"), "authority": _ref("line"),
                "statute": _ref("line"), "default_scope": _ref("provision_id"),
                "subject": _ref("provision_id"), "checked": _ref("date"),
                "status": {"enum": ["complete", "draft"]},
                "coverage": _list(
                    _object(
                        {
                            "area": _ref("line"),
                            "state": _ref("line"),
                            "note": _ref("prose"),
                        },
                        ("area", "state"),
                    ),
                    1,
                ),
            },
            ("code", "title", "authority", "checked", "status"),
        ),
    }  # fmt: skip


_HEAD = ("name", "title", "sovereign", "cite", "checked")


def _head() -> Json:
    """What stands at the head of a group, a table or a register."""
    return {
        "name": _ref("name"), "title": _ref("line"), "sovereign": _ref("code"), "cite": _ref("cite"),
        "checked": _ref("date"), "confidence": _ref("confidence"), "note": _ref("prose"),
    }  # fmt: skip


def _lists_of_law() -> Json:
    head, needed = _head(), _HEAD
    span = {key: _ref("date") for key in ("from", "to", "published")}
    plain = {"type": ["string", "integer", "boolean", "array", "object"]}
    return {
        "group": _object(
            {
                **head,
                "complete_from": _ref("date"),
                "members": _list(
                    _object(
                        {
                            "country": _ref("country"), **span, "end_published": _ref("date"),
                            "source": _ref("line"), "confidence": _ref("confidence"), "note": _ref("prose"),
                        },
                        ("country",),
                    ),
                    1, 1000,
                ),
            },
            needed,
        ),
        "fold": _object(
            {
                "sovereign": _ref("code"), "country": _ref("country"), "as": _ref("country"),
                "from": _ref("date"), "source": _ref("line"),
            },
            ("sovereign", "country", "as"),
        ),
        "table": _object(
            {
                **head,
                "fact": _ref("fact_name"),
                "rows": _list(
                    _object(
                        {
                            **span,
                            "values": {
                                "type": "object",
                                "patternProperties": {
                                    "^(?!(from|to|published)$)[A-Za-z0-9_-]{1,100}$": _ref("plain")
                                },
                                "additionalProperties": False,
                            },
                        },
                        ("values",),
                    ),
                    1, _MANY,
                ),
            },
            needed,
        ),
        "plain": {
            **plain,
            "pattern": f"^[^{_NO_CONTROLS}]*$", "maxLength": 10_000,
            "minimum": -(10**15), "maximum": 10**15,
            "items": _ref("plain"), "maxItems": 1000,
            "patternProperties": {"^[A-Za-z0-9_-]{1,100}$": _ref("plain")},
            "additionalProperties": False,
        },
    }  # fmt: skip


def _registers() -> Json:
    """Control lists with a row a class, and the marks of each row."""
    words, places = _list(_ref("line"), 1), _list(_ref("paragraph"), 1)
    mark = {
        "mark": _ref("mark_name"), "value": _ref("number_text"), "on": places, "except": places,
        "open": {"enum": list(OPEN)}, "see": _ref("line"),
    }  # fmt: skip
    row = {
        "class": _ref("class"), "title": _ref("line"), "reasons": words, "also": words,
        "gives": {
            "type": "object",
            "patternProperties": {_FACT: _ref("plain")},
            "additionalProperties": False,
        },
        "silent": places, "sta_not": words, "marks": _list(_object(mark, ("mark",)), 1),
    }  # fmt: skip
    head = {**_head(), "by": _ref("fact_name"), "sets": _text(r"^[a-z][a-z0-9_]*[._]$", 100)}
    return {
        "class": _text(f"^[^.\\t\\n{_NO_CONTROLS}]+$", 100),
        "paragraph": _text(f"^[^\\t\\n{_NO_CONTROLS}]*$", 100),
        "mark_name": _text("^[A-Za-z0-9_]+$", 100),
        "register": _object(
            {**head, "rows": _list(_object(row, ("class", "title")), 1, _MANY)},
            (*_HEAD, "confidence", "by", "sets", "rows"),
        ),
    }


def _provisions() -> Json:
    day, line, prose, rule = _ref("date"), _ref("line"), _ref("prose"), _ref("rule")
    pauses = [SUSPENDED, NOT_ENFORCED, BEYOND_TEXT]
    words = _list(_ref("name"), 1)
    open_ = {"enum": ["yes", "no", "?"]}
    return {
        "provision": _object(
            {
                "id": _ref("provision_id"), "title": line, "kind": {"enum": list(KINDS)},
                "sovereign": _ref("code"), "cite": _ref("cite"),
                "rationale": _object({"aim": line, "stated_by": line, "where": line}, ("aim",)),
                "text": prose, "items": words, "grounds": words, "code": line,
                "rank": _whole(-(10**6), 10**6), "scope": _ref("provision_id"),
                "carves_out": _ref("provisions_named"), "overcomes": _ref("provisions_named"),
                "reviews": _ref("provisions_named"), "refines": _ref("provisions_named"),
                "against": _ref("provisions_named"),
                "charge": _list(_object({"name": _ref("name"), "value": _ref("cell")}), 1, 50),
                "versions": _list(_ref("version"), 1),
                "cases": _list(_ref("case"), 1, 5000),
            },
            ("id", "title", "kind", "sovereign", "cite", "rationale", "versions"),
        ),
        "version": _object(
            {
                "from": day, "to": day, "comply_from": day, "published": day, "end_published": day,
                "checked": day, "source": line, "confidence": _ref("confidence"), "entry": line,
                "policy": {"enum": list(POLICIES)}, "rate_pct": line, "note": prose, "rule": rule,
                "parts": _list(
                    _object(
                        {"name": _ref("part_name"), "text": _ref("rule_text"), "tree": _ref("node")},
                        ("name", "text"),
                    ),
                    1,
                ),
                "conditions": _list(
                    _object(
                        {"code": line, "text": line, "cite": line, "rule": rule}, ("code", "text")
                    ),
                    1,
                ),
                "pauses": _list(
                    _object(
                        {
                            "kind": {"enum": pauses}, "from": day, "to": day, "published": day,
                            "source": line, "note": prose,
                        },
                        ("kind", "from", "published", "source"),
                    ),
                    1, 50,
                ),
            },
            ("from", "published", "checked", "source", "confidence", "rule"),
        ),
        "case": _object(
            {
                "case": _ref("line"), "holds": open_, "on": day, "part": line, "due_care": open_,
                "parties_complete": open_,
                "given": {
                    "type": "object",
                    "patternProperties": {r"^[a-z][a-z0-9_]*(\.[A-Za-z][A-Za-z0-9_.]*)?$": _ref("cell")},
                    "additionalProperties": False,
                },
            },
            ("case", "holds", "given"),
        ),
    }  # fmt: skip
