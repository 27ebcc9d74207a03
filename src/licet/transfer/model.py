"""One transfer as the engine sees it: facts by name, parties, and where each fact came from."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeVar

from licet.book.evaluate import ANY_LIST
from licet.record import record, replaced

if TYPE_CHECKING:
    from collections.abc import Mapping

    from licet.facts.values import Interval, Value
    from licet.transfer.screening import Screening

STATED, DERIVED, CATALOGUE, DUE_CARE, PUBLIC, REGISTER, SCREENED, GRAPH = (
    "stated", "derived", "catalogue", "due care", "public record", "control list", "screened",
    "ownership data",
)  # fmt: skip
"""Where a fact came from.  Stated beats derived, derived beats the catalogue."""
Holder = TypeVar("Holder", "Party", "Transfer")


@record
class Listing:
    """A party's entry on a list.  ``since`` None: listed for as long as it matters here.

    ``footnotes`` None means that the footnotes are not known.  A listing that is not ``certain``
    may be the party's own or that of another: what it would mean stays open.  ``entry`` is the id
    of the entry, where the listing came from screening.
    """

    list: str
    since: date | None = None
    footnotes: frozenset[int] | None = frozenset()
    certain: bool = True
    entry: str = ""

    def __str__(self) -> str:
        """The listing as a person reads it.

        >>> print(Listing("US-EL", date(2024, 12, 2), frozenset({5})), UNTOLD, sep="; ")
        US-EL/5 since 2024-12-02; perhaps others
        """
        if self.list == ANY_LIST:
            return "perhaps others"
        notes = "/" + "+".join(map(str, sorted(self.footnotes))) if self.footnotes else ""
        since = f" since {self.since}" if self.since else ""
        return f"{'' if self.certain else 'perhaps '}{self.list}{notes}{since}"


UNTOLD = Listing(ANY_LIST, None, None, certain=False)
"""Stands among a party's listings where they may not be all: it may be on any other list."""


@record
class Owner:
    """A stake in a party; ``pct`` None where its size is not known.

    ``review_policy`` is what the owner's own entry says of applications, empty where not known.
    An owner whose listing is not ``certain`` may be the listed party or another of like name.
    """

    name: str = ""
    list: str = ""
    since: date | None = None
    pct: Decimal | Interval | None = None
    review_policy: str = ""
    certain: bool = True
    entry: str = ""


@record
class Party:
    """A party to the transfer: its role, its name and its facts."""

    name: str
    facts: Mapping[str, Any]
    owners: tuple[Owner, ...] | None = None
    sources: Mapping[str, str] = MappingProxyType({})

    @property
    def role(self) -> str | None:
        """What the party does in the deal; None where it is not known."""
        return self.facts.get("role")

    def without(self, fact: str) -> Party:
        """The same party, with one fact hidden."""
        kept = {name: value for name, value in self.facts.items() if name != fact}
        return replaced(
            self, facts=MappingProxyType(kept), owners=None if fact == "owners" else self.owners
        )

    def knowing(self, fact: str, value: object) -> Party:
        """The same party, with one fact more."""
        return replaced(self, facts=MappingProxyType({**self.facts, fact: value}))


def told(holder: Holder, found: Mapping[str, Any], source: str) -> Holder:
    """The same party or transfer with ``found`` beside its facts, or in their place, each from ``source``."""
    return replaced(
        holder,
        facts=MappingProxyType({**holder.facts, **found}),
        sources=MappingProxyType({**holder.sources, **dict.fromkeys(found, source)}),
    )


@record
class Transfer:
    """What goes from where to whom, for what.  Absent facts are unknown, never false.

    ``facts`` hold everything but the parties' own, by the names of the dictionary; what can
    be derived has been.  ``due_care`` says that the exporter, after due care, knows of
    nothing beyond what is stated: the facts that the dictionary marks are then "no".
    """

    item: str
    facts: Mapping[str, Value]
    parties: tuple[Party, ...] = ()
    due_care: bool = False
    product: str = ""
    sources: Mapping[str, str] = MappingProxyType({})
    remarks: tuple[str, ...] = ()
    screening: Screening | None = None
    """What screening found for its names; None where nothing was screened or asked to be."""

    def without(self, fact: str) -> Transfer:
        """The same transfer with one fact hidden (derived facts are not made anew)."""
        kept = {name: value for name, value in self.facts.items() if name != fact}
        return replaced(self, facts=MappingProxyType(kept))

    def knowing(self, fact: str, value: Value) -> Transfer:
        """The same transfer with one fact more, or in place of what was known of it."""
        return told(self, {fact: value}, STATED)
