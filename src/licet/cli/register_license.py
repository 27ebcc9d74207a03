"""``licet register license NUMBER``: one license as it stands."""

from __future__ import annotations

from licet.cli.codes import PASS
from licet.cli.register_open import open_registry, print_last, print_lines, register_options
from licet.cli.show import print_json, strong, visible


def main(words: list[str]) -> int:
    """Lines with what is left, conditions, shipments."""
    options = register_options("license", "One license: lines, what is left, conditions, shipments taken and refused.", reads=True)  # fmt: skip
    options.add_argument("license", metavar="LICENSE")
    args = options.parse_args(words)
    from licet.register.shown import as_data
    from licet.registry.told import license_told, shipments_told, state_told

    with open_registry() as registry:
        state = registry.license(args.license, args.by, at=args.at, order=args.order)
        title = state_told(state, registry.law)

    if args.json:
        print_json(as_data(state))
        return PASS
    head, *rest = license_told(state)
    print(strong(visible(f"{title}: {head}")))
    print_lines([*rest, *shipments_told(state)])
    print_last()
    return PASS
