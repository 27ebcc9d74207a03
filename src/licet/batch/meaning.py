"""What one column of a spreadsheet is taken for, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from licet.batch.units import SAME, Conversion, conversion, unit_named, unit_of
from licet.columns.layout import ITEM, ON, column_of
from licet.errors import InputError, UnknownName
from licet.record import record

if TYPE_CHECKING:
    from licet.book.book import RuleBook
    from licet.facts.dictionary import Fact

IGNORED = "ignore"
"""What a mapping says of a column that the law does not read."""


@record
class Meaning:
    """One column: ``column`` is what it says by our names, empty where it is ignored.

    ``unit`` is the unit of its numbers, empty where they stand in the fact's own.  Of a guess, ``sure``
    is how sure it is (0 to 100), ``why`` the reason, ``perhaps`` what it may be where that was not
    sure enough to take, and ``fault`` what is wrong with the header, with the way out.
    """

    header: str
    column: str = ""
    unit: str = ""
    sure: int = 100
    why: str = ""
    perhaps: str = ""
    fault: str = ""


def canonical(name: str, book: RuleBook, at: str = "") -> str:
    """Our one name for a column: ``to`` is ``destination``, ``end_user.hq`` is ``end_user.headquarters``.

    Raises:
        UnknownName: it says nothing that the law asks; ``at`` is where it was written.
    """
    found = column_of(name, book)
    if found is None:
        what = "column of the law" + (f" ({at})" if at else "")
        raise UnknownName(what, name, [ITEM, ON, *(each.name for each in book.facts)])
    if not found.party:
        return found.fact or found.name
    return f"{found.party}.{found.fact or 'name'}"


def fact_of(column: str, book: RuleBook) -> Fact | None:
    """The fact that a column states; None for a product, a day and a party's name."""
    found = column_of(column, book)
    return book.facts[found.fact] if found is not None and found.fact else None


def fits(unit: str, fact: Fact | None) -> Conversion | None:
    """How numbers in ``unit`` become the fact's; None where the unit is not of its kind, or not known.

    A fact without a unit of its own (a count, a quantity in the unit of sale) is taken as it stands.
    """
    if fact is None or not fact.numeric or not unit or not fact.unit or unit == fact.unit:
        return SAME
    found = unit_of(unit)
    return None if found is None else conversion(found, fact.unit)


def converted(meaning: Meaning, book: RuleBook) -> Conversion:
    """How the numbers of a column are converted.

    Raises:
        InputError: its unit is not known, or is of another kind than the fact's.
    """
    fact = fact_of(meaning.column, book)
    found = fits(meaning.unit, fact)
    if found is None and fact is not None:
        unit = unit_named(meaning.unit, repr(meaning.header))
        raise InputError(f"{meaning.header!r}: {fact.name} is in {fact.unit}, and {unit.name} cannot be converted to it. Give the unit that its numbers stand in, or ignore the column.")  # fmt: skip
    return found or SAME
