"""Which column of a frame says what of a transfer: facts, parties and the product, by their names.

A fact of the transfer stands under its name or an alias of the dictionary (``destination``, ``tpp``).
A party's facts stand behind its role and a point: ``end_user.country``, ``purchaser.headquarters``; a
second one of a role is ``end_user_2.country``, and a party whose role is itself a column is
``party1.role``, ``party1.country``.  ``item`` names a product of the catalogue, ``on`` the day of the law.
Every other column is none of the law's business: it is left alone.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from licet.record import record

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from licet.book.book import RuleBook
    from licet.facts.dictionary import Fact

ITEM, ON, DUE_CARE = "item", "on", "no_knowledge_beyond_stated"
"""Columns that are no facts of the law: the product, the day, and whether due care was taken."""

_SHORT = {
    "from": "shipped_from", "to": "destination", "class": "declared_class", "due_care": DUE_CARE,
    "exporter": "exporter.name", "letters": "exporter.letters",
}  # fmt: skip
_PARTY = {
    "hq": "headquarters", "parent": "ultimate_parent_headquarters", "list": "lists", "id": "identifiers",
}  # fmt: skip
_LABEL = re.compile(r"(?P<role>[a-z_]*[a-z])(?:_?(?P<number>[1-9][0-9]?))?")
_GROUPS = {
    "jurisdiction": "us_nexus", "assurance": "assurances", "transfer": "facts", "exporter": "exporter",
    "end_use": "end_use",
}  # fmt: skip
_TOP = {
    "kind": "kind", "shipped_from": "from", "destination": "to", "declared_to": "declared_to",
    "route": "route", "transshipment": "transshipment", "parties_complete": "parties_complete",
}  # fmt: skip
_ITEM = {"item_kind": "kind", "declared_class": "ownclass"}
_SEVERAL = re.compile(r"\s*[|;,]\s*")


@record
class Column:
    """What one column says: ``name`` as it stands in the frame, of which party (or none), which fact.

    ``fact`` is empty for a party's name and for ``item`` and ``on``.
    """

    name: str
    party: str
    fact: str


@record
class Layout:
    """The columns of a frame that say something of a transfer; ``unknown`` are all others.

    ``parties`` maps the label of each party to its role; None where the role is a column.
    """

    columns: tuple[Column, ...]
    parties: Mapping[str, str | None]
    unknown: tuple[str, ...]

    def of(self, fact: str, party: str = "") -> Column | None:
        """The column of a fact, of a party or of the transfer; None where the frame has none."""
        fits = (e for e in self.columns if (e.fact or e.name, e.party) == (fact, party))
        return next(fits, None)

    @property
    def known(self) -> tuple[str, ...]:
        """Names of the columns that say something."""
        return tuple(each.name for each in self.columns)


def layout(names: Iterable[str], book: RuleBook) -> Layout:
    """The layout of a frame with these columns.

    Of two columns for one fact the first counts, and the other is unknown: whoever knows better
    leaves one of them out.
    """
    columns: list[Column] = []
    unknown: list[str] = []
    parties: dict[str, str | None] = {}
    taken: set[tuple[str, str]] = set()
    for name in names:
        found = column_of(name, book)
        key = None if found is None else (found.party, found.fact or name.rpartition(".")[2])
        if found is None or key in taken:
            unknown.append(name)
            continue
        taken.add(key)  # type: ignore[arg-type]
        columns.append(found)
        if found.party:
            parties.setdefault(found.party, role_of(found.party, book))
    return Layout(tuple(columns), parties, tuple(unknown))


def column_of(name: str, book: RuleBook) -> Column | None:
    """What a column of this name says; None where it says nothing that the law asks."""
    if name in (ITEM, ON):
        return Column(name, "", "")
    fact = book.facts.get(_SHORT.get(name, name))
    if fact is not None and fact.owner != "party":
        return Column(name, "", fact.name)
    label, point, inner = name.partition(".")
    if not point or role_of(label, book) == "":
        return None
    if inner == "name":
        return Column(name, label, "")
    if inner == "role" and role_of(label, book) is not None:
        return None  # the label says it
    fact = book.facts.get(_PARTY.get(inner, inner))
    if fact is None or fact.owner != "party" or fact.type == "owners":
        return None
    return Column(name, label, fact.name)


def role_of(label: str, book: RuleBook) -> str | None:
    """The role that a label names; None for ``party1`` and the like, whose role is a column; "" for no label."""
    found = _LABEL.fullmatch(label)
    if found is None:
        return ""
    role = found["role"]
    if role == "party":
        return None
    return role if role in book.facts["role"].choices else ""


def raw_of(row: Mapping[str, Any], shape: Layout, book: RuleBook) -> dict[str, Any]:
    """One row as ``licet.transfer.build.Builder.transfer`` reads it; empty cells are left out.

    Lists in a cell (a route, letters, a party's listings) are parted by ``|`` or ``;``, and ``none``
    says that there are none.
    """
    raw: dict[str, Any] = {}
    item: dict[str, Any] = {}
    parties: dict[str, dict[str, Any]] = {}
    for column in shape.columns:
        value = row.get(column.name)
        if value is None or value == "" or column.name == ON:
            continue
        if column.party:
            party = parties.setdefault(column.party, {})
            name = column.fact or "name"
            party[name] = cell(value, book.facts[column.fact] if column.fact else None)
        elif column.name == ITEM:
            item["id"] = value
        else:
            fact = book.facts[column.fact]
            _put(raw, item, fact, cell(value, fact))
    for label, party in parties.items():
        if (role := shape.parties[label]) is not None:
            party["role"] = role
    raw["item"] = item
    raw["parties"] = [parties[label] for label in shape.parties if label in parties]
    return raw


def _put(raw: dict[str, Any], item: dict[str, Any], fact: Fact, value: Any) -> None:
    if fact.name in _TOP:
        raw[_TOP[fact.name]] = value
    elif fact.name in _ITEM:
        item[_ITEM[fact.name]] = value
    elif fact.owner == "item":
        item.setdefault("facts", {})[fact.name] = value
    else:
        inner = fact.name.removeprefix("exporter.")
        raw.setdefault(_GROUPS[fact.owner], {})[inner] = value


def cell(value: Any, fact: Fact | None) -> Any:
    """A cell as the builder reads a value of the fact; None where it says that nothing is known."""
    if fact is not None and fact.type == "boolean":
        return _WHOLE.get(str(value).strip(), value)
    if fact is None or not isinstance(value, str):
        return value
    text = value.strip()
    if fact.type == "codes":
        if text in _NONE:
            return []
        codes = [each for each in _SEVERAL.split(text) if each]
        return None if any(each.lower() in UNTOLD for each in codes) else codes or None
    if fact.type == "listings":
        return "none" if text in _NONE else _SEVERAL.sub(",", text)
    return value


_NONE = ("none", "[]", "-")
_WHOLE = {"1.0": "1", "0.0": "0"}
"""A column of yes and no with gaps comes as 1.0 and 0.0 out of some tools."""
UNTOLD = ("", "?", "unknown", "null", "~")
"""How a cell says that nothing is known; among the codes of a cell it leaves all of them open."""
