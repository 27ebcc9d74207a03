"""One thing of one provision set to another value: a limit, a policy, a rate, whether it binds, a rule."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from licet.book.provision import (
    IN_FORCE,
    NOT_ENFORCED,
    POLICIES,
    SUSPENDED,
    Pause,
)
from licet.errors import InputError, UnknownName
from licet.facts.values import plain
from licet.language.nodes import (
    All,
    AnyParty,
    Compare,
    Constant,
    Either,
    FactNumber,
    Not,
    walk,
)
from licet.language.parse import Vocabulary, parse_rule
from licet.record import replaced

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from licet.book.book import RuleBook
    from licet.book.provision import Condition, Provision, Version
    from licet.reform.model import Set

STATES = (IN_FORCE, SUSPENDED, NOT_ENFORCED)
WORDS = ("policy", "rate_pct", "state", "rule")
"""What can be set beside a limit on a numeric fact."""


def set_to(
    provision: Provision, patch: Set, book: RuleBook, said: str
) -> Callable[[Version], Version]:
    """How the texts of the span change.  ``said`` says who wants it, for the source of a pause.

    Raises:
        UnknownName, InputError: the provision has no such thing, or cannot be set so; with the place.
    """
    match patch.what:
        case "policy":
            _of_kind(provision, patch, "review_policy")
            _known("review policy", patch.to, POLICIES, patch)
            return lambda each: replaced(each, policy=patch.to)
        case "rate_pct":
            _of_kind(provision, patch, "charge")
            _number(patch.to, patch)
            return lambda each: replaced(each, rate_pct=patch.to)
        case "state":
            _known("state", patch.to, STATES, patch)
            return lambda each: _in_state(each, patch, said)
        case "rule":
            return lambda each: _ruled(each, patch, book)
        case _:
            return _limit(provision, patch, book)


def _of_kind(provision: Provision, patch: Set, kind: str) -> None:
    if provision.kind != kind or patch.part:
        raise InputError(f"{patch.what} is set on a whole {kind}; {provision.id} is a {provision.kind}", patch.place)  # fmt: skip


def _known(what: str, word: str, known: tuple[str, ...], patch: Set) -> None:
    if word not in known:
        raise UnknownName(what, word, known, patch.place)


def _number(text: str, patch: Set) -> Decimal:
    try:
        found = Decimal(text)
    except InvalidOperation:
        raise InputError(f"{text!r} is no number; write it without commas", patch.place) from None
    if not found.is_finite():
        raise InputError(f"{text!r} is no number that a limit can have", patch.place)
    return found


def _in_state(version: Version, patch: Set, said: str) -> Version:
    """A text that binds, or is paused, through the whole span."""
    span = patch.span
    checked = max(version.checked, span.published)
    comply = None if version.comply_from and patch.to == IN_FORCE else version.comply_from
    pauses: tuple[Pause, ...] = ()
    if patch.to != IN_FORCE:
        pauses = (Pause(patch.to, span.since, span.until, span.published, said),)
    return replaced(version, pauses=pauses, checked=checked, comply_from=comply)


def _ruled(version: Version, patch: Set, book: RuleBook) -> Version:
    """A text with another rule, for the whole or for a part or condition."""
    words = Vocabulary(book.facts, book.groups, book.roles).with_parts({n for n, _ in version.parts})  # fmt: skip
    tree = parse_rule(patch.to, words, patch.place)
    if not patch.part:
        return replaced(version, rule=tree)
    return _at_part(version, patch, lambda _: tree)


def _at_part(version: Version, patch: Set, change: Callable[[Any], Any]) -> Version:
    if patch.part in dict(version.parts):
        parts = tuple((n, change(tree) if n == patch.part else tree) for n, tree in version.parts)
        return replaced(version, parts=parts)
    conditions = tuple(
        replaced(each, rule=change(each.rule)) if each.code == patch.part and each.rule else each
        for each in version.conditions
    )
    return replaced(version, conditions=conditions)


# -- limits ----------------------------------------------------------------------------


def _limit(provision: Provision, patch: Set, book: RuleBook) -> Callable[[Version], Version]:
    fact = book.facts.get(patch.what)
    if fact is None:
        numeric = [each.name for each in book.facts if each.numeric]
        raise UnknownName("thing to set, or numeric fact", patch.what, [*WORDS, *numeric], patch.place)  # fmt: skip
    to = _number(patch.to, patch)
    held = sorted({value for tree in _trees(provision, patch) for value in limits(tree, fact.name)})
    if not held:
        where = f"{provision.id}#{patch.part}" if patch.part else provision.id
        raise InputError(f"{where} holds no limit on {fact.name}", patch.place)
    was = _number(patch.was, patch) if patch.was else held[0]
    if len(held) > 1 and not patch.was:
        told = ", ".join(plain(each) for each in held)
        raise InputError(f"{provision.id} has several limits on {fact.name}: {told}. Say which with was = ..., or name a part", patch.place)  # fmt: skip
    if was not in held:
        told = ", ".join(plain(each) for each in held)
        raise InputError(f"{provision.id} has no limit of {plain(was)} on {fact.name}; it has {told}", patch.place)  # fmt: skip

    def moved(tree: Any) -> Any:
        return relimited(tree, fact.name, was, to)

    def change(version: Version) -> Version:
        if patch.part in dict(version.parts):
            return _at_part(version, patch, moved)
        conditions = tuple(
            _condition(each, moved, was, to) if patch.part in ("", each.code) else each
            for each in version.conditions
        )
        if patch.part:
            return replaced(version, conditions=conditions)
        parts = tuple((name, moved(tree)) for name, tree in version.parts)
        return replaced(version, rule=moved(version.rule), parts=parts, conditions=conditions)

    return change


def _condition(each: Condition, moved: Callable[[Any], Any], was: Decimal, to: Decimal) -> Condition:  # fmt: skip
    """A condition with its limit moved, in its words and its code as well."""
    if each.rule is None or (rule := moved(each.rule)) == each.rule:
        return each
    text, code = each.text, each.code
    for old, new in ((f"{was:,}", f"{to:,}"), (f"{was:f}", f"{to:f}")):
        text, code = _number_in(text, old, new), _number_in(code, old, new)
    return replaced(each, rule=rule, text=text, code=code)


def _number_in(text: str, old: str, new: str) -> str:
    return re.sub(rf"(?<![\d.,]){re.escape(old)}(?![\d]|[.,]\d)", new, text)


def _trees(provision: Provision, patch: Set) -> Iterator[Any]:
    """Trees of the texts of the span that the patch speaks of."""
    for version in provision.versions:
        ended = version.to is not None and version.to <= patch.span.since
        if ended or (patch.span.until is not None and version.since >= patch.span.until):
            continue
        if not patch.part:
            yield from version.trees
            continue
        yield from (tree for name, tree in version.parts if name == patch.part)
        yield from (e.rule for e in version.conditions if e.code == patch.part and e.rule)


def limits(tree: Any, fact: str) -> Iterator[Decimal]:
    """The numbers that a tree compares a fact with.

    >>> from licet.language.nodes import Compare, Constant, FactNumber
    >>> list(limits(Compare(FactNumber("tpp"), ">=", Constant(Decimal(4800))), "tpp"))
    [Decimal('4800')]
    """
    for node in walk(tree):
        match node:
            case Compare(left, _, Constant(value)) if FactNumber(fact) in walk(left):
                yield value
            case Compare(Constant(value), _, right) if FactNumber(fact) in walk(right):
                yield value
            case _:
                pass


def relimited(tree: Any, fact: str, was: Decimal, to: Decimal) -> Any:
    """The tree with the number ``was`` that a fact is compared with put at ``to``."""

    def again(node: Any) -> Any:
        return relimited(node, fact, was, to)

    match tree:
        case Compare(left, op, Constant(value)) if value == was and FactNumber(fact) in walk(left):
            return Compare(left, op, Constant(to))
        case Compare(Constant(value), op, right) if value == was and FactNumber(fact) in walk(right):  # fmt: skip
            return Compare(Constant(to), op, right)
        case All(parts):
            return All(tuple(map(again, parts)))
        case Either(parts):
            return Either(tuple(map(again, parts)))
        case Not(part):
            return Not(again(part))
        case AnyParty(roles, test):
            return AnyParty(roles, again(test))
        case _:
            return tree
