"""``licet register ways CASE``: what one may do next."""

from __future__ import annotations

from licet.cli.codes import PASS
from licet.cli.register_open import open_registry, print_lines, register_options
from licet.cli.show import print_json


def main(words: list[str]) -> int:
    """The events that are open to the role, with their fields."""
    options = register_options("ways", "What you may do next, with the fields that it wants; those in brackets may be left out.", reads=True)  # fmt: skip
    options.add_argument("case", metavar="CASE", help="an application or a license, by its number")
    args = options.parse_args(words)
    with open_registry() as registry:
        found = registry.ways(args.case, args.by, order=args.order)
    from licet.registry.told import way_told

    if args.json:
        print_json(found)
    else:
        print_lines([way_told(each) for each in found] or ["Nothing is open to you here."], 0)
    return PASS
