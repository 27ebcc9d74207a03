"""The formulas of the dictionary as trees: parsed when law is compiled, not when it is used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from licet.language.parse import Vocabulary, parse_quantity, parse_rule

if TYPE_CHECKING:
    from licet.facts.dictionary import Dictionary
    from licet.language.nodes import Any_


def formulas_of(facts: Dictionary) -> dict[str, tuple[Any_, ...]]:
    """How each derived fact follows from others, first choice first."""
    words = Vocabulary(facts)
    return {
        fact.name: tuple(
            parse_quantity(text, words)
            if fact.numeric
            else parse_rule(text, words, of_party=fact.owner == "party")
            for text in fact.derived
        )
        for fact in facts
        if fact.derived
    }


def meaningless_of(facts: Dictionary) -> dict[str, Any_]:
    """When a fact says nothing, by the fact's name."""
    words = Vocabulary(facts)
    return {
        fact.name: parse_rule(fact.meaningless_when, words)
        for fact in facts
        if fact.meaningless_when
    }
