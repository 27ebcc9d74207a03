"""``licet register list``: a worklist of applications, with days left."""

from __future__ import annotations

from argparse import ArgumentTypeError

from licet.cli.codes import PASS
from licet.cli.register_open import open_registry, print_last, register_options
from licet.cli.show import print_json, table


def main(words: list[str]) -> int:
    """Applications by number."""
    options = register_options("list", "Applications that you may see, by number.")
    options.add_argument("--state", default="", metavar="STATE", help="those in one state: referred, question_open ...")  # fmt: skip
    options.add_argument("--authority", default="", metavar="CC")
    options.add_argument("--limit", type=_count, default=50, metavar="N")
    options.add_argument("--after", default="", metavar="CASE", help="the last of the page before")
    args = options.parse_args(words)
    with open_registry() as registry:
        found = registry.cases(args.by, state=args.state, authority=args.authority, limit=args.limit, after=args.after, at=args.at)  # fmt: skip
    from licet.register.shown import as_data
    from licet.registry.told import left_told

    if args.json:
        print_json(as_data(found))
        return PASS
    rows = [
        (each.case, each.title, each.applicant, each.assigned, left_told(each), ", ".join(each.waiting_for))
        for each in found
    ]  # fmt: skip
    print(table(rows, ("case", "state", "applicant", "assigned", "days", "waits for")) if rows else "No application fits.")  # fmt: skip
    print_last()
    return PASS


def _count(text: str) -> int:
    if not text.isdecimal() or not int(text):
        raise ArgumentTypeError(f"{text!r} is no number of rows; write 1 or more")
    return int(text)
