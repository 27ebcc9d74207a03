"""From what a user states to a ``Transfer``: typed, checked, completed from the catalogue, derived.

The raw form is the ``transfer`` of a case file (``cases/1``): nested mappings whose scalars
are text, numbers or Booleans.  ``Builder.transfer`` refuses what no dictionary knows.
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from licet.errors import InputError, UnknownName
from licet.facts.values import Interval, show
from licet.transfer.derive import deriver_of
from licet.transfer.list_codes import check_code
from licet.transfer.model import STATED, UNTOLD, Listing, Owner, Party, Transfer

if TYPE_CHECKING:
    from collections.abc import Mapping

    from licet.book.book import RuleBook
    from licet.errors import Place
    from licet.facts.values import Value

Raw = dict[str, Any]
_TOP = {
    "kind", "item", "from", "to", "route", "declared_to", "transshipment", "exporter", "parties",
    "us_nexus", "end_use", "assurances", "parties_complete", "facts",
}  # fmt: skip
_ITEM = {"id", "name", "kind", "ownclass", "synthetic", "facts"}
_OWNER = {"name", "list", "since", "pct", "review_policy"}
_TRUTHS = {"yes": True, "true": True, "no": False, "false": False}
_UNKNOWN = (None, "", "?", "unknown", "null", "~")
_NO_LIST = ("", "none", "?")
"""What an owner's entry says instead of a list: nothing, that it is on none, that nobody knows."""


