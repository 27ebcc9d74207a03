"""Registers of a published document: facts, paragraphs and labels, each fault at its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from licet.book.read_registers import found_by, row_faults
from licet.publish.fault import Fault, pointer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from licet.facts.dictionary import Dictionary
    from licet.publish.names import Declared

_WAYS = {
    "gives": "name a fact of this file, and a value that it may have",
    "mark": "name a mark whose fact stands in this file, or add the fact",
    "value": "write the number as text, or leave the value out where the fact is none",
    "open": "choose one of these words",
    "on": "write a paragraph of the class with its point, such as .b.2",
    "except": "name a paragraph that lies under one of those that the mark is on",
    "silent": "write a paragraph of the class with its point, such as .b.2",
}


def register_faults(found: Declared, facts: Dictionary) -> Iterator[Fault]:
    """Facts that are none, values and paragraphs that cannot be, and classes that stand twice.

    A fact that is itself at fault is not named a second time.
    """
    dark = {name for name in found.names["facts"] if name not in facts}
    places: dict[str, str] = {}
    for item, path in found.each("registers"):
        if item["by"] not in dark and (wrong := found_by(item["by"], facts)):
            yield Fault("registers", pointer((*path, "by")), wrong, "name the text by which a row is found, such as declared_class")  # fmt: skip
        for number, row in enumerate(item["rows"]):
            at = (*path, "rows", number)
            where = pointer((*at, "class"))
            first = places.setdefault(row["class"], where)
            if first != where:
                yield Fault("registers", where, f"the class {row['class']!r} stands here and at {first}", "keep one of the rows")  # fmt: skip
            for steps, message in row_faults(row, item["sets"], facts):
                match steps:
                    case ("gives", str(name)):
                        pass
                    case ("marks", int(place), *_):
                        name = item["sets"] + row["marks"][place]["mark"]
                    case _:
                        name = ""
                if name not in dark:
                    words = [each for each in steps if isinstance(each, str) and each != "marks"]
                    yield Fault("registers", pointer((*at, *steps)), message, _WAYS[words[0] if words else "value"])  # fmt: skip
