"""What the actions of ``licet ownership`` share: the file, the lists, the day, the footer."""

from __future__ import annotations

import argparse
import hashlib
from datetime import date
from pathlib import Path
from typing import Any

from licet.cli.options import day, parser
from licet.errors import InputError, Place
from licet.service.owning import Owning, listed_in, stakes_searched


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


def asked(args: argparse.Namespace) -> Owning:
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
    searched: list[dict[str, Any]] = [stakes_searched(data, args.file, graph)]
    listed = [listed_of_text(each, graph) for each in args.entry]
    if args.entry:
        searched.append({"what": "listed by option", "records": len(args.entry)})
    remarks = list(graph.remarks)
    for name in args.listed:
        file = file_bytes(name)
        found, odd = read_listed(file, graph, name, day)
        listed += found
        remarks += odd
        searched.append({"what": "listed", "file": name, "sha256": _sha(file), "records": len(found), "lists": sorted({each.list for each in found})})  # fmt: skip
    if not args.listed and not args.entry:
        from licet.lists.shelf import Shelf
        from licet.settings import read_settings

        usable = Shelf.of(read_settings()).usable(day)
        found, odd, told = listed_in(usable.editions, graph)
        listed += found
        remarks += [*usable.warnings, *odd]
        searched += told
    return Owning(graph, tuple(listed), day, tuple(remarks), tuple(searched), library)


def file_bytes(name: str) -> bytes:
    """The bytes of a file."""
    try:
        return Path(name).read_bytes()
    except OSError as error:
        raise InputError(f"the file cannot be read: {error.strerror}", Place(name)) from None


def _sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
