"""``licet register forget CASE SEQ``: what was committed to in the public log can never be shown again."""

from __future__ import annotations

from licet.cli.codes import PASS
from licet.cli.register_office import open_office, options_of_log
from licet.cli.show import print_json


def main(words: list[str]) -> int:
    """Destroy the salts of fields, and say in the log that it was done."""
    options = options_of_log(
        "forget", "Destroy the salts of confidential fields of one event, so that nobody can show or guess them from the "
        "public log; the log says that it was done.  It cannot be undone.  The register's own file stays.",
    )  # fmt: skip
    options.add_argument("--field", action="append", required=True, metavar="NAME", help="repeatable")  # fmt: skip
    args = options.parse_args(words)
    with open_office(args) as office:
        made = office.forget(args.case, args.seq, args.field, reason=args.reason, by=args.by)
        done = office.publish()
    if args.json:
        print_json({"entry": made.leaf, "fields": sorted(args.field), "size": done.checkpoint.size})
    else:
        print(f"{', '.join(sorted(args.field))} of event {args.seq} of {args.case}: forgotten; the log says so in entry {done.checkpoint.size - 1}.")  # fmt: skip
    return PASS
