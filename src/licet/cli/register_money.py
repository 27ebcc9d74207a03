"""``licet register money LICENSE``: every shipment under every reading, and the ledger."""

from __future__ import annotations

from datetime import date

from licet.cli.codes import PASS
from licet.cli.options import day
from licet.cli.register_open import open_registry, print_last, print_lines, register_options
from licet.cli.show import print_json, strong, visible


def main(words: list[str]) -> int:
    """What is due, paid and open under each reading; readings are never added."""
    options = register_options("money", "Every shipment of a license under every reading, side by side, and the ledger.")  # fmt: skip
    options.add_argument("license", metavar="LICENSE")
    options.add_argument("--on", type=day, metavar="DATE", help="as it stands on this day; default today")  # fmt: skip
    args = options.parse_args(words)
    from licet.register.shown import as_data
    from licet.registry.told import ledger_told, money_told

    on = args.on or date.today()
    with open_registry() as registry:
        book = registry.money(args.license, args.by)
    if args.json:
        print_json({"on": str(on), "rows": as_data(book.rows(on)), "ledger": as_data(book.ledger)})
        return PASS
    for head, *rest in money_told(book, on):
        print(strong(visible(head)))
        print_lines(rest)
    print_lines(ledger_told(book), 0)
    print_last()
    return PASS
