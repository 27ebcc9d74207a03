"""``licet register show CASE``: where an application stands, what it rests on, who holds what."""

from __future__ import annotations

from licet.cli.codes import PASS
from licet.cli.register_open import open_registry, print_last, print_lines, register_options
from licet.cli.show import print_json, strong, visible


def main(words: list[str]) -> int:
    """One application, as far as the reader may see it."""
    options = register_options("show", "One application: state, days, who is waited for, positions, conditions.", reads=True)  # fmt: skip
    options.add_argument("case", metavar="CASE")
    args = options.parse_args(words)
    with open_registry() as registry:
        state = registry.case(args.case, args.by, at=args.at, order=args.order)
        standing = registry.standing(args.case, args.by, at=args.at)
    from licet.register.shown import as_data
    from licet.registry.told import (
        condition_told,
        days_told,
        limit_told,
        opening_told,
        position_told,
        waiting_told,
    )
    from licet.registry.told import (
        words as named,
    )

    if args.json:
        print_json({"standing": standing, "file": as_data(state)})
        return PASS
    title = (
        f"{state.case}{f' (number {state.number})' if state.number else ''}: {standing['title']}"
    )
    print(strong(visible(f"{title}. {state.applicant}, before {state.authority}")))
    print_lines([days_told(standing), *map(limit_told, standing["limits"])])
    _part("Waits for", waiting_told(standing))
    _part("Rests on", opening_told(state.opening, state.authority))
    _part("Positions", [position_told(each) for each in state.standing_positions()])
    if state.proposal:
        said = state.proposal
        signed = ", ".join(each.by for each in state.signatures) or "nobody yet"
        _part("Proposed", [f"{named(said.outcome)} by {said.by}: {'; '.join(said.reasons)}. Signed by {signed}."])  # fmt: skip
    _part("Conditions", [line for each in state.conditions for line in condition_told(each)])
    if state.license:
        _part("License", [state.license])
    print_last()
    return PASS


def _part(head: str, lines: list[str] | tuple[str, ...]) -> None:
    if lines:
        print(strong(head))
        print_lines(lines)
