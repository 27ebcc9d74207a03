"""What differs between two texts of a provision, in words that are marked where they changed."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from licet.language.text import prose
from licet.record import record

if TYPE_CHECKING:
    from collections.abc import Mapping

    from licet.book.book import RuleBook
    from licet.book.provision import Condition, Version
    from licet.language.nodes import Node

SAME, GONE, NEW = "same", "gone", "new"


@record
class Stroke:
    """A run of words that stayed (``same``), went (``gone``) or came (``new``)."""

    kind: str
    text: str


@record
class Change:
    """One thing said of a provision that differs: what it is, as it was, as it is now."""

    what: str
    before: str
    after: str
    strokes: tuple[Stroke, ...]


def strokes(before: str, after: str) -> tuple[Stroke, ...]:
    """The words of two texts, each run marked.

    >>> [(each.kind, each.text) for each in strokes("is 4,800 or more", "is 1,600 or more")]
    [('same', 'is'), ('gone', '4,800'), ('new', '1,600'), ('same', 'or more')]
    """
    old, new = before.split(), after.split()
    found: list[Stroke] = []
    for kind, first, last, start, end in SequenceMatcher(
        None, old, new, autojunk=False
    ).get_opcodes():
        if kind == "equal":
            found.append(Stroke(SAME, " ".join(old[first:last])))
            continue
        if first < last:
            found.append(Stroke(GONE, " ".join(old[first:last])))
        if start < end:
            found.append(Stroke(NEW, " ".join(new[start:end])))
    return tuple(found)


def changes(before: Version | None, after: Version | None, book: RuleBook) -> tuple[Change, ...]:
    """What two versions say otherwise: rule, parts, conditions, entry, review policy, rate.  None: no text."""
    old, new = _said(before, book), _said(after, book)
    return tuple(
        Change(what, old.get(what, ""), new.get(what, ""), strokes(old.get(what, ""), new.get(what, "")))
        for what in dict.fromkeys((*old, *new))
        if old.get(what, "") != new.get(what, "")
    )  # fmt: skip


def _said(version: Version | None, book: RuleBook) -> Mapping[str, str]:
    if version is None:
        return {}

    def words(tree: Node) -> str:
        return prose(tree, book.facts, book.titles)

    found = {"Rule": words(version.rule)}
    found |= {f"Part {name}": words(tree) for name, tree in version.parts}
    found |= {f"Condition {each.code}": _condition(each, words(each.rule) if each.rule else "") for each in version.conditions}  # fmt: skip
    found |= {
        "Entry": version.entry,
        "Review policy": version.policy.replace("_", " "),
        "Rate": f"{version.rate_pct} %" if version.rate_pct else "",
    }
    return found


def _condition(condition: Condition, rule: str) -> str:
    return f"{condition.text}{f' (tested as: {rule})' if rule else ' (only a person can tell)'}"
