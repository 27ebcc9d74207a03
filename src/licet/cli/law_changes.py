"""``licet law changes --since DATE``: what took effect or was published since a date."""

from __future__ import annotations

from licet.cli.codes import PASS
from licet.cli.law_timeline import print_events
from licet.cli.options import day, parser
from licet.cli.show import print_footer, print_json
from licet.explore.words import event_data


def main(words: list[str]) -> int:
    """Print what changed since a date, days to come included; exit 0."""
    options = parser(
        "law changes", "What took effect or was published since a date, days to come included.",
        epilog="exit codes: 0 shown; 2 bad input.",
    )  # fmt: skip
    options.add_argument("--since", type=day, required=True, metavar="DATE", help="from this day")
    args = options.parse_args(words)

    from licet.explore.timeline import changes_since
    from licet.pack.store import open_library

    library = open_library(args.law)
    found = changes_since(library.law.book, args.since)
    if args.json:
        print_json([event_data(event) for event in found])
        return PASS
    print_events(found)
    print_footer(library.law.hashes)
    return PASS
