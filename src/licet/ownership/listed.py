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
from licet.ownership.model import Listed, Node

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


def read_listed(
    data: bytes, graph: Graph, file: str = "", day: date | None = None
) -> tuple[list[Listed], list[str]]:
    """Listed parties of a file, and remarks on those that the graph does not know.

    The file is CSV with the columns ``key`` and ``list``, and if wanted ``name``, ``since``, ``to``,
    ``policy``, ``requirement``, ``entry``; ``key`` is a key or an identifier (``LEI:...``) of the
    graph.  Or it is JSON lines of list entries, or a publisher's list in any form that
    ``licet.lists.formats`` reads, taken as of ``day`` where it tells no day of its own.

    Raises:
        InputError: with file and line, where it cannot be read.
    """
    text = _text(data)
    if text is not None and {"key", "list"} <= set(_heads(text)):
        return _of_csv(text, graph, file)
    if text is not None and text.lstrip()[:1] == "{" and _is_entry(text.lstrip()):
        return listed_of_entries(_entries(text, file), graph)
    from licet.lists.formats import read_all

    try:
        editions = read_all(data, as_of=day, file=file)
    except (InputError, UnknownName) as error:
        raise InputError(
            f"no table of listed parties ({', '.join(COLUMNS)}; key and list are wanted), and no list "
            f"of a publisher: {error}",
            Place(file),
        ) from None
    return listed_of_entries((each for found in editions for each in found.entries), graph)


def listed_of_entries(entries: Iterable[Entry], graph: Graph) -> tuple[list[Listed], list[str]]:
    """Entries that nodes of the graph are, by an identifier or by the published name to the letter.

    A name of another country is not taken, and a remark says what was taken by its name alone;
    names that are only like a published one are for screening.  An entry listed by its address
    alone passes nothing on and is left out.
    """
    named: dict[str, list[str]] = {}
    for node in graph.nodes.values():
        if folded := _folded(node.name):
            named.setdefault(folded, []).append(node.key)
    found, remarks = [], []
    for each in entries:
        if each.kind == "address":
            continue
        keys = dict.fromkeys(graph.by_identifiers(each.identifiers))
        for key in dict.fromkeys(
            key for name in each.names for key in named.get(_folded(name), ())
        ):
            if key in keys:
                continue
            if against := _against(graph.nodes[key], each):
                remarks.append(
                    f"{key} has the name of {each.id}, but {against}: not taken; if it is that party, "
                    "add --entry."
                )
                continue
            remarks.append(
                f"{key} is taken for {each.id} ({each.name}) by the published name alone."
            )
            keys[key] = None
        for key in keys:
            found.append(
                Listed(
                    key, each.list, each.name, each.since, each.to, each.policy, each.requirement,
                    each.id,
                )
            )  # fmt: skip
    return found, remarks


def _against(node: Node, entry: Entry) -> str:
    """What speaks against one name being one party: another country, or another number of one kind."""
    if node.country and entry.countries and node.country not in entry.countries:
        return f"that names {', '.join(entry.countries)} and not {node.country}"
    for mine in node.identifiers:
        kind = [each for each in entry.identifiers if each.kind.casefold() == mine.kind.casefold()]
        if kind and mine.value not in {each.value for each in kind}:
            return f"its {mine.kind} is another"
    return ""


def _text(data: bytes) -> str | None:
    """The bytes as UTF-8; None where they are not, as in a packed file."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None


def _heads(text: str) -> list[str]:
    """The column heads of a CSV."""
    first = next(csv.reader(io.StringIO(text[: text.find("\n") + 1] or text, newline="")), [])
    return [each.strip().lower() for each in first]


def _is_entry(text: str) -> bool:
    """Whether the first line is a list entry as ``licet.lists.model.plain`` writes one."""
    try:
        data = json.loads(text.partition("\n")[0])
    except ValueError:
        return False
    return isinstance(data, dict) and {"list", "key", "name"} <= set(data)


def _folded(name: str) -> str:
    return "".join(each for each in name.casefold() if each.isalnum())


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
