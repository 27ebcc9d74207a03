"""What was stated in an address, as a person reads it: parties, facts, the exporter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from licet.errors import LicetError
from licet.language.text import fact_words
from licet.service.written import read_party

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from licet.facts.dictionary import Dictionary

_PLACES = {"country": "in", "headquarters": "headquarters in", "ultimate_parent_headquarters": "parent in"}  # fmt: skip


def stated(pairs: tuple[tuple[str, str], ...], facts: Dictionary) -> Iterator[str]:
    """Every party, fact and class of a question in words, in the order of the address."""
    for name, value in pairs:
        if name == "party":
            yield _party(value, facts.countries)
        elif name == "fact":
            yield _fact(value, facts)
        elif name in ("exporter", "class", "letter"):
            yield f"{name} {value}"


def _party(text: str, countries: Mapping[str, str]) -> str:
    try:
        party = read_party(text)
    except LicetError:
        return text
    role, name = party.pop("role").replace("_", " "), party.pop("name", "")
    parts = [f"{role} {name}".strip()]
    for key, value in party.items():
        if key in _PLACES:
            parts.append(f"{_PLACES[key]} {countries.get(value, value)}")
        elif key == "lists":
            on = [each if isinstance(each, str) else f"{each['list']}{' perhaps' if each['possible'] else ''}" for each in value]  # fmt: skip
            parts.append(f"on {', '.join(on)}" if on else "on no list")
        else:
            parts.append(f"{key.replace('_', ' ')} {value}")
    return ", ".join(parts)


def _fact(text: str, facts: Dictionary) -> str:
    name, _, value = text.partition("=")
    fact = facts.get(name.strip())
    if fact is None:
        return text.replace("_", " ")
    shown = facts.countries.get(value, value) if fact.type == "country" else value.replace("_", " ")
    return f"{fact_words(fact.name, fact.unit)}: {'not known' if value == '?' else shown} {fact.unit if value != '?' else ''}".rstrip()
