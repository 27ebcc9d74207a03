"""``licet law list [TEXT]``: every provision, with what it does and since when."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from licet.cli.codes import PASS
from licet.cli.options import day, parser
from licet.cli.show import print_json, table
from licet.errors import UnknownName

if TYPE_CHECKING:
    from licet.book.provision import Provision, Version


def main(words: list[str]) -> int:
    """List provisions; exit 0, also where none fits; 2 for an unknown kind."""
    options = parser(
        "law list", "Every provision, with what it does and since when.",
        epilog="exit codes: 0 listed, also where nothing fits; 2 bad input.",
    )  # fmt: skip
    options.add_argument(
        "text", nargs="*", metavar="TEXT", help="words of id, title, citation, prose"
    )
    options.add_argument(
        "--kind", metavar="KIND", help="requirement, exception, classification ..."
    )
    options.add_argument("--on", type=day, metavar="DATE", help="only what stands on this date")
    args = options.parse_args(words)

    from licet.book.provision import KINDS
    from licet.explore.browse import found as fitting
    from licet.explore.browse import standing
    from licet.pack.store import open_library

    if args.kind and args.kind not in KINDS:
        raise UnknownName("kind of provision", args.kind, KINDS)
    library = open_library(args.law)
    found = [
        (each, version)
        for each in fitting(library, " ".join(args.text), args.kind or "")
        if (version := _version(each, args.on)) is not None
    ]
    if args.json:
        print_json([_data(each, version, args.on) for each, version in found])
        return PASS
    rows = [
        (
            each.id,
            each.kind,
            version.since.isoformat(),
            standing(each, version, args.on),
            each.title,
        )
        for each, version in found
    ]
    if rows:
        print(table(rows, ("id", "kind", "text from", "standing", "title")))
    print(f"{len(rows)} of {len(library.whole.book.provisions)} provisions")
    drafts = [code for code, each in library.whole.book.sovereigns.items() if each.draft]
    if drafts:
        print(
            f"Drafts, which decide only where asked by name (decide --sovereign): {', '.join(drafts)}"
        )
    return PASS


def _version(provision: Provision, on: date | None) -> Version | None:
    """The version of the day; without a day the one of today, or else the last there is."""
    if on is not None:
        return provision.on(on, date.max)
    return provision.on(date.today(), date.max) or provision.versions[-1]


def _data(provision: Provision, version: Version, on: date | None) -> dict[str, object]:
    from licet.explore.browse import standing

    return {
        "id": provision.id,
        "kind": provision.kind,
        "title": provision.title,
        "sovereign": provision.sovereign,
        "cite": [each.text for each in provision.cite],
        "from": version.since.isoformat(),
        "to": version.to.isoformat() if version.to else None,
        "standing": standing(provision, version, on),
        "confidence": version.confidence,
        "file": provision.file,
    }
