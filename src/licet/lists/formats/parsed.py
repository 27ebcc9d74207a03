"""Lists that a third party parsed from the publishers' documents: one JSON object for a list.

    {"list_id": "bis-dpl", "source_file": "...", "extracted": "2026-07-09", "count": 564,
     "entities": [{"name", "aliases", "country", "address", "status", "effective_date",
                   "federal_register", "notes"}, ...]}

``effective_date`` is the day of listing.  Addresses stand in one text, set apart by "; and".  For the
Entity List the parse has known flaws, which are mended as far as the row shows them: words left over
from "the following one alias:", an address run into the last alias, the name of a subordinate
institution with the parent's in front.  Notes cut to 200 characters end in "...": footnotes and
requirement are then not known.  For that list read the CFR or the screening list itself if you can.
"""

from __future__ import annotations

import re
from typing import Any

from licet.errors import InputError, Place
from licet.lists.catalog import code_for
from licet.lists.formats.cfr_cells import ended, inline, split_name
from licet.lists.formats.footnotes import footnotes
from licet.lists.formats.gather import Gather
from licet.lists.formats.identifiers import remarks
from licet.lists.formats.jsons import listed, load, objects
from licet.lists.formats.source import Source
from licet.lists.formats.words import day_after, day_of, texts, tidy
from licet.lists.places import ends_in

ENTITY_LIST = "US-EL"
_RULES = {"US-EL"}
_LEFT = re.compile(
    r"^(?:and |a\.k\.a\.,? )*(?:the following (?:\w+ )?alias(?:es)?:|The following addresses apply to [^:]*:)\s*"
    r"|^Address:\s*",
    re.IGNORECASE,
)
_PARENT = re.compile(r"^(.+?) subordinate institutions?: ?(.*)$")
_SEE = re.compile(r"\s*\(See [^()]*\)\.?")


def read(source: Source, got: Gather) -> None:
    """Read the object; its ``count`` must be that of its entities."""
    value = load(source.text(), source.file)
    if not isinstance(value, dict) or "entities" not in value:
        raise InputError("no object with 'list_id' and 'entities'.", Place(source.file))
    told = tidy(value.get("list_id"))
    code = code_for(told) or source.list
    if not code:
        raise InputError(
            f"list_id {told!r} is no list that is known here. Name the list.", Place(source.file)
        )
    found = objects(value["entities"], source.file, "'entities'")
    count = value.get("count")
    if isinstance(count, int) and count != len(found):
        raise InputError(
            f"the file says that it holds {count} entities and holds {len(found)}. Fetch it again.",
            Place(source.file),
        )
    got.as_of = day_of(value.get("extracted"))
    for number, each in enumerate(found, start=1):
        if isinstance(each, dict):
            _add(got, code, each)
        else:
            got.lose(code, f"entity {number} is no object")


def _add(got: Gather, code: str, row: dict[str, Any]) -> None:
    told = tidy(row.get("notes"))
    name, aliases = tidy(row.get("name")), list(texts(row.get("aliases")))
    address = tidy(row.get("address"))
    notes = [tidy(row.get("status"))]
    kind = "entity"
    if code in _RULES:
        name, aliases, address, kind = _mended(name, aliases, address, notes)
    else:
        notes.append(told)
    numbers, names, _ = remarks(told)
    expires = re.search(r"Expires: (\d{4}-\d\d-\d\d)", told)
    where = [_SEE.sub("", each).strip(" .;,") for each in re.split(r";\s*(?:and\s+)?", address)]
    began = tidy(row.get("effective_date"))
    since = day_of(began)
    if began and not since:
        notes.append(f"Effective as published: {began}")
    land = tidy(row.get("country"))
    got.add(
        code, name, aliases=[*aliases, *names], kind=kind, countries=[land] if land else [],
        addresses=[each for each in where if each], identifiers=numbers, since=since,
        to=day_after(day_of(expires[1])) if expires else None,
        footnotes=footnotes(told) if code in _RULES else None,
        requirement=told if code in _RULES else "",
        citation=tidy(row.get("federal_register")),
        url=next((each for each in texts(row.get("url"))), ""), notes=notes,
    )  # fmt: skip


def _mended(
    name: str, aliases: list[str], address: str, notes: list[str]
) -> tuple[str, list[str], str, str]:
    kind = "entity"
    if re.fullmatch(r"Address \d+", name):
        return name, aliases, address, "address"
    if found := _PARENT.match(name):
        notes.append(f"Subordinate institution of {found[1]}")
        rest = found[2]
        if not rest and aliases:
            rest, *aliases = aliases
        name = rest or name
    elif name.endswith(" subordinate institution:") and aliases:
        name, *aliases = aliases
    name, *others = (ended(each) for each in inline(re.sub(r"\s*\(a\.k\.a\.?$", "", name)))
    aliases = [*(each for each in others if each), *aliases]
    address = _LEFT.sub("", address)
    if not address and (aliases or name):
        last, where = split_name(aliases[-1] if aliases else name)
        if where and ends_in(where):
            address = where
            if aliases:
                aliases[-1] = last
            else:
                name = last
    return name, [each for alias in listed(aliases) for each in _plain(alias)], address, kind


def _plain(alias: str) -> list[str]:
    """An alias that carries another inside: ``A a.k.a. B``."""
    return [each.strip(" ,") for each in re.split(r",?\s+a\.k\.a\.,?\s+", alias) if each.strip(" ,")]
