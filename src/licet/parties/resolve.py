"""Named parties against lists: what is found becomes facts, and stays open until a person closes it.

A hit that is the published name itself is taken as a listing, and said; every weaker one is a
possible listing, which leaves open what turns on it.  No hit proves nothing: the party's lists stay
unknown.  What a user states of a party's lists stands, but not in silence where a name says otherwise.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from licet.parties.standing import standing_of
from licet.record import replaced
from licet.screen.model import BELOW, Query
from licet.transfer.model import SCREENED, UNTOLD, Listing, told
from licet.transfer.screening import (
    AGREES,
    CONFIRMED,
    CONFLICT,
    IS_IT,
    OPEN,
    TAKEN,
    Match,
    Screening,
    Searched,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from licet.lists.model import Edition, Entry
    from licet.parties.ownership import Stakes
    from licet.screen.model import Screened
    from licet.transfer.model import Owner, Party, Transfer

_IN_PART = (
    "Lists were searched in part or as of a later day, and nobody states those of {names}: no answer "
    "passes by that."
)
STATED_NONE = "none"
"""What an owner's ``list`` says where the owner is stated to be on none."""


class Screens(Protocol):
    """What screens one name: ``licet.screen.screener.Screener``."""

    def one(self, query: Query, on: date) -> Screened:
        """The answer to one query on a day."""


class Closes(Protocol):
    """What a person decided of one party and one entry: ``licet.screen.model.Closing``."""

    @property
    def verdict(self) -> str:
        """``match`` or ``not_a_match``."""

    def covers(self, query: Query, entry: Entry, day: date) -> bool:
        """Whether it speaks of this very query and entry, and stands on ``day``."""


def names_of(transfer: Transfer) -> tuple[str, ...]:
    """Every name of the transfer that can be screened: exporter, parties, owners."""
    exporter = transfer.facts.get("exporter.name")
    found = [exporter] if isinstance(exporter, str) else []
    for party in transfer.parties:
        found += [party.name, *(owner.name for owner in party.owners or ())]
    return tuple(dict.fromkeys(name for name in found if name.strip()))


def resolve(
    transfer: Transfer,
    screener: Screens,
    day: date,
    closings: Sequence[Closes] = (),
    stakes: Stakes | None = None,
    *,
    editions: Iterable[Edition] = (),
    counted: Sequence[str] = (),
    warnings: Sequence[str] = (),
    missing: Sequence[str] = (),
) -> Transfer:
    """``transfer`` with what screening says of its names on ``day``, and a record of all of it.

    ``stakes`` is a graph of ownership from which owners, seats and parents are taken.
    ``editions`` are those that ``screener`` searches; ``counted`` are the lists whose members
    count as owners, so that an owner on several lists is taken for one of these.  ``warnings`` and
    ``missing`` go into the record.  Names without hits
    are left as they were, and so is a transfer without names.
    """
    if not names_of(transfer):
        return transfer
    editions = tuple(editions)
    said = warnings or tuple(dict.fromkeys(each.snapshot for each in editions if each.snapshot))
    work = _Work(screener, day, closings, tuple(counted), stakes)
    work.late = {each.label: each.as_of for each in editions if each.as_of > day}
    exporter = transfer.facts.get("exporter.name")
    if isinstance(exporter, str):
        country = transfer.facts.get("exporter.country")
        query = Query(exporter, country if isinstance(country, str) else "")
        work.look(None, None, query, None)
    parties = tuple(work.party(number, each) for number, each in enumerate(transfer.parties))
    partly = tuple(dict.fromkeys(work.unstated)) if any(e.snapshot for e in editions) else ()
    if partly:
        said = (*said, _IN_PART.format(names=", ".join(f"“{each}”" for each in partly)))
    screening = Screening(
        tuple(work.matches),
        tuple(map(_searched, editions)),
        tuple(dict.fromkeys(work.names)),
        tuple(dict.fromkeys(work.cannot)),
        tuple(dict.fromkeys(work.relied)),
        warnings=tuple(said),
        missing=tuple(missing),
        partly=partly,
    )
    remarks = (*transfer.remarks, *dict.fromkeys(work.remarks))
    return replaced(transfer, parties=parties, screening=screening, remarks=remarks)


def query_of(party: Party) -> Query:
    """What is asked of one party: its name, with country, address and identifiers where they are stated."""
    from licet.lists.model import Identifier

    country = party.facts.get("country") or party.facts.get("headquarters")
    numbers = party.facts.get("identifiers") or frozenset()
    parts = [each.partition(":") if ":" in each else ("", ":", each) for each in sorted(numbers)]
    return Query(
        party.name,
        country if isinstance(country, str) else "",
        str(party.facts.get("address") or ""),
        tuple(Identifier(kind.strip(), value.strip()) for kind, _, value in parts),
    )


def _searched(edition: Edition) -> Searched:
    return Searched(
        edition.list, edition.as_of, edition.sha256, edition.source, len(edition.entries)
    )


