"""One transfer as the engine sees it: facts by name, parties, and where each fact came from."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeVar

from licet.record import record, replaced

if TYPE_CHECKING:
    from collections.abc import Mapping

    from licet.facts.values import Interval, Value

STATED, DERIVED, CATALOGUE, DUE_CARE, PUBLIC, REGISTER = (
    "stated", "derived", "catalogue", "due care", "public record", "control list",
)  # fmt: skip
"""Where a fact came from.  Stated beats derived, derived beats the catalogue."""
Holder = TypeVar("Holder", "Party", "Transfer")


@record
class Listing:
    """A party's entry on a list.  ``since`` None: listed for as long as it matters here.

    ``footnotes`` None means that the footnotes are not known.
    """

    list: str
    since: date | None = None
    footnotes: frozenset[int] | None = frozenset()


@record
class Owner:
    """A stake in a party; ``pct`` None where its size is not known.

    ``review_policy`` is what the owner's own entry says of applications, empty where not known.
    """

    name: str = ""
    list: str = ""
    since: date | None = None
    pct: Decimal | Interval | None = None
    review_policy: str = ""


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

    def without(self, fact: str) -> Transfer:
        """The same transfer with one fact hidden (derived facts are not made anew)."""
        kept = {name: value for name, value in self.facts.items() if name != fact}
        return replaced(self, facts=MappingProxyType(kept))

    def knowing(self, fact: str, value: Value) -> Transfer:
        """The same transfer with one fact more, or in place of what was known of it."""
        return told(self, {fact: value}, STATED)
