"""Tables that third parties keep of notices and editions: MIEU, section 1286, ISN, 1260H, Chinese lists.

One row a party and edition, with headings such as Name, Alias, Country, Start date, End date, Source URL.
Which column says what stands in ``_COLUMNS``; which list a row is of is told by its Program, List or
Body, or by the heading that only the table of section 1260H has (Clean Name).

``End date`` is the day on which a later edition or notice took the party off: the entry binds until the
day before.
"""

from __future__ import annotations

from licet.errors import InputError, Place
from licet.lists.catalog import code_for
from licet.lists.formats.gather import Gather
from licet.lists.formats.source import Source
from licet.lists.formats.tables import Row, rows
from licet.lists.formats.words import day_of, parts, tidy
from licet.lists.model import Identifier

HISTORY = ("name", "cleanname", "alias", "previousname", "parentname", "startdate", "enddate")
_COLUMNS: dict[str, tuple[str, ...]] = {
    "since": ("startdate", "date"),
    "to": ("enddate",),
    "country": ("country",),
    "address": ("address",),
    "url": ("sourceurl",),
    "list": ("program", "list"),
    "type": ("type", "schema"),
}
_ALIASES = ("alias", "aliases", "chinesename", "previousname")
_NOTES = ("note", "notes", "summary", "reason")
_KINDS = {"person": "individual", "vessel": "vessel", "airplane": "aircraft"}


def read(source: Source, got: Gather) -> None:
    """Read the table, of one list or several."""
    for row in rows(source.text(), source.file, ("name",)):
        code = _list(source, row)
        if row.wrong:
            got.lose(code, f"{row.wrong}: {row['name']}", row.line)
        else:
            _add(got, code, row)


def _list(source: Source, row: Row) -> str:
    if "cleanname" in row.cells and "parentname" in row.cells:
        return "US-1260H"
    told = tidy(_cell(row, "list"))
    if code := code_for(told) or code_for(told.split("(")[0]):
        return code
    if "chinesename" in row.cells:
        return "CN-OTHER"
    if "(ISN)" in told:
        return "US-ISN"
    if source.list:
        return source.list
    raise InputError(
        f"the row's list {told[:80]!r} is none that is known here. Name the list.",
        Place(source.file, row.line),
    )


def _add(got: Gather, code: str, row: Row) -> None:
    told = _cell(row, "list")
    began, ended = tidy(_cell(row, "since")), tidy(_cell(row, "to"))
    notes = [tidy(row[name]) for name in _NOTES]
    since, to = day_of(began), day_of(ended)
    for label, shown, day in (("Start", began, since), ("End", ended, to)):
        if shown and not day:
            notes.append(f"{label} as published: {shown}")
    if parent := tidy(row["parentname"]):
        notes.append(f"Parent as published: {parent}")
    if code == "CN-OTHER":
        notes.append(f"List as published: {tidy(told) or tidy(row['body'])}")
    name = tidy(row["cleanname"]) or tidy(row["name"])
    printed = tidy(row["name"]).rstrip("*") if row["cleanname"] else ""
    aliases = [each for column in _ALIASES for each in parts(row[column])]
    lands = parts(_cell(row, "country"))
    got.add(
        code, name, line=row.line, aliases=aliases, countries=lands,
        kind=_KINDS.get(tidy(_cell(row, "type")).casefold(), "entity"),
        addresses=parts(_cell(row, "address")), since=since, to=to,
        identifiers=[Identifier("wikidata", tidy(row["qid"]))] if tidy(row["qid"]) else [],
        citation=tidy(row["body"]) or tidy(row["authority"]), url=_cell(row, "url"),
        notes=[*notes, f"As printed: {printed}" if printed and printed != name else ""],
    )  # fmt: skip


def _cell(row: Row, what: str) -> str:
    return next((row[name] for name in _COLUMNS[what] if row[name].strip()), "")
