"""The books of a license, read from its events: what was drawn, what came back, what is due and paid."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from licet.errors import InputError
from licet.record import replaced
from licet.register.conditions.evidence import Inputs, Return
from licet.register.drawdown.model import Back, Book, Drawn
from licet.register.entries import book_of, of_assessed, view_of
from licet.register.license import LicenseView
from licet.register.license_state import Back as Kept
from licet.register.license_state import LicenseState
from licet.register.money.books import MoneyBook, Payment
from licet.register.procedure import Procedure
from licet.registry.evidence import with_filed

_MOST_HELD = 100_000
USABLE = "usable"
"""The group of states in which a license may be used (``law/procedure/license.yaml``)."""


class Answers:
    """Answers to drawdowns as values, read from their events once: a license may have thousands."""

    def __init__(self) -> None:
        self._held: dict[tuple[str, str], tuple[Mapping[str, Any], Drawn]] = {}

    def of(self, number: str, body: Mapping[str, Any]) -> Drawn:
        """The answer that the body of an event keeps; ``body`` itself tells whether it is the one held."""
        key = (number, str(body["key"]))
        held = self._held.get(key)
        if held is not None and held[0] is body:
            return held[1]
        (made,) = book_of((body,)).drawn
        if len(self._held) >= _MOST_HELD:
            self._held.clear()
        self._held[key] = (body, made)
        return made


def draw_book(state: LicenseState, answers: Answers) -> Book:
    """Drawdowns and refusals that carry their answer, and goods that came back.

    An event without an answer was not entered through ``draw``; it counts in the balance of the license all the same.
    """
    bodies = (*(each.content for each in state.draws), *state.refused)
    told = (answers.of(state.number, each) for each in bodies if each.get("answer"))
    found: dict[str, Drawn] = {}
    for each in told:
        found.setdefault(each.request.key, each)
    book = Book(tuple(found.values()))
    for came in state.backs:
        book = book.with_back(back_of(came))
    return book


def back_of(kept: Kept) -> Back:
    """Goods that came back, as the book has them."""
    said = kept.content
    value = said.get("value")
    return Back(
        kept.key, kept.of, kept.quantity, date.fromisoformat(said["date"]), str(said["ref"]),
        tuple(map(str, said.get("serials") or ())), None if value is None else Decimal(value), kept.restored_by,
        kept.reason,
    )  # fmt: skip


def money_book(entries: Iterable[Mapping[str, Any]]) -> MoneyBook:
    """Assessments and payments in the order in which they were entered."""
    book = MoneyBook()
    for each in entries:
        day = datetime.fromisoformat(each["at"]).date()
        if each["kind"] == "paid":
            book = book.paid(payment_of(each, day))
        elif each.get("terms"):
            book = book.assessed(of_assessed(each), day, why=str(each.get("why") or ""))
    return book


def payment_of(body: Mapping[str, Any], day: date) -> Payment:
    """The payment that an event keeps."""
    stated = body.get("day")
    return Payment(
        body["key"], body["reading"], str(body.get("shipment") or ""), Decimal(body["amount"]), body["currency"],
        date.fromisoformat(stated) if stated else day, str(body.get("evidence") or ""),
    )  # fmt: skip


def payment_body(payment: Payment) -> dict[str, Any]:
    """The body of the event that keeps a payment."""
    body = {
        "key": payment.key, "reading": payment.reading, "shipment": payment.shipment, "amount": str(payment.amount),
        "currency": payment.currency, "day": payment.day.isoformat(), "evidence": payment.ref,
    }  # fmt: skip
    return {name: each for name, each in body.items() if each}


def view(
    state: LicenseState, law: Procedure, closed: tuple[str, ...], filed: date | None
) -> LicenseView:
    """The license as drawdowns see it."""
    kept: Any = state
    usable = state.state in law.license.group(USABLE) and not state.open_preconditions
    known = law.license.state(state.state)
    why = known.title.lower() if known else state.state
    if state.open_preconditions:
        why += f"; before first use these must be met: {', '.join(state.open_preconditions)}"
    return view_of(
        kept,
        usable=usable,
        why_not="" if usable else why,
        application_day=filed,
        closed_roles=closed,
    )


def known(inputs: Inputs, state: LicenseState, working: Callable[[date], bool] | None) -> Inputs:
    """The inputs with what the register itself knows, whatever they say of it: returns, money, evidence that was filed."""
    filed = tuple(
        Return(
            str(each["obligation"]), str(each["period"]), datetime.fromisoformat(each["at"]).date(), str(each["hash"])
        )
        for each in state.returns
    )  # fmt: skip
    paid = money_book(state.money).evidence() if state.money else ()
    return replaced(with_filed(inputs, state), returns=filed, paid=paid, working=working)


def working_days(state: LicenseState, law: Procedure) -> Callable[[date], bool] | None:
    """Which days the authority works; None where its calendar is not known."""
    try:
        policy = law.policy(state.authority, state.valid_from or date.min)
    except InputError:
        return None
    return policy.calendar.works if policy.calendar else None
