"""What the actions of ``licet ownership`` share: the file, the lists, the day, the footer."""

from __future__ import annotations

import argparse
import hashlib
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from licet.cli.options import day, parser
from licet.errors import InputError, Place, UnknownName
from licet.record import record

if TYPE_CHECKING:
    from licet.ownership.cut import Cut
    from licet.ownership.graph import Graph
    from licet.ownership.model import Listed
    from licet.ownership.regimes import Ruling
    from licet.pack.store import Library


_REMARKS = 20


def ownership_parser(action: str, about: str, *, epilog: str = "") -> argparse.ArgumentParser:
    """A parser with FILE, lists and day."""
    found = parser(f"ownership {action}", about, epilog=epilog)
    found.add_argument("file", metavar="FILE", help="stakes as CSV, BODS or FollowTheMoney")
    found.add_argument(
        "--form", default="", help="the form of FILE, where it is misread: csv, bods, ftm"
    )
    found.add_argument("--listed", metavar="FILE", action="append", default=[],
                       help="listed parties: a publisher's list in any form of licet lists load, or CSV with key and list (repeatable); where neither this nor --entry is given, the lists on the shelf in force on the day")  # fmt: skip
    found.add_argument("--entry", metavar="KEY=LIST", action="append", default=[],
                       help="one listed party: KEY=US-EL, or KEY=US-EL@2020-05-15/policy_of_denial (repeatable)")  # fmt: skip
    found.add_argument(
        "--on", type=day, default=None, metavar="DATE", help="the day; default today"
    )
    return found


@record
class Asked:
    """What the options say: the graph, the listed parties, the day, and what was read."""

    graph: Graph
    listed: tuple[Listed, ...]
    day: date
    remarks: tuple[str, ...]
    searched: tuple[dict[str, Any], ...]
    library: Library


def asked(args: argparse.Namespace) -> Asked:
    """Read the files that the options name.

    Raises:
        InputError: a file cannot be read.
    """
    from licet.ownership.listed import listed_of_text, read_listed
    from licet.ownership.read import read_graph
    from licet.pack.store import open_library

    library = open_library(args.law)
    day = args.on or date.today()
    data = file_bytes(args.file)
    graph = read_graph(data, args.form, args.file)
    searched: list[dict[str, Any]] = [
        {"what": "stakes", "file": args.file, "sha256": _sha(data), "records": len(graph.stakes)}
    ]
    listed = [listed_of_text(each, graph) for each in args.entry]
    if args.entry:
        searched.append({"what": "listed by option", "records": len(args.entry)})
    remarks = list(graph.remarks)
    for name in args.listed:
        told = file_bytes(name)
        found, odd = read_listed(told, graph, name, day)
        listed += found
        remarks += odd
        searched.append({"what": "listed", "file": name, "sha256": _sha(told), "records": len(found), "lists": sorted({each.list for each in found})})  # fmt: skip
    if not args.listed and not args.entry:
        found, odd = _on_the_shelf(graph, day, searched)
        listed += found
        remarks += odd
    return Asked(graph, tuple(listed), day, tuple(remarks), tuple(searched), library)


def _on_the_shelf(
    graph: Graph, day: date, searched: list[dict[str, Any]]
) -> tuple[list[Listed], list[str]]:
    """Listed parties of the user's lists in force on ``day``, with the warnings that belong to them.

    Raises:
        InputError: a list is too old to be used, or was changed.
    """
    from licet.lists.shelf import Shelf
    from licet.ownership.listed import listed_of_entries
    from licet.settings import read_settings

    usable = Shelf.of(read_settings()).usable(day)
    found: list[Listed] = []
    remarks = list(usable.warnings)
    for each in usable.editions:
        mine, odd = listed_of_entries(each.entries, graph)
        found += mine
        remarks += odd
        searched.append({"what": "listed", "file": f"{each.list} {each.as_of}", "sha256": each.sha256, "records": len(mine), "lists": [each.list]})  # fmt: skip
    return found, remarks


def rulings(found: Asked, codes: list[str]) -> list[Ruling]:
    """The rulings of the day: those named, else those that count a list of the listed parties.

    Raises:
        UnknownName: there is no such rule.
    """
    from licet.ownership.regimes import regimes

    known = regimes(found.library.law.book)
    for code in codes:
        if code not in known:
            raise UnknownName("ownership rule", code, known)
    several = [known[code].on(found.day) or known[code].first for code in codes or known]
    if codes:
        return several
    picked = [each for each in several if any(each.counts(one.list) for one in found.listed)]
    return picked or several


def key_of(found: Asked, name: str) -> str:
    """The key of a party that is named by key or identifier; ``UnknownName`` where there is none."""
    key = found.graph.key(name)
    if key is None:
        raise UnknownName("party of the ownership file", name, found.graph.nodes)
    return key


def file_bytes(name: str) -> bytes:
    """The bytes of a file."""
    try:
        return Path(name).read_bytes()
    except OSError as error:
        raise InputError(f"the file cannot be read: {error.strerror}", Place(name)) from None


def searched_lines(found: Asked) -> list[str]:
    """What was searched, for the end of an answer."""
    lines = []
    for each in found.searched:
        parts = [f"{each['what']}: {each['records']} records"]
        if lists := each.get("lists"):
            parts.append(f"of {', '.join(lists)}")
        if file := each.get("file"):
            parts.append(f"in {file} ({each['sha256'][:12]})")
        lines.append(" ".join(parts))
    return [f"Searched on {found.day}: {'; '.join(lines)}."]


def remark_lines(found: Asked, cut: Cut) -> list[str]:
    """What a person should know of how records were merged; many are cut short, and --json has all."""
    lines = [*cut.remarks, *found.remarks]
    if len(lines) > _REMARKS:
        lines = [
            *lines[:_REMARKS],
            f"... and {len(lines) - _REMARKS} more remarks; --json gives all.",
        ]
    return lines


def hashes(found: Asked) -> dict[str, str]:
    """The hashes that an answer rests on."""
    header = found.library.header
    return {name: str(header[name]) for name in ("law", "code")}


def _sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
