"""``licet ownership chart FILE PARTY --svg OUT``: one party and its owners as a picture."""

from __future__ import annotations

from pathlib import Path

from licet.cli.codes import PASS
from licet.cli.ownership_options import asked, ownership_parser
from licet.cli.show import print_json
from licet.errors import InputError, Place


def main(words: list[str]) -> int:
    """Write the picture; exit 0."""
    options = ownership_parser("chart", "One party and its owners as a picture.")
    options.add_argument(
        "party", metavar="PARTY", help="a key of the file, or an identifier such as LEI:..."
    )
    options.add_argument("--svg", metavar="OUT", required=True, help="the file to write")
    options.add_argument(
        "--regime", metavar="R", default="BIS", help="color by this rule; default BIS"
    )
    args = options.parse_args(words)

    from licet.ownership.chart import chart
    from licet.ownership.judge import judge
    from licet.ownership.proof import prove

    found = asked(args)
    key = found.key(args.party)
    judged = judge(
        found.graph.on(found.day), found.listed, found.rulings([args.regime])[0], found.day
    )
    footer = " · ".join(f"{name} {value[:12]}" for name, value in found.hashes.items())
    text = chart(prove(judged, key), f"stakes {found.searched[0]['sha256'][:12]} · {footer}")
    try:
        Path(args.svg).write_text(text, encoding="utf-8")
    except OSError as error:
        raise InputError(
            f"the chart cannot be written: {error.strerror}", Place(args.svg)
        ) from None
    if args.json:
        print_json(
            {"party": key, "found": judged.found(key), "svg": args.svg, "bytes": len(text.encode())}
        )
    else:
        print(f"{args.svg}: {judged.cut.label(key)} and its owners on {found.day}")
    return PASS
