"""The part of JSON Schema that our schema uses, with answers that a person can act on.

It gives every fault with its place, and it never recurses, so depth cannot break it.
"""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

from licet.errors import nearest
from licet.publish.fault import Fault, Path, pointer, shown
from licet.record import replaced

if TYPE_CHECKING:
    from collections.abc import Iterator

Json = dict[str, Any]
_TYPES: dict[str, tuple[type, str]] = {
    "object": (dict, "an object"),
    "array": (list, "a list"),
    "string": (str, "a text in quotation marks"),
    "integer": (int, "a whole number"),
    "boolean": (bool, "true or false"),
}
_LETTERS = "use letters, digits and _, a letter first"
_WAYS = {
    "date": "write a day from 1900 to 2199 as 2026-01-15",
    "url": "write an address that starts with https:// or http:// and has no spaces",
    "code": "write the two capital letters of ISO 3166, such as JP",
    "country": "write the two capital letters of ISO 3166, such as JP",
    "name": _LETTERS,
    "part_name": "use letters, digits and _",
    "fact_name": "use small letters, digits and _; one point may stand in it, with capitals after it, such as chart.NS_1",
    "class": "write the class without a point in it; what follows a point is a paragraph",
    "mark_name": "use letters, digits and _, such as NS_1",
    "provision_id": "use letters, digits and _, with points between them, such as jp.art_6.a",
    "provisions_named": "name provisions by id, or by the start of an id with .* after it",
    "citation_id": "use small letters, digits, points and hyphens, such as jp-etco-art.-1",
    "number_text": 'write digits and a point in quotation marks, such as "4800" or "5.92"',
    "line": "write one line of text without control characters",
    "prose": "write text without control characters other than the line end",
    "rule_text": "write the rule on one line or several, at most 4,000 characters",
}
_CLOSED = "take it out, or move what it says into a note"


def faults_of(data: Any, schema: Json) -> Iterator[Fault]:
    """Every place in ``data`` that does not fit ``schema``, in order of the file."""
    definitions: Json = schema["$defs"]
    todo: list[tuple[Any, Json, Path, str]] = [(data, schema, (), "")]
    while todo:
        value, wanted, path, name = todo.pop()
        while "$ref" in wanted:
            name = wanted["$ref"].rpartition("/")[2]
            wanted = definitions[name]
            if "oneOf" in wanted:
                shapes = _shapes(wanted, definitions)
                kind = value.get("node") if isinstance(value, dict) else None
                if not isinstance(kind, str) or kind not in shapes:
                    yield _no_node(value, kind, shapes, path)
                    wanted = {}
                else:
                    wanted = shapes[kind]
        own = [replaced(each, pointer=pointer(path)) for each in _own(value, wanted, name)]
        yield from own
        if not any(each.check == "type" for each in own):
            todo += reversed(list(_below(value, wanted, path, name)))


def _shapes(wanted: Json, definitions: Json) -> dict[str, Json]:
    """The nodes that may stand here, by the word under ``node``."""
    found = {}
    for each in wanted["oneOf"]:
        definition = definitions[each["$ref"].rpartition("/")[2]]
        found[definition["properties"]["node"]["const"]] = definition
    return found


def _no_node(value: Any, kind: Any, shapes: dict[str, Json], path: Path) -> Fault:
    names = ", ".join(shapes)
    if not isinstance(value, dict):
        return Fault("type", pointer(path), f"{shown(value)} was found, a node of a rule was wanted", 'write an object with "node", or leave the tree out; the text is enough')  # fmt: skip
    near = nearest(str(kind), shapes)
    hint = f"did you mean {near[0]}? " if near else ""
    return Fault("form", pointer(path), f"node is {shown(kind)}; one of {names} was wanted", f"{hint}or leave the tree out; the text of the rule is enough")  # fmt: skip


