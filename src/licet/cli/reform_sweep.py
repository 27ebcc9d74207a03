"""``licet reform sweep PATH --values ...``: how the grid stands as one limit of the law moves."""

from __future__ import annotations

import sys
from datetime import date
from decimal import Decimal, InvalidOperation

from licet.cli.codes import PASS
from licet.cli.options import day, parser
from licet.cli.reforming import add_grid_options, asked_rows
from licet.cli.show import print_footer, print_json, strong, table, wrapped
from licet.errors import InputError

_EPILOG = """PATH is as in a [[set]] of reform.toml: ID/FACT, or ID#PART/FACT where a part or condition has the limit.

example:
  licet reform sweep us.review.742_6_b10.box_2026#tpp_below_21000/total_processing_performance \\
      --values 2000:40000:2000 --shelf chip --to CN --class civil

exit codes: 0 shown; 2 bad input."""
_MOST = 200


def main(words: list[str]) -> int:
    """Print one line a value; exit 0."""
    options = parser("reform sweep", "How the answers stand as one limit of the law moves.", epilog=_EPILOG)  # fmt: skip
    options.add_argument("path", metavar="PATH", help="the limit")
    options.add_argument("--values", required=True, metavar="LIST", help="values with commas, or FIRST:LAST:STEP")  # fmt: skip
    options.add_argument("--was", default="", metavar="N", help="the limit to move, where there are several")  # fmt: skip
    options.add_argument("--on", type=day, metavar="DATE", help="law of this date (default today)")
    options.add_argument("--csv", action="store_true", help="as CSV")
    add_grid_options(options)
    args = options.parse_args(words)
    if args.csv and args.json:
        raise InputError("--csv and --json exclude each other")

    from licet.pack.store import open_library
    from licet.reform.sweep import sweep

    library = open_library(args.law)
    rows = asked_rows(args, library)
    values = values_of(args.values)
    shown = sys.stderr.isatty()

    def progress(done: int, of: int) -> None:
        if shown:
            print(f"\r{done} of {of} values", end="" if done < of else "\n", file=sys.stderr)

    found = sweep(rows, library, args.path, values, args.on or date.today(), laws=args.laws, was=args.was, progress=progress)  # fmt: skip
    if args.csv:
        sys.stdout.write(found.write_csv())
    elif args.json:
        print_json({"path": args.path, "rows": rows.height, "values": found.to_dicts(), "hashes": library.law.hashes})  # fmt: skip
    else:
        print(strong(f"{args.path}, {rows.height:,} rows at each value. No law: what if."))
        cells = [(f"{row[0]:,g}", *(f"{each:,}" for each in row[1:])) for row in found.iter_rows()]
        print(table(cells, tuple(found.columns)))
        print(wrapped("flipped: rows that stand otherwise than under the law as it is."))
        print_footer(library.law.hashes)
    return PASS


def values_of(text: str) -> tuple[Decimal, ...]:
    """The values that a list or a range names; ``InputError`` for what is neither.

    >>> values_of("2000:6000:2000")
    (Decimal('2000'), Decimal('4000'), Decimal('6000'))
    """
    try:
        if ":" not in text:
            return tuple(Decimal(each) for each in text.split(","))
        first, last, step = map(Decimal, text.split(":"))
        if step <= 0 or last < first or (last - first) / step >= _MOST:
            raise InputError(f"{text!r} is no range of at most {_MOST} values, FIRST:LAST:STEP")
        return tuple(first + step * number for number in range(int((last - first) / step) + 1))
    except (InvalidOperation, ValueError) as error:
        if isinstance(error, InputError):
            raise
        raise InputError(f"{text!r} is neither numbers with commas nor FIRST:LAST:STEP") from None
