"""What is left of a line, and which levels of use a drawdown reaches."""

from __future__ import annotations

from decimal import Decimal

from licet.facts.values import plain
from licet.register.drawdown.model import LEVELS, Alert, Balance, Book, Drawn
from licet.register.exact import exact
from licet.register.license import Line


@exact
def balance_of(line: Line, book: Book) -> Balance:
    """The line after everything that was taken from it, less what was given back to it."""
    quantity = value = Decimal(0)
    for each in book.taken:
        if each.request.line == line.number:
            back, worth = book.restored(each.request.key)
            quantity += each.request.quantity - back
            value += (each.request.value or Decimal(0)) - worth
    return Balance(
        line.number, line.unit, line.quantity, quantity, line.quantity - quantity, line.currency,
        line.value, value, None if line.value is None else line.value - value,
    )  # fmt: skip


@exact
def alerts(before: Balance, after: Balance) -> tuple[Alert, ...]:
    """Levels that lie above the use before and at or below the use after."""
    found = [
        Alert(after.line, level, "quantity", _said(after.drawn, after.quantity, after.unit, level))
        for level in _reached(before.drawn, after.drawn, after.quantity)
    ]
    if after.value is not None:
        found += [
            Alert(
                after.line,
                level,
                "value",
                _said(after.value_drawn, after.value, after.currency, level),
            )
            for level in _reached(before.value_drawn, after.value_drawn, after.value)
        ]
    return tuple(found)


def _reached(before: Decimal, after: Decimal, whole: Decimal) -> list[int]:
    return [level for level in LEVELS if before * 100 < level * whole <= after * 100]


def _said(drawn: Decimal, whole: Decimal, unit: str, level: int) -> str:
    return f"{plain(drawn)} of {plain(whole)} {unit} drawn: {level} % reached"


def with_drawn(line: Line, book: Book, drawn: Drawn) -> Balance:
    """The balance as it would be with one more drawdown taken."""
    return balance_of(line, book.with_answer(drawn))
