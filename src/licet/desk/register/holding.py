"""A license as its page shows it: balances with the marks reached, shipments, reports that are owed, the money."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from licet.errors import InputError
from licet.facts.values import plain
from licet.record import record, replaced
from licet.register.conditions.evidence import Inputs
from licet.register.drawdown.balance import balance_of
from licet.register.drawdown.draw import drawn_so_far
from licet.register.drawdown.model import LEVELS, Book, Request
from licet.register.entries import of_license
from licet.register.filings import filings
from licet.register.license import Party
from licet.registry.books import draw_book, known, money_book, view, working_days
from licet.registry.told import amount_told, reading_told, words

if TYPE_CHECKING:
    from licet.register.conditions.model import Condition
    from licet.register.conditions.reporting import Owed
    from licet.register.drawdown.model import Balance
    from licet.register.license import LicenseView
    from licet.register.license_state import LicenseState
    from licet.register.money.books import MoneyBook, Row
    from licet.registry.model import Holding
    from licet.registry.registry import Registry


@record
class Used:
    """A balance with how much of it is used, in percent with one digit, and the marks that are reached."""

    balance: Balance
    item: str
    percent: str
    marks: tuple[tuple[int, bool], ...]


@record
class Room:
    """Everything that the page of a license shows beside its state."""

    view: LicenseView
    book: Book
    used: tuple[Used, ...]
    conditions: tuple[Condition, ...]
    owed: tuple[Owed, ...]
    money: MoneyBook


@record
class Compared:
    """Shipments against readings: ``heads`` are readings with what each takes, ``rows`` a shipment each."""

    heads: tuple[tuple[str, str], ...]
    rows: tuple[tuple[str, tuple[Row | None, ...]], ...]


def room_of(registry: Registry, state: LicenseState, on: date) -> Room:
    """The license with its books; who may see it was asked when ``state`` was read."""
    view_ = view(state, registry.law, registry.closed_roles, None)
    book, conditions = draw_book(state, registry.answers), of_license(state.conditions)
    told = known(Inputs(), state, working_days(state, registry.law))
    inputs = replaced(told, drawn=drawn_so_far(book), holder=state.holder)
    balances = tuple(used(balance_of(line, book), line.item) for line in view_.lines)
    return Room(view_, book, balances, conditions, filings(conditions, inputs, on), money_book(state.money))  # fmt: skip


def used(balance: Balance, item: str) -> Used:
    """How far a line is used; what is used beyond a mark shows it as reached."""
    part = balance.drawn * 100 / balance.quantity if balance.quantity else Decimal(0)
    return Used(balance, item, plain(part.quantize(Decimal("0.1"))), tuple((level, part >= level) for level in LEVELS))  # fmt: skip


def used_of(held: Holding) -> tuple[Used, ...]:
    """How far each line of a license is used."""
    items = {each.number: each.item for each in held.view.lines}
    return tuple(used(each, items.get(each.line, "")) for each in held.balances)


def side_by_side(book: MoneyBook, on: date) -> Compared:
    """Every shipment under every reading, a column each; no reading is added to another."""
    readings = tuple(dict.fromkeys(each.reading for each in book.assessments))
    last = {each.reading: each for each in book.assessments}
    rows = book.rows(on)
    table = tuple(
        (shipment, tuple(next((r for r in rows if (r.shipment, r.reading) == (shipment, reading)), None) for reading in readings))
        for shipment in dict.fromkeys(each.shipment for each in rows)
    )  # fmt: skip
    return Compared(tuple(reading_told(last[each]) for each in readings), table)


def money_cell(row: Row) -> tuple[str, ...]:
    """A cell of the comparison: what it would take, what is due, paid and open, and why."""
    due = f"due {amount_told(row.due, row.currency)}"
    by = f" by {row.due_day}" if row.due and row.due_day else ""
    paid = (
        f", paid {amount_told(row.paid, row.currency)}, open {amount_told(row.open, row.currency)}"
    )
    late = "; overdue" if row.overdue else ""
    return (f"would take {amount_told(row.as_read, row.currency)}", f"{due}{by}{paid if row.due else ''}{late}", row.why)  # fmt: skip


def overdue(book: MoneyBook, on: date) -> tuple[str, ...]:
    """Payments whose day has passed, a sentence each."""
    titles = {each.reading: each.title for each in book.assessments}
    return tuple(
        f"{amount_told(each.open, each.currency)} for {each.shipment}, due on {each.due_day}: {titles[each.reading]}"
        for each in book.rows(on)
        if each.overdue
    )


def ledger_of(book: MoneyBook) -> tuple[tuple[str, str, str], ...]:
    """Each account with its reading, its name and what stands on it; debits above nought, credits below."""
    titles = {each.reading: each.title for each in book.assessments}
    rows = (
        (*name.partition(":")[::2], book.ledger.balance(name, currency), currency)
        for name, currency in book.ledger.accounts
    )
    return tuple(
        (titles.get(reading, words(reading)), words(account), amount_told(amount, currency))
        for reading, account, amount, currency in rows
    )


def request_of(state: LicenseState, typed: Mapping[str, str], parties: Sequence[str]) -> Request:
    """A drawdown as it was typed; ``parties`` are the places, from 1, of those of the license that take part.

    Raises:
        InputError: the license has no such line, or an amount or the day cannot be read.
    """
    line = state.line(typed["line"])
    if line is None:
        raise InputError("Choose a line of the license.")
    value = typed["value"]
    return Request(
        key=typed["key"], line=line.id, item=line.item, quantity=number(typed["quantity"], "quantity"),
        unit=line.unit, day=day(typed["day"], "day"), country=typed["country"].upper(),
        parties=tuple(_party(each) for n, each in enumerate(state.parties, 1) if str(n) in parties),
        value=number(value, "value") if value else None,
        currency=str(line.content.get("currency") or "") if value else "", declaration=typed["declaration"],
        serials=tuple(typed["serials"].split()), lot=typed["lot"],
    )  # fmt: skip


def _party(each: Mapping[str, Any]) -> Party:
    said = {name: str(each.get(name) or "") for name in ("role", "name", "country", "id")}
    return Party(**said)


def number(text: str, name: str) -> Decimal:
    """An amount as people type it, thousands apart or not.

    >>> number("12,000.50", "value")
    Decimal('12000.50')
    """
    bare = text.replace(",", "").replace(" ", "")
    if not bare or not bare.isascii() or not bare.replace(".", "", 1).isdigit() or len(bare) > 30:  # noqa: PLR2004
        raise InputError(f"{name}: {text[:40]!r} is no number above nought, such as 12000 or 0.5")
    return Decimal(bare)


def day(text: str, name: str) -> date:
    """A day as a form sends it."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise InputError(f"{name}: {text[:40]!r} is no day; write it as 2026-05-13") from None
