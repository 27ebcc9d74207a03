"""The arithmetic that an engineer can redo by hand, and the class of the thing under each law."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from licet.explore.classify import classify, performance
from licet.facts.values import plain
from licet.interview.transfers import rates_of
from licet.record import record

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from licet.explore.classify import Rate, Sheet
    from licet.service.service import Service


@record
class Worked:
    """One rate times its bit length; ``counts`` marks the highest, which is the performance."""

    text: str
    counts: bool


@record
class Class:
    """The entry of one law that the thing falls under, or those that it may."""

    law: str
    entry: str
    settled: bool
    forms: tuple[str, ...]


@record
class Figures:
    """Sums, classes by law, and the laws that list it nowhere."""

    item: str
    rates: tuple[Worked, ...]
    sums: tuple[str, ...]
    classes: tuple[Class, ...]
    unlisted: tuple[str, ...]


def figures(thing: Mapping[str, Any], service: Service, on: date, answers: Mapping[str, Any]) -> Figures:  # fmt: skip
    """The figures of a product or data sheet; ``answers`` may hold the rates of a data sheet.

    The item alone is classified, so that a law which does not claim the transfer says its entry too.  Of
    a family the first variant speaks.
    """
    law = service.library.law
    transfer = service.transfers({"kind": "export", "item": thing})[0]
    found = classify(transfer, law, on=on)
    said = answers.get("speed")
    rates = rates_of(said.get("rates") or {}) if isinstance(said, dict) else ()
    listed = [each for each in found.sheets if each.classification.candidates]
    titles = {each.sovereign: law.book.sovereigns[each.sovereign].title for each in found.sheets}
    return Figures(
        transfer.item,
        tuple(_worked(rates)),
        found.sums,
        tuple(_class(each, titles[each.sovereign]) for each in listed),
        tuple(titles[each.sovereign] for each in found.sheets if each not in listed),
    )


def _worked(rates: tuple[Rate, ...]) -> Iterator[Worked]:
    best = performance(rates) if rates else None
    for each in sorted(rates, key=lambda rate: rate.bits):
        text = f"{plain(each.tops)} TOPS × {plain(each.bits)} bits = {plain(each.product)} TPP"
        yield Worked(text, counts=each == best)


def _class(sheet: Sheet, law: str) -> Class:
    entry = sheet.classification
    return Class(
        law, entry.entry or " or ".join(entry.candidates), entry.settled, tuple(entry.forms)
    )
