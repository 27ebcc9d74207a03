"""What the law calls a product, so that nobody has to know the class of what a file or a board is about."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from licet.decide.decide import decide
from licet.errors import InputError
from licet.transfer.build import Builder

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from licet.decide.answer import Classification
    from licet.pack.store import Library

_INSIDE = "contains_3a090_ic"
_LISTED = "3A090"
"""The fact and the entry that it is named for: a board or server follows the chip in it."""


def _classified(item: Mapping[str, Any], library: Library, on: date) -> dict[str, list[Classification]]:  # fmt: skip
    """Under each law, the classification of each variant that the item names."""
    builder = Builder(library.law.book, library.products)
    products = library.catalogue.resolve(str(item["id"])) if item.get("id") else (None,)
    found: dict[str, list[Classification]] = {}
    for each in products:
        one = {**item, "id": each.id} if each else dict(item)
        decision = decide(builder.transfer({"kind": "export", "item": one}), library.law, on=on)
        for answer in decision.answers:
            found.setdefault(answer.sovereign, []).append(answer.classification)
    return found


def classes_of(item: Mapping[str, Any], library: Library, on: date) -> dict[str, str]:
    """The entry of a product under each law that surely lists it, all variants alike."""
    found = {}
    for law, variants in _classified(item, library, on).items():
        entries = {each.entry for each in variants}
        if len(entries) == 1 and (entry := entries.pop()):
            found[law] = entry
    return found


def forms_of(item: Mapping[str, Any], law: str, library: Library, on: date) -> tuple[str, ...]:
    """Further classes of one law that the product has, or may have, in some form in which it is shipped."""
    variants = _classified(item, library, on).get(law, [])
    return tuple(dict.fromkeys(form for each in variants for form in each.forms))


def main_class(classes: Mapping[str, str], home: str) -> str:
    """The entry to state: that of the law at ``home``, or else of the first law that lists the product."""
    return classes.get(home) or next(iter(classes.values()), "")


def with_the_chip_inside(item: dict[str, Any], library: Library, on: date) -> None:
    """Add to a board or server at which level the chip in it is, by the figures of one chip."""
    facts = item.get("facts") or {}
    fact = library.law.book.facts.get(_INSIDE)
    if item.get("kind") not in ("assembly", "computer") or fact is None or _INSIDE in facts:
        return
    chip = {"kind": "integrated_circuit", "facts": facts}
    try:
        found = [each for laws in _classified(chip, library, on).values() for each in laws]
    except InputError:
        return
    levels = {f"{_LISTED}.{each}": each for each in fact.choices}
    sure = {levels[each.entry] for each in found if each.entry in levels}
    if sure:
        facts[_INSIDE] = min(sure)
    elif not any(entry.startswith(_LISTED) for each in found for entry in each.candidates):
        facts[_INSIDE] = fact.closed


def status_under(raw: Mapping[str, Any], law: str, library: Library, on: date) -> str | None:
    """What one law alone answers to a transfer; None where it does not claim it."""
    transfer = Builder(library.law.book, library.products).transfer(dict(raw))
    found = decide(transfer, library.law, on=on, sovereigns=(law,)).answers
    return found[0].status if found and found[0].claims is not False else None
