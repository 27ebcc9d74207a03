"""``licet register holder``: the licenses of the actor's firm."""

from __future__ import annotations

from licet.cli.codes import PASS, WAITING
from licet.cli.register_open import open_registry, print_last, print_lines, register_options
from licet.cli.show import print_json, strong, visible

_CODES = "exit codes: 0 nothing is known to be overdue; 20 a report or a payment is; 2 bad input."


def main(words: list[str]) -> int:
    """Balances, reports that are due, and the money, license by license."""
    options = register_options("holder", "The licenses of your firm: balances, reports that are due, money.", epilog=_CODES)  # fmt: skip
    args = options.parse_args(words)
    from licet.register.shown import as_data
    from licet.registry.told import balance_told, owed_told, state_told

    with open_registry() as registry:
        found = registry.holder(args.by, at=args.at)
        on = (args.at or registry.clock()).date()
        titles = {each.state.number: state_told(each.state, registry.law) for each in found}
    late = [
        *(each for holding in found for each in holding.owed if each.outstanding(on)),
        *(row for holding in found for row in holding.money.rows(on) if row.overdue),
    ]
    if args.json:
        print_json([
            {
                "license": each.state.number, "state": each.state.state, "balances": as_data(each.balances),
                "reports": as_data(each.owed), "money": as_data(each.money.rows(on)),
            }
            for each in found
        ])  # fmt: skip
        return WAITING if late else PASS
    for each in found:
        state = each.state
        print(strong(visible(f"{state.number}, {titles[state.number]}, until {state.valid_to}")))
        print_lines([*map(balance_told, each.balances), *map(owed_told, each.owed)])
        print_lines([f"overdue: {row.shipment} under {row.reading}" for row in each.money.rows(on) if row.overdue])  # fmt: skip
    if not found:
        print("No license.")
    print_last()
    return WAITING if late else PASS