class Builder:
    """Makes transfers by one rule book's dictionary; ``catalogue`` maps a product's id to its facts."""

    def __init__(
        self, book: RuleBook, catalogue: Mapping[str, Mapping[str, object]] | None = None
    ) -> None:
        self.book = book
        self.catalogue = {} if catalogue is None else catalogue
        self.deriver = deriver_of(book)

    def transfer(self, raw: Raw, place: Place | None = None) -> Transfer:
        """The transfer of ``raw``; ``InputError`` names the odd key or value and what was wanted."""
        self._only(raw, _TOP, "a transfer", place)
        stated: dict[str, Value] = {}
        item = self._mapping(raw, "item", place)
        self._only(item, _ITEM, "an item", place)
        for key, name in (("kind", "item_kind"), ("ownclass", "declared_class")):
            self._put(stated, name, item.get(key), place)
        for name, value in self._mapping(item, "facts", place).items():
            self._owned(name, "item", place)
            self._put(stated, name, value, place)
        for key, name in (
            ("kind", "kind"), ("from", "shipped_from"), ("to", "destination"), ("declared_to", "declared_to"),
            ("route", "route"), ("transshipment", "transshipment"), ("parties_complete", "parties_complete"),
        ):  # fmt: skip
            self._put(stated, name, raw.get(key), place)
        self._nested(stated, raw, place)
        product = str(item.get("id") or "")
        due_care = stated.pop("no_knowledge_beyond_stated", None) is True
        parties = tuple(self.party(each, place) for each in self._list(raw, "parties", place))
        return self.complete(
            str(item.get("name") or product or "item"),
            stated,
            parties,
            due_care=due_care,
            product=product,
        )

    def complete(
        self,
        item: str,
        stated: Mapping[str, Value],
        parties: tuple[Party, ...] = (),
        *,
        due_care: bool = False,
        product: str = "",
    ) -> Transfer:
        """A transfer from typed facts: the catalogue fills in, formulas derive, the rest stays unknown."""
        facts: dict[str, Value] = dict(stated)
        sources = dict.fromkeys(facts, STATED)
        from_catalogue: dict[str, Value] = {}
        known = self.catalogue.get(product)
        for name, raw in (known or {}).items():
            fact = self.book.facts.get(name)  # a law knows the facts that it uses, not all figures
            value = None if fact is None else fact.read(raw)
            if fact is not None and value is not None:
                from_catalogue[fact.name] = value
        remarks = self.deriver.settle(facts, sources, from_catalogue)
        if product and known is None:
            remarks.append(f"no product {product} in the catalogue, so only what is stated counts")
        return Transfer(
            item,
            MappingProxyType(facts),
            parties,
            due_care,
            product,
            MappingProxyType(sources),
            tuple(remarks),
        )

    def party(self, raw: Raw, place: Place | None = None) -> Party:
        """One party from its mapping."""
        if not isinstance(raw, dict):
            raise InputError(f"a party is a mapping with role and name, not {raw!r}", place)
        facts: dict[str, Any] = {}
        owners = None
        for key, value in raw.items():
            if value in _UNKNOWN or key in ("name", "minority_shareholders", "alias_of"):
                continue
            if key == "lists":
                facts["lists"] = self.listings(value, place)
            elif key == "owners":
                owners = self.owners(value, place)
            else:
                self._owned(key, "party", place)
                self._put(facts, key, value, place)
        self.deriver.settle_party(facts)
        return Party(str(raw.get("name") or ""), MappingProxyType(facts), owners)

    def listings(self, raw: object, place: Place | None = None) -> tuple[Listing, ...]:
        """Entries from ``[{list, since, footnotes}]``, or from text such as ``US-EL/4 since 2023-10-17``.

        ``US-UVL?`` (or ``possible: true``) is a listing that may be the party's or another's; ``?``
        among the entries says that they may not be all.
        """
        entries = [part.strip() for part in raw.split(",")] if isinstance(raw, str) else raw
        if not isinstance(entries, list):
            raise InputError(
                f"lists are a list of entries, not {raw!r}; write [] where there are none", place
            )
        return tuple(self._listing(each, place) for each in entries if each not in ("none", ""))

    def _listing(self, raw: object, place: Place | None) -> Listing:
        if isinstance(raw, str):
            if raw.strip() == "?":
                return UNTOLD
            name, _, since = raw.partition(" since ")
            name, sure, _ = name.partition("?")
            name, _, notes = name.partition("/")
            raw = {
                "list": name,
                "since": since or None,
                "footnotes": notes.split("+") if notes else [],
                "possible": bool(sure),
            }
        if not isinstance(raw, dict) or not raw.get("list"):
            raise InputError(f"an entry is {{list, since, footnotes}}, not {raw!r}", place)
        self._only(raw, {"list", "since", "footnotes", "possible"}, "an entry of a list", place)
        possible = str(raw.get("possible") or "no").lower()
        if possible not in _TRUTHS:
            raise InputError(f"possible is yes or no, not {raw['possible']!r}", place)
        code = str(raw["list"]).strip()
        check_code(code, self.book, place)
        return Listing(
            code,
            read_day(raw.get("since"), place),
            _footnotes(raw.get("footnotes", []), place),
            certain=not _TRUTHS[possible],
        )

    def owners(self, raw: object, place: Place | None = None) -> tuple[Owner, ...]:
        """Stakes from ``[{name, list, since, pct, review_policy}]``; a share that is absent is unknown."""
        if not isinstance(raw, list):
            raise InputError(
                f"owners are a list, not {raw!r}; write [] where there are none", place
            )
        found = []
        for each in raw:
            if not isinstance(each, dict):
                raise InputError(f"an owner is {{name, list, since, pct}}, not {each!r}", place)
            self._only(each, _OWNER, "an owner", place)
            share = self.book.facts["owned_by_listed_pct"].read(each.get("pct"), place)
            code = str(each.get("list") or "").strip()
            if code not in _NO_LIST:
                check_code(code, self.book, place)
            found.append(
                Owner(
                    str(each.get("name") or ""),
                    code,
                    read_day(each.get("since"), place),
                    share if isinstance(share, Decimal | Interval) else None,
                    "" if each.get("review_policy") in _UNKNOWN else str(each["review_policy"]),
                )
            )
        return tuple(found)

    # -- reading ---------------------------------------------------------------------

    def _nested(self, stated: dict[str, Value], raw: Raw, place: Place | None) -> None:
        for name, value in self._mapping(raw, "exporter", place).items():
            self._put(stated, f"exporter.{name}", value, place)
        for group, owner in (
            ("us_nexus", "jurisdiction"),
            ("assurances", "assurance"),
            ("facts", "transfer"),
        ):
            for name, value in self._mapping(raw, group, place).items():
                self._owned(name, owner, place)
                self._put(stated, name, value, place)
        for name, value in self._mapping(raw, "end_use", place).items():
            if name == "text":
                continue
            if isinstance(value, dict):
                self._owned(name, "end_use", place)
                stated[self.book.facts[name].name] = True
                for inner, content in value.items():
                    self._put(stated, f"{name}.{inner}", content, place)
            else:
                self._owned(name, "end_use", place)
                self._put(stated, name, value, place)

    def _put(self, into: dict[str, Any], name: str, raw: object, place: Place | None) -> None:
        fact = self.book.facts.get(name)
        if fact is None:
            raise UnknownName("fact", name, [each.name for each in self.book.facts], place)
        value = fact.read(raw, place)
        if value is None:
            return
        if into.setdefault(fact.name, value) != value:
            raise InputError(
                f"{fact.name} is stated twice, as {show(into[fact.name])} and as {show(value)}",
                place,
            )

    def _owned(self, name: str, owner: str, place: Place | None) -> None:
        fact = self.book.facts.get(name)
        if fact is None:
            known = [each.name for each in self.book.facts if each.owner == owner]
            raise UnknownName(f"{owner} fact", name, known, place)
        if fact.owner != owner:
            raise InputError(
                f"{name} is a fact of the {fact.owner}, so it cannot stand under the {owner}", place
            )

    def _only(self, raw: Raw, known: set[str], what: str, place: Place | None) -> None:
        for key in raw:
            if key not in known:
                raise UnknownName(f"key of {what}", str(key), known, place)

    def _mapping(self, raw: Raw, key: str, place: Place | None) -> Raw:
        value = raw.get(key)
        if value in _UNKNOWN:
            return {}
        if not isinstance(value, dict):
            raise InputError(
                f"{key} must be a mapping of names to values, not {show(value)!r}", place
            )
        return value

    def _list(self, raw: Raw, key: str, place: Place | None) -> list[Any]:
        value = raw.get(key)
        if value in _UNKNOWN:
            return []
        if not isinstance(value, list):
            raise InputError(f"{key} must be a list, not {show(value)!r}", place)
        return value


def _footnotes(raw: object, place: Place | None) -> frozenset[int] | None:
    if raw in _UNKNOWN:
        return None
    notes = [str(each).strip() for each in raw] if isinstance(raw, list) else [str(raw).strip()]
    if not all(note.isascii() and note.isdigit() for note in notes):
        raise InputError(f"footnotes are a list of numbers such as [4], not {raw!r}", place)
    return frozenset(map(int, notes))


def read_day(raw: object, place: Place | None = None) -> date | None:
    """A date from ``2026-01-15``; None where it is not given."""
    if raw in _UNKNOWN:
        return None
    if isinstance(raw, date):
        return raw.date() if isinstance(raw, datetime) else raw
    try:
        return date.fromisoformat(str(raw))
    except ValueError:
        raise InputError(f"{raw!r} is no date; write it as 2026-01-15", place) from None
