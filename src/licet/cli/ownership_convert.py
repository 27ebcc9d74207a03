"""``licet ownership convert IN OUT``: an ownership file in another form."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from licet.cli.codes import PASS, USAGE
from licet.cli.options import day, parser
from licet.cli.ownership_options import file_bytes
from licet.cli.show import print_json
from licet.errors import InputError, Place

_BY_NAME = {".csv": "csv", ".json": "bods", ".jsonl": "bods", ".ftm": "ftm"}


def main(words: list[str]) -> int:
    """Read, write, and say what was left out; exit 0."""
    options = parser("ownership convert", "An ownership file in another form.")
    options.add_argument("source", metavar="IN", help="CSV, BODS or FollowTheMoney")
    options.add_argument(
        "target", metavar="OUT", help="the file to write; .csv, .json (BODS), .ftm"
    )
    options.add_argument(
        "--form", default="", help="the form of IN, where it is misread: csv, bods, ftm"
    )
    options.add_argument("--to", default="", help="the form of OUT, where its name does not tell")
    options.add_argument("--on", type=day, default=None, metavar="DATE", help="the day of publication; default today")  # fmt: skip
    args = options.parse_args(words)

    from licet.ownership.read import read_stakes, write_stakes

    form = args.to or _BY_NAME.get(Path(args.target).suffix.lower(), "")
    if not form:
        options.exit(
            USAGE,
            f"licet ownership convert: name the form of {args.target}: --to csv, bods or ftm\n",
        )
    nodes, stakes, remarks = read_stakes(file_bytes(args.source), args.form, args.source)
    data = write_stakes(nodes, stakes, form, args.on or date.today())
    try:
        Path(args.target).write_bytes(data)
    except OSError as error:
        raise InputError(
            f"the file cannot be written: {error.strerror}", Place(args.target)
        ) from None
    if args.json:
        print_json({"out": args.target, "form": form, "nodes": len(nodes), "stakes": len(stakes), "remarks": remarks})  # fmt: skip
    else:
        print(
            f"{args.target}: {len(stakes)} stakes between {len(nodes)} described parties, as {form}"
        )
        for remark in remarks:
            print(remark)
    return PASS
