"""``licet register issue CASE``: the decision goes out, and its license where it grants one."""

from __future__ import annotations

from pathlib import Path

from licet.cli.codes import PASS
from licet.cli.options import day
from licet.cli.register_open import open_registry, print_acts, print_lines, register_options


def main(words: list[str]) -> int:
    """Application and license in one step, or neither."""
    options = register_options("issue", "Issue the decision, and its license where it grants one.", acts=True)  # fmt: skip
    options.add_argument("case", metavar="CASE")
    options.add_argument(
        "--notice", required=True, metavar="TEXT", help="what the applicant is told"
    )
    options.add_argument("--number", default="", metavar="NUMBER", help="of the license; default the next free one")  # fmt: skip
    options.add_argument("--from", dest="since", type=day, metavar="DATE", help="first day of use")
    options.add_argument("--to", type=day, metavar="DATE", help="last day of use")
    options.add_argument("--precondition", action="append", default=[], metavar="ID", help="a condition that must be met before first use (repeatable)")  # fmt: skip
    options.add_argument("--inputs", type=Path, metavar="FILE.yaml", help="what conditions are tested on before issue: certificates, reports, shipments at home")  # fmt: skip
    args = options.parse_args(words)
    from licet.cli.register_inputs import inputs_of
    from licet.registry.told import finding_told

    with open_registry() as registry:
        done = registry.issue(
            args.case, args.by, number=args.number, valid_from=args.since, valid_to=args.to, notice=args.notice,
            preconditions=tuple(args.precondition), key=args.key, at=args.at,
            inputs=inputs_of(args.inputs),
        )  # fmt: skip
    print_acts((done,), json=args.json)
    if not args.json:
        print_lines(map(finding_told, done.findings))
    return PASS
