"""The engine's questions as steps: their names, and the place of the transfer that an answer fills.

A step is ``fact-NAME`` or ``fact-NAME-of-N`` for party N, in a project with ``PART:`` before it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from licet.decide.missing import Key
from licet.interview.next import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from licet.facts.dictionary import Dictionary, Fact

_NAME = re.compile(r"(?:([a-z]+):)?fact-([a-z0-9_.]+?)(?:-of-(\d{1,2}))?")
_PLACES = {
    "kind": "kind", "item_kind": "item.kind", "declared_class": "item.ownclass", "shipped_from": "from",
    "destination": "to", "declared_to": "declared_to", "route": "route", "transshipment": "transshipment",
    "parties_complete": "parties_complete",
}  # fmt: skip
_GROUPS = {
    "item": "item.facts", "jurisdiction": "us_nexus", "assurance": "assurances", "transfer": "facts",
    "end_use": "end_use",
}  # fmt: skip


def step_of(key: Key, part: str = "") -> str:
    """The name of the step that asks for a fact.

    >>> step_of(("headquarters", 0), "cloud"), key_of("cloud:fact-headquarters-of-0")
    ('cloud:fact-headquarters-of-0', ('cloud', ('headquarters', 0)))
    """
    fact, party = key
    return f"{part}:" * bool(part) + f"fact-{fact}" + (f"-of-{party}" if party is not None else "")


def key_of(step: str) -> tuple[str, Key] | None:
    """The part and the fact that a step is about; None where it is no such step."""
    found = _NAME.fullmatch(step)
    if found is None:
        return None
    part, fact, party = found.groups()
    return part or "", (fact, int(party) if party is not None else None)


def skipped(answers: Mapping[str, Any], part: str) -> frozenset[Key]:
    """The facts that nobody could tell, and those that were told: neither is asked again."""
    return frozenset(key for key, _ in _told(answers, part))


def places(answers: Mapping[str, Any], part: str, facts: Dictionary) -> Iterator[tuple[Any, Any]]:
    """(place, value) of each fact that was told; facts that the law no longer knows are passed over."""
    for (name, party), word in _told(answers, part):
        fact = facts.get(name)
        if fact is not None and word.lower() not in UNKNOWN:
            yield place_of(fact, party), raw_value(fact, word)


def place_of(fact: Fact, party: int | None) -> tuple[str, ...]:
    """Where a fact stands in the raw form."""
    if party is not None:
        return ("parties", str(party), fact.name)
    if fact.name in _PLACES:
        return tuple(_PLACES[fact.name].split("."))
    if fact.owner == "exporter":
        return ("exporter", fact.name.removeprefix("exporter."))
    return (*_GROUPS[fact.owner].split("."), fact.name)


def raw_value(fact: Fact, word: str) -> Any:
    """A typed word in the form that ``licet.transfer.build`` reads."""
    if fact.type == "codes":
        return [] if word == "none" else [each.strip() for each in word.split(",")]
    return word


def _told(answers: Mapping[str, Any], part: str) -> Iterator[tuple[Key, str]]:
    for step, word in answers.items():
        found = key_of(step)
        if found is not None and found[0] == part:
            yield found[1], str(word)
