"""Annexes to Regulation (EU) 833/2014 as a table (CSV) with a row for each party and its annex.

The list is ``EU-833-`` and the annex's number.  ``startDate`` is the day from which the annex applies
to the party.  Numbers carry what they are in brackets: ``7704730655 (Tax ID/INN)``.
"""

from __future__ import annotations

import re

from licet.lists.formats.gather import Gather
from licet.lists.formats.identifiers import identifier, labelled
from licet.lists.formats.source import Source
from licet.lists.formats.tables import rows
from licet.lists.formats.words import day_of, parts, tidy

WANTED = ("celex", "annex", "schema", "name")
_KINDS = {"person": "individual", "vessel": "vessel", "airplane": "aircraft"}
_CODES = {"innCode": "INN", "ogrnCode": "OGRN", "kppCode": "KPP", "okpoCode": "OKPO", "leiCode": "LEI",
          "swiftBic": "SWIFT", "imoNumber": "IMO", "mmsi": "MMSI", "taxNumber": "tax",
          "passportNumber": "passport", "idNumber": "national-id", "ticker": "ticker"}  # fmt: skip


def read(source: Source, got: Gather) -> None:
    """Read the table.  An asset that is no party (a port, a refinery) is not read as one."""
    for row in rows(source.text(), source.file, WANTED):
        code = f"EU-833-{re.sub(r'[^A-Z.]', '', tidy(row['annex']).upper()) or 'OTHER'}"
        if row.wrong:
            got.lose(code, f"{row.wrong}: {row['name']}", row.line)
            continue
        if tidy(row["schema"]).casefold() == "asset":
            got.skip(code, f"an asset, no party: {row['name']}", row.line)
            continue
        began = tidy(row["startdate"])
        since = day_of(began)
        notes = [tidy(row["measure"]), tidy(row["reason"]), tidy(row["notes"])]
        if began and not since:
            notes.append(f"Start as published: {began}")
        got.add(
            code, row["name"], line=row.line,
            aliases=[each for name in ("alias", "weakalias", "previousname") for each in parts(row[name])],
            kind=_KINDS.get(tidy(row["schema"]).casefold(), "entity"),
            countries=[each for name in ("country", "jurisdiction", "nationality", "flag")
                       for each in parts(row[name])],
            addresses=parts(row["address"]),
            identifiers=[
                *(labelled(each) for each in parts(row["registrationnumber"])),
                *(identifier(kind, each) for name, kind in _CODES.items()
                  for each in parts(row[name.casefold()])),
            ],
            since=since, citation=f"Reg. (EU) 833/2014, annex {tidy(row['annex'])}", notes=notes,
        )  # fmt: skip
