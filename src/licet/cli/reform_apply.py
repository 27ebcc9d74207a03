"""``licet reform apply NAME|DIR... --out DIR``: the reformed law as a folder."""

from __future__ import annotations

from pathlib import Path

from licet.cli.codes import PASS
from licet.cli.options import parser
from licet.cli.reforming import add_reforms, named_reforms
from licet.cli.show import print_json

_EPILOG = """example:
  licet reform apply blackwell-allowed --out /tmp/what-if
  licet decide nvidia-b200 --to CN --on 2027-01-15 --law /tmp/what-if

exit codes: 0 written; 2 bad input."""


def main(words: list[str]) -> int:
    """Write the reformed law; exit 0."""
    options = parser("reform apply", "Write the law under reforms to a new folder, which --law takes.", epilog=_EPILOG)  # fmt: skip
    add_reforms(options)
    options.add_argument("--out", metavar="DIR", required=True, help="a new folder")
    args = options.parse_args(words)

    from licet.pack.store import law_folder
    from licet.reform.folders import write_reformed

    reforms = named_reforms(args.reforms)
    law = Path(args.law) if args.law else law_folder()
    digest, left = write_reformed(law, reforms, Path(args.out))
    if args.json:
        print_json({"folder": args.out, "law": digest, "rows_left_out": left})
        return PASS
    print(f"{args.out}: law {digest[:12]}, under {', '.join(map(str, reforms))}")
    if left:
        print(f"{left} rows of case tables that say what the law was are left out.")
    return PASS
