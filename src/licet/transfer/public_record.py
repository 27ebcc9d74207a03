"""What the public record says of a name: letters to an exporter, standing of a party, a product.

A table of law may name the fact that its rows set: to yes, or to a row's ``value``.  Where a transfer leaves that fact unstated
and the name fits a row in force, the fact is taken from the record and says so.  A name that is
on no record proves nothing, so the fact then stays unknown.

A product is known by its id in the catalogue and not by what somebody calls it: a row names the
id, or its beginning, as ``prefix``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from licet.facts.values import OneOf
from licet.record import replaced
from licet.transfer.by_label import with_register
from licet.transfer.model import CATALOGUE, PUBLIC, told
from licet.transfer.screening import IS_IT, OPEN

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from licet.book.book import RuleBook
    from licet.transfer.model import Owner, Party, Transfer
    from licet.transfer.screening import Match, Screening

_LETTERS = "exporter.letters"
_ENTRY_POLICY = "entity_list_policy"


def with_public_record(transfer: Transfer, book: RuleBook, on: date, known_on: date) -> Transfer:
    """``transfer`` with what tables in force on ``on``, and published by then, say of its names.

    Registers add what they say of the declared class.
    """
    transfer = _product(with_register(transfer, book), book, on, known_on)
    when = (on, known_on)
    transfer = replaced(
        transfer,
        parties=tuple(
            _party(each, book, when, transfer.screening, number)
            for number, each in enumerate(transfer.parties)
        ),
    )
    name = transfer.facts.get("exporter.name")
    if not isinstance(name, str) or _LETTERS in transfer.facts:
        return transfer
    letters = letters_to(book, name, on, known_on)
    if not letters:
        return transfer
    return told(transfer, {_LETTERS: letters}, PUBLIC)


def _product(transfer: Transfer, book: RuleBook, on: date, known_on: date) -> Transfer:
    """``transfer`` with what tables say of its product; of rows that fit, the longest prefix counts."""
    if not transfer.product or CATALOGUE not in transfer.sources.values():
        return transfer
    said = of_product(book, transfer.product, on, known_on)
    found = {name: value for name, value in said.items() if name not in transfer.facts}
    return told(transfer, found, PUBLIC) if found else transfer


def of_product(book: RuleBook, product: str, on: date, known_on: date) -> dict[str, Any]:
    """What the tables in force on ``on`` say of a product of the catalogue, by fact."""
    found: dict[str, Any] = {}
    for table in book.tables.values():
        fact = book.facts[table.fact] if table.fact else None
        if fact is None or fact.owner != "item":
            continue
        fits = [row for row in table.rows if _begins(row, product)]
        fits = [row for row in fits if stands(row, on, known_on)]
        if fits:
            row = max(fits, key=lambda each: len(str(each["prefix"])))
            found[fact.name] = fact.read(row.get("value", True))
    return found


def _begins(row: dict[str, Any], product: str) -> bool:
    prefix = row.get("prefix")
    return prefix is not None and (prefix in ("", product) or product.startswith(f"{prefix}-"))


def _party(
    party: Party, book: RuleBook, when: tuple[date, date], screening: Screening | None, number: int
) -> Party:
    if party.owners:
        owners = tuple(
            _owner(each, book, when, [] if screening is None else list(screening.of(number, place)))
            for place, each in enumerate(party.owners)
        )
        party = replaced(party, owners=owners)
    if not party.name:
        return party
    matches = [] if screening is None else list(screening.of(number))
    found: dict[str, Any] = {
        fact: row.get("value", True)
        for name in _known_as(party.name, matches)
        for fact, row in of_name(book, *when, name)
        if book.facts[fact].owner == "party" and fact not in party.facts
    }
    if _ENTRY_POLICY not in found and _ENTRY_POLICY not in party.facts:
        found.update(_possible_policies(book, when, matches))
    return told(party, found, PUBLIC) if found else party


def _known_as(name: str, matches: Iterable[Match]) -> list[str]:
    """The name, after those of the entries that are taken to be the party's.

    So a name typed as an alias finds the row of the primary name.
    """
    entries = [each.hit.entry for each in matches if each.standing in IS_IT]
    return [*(other for entry in entries for other in reversed(entry.names)), name]


def _possible_policies(
    book: RuleBook, when: tuple[date, date], matches: Iterable[Match]
) -> dict[str, Any]:
    """What the rows of entries say that the party may be: one of several, an entry without a row among them."""
    fact = book.facts.get(_ENTRY_POLICY)
    if fact is None:
        return {}
    said: set[str] = set()
    matches = tuple(matches)
    sure = {each.hit.entry.list for each in matches if each.standing in IS_IT}
    for each in matches:
        if each.standing == OPEN and each.hit.entry.list not in sure:
            rows = (row for name in each.hit.entry.names for row in of_name(book, *when, name))
            policies = {str(row.get("value", "")) for known, row in rows if known == _ENTRY_POLICY}
            said |= policies or {str(fact.closed)}
    if not said - {str(fact.closed)}:
        return {}
    return {fact.name: OneOf(frozenset(said)) if len(said) > 1 else said.pop()}


def _owner(owner: Owner, book: RuleBook, when: tuple[date, date], matches: list[Match]) -> Owner:
    """The owner with the review policy of the row that names it, where none is stated."""
    if not owner.name or owner.review_policy:
        return owner
    fits = [each for each in matches if each.hit.entry.id == owner.entry]
    names = [owner.name, *(name for each in fits for name in each.hit.entry.names)]
    policy = policy_of(book, names, *when)
    return replaced(owner, review_policy=policy) if policy else owner


def policy_of(book: RuleBook, names: Iterable[str], on: date, known_on: date | None = None) -> str:
    """What the first row that names one of ``names`` says of review; empty where none does."""
    for name in names:
        for fact, row in of_name(book, on, known_on or on, name):
            if fact == _ENTRY_POLICY:
                return str(row.get("value", ""))
    return ""


def of_name(
    book: RuleBook, on: date, known_on: date, name: str
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Rows in force that name ``name``, with the fact that their table sets."""
    for fact, row in _named(book).get(folded(name), ()):
        if stands(row, on, known_on):
            yield fact, row


