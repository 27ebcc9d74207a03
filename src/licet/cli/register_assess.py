"""``licet register assess LICENSE SHIPMENT``: one shipment under every reading of the money."""

from __future__ import annotations

from licet.cli.codes import PASS
from licet.cli.register_open import open_registry, print_last, print_lines, register_options
from licet.cli.show import print_json
from licet.errors import InputError, UnknownName


def main(words: list[str]) -> int:
    """What each reading makes of it, side by side; none is added to another."""
    options = register_options("assess", "One shipment that was taken, under every reading of the money.")  # fmt: skip
    options.add_argument("license", metavar="LICENSE")
    options.add_argument("shipment", metavar="KEY", help="the key of its drawdown")
    options.add_argument("said", nargs="*", metavar="FIELD=VALUE", help="customs_value, revenue (default: the value drawn), margin, imported (yes or no), entry_day; what is left out is not known")  # fmt: skip
    options.add_argument("--from", dest="origin", default="US", metavar="CC", help="where it left from; default US")  # fmt: skip
    options.add_argument("--why", default="", metavar="TEXT", help="why it is assessed again, where it was before")  # fmt: skip
    args = options.parse_intermixed_args(words)
    from licet.register.entries import book_of
    from licet.registry.given import consignment_of
    from licet.registry.told import assessment_told

    raw = dict(_pair(each) for each in args.said)
    with open_registry() as registry:
        state = registry.license(args.license, args.by)
        book = book_of(each.content for each in state.draws)
        drawn = book.under(args.shipment)
        if drawn is None:
            raise InputError(str(UnknownName("shipment of the license", args.shipment, [e.key for e in state.draws])))  # fmt: skip
        goods = consignment_of(drawn, raw, registry.library, origin=args.origin)
        found = registry.assess(args.license, goods, args.by, why=args.why, at=args.at)
    if args.json:
        from licet.decide.report import plain_data

        print_json([plain_data(each) for each in found])
    else:
        for each in found:
            print_lines(assessment_told(each), 0)
        print_last()
    return PASS


def _pair(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals:
        raise InputError(f"{text!r} is no FIELD=VALUE, such as customs_value=96000000")
    return name, value
