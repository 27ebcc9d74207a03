"""What the law in use says itself of a license: figures of its items, and what befell the rules behind its conditions."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from licet.facts.values import Interval
from licet.pack.store import Library
from licet.record import replaced
from licet.register.conditions.evidence import Happening, Inputs
from licet.register.conditions.expiry import happenings_of_law
from licet.register.conditions.model import Condition


def with_law(
    inputs: Inputs, library: Library, items: Iterable[str], conditions: Iterable[Condition], day: date
) -> Inputs:  # fmt: skip
    """The inputs with figures of the catalogue where none were stated, and the law's own events beside those stated."""
    if inputs.parameters is None:
        figures = {
            item: {
                name: value for name, value in library.products[item].items() if isinstance(value, Decimal | Interval)
            }
            for item in items
            if item in library.catalogue
        }  # fmt: skip
        inputs = replaced(inputs, parameters=figures or None)
    told = _happened(library, conditions, day)
    if told is None:
        return inputs
    stated = inputs.happenings or ()
    return replaced(inputs, happenings=(*stated, *(each for each in told if each not in stated)))


def _happened(
    library: Library, conditions: Iterable[Condition], day: date
) -> tuple[Happening, ...] | None:
    """What befell the provisions that the conditions rest on; None where they rest on none."""
    book = library.law.book
    known = dict.fromkeys(each.provision for each in conditions if each.provision in book.provisions)  # fmt: skip
    if not known:
        return None
    return tuple(found for name in known for found in happenings_of_law(book, name, day))