def facts_by_name(book: RuleBook) -> tuple[str, ...]:
    """Facts that some row of the tables sets by a name, in order."""
    return tuple(sorted({fact for rows in _named(book).values() for fact, _ in rows}))


def letters_to(book: RuleBook, name: str, on: date, known_on: date) -> frozenset[str]:
    """Ids of the letters on the public record that bind the exporter of this name on the day."""
    rows = of_name(book, on, known_on, name)
    return frozenset(str(row["id"]) for fact, row in rows if fact == _LETTERS)


def _named(book: RuleBook) -> Mapping[str, Sequence[tuple[str, dict[str, Any]]]]:
    """Every row by the folded names that it bears, with the fact that its table sets."""
    found: Any = book.plans.get("named")
    if found is None:
        found = book.plans["named"] = {}
        for table in book.tables.values():
            for row in table.rows if table.fact else ():
                for name in dict.fromkeys(map(folded, names_of(row))):
                    found.setdefault(name, []).append((table.fact, row))
    return found  # type: ignore[no-any-return]


def names_of(row: dict[str, Any]) -> list[str]:
    """Names by which a row is found: its own, its addressees', its aliases."""
    own = [row["name"]] if isinstance(row.get("name"), str) else []
    more = [row.get(key, []) for key in ("addressee", "aliases")]
    return own + [str(each) for names in more if isinstance(names, list | tuple) for each in names]


def stands(row: dict[str, Any], on: date, known_on: date) -> bool:
    """Whether a row of a table is in force on ``on``, and was published by ``known_on``."""
    since, to, published = row.get("from"), row.get("to"), row.get("published")
    if since is not None and since > on:
        return False
    return (to is None or on < to) and (published is None or published <= max(known_on, on))


def folded(name: str) -> str:
    """A name without case, spaces and punctuation.

    >>> folded("Advanced Micro Devices, Inc.")
    'advancedmicrodevicesinc'
    """
    return "".join(filter(str.isalnum, name.casefold()))
