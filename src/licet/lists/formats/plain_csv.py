"""A plain table of parties (CSV), for lists of one's own and for those that no other form fits.

Columns; all but ``name`` may be left out, others are refused:

    list          code of the list, where the file holds several
    key           the list's own number of the party
    name          primary name
    aliases       other names, any script, set apart by ;
    kind          entity (default), individual, vessel, aircraft, address
    countries     names or ISO codes, set apart by ;
    addresses     set apart by |
    identifiers   KIND:NUMBER, set apart by ;    (USCC:91110000MA005UCQ5P)
    since, to     days; the entry binds from the first until the day before the second
    footnotes     numbers set apart by ;  (- for none; empty for not known)
    requirement, policy, citation, url, notes    text
"""

from __future__ import annotations

from datetime import date

from licet.errors import InputError, Place
from licet.lists.formats.gather import Gather
from licet.lists.formats.identifiers import labelled
from licet.lists.formats.source import Source
from licet.lists.formats.tables import Row, rows
from licet.lists.formats.words import day_of, parts, tidy
from licet.lists.model import KINDS

COLUMNS = ("list", "key", "name", "aliases", "kind", "countries", "addresses", "identifiers", "since",
           "to", "footnotes", "requirement", "policy", "citation", "url", "notes")  # fmt: skip


def read(source: Source, got: Gather) -> None:
    """Read the table; what a cell says and cannot be understood is an error, not a guess.

    Raises:
        InputError: an unknown column, kind, day or footnote.
    """
    for row in rows(source.text(), source.file, ("name",)):
        if strange := [each for each in row.cells if each not in COLUMNS]:
            raise InputError(
                f"no column is named {', '.join(strange)[:200]}. The columns are {', '.join(COLUMNS)}.",
                Place(source.file, 1),
            )
        code = tidy(row["list"]) or source.wanted("plain-csv")
        if row.wrong:
            got.lose(code, f"{row.wrong}: {row['name']}", row.line)
            continue
        kind = tidy(row["kind"]).casefold() or "entity"
        if kind not in KINDS:
            raise InputError(
                f"kind {kind!r} is none of {', '.join(KINDS)}.", Place(source.file, row.line)
            )
        got.add(
            code, row["name"], line=row.line, key=row["key"], aliases=parts(row["aliases"]), kind=kind,
            countries=parts(row["countries"]), addresses=parts(row["addresses"], "|"),
            identifiers=[labelled(each) for each in parts(row["identifiers"])],
            since=_day(source, row, "since"), to=_day(source, row, "to"),
            footnotes=_footnotes(source, row), requirement=row["requirement"], policy=row["policy"],
            citation=row["citation"], url=row["url"], notes=[row["notes"]],
        )  # fmt: skip


def _day(source: Source, row: Row, name: str) -> date | None:
    told = tidy(row[name])
    day = day_of(told)
    if told and day is None:
        raise InputError(
            f"{name} {told[:40]!r} is no day. Write it as 2025-09-29.", Place(source.file, row.line)
        )
    return day


def _footnotes(source: Source, row: Row) -> frozenset[int] | None:
    told = row["footnotes"].strip()
    if told == "-":
        return frozenset()
    found = parts(told)
    if not all(each.isascii() and each.isdigit() and len(each) < 3 for each in found):  # noqa: PLR2004
        raise InputError(
            f"footnotes {told[:40]!r} are no numbers set apart by ;.", Place(source.file, row.line)
        )
    return frozenset(int(each) for each in found) if found else None
