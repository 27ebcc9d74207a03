"""The house form of shared snapshots, ``parties.jsonl``: one party a line, many lists in a file.

    {"id", "list", "name", "aliases", "native_names", "country", "address", "listed", "citation",
     "type", "identifiers", "notes"}

``address`` is one text with "; " between addresses, ``identifiers`` are texts with what they are in
front or behind.  ``listed`` is the day of listing.  Keys are the file's own numbers and hold only
within one snapshot.
"""

from __future__ import annotations

import re
from typing import Any

from licet.lists.catalog import code_for
from licet.lists.formats.footnotes import footnotes
from licet.lists.formats.gather import Gather
from licet.lists.formats.identifiers import labelled, remarks
from licet.lists.formats.jsons import lines
from licet.lists.formats.source import Source
from licet.lists.formats.words import day_of, texts, tidy
from licet.lists.model import KINDS, Identifier

ENTITY_LIST = "US-EL"


def read(source: Source, got: Gather) -> None:
    """Read the lines."""
    for number, row in lines(source.text(), source.file):
        told = tidy(row.get("list"))
        code = code_for(told) or code_for(tidy(row.get("citation"))) or told or source.list
        if not code:
            got.lose("UNKNOWN", "no list", number)
            continue
        _add(got, code, number, row)


def _add(got: Gather, code: str, number: int, row: dict[str, Any]) -> None:
    notes = tidy(row.get("notes"))
    began = tidy(row.get("listed"))
    since = day_of(began)
    kind = tidy(row.get("type")) or "entity"
    shown = [notes if code != ENTITY_LIST else ""]
    if began and not since:
        shown.append(f"Listed as published: {began}")
    address = tidy(row.get("address"))
    if code == ENTITY_LIST and re.fullmatch(r"Address \d+", tidy(row.get("name"))):
        kind = "address"
    got.add(
        code, tidy(row.get("name")), line=number, key=tidy(row.get("id")).removeprefix(f"{row.get('list')}-"),
        aliases=[*texts(row.get("aliases"), "\n"), *texts(row.get("native_names"), "\n")],
        kind=kind if kind in KINDS else "entity", countries=texts(row.get("country")),
        addresses=[each.strip(" .") for each in re.split(r";\s*(?:and\s+)?", address) if each.strip(" .")],
        identifiers=[one for each in texts(row.get("identifiers"), "\n") for one in _numbers(each)],
        since=since, footnotes=footnotes(notes) if code == ENTITY_LIST else None,
        requirement=notes if code == ENTITY_LIST else "", citation=tidy(row.get("citation")), notes=shown,
    )  # fmt: skip


def _numbers(text: str) -> list[Identifier | None]:
    found, _, _ = remarks(text)
    return list(found) or [labelled(text)]
