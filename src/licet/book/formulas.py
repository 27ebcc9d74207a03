"""The formulas of the dictionary as trees: parsed when law is compiled, not when it is used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from licet.language.parse import Vocabulary, parse_quantity, parse_rule

if TYPE_CHECKING:
    from licet.errors import Place
    from licet.facts.dictionary import Dictionary, Fact
    from licet.language.nodes import Any_


def formula(fact: Fact, text: str, words: Vocabulary, place: Place | None = None) -> Any_:
    """One way in which ``fact`` follows from others: a quantity, or a rule that says yes."""
    if fact.numeric:
        return parse_quantity(text, words, place)
    return parse_rule(text, words, place, of_party=fact.owner == "party")


def formulas_of(facts: Dictionary) -> dict[str, tuple[Any_, ...]]:
    """How each derived fact follows from others, first choice first."""
    words = Vocabulary(facts)
    return {
        fact.name: tuple(formula(fact, text, words) for text in fact.derived)
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
