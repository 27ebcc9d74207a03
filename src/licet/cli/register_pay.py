"""``licet register pay LICENSE``: money that was paid for a shipment."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from licet.cli.codes import PASS
from licet.cli.options import day
from licet.cli.register_open import open_registry, print_acts, register_options
from licet.errors import InputError


def main(words: list[str]) -> int:
    """The payment, once however often it is sent."""
    options = register_options("pay", "Enter a payment for a shipment that was assessed.")
    options.add_argument("license", metavar="LICENSE")
    options.add_argument("shipment", metavar="KEY", help="the key of its drawdown")
    options.add_argument("--reading", required=True, metavar="NAME", help="under which reading: as licet register money names them")  # fmt: skip
    options.add_argument("--amount", required=True, metavar="AMOUNT")
    options.add_argument("--currency", default="USD")
    options.add_argument(
        "--on", type=day, required=True, metavar="DATE", help="the day it was paid"
    )
    options.add_argument("--ref", default="", metavar="TEXT", help="its number with the bank or the authority")  # fmt: skip
    options.add_argument(
        "--key", required=True, metavar="KEY", help="your own number of the payment"
    )
    args = options.parse_args(words)
    from licet.register.money.books import Payment

    try:
        amount = Decimal(args.amount)
    except InvalidOperation:
        raise InputError(f"--amount {args.amount!r} is no number such as 24000000.50") from None
    payment = Payment(args.key, args.reading, args.shipment, amount, args.currency, args.on, args.ref)  # fmt: skip
    with open_registry() as registry:
        done = registry.pay(args.license, payment, args.by, at=args.at)
    print_acts((done,), json=args.json)
    return PASS
