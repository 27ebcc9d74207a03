"""Who of the graph is listed: from a table of keys, from options, from entries by their identifiers."""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import date
from typing import TYPE_CHECKING, Any

from licet.errors import InputError, Place, UnknownName
from licet.lists.model import Entry, entry_from_plain
from licet.ownership.model import Listed

if TYPE_CHECKING:
    from collections.abc import Iterable

    from licet.ownership.graph import Graph

COLUMNS = ("key", "list", "name", "since", "to", "policy", "requirement", "entry")
_ENTRY = re.compile(r"(?P<key>.+?)=(?P<list>[\w.-]+)(?:@(?P<since>[\d-]+))?(?:/(?P<policy>\w+))?")


def listed_of_text(text: str, graph: Graph) -> Listed:
    """One listed party as an option says it: ``KEY=LIST``, ``KEY=LIST@2020-05-15/policy_of_denial``.

    Raises:
        InputError: it cannot be read, or the graph knows no such party.
    """
    found = _ENTRY.fullmatch(text.strip())
    if found is None:
        raise InputError(f"{text!r} is no entry; write it as KEY=US-EL, or KEY=US-EL@2020-05-15/policy_of_denial")  # fmt: skip
    key = graph.key(found["key"])
    if key is None:
        raise UnknownName("party of the ownership file", found["key"], graph.nodes)
    return Listed(
        key, found["list"], graph.nodes[key].label, _day(found["since"] or "", Place("--entry")),
        None, found["policy"] or "",
    )  # fmt: skip


def read_listed(data: bytes, graph: Graph, file: str = "") -> tuple[list[Listed], list[str]]:
    """Listed parties of a file, and remarks on those that the graph does not know.

    The file is CSV with the columns ``key`` and ``list``, and if wanted ``name``, ``since``, ``to``,
    ``policy``, ``requirement``, ``entry``; ``key`` is a key or an identifier (``LEI:...``) of the
    graph.  Or it is JSON lines of list entries, which are found by their identifiers alone.

    Raises:
        InputError: with file and line, where it cannot be read.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise InputError("the file is not in UTF-8", Place(file)) from None
    if text.lstrip()[:1] == "{":
        return listed_of_entries(_entries(text, file), graph)
    return _of_csv(text, graph, file)


def listed_of_entries(entries: Iterable[Entry], graph: Graph) -> tuple[list[Listed], list[str]]:
    """Entries whose identifiers a node bears.  Names join nothing: screening is for names.

    An entry listed by its address alone passes nothing on and is left out.
    """
    found = []
    for each in entries:
        if each.kind == "address":
            continue
        for key in graph.by_identifiers(each.identifiers):
            found.append(
                Listed(
                    key, each.list, each.name, each.since, each.to, each.policy, each.requirement,
                    each.id,
                )
            )  # fmt: skip
    return found, []


def _of_csv(text: str, graph: Graph, file: str) -> tuple[list[Listed], list[str]]:
    rows = csv.DictReader(io.StringIO(text, newline=""))
    heads = [each.strip().lower() for each in rows.fieldnames or ()]
    for head in heads:
        if head not in COLUMNS:
            raise InputError(
                str(UnknownName("column of listed parties", head, COLUMNS)), Place(file, 1)
            )
    if missing := [each for each in ("key", "list") if each not in heads]:
        raise InputError(
            f"the column {missing[0]} is missing; write {', '.join(COLUMNS)}", Place(file, 1)
        )
    rows.fieldnames = heads
    found: list[Listed] = []
    missing_keys = []
    for row in rows:
        place = Place(file, rows.line_num)
        cells = {head: str(row.get(head) or "").strip() for head in heads}
        if not cells["key"] or not cells["list"]:
            raise InputError("a row names a key and a list", place)
        key = graph.key(cells["key"])
        if key is None:
            missing_keys.append(cells["key"])
            continue
        found.append(
            Listed(
                key, cells["list"], cells.get("name") or graph.nodes[key].label,
                _day(cells.get("since", ""), place), _day(cells.get("to", ""), place),
                cells.get("policy", ""), cells.get("requirement", ""), cells.get("entry", ""),
            )
        )  # fmt: skip
    remarks = []
    if missing_keys:
        few = ", ".join(missing_keys[:5]) + (", ..." if len(missing_keys) > 5 else "")  # noqa: PLR2004 - enough to see which
        remarks.append(f"{len(missing_keys)} listed parties are not in the ownership file by key or identifier: {few}.")  # fmt: skip
    return found, remarks


def _entries(text: str, file: str) -> Iterable[Entry]:
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            data: Any = json.loads(line)
            yield entry_from_plain(data)
        except (ValueError, TypeError, KeyError) as error:
            raise InputError(f"this is no list entry: {error}", Place(file, number)) from None


def _day(text: str, place: Place) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise InputError(f"{text!r} is no date; write it as 2026-01-15", place) from None
