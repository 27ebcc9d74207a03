"""``licet check CASES.yaml...``: run worked cases and print a line for each difference."""

from __future__ import annotations

from pathlib import Path

from licet.cli.codes import DIFFERENT, PASS
from licet.cli.options import parser
from licet.service.parties import Parties


def main(words: list[str]) -> int:
    """Exit 0 where no case differs, 1 where any does, 2 where a file is no case file."""
    options = parser("check", "Run worked cases in the format cases/1 and print each difference.")
    options.add_argument("files", nargs="+", metavar="CASES.yaml")
    options.add_argument("--only", metavar="TEXT", help="only cases whose id holds TEXT")
    options.add_argument(
        "--screen",
        action="store_true",
        help="look the names of all cases up in the lists, and not only of those that say screen: yes",
    )
    args = options.parse_args(words)

    from licet.cases.run import run_files
    from licet.pack.store import open_library

    library = open_library(args.law)
    report = []
    total = different = 0
    for path, outcomes in run_files(
        map(Path, args.files), library.whole, library.products, args.only,
        join=Parties(library.whole.book), screen=args.screen,
    ):  # fmt: skip
        for outcome in outcomes:
            total += 1
            different += bool(outcome.differences)
            for line in outcome.differences:
                report.append(
                    {
                        "file": str(path),
                        "line": outcome.case.place.line,
                        "case": outcome.case.id,
                        "difference": line,
                    }
                )
                if not args.json:
                    print(f"{path}:{outcome.case.place.line}: {outcome.case.id}: {line}")
    if args.json:
        from licet.cli.show import print_json

        print_json(
            {
                "cases": total,
                "different": different,
                "differences": report,
                "hashes": library.whole.hashes,
            }
        )
    else:
        print(
            f"{total} cases, {different} differ" if different else f"{total} cases, no difference"
        )
    return DIFFERENT if different else PASS
