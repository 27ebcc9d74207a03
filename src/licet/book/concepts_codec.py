"""Concepts as JSON and back, so that a compiled pack carries them, and the hash of what they say."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from licet.book.concepts import Axis, Concept, Concepts, Label, Point, Reference

if TYPE_CHECKING:
    from collections.abc import Iterable

    from licet.book.concepts import Raw


def concepts_to_json(concepts: Concepts) -> dict[str, Any]:
    """All that the files say, in the order of ``by_id``."""
    return {
        "between": list(concepts.between),
        "counted_from": concepts.counted_from,
        "references": [
            {
                "name": each.name, "words": each.words, "kind": each.kind, "to": each.to,
                "arrives": [list(pair) for pair in each.arrives],
                "departs": [list(pair) for pair in each.departs],
            }
            for each in concepts.references.values()
        ],
        "concepts": [_concept(each) for each in concepts.by_id.values()],
    }  # fmt: skip


def concepts_from_json(data: dict[str, Any], digest: str = "") -> Concepts:
    """The concepts of ``concepts_to_json``; ``digest`` is the hash that the pack states."""
    references = [
        Reference(
            each["name"], each["words"], each["kind"], each["to"],
            _pairs(each["arrives"]), _pairs(each["departs"]),
        )
        for each in data["references"]
    ]  # fmt: skip
    found = [_read(each) for each in data["concepts"]]
    return Concepts(
        {each.id: each for each in found},
        {each.name: each for each in references},
        tuple(data["between"]),
        data["counted_from"],
        digest,
    )


def hash_of(concepts: Concepts) -> str:
    """SHA-256 over the JSON of all concepts and references."""
    text = json.dumps(
        concepts_to_json(concepts), ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )
    return hashlib.sha256(text.encode()).hexdigest()


def _concept(each: Concept) -> dict[str, Any]:
    return {
        "id": each.id, "title": each.title, "plain": each.plain, "group": each.group,
        "items": list(each.items), "reference": each.reference, "note": each.note,
        "facts": _facts(each.facts),
        "points": [[point.name, _facts(point.facts)] for point in each.points],
        "axes": [[axis.fact, axis.words] for axis in each.axes],
        "labels": [
            {
                "sovereign": label.sovereign, "code": label.code,
                "provisions": list(label.provisions), "confidence": label.confidence,
                "read": label.read, "since": label.since.isoformat() if label.since else None,
                "older": label.older, "absent": label.absent, "named": label.named,
                "states": _facts(label.states), "note": label.note,
            }
            for label in each.labels
        ],
    }  # fmt: skip


def _read(data: dict[str, Any]) -> Concept:
    return Concept(
        data["id"], data["title"], data["plain"], data["group"], tuple(data["items"]),
        data["reference"], _values(data["facts"]),
        tuple(Point(name, _values(facts)) for name, facts in data["points"]),
        tuple(Axis(fact, words) for fact, words in data["axes"]),
        tuple(
            Label(
                each["sovereign"], each["code"], tuple(each["provisions"]), each["confidence"],
                each["read"], date.fromisoformat(each["since"]) if each["since"] else None,
                each["older"], each["absent"], each["named"], _values(each["states"]), each["note"],
            )
            for each in data["labels"]
        ),
        data["note"], f"law/concepts/{data['id']}.toml",
    )  # fmt: skip


def _facts(facts: Iterable[tuple[str, Raw]]) -> list[list[Any]]:
    """Each value with a mark where JSON has no such thing: a decimal number is a text there."""
    return [
        [name, "decimal", str(value)] if isinstance(value, Decimal) else [name, "", value]
        for name, value in facts
    ]


def _values(facts: Iterable[list[Any]]) -> tuple[tuple[str, Raw], ...]:
    return tuple(
        (name, Decimal(value) if mark == "decimal" else value) for name, mark, value in facts
    )


def _pairs(pairs: Iterable[list[str]]) -> tuple[tuple[str, str], ...]:
    return tuple((code, place) for code, place in pairs)
