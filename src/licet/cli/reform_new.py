"""``licet reform new DIR``: the skeleton of a reform."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from licet.cli.codes import PASS
from licet.cli.options import day, parser
from licet.cli.show import print_json


def main(words: list[str]) -> int:
    """Write a folder; exit 0."""
    options = parser(
        "reform new", "Write the skeleton of a reform: reform.toml and cases.yaml, commented.", law=False,
        epilog="example:\n  licet reform new my-reform && licet reform check my-reform\n\nexit codes: 0 written; 2 bad input.",
    )  # fmt: skip
    options.add_argument("folder", metavar="DIR", help="a new folder, named as the reform")
    options.add_argument("--from", dest="since", type=day, metavar="DATE", help="default: tomorrow")
    args = options.parse_args(words)

    from licet.reform.skeleton import write_new

    since = args.since or date.today() + timedelta(days=1)
    files = write_new(Path(args.folder), since.isoformat())
    if args.json:
        print_json([str(each) for each in files])
        return PASS
    for each in files:
        print(each)
    print(f"licet reform check {args.folder}    tries it as it stands; then change it.")
    return PASS
