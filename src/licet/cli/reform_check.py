"""``licet reform check NAME|DIR...``: reforms put to the law and tried."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from licet.cli.codes import DIFFERENT, PASS
from licet.cli.options import parser
from licet.cli.reforming import add_reforms, named_reforms
from licet.cli.show import faint, print_json, wrapped

if TYPE_CHECKING:
    from licet.reform.checking import Checked

_EPILOG = """The law is put under the reforms and then checked as licet law check does: every row of every
case table, limits that no case tries, dates.  The cases of the reform itself (cases.yaml) are
decided without it and under it, and at least one must come out otherwise.  Rows of the law as it
was that read otherwise on a day of the reform are what it is meant to do, and are counted.

exit codes: 0 nothing wrong; 1 something is; 2 a file cannot be read, or does not fit the law."""
_MANY = 8


def main(words: list[str]) -> int:
    """Exit 0 where nothing is wrong, 1 where something is, 2 where a file cannot be read."""
    options = parser("reform check", "Put reforms to the law and try them.", epilog=_EPILOG)
    add_reforms(options)
    options.add_argument(
        "--solver", action="store_true", help="also look for clashes and dead rules (needs z3; minutes)"
    )  # fmt: skip
    args = options.parse_args(words)

    from licet.pack.store import law_folder, open_library
    from licet.reform.checking import check

    def said(what: str) -> None:
        if not args.json:
            print(faint(f"{what} ..."), file=sys.stderr)

    reforms = named_reforms(args.reforms)
    folder = Path(args.law) if args.law else law_folder()
    found = check(reforms, open_library(args.law), folder, solver=args.solver, said=said)
    if args.json:
        print_json({
            "reforms": [each.name for each in reforms], "law": found.law, "before": found.before,
            "wrong": list(found.wrong), "otherwise": list(found.otherwise), "cases": found.cases,
        })  # fmt: skip
    else:
        _print(found)
    return DIFFERENT if found.wrong else PASS


def _print(found: Checked) -> None:
    for each in found.wrong:
        print(each)
    if found.otherwise:
        print(f"{len(found.otherwise)} rows of the law as it was read otherwise, as they are meant to:")  # fmt: skip
        for each in found.otherwise[:_MANY]:
            print(wrapped(each, 2, 4))
        if len(found.otherwise) > _MANY:
            print(f"  and {len(found.otherwise) - _MANY} more (--json has all)")
    wrong = f"{len(found.wrong) or 'no'} finding{'' if len(found.wrong) == 1 else 's'}"
    tried = f"{found.cases} case{'' if found.cases == 1 else 's'} of its own"
    print(f"{tried}: {wrong} (law {found.before[:12]} becomes {found.law[:12]})")
