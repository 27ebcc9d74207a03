"""An entry of a restricted-party list, and an edition of a list, as every loader gives them."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from decimal import Decimal
from typing import Any

from licet.record import fields_of, record


@record
class Identifier:
    """A registration, tax or passport number: ``kind`` such as LEI, USCC, INN, OGRN, IMO, passport."""

    kind: str
    value: str
    country: str = ""


@record
class Entry:
    """One listed party (or address) as the publisher gives it.

    ``list`` is our code of the list (``US-EL``); ``key`` the publisher's own number where there is
    one, else made from the content, so that it stays the same while the content does.  Names are
    as published: ``name`` the primary, ``aliases`` others in Latin script, ``native`` those in
    other scripts.  ``countries`` are ISO alpha-2 codes, empty where none is told.  The entry binds
    from ``since`` (None: since ever, as far as the file tells) until the day before ``to`` (None:
    still listed).  ``footnotes`` None: the file does not tell them.
    """

    list: str
    key: str
    name: str
    aliases: tuple[str, ...] = ()
    native: tuple[str, ...] = ()
    kind: str = "entity"
    countries: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    identifiers: tuple[Identifier, ...] = ()
    since: date | None = None
    to: date | None = None
    footnotes: frozenset[int] | None = None
    requirement: str = ""
    policy: str = ""
    citation: str = ""
    url: str = ""
    notes: str = ""

    @property
    def id(self) -> str:
        """The entry's name across lists: ``US-EL:12345``."""
        return f"{self.list}:{self.key}"

    @property
    def names(self) -> tuple[str, ...]:
        """Every published name, the primary first."""
        return tuple(dict.fromkeys((self.name, *self.aliases, *self.native)))

    @property
    def content(self) -> str:
        """A hash of all that the entry says: changes when, and only when, the entry does."""
        return hashlib.sha256(_bytes(plain(self))).hexdigest()

    def stands(self, day: date) -> bool:
        """Whether the entry binds on ``day``."""
        return (self.since is None or self.since <= day) and (self.to is None or day < self.to)


KINDS = ("entity", "individual", "vessel", "aircraft", "address")
"""What an entry may be."""


@record
class Edition:
    """One edition of one list: what the publisher's file said, and what the file was.

    ``as_of`` is the day that the file gives for itself, else the day it was fetched or was said to
    be of.  ``sha256`` is of the file's bytes.  ``dropped`` are rows that gave no entry, with why; of
    the ``rows`` that the file gave for this list, ``lost`` should have been parties and could not be
    read (the rest of ``dropped`` are rows that hold no party, such as "[Reserved]").
    """

    list: str
    as_of: date
    source: str
    sha256: str
    entries: tuple[Entry, ...]
    publisher: str = ""
    dropped: tuple[str, ...] = ()
    snapshot: str = ""
    """A warning to print with every answer from this edition, such as for the list that ships."""
    rows: int = 0
    lost: int = 0

    @property
    def label(self) -> str:
        """List, day and the start of the file's hash: what a hit names its edition by."""
        return f"{self.list} {self.as_of} {self.sha256[:12]}"

    @property
    def lost_pct(self) -> Decimal:
        """The share of rows that were lost, in percent, to two places."""
        share = Decimal(100 * self.lost) / max(self.rows, 1)
        return share.quantize(Decimal("0.01"))


def plain(value: object) -> Any:
    """A record as JSON data; fields at their default are left out, sets are sorted.

    >>> plain(Entry("US-EL", "1", "A", footnotes=frozenset({4})))
    {'list': 'US-EL', 'key': '1', 'name': 'A', 'footnotes': [4]}
    """
    found: dict[str, Any] = {}
    for name, content, default in fields_of(value):
        if content != default or default is ...:
            found[name] = _plain(content)
    return found


def entry_from_plain(data: dict[str, Any]) -> Entry:
    """The inverse of ``plain`` for an entry."""
    made = dict(data)
    for name in ("aliases", "native", "countries", "addresses"):
        if name in made:
            made[name] = tuple(made[name])
    if "identifiers" in made:
        made["identifiers"] = tuple(Identifier(**each) for each in made["identifiers"])
    for name in ("since", "to"):
        if name in made:
            made[name] = date.fromisoformat(made[name])
    if "footnotes" in made:
        made["footnotes"] = frozenset(made["footnotes"])
    return Entry(**made)


def _plain(content: object) -> Any:
    match content:
        case date():
            return content.isoformat()
        case frozenset():
            return sorted(content)
        case tuple():
            return [_plain(each) for each in content]
        case str() | int() | None:
            return content
        case _:
            return plain(content)


def _bytes(data: Any) -> bytes:
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
