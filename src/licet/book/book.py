"""The rule book: every provision, table and fact, and the law of one day cut from it.

A ``RuleBook`` is a frozen value.  A reform or an update makes another one; nothing holds a
reference to a book and changes it.
"""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from licet.book.registers import Registers
from licet.errors import UnknownName
from licet.record import record

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from licet.book.groups import Fold, Group, Table
    from licet.book.provision import Provision
    from licet.facts.dictionary import Dictionary
    from licet.language.nodes import Any_


Outline = tuple[str, str, "Sequence[str]", str, bool]
"""Of a provision: its id, kind, kinds of item and scope, and whether it carves anything out."""


@record
class Sovereign:
    """Whose law it is, who administers it, and what of it is modelled."""

    code: str
    title: str
    authority: str
    statute: str
    default_scope: str
    subject: str
    checked: date
    coverage: tuple[tuple[str, str, str], ...] = ()
    draft: bool = False
    """Whether this law is still being written: it is checked, and decides only when asked by name."""


@record
class RuleBook:
    """All law that is loaded.  ``sources`` holds each provision's case rows where it was read from files."""

    facts: Dictionary
    provisions: Mapping[str, Provision]
    groups: Mapping[str, Group]
    tables: Mapping[str, Table]
    folds: tuple[Fold, ...]
    roles: Mapping[str, tuple[str, ...]]
    sovereigns: Mapping[str, Sovereign]
    hash: str
    formulas: Mapping[str, tuple[Any_, ...]]
    meaningless: Mapping[str, Any_]
    registers: Registers = Registers()

    __extra_slots__ = ("__dict__",)

    def __eq__(self, other: object) -> bool:
        """Books are equal where their law is."""
        return isinstance(other, RuleBook) and self.hash == other.hash

    def __hash__(self) -> int:
        """The hash of the law."""
        return hash(self.hash)

    def __repr__(self) -> str:
        """How large it is, and the start of its hash."""
        return f"<RuleBook of {len(self.provisions)} provisions, law {self.hash[:12]}>"

    @cached_property
    def plans(self) -> dict[object, object]:
        """What has been made ready to run, by whoever made it: a cache, no part of the value."""
        return {}

    def __getitem__(self, name: str) -> Provision:
        """The provision with this id; ``UnknownName`` with suggestions where there is none."""
        try:
            return self.provisions[name]
        except KeyError:
            raise UnknownName("provision", name, self.provisions) from None

    @cached_property
    def deciding(self) -> tuple[str, ...]:
        """Sovereigns that decide unless others are asked: all but drafts."""
        return tuple(code for code, each in self.sovereigns.items() if not each.draft)

    @cached_property
    def outlines(self) -> dict[str, tuple[Outline, ...]]:
        """What tells which provisions of each law a plan wants, in the order of the book."""
        found: dict[str, list[Outline]] = {code: [] for code in self.sovereigns}
        for name, each in self.provisions.items():
            outline = (name, each.kind, each.items, each.scope, bool(each.carves_out))
            found.setdefault(each.sovereign, []).append(outline)
        return {code: tuple(each) for code, each in found.items()}

    @cached_property
    def titles(self) -> dict[str, str]:
        """Titles of provisions by id."""
        return {name: each.title for name, each in self.provisions.items()}

    @cached_property
    def edges(self) -> tuple[date, ...]:
        """Every day on which the law changes, in order.  Between two edges it is constant."""
        days: set[date | None] = set()
        for provision in self.provisions.values():
            for version in provision.versions:
                days |= {version.since, version.to, version.comply_from}
                for pause in version.pauses:
                    days |= {pause.since, pause.to}
        for group in self.groups.values():
            for span in group.members:
                days |= {span.since, span.to}
        days |= {fold.since for fold in self.folds}
        for table in self.tables.values():
            for row in table.rows:
                days |= {day for day in (row.get("from"), row.get("to")) if isinstance(day, date)}
        return tuple(sorted(day for day in days if day is not None))

    @cached_property
    def publications(self) -> tuple[date, ...]:
        """Every day on which a rule became known, in order."""
        days: set[date | None] = set()
        for provision in self.provisions.values():
            for version in provision.versions:
                days.add(version.published)
                if version.end_published:
                    days.add(version.end_published)
                days |= {pause.published for pause in version.pauses}
        for group in self.groups.values():
            for span in group.members:
                days |= {span.published or span.since, span.end_published or span.to}
        return tuple(sorted(day for day in days if day is not None))

    def members(self, group: str, day: date, known_on: date = date.max) -> frozenset[str]:
        """Countries of a group on ``day``, those that its law folds into a member included."""
        inside = self.groups[group].on(day, known_on)
        sovereign = self.groups[group].sovereign
        return inside.union(*(self.same_as(member, day, sovereign) for member in inside))

    def same_as(self, country: str, day: date, sovereign: str) -> frozenset[str]:
        """``country`` with whatever the sovereign's law treats as it on ``day``."""
        return frozenset({country}) | {
            fold.country
            for fold in self.folds
            if fold.sovereign == sovereign
            and fold.treated_as == country
            and (fold.since is None or fold.since <= day)
        }


def canonical_hash(data: object) -> str:
    """SHA-256 of ``data`` as JSON with sorted keys: the same whatever order files were read in."""
    import hashlib
    import json

    text = json.dumps(data, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
