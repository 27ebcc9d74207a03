"""``licet declared PARTS.csv``: declared classes against computed ones, row by row."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

from licet.cli.codes import DIFFERENT, NOTHING_FOUND, PASS
from licet.cli.options import day, parser
from licet.cli.show import print_footer, print_json, table
from licet.errors import InputError, Place

_EPILOG = """columns, in any order: part_no or description, eccn; also maker, hs_code, tpp, memory bandwidth,
die area, datacenter.  Columns of other names are kept.  CSV or TSV, in UTF-8.

exit codes: 0 every declared class agrees; 1 one differs; 3 none differs, but one cannot be told;
2 bad input."""


def main(words: list[str]) -> int:
    """Compare, print or write the rows."""
    options = parser("declared", "Manufacturers' declared classes (ECCN) against the classes that figures give.", epilog=_EPILOG)  # fmt: skip
    options.add_argument("file", metavar="PARTS.csv", help="the file; - reads standard input")
    options.add_argument("--on", type=day, metavar="DATE", help="law of this date (default today)")
    options.add_argument("--rows", action="store_true", help="print the same rows with columns added, as CSV")  # fmt: skip
    args = options.parse_args(words)

    from licet.decide.report import plain_data
    from licet.service.service import Service
    from licet.worklists.compare import AGREES, DIFFERS, compare
    from licet.worklists.read import read
    from licet.worklists.write import write

    try:
        content = sys.stdin.buffer.read() if args.file == "-" else Path(args.file).read_bytes()
    except OSError as error:
        raise InputError(f"the file cannot be read: {error.strerror}", Place(args.file)) from None
    file = read(content)
    on = args.on or date.today()
    with Service.open(law=args.law) as service:
        found = list(compare(file.parts, service, on))
        hashes = service.hashes
    if args.rows:
        sys.stdout.writelines(write(file, found, on, hashes["law"]))
    elif args.json:
        print_json({"rows": plain_data(found), "faults": plain_data(file.faults), "hashes": hashes})
    else:
        rows = [(str(e.row), e.part, e.declared or "none", e.computed, e.result, e.why, e.question) for e in found]  # fmt: skip
        print(table(rows, ("row", "part", "declared", "computed", "result", "why", "next question")))  # fmt: skip
        for fault in file.faults:
            print(f"row {fault.row}, {fault.column}: {fault.message}")
        print_footer(hashes)
    results = {each.result for each in found}
    if DIFFERS in results:
        return DIFFERENT
    return PASS if results <= {AGREES} else NOTHING_FOUND
