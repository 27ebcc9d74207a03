"""At most such a part of what went somewhere else: the cap of China's volume by the volume at home."""

from __future__ import annotations

from datetime import date, datetime
from decimal import ROUND_HALF_EVEN, Decimal
from fractions import Fraction

from licet.errors import InputError, UnknownName
from licet.facts.values import plain
from licet.record import record
from licet.register.conditions.evidence import Inputs, Shipment
from licet.register.conditions.model import Said
from licet.register.conditions.sums import BASES, TPP, Sum, going_to, total, with_now

APPLICATION, DRAWDOWN = "application", "drawdown"
_PLACES = Decimal("0.0001")


@record
class RatioCap:
    """``most_pct`` in percent, exact: 50 is allowed where the cap is 50.

    Counted are shipments of the drawn item to ``countries``, under this license and elsewhere, from
    ``since`` (None: from the first) to this one; against shipments of it to ``home``, from ``since`` to the
    day of the application, or of the drawdown (``home_until``).  ``basis`` is units, TPP or value, the last
    in ``currency``.  ``called`` and ``home_called`` are the two sides as people call them.
    """

    most_pct: Decimal
    countries: tuple[str, ...]
    home: tuple[str, ...]
    basis: str = TPP
    home_until: str = APPLICATION
    since: date | None = None
    currency: str = ""
    called: str = ""
    home_called: str = ""

    @property
    def names(self) -> tuple[str, str]:
        """Both sides as people call them."""
        return self.called or ", ".join(self.countries), self.home_called or ", ".join(self.home)

    def __post_init__(self) -> None:
        """Refuse a basis or a period that is none."""
        if self.basis not in BASES:
            raise UnknownName("basis", self.basis, BASES)
        if self.home_until not in (APPLICATION, DRAWDOWN):
            raise UnknownName("end of the home period", self.home_until, (APPLICATION, DRAWDOWN))
        if self.most_pct < 0 or not self.countries or not self.home:
            raise InputError("a ratio cap names its percent and both sides of the ratio")


def ratio_cap(cap: RatioCap, inputs: Inputs, at: datetime) -> Said:
    """Whether the ratio after this drawdown stays within the cap; without a drawdown, as it stands.

    The comparison is of exact fractions; the percent is printed rounded where it must be, and says so.
    """
    until = inputs.application_day if cap.home_until == APPLICATION else at.date()
    missing = _not_stated(cap, inputs, until)
    if missing:
        return Said(None, "The ratio cannot be worked out.", missing=missing)
    items = sorted({each.item for each in with_now(inputs)})
    if inputs.now is not None:
        items = [inputs.now.item]
    if not items:
        return Said(True, "Nothing was drawn, so there is no ratio to exceed.")
    found = [_of_item(each, cap, inputs, at.date(), until) for each in items]
    return min(found, key=lambda each: {False: 0, None: 1, True: 2}[each.holds])


def _not_stated(cap: RatioCap, inputs: Inputs, until: date | None) -> tuple[str, ...]:
    where, at_home = cap.names
    wanted = (
        (inputs.home is None, f"shipments to {at_home}"),
        (inputs.elsewhere is None, f"shipments to {where} outside this license, or that there are none"),
        (until is None, "the day of the application"),
    )  # fmt: skip
    return tuple(text for lacks, text in wanted if lacks)


def _of_item(item: str, cap: RatioCap, inputs: Inputs, day: date, until: date | None) -> Said:
    def added(
        shipments: tuple[Shipment, ...], countries: tuple[str, ...], last: date | None
    ) -> Sum:
        counted = going_to(shipments, countries, item=item, since=cap.since, until=last)
        return total(counted, cap.basis, inputs, cap.currency)

    # What is drawn counts whatever day it bears; what went elsewhere counts once it has gone.
    gone = tuple(each for each in inputs.elsewhere or () if each.day <= day)
    abroad = added((*gone, *with_now(inputs)), cap.countries, None)
    home = added(inputs.home or (), cap.home, until)
    used = (*abroad.used, *home.used)
    if abroad.amount is None or home.amount is None:
        return Said(None, f"The ratio of {item} cannot be worked out.", used, (*abroad.missing, *home.missing))  # fmt: skip
    # Products, not a quotient: one that rounds across the line would change the answer.
    holds = abroad.amount * 100 <= cap.most_pct * home.amount
    shown, figures = _shown(abroad.amount, home.amount, abroad.unit)
    side = "within" if holds else "over"
    where, at_home = cap.names
    why = (
        f"{item} to {where} against {at_home}: {shown}, {side} the cap of {plain(cap.most_pct)} %."
    )
    if not holds:
        most = Fraction(cap.most_pct) * Fraction(home.amount) / 100
        over = Fraction(abroad.amount) - most
        why += f" At most {_number(most)} {abroad.unit} may go there; this is {_number(over)} more."
    return Said(holds, why, used, figures=(*figures, ("cap_pct", str(cap.most_pct))))


def _shown(part: Decimal, whole: Decimal, unit: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    """The ratio as numbers, reduced fraction and percent."""
    sums = (("counted", str(part)), ("home", str(whole)), ("unit", unit))
    said = f"{plain(part)} / {plain(whole)} {unit}"
    if not whole:
        return f"{said}, no ratio, since nothing went there", sums
    ratio = Fraction(part) / Fraction(whole)
    percent, exact = percent_of(ratio)
    mark = "=" if exact else "≈"
    fraction = f"{ratio.numerator}/{ratio.denominator}"
    figures = (("fraction", fraction), ("percent", str(percent)), ("percent_exact", "yes" if exact else "no"))  # fmt: skip
    return f"{said} = {fraction} {mark} {plain(percent)} %", (*sums, *figures)


def percent_of(ratio: Fraction) -> tuple[Decimal, bool]:
    """The ratio in percent to four places, and whether that is exact.

    >>> percent_of(Fraction(1, 2)), percent_of(Fraction(2, 3))
    ((Decimal('50.0000'), True), (Decimal('66.6667'), False))
    """
    scaled = ratio * 100 / Fraction(_PLACES)
    whole, rest = divmod(scaled.numerator, scaled.denominator)
    if not rest:
        return whole * _PLACES, True
    twice = 2 * rest - scaled.denominator
    up = twice > 0 or (twice == 0 and whole % 2 == 1)
    return (whole + up) * _PLACES, False


def _number(value: Fraction) -> str:
    """A fraction as a decimal where it is one, and to four places where it is not."""
    found = Decimal(value.numerator) / Decimal(value.denominator)
    return plain(found.quantize(_PLACES, ROUND_HALF_EVEN))
