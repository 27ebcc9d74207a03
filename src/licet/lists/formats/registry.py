"""Lists of METI and MOFCOM as the open export-control registry keeps them: a JSON list of rows.

    [{"id", "list_id", "entity_name", "aliases", "addresses", "country", "date_added", "reason",
      "source_list_name", "source_url", "last_verified", "entity_type"}, ...]

``country`` is that of the list, not of the party: it is not read.  The Japanese rows carry the party's
country in ``addresses``; where the table's columns had run together, the name stands behind it and is
taken from there.  ``date_added`` is the day of the notice that listed the party.
"""

from __future__ import annotations

import re
from typing import Any

from licet.lists.catalog import code_for
from licet.lists.formats.gather import Gather
from licet.lists.formats.jsons import load, objects
from licet.lists.formats.source import Source
from licet.lists.formats.words import day_of, texts, tidy
from licet.lists.places import code_of, starts_with

JAPAN = "JP-EUL"
_AND_MORE = re.compile(r"\s*等\s*\d+\s*家(?:外国)?实体$|及其分支机构等外国实体$")
_KINDS = {"individual": "individual", "person": "individual", "vessel": "vessel"}


def read(source: Source, got: Gather) -> None:
    """Read the rows of one list or several; the newest ``last_verified`` is the day of the file."""
    newest = None
    for number, row in enumerate(objects(load(source.text(), source.file), source.file, "the file"), 1):
        if not isinstance(row, dict):
            got.lose(source.list or "UNKNOWN", f"row {number} is no object")
            continue
        told = tidy(row.get("list_id"))
        code = code_for(told) or code_for(tidy(row.get("source_list_name"))) or source.list
        if not code:
            got.lose("UNKNOWN", f"row {number}: list_id {told!r} is no list that is known here")
            continue
        newest = max(filter(None, (newest, day_of(row.get("last_verified")))), default=None)
        _add(got, code, row)
    got.as_of = newest


def _add(got: Gather, code: str, row: dict[str, Any]) -> None:
    name, where = tidy(row.get("entity_name")), list(texts(row.get("addresses"), "\n"))
    aliases = list(texts(row.get("aliases")))
    notes = [tidy(row.get("reason"))]
    countries: list[str] = []
    if code == JAPAN and where:
        land, rest = (where[0], "") if code_of(where[0]) else starts_with(where[0])
        countries = [land] if land else []
        if rest and not name:
            name = rest
        where = where[1:] if land else where
    elif where and not code_of(where[0]):
        countries = [land for each in where[:1] if (land := _chinese(each))]
    if found := _AND_MORE.search(name):
        notes.append(f"The row speaks of more parties than it names: {name}")
        name = name[: found.start()]
    got.add(
        code, name, key=tidy(row.get("id")), aliases=aliases, countries=countries, addresses=where,
        kind=_KINDS.get(tidy(row.get("entity_type")), "entity"), since=day_of(row.get("date_added")),
        citation=tidy(row.get("source_list_name")), url=tidy(row.get("source_url")), notes=notes,
    )  # fmt: skip


def _chinese(address: str) -> str:
    """The country at the start of an address in Chinese or Japanese, which puts it first."""
    return next((address[:count] for count in range(6, 1, -1) if code_of(address[:count])), "")
