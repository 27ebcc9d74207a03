"""A tree back to text: as a rule in one canonical spelling, and as English."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from licet.facts.values import plain
from licet.language.nodes import (
    All,
    Always,
    AnyParty,
    Arithmetic,
    Compare,
    Constant,
    Either,
    FactNumber,
    HasCode,
    Holds,
    Not,
    OnList,
    Part,
    Ref,
    Within,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from licet.facts.dictionary import Dictionary
    from licet.language.nodes import Any_

_WORDS = {
    ">=": "is {} or more", ">": "is over {}", "<=": "is {} or less",
    "<": "is under {}", "==": "is {}", "!=": "is not {}",
}  # fmt: skip


def rule_text(node: Any_) -> str:
    """The rule in its canonical spelling, as ``parse_rule`` reads it."""
    match node:
        case All(parts):
            return " and ".join(_bracket(part, (All, Either)) for part in parts)
        case Either(parts):
            return " or ".join(_bracket(part, (Either,)) for part in parts)
        case Not(part):
            return f"not {_bracket(part, (All, Either, Compare, Within, HasCode))}"
        case Compare(left, op, right):
            return f"{rule_text(left)} {op} {rule_text(right)}"
        case Arithmetic(left, op, right):
            return f"({rule_text(left)} {op} {rule_text(right)})"
        case FactNumber(fact) | Holds(fact):
            return fact
        case Constant(value):
            return str(value)
        case Always(value):
            return "true" if value else "false"
        case Within(fact, words, groups):
            if groups:
                return f"{fact} in {groups[0]}"
            if len(words) == 1:
                return f"{fact} == {_quoted(words[0])}"
            return fact + " in {" + ", ".join(map(_quoted, words)) + "}"
        case HasCode(fact, code):
            return f"{_quoted(code)} in {fact}"
        case OnList(name, footnote):
            note = "" if footnote is None else f", footnote={footnote}"
            return f"on_list({_quoted(name)}{note})"
        case AnyParty(roles, test):
            inside = "{" + ", ".join(map(_quoted, roles)) + "}, " if roles else ""
            return f"any_party({inside}{rule_text(test)})"
        case Ref(target, part):
            return f"@{target}#{part}" if part else f"@{target}"
        case Part(name):
            return name


def _quoted(word: str) -> str:
    return json.dumps(word, ensure_ascii=False)


def _bracket(node: Any_, kinds: tuple[type, ...]) -> str:
    text = rule_text(node)
    return f"({text})" if isinstance(node, kinds) else text


def prose(node: Any_, facts: Dictionary, titles: dict[str, str] | None = None) -> str:
    """The rule in plain English, with units; ``titles`` names the provisions referred to."""
    titles = titles or {}

    def words(each: Any_) -> str:
        match each:
            case All(parts):
                return " and ".join(_clause(part, words) for part in parts)
            case Either(parts):
                return " or ".join(_clause(part, words) for part in parts)
            case Not(part):
                return f"not ({words(part)})"
            case Compare(left, op, Constant(value)):
                unit = _unit(left, facts)
                said = fact_words(left.fact, unit) if isinstance(left, FactNumber) else words(left)
                return f"{said} {_WORDS[op].format(f'{plain(value)} {unit}'.rstrip())}"
            case Compare(left, op, right):
                return f"{words(left)} {_WORDS[op].format(words(right))}"
            case Arithmetic(left, op, right):
                return f"({words(left)} {op} {words(right)})"
            case FactNumber(fact) | Holds(fact):
                return fact_words(fact)
            case Constant(value):
                return plain(value)
            case Always(value):
                return "always" if value else "never"
            case Within(fact, literal, groups):
                named = groups or tuple(each.replace("_", " ") for each in literal)
                return f"{fact_words(fact)} is {'in ' if groups else ''}{' or '.join(named)}"
            case HasCode(fact, code):
                return f"{fact_words(fact)} include {code}"
            case OnList(name, footnote):
                return f"on list {name}" + (
                    "" if footnote is None else f" with footnote {footnote}"
                )
            case AnyParty(roles, test):
                who = " or ".join(role.replace("_", " ") for role in roles) or "party"
                return f"for {'an' if who[0] in 'aeiou' else 'a'} {who}: {words(test)}"
            case Ref(target, part):
                return f"“{titles.get(target, target)}”" + (f" ({part})" if part else "")
            case Part(name):
                return f"({name})"

    return words(node)


def _clause(node: Any_, words: Callable[[Any_], str]) -> str:
    text = words(node)
    return f"({text})" if isinstance(node, Either | All) else text


def _unit(node: Any_, facts: Dictionary) -> str:
    if isinstance(node, FactNumber) and (fact := facts.get(node.fact)) and fact.unit:
        return fact.unit
    return ""


def fact_words(name: str, unit: str = "") -> str:
    """A fact's name as words; without the unit at its end, where that is said beside it.

    >>> fact_words("supercomputer.fp64_petaflops"), fact_words("total_dram_bandwidth_gb_s", "GB/s")
    ('supercomputer: fp64 petaflops', 'total dram bandwidth')
    """
    tail = "_".join(_LETTERS.findall(unit.lower()))
    return (name.removesuffix(f"_{tail}") if tail else name).replace(".", ": ").replace("_", " ")


_LETTERS = re.compile(r"[a-z0-9]+")
