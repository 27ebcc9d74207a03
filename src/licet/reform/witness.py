"""A situation that a reform answers otherwise, found by the solver and tried by the engine."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from licet.check.encode import Encoder
from licet.check.needed import Needed
from licet.check.witness import in_words, transfer_of, truths
from licet.decide.decide import Law, decide
from licet.decide.plan import trees_of
from licet.decide.words import headline
from licet.errors import InputError
from licet.language.nodes import All, Either, Not, Part, facts_of
from licet.record import record

if TYPE_CHECKING:
    from collections.abc import Sequence

    from licet.book.book import RuleBook
    from licet.facts.values import Truth
    from licet.transfer.model import Transfer

_SAID = {True: "holds", False: "does not hold", None: "is open"}


@record
class Witness:
    """Facts under which one rule holds in one law and not in the other.

    ``before`` and ``after`` are what the engine makes of the rule; ``answer_before`` and ``answer_after``
    its whole answers.  ``confirmed`` says whether it sees the difference that the solver promised.
    """

    rule: str
    facts: str
    before: Truth
    after: Truth
    answer_before: str
    answer_after: str

    @property
    def confirmed(self) -> bool:
        """Whether the engine gives the rule another truth, or the question another answer, on the two sides."""
        return self.before is not self.after or self.answer_before != self.answer_after

    @property
    def words(self) -> str:
        """All of it in two sentences."""
        tail = "" if self.confirmed else " The engine does not confirm it: the encoder allows more than the law does."  # fmt: skip
        return (
            f"With {self.facts}: {self.rule} {_SAID[self.before]} without the reform and {_SAID[self.after]} under it; "
            f"the answer is {self.answer_before!r} and {self.answer_after!r}.{tail}"
        )


def witness(before: RuleBook, after: RuleBook, on: date, rules: Sequence[str]) -> Witness | None:
    """The first of ``rules`` that can hold in one law alone on the day, with facts that show it; None where none can.

    Raises:
        InputError: the solver is not installed.
    """
    try:
        import z3
    except ImportError:
        raise InputError(
            "the solver is not installed; install licet[check], or leave the witness out"
        ) from None
    unsure: Witness | None = None
    for rule in rules:
        found = _of(z3, before, after, on, rule)
        if found is not None and found.confirmed:
            return found
        unsure = unsure or found
    return unsure


def _of(z3: Any, before: RuleBook, after: RuleBook, on: date, rule: str) -> Witness | None:
    sovereign = (after.provisions.get(rule) or before.provisions[rule]).sovereign
    books = (before, after)
    needed = [Needed(book) for book in books]
    one, other = (
        Encoder(z3, book, sovereign, need).on(on, trees_of(book, on, date.max, None, sovereign))
        for book, need in zip(books, needed, strict=True)
    )
    other.solver, other.variables, other.words = one.solver, one.variables, one.words
    other.witnesses = one.witnesses
    if dict(before.groups) != dict(after.groups):  # the same words may mean other countries
        other.apart()
    apart = z3.Xor(_unit(one, rule, on), _unit(other, rule, on))
    for side in (one, other):
        side.one_and_the_same()
    model = one.model(apart)
    if model is None:
        return None
    encoder = other
    transfer = transfer_of(model, encoder)
    found = [
        _truth(transfer, side, need, rule) for side, need in zip((one, other), needed, strict=True)
    ]
    said = [headline(decide(transfer, Law(book, "", ""), on=on, sovereigns=(sovereign,))).rstrip(".") for book in books]  # fmt: skip
    return Witness(
        rule, in_words(transfer, _asked(books, rule, on), most=12), found[0], found[1], *said
    )


def _unit(encoder: Encoder, rule: str, on: date) -> Any:
    """A rule with whatever of its conditions can be tested; false where that law has none such."""
    z3 = encoder.z3
    provision = encoder.book.provisions.get(rule)
    version = None if provision is None else provision.on(on, date.max)
    if version is None:
        return z3.BoolVal(False)
    parts = dict(version.parts)
    tested = [_whole(each.rule, parts) for each in version.conditions if each.rule is not None]
    return z3.And([encoder.unit(rule), *(encoder.encode(each, "") for each in tested)])


def _whole(tree: Any, parts: dict[str, Any]) -> Any:
    """A tree with its parts written out."""
    match tree:
        case Part(name):
            return _whole(parts[name], parts)
        case All(inner):
            return All(tuple(_whole(each, parts) for each in inner))
        case Either(inner):
            return Either(tuple(_whole(each, parts) for each in inner))
        case Not(inner):
            return Not(_whole(inner, parts))
        case _:
            return tree


def _asked(books: tuple[RuleBook, ...], rule: str, on: date) -> list[str]:
    """Facts that the rule itself tests, and where it goes: what a reader wants to see first."""
    found = {"kind", "shipped_from", "destination", "item_kind"}
    for book in books:
        version = book.provisions[rule].on(on, date.max) if rule in book.provisions else None
        found |= {fact for tree in version.trees for fact in facts_of(tree)} if version else set()
    return sorted(found)


def _truth(transfer: Transfer, encoder: Encoder, needed: Needed, rule: str) -> Truth:
    if rule not in encoder.book.provisions:
        return False
    return truths(transfer, encoder, needed, (rule,))[0]
