"""``licet register statistics``: figures that follow from the public log, signed."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from pathlib import Path

from licet.cli.codes import PASS
from licet.cli.keeping import options_of
from licet.cli.options import day
from licet.cli.register_office import add_log_options, open_office, write
from licet.cli.show import print_json


def main(words: list[str]) -> int:
    """Each rate with what it is a share of; a stranger computes them again from the log."""
    options = options_of("register statistics", "Figures that follow from the public log: rates with their denominators, days, conditions.")  # fmt: skip
    options.add_argument("--authority", required=True, metavar="CC", help="whose bound for small numbers holds")  # fmt: skip
    options.add_argument("--from", dest="since", type=day, required=True, metavar="DATE", help="outcomes from this day")  # fmt: skip
    options.add_argument(
        "--to", type=day, required=True, metavar="DATE", help="and before this day"
    )
    options.add_argument("--group-by", default="", metavar="FIELD", help="a public field, such as authority")  # fmt: skip
    options.add_argument("--exact", action="store_true", help="tell small numbers too: for the authority's own house")  # fmt: skip
    options.add_argument("--out", type=Path, metavar="FILE", help="write the signed statement, to go with a bundle")  # fmt: skip
    add_log_options(options)
    args = options.parse_args(words)
    from licet.registry.public.figures import figures_of, in_words, published

    with open_office(args) as office:
        found = published(
            office, args.authority, _start(args.since), _start(args.to), group_by=args.group_by, exact=args.exact,
        )  # fmt: skip
    if args.out:
        write(args.out, str(found).encode())
    if args.json:
        print_json(figures_of(found))
    else:
        print("\n".join(in_words(found)))
    return PASS


def _start(of: date) -> datetime:
    return datetime.combine(of, time(), UTC)
