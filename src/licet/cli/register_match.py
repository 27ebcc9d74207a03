"""``licet register match REQUEST.yaml``: which line of the firm's licenses an order line fits."""

from __future__ import annotations

from pathlib import Path

from licet.cli.codes import PASS, WAITING
from licet.cli.register_inputs import inputs_of, request_of
from licet.cli.register_open import open_registry, print_last, print_lines, register_options
from licet.cli.show import print_json

_CODES = "exit codes: 0 one line covers it now; 20 a person must look; 2 bad input."


def main(words: list[str]) -> int:
    """PASS against the balance of one line, else HOLD with the reason; nothing is taken."""
    options = register_options("match", "Which line of your licenses an order line fits; nothing is taken from it.", epilog=_CODES)  # fmt: skip
    options.add_argument("request", type=Path, metavar="REQUEST.yaml", help="as for draw; line, serials and lot may be empty")  # fmt: skip
    options.add_argument("--inputs", type=Path, metavar="FILE.yaml", help="as for draw")
    args = options.parse_args(words)
    request, known = request_of(args.request), inputs_of(args.inputs)
    from licet.registry.told import matched_told

    with open_registry() as registry:
        found = registry.match(request, args.by, inputs=known, at=args.at)
    if args.json:
        from licet.decide.report import plain_data

        print_json(plain_data(found))
    else:
        print_lines(matched_told(found), 0)
        print_last()
    return PASS if found.result == "PASS" else WAITING
