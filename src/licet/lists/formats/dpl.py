"""Denied Persons List of the US Bureau of Industry and Security: its table with tabs (dpl.txt).

A party has a row for each address; each row becomes an entry.  ``Effective_Date`` is the day from
which the denial binds, ``Expiration_Date`` its last day, empty where it never ends.  The table leaves
the country out in the United States, where it prints a state.
"""

from __future__ import annotations

from licet.lists.formats.gather import Gather
from licet.lists.formats.source import Source
from licet.lists.formats.tables import rows
from licet.lists.formats.words import day_after, day_of, tidy

CODE = "US-DPL"
WANTED = ("name", "streetaddress", "effectivedate")


def read(source: Source, got: Gather) -> None:
    """Read the table; it tells no day of its own, only when each row was last changed."""
    newest = None
    for row in rows(source.text(), source.file, WANTED):
        if row.wrong:
            got.lose(CODE, f"{row.wrong}: {row['name']}", row.line)
            continue
        updated = day_of(row["lastupdate"])
        newest = max(filter(None, (newest, updated)), default=None)
        land = tidy(row["country"]) or ("US" if tidy(row["state"]) else "")
        pieces = [tidy(row[name]) for name in ("streetaddress", "city", "state", "postalcode")]
        notes = [tidy(row["action"])]
        for name in ("effectivedate", "expirationdate"):
            if tidy(row[name]) and day_of(row[name]) is None:
                notes.append(f"{name} as published: {tidy(row[name])}")
        if tidy(row["standardorder"]).upper() == "N":
            notes.append("Not a standard order: read its terms")
        got.add(
            CODE, row["name"], line=row.line, countries=[land] if land else [],
            addresses=[", ".join(piece for piece in (*pieces, land) if piece)],
            since=day_of(row["effectivedate"]), to=day_after(day_of(row["expirationdate"])),
            citation=row["frcitation"], notes=notes,
        )  # fmt: skip
    got.latest = newest