def _own(value: Any, wanted: Json, name: str) -> Iterator[Fault]:
    """What is wrong with this value itself, leaving what stands under it; the place is not given yet."""
    way = _WAYS.get(name, "")
    if "absent" in wanted:
        yield Fault("form", "", f"{value} is missing", f"add {shown(value)}")
        return
    if "odd" in wanted:
        near = nearest(value, wanted["odd"])[:1]
        hint = f"did you mean {near[0]}? Otherwise " if near else ""
        yield Fault("form", "", f"{shown(value)} is no key that may stand here", hint + _CLOSED)
        return
    if "type" in wanted and not _is(value, wanted["type"]):
        kinds = wanted["type"] if isinstance(wanted["type"], list) else [wanted["type"]]
        words = " or ".join(_TYPES[kind][1] for kind in kinds)
        yield Fault("type", "", f"{shown(value)} was found, {words} was wanted", way)
        return
    if "const" in wanted and not _same(value, wanted["const"]):
        yield Fault("form", "", f"{shown(value)} was found, {shown(wanted['const'])} was wanted", f"write {shown(wanted['const'])}")  # fmt: skip
    if "enum" in wanted and not any(_same(value, each) for each in wanted["enum"]):
        near = nearest(value, wanted["enum"])[:1] if isinstance(value, str) else ()
        hint = f"did you mean {near[0]}?" if near else "choose one of these words"
        yield Fault("form", "", f"{shown(value)} was found, one of {', '.join(wanted['enum'])} was wanted", hint)  # fmt: skip
    if isinstance(value, str):
        yield from _text(value, wanted, name, way)
    elif isinstance(value, int) and not isinstance(value, bool):
        if not wanted.get("minimum", value) <= value <= wanted.get("maximum", value):
            yield Fault("form", "", f"{shown(value)} was found, a number from {wanted['minimum']} to {wanted['maximum']} was wanted")  # fmt: skip
    elif isinstance(value, list):
        least, most = wanted.get("minItems", 0), wanted.get("maxItems", len(value))
        if not least <= len(value) <= most:
            yield Fault("form", "", f"a list of {len(value)} was found, one of {least} to {most} was wanted", "leave the key out where there is nothing to say" if not value else "")  # fmt: skip
        if wanted.get("uniqueItems") and all(isinstance(each, str) for each in value) and len(set(value)) != len(value):  # fmt: skip
            yield Fault("form", "", "the same id stands in it twice", "name each one once")


def _text(value: str, wanted: Json, name: str, way: str) -> Iterator[Fault]:
    most = wanted.get("maxLength", len(value))
    if len(value) > most:
        yield Fault("form", "", f"{len(value):,} characters were found, at most {most:,} were wanted", way)  # fmt: skip
        return
    if "pattern" in wanted and not _pattern(wanted["pattern"]).fullmatch(value):
        what = name.replace("_", " ") or "value"
        yield Fault("form", "", f"{shown(value)} is not written as a {what} is", way or f"the pattern is {wanted['pattern']}")  # fmt: skip
    elif wanted.get("format") == "date" and not _is_day(value):
        yield Fault("form", "", f"{value} is no day of the calendar", _WAYS["date"])


def _below(
    value: Any, wanted: Json, path: Path, name: str
) -> Iterator[tuple[Any, Json, Path, str]]:
    """What stands under the value with what is wanted of it; a missing or odd key as ``absent`` or ``odd``."""
    if isinstance(value, list) and "items" in wanted:
        for number, each in enumerate(value):
            yield each, wanted["items"], (*path, number), ""
    if not isinstance(value, dict) or "additionalProperties" not in wanted:
        return
    keys: Json = wanted.get("properties", {})
    patterns: Json = wanted.get("patternProperties", {})
    for key in wanted.get("required", ()):
        if key not in value:
            yield key, {"absent": True}, path, name
    for key, each in value.items():
        fits = [part for pattern, part in patterns.items() if _pattern(pattern).fullmatch(key)]
        if key in keys or fits:
            yield each, keys.get(key) or fits[0], (*path, key), ""
        else:
            yield key, {"odd": sorted(keys)}, (*path, key), name


def _is(value: Any, kinds: str | list[str]) -> bool:
    for kind in [kinds] if isinstance(kinds, str) else kinds:
        if isinstance(value, _TYPES[kind][0]) and (
            kind == "boolean" or not isinstance(value, bool)
        ):
            return True
    return False


def _same(value: Any, other: Any) -> bool:
    return type(value) is type(other) and bool(value == other)


@cache
def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text)


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
