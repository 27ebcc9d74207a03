"""Assessments and payments in the ledger, one set of accounts a reading, and what is open."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from licet.errors import InputError
from licet.facts.values import Truth
from licet.record import record, replaced
from licet.register.conditions.evidence import Paid
from licet.register.exact import exact
from licet.register.money.assess import Assessment
from licet.register.money.ledger import Entry, Ledger, Posting

ASSESSED, OWED, PAID, AS_READ, MEMORANDUM = "assessed", "owed", "paid", "as_read", "memorandum"


@record
class Payment:
    """Money paid for one shipment under one reading; ``ref`` is its number with the bank or the authority."""

    key: str
    reading: str
    shipment: str
    amount: Decimal
    currency: str
    day: date
    ref: str = ""


@record
class Row:
    """One shipment under one reading on a day.

    ``open`` is None where it is not known whether anything is due, ``overdue`` where nobody can tell when.
    """

    shipment: str
    reading: str
    standing: str
    as_read: Decimal | None
    due: Decimal | None
    paid: Decimal
    open: Decimal | None
    currency: str
    due_day: date | None
    overdue: Truth
    why: str
    missing: tuple[str, ...] = ()


@record
class MoneyBook:
    """The ledger with the assessments and payments behind it.

    An assessment that is due moves ``assessed`` against ``owed``, a payment ``owed`` against ``paid``.  What
    a reading would take, whether or not it reaches the shipment, is kept as a memorandum beside.
    """

    ledger: Ledger = Ledger()
    assessments: tuple[Assessment, ...] = ()
    payments: tuple[Payment, ...] = ()

    def assessed(self, new: Assessment, day: date, *, why: str = "") -> MoneyBook:
        """With one more assessment; one that replaces another reverses it, and says why.

        Raises:
            InputError: another assessment of the same shipment stands, and no reason is given.
        """
        old = self.under(new.reading, new.shipment)
        if old == new:
            return self
        ledger, count = self.ledger, sum(_same(each, new) for each in self.assessments)
        if old is not None:
            if not why.strip():
                raise InputError(f"{new.shipment} is assessed under {new.reading}; say why it is assessed again")  # fmt: skip
            for entry in self.ledger.entries:
                if entry.key.startswith(f"{_key(old, count - 1)}/"):
                    ledger = ledger.posted(ledger.reversed_entry(entry.key, day, why))
        for entry in _entries(new, _key(new, count), day):
            ledger = ledger.posted(entry)
        return replaced(self, ledger=ledger, assessments=(*self.assessments, new))

    def paid(self, payment: Payment) -> MoneyBook:
        """With one more payment; the very same one twice counts once.

        Raises:
            InputError: nothing is assessed that it could pay, or its amount or currency is odd.
        """
        if payment in self.payments:
            return self
        found = self.under(payment.reading, payment.shipment)
        if found is None:
            raise InputError(f"{payment.shipment} is not assessed under {payment.reading}; assess it first")  # fmt: skip
        if payment.amount <= 0 or payment.currency != found.currency:
            raise InputError(f"{payment.key}: wanted an amount above nought in {found.currency}")
        entry = Entry(
            f"payment/{payment.key}", payment.day, f"paid {payment.ref}".strip(),
            _moved(payment.reading, OWED, PAID, payment.amount, payment.currency), payment.shipment,
        )  # fmt: skip
        return replaced(self, ledger=self.ledger.posted(entry), payments=(*self.payments, payment))

    def under(self, reading: str, shipment: str) -> Assessment | None:
        """The assessment of a shipment that stands: the last one."""
        held = [e for e in self.assessments if (e.reading, e.shipment) == (reading, shipment)]
        return held[-1] if held else None

    def rows(self, on: date) -> tuple[Row, ...]:
        """Every shipment under every reading, in the order of first assessment, as it stands ``on`` a day."""
        keys = dict.fromkeys((each.reading, each.shipment) for each in self.assessments)
        return tuple(self._row(reading, shipment, on) for reading, shipment in keys)

    @exact
    def _row(self, reading: str, shipment: str, on: date) -> Row:
        found = self.under(reading, shipment)
        if found is None:
            raise InputError(f"{shipment} is not assessed under {reading}")
        paid = sum(
            (e.amount for e in self.payments if (e.reading, e.shipment) == (reading, shipment) and e.day <= on),
            Decimal(0),
        )  # fmt: skip
        left = None if found.due is None else found.due - paid
        late: Truth = False
        if left is None or (left > 0 and found.due_day is None):
            late = None
        elif left > 0 and found.due_day is not None:
            late = found.due_day < on
        return Row(
            shipment, reading, found.standing, found.as_read, found.due, paid, left, found.currency,
            found.due_day, late, found.why, found.missing,
        )  # fmt: skip

    def evidence(self) -> tuple[Paid, ...]:
        """The same as evidence for conditions."""
        return tuple(
            Paid(each.shipment, each.reading, each.due, each.paid, each.currency, each.due_day)
            for each in self.rows(date.max)
        )


def _same(one: Assessment, other: Assessment) -> bool:
    return (one.reading, one.shipment) == (other.reading, other.shipment)


def _key(each: Assessment, count: int) -> str:
    return f"assessment/{each.reading}/{each.shipment}/{count + 1}"


def _entries(new: Assessment, key: str, day: date) -> tuple[Entry, ...]:
    """What an assessment posts: what is due, and the memorandum of what it reads."""
    moves = (("due", ASSESSED, OWED, new.due), ("as_read", AS_READ, MEMORANDUM, new.as_read))
    return tuple(
        Entry(f"{key}/{name}", day, new.title, _moved(new.reading, debit, credit, amount, new.currency), new.shipment)
        for name, debit, credit, amount in moves
        if amount
    )  # fmt: skip


def _moved(
    reading: str, debit: str, credit: str, amount: Decimal, currency: str
) -> tuple[Posting, Posting]:
    return (
        Posting(f"{reading}:{debit}", amount, currency),
        Posting(f"{reading}:{credit}", -amount, currency),
    )
