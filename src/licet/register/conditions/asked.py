"""The conditions that a rule asks for, made of the rule book's own numbers, words and groups."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from licet.book.book import RuleBook
from licet.book.provision import Condition as LawCondition
from licet.errors import InputError, LawError, Place, UnknownName
from licet.language.nodes import All, Compare, Constant, FactNumber, Node
from licet.record import record
from licet.register.conditions.model import Condition
from licet.register.conditions.tested import parameters_of
from licet.register.law_file import FILE, Asked, AskingRule

_BOUND = re.compile(r"(\w+) (?:<=|>=|<|>) ([0-9.]+)")


@record
class Made:
    """A rule with its conditions as of one day; none is proposed or adopted yet."""

    rule: AskingRule
    on: date
    conditions: tuple[Condition, ...]


def conditions_of(rule: AskingRule, book: RuleBook, on: date) -> Made:
    """The rule's conditions, with what they fetch from the book as it stands on ``on``.

    Raises:
        LawError: the rule is not in force on the day, or names what the book does not hold.
    """
    if on < rule.since or (rule.to is not None and on >= rule.to):
        raise LawError(f"{rule.id} is in force from {rule.since} to {rule.to or 'no stated end'}, not on {on}", _PLACE)  # fmt: skip
    return Made(rule, on, tuple(_condition(each, rule, book, on) for each in rule.conditions))


_PLACE = Place(str(Path("law", FILE)))


def _condition(asked: Asked, rule: AskingRule, book: RuleBook, on: date) -> Condition:
    stated = _stated(asked.law, rule, book, on) if asked.law else None
    text, cite = (stated.text, stated.cite) if stated else (asked.text, asked.cite)
    parameters = {
        name: _fetched(value, asked.id, rule, book, on) for name, value in asked.parameters.items()
    }
    made = Condition(
        asked.id, asked.kind, text, parameters, asked.tested, asked.consequence,
        evidence=asked.evidence, cite=cite, provision=rule.provision, since=rule.since, to=rule.to,
        public=asked.public,
    )  # fmt: skip
    try:
        parameters_of(made)
    except InputError as error:
        raise LawError(str(error), _PLACE) from None
    return made


def _stated(code: str, rule: AskingRule, book: RuleBook, on: date) -> LawCondition:
    version = _in_book(book.provisions, rule.provision, "provision").on(on, date.max)
    held = {each.code: each for each in (version.conditions if version else ())}
    found: LawCondition = _in_book(held, code, f"condition of {rule.provision} on {on}")
    return found


def _in_book(held: Any, name: str, what: str) -> Any:
    if name not in held:
        raise LawError(str(UnknownName(what, name, held)), _PLACE)
    return held[name]


def _fetched(value: Any, where: str, rule: AskingRule, book: RuleBook, on: date) -> Any:
    """A parameter as it is written, or what it says to fetch."""
    match value:
        case {"group": list(names)}:
            groups = [_in_book(book.groups, each, "group") and each for each in names]
            return sorted({code for each in groups for code in book.members(each, on)})
        case {"bound": str(fact), "in": str(derived)}:
            for expression in _in_book(book.facts, derived, "fact").derived:
                if (found := _BOUND.fullmatch(expression)) and found[1] == fact:
                    return found[2]
            raise LawError(f"{where}: {derived} does not compare {fact} with a number", _PLACE)
        case {"limits": str(code)}:
            return list(_limits(_stated(code, rule, book, on).rule, where, book))
        case _:
            return value


def _limits(node: Node | None, where: str, book: RuleBook) -> Iterator[dict[str, str]]:
    match node:
        case All(parts):
            for part in parts:
                yield from _limits(part, where, book)
        case Compare(FactNumber(fact), op, Constant(bound)):
            yield {"fact": fact, "op": op, "bound": str(bound), "unit": book.facts[fact].unit}
        case _:
            raise LawError(f"{where}: only comparisons with numbers become limits, not {node!r}", _PLACE)  # fmt: skip
