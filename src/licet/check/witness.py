"""Situations that show something: case rows that hold, and what the solver found, tried by the engine."""

from __future__ import annotations

from decimal import Decimal
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from licet.check.encode import LISTED
from licet.decide.join import Run
from licet.decide.situation import Situation
from licet.facts.values import show
from licet.transfer.build import Builder
from licet.transfer.model import Listing, Party

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from licet.book.book import RuleBook
    from licet.check.encode import Encoder
    from licet.check.needed import Needed
    from licet.facts.values import Truth
    from licet.transfer.model import Transfer

_OTHER = "another"
_TRUTH: dict[Truth, str] = {True: "yes", False: "no", None: "?"}


def transfer_of(model: Any, encoder: Encoder) -> Transfer:
    """The facts of a model as a transfer: every fact that was asked about, and every party that exists.

    Numbers that no decimal gives exactly are rounded; a word that no rule names is a country
    that none names, or ``another``.
    """
    stated = _facts(model, encoder, "")
    stated.setdefault("parties_complete", True)
    parties = tuple(
        Party(who, MappingProxyType(_facts(model, encoder, who)))
        for who, exists in encoder.witnesses.values()
        if _yes(model, exists)
    )
    known = {name: value for name, value in stated.items() if name in encoder.book.facts}
    return Builder(encoder.book).complete("witness", known, parties)


def truths(
    transfer: Transfer, encoder: Encoder, needed: Needed, names: Iterable[str]
) -> tuple[Truth, ...]:
    """What the engine makes of these provisions on the encoder's day; False where not in force."""
    seen = Situation(transfer, encoder.book, encoder.day)
    kind = seen.facts.get("item_kind")
    plan = needed.whole(encoder.day, kind if isinstance(kind, str) else None, encoder.sovereign)
    run = Run(plan, seen)
    units = [plan.by_id.get(name) for name in names]
    return tuple(False if unit is None else run.truth(unit) for unit in units)


def verdict(given: Iterable[Truth]) -> tuple[bool, str]:
    """Whether the engine agrees that two policies and what they review hold, and in words.

    >>> verdict((True, True, True))
    (True, 'confirmed by the engine')
    """
    given = tuple(given)
    if all(each is True for each in given):
        return True, "confirmed by the engine"
    said = ", ".join(_TRUTH[each] for each in given)
    return False, (
        f"not confirmed: on these facts the engine gives {said} for the two and what they review, "
        "so the encoder is at fault; report it"
    )


def in_words(transfer: Transfer, asked: Iterable[str], most: int = 6) -> str:
    """The first few facts asked about, those that say something first: ``destination = CN``."""
    facts = {name: transfer.facts[name] for name in asked if name in transfer.facts}
    order = sorted(facts, key=lambda name: (facts[name] in (False, frozenset()), name))
    return ", ".join(f"{name} = {show(facts[name])}" for name in order[:most])


def asked_of(encoder: Encoder) -> list[str]:
    """Names of the transfer's own facts that the encoder met."""
    return sorted({fact for who, sort, fact, _ in encoder.variables if not who and sort != LISTED})


def _facts(model: Any, encoder: Encoder, who: str) -> dict[str, Any]:
    facts: dict[str, Any] = {}
    codes: dict[str, set[str]] = {}
    listed: dict[str, set[Any]] = {}
    for (whose, sort, fact, what), variable in encoder.variables.items():
        if whose != who:
            continue
        match sort:
            case "yes or no":
                facts[fact] = _yes(model, variable)
            case "number":
                facts[fact] = _decimal(model.eval(variable, model_completion=True))
            case "word":
                number = model.eval(variable, model_completion=True).as_long()
                facts[fact] = _word(encoder.book, fact, encoder.words[fact], number)
            case "code":
                found = codes.setdefault(fact, set())
                if _yes(model, variable):
                    found.add(str(what))
            case _:
                notes = listed.setdefault(fact, set())
                if _yes(model, variable):
                    notes.add(what)
    facts.update({fact: frozenset(found) for fact, found in codes.items()})
    if who:  # None among the notes says that the party is on the list at all
        facts["lists"] = tuple(
            Listing(name, None, frozenset(notes - {None}))
            for name, notes in sorted(listed.items())
            if None in notes
        )
    return facts


def _yes(model: Any, variable: Any) -> bool:
    return str(model.eval(variable, model_completion=True)) == "True"


def _decimal(value: Any) -> Decimal:
    if not hasattr(value, "numerator_as_long"):  # a root, which a fraction near it stands for
        value = value.approx(20)
    return Decimal(value.numerator_as_long()) / Decimal(value.denominator_as_long())


def _word(book: RuleBook, fact: str, known: Mapping[str, int], number: int) -> str:
    for word, each in known.items():
        if each == number:
            return word
    if book.facts[fact].type == "country":
        return next((code for code in book.facts[fact].choices if code not in known), "ZZ")
    return _OTHER
