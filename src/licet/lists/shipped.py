"""The editions that ship with Licet: our own table of the chip sector's parties, list by list.

They are a snapshot of parts of lists.  They stand in where a user has loaded none of a list, carry
their warning in ``Edition.snapshot``, and are never called current.
"""

from __future__ import annotations

import csv
import hashlib
import io
import tomllib
from collections.abc import Iterable
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from licet.errors import InputError, Place
from licet.lists.model import Edition, Entry
from licet.record import replaced

COLUMNS = (
    "list", "key", "name", "aliases", "countries", "since", "to", "footnotes", "requirement",
    "policy", "citation", "notes", "source", "confidence",
)  # fmt: skip
"""Of ``chip_sector.csv``.  ``|`` stands between the parts of a cell; ``since`` is the first day of the
listing and ``to`` the first day after it; ``footnotes`` is ``none`` where the list prints none and
empty where the list has no footnotes."""

_FILE = "chip_sector"


@cache
def shipped() -> tuple[Edition, ...]:
    """The editions that ship, one a list, by list code.

    >>> [each.list for each in shipped()][:2]
    ['EU-833-IV', 'TW-SHTC']

    Raises:
        InputError: the table is not in its form; it names the row.
    """
    return read_shipped(_head(), (files("licet.lists") / "default" / f"{_FILE}.csv").read_bytes())


def warning_of(editions: Iterable[Edition]) -> tuple[str, ...]:
    """One warning for all of ``editions`` that ship with Licet; nothing where none does."""
    ours = {each.list: each for each in shipped()}
    found = [each for each in editions if each is ours.get(each.list)]
    if len(found) < 2:  # noqa: PLR2004
        return tuple(each.snapshot for each in found)
    named = ", ".join(f"{each.list} ({len(each.entries)} parties, {each.as_of})" for each in found)
    return (_head()["warning_of_several"].format(lists=named),)


def with_known_days(edition: Edition) -> Edition:
    """``edition`` whose entries without a day of listing have the one that the shipped table knows.

    Entries are the same where they are of one list and share a published name, to the letter.
    Where two shipped entries share it, the earlier day counts.
    """
    days = _days(edition.list)
    found = []
    for each in edition.entries:
        known = [days[name] for name in each.names if name in days] if each.since is None else []
        found.append(replaced(each, since=min(known)) if known else each)
    return replaced(edition, entries=tuple(found))


@cache
def _days(code: str) -> dict[str, date]:
    """Days of listing in the shipped table by primary name."""
    found: dict[str, date] = {}
    for each in (
        entry for edition in shipped() if edition.list == code for entry in edition.entries
    ):
        if each.since is not None:
            found[each.name] = min(each.since, found.get(each.name, each.since))
    return found


def _head() -> dict[str, Any]:
    return tomllib.loads((files("licet.lists") / "default" / f"{_FILE}.toml").read_text("utf-8"))


def read_shipped(head: dict[str, Any], data: bytes) -> tuple[Edition, ...]:
    """Editions from the header file and the bytes of the table."""
    rows = csv.DictReader(io.StringIO(data.decode("utf-8"), newline=""))
    if tuple(rows.fieldnames or ()) != COLUMNS:
        raise InputError(
            f"The columns must be {', '.join(COLUMNS)}, and are {', '.join(rows.fieldnames or ())}.",
            Place(f"{_FILE}.csv", 1),
        )
    found: dict[str, list[Entry]] = {code: [] for code in head["lists"]}
    for row in rows:
        place = Place(f"{_FILE}.csv", rows.line_num)
        if row["list"] not in found:
            raise InputError(f"{row['list']!r} has no table in {_FILE}.toml.", place)
        found[row["list"]].append(_entry(row, head, place))
    digest = hashlib.sha256(data).hexdigest()
    return tuple(
        Edition(
            code, about["as_of"], f"licet/lists/default/{_FILE}.csv", digest, tuple(entries),
            publisher=head["publisher"],
            snapshot=head["warning"].format(list=code, count=len(entries), as_of=about["as_of"]),
        )
        for code, about in sorted(head["lists"].items())
        if (entries := found[code])
    )  # fmt: skip


def _entry(row: dict[str, str], head: dict[str, Any], place: Place) -> Entry:
    try:
        if row["confidence"] not in head["confidence"]:
            raise ValueError(f"confidence must be one of {', '.join(head['confidence'])}")  # noqa: TRY301
        return Entry(
            row["list"], row["key"], row["name"],
            aliases=_parts(row["aliases"]),
            countries=_parts(row["countries"]),
            since=_day(row["since"]),
            to=_day(row["to"]),
            footnotes=_footnotes(row["footnotes"]),
            requirement=row["requirement"],
            policy=row["policy"],
            citation=row["citation"],
            url=head["lists"][row["list"]]["url"],
            notes=" ".join(filter(None, (
                row["notes"], f"From {row['source']}.", f"Confidence {row['confidence']}.",
            ))),
        )  # fmt: skip
    except (TypeError, ValueError) as error:
        raise InputError(f"This row is not in form: {error}.", place) from None


def _parts(cell: str) -> tuple[str, ...]:
    return tuple(cell.split("|")) if cell else ()


def _day(cell: str) -> date | None:
    return date.fromisoformat(cell) if cell else None


def _footnotes(cell: str) -> frozenset[int] | None:
    if cell == "none":
        return frozenset()
    return frozenset(map(int, cell.split("|"))) if cell else None
