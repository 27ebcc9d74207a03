"""``licet register draw LICENSE REQUEST.yaml``: goods are taken from a license, or refused."""

from __future__ import annotations

from pathlib import Path

from licet.cli.codes import DIFFERENT, PASS
from licet.cli.register_inputs import inputs_of, request_of
from licet.cli.register_open import open_registry, print_last, print_lines, register_options
from licet.cli.show import print_json, strong, visible

_CODES = "exit codes: 0 taken; 1 refused, and kept as refused; 2 bad input, or what your role does not allow."  # fmt: skip


def main(words: list[str]) -> int:
    """The answer, with every condition as it was tested."""
    options = register_options("draw", "Take goods from a license, or be refused.  The same request sent twice gives the same answer.", epilog=_CODES)  # fmt: skip
    options.add_argument("license", metavar="LICENSE")
    options.add_argument("request", type=Path, metavar="REQUEST.yaml", help="key, line, item, quantity, unit, day, country, parties, value, currency, serials or lot")  # fmt: skip
    options.add_argument("--inputs", type=Path, metavar="FILE.yaml", help="what conditions are tested on: certificates, reports of laboratories, shipments at home ...")  # fmt: skip
    args = options.parse_args(words)
    request, known = request_of(args.request), inputs_of(args.inputs)
    from licet.registry.told import drawn_told

    with open_registry() as registry:
        drawn = registry.draw(args.license, request, known, args.by, at=args.at)
    if args.json:
        from licet.decide.report import plain_data

        print_json(plain_data(drawn))
    else:
        head, *rest = drawn_told(drawn)
        print(strong(visible(head)))
        print_lines(rest)
        print_last()
    return PASS if drawn.taken else DIFFERENT