class _Work:
    """One transfer's screening as it goes: matches found, names asked, names that could not be."""

    def __init__(
        self, screener: Screens, day: date, closings: Sequence[Closes], counted: tuple[str, ...],
        stakes: Stakes | None,
    ) -> None:  # fmt: skip
        self.stakes = stakes
        self.remarks: list[str] = []
        self.screener, self.day, self.closings, self.counted = screener, day, closings, counted
        self.matches: list[Match] = []
        self.names: list[str] = []
        self.cannot: list[tuple[str, str]] = []
        self.relied: list[str] = []
        self.unstated: list[str] = []
        self.late: dict[str, date] = {}
        """Editions of a later day than is asked about: what they say without a day may not be so yet."""

    def look(  # noqa: PLR0917 - within this module
        self, party: int | None, owner: int | None, query: Query,
        stated: tuple[Listing, ...] | None, places: frozenset[str] = frozenset(), via: str = "",
        counts: str = "",
    ) -> list[Match]:  # fmt: skip
        """Screen one name and judge each hit; ``stated`` None where its lists are not stated.

        ``counts`` is the stated list by which an owner counts already: what other lists say of it
        adds nothing, for an owner has room for one.
        """
        if not query.name.strip():
            return []
        answer = self.screener.one(query, self.day)
        self.names.append(query.name)
        if stated is not None and UNTOLD not in stated:
            self.relied.append(query.name)
        elif party is not None:
            self.unstated.append(query.name)
        if answer.cannot:
            self.cannot.append((query.name, answer.cannot))
        found = []
        for hit in answer.hits:
            if hit.band == BELOW or not hit.entry.stands(self.day):
                continue
            closing = next(
                (each for each in self.closings if each.covers(query, hit.entry, self.day)), None
            )
            verdict = "" if closing is None else closing.verdict
            late = self.late.get(hit.edition) if hit.entry.since is None else None
            standing, why = standing_of(query, hit, stated, verdict, places, late)
            if standing == CONFLICT and counts:
                standing, why = AGREES, f"the owner counts already, as stated, by {counts}"
            found.append(Match(party, owner, query.name, hit, standing, why, via, query))
        self.matches += found
        return found

    def party(self, number: int, party: Party) -> Party:
        """The party with the listings that were found, and its owners with theirs."""
        if party.owners:
            owners = tuple(self._owner(number, n, each) for n, each in enumerate(party.owners))
            party = replaced(party, owners=owners)
        if self.stakes is not None:
            party = self._owned(number, party, self.stakes)
        stated = party.facts.get("lists")
        known = None if stated is None else tuple(stated)
        found = self.look(number, None, query_of(party), known, _places(party))
        complete = known is not None and UNTOLD not in known
        facts: dict[str, Any] = {}
        if not complete and (listings := _listings(found)):
            before = tuple(each for each in known or () if each != UNTOLD)
            facts["lists"] = (*before, *listings, UNTOLD)
        facts.update(_flags(found, party))
        return told(party, facts, SCREENED) if facts else party

    def _owned(self, number: int, party: Party, stakes: Stakes) -> Party:
        """The party with what the graph of ownership knows of it."""
        from licet.parties.ownership import owned

        def look(query: Query, via: str) -> list[Match]:
            return self.look(number, None, query, None, via=via)

        party, remarks = owned(party, query_of(party).identifiers, stakes, self.day, look)
        self.remarks += remarks
        return party

    def _owner(self, party: int, number: int, owner: Owner) -> Owner:
        if not owner.name:
            return owner
        stated = None
        if owner.list:
            stated = () if owner.list == STATED_NONE else (Listing(owner.list, owner.since),)
        counts = owner.list if owner.list in self.counted else ""
        found = self.look(party, number, Query(owner.name), stated, counts=counts)
        listed = [each for each in map(_listing, found) if each is not None]
        if owner.list or not listed:
            return owner
        first = min(listed, key=self._rank)
        return replaced(
            owner, list=first.list, since=first.since, certain=first.certain, entry=first.entry
        )

    def _rank(self, listing: Listing) -> tuple[object, ...]:
        """Of several listings of an owner, one on a list that counts, and a certain one, comes first."""
        counts = listing.list in self.counted
        place = self.counted.index(listing.list) if counts else 0
        return (not counts, not listing.certain, place, listing.list, listing.entry)


def _places(party: Party) -> frozenset[str]:
    """Countries that the party is stated to be of, in the deal or by its seat."""
    named = (party.facts.get(name) for name in ("country", "headquarters"))
    return frozenset(each for each in named if isinstance(each, str))


def _listing(match: Match) -> Listing | None:
    """The listing that a match makes; None where it makes none."""
    entry = match.hit.entry
    if match.standing not in (TAKEN, CONFIRMED, OPEN):
        return None
    return Listing(entry.list, entry.since, entry.footnotes, match.standing != OPEN, entry.id)


def _listings(found: Iterable[Match]) -> tuple[Listing, ...]:
    """The listings of some matches, without possible ones that a certain one makes idle."""
    made = tuple(dict.fromkeys(each for each in map(_listing, found) if each is not None))
    sure = {(each.list, each.footnotes) for each in made if each.certain}
    return tuple(each for each in made if each.certain or (each.list, each.footnotes) not in sure)


def _flags(found: Sequence[Match], party: Party) -> dict[str, Any]:
    """Facts for red flags: what a hit shows of a party that may be another than the listed one.

    Of a party that is listed itself they would say nothing more.
    """
    if any(each.standing in IS_IT for each in found):
        return {}
    flags: dict[str, Any] = {}
    for match in found:
        fact = _ADDRESS if match.hit.channel == "address" else _LIKE
        if match.standing in (OPEN, CONFLICT) and fact not in party.facts:
            flags[fact] = True
    return flags


_ADDRESS, _LIKE = "address_of_listed_party", "name_like_listed_party"


def with_nothing_screened(transfer: Transfer, why: str) -> Transfer:
    """``transfer`` with the word that its names were not screened, and why."""
    unstated = (
        name
        for party in transfer.parties
        for name, known in (
            (party.name, UNTOLD not in party.facts.get("lists", (UNTOLD,))),
            *((owner.name, bool(owner.list)) for owner in party.owners or ()),
        )
        if name.strip() and not known
    )
    return replaced(transfer, screening=Screening(off=why, partly=tuple(dict.fromkeys(unstated))))
