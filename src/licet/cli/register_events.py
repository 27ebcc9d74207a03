"""``licet register events CASE``: what happened, in order."""

from __future__ import annotations

from licet.cli.codes import PASS
from licet.cli.register_open import open_registry, print_lines, register_options
from licet.cli.show import print_json


def main(words: list[str]) -> int:
    """Every event that the reader may see, one line each."""
    options = register_options("events", "What happened to an application or a license, in order.", reads=True)  # fmt: skip
    options.add_argument("case", metavar="CASE", help="an application or a license, by its number")
    args = options.parse_args(words)
    with open_registry() as registry:
        found = registry.events(args.case, args.by, order=args.order)
    from licet.register.events import as_data
    from licet.registry.told import event_told

    if args.json:
        print_json([as_data(each) for each in found])
    else:
        print_lines(map(event_told, found), 0)
    return PASS
