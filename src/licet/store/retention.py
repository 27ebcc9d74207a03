"""How long records are kept: what the law asks, or longer where the user's settings say so.

The number stands in the rule book: each provision whose id ends in ``.records`` has a part ``kept``
of the form ``years_since_deal_ended < N``.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from licet.errors import InputError, LawError
from licet.language.nodes import Compare, Constant, FactNumber
from licet.record import record

if TYPE_CHECKING:
    from licet.book.book import RuleBook

FACT = "years_since_deal_ended"


@record
class Retention:
    """``years`` to keep records for, and who says so: the ids of provisions, or ``settings``."""

    years: int
    says: tuple[str, ...]

    def first_kept(self, today: date) -> date:
        """The first day whose records must still be kept.

        >>> Retention(5, ()).first_kept(date(2024, 2, 29))
        datetime.date(2019, 2, 28)
        """
        try:
            return today.replace(year=today.year - self.years)
        except ValueError:  # 29 February
            return today.replace(year=today.year - self.years, day=28)


def retention(book: RuleBook, today: date, setting: int = 0) -> Retention:
    """The longest time that a law of the book asks for today, or ``setting`` years if that is longer.

    Raises:
        LawError: the book has no law of records, or one that does not state its years.
    """
    asked = {}
    for name in book.provisions:
        if name.endswith(".records"):
            version = book.provisions[name].on(today, date.max)
            if version is not None:
                asked[name] = _years(name, dict(version.parts).get("kept"))
    if not asked:
        raise LawError("No provision of the rule book says how long records are kept; nothing is deleted on such law.")  # fmt: skip
    longest = max(asked.values())
    if setting > longest:
        return Retention(setting, ("settings",))
    return Retention(longest, tuple(name for name, years in asked.items() if years == longest))


def refuse_early(before: date, kept: Retention, today: date) -> None:
    """Refuse to delete what must still be kept.

    Raises:
        InputError: ``before`` reaches into the time for which records are kept.
    """
    first = kept.first_kept(today)
    if before > first:
        raise InputError(f"Records are kept for {kept.years} years ({', '.join(kept.says)}), so nothing from {first} on may be deleted; the latest date to give is {first}.")  # fmt: skip


def _years(name: str, part: object) -> int:
    match part:
        case Compare(FactNumber(fact), "<", Constant(years)) if fact == FACT and years == int(
            years
        ):
            return int(years)
        case _:
            raise LawError(f"{name} must have a part kept = '{FACT} < N'.")
