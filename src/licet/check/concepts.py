"""Concepts name facts, sovereigns and provisions that exist, and items that the rules can decide."""

from __future__ import annotations

from typing import TYPE_CHECKING

from licet.check.finding import Finding
from licet.decide.decide import Law, decide
from licet.errors import InputError, nearest
from licet.transfer.build import Builder
from licet.transfer.reference import raw_transfer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from licet.book.book import RuleBook
    from licet.book.concepts import Concept, Concepts
    from licet.book.provision import Provision
    from licet.facts.values import Truth
    from licet.transfer.model import Transfer


def concept_findings(book: RuleBook, concepts: Concepts) -> Iterator[Finding]:
    """What is wrong with each concept.  Items are tried only where its names are in order."""
    builder = Builder(book)
    for concept in concepts.by_id.values():
        names = [*_facts(book, concept), *_labels(book, concept)]
        yield from (Finding("concepts", concept.file, concept.id, each) for each in names)
        if not names:
            found = _points(book, builder, concepts, concept)
            yield from (Finding("concepts", concept.file, concept.id, each) for each in found)


def _facts(book: RuleBook, concept: Concept) -> Iterator[str]:
    kinds = book.facts["item_kind"].choices
    for kind in concept.items:
        if kinds and kind not in kinds:
            yield f"{kind!r} is no kind of item"
    stated = [
        (name, value) for point in concept.points for name, value in concept.at(point).items()
    ] + [pair for label in concept.labels for pair in label.states]
    for name, value in dict.fromkeys(stated):
        fact = book.facts.get(name)
        if fact is None:
            near = nearest(name, [each.name for each in book.facts])
            hint = f"; did you mean {', '.join(near)}?" if near else ""
            yield f"{name!r} is no known fact{hint}"
        elif fact.owner != "item":
            yield f"{name} is a fact of the {fact.owner}; a concept states facts of the item"
        elif fact.derived and fact.due_care:
            yield f"{name} only tells kinds of items apart; state the figures that it follows from"
        else:
            try:
                fact.read(value)
            except InputError as error:
                yield error.message
    for axis in concept.axes:
        fact = book.facts.get(axis.fact)
        if fact is None:
            yield f"the axis {axis.fact!r} is no known fact"
        elif not (fact.numeric or fact.type in ("boolean", "choice")):
            yield f"the axis {axis.fact} is neither a number nor a choice"


def _labels(book: RuleBook, concept: Concept) -> Iterator[str]:
    for label in concept.labels:
        if label.sovereign not in book.sovereigns:
            yield f"{label.sovereign!r} is no sovereign of the book"
        for name in label.provisions:
            provision = book.provisions.get(name)
            if provision is None:
                near = nearest(name, book.provisions)
                hint = f"; did you mean {', '.join(near)}?" if near else ""
                yield f"{name!r} is no known provision{hint}"
            elif provision.sovereign != label.sovereign:
                yield f"{name} is law of {provision.sovereign}, not of {label.sovereign}"
            elif provision.kind != "classification":
                yield f"{name} is no entry of a list but a {provision.kind}"
            elif provision.items and not set(provision.items) & set(concept.items):
                yield f"{name} speaks of no kind of item that the concept has"


def _points(
    book: RuleBook, builder: Builder, concepts: Concepts, concept: Concept
) -> Iterator[str]:
    """Each label whose numbers were read fits one of the items, and decides all of them."""
    reference = concepts.reference(concept)
    for label in concept.labels:
        sure = label.read and label.confidence != "unverified"  # what was not read may stay open
        for name in label.provisions if sure else ():
            provision = book.provisions[name]
            if provision.items and concept.items[0] not in provision.items:
                continue
            truths: dict[str, Truth] = {}
            for point in concept.points:
                stated = dict(label.states) if point is concept.points[0] else {}
                item = {"kind": concept.items[0], "facts": {**concept.at(point), **stated}}
                transfer = builder.transfer(raw_transfer(reference, label.sovereign, item))
                truths[point.name] = _truth(book, transfer, provision)
            if True not in truths.values():
                yield f"no item of the concept meets {name}"
            if label.confidence in ("high", "medium"):
                for point_name, truth in truths.items():
                    if truth is None:
                        yield f"{name} does not decide the item {point_name!r}; state what it asks for"


def _truth(book: RuleBook, transfer: Transfer, provision: Provision) -> Truth:
    """Whether an entry fits the item, by its last text on the first day of that."""
    on = provision.versions[-1].since
    decision = decide(transfer, Law(book), on=on, sovereigns=(provision.sovereign,))
    run = decision.answers[0].run
    unit = run.plan.by_id.get(provision.id)
    return None if unit is None else run.truth(unit)
