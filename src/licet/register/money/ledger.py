"""A double-entry ledger: postings that sum to nought in each currency, entered once, never changed."""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from licet.errors import InputError
from licet.record import record, replaced
from licet.register.exact import exact

_NO_CENTS = frozenset("BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF".split())
"""Currencies without a smaller unit, by ISO 4217."""


@record
class Posting:
    """An amount on an account: above nought a debit, below it a credit."""

    account: str
    amount: Decimal
    currency: str


@record
class Entry:
    """One entry; ``key`` makes it safe to post twice, ``ref`` names the shipment or paper behind it."""

    key: str
    day: date
    memo: str
    postings: tuple[Posting, ...]
    ref: str = ""

    def __post_init__(self) -> None:
        """Refuse postings that do not sum to nought."""
        if not self.postings:
            raise InputError(f"entry {self.key} has no postings")
        for currency, amount in _sums(self.postings).items():
            if amount:
                raise InputError(
                    f"entry {self.key} is off by {amount} {currency}; its postings must sum to nought"
                )


@record
class Ledger:
    """Entries in the order they were posted."""

    entries: tuple[Entry, ...] = ()

    def posted(self, entry: Entry) -> Ledger:
        """The ledger with one more entry; the very same entry twice counts once.

        Raises:
            InputError: its key was used for another entry.
        """
        for each in self.entries:
            if each.key == entry.key:
                if each == entry:
                    return self
                raise InputError(
                    f"{entry.key} was posted on {each.day} with other content; reverse it, and post anew"
                )
        return replaced(self, entries=(*self.entries, entry))

    def reversed_entry(self, key: str, day: date, why: str) -> Entry:
        """The entry that undoes ``key``; to be posted.

        Raises:
            InputError: nothing was posted under the key, or no reason is given.
        """
        found = next((each for each in self.entries if each.key == key), None)
        if found is None or not why.strip():
            raise InputError(f"{key}: only what was posted is reversed, and with a reason")
        undone = tuple(replaced(each, amount=-each.amount) for each in found.postings)
        return Entry(f"{key}/reversed", day, why, undone, found.ref)

    @exact
    def balance(self, account: str, currency: str, until: date | None = None) -> Decimal:
        """What stands on an account, up to and on ``until``."""
        return sum(
            (
                posting.amount
                for entry in self.entries
                if until is None or entry.day <= until
                for posting in entry.postings
                if (posting.account, posting.currency) == (account, currency)
            ),
            Decimal(0),
        )

    @property
    def accounts(self) -> tuple[tuple[str, str], ...]:
        """Every account with its currencies, in order."""
        return tuple(sorted({(p.account, p.currency) for e in self.entries for p in e.postings}))

    @property
    def sums(self) -> dict[str, Decimal]:
        """The sum of all postings by currency: nought each, whatever was posted."""
        return _sums(tuple(posting for each in self.entries for posting in each.postings))


@exact
def _sums(postings: tuple[Posting, ...]) -> dict[str, Decimal]:
    found: dict[str, Decimal] = {}
    for each in postings:
        found[each.currency] = found.get(each.currency, Decimal(0)) + each.amount
    return found


def rounded(amount: Decimal, currency: str) -> Decimal:
    """An amount to the smallest unit of its currency, halves away from nought.

    >>> rounded(Decimal("10.005"), "USD"), rounded(Decimal("10.5"), "JPY")
    (Decimal('10.01'), Decimal('11'))
    """
    unit = Decimal(1) if currency in _NO_CENTS else Decimal("0.01")
    return amount.quantize(unit, ROUND_HALF_UP)
