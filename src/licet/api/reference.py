"""The OpenAPI document as a page needs it: operations by topic, in words, each with a line to try.

reference(api.openapi(), "http://127.0.0.1:8787")
"""

from __future__ import annotations

import json
import shlex
from typing import Any
from urllib.parse import quote, urlencode

from licet.record import record

Words = tuple[tuple[str, bool], ...]
"""Text in pieces; those marked True are code."""


@record
class Field:
    """A parameter or a key of a body: what it is, whether it must be given, and what it says."""

    name: str
    where: str
    kind: str
    required: bool
    said: Words


@record
class Operation:
    """One operation; examples are text, empty where there is none.  ``problems`` are (status, title)."""

    id: str
    method: str
    path: str
    title: str
    permission: str
    said: tuple[Words, ...]
    fields: tuple[Field, ...]
    sent: str
    answered: str
    problems: tuple[tuple[str, str], ...]
    curl: str


def reference(
    document: dict[str, Any], address: str, *, token: bool = True
) -> dict[str, tuple[Operation, ...]]:
    """Operations by topic, in the order of the document.

    ``address`` is that of the desk; ``token`` says whether a line to try sends one.
    """
    base = address.rstrip("/") + document["servers"][0]["url"]
    found: dict[str, list[Operation]] = {}
    for path, operations in document["paths"].items():
        for method, each in operations.items():
            made = _operation(document, base, (method, path), each, token=token)
            found.setdefault(each["tags"][0], []).append(made)
    return {topic: tuple(each) for topic, each in found.items()}


def _operation(
    document: dict[str, Any],
    base: str,
    where: tuple[str, str],
    said: dict[str, Any],
    *,
    token: bool,
) -> Operation:
    method, path = where
    body = said.get("requestBody", {}).get("content", {}).get("application/json", {})
    content = next(iter(said["responses"]["200"]["content"].values()))
    sent = body.get("example")
    return Operation(
        said["operationId"], method.upper(), path, said["summary"], said["x-permission"],
        tuple(words(" ".join(each.split())) for each in said["description"].split("\n\n")),
        (*_parameters(said), *_keys(document, body)),
        "" if sent is None else _shown(sent), _shown(content["example"]),
        tuple((status, each["description"]) for status, each in said["responses"].items() if status != "200"),
        _curl(base, where, said, sent, token=token),
    )  # fmt: skip


def words(text: str) -> Words:
    """Text with what stands between backticks as code.

    >>> words("send `ref` back")
    (('send ', False), ('ref', True), (' back', False))
    """
    pieces = text.split("`")
    return tuple((each, bool(n % 2)) for n, each in enumerate(pieces) if each)


def _parameters(said: dict[str, Any]) -> tuple[Field, ...]:
    return tuple(
        Field(
            each["name"], "in the path" if each["in"] == "path" else "in the query",
            _kind(each["schema"]), each.get("required", False), words(each.get("description", "")),
        )
        for each in said.get("parameters", ())
    )  # fmt: skip


def _keys(document: dict[str, Any], body: dict[str, Any]) -> tuple[Field, ...]:
    schema = body.get("schema", {})
    named = schema.get("$ref") or schema.get("items", {}).get("anyOf", [{}])[0].get("$ref", "")
    model = document["components"]["schemas"].get(named.rpartition("/")[2], {})
    required = model.get("required", ())
    return tuple(
        Field(
            name,
            "in the body",
            _kind(each),
            name in required,
            words(each.get("description", _about(document, each))),
        )
        for name, each in model.get("properties", {}).items()
    )


def _about(document: dict[str, Any], schema: dict[str, Any]) -> str:
    name = schema.get("$ref", "").rpartition("/")[2]
    return str(document["components"]["schemas"].get(name, {}).get("description", ""))


def _kind(schema: dict[str, Any]) -> str:
    """The kind of a value in a word or two."""
    if "anyOf" in schema:
        kinds = [_kind(each) for each in schema["anyOf"] if each.get("type") != "null"]
        return " or ".join(dict.fromkeys(kinds))
    if schema.get("format") == "date":
        return "day, as 2026-02-01"
    plain = {"integer": "whole number", "boolean": "true or false", "array": "list", "object": "object", "string": "text"}  # fmt: skip
    return plain.get(str(schema.get("type", "object")), "any")


def _shown(example: Any) -> str:
    return (
        example if isinstance(example, str) else json.dumps(example, ensure_ascii=False, indent=2)
    )


def _curl(
    base: str, where: tuple[str, str], said: dict[str, Any], sent: Any, *, token: bool
) -> str:
    (method, path), query = where, {}
    for each in said.get("parameters", ()):
        given = (each["schema"].get("examples") or [each["schema"].get("example")])[0]
        if each["in"] == "path":
            path = path.replace(f"{{{each['name']}}}", quote(str(given or 1), safe=""))
        elif each.get("required"):
            query[each["name"]] = str(given)
    url = base + path + (f"?{urlencode(query)}" if query else "")
    parts = ["curl"]
    if token:
        parts += ["--header", '"Authorization: Bearer $LICET_TOKEN"']
    if method == "post":
        data = json.dumps(sent, ensure_ascii=False)
        parts += ["--header", "'Content-Type: application/json'", "--data", shlex.quote(data)]
    return " ".join([*parts, shlex.quote(url)])
